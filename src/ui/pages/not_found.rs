//! For an address that names no page.

use crate::platform::dom::Node;
use crate::texts;
use crate::ui::routes::View;

/// Says so, and leads back.
pub fn not_found_page() -> Vec<Node> {
    let page = Node::of("div", "page empty-state").child(Node::new("h1").say(texts::frame::NO_PAGE));
    let text = texts::frame::NO_PAGE_WHY;
    let page = page.child(Node::of("p", "lead").say(text));
    let link = Node::of("a", "button button--primary").with("href", View::default().href());
    vec![page.child(link.say(texts::frame::TO_START))]
}
