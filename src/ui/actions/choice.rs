//! Which rows of the table are shown, and in which order: both are part of the address.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{Condition, RowChoice, SortKey, sorted_by};
use crate::ui::routes::View;
use crate::ui::state::AppState;
use crate::ui::state::grid::{Panel, Typed};

/// A person who types has paused.
const PAUSE_MS: u32 = 300;

/// Sorts by a column: up, then down, then not; `add` keeps the other sorts.
pub fn sort_by(app: AppState, column: &str, add: bool) {
    let sort = app.view().with_untracked(|view| sorted_by(&view.sort, column, add));
    sort_as(app, sort);
}

/// Sorts by a column in a direction; `add` keeps the other sorts.
pub fn sort_to(app: AppState, column: &str, direction: Option<bool>, add: bool) {
    let mut sort = app.view().with_untracked(|view| view.sort.clone());
    sort.retain(|key| add && key.column != column);
    sort.extend(direction.map(|descending| SortKey { column: column.to_owned(), descending }));
    sort_as(app, sort);
}

fn sort_as(app: AppState, sort: Vec<SortKey>) {
    app.router.replace(&View { sort, ..app.view().get_untracked() });
}

/// Changes which rows are chosen. The address has the choice, so that going back takes it back.
pub fn choose(app: AppState, change: &dyn Fn(&mut RowChoice)) {
    let mut view = app.view().get_untracked();
    change(&mut view.choice);
    if let Panel::Column { name, .. } = app.grid.panel.get_untracked() {
        app.grid.typed.set(Typed::of(view.choice.of(&name)));
    }
    app.router.replace(&view);
}

/// Takes the choice away.
pub fn choose_all(app: AppState) {
    app.grid.search.set(None);
    choose(app, &|choice| *choice = RowChoice::default());
}

/// Searches for what is typed, once the person pauses.
pub fn search(app: AppState, text: String) {
    let grid = app.grid;
    grid.search.set(Some(text.clone()));
    spawn_local(async move {
        TimeoutFuture::new(PAUSE_MS).await;
        if grid.search.with_untracked(|typed| typed.as_ref() == Some(&text)) {
            choose(app, &|choice| choice.search = text.trim().to_owned());
            if text.trim() == text {
                grid.search.set(None);
            }
        }
    });
}

/// Takes what is typed as the condition on a column, once the person pauses.
pub fn type_condition(app: AppState, column: String, change: &dyn Fn(&mut Typed), ranged: bool) {
    let grid = app.grid;
    grid.typed.update(change);
    let typed = grid.typed.get_untracked();
    spawn_local(async move {
        TimeoutFuture::new(PAUSE_MS).await;
        if grid.typed.with_untracked(|now| *now != typed) {
            return;
        }
        let numeric =
            grid.shape.with_untracked(|shape| shape.columns.iter().any(|known| known.name == column && known.numeric));
        let bound = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let bounds = [bound(&typed.least), bound(&typed.most)];
        if ranged && numeric && bounds.iter().flatten().any(|bound| bound.parse::<f64>().is_err()) {
            return;
        }
        let [least, most] = bounds;
        let condition =
            if ranged { Condition::Between { least, most } } else { Condition::Contains(typed.text.clone()) };
        // Not by `choose`: what is typed stays as it is typed.
        let mut view = app.view().get_untracked();
        view.choice.set(&column, Some(condition));
        app.router.replace(&view);
    });
}

/// Chooses the rows of a bar of a histogram, or all again.
pub fn press_bar(app: AppState, column: &str, index: usize) {
    let condition = app.grid.summaries.with_untracked(|known| {
        let summary = known.known.iter().find(|summary| summary.column == column)?;
        let bin = summary.bins.get(index).filter(|bin| bin.count > 0)?;
        Some(Condition::Between { least: Some(bin.least.clone()), most: Some(bin.most.clone()) })
    });
    let Some(condition) = condition else { return };
    let set = app.view().with_untracked(|view| view.choice.of(column) == Some(&condition));
    choose(app, &|choice| choice.set(column, Some(condition.clone()).filter(|_| !set)));
}

/// Adds a frequent value to those chosen, or takes it away.
pub fn press_value(app: AppState, column: &str, index: usize) {
    let value = app.grid.summaries.with_untracked(|known| {
        let summary = known.known.iter().find(|summary| summary.column == column)?;
        summary.top.get(index).map(|(value, _)| value.clone())
    });
    value.into_iter().for_each(|value| choose(app, &|choice| choice.toggle(column, Some(&value))));
}
