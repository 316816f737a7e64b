//! The browser, wrapped: the only home of web-sys besides the charts. Web only: knows no polars.

#[cfg(feature = "page")]
pub mod dom;
pub mod download;
pub mod files;
pub mod folder;
#[cfg(feature = "page")]
pub mod menu;
pub mod page;
pub mod query;
#[cfg(feature = "page")]
pub mod raster;
pub mod storage;
#[cfg(feature = "page")]
pub mod tabs;
pub mod theme;
pub mod wire;

use wasm_bindgen::{JsCast, JsValue};

/// What a thrown JavaScript value says: an error's message, or the value as text.
pub fn error_text(value: &JsValue) -> String {
    match value.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => value.as_string().unwrap_or_else(|| format!("{value:?}")),
    }
}
