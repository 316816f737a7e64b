//! The tabs of a card: names above it, one look at a time below.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::card::Card;
use crate::platform::dom::Node;
use crate::platform::page;
use crate::texts;

/// The names; nothing for a card with one look.
pub fn tabs(card: Card) -> Option<Node> {
    let looks = card.looks();
    if looks.len() < 2 {
        return None;
    }
    let front = card.front.get();
    let tabs = looks.iter().enumerate().map(|(place, look)| {
        let (id, selected) = (look.id, place == front);
        let tab =
            Node::of("button", "tab").with("type", "button").with("role", "tab").with("id", name(id)).named(name(id));
        let tab = tab.with("aria-selected", selected.to_string()).with("aria-controls", panel(card.id));
        // One stop for the Tab key; from there the arrows go on.
        let tab = tab.with("tabindex", if selected { "0" } else { "-1" });
        tab.say(if look.tab.is_empty() { look.title } else { look.tab }).on_press(Box::new(move || card.show(id)))
    });
    let list =
        Node::of("div", "tabs").with("role", "tablist").with("aria-label", texts::charts::looks_at(looks[0].title));
    Some(list.all(tabs))
}

/// Moves between tabs by the arrow keys.
pub fn on_key(card: Card, event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_none_or(|target| target.get_attribute("role").as_deref() != Some("tab")) {
        return;
    }
    let looks = card.looks();
    let (front, count) = (card.front.get_untracked(), looks.len());
    let to = match event.key().as_str() {
        "ArrowRight" => (front + 1) % count,
        "ArrowLeft" => (front + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    card.show(looks[to].id);
    focus(looks[to].id);
}

/// Puts the focus on a look's tab.
pub fn focus(look: &str) {
    page::focus(&name(look));
}

/// The id of a look's tab.
pub fn name(look: &str) -> String {
    format!("tab-{look}")
}

/// The id of what the tabs of a card show.
pub fn panel(card: &str) -> String {
    format!("panel-{card}")
}
