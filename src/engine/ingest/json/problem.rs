//! What makes the rest of a JSON file unreadable.

use crate::base::limits::MAX_RECORD_BYTES;
use crate::base::{Diagnostic, format};

/// Where an array is broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonProblem {
    /// The record in which, or after which, it is broken, from 1.
    pub record: u64,
    pub(super) broken: Broken,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// No JSON, in the parser's words.
    Syntax(String),
    /// Something other than a comma between two values.
    Between,
    /// The file ends before the array does.
    Cut,
    /// Something follows the array.
    Beyond,
    TooLong,
}

impl Broken {
    /// Whether it is in a record, not after one.
    pub(super) fn is_in_record(&self) -> bool {
        matches!(self, Self::Syntax(_) | Self::TooLong)
    }
}

impl JsonProblem {
    /// A record that is longer than any may be.
    pub fn too_long(record: u64) -> Self {
        Self { record, broken: Broken::TooLong }
    }

    /// The problem in a sentence; `name` is the file's.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        let record = format::integer(self.record);
        let (code, message, hint) = match &self.broken {
            Broken::Syntax(reason) => (
                "json_broken",
                format!("“{name}” is no valid JSON from record {record} on: {reason}."),
                "Export it again: names and texts stand in double quotes, and NaN, comments or a comma after the last \
                 value are not allowed.",
            ),
            Broken::Between => (
                "json_broken",
                format!(
                    "“{name}” is no valid JSON: after record {record} there is neither a comma nor the array’s end."
                ),
                "Export it again: the values of an array are separated by commas.",
            ),
            Broken::Cut => (
                "json_cut",
                match self.record {
                    0 => format!("“{name}” ends too early: its array is not closed."),
                    _ => format!("“{name}” ends too early: its array is not closed after record {record}."),
                },
                "It was probably cut on its way: copy or export it again.",
            ),
            Broken::Beyond => (
                "json_beyond",
                format!("“{name}” goes on after its array, which ends with record {record}."),
                "Remove what follows it, put each array into a file of its own, or write one object per line.",
            ),
            Broken::TooLong => (
                "record_too_long",
                format!("Record {record} of “{name}” is longer than {}.", format::bytes(MAX_RECORD_BYTES as u64)),
                "Write one object per line, or an array of small objects.",
            ),
        };
        Diagnostic::error(code, message).in_file(name).at_row(self.record.max(1)).hint(hint)
    }
}

/// What the parser says, in words for people; without its place, which counts from the start of the record.
pub(super) fn reason(error: &serde_json::Error) -> String {
    const WORDS: [(&str, &str); 10] = [
        ("EOF", "it ends too early"),
        ("expected value", "a value is missing, or is one that JSON does not have, such as NaN"),
        ("expected ident", "a value is missing, or is one that JSON does not have, such as NaN"),
        ("invalid number", "a number is not written as in JSON"),
        ("key must be a string", "a name does not stand in double quotes"),
        ("expected `:`", "a name is not followed by a colon"),
        ("expected `,` or", "a comma or a closing bracket is missing"),
        ("trailing comma", "a comma stands before a closing bracket"),
        ("control character", "a text holds a line break, a tab or the like that is not escaped"),
        ("it has too many names", "it has too many names"),
    ];
    let text = error.to_string();
    let known = WORDS.iter().find(|(start, _)| text.starts_with(start)).map(|(_, words)| *words);
    known.unwrap_or("a text in it is not escaped as in JSON").to_owned()
}
