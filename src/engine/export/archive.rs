//! A ZIP archive that is written as its members come.

use std::io::{self, Write};

use ::zip::write::{SimpleFileOptions, StreamWriter};
use ::zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Sink, not_written};
use crate::base::Diagnostic;

/// Deflate level of texts: they shrink to a fifth already, and a higher level takes several times as long.
const DEFLATE_LEVEL: i64 = 1;

/// Whether a member shrinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Deflated,
    /// As it is: it is compressed already.
    Stored,
}

/// An archive being written; what is written goes into the member begun last.
pub(super) struct Archive<'a>(ZipWriter<StreamWriter<Out<'a>>>);

impl<'a> Archive<'a> {
    /// An archive that goes to `sink`.
    pub(super) fn new(sink: &'a mut dyn Sink) -> Self {
        Self(ZipWriter::new_stream(Out(sink)))
    }

    /// Begins a member. A fixed date keeps the archive the same on every day.
    pub(super) fn begin(&mut self, name: &str, packing: Packing) -> Result<(), Diagnostic> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let options = match packing {
            Packing::Deflated => {
                options.compression_method(CompressionMethod::Deflated).compression_level(Some(DEFLATE_LEVEL))
            }
            Packing::Stored => options.compression_method(CompressionMethod::Stored),
        };
        self.0.start_file(name, options).map_err(|error| not_written(&error))
    }

    /// Writes the directory.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        self.0.finish().map(|_| ()).map_err(|error| not_written(&error))
    }
}

impl Sink for Archive<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.0.write_all(bytes).map_err(|error| not_written(&error))
    }
}

struct Out<'a>(&'a mut dyn Sink);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
