//! SHA-256 of the files taken, in pieces: nobody waits for a large file.

use sha2::{Digest, Sha256};

use crate::base::Diagnostic;
use crate::base::limits::CHUNK_BYTES;
use crate::engine::host::{ByteSource, Sources};

/// Bytes hashed in answer to one request: a tenth of a second, after which others have their turn.
const PIECE_BYTES: u64 = 16 << 20;

/// How far the hashing is.
#[derive(Default)]
pub struct Hashing {
    done: Vec<String>,
    /// Of the file after those that are done.
    hasher: Sha256,
    at: u64,
}

impl Hashing {
    /// Hashes the next piece; whether all is done.
    ///
    /// # Errors
    /// Where a file cannot be read any more.
    pub fn piece(&mut self, sources: &Sources) -> Result<bool, Diagnostic> {
        let mut left = PIECE_BYTES;
        while let Some(source) = sources.get(self.done.len()) {
            if left == 0 {
                return Ok(false);
            }
            left = left.saturating_sub(self.chunk(&**source)?.max(1));
        }
        Ok(true)
    }

    /// Hashes a chunk of a file; its bytes.
    fn chunk(&mut self, source: &dyn ByteSource) -> Result<u64, Diagnostic> {
        let length = (source.len() - self.at).min(CHUNK_BYTES as u64);
        if length > 0 {
            self.hasher.update(source.read(self.at, usize::try_from(length).unwrap_or(CHUNK_BYTES))?);
            self.at += length;
        }
        if self.at == source.len() {
            self.at = 0;
            self.done.push(hex(std::mem::take(&mut self.hasher)));
        }
        Ok(length)
    }

    /// The hash of a file, where it is done.
    pub fn of(&self, source: usize) -> Option<&String> {
        self.done.get(source)
    }
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::engine::host::MemorySource;

    #[test]
    fn pieces_make_the_hash_of_the_whole() {
        let large = vec![7u8; usize::try_from(PIECE_BYTES).expect("small") + 5];
        let sources: Sources = vec![
            Rc::new(MemorySource::new("empty", "")),
            Rc::new(MemorySource::new("abc", "abc")),
            Rc::new(MemorySource::new("large", large.clone())),
        ];
        let mut hashing = Hashing::default();
        let mut pieces = 1;
        while !hashing.piece(&sources).expect("in memory") {
            pieces += 1;
        }
        assert_eq!(pieces, 2);
        assert_eq!(hashing.of(0).map(|hash| &hash[..8]), Some("e3b0c442"));
        assert_eq!(
            hashing.of(1).map(String::as_str),
            Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        );
        let mut whole = Sha256::new();
        whole.update(&large);
        assert_eq!(hashing.of(2), Some(&hex(whole)));
    }
}
