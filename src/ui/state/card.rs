//! What is on the card of one whom the data is about.

use std::sync::Arc;

use crate::base::Diagnostic;
use crate::protocol::TablePage;

/// The tables that have come so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Card {
    /// The number of the run, and the id.
    pub of: Option<(u32, String)>,
    pub pages: Vec<Arc<TablePage>>,
    /// Whether all tables are there.
    pub whole: bool,
    pub failure: Option<Diagnostic>,
    /// Whether the meaning of every figure is told beside it.
    pub explained: bool,
}
