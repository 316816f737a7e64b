//! Words that many places of the page share: what buttons say, and how things are counted.

use super::counted;
use crate::base::format::{fixed, integer};

// What buttons do.
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const RUN_AGAIN: &str = "Run again";
pub const RESET: &str = "Reset";
pub const CLEAR_ALL: &str = "Clear all";
pub const BRING_FILES: &str = "Bring files";
pub const OPEN_CARD: &str = "Open the card";
pub const SHOW_ON_DASHBOARD: &str = "Show on the dashboard";
pub const TRY_SAMPLE: &str = "Try with sample data";

// Headings that several pages have.
pub const NO_DATA: &str = "No data in this tab yet";
pub const ROWS: &str = "Rows";
pub const COLUMNS: &str = "Columns";

// States and values.
pub const EMPTY: &str = "empty";
pub const YES: &str = "yes";
pub const NO: &str = "no";
pub const LEFT_OUT: &str = "left out";
pub const CHOSEN_BY_YOU: &str = "chosen by you";

/// “1 file”, “2 files”.
pub fn files(count: usize) -> String {
    counted(count, "file", "files")
}

/// “1 row”, “2 rows”.
pub fn rows(count: usize) -> String {
    counted(count, "row", "rows")
}

/// “1 table”, “2 tables”.
pub fn tables(count: usize) -> String {
    counted(count, "table", "tables")
}

/// “1 cell”, “2 cells”.
pub fn cells(count: usize) -> String {
    counted(count, "cell", "cells")
}

/// “1,234 rows”, “about 10 million rows”: two digits are all that an estimate is good for.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn about_rows(rows: f64, exact: bool) -> String {
    if exact {
        return counted(rows as usize, "row", "rows");
    }
    let mut scale = 1.0;
    while rows / scale >= 100.0 {
        scale *= 10.0;
    }
    let rounded = libm::round(rows / scale) * scale;
    if rounded < 1e6 {
        return format!("about {} rows", fixed(rounded, 0));
    }
    let (amount, word) = if rounded < 1e9 { (rounded / 1e6, "million") } else { (rounded / 1e9, "billion") };
    format!("about {amount} {word} rows")
}

/// Under a table that is cut: how many of its rows are shown.
pub fn first_rows(shown: usize, all: usize) -> String {
    format!("The first {} of {} rows.", integer(shown as u64), integer(all as u64))
}

/// What a list of rows is called for those who do not see it.
pub fn rows_of(table: &str) -> String {
    format!("Rows of {table}")
}
