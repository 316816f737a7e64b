//! The bar at the top: name, pages, engine, look.

use leptos::prelude::*;

use super::brand::Mark;
use super::engine_chip::EngineChip;
use super::theme_toggle::ThemeToggle;
use crate::ui::routes::{Page, View};
use crate::ui::state::AppState;

/// The top bar. The pages are offered once there is something on them.
#[component]
pub fn TopBar() -> impl IntoView {
    let app = AppState::get();
    view! {
        <header class="topbar">
            <a class="topbar__brand" href=View::default().href() aria-label="Varve, start page">
                <Mark />
                <span class="topbar__name">"Varve"</span>
            </a>
            <Show when=move || app.is_busy() || app.run.with(Option::is_some)>
                <nav class="topbar__nav" aria-label="Pages">
                    <NavLink page=Page::Start />
                    <NavLink page=Page::Dashboard />
                    <NavLink page=Page::Tables />
                </nav>
            </Show>
            <div class="topbar__tools">
                <EngineChip />
                <ThemeToggle />
            </div>
        </header>
    }
}

#[component]
fn NavLink(page: Page) -> impl IntoView {
    let view = AppState::get().view();
    let href = move || view.with(|view| view.on(page).href());
    let current = move || view.with(|view| view.page == page).then_some("page");
    view! {
        <a class="topbar__link" href=href aria-current=current>
            {page.title()}
        </a>
    }
}
