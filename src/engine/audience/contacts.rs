//! Who has been addressed already, as pasted from another tool.

use std::collections::BTreeMap;

use crate::base::date::{Day, parse_iso};

/// Ids whose contact counts, and whether each was met among the people.
pub(super) struct Contacts {
    met: BTreeMap<String, bool>,
    /// Ids whose contact is too long ago to count: known, but not left out.
    old: BTreeMap<String, bool>,
    /// Lines whose date cannot be read; they count, as those without a date do.
    pub(super) unreadable: u32,
}

impl Contacts {
    /// Reads lines of an id and, behind a comma, semicolon or tab, an ISO date. Quotes around either are dropped.
    pub(super) fn read(text: &str, days: u32, as_of: Option<Day>) -> Self {
        let mut contacts = Self { met: BTreeMap::new(), old: BTreeMap::new(), unreadable: 0 };
        for line in text.lines() {
            let mut cells = line.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"').trim());
            let id = cells.next().unwrap_or_default();
            if id.is_empty() {
                continue;
            }
            let date = cells.next().filter(|date| !date.is_empty());
            let day = date.and_then(|date| parse_iso(date.get(..10).unwrap_or(date)));
            contacts.unreadable += u32::from(date.is_some() && day.is_none());
            let is_old = day.zip(as_of).is_some_and(|(day, as_of)| i64::from(as_of) - i64::from(day) > i64::from(days));
            let list = if is_old { &mut contacts.old } else { &mut contacts.met };
            list.insert(id.to_owned(), false);
        }
        contacts
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.met.is_empty() && self.old.is_empty()
    }

    /// Whether this one is to be left out; notes that the id is somebody's.
    pub(super) fn meet(&mut self, id: &str) -> bool {
        if let Some(met) = self.old.get_mut(id) {
            *met = true;
        }
        let Some(met) = self.met.get_mut(id) else { return false };
        *met = true;
        true
    }

    /// Ids that were not met.
    pub(super) fn unmet(&self) -> u32 {
        let all = self.met.iter().chain(self.old.iter().filter(|(id, _)| !self.met.contains_key(*id)));
        all.filter(|(_, met)| !**met).count() as u32
    }
}
