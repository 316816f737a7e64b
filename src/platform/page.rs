//! The document around the app: where it lives, its build id, its title, its boot and fatal screens.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, HtmlMetaElement, Url};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The absolute URL that every relative one resolves against; ends in a slash (index.html has a `<base>`).
pub fn base_uri() -> String {
    document().and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default()
}

/// The path that the app is served under, without the slash at its end: empty at the root of a host, `/repo` below it.
pub fn base_path() -> String {
    let path = Url::new(&base_uri()).map(|url| url.pathname()).unwrap_or_default();
    path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}

/// The id of this build, which keeps a new page from pairing with an old cached worker.
pub fn build_id() -> String {
    document()
        .and_then(|document| document.query_selector("meta[name=\"varve-build\"]").ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlMetaElement>().ok())
        .map(|meta| meta.content())
        .unwrap_or_default()
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Makes this the address, as a new step of the history, where it is not yet.
pub fn write_address(path: &str, search: &str) {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let shown = location.search().unwrap_or_default();
    if location.pathname().is_ok_and(|shown| shown == path) && shown.trim_start_matches('?') == search {
        return;
    }
    let mark = if search.is_empty() { "" } else { "?" };
    if let Ok(history) = window.history() {
        // A browser that refuses, as some do when it comes too often, keeps the old address.
        drop(history.push_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{mark}{search}"))));
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A refused reload (an embedding page may forbid it) leaves the page as it is.
        drop(window.location().reload());
    }
}

/// Takes away the screen that index.html shows before the app runs.
pub fn remove_boot_screen() {
    if let Some(boot) = document().and_then(|document| document.get_element_by_id("boot")) {
        boot.remove();
    }
}

/// Shows the screen of index.html for a page that has stopped working, with what went wrong in small print. Uses
/// nothing of the app: it may be the app that broke.
pub fn show_fatal_screen(details: &str) {
    let Some(document) = document() else {
        return;
    };
    if let Some(place) = document.get_element_by_id("fatal-details") {
        place.set_text_content(Some(details));
    }
    if let Some(screen) = document.get_element_by_id("fatal") {
        // Removing an attribute fails only where there is none.
        drop(screen.remove_attribute("hidden"));
        screen.scroll_into_view();
    }
}

/// Moves keyboard focus, and with it the reading position, to an element.
pub fn focus(id: &str) {
    let element = document()
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot take focus keeps it where it was.
        drop(element.focus());
    }
}

/// Scrolls to an element. With a `<base>`, a link to `#id` would leave the page, so sections are reached by this.
pub fn scroll_to(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}

/// Whether an element is there.
pub fn has(id: &str) -> bool {
    document().and_then(|document| document.get_element_by_id(id)).is_some()
}

/// Scrolls to an element no further than it takes to see it.
pub fn reveal(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let nearest = js_sys::Object::new();
    for side in ["block", "inline"] {
        // A plain object takes any property.
        drop(js_sys::Reflect::set(&nearest, &side.into(), &"nearest".into()));
    }
    let scroll = js_sys::Reflect::get(&element, &"scrollIntoView".into()).unwrap_or_default();
    if let Some(scroll) = scroll.dyn_ref::<js_sys::Function>() {
        // Where that fails, the person scrolls.
        drop(scroll.call1(&element, &nearest));
    }
}
