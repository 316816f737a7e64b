//! Whether the engine is there yet: the page takes files before it is.

use leptos::prelude::*;

use crate::client::EngineState;
use crate::ui::state::AppState;

/// A small word about the engine; a button to start it again where it is down for good.
#[component]
pub fn EngineChip() -> impl IntoView {
    let app = AppState::get();
    let state = app.engine.state();
    let word = move || state.with(state_word);
    let restart = move |_| app.engine.restart();
    view! {
        <div class="engine-chip" data-testid="engine-state" data-state=word>
            <span class="engine-chip__dot" aria-hidden="true"></span>
            <span class="engine-chip__text" title=move || state.with(explanation)>
                {move || state.with(label)}
            </span>
            // Said aloud only when it changes for good, not at every percent.
            <span class="visually-hidden" role="status">
                {move || format!("Engine {}", word())}
            </span>
            <Show when=move || word() == "failed">
                <button class="engine-chip__restart" on:click=restart>
                    "Start again"
                </button>
            </Show>
        </div>
    }
}

fn state_word(state: &EngineState) -> &'static str {
    match state {
        EngineState::Starting { .. } => "loading",
        EngineState::Ready { .. } => "ready",
        EngineState::Failed(_) => "failed",
    }
}

fn label(state: &EngineState) -> String {
    match state {
        EngineState::Starting { received, total } if *total > 0.0 && received < total => {
            format!("Loading engine {:.0}%", received / total * 100.0)
        }
        EngineState::Starting { total, .. } if *total > 0.0 => "Starting engine".to_owned(),
        EngineState::Starting { .. } => "Loading engine".to_owned(),
        EngineState::Ready { .. } => "Engine ready".to_owned(),
        EngineState::Failed(_) => "Engine stopped".to_owned(),
    }
}

fn explanation(state: &EngineState) -> String {
    match state {
        EngineState::Starting { .. } => {
            "Files can be chosen already; they are read as soon as the engine is here.".to_owned()
        }
        EngineState::Ready { version } => format!("Varve engine {version}, running in this tab."),
        EngineState::Failed(diagnostic) => diagnostic.to_string(),
    }
}
