//! A drawing as pixels.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::download::{blob, could_not};
use super::error_text;
use crate::base::Diagnostic;
use crate::texts;

/// Device pixels for a CSS pixel: sharp on dense screens and on paper.
const SCALE: u32 = 2;

/// A PNG of an SVG document, for a file of this name.
pub async fn png(svg: &str, name: &str) -> Result<Blob, Diagnostic> {
    let failed =
        |error: JsValue| could_not(texts::errors::not_made(name, &error_text(&error))).hint(texts::errors::SVG_INSTEAD);
    let url = blob(svg, "image/svg+xml").and_then(|blob| Url::create_object_url_with_blob(&blob)).map_err(failed)?;
    let made = painted(&url).await;
    // The image is loaded or lost by now; a URL that is gone needs no more.
    drop(Url::revoke_object_url(&url));
    made.map_err(failed)
}

async fn painted(url: &str) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let (width, height) = (image.natural_width() * SCALE, image.natural_height() * SCALE);
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(texts::errors::NO_CANVAS)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())?;
    let mut refused = None;
    let written = Promise::new(&mut |resolve, _| refused = canvas.to_blob(&resolve).err());
    match refused {
        Some(error) => Err(error),
        // A canvas that is too large for the browser answers with nothing.
        None => JsFuture::from(written).await?.dyn_into().map_err(|_| texts::errors::TOO_LARGE_PICTURE.into()),
    }
}
