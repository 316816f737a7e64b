//! What the page shows about the engine, and the sentences for what can happen to it.

use crate::base::Diagnostic;

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
    Diagnostic::error("engine_load_failed", format!("The engine could not be loaded: {cause}."))
        .hint("Check the connection and reload the page. Your files have not left this computer.")
}

pub(super) fn other_version(protocol: u32) -> Diagnostic {
    Diagnostic::error(
        "engine_version",
        format!("The engine in the browser's cache speaks another version ({protocol}) than this page."),
    )
    .hint("Reload the page; if it says so again, clear the browser's cache for this site.")
}

pub(super) fn crashed(cause: &str) -> Diagnostic {
    let cause = cause.trim().trim_end_matches('.');
    let cause = if cause.is_empty() { "no reason given" } else { cause };
    Diagnostic::error("engine_crashed", format!("The engine stopped in the middle of its work: {cause}."))
        .hint("Press “Run again”: a new engine has been started and your files are still chosen.")
        .hint("If it stops again, the files may need more memory than the browser gives a page: try fewer or smaller files.")
}

pub(super) fn crashed_for_good(cause: &str) -> Diagnostic {
    let cause = cause.trim().trim_end_matches('.');
    Diagnostic::error("engine_crashed", format!("The engine stopped several times in a row: {cause}."))
        .hint("Start it again, or reload the page and try fewer or smaller files.")
}

pub(super) fn cancelled() -> Diagnostic {
    Diagnostic::info("cancelled", "Cancelled. Nothing was changed.")
}

pub(super) fn stopped_with_another() -> Diagnostic {
    Diagnostic::error("engine_restarted", "The engine was restarted to cancel another request.")
        .hint("Run again to fill the new engine.")
}

pub(super) fn not_running() -> Diagnostic {
    Diagnostic::error("engine_not_running", "The engine is not running.").hint("Start it again, or reload the page.")
}
