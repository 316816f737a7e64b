//! The lineage page: from files over tables to widgets, and what each column means.

use crate::platform::dom::Node;

/// The page, as the state says it is.
pub fn lineage_page() -> Vec<Node> {
    let title = Node::new("h1").say("Lineage");
    vec![Node::of("div", "page").child(Node::of("header", "page__head").child(title))]
}
