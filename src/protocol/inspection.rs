//! What the engine found out about dropped files before any run.

use serde::{Deserialize, Serialize};

use super::Applied;
use super::f64_size::Bytes;
use crate::base::Diagnostic;
use crate::texts;

/// The files taken, and the pipeline that fits them best.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// One entry per table: an archive has one per member.
    pub files: Vec<FileInspection>,
    /// The pipeline that most files fit, if any fits.
    pub pipeline: Option<String>,
    /// The recipe that came with the files, as it applies to them.
    pub recipe: Option<Box<Applied>>,
}

/// One file, or one member of an archive: what it is, its first rows, and which inputs it could feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileInspection {
    /// The path as it was dropped, folders separated by `/`; a member of an archive is `archive.zip/member.csv`.
    /// Distinct among the files taken.
    pub name: String,
    /// Bytes as stored, which is packed bytes for a member of an archive.
    pub bytes: Bytes,
    /// In words: "CSV, semicolon, UTF-8" or "Parquet, 3 row groups".
    pub format: String,
    /// Header names as Varve calls them.
    pub columns: Vec<String>,
    /// What the cells looked at show, one per column.
    pub profiles: Vec<ColumnProfile>,
    /// The first rows, as text; `None` is a missing cell.
    pub preview: Vec<Vec<Option<String>>>,
    /// How many rows there are.
    pub rows: Option<RowCount>,
    /// Where the names of the columns and the rows begin, and what else it could be.
    pub layout: FoundLayout,
    /// The best match for each pipeline, the best first. Empty when the file fits none.
    pub matches: Vec<FileMatch>,
    /// What was done to read it that the person may want to know.
    pub notes: Vec<Diagnostic>,
    /// Why the file cannot be used, if it cannot.
    pub problem: Option<Diagnostic>,
}

/// A number of rows: counted in a footer, or estimated from the first part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RowCount {
    pub rows: f64,
    pub exact: bool,
}

/// Which line names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Header {
    /// None does: the columns are called `Column 1`, `Column 2` and so on.
    Absent,
    /// The line of this 0-based number; the lines above it are left out.
    Line(u32),
}

/// How a person wants a file to be read; what is `None` is found from the content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub header: Option<Header>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// How a file is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLayout {
    /// `None` where the format itself names its columns (Parquet, JSON).
    pub header: Option<Header>,
    /// Nothing tells whether the first line names the columns: the person is asked.
    pub ask_header: bool,
    /// The first lines, for choosing the one that names the columns; empty where there is nothing to choose.
    pub first_lines: Vec<Vec<String>>,
    /// All sheets of a workbook, in its order; empty for other formats.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    pub sheet: Option<String>,
}

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueKind {
    /// No value was seen.
    Empty,
    Integer,
    Number,
    /// Numbers with a percent sign.
    Percent,
    Date,
    /// Whole numbers in the range of spreadsheet days (about 1982 to 2064).
    SerialDay,
    Text,
}

impl ValueKind {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => texts::values::KIND_EMPTY,
            Self::Integer => texts::values::KIND_INTEGER,
            Self::Number => texts::values::KIND_NUMBER,
            Self::Percent => texts::values::KIND_PERCENT,
            Self::Date => texts::values::KIND_DATE,
            Self::SerialDay => texts::values::KIND_SERIAL_DAY,
            Self::Text => texts::values::KIND_TEXT,
        }
    }
}

/// What the first rows show of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Up to five distinct values, in the order of first sight, cut to a length that can be shown.
    pub samples: Vec<String>,
    pub kind: ValueKind,
    /// How the kind was found, a sentence: "all 812 values are dates; “25/12/2024” fits day first only."
    pub how: String,
    /// Dates that fit day first and month first alike: the person is asked.
    pub undecided: bool,
    /// Some date fits one order only: it decides for all files of an input.
    pub decided: bool,
    /// Mean bytes of a cell's text.
    pub cell_bytes: f64,
}

/// How a file fits an input table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileMatch {
    pub pipeline: String,
    pub input: String,
    /// 0..1: the share of the input's columns found, required ones counted double.
    pub confidence: f64,
    /// Whether the file's name speaks for this input.
    pub named: bool,
    /// What speaks for it, in words.
    pub evidence: String,
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
