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
                format!("“{name}” ends too early: its array is not closed after record {record}."),
                "It is probably cut: get it again.",
            ),
            Broken::Beyond => (
                "json_beyond",
                format!("“{name}” goes on after its array, which ends with record {record}."),
                "Put each array into a file of its own, or write one object per line.",
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

/// What the parser says, without its place, which counts from the start of the record.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}
