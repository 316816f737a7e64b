//! Files kept in this browser, on request: what is there, and what can be done with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::f64_size::Bytes;
use super::{Inspection, Layout, RunRequest};

/// What the page can ask of the kept files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ShelfRequest {
    /// What is kept. Clears away what a crash has left half kept.
    List,
    /// Keeps the files taken, and how they were run. Of a set that is open, adds the files that it does not have yet.
    Save {
        /// Milliseconds since 1970: shown to people, part of no result.
        at: f64,
        request: RunRequest,
        layouts: BTreeMap<String, Layout>,
    },
    /// Takes the files of a set in place of the ones before. `layouts`: in place of the kept ones.
    Open { id: String, layouts: Option<BTreeMap<String, Layout>> },
    /// Removes one set, or all and whatever else is there.
    Discard { id: Option<String> },
}

/// What is kept, and how much room there is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// The newest first.
    pub sets: Vec<KeptSet>,
    /// The set whose files are the ones taken.
    pub open: Option<String>,
    /// What this site takes and what it may take, as the browser estimates it.
    pub room: Option<(Bytes, Bytes)>,
}

/// A set of files that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptSet {
    pub id: String,
    /// The first file's.
    pub name: String,
    pub pipeline: String,
    pub files: u32,
    pub bytes: Bytes,
    /// Milliseconds since 1970.
    pub at: f64,
    /// Another tab has it open.
    pub elsewhere: bool,
    /// Why it cannot be opened, if it cannot.
    pub problem: Option<String>,
}

/// A set whose files were taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub set: KeptSet,
    pub inspection: Inspection,
    pub request: RunRequest,
    pub layouts: BTreeMap<String, Layout>,
}
