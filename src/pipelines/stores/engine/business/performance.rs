//! `store_performance`.

use std::rc::Rc;

use super::{Activation, Basis, Scope, of, ratio, sorted_as};
use crate::base::date::Day;
use crate::engine::cells::times::{MISSING, Moment};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::staging::Status;
use crate::pipelines::stores::engine::warehouse::{Shared, optional_text};
use crate::pipelines::stores::tables::business::STORE_PERFORMANCE;

/// Accepted transactions from which a store can be dormant.
const STARTED: u32 = 5;

/// A store with what it has done.
#[derive(Debug, Clone)]
pub(crate) struct Performance {
    pub(crate) store: usize,
    pub(crate) devices: u32,
    /// By status.
    pub(crate) counts: [u32; 3],
    pub(crate) amount: f64,
    /// [`MISSING`] without transactions.
    pub(crate) first: Moment,
    pub(crate) last: Moment,
    pub(crate) since_accepted: Option<i32>,
    pub(crate) days_to_five: Option<f64>,
    pub(crate) is_dormant: bool,
}

impl Performance {
    /// Accepted transactions.
    pub(crate) fn accepted(&self) -> u32 {
        self.counts[Status::Accepted as usize]
    }

    fn transactions(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// Every store, in the order of the table.
#[derive(Debug)]
pub(crate) struct Performances(pub(crate) Rc<Vec<Performance>>);

impl Performances {
    /// Counts the transactions in range by store.
    pub(crate) fn new(scope: &Scope, activation: &Activation) -> Self {
        let warehouse = &scope.shared.warehouse;
        let mut rows: Vec<Performance> = (0..warehouse.store_ids.len())
            .map(|store| Performance {
                store,
                devices: 0,
                counts: [0; 3],
                amount: 0.0,
                first: MISSING,
                last: MISSING,
                since_accepted: None,
                days_to_five: None,
                is_dormant: false,
            })
            .collect();
        for device in &warehouse.devices {
            if let Some(store) = warehouse.store_ids.rank(device.store) {
                rows[store].devices += 1;
            }
        }
        let mut last_accepted: Vec<Option<Day>> = vec![None; rows.len()];
        for fact in &scope.facts {
            let Some(store) = fact.store.map(|store| store as usize) else { continue };
            let row = &mut rows[store];
            row.counts[fact.status as usize] += 1;
            if row.first == MISSING {
                row.first = fact.time;
            }
            row.last = fact.time;
            if fact.status == Status::Accepted {
                row.amount += fact.amount;
                if scope.as_of.is_some_and(|as_of| fact.day <= as_of) {
                    last_accepted[store] = Some(fact.day);
                }
            }
        }
        for start in activation.of(Basis::Accepted) {
            rows[start.store].days_to_five = start.days();
        }
        for (row, last) in rows.iter_mut().zip(last_accepted) {
            row.since_accepted = scope.as_of.zip(last).map(|(as_of, last)| as_of - last);
            let long = row.since_accepted.is_some_and(|days| days > scope.settings.dormant_days);
            row.is_dormant = row.accepted() >= STARTED && long;
        }
        rows.sort_by(|left, right| {
            sorted_as(right.amount).total_cmp(&sorted_as(left.amount)).then(left.store.cmp(&right.store))
        });
        Self(Rc::new(rows))
    }
}

/// `store_performance`.
pub(crate) fn performance_table(shared: &Shared, performances: &Performances) -> Table {
    let rows = &performances.0;
    let store = || of(rows, |row: &Performance| row.store);
    let tracked = |index: usize| {
        let store = store();
        shared.text(move |shared, row| shared.warehouse.history.current(store(row)).tracked[index])
    };
    let (id, owned, versioned) = (store(), store(), store());
    let count = |status: Status| of(rows, move |row: &Performance| i64::from(row.counts[status as usize]));
    Table::new(&STORE_PERFORMANCE, rows.len())
        .push(shared.ids(|warehouse| &warehouse.store_ids, move |_, row| Some(id(row))))
        .push(tracked(0))
        .push(tracked(2))
        .push(tracked(3))
        .push(tracked(4))
        .push(shared.ids(
            |warehouse| &warehouse.customer_ids,
            move |shared, row| {
                let warehouse = &shared.warehouse;
                warehouse.customer_ids.rank(warehouse.history.current(owned(row)).tracked[5])
            },
        ))
        .push(shared.int(move |shared, row| Some(shared.warehouse.history.of(versioned(row)).len() as i64)))
        .int(of(rows, |row| i64::from(row.devices)))
        .int(of(rows, |row| i64::from(row.transactions())))
        .int(count(Status::Accepted))
        .int(count(Status::Refused))
        .int(count(Status::Cancelled))
        .float_opt(of(rows, |row| ratio(100.0 * f64::from(row.accepted()), f64::from(row.transactions()))))
        .float(of(rows, |row| row.amount))
        .float_opt(of(rows, |row| ratio(row.amount, f64::from(row.accepted()))))
        .text_opt(of(rows, |row| optional_text(row.first)))
        .text_opt(of(rows, |row| optional_text(row.last)))
        .int_opt(of(rows, |row| row.since_accepted.map(i64::from)))
        .float_opt(of(rows, |row| row.days_to_five))
        .truth(of(rows, |row| Some(row.is_dormant)))
}
