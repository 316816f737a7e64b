//! The browser, wrapped: the only home of web-sys besides the charts. Web only: knows no polars.

#[cfg(feature = "page")]
pub mod clipboard;
#[cfg(feature = "page")]
pub mod clock;
#[cfg(feature = "page")]
pub mod dom;
pub mod download;
#[cfg(feature = "page")]
pub mod drops;
pub mod files;
pub mod folder;
#[cfg(feature = "page")]
pub mod history;
#[cfg(feature = "page")]
pub mod keys;
#[cfg(feature = "page")]
pub mod launch;
#[cfg(feature = "page")]
pub mod locale;
#[cfg(feature = "page")]
pub mod menu;
#[cfg(feature = "page")]
pub mod offline;
pub mod page;
pub mod query;
#[cfg(feature = "page")]
pub mod raster;
#[cfg(feature = "page")]
pub mod requests;
#[cfg(feature = "page")]
mod script;
#[cfg(feature = "page")]
pub mod sheet;
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
