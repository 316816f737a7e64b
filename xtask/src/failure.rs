//! The one error of the build tooling: a sentence that says what failed and what to do.

use std::fmt;

/// What failed and what to do about it, for a person to read.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with its whole sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What every step here returns.
pub(crate) type Done<T = ()> = Result<T, Failure>;

/// Adds what was being done to an I/O error, which alone says only "No such file or directory".
pub(crate) trait While<T> {
    /// `what` continues "Could not …".
    fn or_fail(self, what: impl FnOnce() -> String) -> Done<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn or_fail(self, what: impl FnOnce() -> String) -> Done<T> {
        self.map_err(|error| Failure(format!("Could not {}: {error}.", what())))
    }
}
