//! What a set holds, as the last file that is written of it: a line with version and checksum, then JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Diagnostic;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{KeptSet, Layout, RunRequest};

/// Raised when an index or the request in it changes its meaning.
const FORMAT: &str = "varve-set 1";
const FORMAT_NAME: &str = "varve-set ";
const PREFIX: &str = "index.";

/// An index is small: what is larger is none.
pub(super) const MAX_BYTES: usize = 16 << 20;

/// The files of a set and how they were run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    pub name: String,
    /// Milliseconds since 1970.
    pub at: f64,
    /// In the order in which they were taken: the request names them by their place.
    pub files: Vec<KeptFile>,
    pub request: RunRequest,
    pub layouts: BTreeMap<String, Layout>,
}

/// A file of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name in the set's folder.
    pub file: String,
    /// The path that it was brought under.
    pub name: String,
    pub bytes: u64,
}

impl Index {
    /// The bytes to write.
    ///
    /// # Errors
    /// Never for what the page sends: JSON has all of its values.
    pub fn encode(&self) -> Result<Vec<u8>, Diagnostic> {
        let json = serde_json::to_string(self).map_err(|error| {
            Diagnostic::error("kept_unwritable", format!("The list of kept files could not be written: {error}."))
                .hint("This is a defect of Varve; please report it.")
        })?;
        Ok(format!("{FORMAT} {:08x}\n{json}", crc32fast::hash(json.as_bytes())).into_bytes())
    }

    /// The index in these bytes; `None` where they are not whole, `Err` where another version wrote them.
    pub fn decode(bytes: &[u8]) -> Option<Result<Self, String>> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (head, json) = text.split_once('\n')?;
        let (format, sum) = head.rsplit_once(' ')?;
        let whole = u32::from_str_radix(sum, 16).ok()? == crc32fast::hash(json.as_bytes());
        if !whole || !format.starts_with(FORMAT_NAME) {
            return None;
        }
        let other = || "It was kept by another version of Varve, which alone can open it.".to_owned();
        if format != FORMAT {
            return Some(Err(other()));
        }
        Some(serde_json::from_str(json).map_err(|_| other()))
    }

    /// The set as the page lists it.
    pub(super) fn set(&self, id: &str, elsewhere: bool) -> KeptSet {
        KeptSet {
            id: id.to_owned(),
            name: self.name.clone(),
            pipeline: self.request.pipeline.clone(),
            files: self.files.len() as u32,
            bytes: Bytes(self.files.iter().map(|file| file.bytes).sum()),
            at: self.at,
            elsewhere,
            problem: None,
        }
    }
}

/// The name of the index of a number.
pub(super) fn file_name(number: u32) -> String {
    format!("{PREFIX}{number}")
}

/// The name of what is kept of the reading of an input.
pub(super) fn rows_name(input: &str) -> String {
    format!("rows.{input}")
}

/// The number of the index of a name; `None` for other files.
pub(super) fn number(name: &str) -> Option<u32> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_index_is_none_and_one_of_another_version_says_so() {
        let file = KeptFile { file: "0".to_owned(), name: "März/orders.csv".to_owned(), bytes: u64::MAX >> 12 };
        let index = Index { name: "orders".to_owned(), at: 1e12, files: vec![file], ..Index::default() };
        let bytes = index.encode().expect("JSON");
        assert_eq!(Index::decode(&bytes), Some(Ok(index)));
        for cut in 0..bytes.len() {
            assert_eq!(Index::decode(&bytes[..cut]), None, "cut at {cut}");
            let mut flipped = bytes.clone();
            flipped[cut] ^= 1;
            // Of the first line's version a flip makes another version.
            assert!(!matches!(Index::decode(&flipped), Some(Ok(_))), "flipped at {cut}");
        }
        let newer = String::from_utf8(bytes).expect("text").replacen("set 1", "set 2", 1);
        assert!(matches!(Index::decode(newer.as_bytes()), Some(Err(_))));
    }
}
