//! What the engine found out about dropped files before any run.

use serde::{Deserialize, Serialize};

use super::f64_size::Bytes;
use crate::base::Diagnostic;

/// The files taken, and the pipeline that fits them best.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    pub files: Vec<FileInspection>,
    /// The pipeline that most files fit, if any fits.
    pub pipeline: Option<String>,
}

/// One file: what it is, its first rows, and which inputs it could feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileInspection {
    pub name: String,
    pub bytes: Bytes,
    /// In words: "CSV, semicolon, UTF-8" or "Parquet, 3 row groups".
    pub format: String,
    /// Header names as Varve calls them.
    pub columns: Vec<String>,
    /// The first rows, as text; `None` is a missing cell.
    pub preview: Vec<Vec<Option<String>>>,
    /// Rows in the file, where its footer tells.
    pub rows: Option<f64>,
    /// The best match for each pipeline, the best first. Empty when the file fits none.
    pub matches: Vec<FileMatch>,
    /// Why the file cannot be used, if it cannot.
    pub problem: Option<Diagnostic>,
}

/// How a file fits an input table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileMatch {
    pub pipeline: String,
    pub input: String,
    /// 0..1: the share of the input's columns found, required ones counted double.
    pub confidence: f64,
    pub bindings: Vec<Binding>,
    /// Required input columns that no source column was found for. Not empty: the file cannot feed this input as it is.
    pub missing: Vec<String>,
}

/// Which source column feeds an input column, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    pub input_column: String,
    pub required: bool,
    /// Index of the source column.
    pub source: Option<usize>,
    /// In words: "named like `orderdate`", or "chosen by you".
    pub evidence: String,
}
