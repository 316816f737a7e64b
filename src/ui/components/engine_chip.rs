//! Whether the engine is there yet: the page takes files before it is.

use leptos::prelude::*;

use crate::client::EngineState;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// A small word about the engine; a button to start it again where it is down for good.
pub fn engine_chip(app: AppState) -> Node {
    live(Box::new(move || {
        let state = app.engine.state().get();
        let word = state_word(&state);
        let dot = Node::of("span", "engine-chip__dot").with("aria-hidden", "true");
        let text = Node::of("span", "engine-chip__text").with("title", explanation(&state)).say(label(&state));
        // Said aloud only when it changes for good, not at every percent.
        let heard = Node::of("span", "visually-hidden").with("role", "status").say(heard(&state));
        let restart = matches!(state, EngineState::Failed(_)).then(|| {
            let button = Node::of("button", "engine-chip__restart").say(texts::frame::ENGINE_RESTART);
            button.on_press(Box::new(move || app.engine.restart()))
        });
        let chip = Node::of("div", "engine-chip").with("data-testid", "engine-state").with("data-state", word);
        vec![chip.child(dot).child(text).child(heard).all(restart)]
    }))
}

/// What is said aloud.
fn heard(state: &EngineState) -> &'static str {
    match state {
        EngineState::Starting { .. } => texts::frame::ENGINE_HEARD_LOADING,
        EngineState::Ready { .. } => texts::frame::ENGINE_HEARD_READY,
        EngineState::Failed(_) => texts::frame::ENGINE_HEARD_FAILED,
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
            texts::frame::engine_loading(received / total * 100.0)
        }
        EngineState::Starting { total, .. } if *total > 0.0 => texts::frame::ENGINE_STARTING.to_owned(),
        EngineState::Starting { .. } => texts::frame::ENGINE_LOADING.to_owned(),
        EngineState::Ready { .. } => texts::frame::ENGINE_READY.to_owned(),
        EngineState::Failed(_) => texts::frame::ENGINE_STOPPED.to_owned(),
    }
}

fn explanation(state: &EngineState) -> String {
    match state {
        EngineState::Starting { .. } => texts::frame::ENGINE_MEANWHILE.to_owned(),
        EngineState::Ready { version } => texts::frame::engine_runs(version),
        EngineState::Failed(diagnostic) => diagnostic.to_string(),
    }
}
