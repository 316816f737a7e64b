//! The small controls, each made in one place: a select, a question with answers, a part folded away.

use leptos::prelude::*;

use super::icon::Glyph;
use crate::platform::dom::Node;
pub use crate::ui::live::live;
use crate::ui::state::AppState;

/// A select over values and their words; `label` is its name for screen readers.
pub fn select(
    label: &str,
    name: &str,
    choices: Vec<(String, String)>,
    chosen: &str,
    heard: Box<dyn Fn(String)>,
) -> Node {
    let options = choices.into_iter().map(|(value, text)| Node::new("option").with("value", value).say(text));
    let select = Node::new("select").with("aria-label", label).with("id", name).named(name);
    select.all(options).value(chosen).on_choice(heard)
}

/// A field: a select below its visible name.
pub fn field(label: &str, control: Node) -> Node {
    Node::of("div", "field").child(Node::new("span").say(label)).child(control)
}

/// A small button.
pub fn button(text: &str, name: &str, pressed: Box<dyn Fn()>) -> Node {
    Node::of("button", "button button--small").named(name).say(text).on_press(pressed)
}

/// A yes/no box with its words.
pub fn checkbox(text: &str, name: &str, on: bool, heard: Box<dyn Fn(bool)>) -> Node {
    let input = Node::new("input").with("type", "checkbox").named(name).is("checked", on).on_switch(heard);
    Node::of("label", "check").child(input).child(Node::new("span").say(text))
}

/// Something that only the person knows, or may want otherwise, with the buttons that answer it.
pub fn question(text: &str, name: &str, answers: Vec<Node>) -> Node {
    let label = text.replace('`', "");
    let question = Node::of("div", "question").with("role", "group").with("aria-label", label).named(name);
    question.child(coded(Node::new("p"), text)).child(Node::of("div", "button-row").all(answers))
}

/// A part that is folded away, and made only while it is open.
pub fn fold(app: AppState, title: &str, name: &str, by_itself: bool, content: &dyn Fn() -> Vec<Node>) -> Node {
    let open = app.is_open(name, by_itself);
    let own = name.to_owned();
    let toggled = move |now| {
        // Unfolding by itself is told as well, and is nobody's wish.
        if now != untrack(|| app.is_open(&own, by_itself)) {
            app.fold(&own, now);
        }
    };
    let details = Node::of("details", "fold").named(name).child(Node::new("summary").say(title));
    let details = if open { details.all(content()) } else { details };
    details.is("open", open).on_toggle(Box::new(toggled))
}

/// A table in a box that it scrolls in.
pub fn table_box(label: &str, head: Vec<Node>, body: Vec<Node>) -> Node {
    let head = (!head.is_empty()).then(|| Node::new("thead").child(Node::new("tr").all(head)));
    let table = Node::of("table", "grid grid--compact").all(head).child(Node::new("tbody").all(body));
    let place = Node::of("div", "table-box table-box--preview").with("tabindex", "0").with("role", "region");
    place.with("aria-label", label).child(table)
}

/// An icon.
pub fn icon(glyph: Glyph) -> Node {
    let svg = Node::of("svg", "icon").with("viewBox", "0 0 20 20").with("aria-hidden", "true");
    svg.child(Node::new("path").with("d", glyph.path()))
}

/// Why a column was matched.
pub fn evidence(text: &str) -> Node {
    coded(Node::of("span", "muted"), text)
}

/// Adds words in which names between backticks are set as code.
fn coded(place: Node, text: &str) -> Node {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 1 { Node::new("code").say(part) } else { Node::text(part) });
    place.all(parts)
}
