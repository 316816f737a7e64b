//! The warehouse: dimensions and facts over the staged rows (spec stores.md, section 5).

mod facts;
mod history;
mod products;
mod tables;

pub(super) use facts::{Fact, Facts};
pub(super) use history::{History, Version};
pub(super) use products::Products;
pub(super) use tables::{Shared, add_tables, optional_text};

use std::collections::HashMap;

use super::settings::Settings;
use super::staging::{Lexicon, NONE, Staged};
use crate::engine::cells::ids::Ids;

/// Row 0 of a dimension: nobody.
pub(super) const NOBODY: u32 = 0;

/// Identifiers of one kind in id order, and the rank of each by its code.
#[derive(Debug)]
pub(super) struct Ranked {
    pub(super) ids: Ids,
    ranks: HashMap<u32, u32>,
}

impl Ranked {
    /// Ranks the codes given, [`NONE`] left out.
    pub(super) fn new(lexicon: &Lexicon, codes: impl Iterator<Item = u32>) -> Self {
        let mut used = vec![false; lexicon.len()];
        codes.filter(|code| *code != NONE).for_each(|code| used[code as usize] = true);
        let codes: Vec<u32> = (0..lexicon.len() as u32).filter(|code| used[*code as usize]).collect();
        let texts: Vec<&str> = codes.iter().filter_map(|code| lexicon.text(*code)).collect();
        let (ids, ranks) = Ids::rank(&texts, &vec![true; texts.len()]);
        Self { ids, ranks: codes.into_iter().zip(ranks).collect() }
    }

    /// The rank of a code; `None` for [`NONE`] and for codes of no identifier.
    pub(super) fn rank(&self, code: u32) -> Option<usize> {
        self.ranks.get(&code).map(|rank| *rank as usize)
    }

    /// Number of identifiers.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The surrogate key of a code: its rank from 1, or [`NOBODY`].
    pub(super) fn key(&self, code: u32) -> u32 {
        self.rank(code).map_or(NOBODY, |rank| rank as u32 + 1)
    }
}

/// A device, by rank of its id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Device {
    /// Codes; [`NONE`] where unknown.
    pub(super) kind: u32,
    pub(super) store: u32,
    pub(super) is_inferred: bool,
}

/// Dimensions and facts.
#[derive(Debug)]
pub(super) struct Warehouse {
    pub(super) store_ids: Ranked,
    pub(super) device_ids: Ranked,
    pub(super) customer_ids: Ranked,
    pub(super) sku_ids: Ranked,
    pub(super) history: History,
    /// By rank in `device_ids`.
    pub(super) devices: Vec<Device>,
    /// By rank in `customer_ids`: stores that are theirs now.
    pub(super) store_counts: Vec<u32>,
    pub(super) products: Products,
    pub(super) facts: Facts,
}

impl Warehouse {
    /// Builds the warehouse.
    pub(super) fn new(staged: &Staged, settings: &Settings) -> Self {
        let lexicon = &staged.lexicon;
        let (devices, stores, transactions) = (&staged.devices, &staged.stores, &staged.transactions);
        let told = stores.rows.iter().map(|row| row.id);
        let store_ids = Ranked::new(lexicon, told.chain(devices.rows.iter().map(|row| row.store)));
        let named = devices.rows.iter().map(|row| row.id);
        let device_ids = Ranked::new(lexicon, named.chain(transactions.rows.iter().map(|row| row.device)));
        let sku_ids = Ranked::new(lexicon, transactions.rows.iter().map(|row| row.sku));
        let history = History::new(staged, &store_ids);
        let customer_ids = Ranked::new(lexicon, history.versions.iter().map(|version| version.tracked[5]));
        let inferred = Device { kind: NONE, store: NONE, is_inferred: true };
        let mut by_rank = vec![inferred; device_ids.len()];
        for device in &devices.rows {
            if let Some(rank) = device_ids.rank(device.id) {
                by_rank[rank] = Device { kind: device.kind, store: device.store, is_inferred: false };
            }
        }
        let mut store_counts = vec![0; customer_ids.len()];
        for store in 0..store_ids.len() {
            if let Some(rank) = customer_ids.rank(history.current(store).tracked[5]) {
                store_counts[rank] += 1;
            }
        }
        let products = Products::new(staged, &sku_ids);
        let mut warehouse = Self {
            store_ids,
            device_ids,
            customer_ids,
            sku_ids,
            history,
            devices: by_rank,
            store_counts,
            products,
            facts: Facts::default(),
        };
        warehouse.facts = Facts::new(staged, &warehouse, settings);
        warehouse
    }
}
