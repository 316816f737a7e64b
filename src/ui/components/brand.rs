//! The mark: three layers of sediment, as a lake lays one down each year; that is what a varve is.

use crate::platform::dom::Node;

const LAYERS: [(&str, &str); 3] = [
    ("mark__top", "M4 9a5 5 0 0 1 5-5h14a5 5 0 0 1 5 5v1.6c-4 2.6-8 2.6-12 .6s-8-2-12 .4Z"),
    ("mark__middle", "M4 14.4c4-2.4 8-2.4 12-.4s8 2 12-.6v5.8c-4 2.6-8 2.6-12 .6s-8-2-12 .4Z"),
    ("mark__bottom", "M4 23c4-2.4 8-2.4 12-.4s8 2 12-.6v1a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5Z"),
];

/// The layered mark alone.
pub fn mark() -> Node {
    let mark = Node::of("svg", "mark").with("viewBox", "0 0 32 32").with("aria-hidden", "true");
    mark.all(LAYERS.map(|(class, path)| Node::of("path", class).with("d", path)))
}
