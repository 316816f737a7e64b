//! The clipboard.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlInputElement};

use super::script::get;

/// Copies a text; whether that worked. A page that is not served safely, or a person who refused, leaves the old way: a
/// field that is selected and copied.
pub async fn write(text: &str) -> bool {
    let asked = asked(text).map(JsFuture::from);
    if let Some(asked) = asked
        && asked.await.is_ok()
    {
        return true;
    }
    copied(text).unwrap_or_default()
}

fn asked(text: &str) -> Option<Promise> {
    let navigator: JsValue = web_sys::window()?.into();
    let clipboard = get(&get(&navigator, "navigator"), "clipboard");
    let write: Function = get(&clipboard, "writeText").dyn_into().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}

fn copied(text: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let focused = document.active_element();
    let field = document.create_element("textarea").ok()?;
    document.body()?.append_child(&field).ok()?;
    // A text area has the value and the selection of an input.
    let input: &HtmlInputElement = field.unchecked_ref();
    Reflect::set(input, &JsValue::from_str("value"), &JsValue::from_str(text)).ok()?;
    input.select();
    let copy: Function = get(&document, "execCommand").dyn_into().ok()?;
    let done = copy.call1(&document, &JsValue::from_str("copy")).ok()?.is_truthy();
    field.remove();
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus had none.
        drop(focused.focus());
    }
    Some(done)
}
