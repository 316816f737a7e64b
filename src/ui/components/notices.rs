//! Things to tell that stop nothing, each with a way to put it away.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::base::{Diagnostic, Severity};
use crate::client::EngineState;
use crate::ui::state::AppState;

/// The list of notices; empty most of the time.
#[component]
pub fn Notices() -> impl IntoView {
    let app = AppState::get();
    let notices = app.notices;
    // The error panel says it already where a request was lost with the engine.
    let engine_failure = move || match app.engine.state().get() {
        EngineState::Failed(reason) if app.failure.with(|shown| shown.as_ref() != Some(&reason)) => Some(reason),
        _ => None,
    };
    view! {
        <div class="notices" role="status" aria-label="Notices">
            {move || {
                engine_failure()
                    .map(|reason| view! { <p class="inline-error" data-testid="engine-failure">{reason.to_string()}</p> })
            }}
            <For each=move || notices.get() key=|notice| notice.message.clone() let:notice>
                <Notice notice />
            </For>
        </div>
    }
}

#[component]
fn Notice(notice: Diagnostic) -> impl IntoView {
    let notices = AppState::get().notices;
    let (tone, glyph) = match notice.severity {
        Severity::Error => ("danger", Glyph::Alert),
        Severity::Warning => ("warning", Glyph::Alert),
        Severity::Info => ("info", Glyph::Info),
    };
    let hints = notice.hints.join(" ");
    let message = notice.message.clone();
    let dismiss = move |_| notices.update(|all| all.retain(|other| *other != notice));
    view! {
        <div class="notice" data-tone=tone data-testid="notice">
            <Icon glyph />
            <p class="notice__text">
                {message} " " <span class="muted">{hints}</span>
            </p>
            <button class="icon-button" aria-label="Dismiss" on:click=dismiss>
                <Icon glyph=Glyph::Close />
            </button>
        </div>
    }
}
