//! An object as a row: names and cells of text.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::WHITE;
use crate::base::limits::MAX_COLUMNS;

/// Characters of a malformed record that are kept.
const SHOWN: usize = 200;

/// A record's names and cells, in the object's order. Read over and over into one `Record`, it takes no new memory.
///
/// A text is its content, a number its digits as written, `true` and `false` are themselves, `null` is `None`, and what
/// is nested is its JSON without white space. Of a name that comes twice the first value stays.
#[derive(Debug, Default)]
pub struct Record {
    /// The names of this record; behind them, names of earlier ones, for their memory.
    keys: Vec<String>,
    /// Where each cell stands in `text`.
    cells: Vec<Option<Range<usize>>>,
    text: String,
    /// Names at the front of `keys` that the last record with no fault in it had.
    known: usize,
    /// Whether the names so far are those of that record: then none comes twice.
    repeats: bool,
    malformed: Option<Malformed>,
}

/// A piece of a file that should be a record and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Its text, cut to 200 characters.
    pub text: String,
    /// Why it is none, as the end of a sentence.
    pub reason: String,
}

impl Record {
    /// Names and cells; none when the record is malformed.
    pub fn cells(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.keys.iter().zip(&self.cells).map(|(key, cell)| (key.as_str(), cell.clone().map(|range| &self.text[range])))
    }

    /// What is wrong with the record; `None` when it is one.
    pub fn malformed(&self) -> Option<&Malformed> {
        self.malformed.as_ref()
    }

    pub(super) fn clear(&mut self) {
        self.forget();
        self.malformed = None;
    }

    fn forget(&mut self) {
        self.cells.clear();
        self.text.clear();
        self.repeats = true;
    }

    pub(super) fn set_malformed(&mut self, text: &str, reason: &str) {
        self.forget();
        let text = text.trim_end_matches(WHITE);
        let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
        self.malformed = Some(Malformed { text: text[..end].to_owned(), reason: reason.to_owned() });
    }

    /// Reads the object that `text` begins with; the number of bytes that it takes.
    pub(super) fn read(&mut self, text: &str) -> serde_json::Result<usize> {
        let mut parser = serde_json::Deserializer::from_str(text);
        let read = Fields(self).deserialize(&mut parser);
        match read {
            Ok(()) => {
                self.repeats &= self.cells.len() == self.known;
                self.known = self.cells.len();
                Ok(parser.into_iter::<IgnoredAny>().byte_offset())
            }
            Err(error) => {
                self.forget();
                Err(error)
            }
        }
    }

    /// Takes in the next name; false when the object has had it already.
    fn key(&mut self, key: &str) -> bool {
        let index = self.cells.len();
        if self.repeats && index < self.known && self.keys[index] == key {
            return true;
        }
        if self.repeats {
            self.repeats = false;
            // From here on names of the record before are written over.
            self.known = index;
        }
        if self.keys[..index].iter().any(|known| known == key) {
            return false;
        }
        match self.keys.get_mut(index) {
            Some(place) => {
                place.clear();
                place.push_str(key);
            }
            None => self.keys.push(key.to_owned()),
        }
        true
    }

    /// Takes in the value of the last name, as it is written.
    fn value(&mut self, raw: &str) {
        let start = self.text.len();
        match raw.as_bytes().first() {
            Some(b'n') => return self.cells.push(None),
            Some(b'"') => unescape(&mut self.text, raw.get(1..raw.len() - 1).unwrap_or_default()),
            Some(b'{' | b'[') => compact(&mut self.text, raw),
            _ => self.text.push_str(raw),
        }
        self.cells.push(Some(start..self.text.len()));
    }
}

/// Bytes of the value that `text` begins with. Nesting takes no stack, however deep it is.
pub(super) fn length(text: &str) -> serde_json::Result<usize> {
    let mut parser = serde_json::Deserializer::from_str(text);
    <&RawValue as serde::Deserialize>::deserialize(&mut parser).map(|raw| raw.get().len())
}

struct Fields<'a>(&'a mut Record);

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(is_new) = map.next_key_seed(Key(self.0))? {
            if !is_new {
                map.next_value::<IgnoredAny>()?;
            } else if self.0.cells.len() == MAX_COLUMNS {
                return Err(A::Error::custom("it has too many names"));
            } else {
                self.0.value(map.next_value::<&RawValue>()?.get());
            }
        }
        Ok(())
    }
}

struct Key<'a>(&'a mut Record);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        Ok(self.0.key(key))
    }
}

/// Appends the content of a text between its quotes, which the parser has found well-formed. Half of a surrogate pair,
/// which JavaScript writes when it cuts a text within a character, becomes U+FFFD.
pub(super) fn unescape(out: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (character, length) = match rest.as_bytes().get(at + 1) {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => unicode(&rest[at..]),
            Some(other) => (char::from(*other), 2),
            None => (char::REPLACEMENT_CHARACTER, 1),
        };
        out.push(character);
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The character of `\uHHHH`, or of two of them that are a surrogate pair, and its length.
fn unicode(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (high, low) = (unit(0), unit(6));
    match (high, low) {
        (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
            let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        (high, _) => (high.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
    }
}

/// Appends JSON without the white space between its parts.
fn compact(out: &mut String, raw: &str) {
    let mut from = 0;
    let (mut in_text, mut escaped) = (false, false);
    for (at, byte) in raw.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b' ' | b'\t' | b'\n' | b'\r' if !in_text => {
                out.push_str(&raw[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push_str(&raw[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_back() {
        for (raw, text) in [
            ("plain é", "plain é"),
            (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r"a\u0000b\u001f", "a\0b\u{1f}"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d", "\u{fffd}"),
            (r"\ud83d\u0041", "\u{fffd}A"),
            (r"\ude00x", "\u{fffd}x"),
        ] {
            let mut out = String::new();
            unescape(&mut out, raw);
            assert_eq!(out, text, "{raw}");
        }
    }

    #[test]
    fn white_space_within_texts_stays() {
        let mut out = String::new();
        compact(&mut out, "{ \"a b\" : [ 1 ,\n\t\"x \\\" y\\\\\" , { } ] }");
        assert_eq!(out, r#"{"a b":[1,"x \" y\\",{}]}"#);
    }

    #[test]
    fn names_of_the_record_before_are_known() {
        let mut record = Record::default();
        let mut repeats = |text: &str| {
            record.clear();
            let read = record.read(text).is_ok();
            let cells: Vec<String> =
                record.cells().map(|(key, cell)| format!("{key}={}", cell.unwrap_or("-"))).collect();
            (read, record.repeats, cells.join(" "))
        };
        for (text, expected) in [
            (r#"{"a":1,"b":2}"#, (true, false, "a=1 b=2")),
            (r#"{"a":3,"b":null}"#, (true, true, "a=3 b=-")),
            (r#"{"a":1}"#, (true, false, "a=1")),
            (r#"{"a":1}"#, (true, true, "a=1")),
            (r#"{"a":1,"b":2}"#, (true, false, "a=1 b=2")),
            (r#"{"a":1,"b":"#, (false, true, "")),
            (r#"{"a":1,"b":2}"#, (true, true, "a=1 b=2")),
            (r#"{"b":1,"x"#, (false, true, "")),
            (r#"{"a":1,"b":2}"#, (true, false, "a=1 b=2")),
            (r#"{"b":1,"a":2,"b":3,"a":4}"#, (true, false, "b=1 a=2")),
            (r#"{"b":1,"b":2,"a":2}"#, (true, false, "b=1 a=2")),
            ("{}", (true, false, "")),
            (r#"{"b":1,"a":2}"#, (true, false, "b=1 a=2")),
        ] {
            let (read, repeated, cells) = repeats(text);
            assert_eq!((read, repeated || !read, cells.as_str()), (expected.0, expected.1, expected.2), "{text}");
        }
    }
}
