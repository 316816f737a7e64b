//! The user's files, read in the worker: their bytes never pass through the page.

use varve::base::Diagnostic;
use varve::engine::host::{ByteSource, changed_while_reading};
use web_sys::{File, FileReaderSync};

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
}

impl ByteSource for BlobSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn len(&self) -> u64 {
        self.file.size() as u64
    }

    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic> {
        let failed = |_| changed_while_reading(&self.name);
        // Positions beyond 2⁵³ do not exist: a double holds every offset of a real file.
        let (start, end) = (offset as f64, offset as f64 + length as f64);
        let part = self.file.slice_with_f64_and_f64(start, end).map_err(failed)?;
        let buffer = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&part)).map_err(failed)?;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        if bytes.len() == length { Ok(bytes) } else { Err(changed_while_reading(&self.name)) }
    }
}
