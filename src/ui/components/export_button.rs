//! A button that saves tables as a file and shows that it is at it.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::protocol::ExportFormat;
use crate::ui::actions::export::{self, Subject};
use crate::ui::state::AppState;

/// Exports one table, or all as a ZIP (`subject` = `None`).
#[component]
pub fn ExportButton(
    #[prop(into)] subject: Signal<Subject>,
    format: ExportFormat,
    label: &'static str,
    testid: &'static str,
) -> impl IntoView {
    let app = AppState::get();
    let busy = move || {
        let key = subject.with(|subject| export::key(subject.as_deref(), format));
        app.exporting.with(|exporting| exporting.as_ref() == Some(&key))
    };
    let disabled = move || app.exporting.with(Option::is_some) || !app.session_alive() || app.is_busy();
    let start = move |_| export::start(app, subject.get_untracked(), format);
    view! {
        <button class="button button--small" data-testid=testid disabled=disabled aria-busy=move || busy().to_string() on:click=start>
            <Show when=busy fallback=|| view! { <Icon glyph=Glyph::Download /> }>
                <span class="spinner spinner--small" aria-hidden="true"></span>
            </Show>
            {label}
        </button>
    }
}
