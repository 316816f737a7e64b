//! A `Blob` or a text as a download.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error_text;
use crate::base::Diagnostic;
use crate::texts;

/// How long the blob's URL lives: Safari fetches it only some time after the click.
const URL_LIFE_MILLIS: u32 = 60_000;

/// Saves a blob under a file name, as if the person had clicked a download link.
pub fn save(blob: &JsValue, name: &str) -> Result<(), Diagnostic> {
    let blob: &Blob = blob.dyn_ref().ok_or_else(|| failed(name, texts::errors::NO_CONTENT))?;
    let url = Url::create_object_url_with_blob(blob).map_err(|error| failed(name, &error_text(&error)))?;
    let anchor = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
        .ok_or_else(|| failed(name, texts::errors::NO_LINK))?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Timeout::new(URL_LIFE_MILLIS, move || {
        // The page may be closing by then; a URL that is gone already needs no more.
        drop(Url::revoke_object_url(&url));
    })
    .forget();
    Ok(())
}

/// Saves a text under a file name.
pub fn text(content: &str, kind: &str, name: &str) -> Result<(), Diagnostic> {
    let blob = blob(content, kind).map_err(|error| {
        could_not(texts::errors::not_made(name, &error_text(&error))).hint(texts::errors::FREE_MEMORY)
    })?;
    save(&blob, name)
}

pub(super) fn blob(content: &str, kind: &str) -> Result<Blob, JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(content)), &properties)
}

pub(super) fn could_not(message: String) -> Diagnostic {
    Diagnostic::error("download_failed", message)
}

fn failed(name: &str, cause: &str) -> Diagnostic {
    could_not(texts::errors::not_saved(name, cause)).hint(texts::errors::ALLOW_DOWNLOADS)
}
