//! The filters in force, each with a way to take it away; stays in sight while the dashboard scrolls.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::platform::page;
use crate::present::dashboard::Filter;
use crate::ui::actions::filter;
use crate::ui::state::AppState;

/// Sections to jump to, and the filters as chips.
#[component]
pub fn FilterBar(sections: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let app = AppState::get();
    let filters = Memo::new(move |_| app.view().with(|view| view.filters.clone()));
    let any = move || filters.with(|filters| !filters.is_empty());
    let loading = move || app.widgets.with(|widgets| widgets.loading);
    let links = sections.into_iter().map(|(id, title)| {
        view! {
            <button class="filter-bar__section" on:click=move |_| page::scroll_to(id)>
                {title}
            </button>
        }
    });
    view! {
        <div class="filter-bar" data-testid="filter-bar">
            <nav class="filter-bar__sections" aria-label="Sections">
                {links.collect_view()}
            </nav>
            <div class="filter-bar__chips" role="group" aria-label="Filters">
                <Show when=any fallback=|| view! { <span class="muted">"Click a mark in a chart to filter"</span> }>
                    {move || filters.get().into_iter().flat_map(chips).collect_view()}
                    <button class="link-button" data-testid="clear-filters" on:click=move |_| filter::clear(app)>
                        "Clear all"
                    </button>
                </Show>
            </div>
            <div class="filter-bar__busy" class:filter-bar__busy--on=loading aria-hidden="true"></div>
        </div>
    }
}

fn chips(filter: Filter) -> impl Iterator<Item = impl IntoView> {
    let field = filter.field;
    filter.values.into_iter().map(move |value| view! { <FilterChip field=field.clone() value /> })
}

#[component]
fn FilterChip(field: String, value: String) -> impl IntoView {
    let app = AppState::get();
    let name = field.replace('_', " ");
    let text = value.clone();
    view! {
        <button class="filter-chip" data-testid="filter-chip" on:click=move |_| filter::toggle(app, &field, &value)>
            <span class="visually-hidden">"Remove filter "</span>
            <span class="filter-chip__field">{name}</span>
            " "
            {text}
            <Icon glyph=Glyph::Close />
        </button>
    }
}
