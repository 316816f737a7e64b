//! Counting and hashing what is written, on its way.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::Sink;
use crate::base::Diagnostic;

/// What was written: how much, and which bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub bytes: u64,
    /// SHA-256 in 64 hexadecimal digits.
    pub sha256: String,
}

/// A sink that hands on what it gets, and knows at the end what it was.
pub struct Hashing<'a> {
    sink: &'a mut dyn Sink,
    hash: Sha256,
    bytes: u64,
}

impl<'a> Hashing<'a> {
    /// Hands on to `sink`.
    pub fn new(sink: &'a mut dyn Sink) -> Self {
        Self { sink, hash: Sha256::new(), bytes: 0 }
    }

    /// What was written.
    pub fn finish(self) -> Written {
        let mut sha256 = String::with_capacity(64);
        for byte in self.hash.finalize() {
            let written = write!(sha256, "{byte:02x}");
            debug_assert!(written.is_ok(), "writing to a string cannot fail");
        }
        Written { bytes: self.bytes, sha256 }
    }
}

impl Sink for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        self.sink.write(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_counted_and_hashed() {
        let mut out = Vec::new();
        let mut sink = Hashing::new(&mut out);
        for part in ["a", "", "bc"] {
            sink.write(part.as_bytes()).expect("a vector takes everything");
        }
        let written = sink.finish();
        // FIPS 180-2, appendix B.1.
        assert_eq!(written.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((written.bytes, out.as_slice()), (3, b"abc".as_slice()));
    }
}
