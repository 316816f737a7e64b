//! `avg_amount_by_typology_country` and `device_type_share`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Scope, of, ratio, rounded, sorted_as};
use crate::engine::table::Table;
use crate::pipelines::stores::tables::business::{AVG_AMOUNT_BY_TYPOLOGY_COUNTRY, DEVICE_TYPE_SHARE};

/// Stores of a kind in a country.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) typology: String,
    pub(crate) country: String,
    pub(crate) stores: u32,
    pub(crate) transactions: u32,
    pub(crate) amount: f64,
}

impl Group {
    /// Mean amount of one counted transaction.
    pub(crate) fn mean(&self) -> f64 {
        self.amount / f64::from(self.transactions)
    }
}

/// By typology, then average, then country.
#[derive(Debug)]
pub(crate) struct Groups(pub(crate) Rc<Vec<Group>>);

impl Groups {
    /// The groups of the counted transactions that have a store.
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut sums: BTreeMap<(&str, &str), (BTreeSet<u32>, u32, f64)> = BTreeMap::new();
        for fact in scope.counted() {
            let Some(store) = fact.store else { continue };
            let sum = sums.entry((scope.attribute(fact, 4), scope.attribute(fact, 3))).or_default();
            sum.0.insert(store);
            sum.1 += 1;
            sum.2 += fact.amount;
        }
        let mut groups: Vec<Group> = sums
            .into_iter()
            .map(|((typology, country), (stores, transactions, amount))| Group {
                typology: typology.to_owned(),
                country: country.to_owned(),
                stores: stores.len() as u32,
                transactions,
                amount,
            })
            .collect();
        // Of equal averages the countries stay in order.
        groups.sort_by(|left, right| {
            let averages = rounded(right.mean(), 2).total_cmp(&rounded(left.mean(), 2));
            left.typology.cmp(&right.typology).then(averages).then_with(|| left.country.cmp(&right.country))
        });
        Self(Rc::new(groups))
    }
}

/// `avg_amount_by_typology_country`.
pub(crate) fn group_table(groups: &Groups) -> Table {
    let rows = &groups.0;
    Table::new(&AVG_AMOUNT_BY_TYPOLOGY_COUNTRY, rows.len())
        .text(of(rows, |group| group.typology.clone()))
        .text(of(rows, |group| group.country.clone()))
        .int(of(rows, |group| i64::from(group.stores)))
        .int(of(rows, |group| i64::from(group.transactions)))
        .float(of(rows, |group| group.amount))
        .float(of(rows, |group| rounded(group.mean(), 2)))
        .float(of(rows, |group| rounded(group.amount / f64::from(group.stores), 2)))
}

/// A device type.
#[derive(Debug, Clone)]
pub(crate) struct DeviceShare {
    pub(crate) kind: String,
    pub(crate) transactions: u32,
    pub(crate) amount: f64,
    pub(crate) devices: u32,
    /// Transactions of any status, and the accepted ones of them.
    pub(crate) any: u32,
    pub(crate) accepted: u32,
}

/// By transactions, then type.
#[derive(Debug)]
pub(crate) struct DeviceShares {
    pub(crate) rows: Rc<Vec<DeviceShare>>,
    pub(crate) transactions: u32,
    pub(crate) amount: f64,
}

impl DeviceShares {
    /// The types of all devices that are known, and of those that transactions name.
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut shares: BTreeMap<&str, DeviceShare> = BTreeMap::new();
        let share = |kind: &str| DeviceShare { kind: kind.to_owned(), transactions: 0, amount: 0.0, devices: 0, any: 0, accepted: 0 };
        for device in 0..scope.shared.warehouse.devices.len() {
            let kind = scope.device_type(Some(device as u32));
            shares.entry(kind).or_insert_with(|| share(kind)).devices += 1;
        }
        let (mut transactions, mut amount) = (0, 0.0);
        for fact in &scope.facts {
            let kind = scope.device_type(fact.device);
            let share = shares.entry(kind).or_insert_with(|| share(kind));
            share.any += 1;
            share.accepted += u32::from(fact.status == super::Status::Accepted);
            if scope.counts(fact) {
                share.transactions += 1;
                share.amount += fact.amount;
                transactions += 1;
                amount += fact.amount;
            }
        }
        let mut rows: Vec<DeviceShare> = shares.into_values().collect();
        rows.sort_by(|left, right| right.transactions.cmp(&left.transactions).then_with(|| left.kind.cmp(&right.kind)));
        Self { rows: Rc::new(rows), transactions, amount }
    }
}

/// `device_type_share`: the types with a counted transaction.
pub(crate) fn share_table(shares: &DeviceShares) -> Table {
    let rows = &Rc::new(shares.rows.iter().filter(|share| share.transactions > 0).cloned().collect::<Vec<_>>());
    let (total, amount) = (shares.transactions, shares.amount);
    Table::new(&DEVICE_TYPE_SHARE, rows.len())
        .text(of(rows, |share| share.kind.clone()))
        .int(of(rows, |share| i64::from(share.transactions)))
        .int(move |_| i64::from(total))
        .push(crate::engine::table::Cells::Float(Rc::new(of(rows, move |share| {
            ratio(100.0 * f64::from(share.transactions), f64::from(total))
        }))))
        .float(of(rows, |share| share.amount))
        .push(crate::engine::table::Cells::Float(Rc::new(of(rows, move |share| ratio(100.0 * share.amount, amount)))))
        .int(of(rows, |share| i64::from(share.devices)))
}

/// Whether two averages would be written alike.
pub(crate) fn reaches(value: f64, threshold: f64) -> bool {
    sorted_as(value) >= sorted_as(threshold)
}
