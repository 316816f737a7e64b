//! The log of runs as this page keeps it: records that only the engine reads, by the time at which the runs were done.

use std::sync::Arc;

use crate::base::Diagnostic;
use crate::platform::storage;
use crate::protocol::{RunDetail, RunLine, Sheet};

/// Where a record is kept: this and its time.
const KEY: &str = "run.1.";
/// Records kept; an older one makes room for a new one.
const KEPT: usize = 200;

/// A run, as the engine wrote it down.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When it was done, ISO: distinct among the runs.
    pub when: String,
    pub text: String,
}

/// What is deleted, once the person has said so.
#[derive(Debug, Clone, PartialEq)]
pub enum Doomed {
    One(String),
    All,
}

/// What is shown below the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    Run(String, RunDetail),
    /// The earlier run, the later one, and what differs.
    Compared(String, String, Vec<Sheet>),
}

/// The log, and what is looked at of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// Raised whenever they change.
    pub revision: u32,
    /// Whether the browser refused to keep a record: the log then lives as long as the tab.
    pub fleeting: bool,
    /// Whether old records had to go.
    pub dropped: bool,
    /// What the engine made of the entries.
    pub lines: Arc<Vec<RunLine>>,
    /// The runs ticked, to be compared.
    pub ticked: Vec<String>,
    pub shown: Option<Shown>,
    pub doomed: Option<Doomed>,
    /// The run that is repeated as soon as its files are brought.
    pub awaited: Option<String>,
    pub failure: Option<Diagnostic>,
    /// The run whose command was just copied; empty for the last one.
    pub copied: Option<String>,
}

impl Journal {
    /// The log of earlier visits.
    pub fn load() -> Self {
        let entry = |when: String| Some(Entry { text: storage::load(&format!("{KEY}{when}"))?, when });
        Self { entries: storage::keys(KEY).into_iter().rev().filter_map(entry).collect(), ..Self::default() }
    }

    /// The record of a run.
    pub fn text(&self, when: &str) -> Option<String> {
        self.entries.iter().find(|entry| entry.when == when).map(|entry| entry.text.clone())
    }

    /// All records, the newest first.
    pub fn texts(&self) -> Vec<String> {
        self.entries.iter().map(|entry| entry.text.clone()).collect()
    }

    /// Keeps a record, in place of an earlier one of the same run.
    pub fn keep(&mut self, when: &str, text: String) {
        self.fleeting |= !storage::save(&format!("{KEY}{when}"), &text);
        self.revision += 1;
        let entry = Entry { when: when.to_owned(), text };
        match self.entries.iter_mut().find(|known| known.when == when) {
            Some(known) => *known = entry,
            None => {
                self.entries.insert(0, entry);
                self.copied = None;
            }
        }
        while self.entries.len() > KEPT {
            if let Some(old) = self.entries.pop() {
                storage::remove(&format!("{KEY}{}", old.when));
                self.dropped = true;
            }
        }
    }

    /// Takes records away.
    pub fn delete(&mut self, doomed: &Doomed) {
        let goes = |when: &str| match doomed {
            Doomed::One(one) => one == when,
            Doomed::All => true,
        };
        for entry in self.entries.iter().filter(|entry| goes(&entry.when)) {
            storage::remove(&format!("{KEY}{}", entry.when));
        }
        self.revision += 1;
        self.entries.retain(|entry| !goes(&entry.when));
        self.ticked.retain(|when| !goes(when));
        let is_gone = match &self.shown {
            Some(Shown::Run(when, _)) => goes(when),
            Some(Shown::Compared(before, after, _)) => goes(before) || goes(after),
            None => false,
        };
        if is_gone {
            self.shown = None;
        }
        self.doomed = None;
    }

    /// Ticks a run, or takes the tick away; of more than two the first one loses its tick.
    pub fn tick(&mut self, when: &str, on: bool) {
        self.ticked.retain(|own| own != when);
        if on {
            self.ticked.push(when.to_owned());
        }
        if self.ticked.len() > 2 {
            self.ticked.remove(0);
        }
    }
}
