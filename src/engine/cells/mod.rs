//! Cells of text to values, one decision per column: dates, numbers, identifiers, missing values.
//!
//! Source: spec README.md (Dates, Numbers, Identifiers, Input) and sales.md, section 1 ("Reading cells").

pub mod cards;
pub mod codes;
pub mod dates;
pub mod grouped;
pub mod ids;
pub mod numbers;
mod serial;
pub mod times;

/// Whether a trimmed text stands for "no value".
pub fn is_missing(trimmed: &str) -> bool {
    matches!(trimmed, "" | "NULL" | "null" | "NaN" | "NA" | "N/A")
}

/// The trimmed text of a cell, `None` where it is missing.
pub fn present(cell: Option<&str>) -> Option<&str> {
    cell.map(str::trim).filter(|text| !is_missing(text))
}
