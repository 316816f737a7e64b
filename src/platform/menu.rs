//! Menus: `details` elements of the class `menu`. One is open at a time, until the person turns to something else.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

const OPEN: &str = "details.menu[open]";

/// Closes an open menu when something else is pressed or gets the focus, and by Escape; for as long as the listeners are
/// kept.
pub fn follow() -> Vec<EventListener> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Vec::new() };
    let elsewhere = |event: &Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if let Some(menu) = open().filter(|menu| !menu.contains(target.as_ref())) {
            shut(&menu);
        }
    };
    let key = |event: &Event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            close();
        }
    };
    vec![
        EventListener::new(&document, "pointerdown", elsewhere),
        EventListener::new(&document, "focusin", elsewhere),
        EventListener::new(&document, "keydown", key),
    ]
}

/// Closes the open menu; the focus goes back to what opened it.
pub fn close() {
    let Some(menu) = open() else { return };
    shut(&menu);
    let summary = menu.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        // A summary takes the focus, unless it is no longer on the page.
        drop(summary.focus());
    }
}

fn open() -> Option<Element> {
    web_sys::window()?.document()?.query_selector(OPEN).ok().flatten()
}

fn shut(menu: &Element) {
    // Removing an attribute fails only where there is none.
    drop(menu.remove_attribute("open"));
}
