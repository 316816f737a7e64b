//! A page that has nothing to show yet.

use super::drop_zone::drop_zone;
use crate::platform::dom::Node;
use crate::ui::state::AppState;

/// Says what is missing, and offers to bring it.
pub fn empty_state(app: AppState, title: &str, text: &str) -> Node {
    let state = Node::of("div", "empty-state").named("empty-state").child(Node::new("h1").say(title));
    state.child(Node::of("p", "lead").say(text)).child(drop_zone(app))
}
