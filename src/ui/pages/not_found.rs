//! For an address that names no page.

use crate::platform::dom::Node;
use crate::ui::routes::View;

/// Says so, and leads back.
pub fn not_found_page() -> Vec<Node> {
    let page = Node::of("div", "page empty-state").child(Node::new("h1").say("There is no such page"));
    let text = "The link may be of another version of Varve, or it was cut off.";
    let page = page.child(Node::of("p", "lead").say(text));
    let link = Node::of("a", "button button--primary").with("href", View::default().href());
    vec![page.child(link.say("Go to the start page"))]
}
