//! The document around the app: where it lives, its build id, its title, its boot and fatal screens.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlMetaElement, Url};

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

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A refused reload (an embedding page may forbid it) leaves the page as it is.
        drop(window.location().reload());
    }
}

/// A place in the body for the app.
pub fn place() -> Option<Element> {
    let document = document()?;
    let place = document.create_element("div").ok()?;
    // A name that is ours is not refused.
    drop(place.set_attribute("class", "live"));
    document.body()?.append_child(&place).ok()?;
    Some(place)
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

/// Puts keyboard focus, and with it the reading position, on an element, and leaves the scroll position alone.
pub fn begin(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let focus = element.as_ref().and_then(|element| Reflect::get(element, &JsValue::from_str("focus")).ok());
    if let Some((element, focus)) = element.as_ref().zip(focus.and_then(|focus| focus.dyn_into::<Function>().ok())) {
        let options = Object::new();
        // A new object takes any property; a browser that does not know this one scrolls, which is no harm.
        drop(Reflect::set(&options, &JsValue::from_str("preventScroll"), &JsValue::TRUE));
        drop(focus.call1(element, &options));
    }
}

/// Whether a dialog stands open over the page.
pub fn has_dialog() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some()))
}

/// Scrolls to the top.
pub fn scroll_up() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
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
