//! The texts that cells share.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::package::Package;
use crate::base::Diagnostic;

/// All shared strings in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part at `path`; a workbook without one has no shared strings.
    pub(super) fn read<R: Read + Seek>(
        package: &mut Package<R>,
        path: Option<&str>,
        limit: u64,
    ) -> Result<Self, Diagnostic> {
        let mut strings = Self::default();
        let Some(mut part) = package.part(path.unwrap_or("xl/sharedStrings.xml"), limit)? else { return Ok(strings) };
        let (mut buffer, mut item) = (Vec::new(), String::new());
        loop {
            match part.next(&mut buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    item.clear();
                    // `r` holds a piece in another style, `rPh` how it is pronounced.
                    part.collect(&mut item, |name| matches!(name, "t" | "r"))?;
                    strings.push(&item);
                }
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push(""),
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    fn push(&mut self, item: &str) {
        unescape(&mut self.text, item);
        // The part's limit keeps it far below 4 GiB.
        self.ends.push(self.text.len() as u32);
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

/// Appends a text, in which Excel writes characters that XML cannot hold as `_xHHHH_`.
pub(super) fn unescape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let (plain, length) = if character.is_some() { (at, at + 7) } else { (at + 2, at + 2) };
        out.push_str(&rest[..plain]);
        out.extend(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_read_back() {
        for (written, meant) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x004", "_x004"),
            ("_x0041", "_x0041"),
            ("tax_x", "tax_x"),
            ("_xD800_", "_xD800_"),
            ("_xé041_", "_xé041_"),
            ("", ""),
        ] {
            let mut out = String::new();
            unescape(&mut out, written);
            assert_eq!(out, meant);
        }
    }
}
