//! The tables page: the list of tables, the rows of one, its columns and conditions.

use super::words::{rows, tables};
use crate::base::format::integer;

// The page.
pub const NO_TABLES: &str = "No tables in this tab yet";
pub const MADE_BY_RUN: &str =
    "Tables are made by a run, and a run's data stays in the tab that made it. Bring the files to make them here.";
pub const UNKNOWN: &str = "This run has no table of that name. Choose one from the list.";
pub const EXPORT_ALL: &str = "Export all tables";
pub const NO_ROWS: &str = "This table has no rows.";
pub const NONE_SELECTED: &str = "No row of this table belongs to the selection.";
pub const NONE_FOUND: &str = "No row meets all conditions. Take one away to see more.";
pub const EXPORT: &str = "Export";

/// Under the title.
pub fn lead(count: usize) -> String {
    format!("{}, from raw rows to results", tables(count))
}

/// What the part of the page about one table is called.
pub fn table(name: &str) -> String {
    format!("Table {name}")
}

/// What a row is, the tables that it is made from, and the columns that tell rows apart.
pub fn made(grain: &str, sources: &[&str], key: &[&str]) -> String {
    let made_of = if sources.is_empty() { String::new() } else { format!("Made from {}. ", sources.join(", ")) };
    let grain = grain.trim_start_matches("one row per ");
    format!("One row per {grain}. {made_of}Key: {}.", key.join(", "))
}

/// Exports the rows that are chosen.
pub fn export_rows(count: usize) -> String {
    format!("Export {}", rows(count))
}

// Which rows these are.
pub const SHOW_ALL: &str = "Show all rows";
pub const NOT_FILTERED: &str = "The filters choose nothing in this table, so all its rows are shown.";

/// The rows of the selection, and all.
pub fn selected(shown: usize, all: usize) -> String {
    format!("{} of {}: those of the selection.", integer(shown as u64), rows(all))
}

/// A table that filters do not choose from; `who` is what one of those is called whom the data is about.
pub fn not_about(who: &str) -> String {
    format!("This table is not about {who}s, so all its rows are shown.")
}

/// The rows that meet the conditions, and all.
pub fn some_rows(shown: usize, all: usize) -> String {
    format!("{} of {}", integer(shown as u64), rows(all))
}

// The line of tools.
pub const TOOLS: &str = "Tools of the table";
pub const SEARCH: &str = "Search in this table";
pub const SEARCH_IN: &str = "Search in all columns";
pub const ROW: &str = "Row";
pub const GO_TO_ROW: &str = "Go to row number";
pub const RECORD: &str = "Record";
pub const RECORD_WHAT: &str = "The row that you are at, column by column";
pub const KEYS_TITLE: &str = "Keys";

/// What the keys do in the grid.
pub const KEYS: [(&str, &str); 12] = [
    ("Arrows, Home, End, Page Up, Page Down", "go from cell to cell"),
    ("Ctrl + Home, Ctrl + End", "go to the first or the last cell"),
    ("Shift + arrows", "select cells"),
    ("Ctrl + A, Shift + Space, Ctrl + Space", "select all, the row, the column"),
    ("Ctrl + C", "copy the cells selected"),
    ("Enter", "show the row as a record"),
    ("Up from the first row", "go to the header"),
    ("Enter, Shift + Enter in the header", "sort by the column, sort by it too"),
    ("Alt + Down, Space in the header", "open the column's menu"),
    ("Ctrl + F, /", "search"),
    ("Ctrl + G", "go to a row"),
    ("Escape", "end the selection"),
];

/// How many of the columns are shown.
pub fn columns_shown(shown: usize, all: usize) -> String {
    format!("{shown} of {all}")
}

// The conditions on the rows.
pub const CONDITIONS: &str = "Conditions on the rows";
pub const REMOVE_CONDITION: &str = "Remove condition: ";

/// The condition that a search makes.
pub fn searched(text: &str) -> String {
    format!("some cell contains “{text}”")
}

// Cells that are copied.

/// How many rows and columns were copied; `cut` if more were selected.
pub fn copied(rows: usize, columns: usize, cut: bool) -> String {
    let (rows, columns) = (integer(rows as u64), integer(columns as u64));
    let cut = if cut { ", as many as one can copy; an export has them all" } else { "" };
    format!("Copied {rows} × {columns} cells{cut}.")
}

// The head of a column.

/// The button for a column's menu.
pub fn column(name: &str) -> String {
    format!("Column {name}")
}

/// After the kind of a column: the share of its empty cells.
pub fn and_empty(share: &str) -> String {
    format!(" · {share} empty")
}

/// How many rows have a value.
pub fn value_rows(value: &str, rows: u32) -> String {
    format!("{value}: {} rows", integer(u64::from(rows)))
}

/// How many different values a column has.
pub fn different(values: u32) -> String {
    format!("{} different", integer(u64::from(values)))
}

/// How many rows a bar of the histogram stands for.
pub fn bar_rows(least: &str, most: &str, rows: u32) -> String {
    format!("{least} to {most}: {} rows", integer(u64::from(rows)))
}

// The menu of a column.
pub const SORT: &str = "Sort";
pub const ASCENDING: &str = "Ascending";
pub const DESCENDING: &str = "Descending";
pub const NOT_SORTED: &str = "Unsorted";
pub const THEN_ASCENDING: &str = "Then ascending";
pub const THEN_DESCENDING: &str = "Then descending";
pub const SPREAD: &str = "Spread";
pub const ALL: &str = "All";
pub const ROWS_OF_BAR: &str = "Rows of a bar";
pub const VALUES: &str = "Values";
pub const ONLY_EMPTY: &str = "Only empty";
pub const NOT_EMPTY: &str = "Only with a value";
pub const ANY_VALUE: &str = "Any value";
pub const TYPED: &str = "Range and text";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const CONTAINS: &str = "Contains";
pub const COLUMN: &str = "Column";
pub const HIDE: &str = "Hide";
pub const PIN: &str = "Pin";
pub const UNPIN: &str = "Unpin";
pub const MOVE_LEFT: &str = "Move left";
pub const MOVE_RIGHT: &str = "Move right";

/// How many cells of a column are empty, and their share.
pub fn empty_cells(cells: u32, share: &str) -> String {
    format!("{} empty ({share})", integer(u64::from(cells)))
}

/// The least and the greatest value.
pub fn range(least: &str, most: &str) -> String {
    format!("from {least} to {most}")
}

/// A bar of the histogram, to choose its rows.
pub fn bar(least: &str, most: &str, rows: u32) -> String {
    format!("{least} to {most}: {}", integer(u64::from(rows)))
}

/// A field that takes numbers and holds something else.
pub fn not_a_number(field: &str) -> String {
    format!("{field}: a number, please")
}

// All columns in a list.
pub const PINNED: &str = "pinned";

/// Moves a column in the list, which has the first on top.
pub fn move_column(column: &str, down: bool) -> String {
    format!("Move {} {column}", if down { "down" } else { "up" })
}

// One row as a record.
pub const ROW_COMING: &str = "The row is on its way…";
pub const PREVIOUS_ROW: &str = "Previous row";
pub const NEXT_ROW: &str = "Next row";

/// Which row it is.
pub fn row_of(row: usize, rows: usize) -> String {
    format!("Row {} of {}", integer(row as u64), integer(rows as u64))
}

// The kinds of columns.
pub const KIND_ID: &str = "id";
pub const KIND_TEXT: &str = "text";
pub const KIND_INTEGER: &str = "whole number";
pub const KIND_FLAG: &str = "yes or no";
pub const KIND_NUMBER: &str = "number";
pub const KIND_MONEY: &str = "money";
pub const KIND_PERCENT: &str = "percent";
pub const KIND_SHARE: &str = "share";
pub const KIND_DATE: &str = "date";
