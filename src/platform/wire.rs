//! Messages between page and worker as JavaScript values: `{ header, parts }`. The header is plain data; the parts are
//! `File` and `Blob` handles, which the browser passes by reference and serde cannot carry.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use super::error_text;
use crate::base::Diagnostic;

const HEADER: &str = "header";
const PARTS: &str = "parts";

/// A message ready for `postMessage`.
pub fn encode<T: Serialize>(header: &T, parts: &[JsValue]) -> Result<JsValue, Diagnostic> {
    let header = header
        .serialize(&Serializer::new().serialize_maps_as_objects(true))
        .map_err(|error| damaged("written", &error.to_string()))?;
    let message = Object::new();
    let parts: Array = parts.iter().cloned().collect();
    for (key, value) in [(HEADER, &header), (PARTS, parts.as_ref())] {
        Reflect::set(&message, &JsValue::from_str(key), value)
            .map_err(|error| damaged("written", &error_text(&error)))?;
    }
    Ok(message.into())
}

/// The header and the parts of a message that [`encode`] made on the other side.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<(T, Vec<JsValue>), Diagnostic> {
    let field =
        |key: &str| Reflect::get(&value, &JsValue::from_str(key)).map_err(|error| damaged("read", &error_text(&error)));
    let header = serde_wasm_bindgen::from_value(field(HEADER)?).map_err(|error| damaged("read", &error.to_string()))?;
    let parts = field(PARTS)?.dyn_into::<Array>().map(|parts| parts.to_vec()).unwrap_or_default();
    Ok((header, parts))
}

fn damaged(done: &str, cause: &str) -> Diagnostic {
    Diagnostic::error("message_damaged", format!("A message between page and engine could not be {done}: {cause}."))
        .hint("Reload the page: page and engine may be of different versions.")
}
