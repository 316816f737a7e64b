//! The user's files, read in the worker: their bytes never pass through the page.

use js_sys::Uint8Array;
use varve::base::Diagnostic;
use varve::engine::host::{ByteSource, LocalFuture, changed_while_reading};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileReaderSync};

/// A file handle.
pub(crate) struct BlobSource {
    name: String,
    file: File,
}

impl BlobSource {
    /// Wraps a handle under the path that the page gave it.
    pub(crate) fn new(name: String, file: File) -> Self {
        Self { name, file }
    }

    fn part(&self, offset: u64, length: usize) -> Result<Blob, JsValue> {
        // Positions beyond 2⁵³ do not exist: a double holds every offset of a real file.
        self.file.slice_with_f64_and_f64(offset as f64, offset as f64 + length as f64)
    }
}

impl ByteSource for BlobSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn len(&self) -> u64 {
        self.file.size() as u64
    }

    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic> {
        let reader = FileReaderSync::new();
        let buffer = self.part(offset, length).and_then(|part| reader?.read_as_array_buffer(&part));
        taken(buffer.map(JsValue::from), length, &self.name)
    }

    fn ask(&self, offset: u64, length: usize) -> Option<LocalFuture<'static, Result<Vec<u8>, Diagnostic>>> {
        // The browser begins to read now, and beside this thread.
        let buffer = JsFuture::from(self.part(offset, length).ok()?.array_buffer());
        let name = self.name.clone();
        Some(Box::pin(async move { taken(buffer.await, length, &name) }))
    }
}

/// The bytes that were read, if they are as many as were asked for.
fn taken(buffer: Result<JsValue, JsValue>, length: usize, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let bytes = buffer.ok().map(|buffer| Uint8Array::new(&buffer).to_vec());
    bytes.filter(|bytes| bytes.len() == length).ok_or_else(|| changed_while_reading(name))
}
