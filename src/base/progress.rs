//! How far a run is: the four phases that the page shows, and the counters inside each.

use serde::{Deserialize, Serialize};

/// The parts of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    Reading,
    Staging,
    Warehouse,
    Business,
}

impl Phase {
    /// All phases in the order they run.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Staging, Self::Warehouse, Self::Business];

    /// The word shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Staging => "Staging",
            Self::Warehouse => "Warehouse",
            Self::Business => "Business",
        }
    }
}

/// A snapshot of a running request. `fraction` is 0..1 within the phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub phase: Phase,
    /// What is being made just now: a file's or a table's name.
    pub step: String,
    pub rows: u64,
    pub bytes: u64,
    pub fraction: f64,
}
