//! `time_to_five_store` and `time_to_five_customer`.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Scope, of, rounded, sorted_as};
use crate::engine::cells::times::{self, Moment};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::staging::Status;
use crate::pipelines::stores::engine::warehouse::Shared;
use crate::pipelines::stores::tables::business::{TIME_TO_FIVE_CUSTOMER, TIME_TO_FIVE_STORE};

/// Transactions that a store needs to have started.
const FIVE: usize = 5;
const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// Which transactions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basis {
    Accepted,
    All,
}

impl Basis {
    /// In the order of the tables.
    pub(crate) const BOTH: [Self; 2] = [Self::Accepted, Self::All];

    /// The word in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::All => "all",
        }
    }
}

/// How a store began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoreStart {
    pub(crate) basis: Basis,
    pub(crate) store: usize,
    pub(crate) transactions: u32,
    pub(crate) first: Moment,
    pub(crate) fifth: Option<Moment>,
}

impl StoreStart {
    /// From the first to the fifth, in days.
    pub(crate) fn days(&self) -> Option<f64> {
        self.fifth.map(|fifth| (fifth - self.first) as f64 / DAY_MILLISECONDS)
    }
}

/// How the stores of a customer began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CustomerStart {
    pub(crate) basis: Basis,
    pub(crate) customer: usize,
    pub(crate) reached: u32,
    pub(crate) started: u32,
    pub(crate) mean_days: Option<f64>,
    pub(crate) mean_whole_days: Option<f64>,
}

/// Both tables, in their order.
#[derive(Debug)]
pub(crate) struct Activation {
    pub(crate) stores: Rc<Vec<StoreStart>>,
    pub(crate) customers: Rc<Vec<CustomerStart>>,
}

impl Activation {
    /// From the first transactions of every store, whatever the range begins with.
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut stores = Vec::new();
        for basis in Basis::BOTH {
            stores.append(&mut starts(scope, basis));
        }
        let missing_last = |days: Option<f64>| days.map_or(f64::INFINITY, sorted_as);
        let mut customers = of_customers(scope, &stores);
        stores.sort_by(|left: &StoreStart, right| {
            let days = missing_last(left.days()).total_cmp(&missing_last(right.days()));
            left.basis.cmp(&right.basis).then(days).then(left.store.cmp(&right.store))
        });
        customers.sort_by(|left, right| {
            let days = missing_last(left.mean_days).total_cmp(&missing_last(right.mean_days));
            left.basis.cmp(&right.basis).then(days).then(left.customer.cmp(&right.customer))
        });
        Self { stores: Rc::new(stores), customers: Rc::new(customers) }
    }

    /// The starts of one basis.
    pub(crate) fn of(&self, basis: Basis) -> impl Iterator<Item = &StoreStart> {
        self.stores.iter().filter(move |start| start.basis == basis)
    }
}

fn starts(scope: &Scope, basis: Basis) -> Vec<StoreStart> {
    let mut starts: Vec<Option<StoreStart>> = vec![None; scope.shared.warehouse.store_ids.len()];
    // The facts come by time, then id.
    for fact in scope.since_ever.iter().filter(|fact| basis == Basis::All || fact.status == Status::Accepted) {
        let Some(store) = fact.store else { continue };
        let new = StoreStart { basis, store: store as usize, transactions: 0, first: fact.time, fifth: None };
        let start = starts[store as usize].get_or_insert(new);
        start.transactions += 1;
        if start.transactions as usize == FIVE {
            start.fifth = Some(fact.time);
        }
    }
    starts.into_iter().flatten().collect()
}

fn of_customers(scope: &Scope, stores: &[StoreStart]) -> Vec<CustomerStart> {
    let customers = &scope.shared.warehouse.customer_ids;
    let mut sums: Vec<[(u32, u32, f64, f64); 2]> = vec![Default::default(); customers.len()];
    for start in stores {
        let Some(customer) = customers.rank(scope.current(start.store, 5)) else { continue };
        let sum = &mut sums[customer][start.basis as usize];
        sum.0 += 1;
        if let Some(days) = start.days() {
            sum.1 += 1;
            sum.2 += days;
            sum.3 += days.floor();
        }
    }
    let rows = sums.into_iter().enumerate().flat_map(|(customer, sums)| {
        Basis::BOTH.map(|basis| {
            let (started, reached, days, whole) = sums[basis as usize];
            let mean = |sum: f64| (reached > 0).then(|| sum / f64::from(reached));
            let (mean_days, mean_whole_days) = (mean(days), mean(whole).map(|mean| rounded(mean, 0)));
            CustomerStart { basis, customer, reached, started, mean_days, mean_whole_days }
        })
    });
    rows.filter(|row| row.started > 0).collect()
}

/// `time_to_five_store`.
pub(crate) fn store_table(shared: &Shared, activation: &Activation) -> Table {
    let rows = &activation.stores;
    let (id, named, owned) = (of(rows, |row| row.store), of(rows, |row| row.store), of(rows, |row| row.store));
    Table::new(&TIME_TO_FIVE_STORE, rows.len())
        .word(of(rows, |row| row.basis.word()))
        .push(shared.ids(|warehouse| &warehouse.store_ids, move |_, row| Some(id(row))))
        .push(shared.text(move |shared, row| shared.warehouse.history.current(named(row)).tracked[0]))
        .push(shared.ids(
            |warehouse| &warehouse.customer_ids,
            move |shared, row| {
                let warehouse = &shared.warehouse;
                warehouse.customer_ids.rank(warehouse.history.current(owned(row)).tracked[5])
            },
        ))
        .int(of(rows, |row| i64::from(row.transactions)))
        .text(of(rows, |row| times::text(row.first)))
        .text_opt(of(rows, |row| row.fifth.map(|time| Cow::Owned(times::text(time)))))
        .float_opt(of(rows, StoreStart::days))
        .int_opt(of(rows, |row| row.days().map(|days| days.floor() as i64)))
}

/// `time_to_five_customer`.
pub(crate) fn customer_table(shared: &Shared, activation: &Activation) -> Table {
    let rows = &activation.customers;
    let id = of(rows, |row| row.customer);
    Table::new(&TIME_TO_FIVE_CUSTOMER, rows.len())
        .word(of(rows, |row| row.basis.word()))
        .push(shared.ids(|warehouse| &warehouse.customer_ids, move |_, row| Some(id(row))))
        .int(of(rows, |row| i64::from(row.reached)))
        .int(of(rows, |row| i64::from(row.started)))
        .float_opt(of(rows, |row| row.mean_days))
        .int_opt(of(rows, |row| row.mean_whole_days.map(|days| days as i64)))
}
