//! What the engine needs from outside, as traits: bytes of files, a clock for durations, and moments to breathe.
//!
//! The worker implements them on web APIs, the command line on the file system, tests in memory.

use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::base::{Diagnostic, Progress};

/// A boxed future on one thread: the worker has only one.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A file's bytes, read by ranges. Offsets are `u64`: files over 4 GiB are real.
pub trait ByteSource {
    /// The file's path as it was given, folders separated by `/`; of a single file its name.
    fn name(&self) -> &str;
    /// Size in bytes.
    fn len(&self) -> u64;
    /// Whether there is not a single byte.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Exactly `length` bytes from `offset`. At once: a worker may wait for a file, and what walks about in one
    /// (archives, workbooks, Parquet) cannot be written with an `await` in every step.
    ///
    /// # Errors
    /// A sentence where the file has changed or cannot be read.
    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic>;
    /// The same bytes, asked for now and waited for later, so that they come while others are worked on. `None` where
    /// that is no gain.
    fn ask(&self, _offset: u64, _length: usize) -> Option<LocalFuture<'static, Result<Vec<u8>, Diagnostic>>> {
        None
    }
}

/// A file's bytes in memory: samples and tests.
#[derive(Debug)]
pub struct MemorySource {
    name: String,
    bytes: Vec<u8>,
}

impl MemorySource {
    /// Wraps bytes under a file name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

impl ByteSource for MemorySource {
    fn name(&self) -> &str {
        &self.name
    }

    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        start
            .checked_add(length)
            .and_then(|end| self.bytes.get(start..end))
            .map(<[u8]>::to_vec)
            .ok_or_else(|| changed_while_reading(&self.name))
    }
}

/// The sentence for a file that no longer has the bytes it had when it was taken.
pub fn changed_while_reading(name: &str) -> Diagnostic {
    Diagnostic::error(
        "file_changed",
        format!("“{name}” could not be read to its end: it has changed or moved since it was chosen."),
    )
    .in_file(name)
    .hint("Choose the file again.")
}

/// The world around a run.
pub trait Host {
    /// Milliseconds from an arbitrary start: for durations only, never in a result.
    fn now(&self) -> f64;
    /// Bytes of memory that the engine has taken; `None` where that cannot be told.
    fn memory(&self) -> Option<u64> {
        None
    }
    /// Called between chunks and steps: reports progress and lets a cancel arrive.
    ///
    /// # Errors
    /// [`cancelled`] when the user has asked to stop.
    fn checkpoint(&self, progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>>;
}

/// What a cancelled request answers.
pub fn cancelled() -> Diagnostic {
    Diagnostic::info("cancelled", "The run was cancelled; nothing was changed.").hint("Run it again when you like.")
}

/// Files as the engine holds them.
pub type Sources = Vec<Rc<dyn ByteSource>>;

/// Drives a future whose every await is ready at once: outside a browser nothing ever waits for an event.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
