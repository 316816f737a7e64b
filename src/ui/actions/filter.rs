//! Filters: they live in the URL, so changing one is going to another view.

use leptos::prelude::*;

use crate::present::dashboard::Filter;
use crate::ui::routes::View;
use crate::ui::state::AppState;

/// Sets a filter value, or takes it away where it is set.
pub fn toggle(app: AppState, field: &str, value: &str) {
    app.router.go(&app.view().get_untracked().toggled(field, value));
}

/// Filters by a value in place of the field's others.
pub fn only(app: AppState, field: &str, value: &str) {
    let mut view = app.view().get_untracked();
    view.filters.retain(|filter| filter.field != field);
    view.filters.push(Filter { field: field.to_owned(), values: vec![value.to_owned()] });
    app.router.go(&view);
}

/// Takes all filters away.
pub fn clear(app: AppState) {
    app.router.go(&View { filters: Vec::new(), ..app.view().get_untracked() });
}
