//! Recipes and the log of runs. The engine writes and reads both; the page keeps records as texts that it need not
//! understand, and shows what the engine makes of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FileStub, Layout, RunRequest};
use crate::base::Diagnostic;

/// What the page can ask about runs and recipes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RunsRequest {
    /// The record of the last run, which was done at this time (ISO, UTC).
    Record { when: String },
    /// Hashes the next piece of the files taken: short, so that other requests need not wait.
    Hash,
    /// Applies a recipe to the files taken.
    Apply(RecipeSource),
    /// The recipe of the last run, or of a record, as a file.
    SaveRecipe { record: Option<String> },
    /// The command that does the last run outside the browser.
    Command,
    /// A line for each record.
    List { records: Vec<String> },
    /// All about one run.
    Detail { record: String },
    /// What differs between two runs, the earlier one first.
    Compare { before: String, after: String },
    /// The log as a file.
    Export { records: Vec<String>, format: LogFormat },
}

/// Where a recipe comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RecipeSource {
    /// A file whose handle travels beside the message.
    File(FileStub),
    /// A record of the log: it is applied only to the files that its run read.
    Record(String),
}

/// A file format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogFormat {
    Csv,
    Json,
}

/// What the engine answers. A recipe that was applied is answered with an inspection, what is saved with an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RunsReply {
    Record(String),
    /// Whether all files are hashed.
    Hashed(bool),
    Command(String),
    List(Vec<RunLine>),
    Detail(RunDetail),
    /// What differs, in words and tables.
    Compared(Vec<Sheet>),
}

/// A recipe over the files taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Applied {
    /// The name of its file.
    pub name: String,
    pub request: RunRequest,
    /// How it has files read, by [`super::FileInspection::name`].
    pub layouts: BTreeMap<String, Layout>,
    /// What the files lack: sentences. Empty: the request can run.
    pub problems: Vec<Diagnostic>,
}

/// A run in the list of runs. Numbers are written out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunLine {
    /// When it was done, ISO, UTC; distinct among the runs.
    pub when: String,
    pub pipeline: String,
    /// The first file, and how many more.
    pub files: String,
    pub read: String,
    pub accepted: String,
    pub rejected: String,
    pub duration: String,
    pub warnings: u32,
    pub version: String,
    /// Parameters that differ from their defaults, in words.
    pub parameters: String,
    /// The pipeline, rows and seed, where it ran over sample data.
    pub sample: Option<(String, u32, u32)>,
}

/// One run at length.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunDetail {
    pub command: String,
    pub sheets: Vec<Sheet>,
}

/// A small table with its heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub title: String,
    /// A sentence below the heading; it stands alone where there are no rows.
    pub lead: String,
    /// The columns' names; those of numbers are marked.
    pub columns: Vec<(String, bool)>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a [`Sheet`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub text: String,
    /// A share, 0..1, drawn as a bar.
    pub bar: Option<f64>,
}
