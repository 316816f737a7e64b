//! What can be wrong with a Parquet file, and the sentences for it.

use parquet::errors::ParquetError;

use crate::base::Diagnostic;

/// Why a column cannot be read, before file and column are named.
#[derive(Debug)]
pub(super) enum Problem {
    /// The bytes are not what they say: a clause that can stand in brackets.
    Damaged(String),
    /// The bytes may be well, but nothing here reads them: a clause after a colon, and what to do.
    Unsupported { what: String, hint: String },
    /// The file itself could not be read.
    Source(Diagnostic),
}

pub(super) type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// The sentence about a column of a file.
    pub(super) fn in_column(self, file: &str, column: &str) -> Diagnostic {
        let (code, message, hint) = match self {
            Self::Source(diagnostic) => return diagnostic,
            Self::Damaged(what) => (
                "parquet_damaged",
                format!("“{file}” is a Parquet file whose column “{column}” cannot be decoded ({what})."),
                DAMAGED_HINT.to_owned(),
            ),
            Self::Unsupported { what, hint } => (
                "parquet_unsupported",
                format!("“{file}” is a Parquet file whose column “{column}” cannot be read: {what}."),
                hint,
            ),
        };
        Diagnostic::error(code, message).in_file(file).in_column(column).hint(hint)
    }
}

impl From<ParquetError> for Problem {
    fn from(_: ParquetError) -> Self {
        Self::damaged("its data is not what it should be")
    }
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Source(diagnostic)
    }
}

const DAMAGED_HINT: &str =
    "Copy or export the file again; it was probably damaged on its way or by the program that wrote it.";

pub(super) fn truncated(file: &str) -> Diagnostic {
    Diagnostic::error(
        "parquet_truncated",
        format!(
            "“{file}” begins like a Parquet file but ends too early: its last part, the footer, is missing or cut."
        ),
    )
    .in_file(file)
    .hint("Copy or export the file again; the transfer was probably interrupted.")
}

pub(super) fn encrypted(file: &str) -> Diagnostic {
    Diagnostic::error("parquet_encrypted", format!("“{file}” is an encrypted Parquet file; Varve has no key for it."))
        .in_file(file)
        .hint("Export it without encryption.")
}

pub(super) fn damaged(file: &str, what: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("parquet_damaged", format!("“{file}” is a Parquet file that cannot be decoded ({what})."))
        .in_file(file)
        .hint(DAMAGED_HINT)
}

pub(super) fn elsewhere(file: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "parquet_unsupported",
        format!("“{file}” is only the index of a Parquet data set: its rows lie in other files, such as “{other}”."),
    )
    .in_file(file)
    .hint("Choose those files instead, or their whole folder.")
}
