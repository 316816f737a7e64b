//! Messages between page and worker as JavaScript values: `{ header, parts }`. The parts are `File` and `Blob` handles,
//! which the browser passes by reference and serde cannot carry.
//!
//! What the page asks is plain JavaScript data. What the worker answers can be a thousand rows, many times a second while
//! somebody scrolls: it crosses as bytes, which take less time to read, and much less code on the page.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use super::error_text;
use crate::base::Diagnostic;
use crate::protocol::{FromWorker, ToWorker};
use crate::texts;

const HEADER: &str = "header";
const PARTS: &str = "parts";

/// What the page asks, ready for `postMessage`.
pub fn encode_request(request: &ToWorker, parts: &[JsValue]) -> Result<JsValue, Diagnostic> {
    let header = request
        .serialize(&Serializer::new().serialize_maps_as_objects(true))
        .map_err(|error| unwritten(&error.to_string()))?;
    message(&header, parts)
}

/// The request and the parts of a message that [`encode_request`] made on the page.
pub fn decode_request(value: &JsValue) -> Result<(ToWorker, Vec<JsValue>), Diagnostic> {
    let (header, parts) = taken_apart(value)?;
    let request = serde_wasm_bindgen::from_value(header).map_err(|error| unread(&error.to_string()))?;
    Ok((request, parts))
}

/// What the worker answers, ready for `postMessage`.
pub fn encode_answer(answer: &FromWorker, parts: &[JsValue]) -> Result<JsValue, Diagnostic> {
    let bytes = postcard::to_allocvec(answer).map_err(|error| unwritten(&error.to_string()))?;
    message(Uint8Array::from(bytes.as_slice()).as_ref(), parts)
}

/// The answer and the parts of a message that [`encode_answer`] made in the worker.
pub fn decode_answer(value: &JsValue) -> Result<(FromWorker, Vec<JsValue>), Diagnostic> {
    let (header, parts) = taken_apart(value)?;
    let bytes = header.dyn_into::<Uint8Array>().map_err(|_| unread(texts::errors::NO_BYTES))?;
    let answer = postcard::from_bytes(&bytes.to_vec()).map_err(|error| unread(&error.to_string()))?;
    Ok((answer, parts))
}

fn message(header: &JsValue, parts: &[JsValue]) -> Result<JsValue, Diagnostic> {
    let message = Object::new();
    let parts: Array = parts.iter().cloned().collect();
    for (key, value) in [(HEADER, header), (PARTS, parts.as_ref())] {
        Reflect::set(&message, &JsValue::from_str(key), value).map_err(|error| unwritten(&error_text(&error)))?;
    }
    Ok(message.into())
}

fn taken_apart(value: &JsValue) -> Result<(JsValue, Vec<JsValue>), Diagnostic> {
    let field = |key: &str| Reflect::get(value, &JsValue::from_str(key)).map_err(|error| unread(&error_text(&error)));
    let parts = field(PARTS)?.dyn_into::<Array>().map(|parts| parts.to_vec()).unwrap_or_default();
    Ok((field(HEADER)?, parts))
}

fn unwritten(cause: &str) -> Diagnostic {
    damaged(texts::errors::message_unwritten(cause))
}

fn unread(cause: &str) -> Diagnostic {
    damaged(texts::errors::message_unread(cause))
}

fn damaged(message: String) -> Diagnostic {
    Diagnostic::error("message_damaged", message).hint(texts::errors::OTHER_BUILD)
}
