//! Files may be dropped anywhere on the page; while they hover, a veil says so.

use leptos::prelude::*;

use super::controls::icon;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::drops;
use crate::texts;
use crate::ui::actions::take;
use crate::ui::live::{Content, part};
use crate::ui::state::AppState;

/// Listens on the window and shows the veil.
pub fn drop_overlay(app: AppState) -> Node {
    part("drop-overlay", Box::new(move || overlay(app)))
}

fn overlay(app: AppState) -> Content {
    let hovering = RwSignal::new(false);
    let dropped = move |brought| take::dropped(app, brought);
    drops::follow(Box::new(move |over| hovering.set(over)), Box::new(dropped));
    Box::new(move || {
        if !hovering.get() {
            return Vec::new();
        }
        let card = Node::of("div", "drop-overlay__card").child(icon(Glyph::Upload));
        let card = card.child(Node::new("p").say(texts::frame::DROP));
        vec![Node::of("div", "drop-overlay").with("aria-hidden", "true").child(card)]
    })
}
