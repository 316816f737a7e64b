//! Shown when the engine was restarted: what is on screen is right, but nothing more can be asked about it.

use leptos::prelude::*;

use super::error_panel::run_again;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// The banner, where there is need of one.
pub fn session_banner(app: AppState) -> Node {
    live(Box::new(move || {
        if app.is_busy() {
            return Vec::new();
        }
        if app.failure.with(Option::is_some) {
            return vec![Node::of("p", "banner").say(texts::dashboard::RUN_BEFORE)];
        }
        if app.session_alive() {
            return Vec::new();
        }
        let text = texts::dashboard::RESTARTED;
        let banner = Node::of("div", "banner").with("data-tone", "warning").with("role", "status");
        vec![banner.child(Node::new("p").say(text)).child(run_again(app, "button button--small"))]
    }))
}
