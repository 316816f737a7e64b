//! Requests that leave the page's own host: there are none, and here they would be seen.
//!
//! What the browser has loaded is told by its own list of resources, in the page and (by the loader) in the engine's
//! worker; what the page's policy refused is told by the browser's event for that.

use std::cell::RefCell;

use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use super::script::{call, get, text};

/// A request to another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// The browser made it.
    Made(String),
    /// The page's policy, or the engine's worker, refused it.
    Refused(String),
}

type Listener = Box<dyn Fn(Seen)>;

thread_local! {
    static HEARD: RefCell<Option<Listener>> = RefCell::default();
}

/// Calls back for every request seen from now on, and for those already made.
pub fn follow(heard: impl Fn(Seen) + 'static) {
    HEARD.set(Some(Box::new(heard)));
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        let refused = |event: &web_sys::Event| tell(Seen::Refused(text(event, "blockedURI")));
        EventListener::new(&document, "securitypolicyviolation", refused).forget();
    }
    observe(&window);
}

/// Passes on what was seen elsewhere: in the worker.
pub fn tell(seen: Seen) {
    HEARD.with_borrow(|heard| heard.iter().for_each(|heard| heard(seen.clone())));
}

/// The host that is the page's own, with its port.
pub fn own_host() -> String {
    web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default()
}

fn observe(window: &JsValue) {
    let Ok(observer) = get(window, "PerformanceObserver").dyn_into::<Function>() else { return };
    let own = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let listed = Closure::<dyn Fn(JsValue)>::new(move |list: JsValue| {
        let entries = call(&list, "getEntries", &[]).unwrap_or_default();
        for entry in Array::from(&entries).iter() {
            let address = text(&entry, "name");
            if Url::new(&address).is_ok_and(|url| url.protocol() != "data:" && url.origin() != own) {
                tell(Seen::Made(address));
            }
        }
    });
    let options = Object::new();
    for (name, value) in [("type", JsValue::from_str("resource")), ("buffered", JsValue::TRUE)] {
        // A plain object takes any property.
        drop(Reflect::set(&options, &JsValue::from_str(name), &value));
    }
    // A browser without a list of resources still tells what it refused.
    if let Ok(observer) = Reflect::construct(&observer, &Array::of1(&listed.into_js_value())) {
        drop(call(&observer, "observe", &[options.into()]));
    }
}
