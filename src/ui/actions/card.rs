//! The card of one whom the data is about: it lies over any page, and is part of the address.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::table;
use crate::pipelines;
use crate::present::dashboard::Filter;
use crate::protocol::PageRequest;
use crate::ui::routes::{Page, View};
use crate::ui::state::AppState;
use crate::ui::state::card::Card;

/// Rows of a table on the card.
pub const CARD_ROWS: usize = 200;

/// Opens the card of the one with this id.
pub fn open(app: AppState, id: &str) {
    app.router.go(&View { card: Some(id.to_owned()), ..app.view().get_untracked() });
}

/// Closes the card.
pub fn close(app: AppState) {
    let view = app.view().get_untracked();
    if view.card.is_some() {
        app.router.replace(&View { card: None, ..view });
    }
}

/// Closes the card and shows the dashboard of this one alone.
pub fn focus_on(app: AppState, field: &str, id: &str) {
    let filters = vec![Filter { field: field.to_owned(), values: vec![id.to_owned()] }];
    app.router.go(&View { filters, ..app.view().get_untracked().on(Page::Dashboard) });
}

/// Reads run and card (so an effect around it follows both) and asks for its tables, one after the other.
pub fn follow(app: AppState) {
    let (run, id) = (app.run.get(), app.view().with(|view| view.card.clone()));
    let (Some(run), Some(id)) = (run, id) else { return };
    let Some(subject) = pipelines::spec(&run.report.pipeline).and_then(|spec| spec.subject.as_ref()) else { return };
    let of = (run.number, id);
    if app.card.with_untracked(|card| card.of.as_ref() == Some(&of)) {
        return;
    }
    app.card.set(Card { of: Some(of.clone()), ..Card::default() });
    let tables: Vec<_> = subject.one.iter().chain(subject.many).copied().collect();
    spawn_local(async move {
        for table in tables {
            let request = PageRequest {
                table: table.to_owned(),
                offset: 0,
                limit: CARD_ROWS,
                sort: Vec::new(),
                filters: vec![Filter { field: subject.field.to_owned(), values: vec![of.1.clone()] }],
                ..PageRequest::default()
            };
            let page = table::fetch(app, request).await;
            let is_latest = |card: &Card| card.of.as_ref() == Some(&of);
            if !app.card.with_untracked(is_latest) {
                return;
            }
            app.card.update(|card| match page {
                Ok(page) => card.pages.push(page),
                Err(failure) => {
                    // Asked again when it is opened again.
                    *card = Card { failure: Some(failure), ..Card::default() };
                }
            });
        }
        app.card.update(|card| card.whole = true);
    });
}
