//! `status_anomalies`: who is refused or cancelled more often than all.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Fact, Scope, of};
use crate::engine::models::rates::{Z_95, benjamini_hochberg, binomial_tail, wilson};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::staging::Status;
use crate::pipelines::stores::engine::warehouse::{Ranked, Warehouse};
use crate::pipelines::stores::tables::findings::STATUS_ANOMALIES;

/// Whose rates are held against those of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entity {
    Device,
    Store,
    Customer,
}

impl Entity {
    /// In the order of the table.
    const ALL: [Self; 3] = [Self::Device, Self::Store, Self::Customer];

    /// The word in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Device => "device",
            Self::Store => "store",
        }
    }

    fn of(self, fact: &Fact) -> Option<u32> {
        match self {
            Self::Customer => fact.customer,
            Self::Device => fact.device,
            Self::Store => fact.store,
        }
    }

    fn ids(self, warehouse: &Warehouse) -> &Ranked {
        match self {
            Self::Customer => &warehouse.customer_ids,
            Self::Device => &warehouse.device_ids,
            Self::Store => &warehouse.store_ids,
        }
    }
}

/// An entity with one outcome.
#[derive(Debug, Clone)]
pub(crate) struct Anomaly {
    pub(crate) entity: Entity,
    pub(crate) id: String,
    pub(crate) outcome: Status,
    pub(crate) transactions: u32,
    pub(crate) count: u32,
    pub(crate) overall: f64,
    /// p and q; none below `min_transactions`.
    pub(crate) tested: Option<(f64, f64)>,
    pub(crate) is_anomaly: bool,
}

impl Anomaly {
    /// The outcome's share.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.count) / f64::from(self.transactions)
    }

    /// How many more than expected.
    pub(crate) fn excess(&self) -> f64 {
        f64::from(self.count) - f64::from(self.transactions) * self.overall
    }
}

/// All entities, in the order of the table.
#[derive(Debug)]
pub(crate) struct Anomalies(pub(crate) Rc<Vec<Anomaly>>);

impl Anomalies {
    /// Tests every entity with a transaction in range.
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut all = Vec::new();
        for entity in Entity::ALL {
            for outcome in [Status::Refused, Status::Cancelled] {
                all.append(&mut tested(scope, entity, outcome));
            }
        }
        Self(Rc::new(all))
    }

    /// How many stand out.
    pub(crate) fn found(&self) -> usize {
        self.0.iter().filter(|row| row.is_anomaly).count()
    }
}

fn tested(scope: &Scope, entity: Entity, outcome: Status) -> Vec<Anomaly> {
    let ids = entity.ids(&scope.shared.warehouse);
    let mut counts = vec![(0u32, 0u32); ids.len()];
    let mut with_outcome = 0u32;
    for fact in &scope.facts {
        let has = u32::from(fact.status == outcome);
        with_outcome += has;
        if let Some(place) = entity.of(fact) {
            counts[place as usize].0 += 1;
            counts[place as usize].1 += has;
        }
    }
    let overall = f64::from(with_outcome) / (scope.facts.len().max(1) as f64);
    let settings = &scope.settings;
    let mut rows: Vec<Anomaly> = Vec::new();
    for (place, (transactions, count)) in counts.into_iter().enumerate().filter(|(_, (transactions, _))| *transactions > 0) {
        let p_value = binomial_tail(u64::from(count), u64::from(transactions), overall);
        let tested = (transactions >= settings.min_transactions).then_some((p_value, p_value));
        let id = ids.ids.text(place);
        rows.push(Anomaly { entity, id, outcome, transactions, count, overall, tested, is_anomaly: false });
    }
    let p_values: Vec<f64> = rows.iter().filter_map(|row| row.tested.map(|(p_value, _)| p_value)).collect();
    let mut q_values = benjamini_hochberg(&p_values).into_iter();
    for row in &mut rows {
        if let Some((_, own)) = &mut row.tested
            && let Some(q_value) = q_values.next()
        {
            *own = q_value;
            row.is_anomaly = q_value <= settings.alpha;
        }
    }
    rows
}

/// `status_anomalies`.
pub(crate) fn anomaly_table(anomalies: &Anomalies) -> Table {
    let rows = &anomalies.0;
    let interval = |row: &Anomaly| wilson(u64::from(row.count), u64::from(row.transactions), Z_95);
    Table::new(&STATUS_ANOMALIES, rows.len())
        .word(of(rows, |row| row.entity.word()))
        .text_opt(of(rows, |row| Some(Cow::Owned(row.id.clone()))))
        .word(of(rows, |row| row.outcome.word()))
        .int(of(rows, |row| i64::from(row.transactions)))
        .int(of(rows, |row| i64::from(row.count)))
        .float(of(rows, Anomaly::rate))
        .float(of(rows, |row| row.overall))
        .float(of(rows, move |row| interval(row).0))
        .float(of(rows, move |row| interval(row).1))
        .float_opt(of(rows, |row| row.tested.map(|(p_value, _)| p_value)))
        .float_opt(of(rows, |row| row.tested.map(|(_, q_value)| q_value)))
        .truth(of(rows, |row| Some(row.is_anomaly)))
}
