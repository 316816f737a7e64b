//! An export becomes a `Blob` piece by piece: the browser holds the bytes, not the engine's memory.

use js_sys::{Array, Uint8Array};
use varve::base::Diagnostic;
use varve::engine::export::Sink;
use varve::texts;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// Bytes gathered before they are handed over: one `Blob` part per write would be slow for many small writes.
const PART_BYTES: usize = 4 << 20;

/// A growing blob.
#[derive(Default)]
pub(crate) struct BlobSink {
    pending: Vec<u8>,
    parts: Vec<Blob>,
}

impl BlobSink {
    fn flush(&mut self) -> Result<(), Diagnostic> {
        if !self.pending.is_empty() {
            let bytes = Uint8Array::from(self.pending.as_slice());
            self.parts.push(Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(no_room)?);
            self.pending.clear();
        }
        Ok(())
    }

    /// The whole.
    pub(crate) fn finish(mut self) -> Result<JsValue, Diagnostic> {
        self.flush()?;
        let parts: Array = self.parts.iter().collect();
        Blob::new_with_blob_sequence(&parts).map(JsValue::from).map_err(no_room)
    }
}

impl Sink for BlobSink {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= PART_BYTES { self.flush() } else { Ok(()) }
    }
}

fn no_room(_: JsValue) -> Diagnostic {
    Diagnostic::error("export_too_big", texts::errors::NO_ROOM_FOR_EXPORT).hint(texts::errors::EXPORT_LESS)
}
