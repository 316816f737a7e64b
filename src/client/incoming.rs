//! What a worker posts: the loader's plain objects before the wasm runs, wire messages after.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::base::Diagnostic;
use crate::platform::requests::Seen;
use crate::platform::wire;
use crate::protocol::FromWorker;

/// A message, told apart.
pub(super) enum Incoming {
    Loading {
        received: f64,
        total: f64,
    },
    LoadFailed(String),
    /// The loader saw the wasm die of something that its panic hook could not report.
    Crashed(String),
    /// The worker asked for something on another host.
    Seen(Seen),
    Message(FromWorker, Vec<JsValue>),
}

/// Tells a message apart by the `varve` field that only the loader's have.
pub(super) fn read(data: JsValue) -> Result<Incoming, Diagnostic> {
    let Some(kind) = text(&data, "varve") else {
        return wire::decode(data).map(|(message, parts)| Incoming::Message(message, parts));
    };
    Ok(match kind.as_str() {
        "loading" => Incoming::Loading { received: number(&data, "received"), total: number(&data, "total") },
        "requested" => Incoming::Seen(Seen::Made(text(&data, "url").unwrap_or_default())),
        "refused" => Incoming::Seen(Seen::Refused(text(&data, "url").unwrap_or_default())),
        "crashed" => Incoming::Crashed(text(&data, "message").unwrap_or_default()),
        _ => Incoming::LoadFailed(text(&data, "message").unwrap_or(kind)),
    })
}

fn text(data: &JsValue, key: &str) -> Option<String> {
    Reflect::get(data, &JsValue::from_str(key)).ok()?.as_string()
}

fn number(data: &JsValue, key: &str) -> f64 {
    Reflect::get(data, &JsValue::from_str(key)).ok().and_then(|value| value.as_f64()).unwrap_or_default()
}
