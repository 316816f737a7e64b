//! The runs page: what was run with what, kept, compared, run again.

use crate::platform::dom::Node;

/// The page, as the state says it is.
pub fn runs_page() -> Vec<Node> {
    let title = Node::new("h1").say("Runs");
    vec![Node::of("div", "page").child(Node::of("header", "page__head").child(title))]
}
