//! The quality of the last run as the page shows it: the report, and a page of rejected rows.

use std::sync::Arc;

use crate::base::Diagnostic;
use crate::protocol::{ColumnCondition, Condition, QualityReport, RowChoice, TablePage};

/// What has come, and what was asked for last: an answer to anything else comes too late.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityView {
    /// The number of the run that was asked about.
    pub asked: Option<u32>,
    pub report: Option<Arc<QualityReport>>,
    pub failure: Option<Diagnostic>,
    /// Which rejected rows the person wants to see.
    pub choice: RejectChoice,
    pub rows_asked: Option<(u32, RejectChoice)>,
    pub rows: Option<(RejectChoice, Arc<TablePage>)>,
}

/// Some of the rejected rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectChoice {
    /// The table of rejects; `None` is the first of the pipeline.
    pub table: Option<String>,
    pub reason: Option<String>,
    pub search: String,
    pub sheet: usize,
}

impl RejectChoice {
    /// The condition that the rows are asked for by.
    pub fn rows(&self) -> RowChoice {
        let reason = self.reason.iter().map(|reason| ColumnCondition {
            column: "reason".to_owned(),
            condition: Condition::OneOf(vec![Some(reason.clone())]),
        });
        RowChoice { conditions: reason.collect(), search: self.search.clone() }
    }
}
