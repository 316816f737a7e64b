//! The quality page: score, checks, corrections, rejected rows, and the edits that mend them.

use super::counted;
use super::words::cells;
use crate::base::format::{fixed, integer};

// The page.
pub const LEAD: &str =
    "What the checks found, what was corrected, what was left out and why. Values can be mended here.";
pub const TOLD_OF_RUN: &str = "The quality of data is told of a run, and a run's data stays in the tab that made it.";
pub const GATHERING: &str = "Gathering the evidence…";
pub const BUSY: &str = "Working through the layers… What you see is from the run before.";
pub const RESTARTED: &str =
    "The engine was restarted. What you see is from the run before; run again to see more of it.";

// The score.
pub const SCORE: &str = "Score";
pub const NO_ROW: &str = "No row was read, so there is nothing to score.";
pub const OF_HUNDRED: &str = " of 100";
pub const GRADE: &str = "Grade ";
pub const GRADES: &str = "A from 98, B from 90, C from 75, else D.";
pub const DIMENSION: &str = "Dimension";
pub const DIMENSION_CHECKS: &str = "Checks";
pub const PASS_RATE: &str = "Mean pass rate";
pub const WEIGHT: &str = "Weight";
pub const POINTS: &str = "Points";
pub const HOW_MADE: &str = "How the score is made";
pub const HOW: &str = "The score is the weighted mean of the dimensions. A dimension counts with the mean pass rate of its checks; one without checks is left out, and the others share its weight.";

/// How many of the checks failed.
pub fn verdict(failed: usize, checks: usize) -> String {
    match failed {
        0 => format!("All {checks} checks passed or had nothing to look at."),
        _ => format!("{} of {checks} failed.", counted(failed, "check", "checks")),
    }
}

/// The points of a dimension, and how many there are.
pub fn points(points: f64, most: f64) -> String {
    format!("{} of {}", fixed(points, 2), fixed(most, 2))
}

// The checks.
pub const VERDICT: &str = "Verdict";
pub const CHECK: &str = "Check";
pub const FIGURE: &str = "Figure";
pub const THRESHOLD: &str = "Threshold";
pub const SEVERITY: &str = "Severity";
pub const BREAKING: &str = "Violations";
pub const CHECKS: &str = "Checks";
pub const PASSED: &str = "Passed";
pub const WARNED: &str = "Warning";
pub const FAILED: &str = "Failed";
pub const SKIPPED: &str = "Skipped";
pub const NONE: &str = "none";

/// The checks of one dimension.
pub fn checks_of(dimension: &str) -> String {
    if dimension.is_empty() { CHECKS.to_owned() } else { format!("Checks of {dimension}") }
}

/// Unfolds the rows that break a check; `rows` says how many.
pub fn examples_of(rows: &str, check: &str) -> String {
    format!("{rows} breaking {check}: examples")
}

/// Over the first rows that break a check.
pub fn first_in(table: &str) -> String {
    format!("The first of them, in {table}:")
}

/// A row of a file.
pub fn row(row: u32) -> String {
    format!("row {row}")
}

/// A row of a file, and the line where it begins.
pub fn row_at_line(row: u32, line: u32) -> String {
    format!("row {row} (line {line})")
}

// The corrections.
pub const CORRECTIONS: &str = "Corrections";
pub const EDITED: &str = "edited by you";
pub const EDITED_IS: &str = "These cells hold the texts that you gave them. The files are as they were.";
pub const CORRECTED_AT: &str = "Where";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";

/// The rules that had nothing to correct.
pub fn not_needed(rules: &[String]) -> String {
    format!("Nothing to correct: {}.", rules.join(", "))
}

/// What one rule corrected.
pub fn corrections_of(rule: &str) -> String {
    format!("Corrections: {rule}")
}

// The rows that were rejected.
pub const REJECTS: &str = "Rejected rows";
pub const ALL_ACCEPTED: &str = "Every row was accepted.";
pub const REJECTS_HOW: &str = "Every row that is read is accepted or here. Choose a reason to see what it means.";
pub const READING: &str = "Reading the rows…";
pub const INPUT: &str = "Input";
pub const REASONS: &str = "Reasons";
pub const ALL_REASONS: &str = "all reasons";
pub const SEARCH: &str = "Search in the rejected rows";
pub const SEARCH_IN: &str = "Search in these rows";
pub const SAVE_ALL: &str = "All as CSV";
pub const SAVE_THESE: &str = "These as CSV";
pub const WHERE: &str = "Where";
pub const REASON: &str = "Reason";
pub const COLUMN: &str = "Column";
pub const VALUE: &str = "Value";
pub const EVERYWHERE: &str = "Everywhere";
pub const WHOLE_ROW: &str = "the whole row";
pub const NONE_FOUND: &str = "No rejected row is like this.";
pub const PAGES: &str = "Pages of the rejected rows";
pub const PREVIOUS_PAGE: &str = "Previous page";
pub const NEXT_PAGE: &str = "Next page";
pub const EVERYWHERE_IS: &str = "Change every cell of this column that holds this text";

/// A cell that can be mended.
pub fn cell_at(column: &str, row: u32, file: &str) -> String {
    format!("{column} in row {row} of {file}")
}

/// Mends all cells with this text.
pub fn all_like(text: &str) -> String {
    if text.is_empty() { "All empty".to_owned() } else { format!("All “{text}”") }
}

/// The same, said in full; `all` is [`all_like`].
pub fn all_become(all: &str, column: &str, now: &str) -> String {
    format!("{all} in {column} become {now}")
}

/// The rows of a page of them.
pub fn rows_from_to(first: usize, last: usize, all: usize) -> String {
    format!("rows {}–{} of {}", integer(first as u64), integer(last as u64), integer(all as u64))
}

// The edits.
pub const EDITS: &str = "Your edits";
pub const LOAD_EDITS: &str = "Load edits";
pub const EDITS_HOW: &str = "Change a value in the list below, and run again with it. Your files stay as they are: the edits are kept beside them, and can be saved and loaded.";
pub const RUN_WITH_EDITS: &str = "Run again with these";
pub const SAVE_EDITS: &str = "Download the edits";
pub const DISCARD: &str = "Discard all";
pub const LIST_OF_EDITS: &str = "List of edits";

/// How many cells, and how many values everywhere, are changed.
pub fn edits(changed: usize, values: usize) -> String {
    let everywhere = || format!("{} changed everywhere", counted(values, "value", "values"));
    match (changed, values) {
        (0, 0) => "No edits".to_owned(),
        (0, _) => everywhere(),
        (_, 0) => format!("{} changed", cells(changed)),
        _ => format!("{} changed, {}", cells(changed), everywhere()),
    }
}

// After [`edits`].
pub const EDITS_PENDING: &str = ": not run yet.";
pub const EDITS_RUN: &str = ": this run has them.";

/// Before the new text of a cell.
pub fn edit_of_cell(file: &str, row: u32, column: &str) -> String {
    format!("{file}, row {row}, {column}: ")
}

/// Before the new text of all cells with the same one.
pub fn edit_of_value(column: &str, from: &str) -> String {
    format!("{column}, all “{from}”: ")
}

/// Takes an edit back.
pub fn remove_edit(number: usize) -> String {
    format!("Remove edit {number}")
}

/// After the edits that are listed.
pub fn more_edits(count: usize) -> String {
    format!("and {} more.", integer(count as u64))
}
