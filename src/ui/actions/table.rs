//! Pages of tables, and how they are sorted.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unexpected;
use crate::base::Diagnostic;
use crate::present::dashboard::Filter;
use crate::protocol::{PageRequest, Reply, Request, SortKey, TablePage};
use crate::ui::routes::View;
use crate::ui::state::AppState;

/// Rows on a page of a table.
pub const PAGE_ROWS: usize = 100;

/// What identifies a page of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageKey {
    /// The number of the run.
    pub run: u32,
    pub table: String,
    pub sheet: usize,
    pub sort: Option<SortKey>,
    pub filters: Vec<Filter>,
}

/// The page that came last, or why it did not come.
pub type Loaded = Option<(PageKey, Result<Arc<TablePage>, Diagnostic>)>;

/// Reads a page from the engine. What is on its way may be for a place that is gone by then.
pub fn load(app: AppState, key: PageKey, loaded: RwSignal<Loaded>) {
    let wanted = key.clone();
    let request = PageRequest {
        table: key.table,
        offset: key.sheet * PAGE_ROWS,
        limit: PAGE_ROWS,
        sort: key.sort.into_iter().collect(),
        filters: key.filters,
        ..PageRequest::default()
    };
    spawn_local(async move {
        let page = fetch(app, request).await;
        loaded.try_set(Some((wanted, page)));
    });
}

/// Rows of a table.
pub async fn fetch(app: AppState, request: PageRequest) -> Result<Arc<TablePage>, Diagnostic> {
    let answer = app.engine.call(Request::Page(request), &[], |_| {}).await?;
    match answer.reply {
        Reply::Page(page) => Ok(Arc::new(page)),
        _ => Err(unexpected(&answer)),
    }
}

/// Sorts by a column: ascending first, then descending, then not at all. Back to the first page each time.
pub fn sort_by(app: AppState, column: &str) {
    let view = app.view().get_untracked();
    let sort = match view.sort.as_ref().filter(|sort| sort.column == column) {
        None => Some(SortKey { column: column.to_owned(), descending: false }),
        Some(sort) if !sort.descending => Some(SortKey { column: column.to_owned(), descending: true }),
        Some(_) => None,
    };
    app.router.replace(&View { sort, sheet: 0, ..view });
}

/// Turns to a page of the table.
pub fn turn_to(app: AppState, sheet: usize) {
    app.router.replace(&View { sheet, ..app.view().get_untracked() });
}
