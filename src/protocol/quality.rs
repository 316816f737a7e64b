//! The quality of a run in full: checks with examples, the making of the score, corrections, rejected rows, edits.

use serde::{Deserialize, Serialize};

/// Examples that are gathered per check and correction, at most.
pub const EXAMPLES: usize = 5;

/// Everything that is known about the quality of the data of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct QualityReport {
    /// In the order of the table of checks.
    pub checks: Vec<CheckResult>,
    /// What the score is made from, in the order of the weights.
    pub making: Vec<DimensionScore>,
    pub corrections: Vec<Correction>,
    /// Rejected rows by reason, in the order of the rules.
    pub rejects: Vec<RejectReason>,
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// What edits did.
    pub edits: EditAccount,
}

impl QualityReport {
    /// The report with what edits did.
    #[must_use]
    pub fn with_edits(self, edits: EditAccount) -> Self {
        Self { edits, ..self }
    }
}

/// A check with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    pub id: String,
    pub table: String,
    /// The dimension's word, as in the table of checks.
    pub dimension: String,
    pub name: String,
    /// What it looks at, in a sentence.
    pub doc: String,
    /// Pass rate from which it passes.
    pub expected: Option<f64>,
    /// Pass rate 0..1; `None` when there was nothing to check.
    pub actual: Option<f64>,
    /// `PASSED`, `FAILED` or `SKIPPED`.
    pub status: String,
    pub severity: String,
    /// How many violate it; `None` for a check of the data as a whole.
    pub violations: Option<u32>,
    /// What is counted: `rows`, `orders`, …
    pub unit: String,
    /// The first of them, [`EXAMPLES`] at most.
    pub examples: Vec<Example>,
}

/// A cell, and where it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Example {
    pub file: String,
    /// Number of the row in the file, from 1; 0 where it is no row of a file.
    pub row: u32,
    pub column: String,
    /// The text as read; `None` where there is none.
    pub value: Option<String>,
    /// What it was turned into, of a correction.
    pub after: Option<String>,
}

/// What a dimension adds to the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DimensionScore {
    pub dimension: String,
    /// Its weight beside the others.
    pub weight: f64,
    /// Checks that were not skipped.
    pub checks: u32,
    /// Mean of their pass rates, 0..1; `None` without such checks: the dimension is left out.
    pub rate: Option<f64>,
    /// Points of the score that it gives, and the most it could give.
    pub points: f64,
    pub most: f64,
}

/// Values that were read in another form than they were written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The name of its entry in the table of checks.
    pub code: String,
    pub doc: String,
    pub rows: u32,
    pub examples: Vec<Example>,
}

/// Rows rejected for a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RejectReason {
    /// The input whose rows they are.
    pub input: String,
    pub reason: String,
    /// The rule in a sentence.
    pub doc: String,
    pub rows: u32,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    pub name: String,
    pub input: String,
    pub rows: u32,
    /// The input columns that it has.
    pub columns: Vec<String>,
    /// Pairs of a row and the line it stands in, both from 1: until the next pair every row is one line further. Empty
    /// where lines are not known.
    pub lines: Vec<(u32, u32)>,
}

impl SourceFile {
    /// The line of the file in which a row begins.
    pub fn line(&self, row: u32) -> Option<u32> {
        let next = self.lines.partition_point(|(first, _)| *first <= row);
        let (first, line) = self.lines.get(next.checked_sub(1)?)?;
        Some(line + (row - first))
    }
}

/// What the edits of a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EditAccount {
    /// Cells that hold another text than the files.
    pub cells: u32,
    /// The first of them, with what was read and what stands there now.
    pub examples: Vec<Example>,
}
