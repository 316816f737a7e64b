//! The foot of the page.

use crate::platform::dom::Node;

/// One quiet line.
pub fn footer() -> Node {
    let promise = Node::new("p").say("Files are read and computed in this tab. Nothing is uploaded.");
    let version = Node::of("p", "footer__version").say(concat!("Varve ", env!("CARGO_PKG_VERSION")));
    Node::of("footer", "footer").child(promise).child(version)
}
