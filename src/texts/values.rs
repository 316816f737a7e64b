//! What page, command line and reports say alike about values: their kinds, how they are read, conditions on them.

// The kinds of values that a column looks like.
pub const KIND_EMPTY: &str = "no values";
pub const KIND_INTEGER: &str = "whole numbers";
pub const KIND_NUMBER: &str = "numbers";
pub const KIND_PERCENT: &str = "percentages";
pub const KIND_DATE: &str = "dates";
pub const KIND_SERIAL_DAY: &str = "spreadsheet days";
pub const KIND_TEXT: &str = "text";

// How values are read.
pub const DAY_FIRST: &str = "dates, day first (31/12/2024)";
pub const MONTH_FIRST: &str = "dates, month first (12/31/2024)";
pub const EXCEL_1900: &str = "spreadsheet days since 1900";
pub const EXCEL_1904: &str = "spreadsheet days since 1904";
pub const DECIMAL_POINT: &str = "numbers with a decimal point (1,234.56)";
pub const DECIMAL_COMMA: &str = "numbers with a decimal comma (1.234,56)";
pub const PERCENTAGES: &str = "percentages (12% is 0.12)";

// What a condition says about a column, after its name.
pub const EMPTY: &str = "empty";
pub const IS_EMPTY: &str = "is empty";
pub const IS_NOT_EMPTY: &str = "is not empty";

/// One value.
pub fn is(value: &str) -> String {
    format!("is {value}")
}

/// A few values, the last of them apart.
pub fn is_either(values: &[&str], last: &str) -> String {
    format!("is {} or {last}", values.join(", "))
}

/// Too many values to name.
pub fn is_one_of(count: usize) -> String {
    format!("is one of {count} values")
}

/// A range.
pub fn between(least: &str, most: &str) -> String {
    format!("from {least} to {most}")
}

/// A range without an end.
pub fn at_least(least: &str) -> String {
    format!("at least {least}")
}

/// A range without a beginning.
pub fn at_most(most: &str) -> String {
    format!("at most {most}")
}

/// A part of a text.
pub fn contains(text: &str) -> String {
    format!("contains “{text}”")
}
