//! What follows the array in the object around it: passed over, but for its names.

use super::record::unescape;

/// Names that are kept: they are for a sentence.
const MAX_KEYS: usize = 12;
/// Bytes of a name that are kept.
const MAX_KEY_BYTES: usize = 100;

/// Passes over the rest of an object whose array has been read. It counts brackets and does not check what is between
/// them: nothing of it is taken in.
#[derive(Debug)]
pub(super) struct Tail {
    depth: usize,
    in_text: bool,
    escaped: bool,
    /// Whether a text at the outermost level would be a name.
    at_key: bool,
    key: Vec<u8>,
    keys: Vec<String>,
}

impl Default for Tail {
    fn default() -> Self {
        Self { depth: 1, in_text: false, escaped: false, at_key: false, key: Vec::new(), keys: Vec::new() }
    }
}

impl Tail {
    /// Passes over text up to the object's end; the number of bytes passed.
    pub(super) fn skip(&mut self, text: &str) -> usize {
        for (at, byte) in text.bytes().enumerate() {
            if self.is_closed() {
                return at;
            }
            if self.in_text {
                self.within_text(byte);
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                b',' if self.depth == 1 => self.at_key = true,
                b':' if self.depth == 1 => self.at_key = false,
                _ => {}
            }
        }
        text.len()
    }

    fn within_text(&mut self, byte: u8) {
        let is_key = self.at_key && self.depth == 1;
        if byte == b'"' && !self.escaped {
            self.in_text = false;
            if is_key && self.keys.len() < MAX_KEYS {
                let mut key = String::new();
                unescape(&mut key, &String::from_utf8_lossy(&self.key));
                self.keys.push(key);
            }
            self.key.clear();
            return;
        }
        self.escaped = byte == b'\\' && !self.escaped;
        if is_key && self.key.len() < MAX_KEY_BYTES {
            self.key.push(byte);
        }
    }

    /// Whether the object has ended.
    pub(super) fn is_closed(&self) -> bool {
        self.depth == 0
    }

    /// Names of the values passed over.
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }
}
