//! Parquet: the footer, the first rows.

use super::super::columns::names;
use super::super::content::Content;
use super::super::layout::Line;
use super::super::parquet::Footer;
use super::kinds::too_many_columns;
use super::{Format, Found};
use crate::base::Diagnostic;
use crate::base::limits::{MAX_COLUMNS, PREVIEW_ROWS};
use crate::protocol::{FoundLayout, RowCount};

pub(super) fn sniff_parquet(content: &Content) -> Result<Found, Diagnostic> {
    let name = content.name();
    let source = content.ranges()?;
    let footer = Footer::read(&*source)?;
    let columns: Vec<String> = names(&footer.columns().collect::<Vec<_>>());
    if columns.len() > MAX_COLUMNS {
        return Err(too_many_columns(name, columns.len()));
    }
    if columns.is_empty() {
        return Err(Diagnostic::error(
            "parquet_nested",
            format!("“{name}” has no column that Varve reads ({}).", footer.nested.join(", ")),
        )
        .in_file(name)
        .hint("Flatten nested columns into plain ones before the export."));
    }
    let mut rows: Vec<Line> = Vec::new();
    if let Some(group) = (0..footer.row_groups()).find(|group| footer.group_rows(*group) > 0) {
        rows = vec![vec![None; columns.len()]; footer.group_rows(group).min(PREVIEW_ROWS)];
        for column in 0..columns.len() {
            let mut into = rows.iter_mut();
            footer.read_column(&*source, group, column, PREVIEW_ROWS, &mut |cell| {
                if let Some(row) = into.next() {
                    row[column] = cell.map(str::to_owned);
                }
            })?;
        }
    }
    let count = Some(RowCount { rows: footer.rows() as f64, exact: true });
    let notes = footer.nested.iter().map(|column| nested_column(name, column)).collect();
    Ok(Found { format: Format::Parquet(footer), columns, rows, count, layout: FoundLayout::default(), notes })
}

fn nested_column(name: &str, column: &str) -> Diagnostic {
    Diagnostic::warning(
        "parquet_nested",
        format!("The column “{column}” of “{name}” is nested in a way that Varve does not read; it is left out."),
    )
    .in_file(name)
    .in_column(column)
    .hint("Flatten it into plain columns before the export if it is needed.")
}
