//! What a run did: counts, times, tables. Everything the run page shows before any row is asked for.

use serde::{Deserialize, Serialize};

use super::f64_size::Bytes;
use super::reading::ColumnReading;
use crate::base::{Diagnostic, Phase};

/// The account of one run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    pub pipeline: String,
    /// The day recency is counted from, ISO; `None` when no row was accepted.
    pub as_of: Option<String>,
    pub inputs: Vec<InputCount>,
    pub quality: Option<Quality>,
    pub phases: Vec<PhaseTime>,
    pub steps: Vec<StepTime>,
    /// Steps whose results were taken from the run before, because nothing they depend on had changed.
    pub reused: Vec<String>,
    pub tables: Vec<TableInfo>,
    /// How the columns whose cells can be read in more than one way were read.
    pub readings: Vec<ColumnReading>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Conservation for one input table: `read` = `accepted` + `rejected`, checked in every run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputCount {
    pub input: String,
    pub files: usize,
    pub bytes: Bytes,
    pub rows_read: u32,
    pub rows_accepted: u32,
    pub rows_rejected: u32,
    /// Rejected rows per reason code, in the order of the pipeline's rules; zeros left out.
    pub rejected_by_reason: Vec<(String, u32)>,
}

impl InputCount {
    /// Whether every row read is either accepted or rejected.
    pub fn conserved(&self) -> bool {
        u64::from(self.rows_read) == u64::from(self.rows_accepted) + u64::from(self.rows_rejected)
    }
}

/// The quality score 0-100 and its grade A-D.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    pub score: f64,
    pub grade: String,
    /// Checks that failed: name and severity.
    pub failed: Vec<(String, String)>,
    pub checks: usize,
}

/// Time and volume of a phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseTime {
    pub phase: Phase,
    pub milliseconds: f64,
    /// Rows that went in.
    pub rows: u32,
    /// The most memory the engine had taken when the phase ended; `None` where that cannot be told.
    pub memory: Option<Bytes>,
}

/// Time of one step inside a phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepTime {
    pub phase: Phase,
    pub step: String,
    pub milliseconds: f64,
}

/// A table the run made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    pub name: String,
    pub layer: Phase,
    pub rows: u32,
    pub columns: u32,
}
