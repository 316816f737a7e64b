//! A page of rows of a table, sorted as wanted.

use polars::prelude::{IntoLazy, PolarsError, SortMultipleOptions, col};

use crate::base::Diagnostic;
use crate::base::limits::MAX_PAGE_ROWS;
use crate::engine::export::push_cell;
use crate::engine::table::{Cells, Part, Rows};
use crate::present::dashboard::Filter;
use crate::protocol::{PageColumn, PageRequest, SortKey, TablePage};

/// The row order of the last sort: paging through a sorted table sorts once.
#[derive(Debug, Default)]
pub struct SortCache {
    key: Option<(String, Vec<SortKey>, Vec<Filter>)>,
    order: Vec<u32>,
}

/// The rows asked for, of those picked by the request's filters.
///
/// # Errors
/// A sentence when a sort column is not one of the table's.
pub fn page(part: Part<'_>, request: &PageRequest, cache: &mut SortCache) -> Result<TablePage, Diagnostic> {
    let start = request.offset.min(part.rows());
    let end = start.saturating_add(request.limit.min(MAX_PAGE_ROWS)).min(part.rows());
    let rows: Vec<usize> = if request.sort.is_empty() {
        (start..end).map(|place| part.row(place)).collect()
    } else {
        let order = cache.order(part, request)?;
        order[start..end].iter().map(|row| *row as usize).collect()
    };
    let columns = part
        .table
        .columns()
        .map(|(spec, cells)| PageColumn {
            name: spec.name.to_owned(),
            numeric: matches!(cells, Cells::Int(_) | Cells::Float(_)),
            cells: rows.iter().map(|row| cell_text(cells, *row)).collect(),
        })
        .collect();
    Ok(TablePage {
        table: part.table.spec.name.to_owned(),
        rows: part.rows() as u32,
        all: part.table.rows() as u32,
        filtered: part.picked().is_some(),
        offset: start as u32,
        columns,
    })
}

/// The text of a cell, as an export would hold it.
pub(in crate::engine) fn cell_text(cells: &Cells, row: usize) -> Option<String> {
    let mut text = None;
    push_cell(cells, row, &mut |cell| text = Some(cell.to_owned()));
    text
}

impl SortCache {
    fn order(&mut self, part: Part<'_>, request: &PageRequest) -> Result<&[u32], Diagnostic> {
        let (table, sort) = (part.table, &request.sort);
        if let Some(key) = sort.iter().find(|key| table.cells(&key.column).is_none()) {
            let names: Vec<&str> = table.spec.columns.iter().map(|column| column.name).collect();
            return Err(Diagnostic::error(
                "unknown_column",
                format!("{} has no column “{}”.", table.spec.name, key.column),
            )
            .hint(format!("Its columns are {}.", names.join(", "))));
        }
        let key = (table.spec.name.to_owned(), sort.clone(), request.filters.clone());
        if self.key.as_ref() != Some(&key) {
            self.order = sorted(part, sort).map_err(|error| {
                Diagnostic::error("sort_failed", format!("{} could not be sorted ({error}).", table.spec.name))
            })?;
            self.key = Some(key);
        }
        Ok(&self.order)
    }
}

/// Row numbers in the wanted order: nulls last, ties in the table's own order.
fn sorted(part: Part<'_>, sort: &[SortKey]) -> Result<Vec<u32>, PolarsError> {
    const ROW: &str = "\u{0}row";
    let rows = part.picked().map_or(Rows::Range(0, part.table.rows()), Rows::Picked);
    let frame = part.table.frame_of(rows, |name| sort.iter().any(|key| key.column == name));
    let options = SortMultipleOptions::new()
        .with_order_descending_multi(sort.iter().map(|key| key.descending))
        .with_nulls_last(true)
        .with_maintain_order(true)
        .with_multithreaded(false);
    let names: Vec<_> = sort.iter().map(|key| col(key.column.as_str())).collect();
    let order =
        frame.with_row_index(ROW.into(), None)?.lazy().sort_by_exprs(names, options).select([col(ROW)]).collect()?;
    Ok(order.column(ROW)?.u32()?.into_no_null_iter().map(|place| part.row(place as usize) as u32).collect())
}
