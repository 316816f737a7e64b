//! `daily_transactions`.

use std::collections::HashSet;
use std::rc::Rc;

use super::{Scope, of, ratio};
use crate::base::date::Day;
use crate::engine::table::Table;
use crate::pipelines::stores::engine::staging::Status;
use crate::pipelines::stores::tables::business::DAILY_TRANSACTIONS;

/// What happened on a day.
#[derive(Debug, Clone, Default)]
pub(crate) struct DayCount {
    pub(crate) day: Day,
    /// By status.
    pub(crate) counts: [u32; 3],
    pub(crate) amount: f64,
    pub(crate) stores: u32,
    pub(crate) devices: u32,
}

impl DayCount {
    /// Transactions of any status.
    pub(crate) fn transactions(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Accepted ones.
    pub(crate) fn accepted(&self) -> u32 {
        self.counts[Status::Accepted as usize]
    }
}

/// Every day from the first to the last event date in range.
#[derive(Debug)]
pub(crate) struct Days(pub(crate) Rc<Vec<DayCount>>);

impl Days {
    /// Counts the transactions by day.
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut days: Vec<DayCount> = Vec::new();
        let (mut stores, mut devices) = (HashSet::new(), HashSet::new());
        // The facts come by time.
        for fact in &scope.facts {
            while days.last().is_none_or(|last| last.day < fact.day) {
                let day = days.last().map_or(fact.day, |last| last.day + 1);
                days.push(DayCount { day, ..DayCount::default() });
                stores.clear();
                devices.clear();
            }
            let Some(count) = days.last_mut() else { continue };
            count.counts[fact.status as usize] += 1;
            if fact.status == Status::Accepted {
                count.amount += fact.amount;
            }
            count.stores += u32::from(fact.store.is_some_and(|store| stores.insert(store)));
            count.devices += u32::from(fact.device.is_some_and(|device| devices.insert(device)));
        }
        Self(Rc::new(days))
    }

    /// The accepted amount of some days, both ends included.
    pub(crate) fn amount(&self, from: Day, to: Day) -> f64 {
        self.0.iter().filter(|count| (from..=to).contains(&count.day)).map(|count| count.amount).sum()
    }
}

/// `daily_transactions`.
pub(crate) fn daily_table(days: &Days) -> Table {
    let rows = &days.0;
    let count = |status: Status| of(rows, move |row: &DayCount| i64::from(row.counts[status as usize]));
    Table::new(&DAILY_TRANSACTIONS, rows.len())
        .day(of(rows, |row| row.day))
        .int(of(rows, |row| i64::from(row.transactions())))
        .int(count(Status::Accepted))
        .int(count(Status::Refused))
        .int(count(Status::Cancelled))
        .float_opt(of(rows, |row| ratio(100.0 * f64::from(row.accepted()), f64::from(row.transactions()))))
        .float(of(rows, |row| row.amount))
        .float_opt(of(rows, |row| ratio(row.amount, f64::from(row.accepted()))))
        .int(of(rows, |row| i64::from(row.stores)))
        .int(of(rows, |row| i64::from(row.devices)))
}
