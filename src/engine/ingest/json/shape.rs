//! How the records of a JSON file are put together, told from its first text.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{WHITE, record};

/// Bytes within which the array in an object must begin: behind them a long first record is more likely.
const WRAPPER_BYTES: usize = 64 << 10;

/// How the records of a file are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonShape {
    /// One object per line, or one after another.
    Lines,
    /// One array of objects.
    Array,
    /// One object, one of whose values is the array.
    Wrapped {
        /// The array's name.
        key: String,
        /// Bytes from the object's first to the array's.
        start: usize,
        /// Names of the values before the array.
        beside: Vec<String>,
    },
}

impl JsonShape {
    /// In words, after “JSON”.
    pub fn label(&self) -> String {
        match self {
            Self::Lines => "one object per line".to_owned(),
            Self::Array => "array of objects".to_owned(),
            Self::Wrapped { key, .. } => format!("array “{key}”"),
        }
    }
}

/// Tells the shape from the first text of a file; `None` when it is no JSON.
pub fn sniff(text: &str) -> Option<JsonShape> {
    let text = text.trim_start_matches(WHITE);
    if let Some(inside) = text.strip_prefix('[') {
        // Lines of a CSV file may begin with a bracket; one that is JSON throughout is no such line.
        // What was looked at, or the file, may end within it.
        let is_json = || serde_json::from_str::<IgnoredAny>(text).map_or_else(|error| error.is_eof(), |_| true);
        return (opens_object(inside) || is_json()).then_some(JsonShape::Array);
    }
    if !opens_object(text) {
        return None;
    }
    Some(match wrapper(text) {
        Some(wrapped) if is_alone(text) => wrapped,
        _ => JsonShape::Lines,
    })
}

/// Whether the text begins with an object: a brace, and a name or the end of it.
fn opens_object(text: &str) -> bool {
    let inside = text.trim_start_matches(WHITE).strip_prefix('{').map(|inside| inside.trim_start_matches(WHITE));
    inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['"', '}']))
}

/// Whether nothing follows the object that the text begins with, as far as the text goes.
fn is_alone(text: &str) -> bool {
    match record::length(text) {
        Ok(length) => text[length..].trim_start_matches(WHITE).is_empty(),
        Err(_) => true,
    }
}

/// The first value of the object that is an array of objects.
fn wrapper(text: &str) -> Option<JsonShape> {
    let mut beside = Vec::new();
    let mut rest = text.strip_prefix('{')?;
    loop {
        rest = rest.trim_start_matches(WHITE);
        let mut parser = serde_json::Deserializer::from_str(rest);
        let key = String::deserialize(&mut parser).ok()?;
        let length = parser.into_iter::<IgnoredAny>().byte_offset();
        rest = rest[length..].trim_start_matches(WHITE).strip_prefix(':')?.trim_start_matches(WHITE);
        let start = text.len() - rest.len();
        if start > WRAPPER_BYTES {
            return None;
        }
        if rest.strip_prefix('[').is_some_and(opens_object) {
            return Some(JsonShape::Wrapped { key, start, beside });
        }
        beside.push(key);
        rest = rest[record::length(rest).ok()?..].trim_start_matches(WHITE).strip_prefix(',')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_from_the_first_text() {
        let wrapped = |key: &str, start, beside: &[&str]| {
            let beside = beside.iter().map(|key| (*key).to_owned()).collect();
            Some(JsonShape::Wrapped { key: key.to_owned(), start, beside })
        };
        for (text, shape) in [
            (r#"{"a":1}"#, Some(JsonShape::Lines)),
            (r#" {"a":1}{"a":[{"b":2}]}"#, Some(JsonShape::Lines)),
            ("{\n \"a\": 1\n}\n{", Some(JsonShape::Lines)),
            ("{}\n{\"a\":1}", Some(JsonShape::Lines)),
            (r#"{"a":[{"b":1}]} {"a":[{"b":2}]}"#, Some(JsonShape::Lines)),
            (r#"{"a":[1,2],"b":"[{"}"#, Some(JsonShape::Lines)),
            ("\r\n[ {\"a\":1}", Some(JsonShape::Array)),
            ("[{", Some(JsonShape::Array)),
            ("[]", Some(JsonShape::Array)),
            ("[1, [2], \"x\"]\n", Some(JsonShape::Array)),
            (r#"{"a":[{"b":1}]}"#, wrapped("a", 5, &[])),
            (" {\"n\" : 1, \"m\": {\"a\":[{}]}, \"a\" : [ { \"b\"", wrapped("a", 33, &["n", "m"])),
            (r#"{"data":[{"id":1},"#, wrapped("data", 8, &[])),
            ("[id],[name]\n1,2\n", None),
            ("[1],[2]\n", None),
            ("{id},name\n", None),
            ("{'id': 1}\n", None),
            ("id,name\n", None),
            ("\"a\"", None),
            ("", None),
        ] {
            assert_eq!(sniff(text), shape, "{text}");
        }
        let far = format!(r#"{{"x":"{}","a":[{{"b":1}}"#, "y".repeat(WRAPPER_BYTES));
        assert_eq!(sniff(&far), Some(JsonShape::Lines));
    }
}
