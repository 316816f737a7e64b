//! Calls to what browsers have and web-sys would have to be built with more features for.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property; undefined where there is none.
pub(super) fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &JsValue::from_str(name)).unwrap_or_default()
}

/// A property that is there.
pub(super) fn have(target: &JsValue, name: &str) -> Option<JsValue> {
    Some(get(target, name)).filter(JsValue::is_truthy)
}

/// A text property; empty where there is none.
pub(super) fn text(target: &JsValue, name: &str) -> String {
    get(target, name).as_string().unwrap_or_default()
}

/// Calls a method.
///
/// # Errors
/// What it throws; a browser that lacks it throws nothing and answers undefined.
pub(super) fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    match get(target, method).dyn_into::<Function>() {
        Ok(function) => Reflect::apply(&function, target, &arguments.iter().collect::<Array>()),
        Err(_) => Ok(JsValue::UNDEFINED),
    }
}

/// A plain object.
pub(super) fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        // A plain object takes any property.
        drop(Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value)));
    }
    object.into()
}
