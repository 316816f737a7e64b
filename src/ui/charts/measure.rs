//! The width of an element, followed by a `ResizeObserver` for as long as the element lives.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

use crate::platform::dom::Inhabitant;

/// Keeps the width of the element that this lives in, in whole CSS pixels; 0 until it is on the page.
pub(super) fn follow_width(width: RwSignal<u32>) -> Inhabitant {
    let changed = move |pixels| {
        if width.try_get_untracked().is_some_and(|known| known != pixels) {
            width.set(pixels);
        }
    };
    Box::new(move |element: &Element| Box::new(Observer::new(element.clone(), changed)))
}

/// A running observer; stops when dropped.
struct Observer {
    observer: ResizeObserver,
    /// Called by the browser, so it must live as long as the observer.
    _callback: Closure<dyn FnMut()>,
}

impl Observer {
    fn new(element: Element, changed: impl Fn(u32) + 'static) -> Option<Self> {
        let watched = element.clone();
        let callback = Closure::<dyn FnMut()>::new(move || changed(watched.client_width().max(0) as u32));
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
