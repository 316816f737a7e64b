//! Rows of tables, and what the headers tell of them: asked for one thing at a time, always what is wanted most now.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unexpected;
use crate::base::Diagnostic;
use crate::platform::sheet;
use crate::present::grid::{CHUNK_ROWS, missing};
use crate::protocol::{ColumnSummary, PageRequest, Reply, Request, SummaryRequest, TablePage};
use crate::ui::state::AppState;
use crate::ui::state::grid::RowsKey;

/// Rows of a table.
pub async fn fetch(app: AppState, request: PageRequest) -> Result<Arc<TablePage>, Diagnostic> {
    let answer = app.engine.call(Request::Page(request), &[], |_| {}).await?;
    match answer.reply {
        Reply::Page(page) => Ok(Arc::new(page)),
        _ => Err(unexpected(&answer)),
    }
}

/// Shows these rows as soon as they have come.
pub fn show(app: AppState, key: RowsKey) {
    let grid = app.grid;
    grid.recall(&key);
    let same = grid.rows.with_untracked(|rows| rows.wanted.as_ref().is_some_and(|old| old.same_table(&key)));
    if !same {
        grid.search.set(None);
        grid.said.set(String::new());
    }
    let unsorted = key.unsorted();
    grid.summaries.update(|known| {
        if !same {
            known.known.clear();
        }
        if known.of.as_ref() != Some(&unsorted) {
            known.of = Some(unsorted);
            known.asked.clear();
        }
    });
    grid.rows.update(|rows| {
        rows.wanted = Some(key);
        rows.failure = None;
    });
    pump(app);
}

/// What the grid needs from the engine.
enum Need {
    Rows(RowsKey, usize),
    Summary(RowsKey, String),
}

/// Asks for what is needed most, unless an answer is still to come: then it goes on from there.
pub fn pump(app: AppState) {
    let grid = app.grid;
    if grid.asking.get_value() {
        return;
    }
    let Some(need) = need(app) else { return };
    grid.asking.set_value(true);
    spawn_local(async move {
        match need {
            Need::Rows(key, chunk) => {
                let page = fetch(app, key.request(chunk * CHUNK_ROWS, CHUNK_ROWS)).await;
                take(app, &key, chunk, page);
            }
            Need::Summary(key, column) => {
                let summary = summarize(app, &key, column).await;
                grid.summaries.update(|known| {
                    // A column without a summary shows none: its rows are what counts.
                    if let Some(summary) = summary.ok().filter(|_| known.of.as_ref() == Some(&key)) {
                        known.known.retain(|old| old.column != summary.column);
                        known.known.push(Arc::new(summary));
                    }
                });
            }
        }
        // Lets what has come be seen before the next is asked for.
        TimeoutFuture::new(0).await;
        grid.asking.set_value(false);
        pump(app);
    });
}

fn need(app: AppState) -> Option<Need> {
    let grid = app.grid;
    let scroll = grid.scroll.get_untracked();
    let rows = grid.rows.with_untracked(|rows| {
        let key = rows.wanted.clone().filter(|_| rows.failure.is_none())?;
        let chunk =
            if rows.is_current() { missing(&scroll.window(), rows.rows, &|chunk| rows.has(chunk)) } else { Some(0) };
        Some((key, chunk))
    });
    let (key, chunk) = rows?;
    if let Some(chunk) = chunk {
        return Some(Need::Rows(key, chunk));
    }
    let (left, width) = grid.aside.get_untracked();
    let shape = grid.shape.get_untracked();
    let mut seen = (0..shape.shown.len()).filter(|place| {
        let (from, column) = (f64::from(shape.lefts[*place]), shape.column(*place));
        let end = from + column.map_or(0.0, |column| f64::from(column.width));
        *place < shape.pinned || (end > left && from < left + width)
    });
    let asked = |name: &str| grid.summaries.with_untracked(|known| known.asked.iter().any(|other| other == name));
    let column = seen.find_map(|place| shape.column(place).filter(|column| !asked(&column.name)))?;
    grid.summaries.update_untracked(|known| known.asked.push(column.name.clone()));
    Some(Need::Summary(key.unsorted(), column.name.clone()))
}

fn take(app: AppState, key: &RowsKey, chunk: usize, page: Result<Arc<TablePage>, Diagnostic>) {
    let grid = app.grid;
    let (wanted, new) = grid.rows.with_untracked(|rows| (rows.wanted.as_ref() == Some(key), !rows.is_current()));
    if !wanted {
        return;
    }
    match page {
        Ok(page) => {
            let count = page.rows as usize;
            if new {
                let old = grid.rows.with_untracked(|rows| rows.shown.as_ref().is_some_and(|old| old.same_table(key)));
                grid.selection.update(|selection| {
                    let column = if old { selection.head.column } else { 0 };
                    *selection = crate::present::grid::Selection {
                        header: old && selection.header,
                        ..crate::present::grid::Selection::at(0, column)
                    };
                });
                if !old {
                    sheet::scroll_aside(0.0);
                }
            }
            let scroll = grid.scroll.get_untracked();
            grid.rows.update(|rows| rows.take(chunk, page, &scroll));
            if new {
                grid.scroll.update(|scroll| {
                    scroll.rows = count;
                    scroll.go(0.0);
                });
                sheet::scroll_down(0.0);
            }
        }
        Err(failure) => grid.rows.update(|rows| rows.failure = Some(failure)),
    }
}

async fn summarize(app: AppState, key: &RowsKey, column: String) -> Result<ColumnSummary, Diagnostic> {
    let request =
        SummaryRequest { table: key.table.clone(), column, filters: key.filters.clone(), choice: key.choice.clone() };
    let answer = app.engine.call(Request::Summary(request), &[], |_| {}).await?;
    match answer.reply {
        Reply::Summary(summary) => Ok(*summary),
        _ => Err(unexpected(&answer)),
    }
}
