//! Files dragged over the page and dropped on it, wherever.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event};

use super::files::{self, Brought};
use crate::base::Diagnostic;

/// Tells, for as long as the page lives, whether files hover over it and what is dropped.
pub fn follow(hovering: Box<dyn Fn(bool)>, dropped: Box<dyn Fn(Result<Brought, Diagnostic>)>) {
    let Some(window) = web_sys::window() else { return };
    // Every element below the pointer sends enter and leave: the drag is over when as many were left as entered.
    let depth = Cell::new(0_u32);
    let hear = Rc::new(move |event: &Event| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        let transfer = event.data_transfer();
        let brings_files = transfer.as_ref().is_some_and(files::carries_files);
        match event.type_().as_str() {
            "dragenter" if brings_files => depth.set(depth.get() + 1),
            "dragleave" if brings_files => depth.set(depth.get().saturating_sub(1)),
            "drop" => {
                depth.set(0);
                transfer.iter().for_each(|transfer| dropped(files::from_transfer(transfer)));
            }
            _ => {}
        }
        let kind = event.type_();
        // Without this the browser would open what is dropped, a link too.
        if kind == "dragover" || kind == "drop" || (kind == "dragenter" && brings_files) {
            event.prevent_default();
        }
        if kind != "dragover" {
            hovering(depth.get() > 0);
        }
    });
    for kind in ["dragenter", "dragover", "dragleave", "drop"] {
        let hear = Rc::clone(&hear);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, kind, options, move |event| hear(event)).forget();
    }
}
