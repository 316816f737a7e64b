//! Cells of tables as people read them.

use crate::pipelines::spec::{ColumnKind, PipelineSpec, TableSpec};
use crate::present::dashboard::NumberFormat;
use crate::present::format;
use crate::texts;

/// What stands for a cell without a value.
pub const MISSING: &str = "–";

/// Words that are written as they are short for.
const SHORT: [&str; 5] = ["rfm", "ltv", "clv", "id", "sku"];

/// The name of a column in words.
pub fn words(name: &str) -> String {
    let word = |word: &str| if SHORT.contains(&word) { word.to_uppercase() } else { word.to_owned() };
    name.split('_').map(word).collect::<Vec<_>>().join(" ")
}

/// A number of rows or people.
pub fn count(number: u32) -> String {
    crate::base::format::integer(u64::from(number))
}

/// A cell, which is the text that an export holds, by the kind of its column.
pub fn shown(cell: Option<&str>, kind: Option<ColumnKind>, currency: &str) -> String {
    let Some(text) = cell else { return MISSING.to_owned() };
    let format = match kind {
        Some(ColumnKind::Money) => NumberFormat::Money,
        Some(ColumnKind::Percent) => NumberFormat::Percent,
        Some(ColumnKind::Share) => NumberFormat::Share,
        // A year, and other short numbers, read better without marks.
        Some(ColumnKind::Integer) if text.len() <= 4 => return text.to_owned(),
        Some(ColumnKind::Integer) => NumberFormat::Integer,
        Some(ColumnKind::Number) => NumberFormat::Decimal,
        Some(ColumnKind::Flag) => {
            return if matches!(text, "0" | "false") { texts::words::NO } else { texts::words::YES }.to_owned();
        }
        Some(ColumnKind::Date) => return format::day(text),
        Some(ColumnKind::Id | ColumnKind::Text) | None => return text.to_owned(),
    };
    text.parse().map_or_else(|_| text.to_owned(), |value| format::full(value, format, currency))
}

/// An amount, with its cents.
pub fn money(value: f64, currency: &str) -> String {
    format::full(value, NumberFormat::Money, currency)
}

/// Kind and meaning of a column, where the table's registry has it.
pub fn about(spec: Option<&'static TableSpec>, column: &str) -> (Option<ColumnKind>, Option<&'static str>) {
    let found = spec.and_then(|spec| spec.columns.iter().find(|one| one.name == column));
    (found.map(|column| column.kind), found.map(|column| column.doc))
}

/// The same for a column that some table of the pipeline has.
pub fn known(spec: &PipelineSpec, column: &str) -> (Option<ColumnKind>, Option<&'static str>) {
    let table = spec.tables.iter().copied().find(|table| table.columns.iter().any(|one| one.name == column));
    about(table, column)
}
