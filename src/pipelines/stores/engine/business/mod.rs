//! The business tables over the facts in range (spec stores.md, sections 6 and 8).

mod activation;
mod anomalies;
mod days;
mod insights;
mod kpis;
mod performance;
mod shares;
mod tops;

pub(super) use activation::{Activation, Basis, customer_table, store_table};
pub(super) use anomalies::{Anomalies, Anomaly, anomaly_table};
pub(super) use days::{DayCount, Days, daily_table};
pub(super) use insights::{Finding, Sources, find_insights, insight_table};
pub(super) use kpis::{Kpis, kpi_table};
pub(super) use performance::{Performance, Performances, performance_table};
pub(super) use shares::{DeviceShares, Groups, group_table, share_table};
pub(super) use tops::{TopProducts, TopStores, product_table as top_product_table, store_table as top_store_table};

use std::rc::Rc;

use super::settings::Settings;
use super::staging::Status;
use super::warehouse::{Fact, Shared};
use crate::base::date::Day;
use crate::engine::table::of;

/// Stands for a missing typology, country or device type.
pub(super) const UNKNOWN: &str = "(unknown)";

/// The transactions that the business tables look at.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) shared: Shared,
    pub(super) settings: Rc<Settings>,
    /// In range.
    pub(super) facts: Vec<Fact>,
    /// Up to the end of the range: a store's first transactions are its first.
    pub(super) since_ever: Vec<Fact>,
    /// The day that “days since” is counted to.
    pub(super) as_of: Option<Day>,
}

impl Scope {
    /// The transactions that `wanted` lets pass, by their index among the facts.
    pub(super) fn new(shared: &Shared, settings: &Rc<Settings>, wanted: &dyn Fn(usize) -> bool) -> Self {
        let rows = shared.warehouse.facts.rows.iter().enumerate();
        let since_ever: Vec<Fact> = rows
            .filter(|(index, fact)| settings.range_to.is_none_or(|to| fact.day <= to) && wanted(*index))
            .map(|(_, fact)| *fact)
            .collect();
        let facts: Vec<Fact> = since_ever.iter().filter(|fact| settings.in_range(fact.day)).copied().collect();
        let all = shared.warehouse.facts.rows.iter().map(|fact| fact.day).filter(|day| settings.in_range(*day));
        let as_of = settings.as_of.or_else(|| all.max());
        Self { shared: shared.clone(), settings: settings.clone(), facts, since_ever, as_of }
    }

    /// Whether a transaction's status counts in shares, tops and averages.
    pub(super) fn counts(&self, fact: &Fact) -> bool {
        self.settings.counted[fact.status as usize]
    }

    /// The counted transactions in range.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| self.counts(fact))
    }

    /// The accepted transactions in range.
    pub(super) fn accepted(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| fact.status == Status::Accepted)
    }

    /// A tracked column of the store of a transaction, as it was or as it is.
    pub(super) fn attribute(&self, fact: &Fact, index: usize) -> &str {
        let history = &self.shared.warehouse.history;
        let version = fact.store.zip(fact.version).map(|(store, version)| {
            let place = if self.settings.as_was { version as usize } else { history.last(store as usize) };
            &history.versions[place]
        });
        version.and_then(|version| self.shared.staged.lexicon.text(version.tracked[index])).unwrap_or(UNKNOWN)
    }

    /// The code of a tracked column of a store's current version.
    pub(super) fn current(&self, store: usize, index: usize) -> u32 {
        self.shared.warehouse.history.current(store).tracked[index]
    }

    /// The type of a device.
    pub(super) fn device_type(&self, device: Option<u32>) -> &str {
        let kind = device.map(|device| self.shared.warehouse.devices[device as usize].kind);
        kind.and_then(|kind| self.shared.staged.lexicon.text(kind)).unwrap_or(UNKNOWN)
    }
}

/// `a / b`; nothing where `b` is 0.
pub(super) fn ratio(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| a / b)
}

/// “Rounded to n” (spec stores.md, section 2).
pub(super) fn rounded(value: f64, digits: i32) -> f64 {
    let scale = libm::pow(10.0, f64::from(digits));
    libm::copysign((value.abs() * scale + 0.5 + 1e-6).floor() / scale, value)
}

/// A float as it is compared and sorted: rounded to 6 decimals.
pub(super) fn sorted_as(value: f64) -> f64 {
    crate::base::format::r6(value)
}
