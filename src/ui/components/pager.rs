//! Turning the pages of a table.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::base::format;
use crate::ui::actions::table::{self, PAGE_ROWS};
use crate::ui::state::AppState;

/// First, previous, next, last, and which rows are shown.
#[component]
pub fn Pager(
    /// Rows of the whole table.
    #[prop(into)]
    rows: Signal<usize>,
) -> impl IntoView {
    let app = AppState::get();
    let sheet = Memo::new(move |_| app.view().with(|view| view.sheet));
    let last = move || rows.get().saturating_sub(1) / PAGE_ROWS;
    let range = move || {
        let first = sheet.get() * PAGE_ROWS;
        let end = (first + PAGE_ROWS).min(rows.get());
        let number = |value: usize| format::integer(value as u64);
        if end <= first {
            format!("no rows here, {} in all", number(rows.get()))
        } else {
            format!("rows {}–{} of {}", number(first + 1), number(end), number(rows.get()))
        }
    };
    let at_start = Signal::derive(move || sheet.get() == 0);
    let at_end = Signal::derive(move || sheet.get() >= last());
    let turn = move |sheet: usize| table::turn_to(app, sheet);
    view! {
        <nav class="pager" aria-label="Pages of the table">
            <span class="pager__range" role="status" data-testid="pager-range">
                {range}
            </span>
            <PagerButton label="First page" glyph=Glyph::First disabled=at_start turn=move || turn(0) />
            <PagerButton label="Previous page" glyph=Glyph::Previous disabled=at_start turn=move || turn(sheet.get_untracked().saturating_sub(1)) />
            <PagerButton label="Next page" glyph=Glyph::Next disabled=at_end turn=move || turn(sheet.get_untracked() + 1) />
            <PagerButton label="Last page" glyph=Glyph::Last disabled=at_end turn=move || turn(last()) />
        </nav>
    }
}

#[component]
fn PagerButton(label: &'static str, glyph: Glyph, disabled: Signal<bool>, turn: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button class="icon-button" aria-label=label title=label disabled=disabled on:click=move |_| turn()>
            <Icon glyph />
        </button>
    }
}
