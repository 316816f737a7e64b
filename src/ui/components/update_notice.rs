//! A newer version is asked for, never forced: a tab keeps the version that it began with.

use leptos::prelude::*;

use super::controls::button;
use crate::platform::dom::Node;
use crate::platform::offline;
use crate::texts;
use crate::ui::state::AppState;

/// The question; empty most of the time.
pub fn update_notice(app: AppState) -> Vec<Node> {
    let around = app.surroundings;
    let place = Node::of("div", "notices").with("role", "status").with("aria-label", texts::frame::UPDATES);
    let notice = around.new_version.get().then(|| {
        let rest = if app.source.with(Option::is_some) {
            texts::frame::UPDATE_LOSES_FILES
        } else {
            texts::frame::UPDATE_WAITS
        };
        let text = Node::of("p", "notice__text").say(texts::frame::NEW_VERSION);
        let text = text.child(Node::of("span", "muted").say(rest));
        let reload = button(texts::frame::RELOAD, "update-take", Box::new(offline::take_new_version));
        let later = button(texts::frame::LATER, "update-later", Box::new(move || around.new_version.set(false)));
        let answers = Node::of("div", "button-row").child(reload).child(later);
        Node::of("div", "notice notice--question").named("update-notice").child(text).child(answers)
    });
    vec![place.all(notice)]
}
