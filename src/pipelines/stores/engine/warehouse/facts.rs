//! `fact_transaction` as compact rows in the order of the table.

use super::{Ranked, Warehouse};
use crate::base::date::Day;
use crate::engine::cells::times::{Moment, day_of};
use crate::pipelines::stores::engine::settings::Settings;
use crate::pipelines::stores::engine::staging::{NONE, Staged, Status};

/// A transaction in its place. Ranks are those of the warehouse; `None` where there is nobody.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    /// Index among the staged transactions.
    pub(crate) staged: u32,
    pub(crate) time: Moment,
    pub(crate) day: Day,
    pub(crate) device: Option<u32>,
    pub(crate) store: Option<u32>,
    /// Place among all versions: the one that held at `time`.
    pub(crate) version: Option<u32>,
    pub(crate) customer: Option<u32>,
    pub(crate) product: Option<u32>,
    pub(crate) amount: f64,
    pub(crate) status: Status,
}

/// All transactions by time, then id.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) rows: Vec<Fact>,
    pub(crate) first_day: Option<Day>,
    pub(crate) last_day: Option<Day>,
}

impl Facts {
    pub(super) fn new(staged: &Staged, warehouse: &Warehouse, settings: &Settings) -> Self {
        let ids = Ranked::new(&staged.lexicon, staged.transactions.rows.iter().map(|row| row.id));
        let rank = |ranked: &Ranked, code: u32| ranked.rank(code).map(|rank| rank as u32);
        let mut rows: Vec<(usize, Fact)> = Vec::with_capacity(staged.transactions.rows.len());
        for (place, row) in staged.transactions.rows.iter().enumerate() {
            let time = if settings.by_created_at { row.created_at } else { row.happened_at };
            let device = rank(&warehouse.device_ids, row.device);
            let store = device.and_then(|device| rank(&warehouse.store_ids, warehouse.devices[device as usize].store));
            let version = store.map(|store| warehouse.history.at(store as usize, time) as u32);
            let owner = version.map_or(NONE, |version| warehouse.history.versions[version as usize].tracked[5]);
            let fact = Fact {
                staged: place as u32,
                time,
                day: day_of(time),
                device,
                store,
                version,
                customer: rank(&warehouse.customer_ids, owner),
                product: rank(&warehouse.sku_ids, row.sku),
                amount: row.amount,
                status: row.status,
            };
            rows.push((ids.rank(row.id).unwrap_or(usize::MAX), fact));
        }
        rows.sort_unstable_by_key(|(id, fact)| (fact.time, *id));
        let rows: Vec<Fact> = rows.into_iter().map(|(_, fact)| fact).collect();
        Self { first_day: rows.first().map(|fact| fact.day), last_day: rows.last().map(|fact| fact.day), rows }
    }
}
