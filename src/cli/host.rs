//! The command line as a host: a clock for durations, no cancel but the terminal's own.

use std::time::Instant;

use crate::base::{Diagnostic, Progress};
use crate::engine::host::{Host, LocalFuture};

/// A host without a page.
pub(super) struct ConsoleHost {
    start: Instant,
}

impl Default for ConsoleHost {
    #[allow(clippy::disallowed_methods, reason = "durations for the report only; no result depends on it")]
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Host for ConsoleHost {
    fn now(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1_000.0
    }

    fn checkpoint(&self, _progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
