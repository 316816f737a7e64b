//! A newer version is asked for, never forced: a tab keeps the version that it began with.

use leptos::prelude::*;

use super::controls::button;
use crate::platform::dom::Node;
use crate::platform::offline;
use crate::ui::state::AppState;

/// The question; empty most of the time.
pub fn update_notice(app: AppState) -> Vec<Node> {
    let around = app.surroundings;
    let place = Node::of("div", "notices").with("role", "status").with("aria-label", "Updates");
    let notice = around.new_version.get().then(|| {
        let rest = if app.source.with(Option::is_some) {
            "This tab keeps its version until then; its files have to be chosen again after the reload."
        } else {
            "This tab keeps its version until then."
        };
        let text = Node::of("p", "notice__text").say("A new version is ready. Reload to use it. ");
        let text = text.child(Node::of("span", "muted").say(rest));
        let reload = button("Reload", "update-take".to_owned(), Box::new(offline::take_new_version));
        let later = button("Later", "update-later".to_owned(), Box::new(move || around.new_version.set(false)));
        let answers = Node::of("div", "button-row").child(reload).child(later);
        Node::of("div", "notice notice--question").named("update-notice").child(text).child(answers)
    });
    vec![place.all(notice)]
}
