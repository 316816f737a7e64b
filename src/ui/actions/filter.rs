//! Filters: they live in the URL, so changing one is going to another view.

use leptos::prelude::*;

use crate::ui::routes::View;
use crate::ui::state::AppState;

/// Sets a filter value, or takes it away where it is set.
pub fn toggle(app: AppState, field: &str, value: &str) {
    app.router.go(&app.view().get_untracked().toggled(field, value));
}

/// Takes all filters away.
pub fn clear(app: AppState) {
    app.router.go(&View { filters: Vec::new(), ..app.view().get_untracked() });
}
