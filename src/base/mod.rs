//! What every other module may use: errors people can act on, limits, progress, calendar arithmetic. Plain.

pub mod date;
pub mod diagnostic;
pub mod format;
pub mod limits;
pub mod locale;
pub mod order;
pub mod progress;
pub mod shell;

pub use diagnostic::{Diagnostic, Location, Severity};
pub use progress::{Phase, Progress};
