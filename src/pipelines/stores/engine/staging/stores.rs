//! The input `stores`: rows that will make the stores' history.

use std::collections::HashSet;

use super::rejects::{Reason, Reject};
use super::words::Lexicon;
use crate::engine::cells::present;
use crate::engine::cells::times::{self, INVALID, MISSING, Moment, TimeColumn};
use crate::engine::ingest::RawTable;

const INPUT: usize = 1;
/// The columns whose changes make versions: name, address, city, country, typology, customer.
pub(crate) const TRACKED: [&str; 6] = ["name", "address", "city", "country", "typology", "customer_id"];

/// An accepted row. Texts are codes.
#[derive(Debug, Clone)]
pub(crate) struct StoreRow {
    pub(crate) id: u32,
    /// As in [`TRACKED`].
    pub(crate) tracked: [u32; 6],
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) file: usize,
}

/// The accepted rows in staging order.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    pub(crate) rows: Vec<StoreRow>,
    /// Codes of the ids that rows tell of.
    pub(crate) known: HashSet<u32>,
    /// `created_at` and `updated_at`.
    pub(crate) times: Vec<(&'static str, TimeColumn)>,
    pub(crate) readings: Vec<(&'static str, &'static str, String, bool)>,
}

impl Stores {
    pub(super) fn stage(raw: &RawTable, lexicon: &mut Lexicon, rejects: &mut Vec<Reject>) -> Self {
        let mut stores = Self::default();
        let times = ["created_at", "updated_at"].map(|name| (name, super::read_times(raw, name)));
        let ids = raw.column("id");
        let tracked = TRACKED.map(|name| raw.column(name));
        let mut ragged = raw.ragged.iter().peekable();
        let mut of_file = HashSet::new();
        let mut file = usize::MAX;
        for row in 0..raw.rows {
            if let Some((_, cells)) = ragged.next_if(|(ragged, _)| *ragged as usize == row) {
                rejects.push(Reject::new(INPUT, row, Reason::RaggedRow, "", Some(&cells.to_string())));
                continue;
            }
            let Some(id) = present(ids.get(row)) else {
                rejects.push(Reject::new(INPUT, row, Reason::MissingKey, "id", ids.get(row)));
                continue;
            };
            if let Some((reason, name)) = broken_time(&times, row) {
                rejects.push(Reject::new(INPUT, row, reason, name, raw.column(name).get(row)));
                continue;
            }
            if raw.file_index(row) != file {
                file = raw.file_index(row);
                of_file.clear();
            }
            let (created_at, updated_at) = (times[0].1.moments[row], times[1].1.moments[row]);
            let id_code = lexicon.code(Some(id));
            if !of_file.insert((id_code, updated_at)) {
                rejects.push(Reject::new(INPUT, row, Reason::DuplicateKey, "id", ids.get(row)));
                continue;
            }
            let tracked = tracked.map(|column| lexicon.code(present(column.get(row))));
            stores.known.insert(id_code);
            stores.rows.push(StoreRow { id: id_code, tracked, created_at, updated_at, file });
        }
        for (name, column) in &times {
            if !column.how().is_empty() {
                stores.readings.push(("stores", name, column.how(), column.asks()));
            }
        }
        stores.times = times.into();
        stores
    }
}

/// The first time of a row that cannot be: unreadable ones before implausible ones.
pub(super) fn broken_time(times: &[(&'static str, TimeColumn)], row: usize) -> Option<(Reason, &'static str)> {
    let at = |column: &TimeColumn| column.moments[row];
    let unreadable = times.iter().find(|(_, column)| at(column) == INVALID);
    let implausible =
        || times.iter().find(|(_, column)| at(column) != MISSING && !times::is_plausible(at(column)));
    unreadable
        .map(|(name, _)| (Reason::BadTime, *name))
        .or_else(|| implausible().map(|(name, _)| (Reason::ImplausibleTime, *name)))
}
