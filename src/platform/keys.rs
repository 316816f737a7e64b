//! Keys that are pressed anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::page;

/// What takes letters itself.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog[open]";

/// A key, and how it was pressed.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// As the browser names it: `k`, `?`, `Escape`.
    pub name: String,
    /// With Ctrl, or with Cmd.
    pub command: bool,
    /// Whether it was pressed where one types, or where a dialog asks for something.
    pub in_field: bool,
    /// Milliseconds since the page was opened.
    pub at: f64,
}

/// Hears every key that nothing else has taken, for as long as the page lives. `heard` says whether it took the key.
pub fn follow(heard: Box<dyn Fn(Key) -> bool>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let hear = move |event: &web_sys::Event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || pressed.alt_key() || pressed.is_composing() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let field = target.and_then(|target| target.closest(FIELDS).ok().flatten());
        let key = Key {
            name: pressed.key(),
            command: pressed.ctrl_key() || pressed.meta_key(),
            in_field: field.is_some() || page::has_dialog(),
            at: event.time_stamp(),
        };
        if heard(key) {
            event.prevent_default();
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "keydown", options, hear).forget();
}
