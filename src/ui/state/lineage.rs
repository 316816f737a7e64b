//! The graph of origins: what was asked for, and what came.

use std::sync::Arc;

use crate::base::Diagnostic;
use crate::protocol::Lineage;

/// The graph on screen stays until another one has come.
#[derive(Debug, Clone, Default)]
pub struct Traced {
    /// The number of the run, the engine, and the box that is looked at.
    pub wanted: Option<(u32, u32, Option<String>)>,
    /// The graph, and the number of the run that it is of.
    pub shown: Option<(u32, Arc<Lineage>)>,
    pub failure: Option<Diagnostic>,
}
