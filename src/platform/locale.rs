//! How numbers are written where the person is.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The sign before the decimals in the browser's language; a point where the browser does not tell.
pub fn decimal_mark() -> String {
    try_decimal_mark().unwrap_or_else(|| ".".to_owned())
}

fn try_decimal_mark() -> Option<String> {
    let get = |target: &JsValue, name: &str| Reflect::get(target, &JsValue::from_str(name)).ok();
    let constructor: Function = get(&get(&js_sys::global(), "Intl")?, "NumberFormat")?.dyn_into().ok()?;
    // Without arguments: the language of the browser.
    let format: Object = Reflect::construct(&constructor, &Array::new()).ok()?.dyn_into().ok()?;
    let parts: Function = get(&format, "formatToParts")?.dyn_into().ok()?;
    let parts: Array = parts.call1(&format, &JsValue::from_f64(1.5)).ok()?.dyn_into().ok()?;
    let is_decimal = |part: &JsValue| get(part, "type").and_then(|kind| kind.as_string()).as_deref() == Some("decimal");
    let part = parts.iter().find(is_decimal)?;
    get(&part, "value")?.as_string()
}
