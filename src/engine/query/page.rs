//! A page of rows of a table.

use super::condition::column;
use super::rows::{RowCache, Wanted};
use crate::base::Diagnostic;
use crate::base::limits::MAX_PAGE_ROWS;
use crate::engine::export::push_cell;
use crate::engine::table::{Cells, Part};
use crate::protocol::{PageColumn, PageRequest, TablePage};

/// The rows and columns asked for, of the part that the request's filters pick.
///
/// # Errors
/// A sentence for a column that the table does not have, and for a condition that cannot be read.
pub fn page(part: Part<'_>, request: &PageRequest, cache: &mut RowCache) -> Result<TablePage, Diagnostic> {
    let wanted = Wanted { filters: &request.filters, choice: &request.choice, sort: &request.sort };
    let rows = cache.rows(part, wanted)?;
    let shown = part.narrowed(rows.as_deref());
    let start = request.offset.min(shown.rows());
    let end = start.saturating_add(request.limit.min(MAX_PAGE_ROWS)).min(shown.rows());
    let of_column = |name: &str, cells: &Cells| PageColumn {
        name: name.to_owned(),
        numeric: matches!(cells, Cells::Int(_) | Cells::Float(_)),
        cells: (start..end).map(|place| cell_text(cells, shown.row(place))).collect(),
    };
    let columns = if request.columns.is_empty() {
        part.table.columns().map(|(spec, cells)| of_column(spec.name, cells)).collect()
    } else {
        let named = request.columns.iter();
        named.map(|name| Ok(of_column(name, column(part.table, name)?))).collect::<Result<_, Diagnostic>>()?
    };
    Ok(TablePage {
        table: part.table.spec.name.to_owned(),
        rows: shown.rows() as u32,
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
