//! Cells to the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::table::fetch;
use crate::base::Diagnostic;
use crate::base::limits::MAX_PAGE_ROWS;
use crate::platform::clipboard;
use crate::present::grid::push_tsv_row;
use crate::protocol::TablePage;
use crate::texts;
use crate::ui::state::AppState;

/// Rows copied at most; more are for an export.
const COPIED_ROWS: usize = 20_000;

/// Copies the cells selected.
pub(super) fn copy(app: AppState) {
    let grid = app.grid;
    let selection = grid.selection.get_untracked();
    let shape = grid.shape.get_untracked();
    let names: Vec<String> =
        selection.columns().filter_map(|column| shape.column(column).map(|column| column.name.clone())).collect();
    let Some(key) = grid.rows.with_untracked(|rows| rows.shown.clone()) else { return };
    let selected = selection.rows();
    let rows = selected.start..selected.end.min(selected.start + COPIED_ROWS);
    spawn_local(async move {
        let mut text = String::new();
        let mut from = rows.start;
        while from < rows.end {
            let there = grid.rows.with_untracked(|known| {
                let (page, place) = known.row(from).filter(|_| known.shown.as_ref() == Some(&key))?;
                push_row(&mut text, page, place, &names);
                Some(())
            });
            if there.is_some() {
                from += 1;
                continue;
            }
            let mut request = key.request(from, MAX_PAGE_ROWS.min(rows.end - from));
            request.columns.clone_from(&names);
            match fetch(app, request).await {
                Ok(page) => {
                    let count = page.columns.first().map_or(0, |column| column.cells.len());
                    (0..count).for_each(|place| push_row(&mut text, &page, place, &names));
                    from += count.max(1);
                }
                Err(failure) => return app.notify(failure),
            }
        }
        if !clipboard::write(&text).await {
            let failure = Diagnostic::error("no_clipboard", texts::errors::NO_CLIPBOARD);
            return app.notify(failure.hint(texts::errors::ALLOW_CLIPBOARD));
        }
        grid.said.set(texts::tables::copied(rows.len(), names.len(), rows.end < selected.end));
    });
}

fn push_row(out: &mut String, page: &TablePage, place: usize, names: &[String]) {
    let cells = names.iter().map(|name| {
        let column = page.columns.iter().find(|column| column.name == *name)?;
        column.cells.get(place)?.as_deref()
    });
    push_tsv_row(out, cells);
}
