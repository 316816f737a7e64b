//! The quality page: checks, score, corrections, and the rejected rows, which can be mended.

use crate::platform::dom::Node;

/// The page, as the state says it is.
pub fn quality_page() -> Vec<Node> {
    let title = Node::new("h1").say("Quality");
    vec![Node::of("div", "page").child(Node::of("header", "page__head").child(title))]
}
