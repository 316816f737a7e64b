//! Things to tell that stop nothing, each with a way to put it away.

use leptos::prelude::*;

use super::controls::icon;
use super::icon::Glyph;
use crate::base::{Diagnostic, Severity};
use crate::client::EngineState;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// The list of notices; empty most of the time.
pub fn notices(app: AppState) -> Node {
    live(Box::new(move || {
        // The error panel says it already where a request was lost with the engine.
        let engine_failure = match app.engine.state().get() {
            EngineState::Failed(reason) if app.failure.with(|shown| shown.as_ref() != Some(&reason)) => Some(reason),
            _ => None,
        };
        let engine_failure =
            engine_failure.map(|reason| Node::of("p", "inline-error").named("engine-failure").say(reason.to_string()));
        let list = Node::of("div", "notices")
            .with("role", "status")
            .with("aria-label", texts::frame::NOTICES)
            .all(engine_failure);
        vec![list.all(app.notices.get().into_iter().map(|one| notice(app, one)))]
    }))
}

fn notice(app: AppState, notice: Diagnostic) -> Node {
    let (tone, glyph) = match notice.severity {
        Severity::Error => ("danger", Glyph::Alert),
        Severity::Warning => ("warning", Glyph::Alert),
        Severity::Info => ("info", Glyph::Info),
    };
    let hints = Node::of("span", "muted").say(notice.hints.join(" "));
    let text = Node::of("p", "notice__text").say(format!("{} ", notice.message)).child(hints);
    let line = Node::of("div", "notice").with("data-tone", tone).named("notice").keyed(&notice.message);
    let dismiss = move || app.notices.update(|all| all.retain(|other| *other != notice));
    let button = Node::of("button", "icon-button").with("aria-label", texts::frame::DISMISS).child(icon(Glyph::Close));
    line.child(icon(glyph)).child(text).child(button.on_press(Box::new(dismiss)))
}
