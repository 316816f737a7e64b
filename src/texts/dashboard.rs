//! The dashboard around its charts: the facts of the run, its layers and rows, filters, what became of the files.

use super::counted;
use super::words::{files, tables};
use crate::base::format;

// The page.
pub const STOPPED: &str = "The run was stopped. The files are still chosen.";

/// What will be here; `filtered` if the link brought filters.
pub fn nothing_yet(pipeline: Option<&str>, filtered: bool) -> String {
    let title = pipeline.map_or_else(|| "The dashboard".to_owned(), |title| format!("The {title} dashboard"));
    let kept = if filtered { " The filters of the link are kept." } else { "" };
    format!("{title} appears here once its files are read. Data stays in the tab that read it.{kept}")
}

pub const SECTIONS: &str = "Sections";

// A result that is older than what was asked for.
pub const RUN_BEFORE: &str = "The dashboard and tables are those of the run before.";
pub const RESTARTED: &str =
    "The engine was restarted. What you see is from the run before; run again to filter, page and export.";

// What went wrong, and where.

/// The row that a note is about.
pub fn at_row(row: u64) -> String {
    format!("row {}", format::integer(row))
}

/// The column that a note is about.
pub fn at_column(column: &str) -> String {
    format!("column “{column}”")
}

pub const ERROR: &str = "Error";
pub const WARNING: &str = "Warning";
pub const NOTE: &str = "Note";

/// Over the notes about a run.
pub fn notes(count: usize) -> String {
    counted(count, "note about this run", "notes about this run")
}

// A run under way.
pub const PROGRESS: &str = "Progress";
pub const WAITING: &str = "Waiting for the engine…";
pub const WORKING: &str = "Working through the layers…";
pub const STOPPING: &str = "Stopping…";

// The facts of a run.
pub const DATA_QUALITY: &str = "Data quality";
pub const AS_OF: &str = "As of";
pub const AS_OF_MEANS: &str = "Recency counts back from this day.";

/// A score.
pub fn of_hundred(score: f64) -> String {
    format!("{} of 100", format::fixed(score, 2))
}

/// No check failed.
pub fn all_passed(checks: usize) -> String {
    format!("All {checks} checks passed.")
}

/// How many checks failed, and how many of each severity.
pub fn failed(count: usize, checks: usize, severities: &[(&str, usize)]) -> String {
    let severities: Vec<String> = severities.iter().map(|(severity, count)| format!("{count} {severity}")).collect();
    format!("{count} of {checks} checks failed: {}.", severities.join(", "))
}

// Its layers.
pub const LAYERS: &str = "Layers";

/// What a run made, in how many milliseconds, with how many bytes of memory.
pub fn layers(made: usize, milliseconds: f64, memory: Option<u64>) -> String {
    let memory = memory.map_or_else(String::new, |memory| format!(" · {} of memory", format::bytes(memory)));
    format!("{} in {}{memory}", tables(made), format::milliseconds(milliseconds))
}

/// The rows that went into a layer.
pub fn rows_in(rows: u64) -> String {
    format!("{} rows in", format::integer(rows))
}

// The account of rows, around its numbers: “1,234 rows read = 1,200 accepted + 34 rejected”.
pub const ROWS_READ: &str = " rows read = ";
pub const ROWS_ACCEPTED: &str = " accepted + ";
pub const ROWS_REJECTED: &str = " rejected";
pub const NOT_CONSERVED: &str = "These do not add up: please report this file.";
pub const REJECTED_BY_REASON: &str = "Rejected rows by reason";

// What became of the files.
pub const CHANGE_MATCH: &str = "Change the match";

/// Over the files and their columns.
pub fn matched(count: usize) -> String {
    format!("How {} {} matched", files(count), if count == 1 { "was" } else { "were" })
}

// Filters.
pub const FILTERS: &str = "Filters";
pub const REMOVE_FILTER: &str = "Remove filter ";
pub const HOW_TO_FILTER: &str = "Click a mark in a chart to filter";
pub const SHOW_ROWS: &str = "Show the rows";
pub const MORE: &str = "More";
pub const ROWS_ELSEWHERE: &str = "The rows behind in other tables";

/// The rows of the selection in a table.
pub fn rows_behind(table: &str) -> String {
    format!("Rows behind: {table}")
}
