//! The time of day: for the log of runs and its reader, never for a result.

use js_sys::{Date, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Now, ISO, UTC.
pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// A time as the person's own system writes it; what is no time stays as it is.
pub fn local(iso: &str) -> String {
    let date = Date::new(&JsValue::from_str(iso));
    let write = Reflect::get(&date, &JsValue::from_str("toLocaleString")).ok();
    let write = write.filter(|_| !date.get_time().is_nan()).and_then(|write| write.dyn_into::<Function>().ok());
    write.and_then(|write| write.call0(&date).ok()?.as_string()).unwrap_or_else(|| iso.to_owned())
}
