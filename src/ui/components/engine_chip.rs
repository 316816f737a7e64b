//! Whether the engine is there yet: the page takes files before it is.

use leptos::prelude::*;

use crate::client::EngineState;
use crate::platform::dom::Node;
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
        let heard = Node::of("span", "visually-hidden").with("role", "status").say(format!("Engine {word}"));
        let restart = matches!(state, EngineState::Failed(_)).then(|| {
            let button = Node::of("button", "engine-chip__restart").say("Start again");
            button.on_press(Box::new(move || app.engine.restart()))
        });
        let chip = Node::of("div", "engine-chip").with("data-testid", "engine-state").with("data-state", word);
        vec![chip.child(dot).child(text).child(heard).all(restart)]
    }))
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
