//! What the page shows about the engine, and the sentences for what can happen to it.

use crate::base::Diagnostic;
use crate::texts;

/// Where the engine is between its first byte and its end.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineState {
    /// Being fetched and compiled. `total` is 0 until the size is known.
    Starting {
        received: f64,
        total: f64,
    },
    Ready {
        version: String,
    },
    /// Not running, and not started again by itself.
    Failed(Diagnostic),
}

impl EngineState {
    pub(super) const STARTING: Self = Self::Starting { received: 0.0, total: 0.0 };

    /// Whether requests are answered at once.
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }
}

pub(super) fn load_failed(cause: &str) -> Diagnostic {
    Diagnostic::error("engine_load_failed", texts::errors::not_loaded(cause)).hint(texts::errors::CHECK_CONNECTION)
}

pub(super) fn other_version(protocol: u32) -> Diagnostic {
    Diagnostic::error("engine_version", texts::errors::other_version(protocol)).hint(texts::errors::CLEAR_CACHE)
}

pub(super) fn crashed(cause: &str) -> Diagnostic {
    let cause = cause.trim().trim_end_matches('.');
    let cause = if cause.is_empty() { texts::errors::NO_REASON } else { cause };
    Diagnostic::error("engine_crashed", texts::errors::engine_stopped(cause))
        .hint(texts::errors::PRESS_RUN_AGAIN)
        .hint(texts::errors::NEEDS_MEMORY)
}

pub(super) fn crashed_for_good(cause: &str) -> Diagnostic {
    let cause = cause.trim().trim_end_matches('.');
    Diagnostic::error("engine_crashed", texts::errors::engine_stopped_again(cause)).hint(texts::errors::START_OR_FEWER)
}

pub(super) fn cancelled() -> Diagnostic {
    Diagnostic::info("cancelled", texts::errors::CANCELLED)
}

pub(super) fn stopped_with_another() -> Diagnostic {
    Diagnostic::error("engine_restarted", texts::errors::RESTARTED_TO_CANCEL).hint(texts::errors::FILL_ENGINE)
}

pub(super) fn not_running() -> Diagnostic {
    Diagnostic::error("engine_not_running", texts::errors::NOT_RUNNING).hint(texts::errors::START_OR_RELOAD)
}
