//! The address: read, written, followed; and the links of the page, taken out of the browser's hands.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, Url, Window};

/// Path and query string of the address.
pub type Address = (String, String);

/// The address now.
pub fn address() -> Address {
    let location = web_sys::window().map(|window| window.location());
    let read = |part: Option<Result<String, JsValue>>| part.and_then(Result::ok).unwrap_or_default();
    let location = location.as_ref();
    (read(location.map(|location| location.pathname())), read(location.map(|location| location.search())))
}

/// Makes this the address: as a new step of the history, or in place of the current one.
pub fn write(href: &str, replace: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let written = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    };
    // A browser that refuses, as some do when it comes too often, keeps the old address.
    drop(written);
}

/// Path and query string of a link of this app, which lives below `base`; `None` for any other.
pub fn inside(base: &str, href: &str) -> Option<Address> {
    let window = web_sys::window()?;
    let url = Url::new_with_base(href, &super::page::base_uri()).ok()?;
    let path = url.pathname();
    let below = path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let own = url.origin() == window.location().origin().ok()? && url.hash().is_empty();
    (below && own).then(|| (path, url.search()))
}

/// Listens, for as long as the page lives, for steps back and forth and for links that are pressed. `pressed` says
/// whether it has taken the link.
pub fn follow(moved: Box<dyn Fn()>, pressed: Box<dyn Fn(&str) -> bool>) {
    let Some((window, document)) =
        web_sys::window().and_then(|window: Window| Some((window.clone(), window.document()?)))
    else {
        return;
    };
    EventListener::new(&window, "popstate", move |_| moved()).forget();
    let options = EventListenerOptions::enable_prevent_default();
    let click = move |event: &Event| {
        if plain_link(event).is_some_and(|href| pressed(&href)) {
            event.prevent_default();
        }
    };
    EventListener::new_with_options(&document, "click", options, click).forget();
}

/// The link that is pressed, as one presses a link to follow it here and now.
fn plain_link(event: &Event) -> Option<String> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let held = mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
    if mouse.button() != 0 || held || event.default_prevented() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let elsewhere = !link.target().is_empty() || link.has_attribute("download") || link.rel().contains("external");
    (!elsewhere).then(|| link.href())
}
