//! `top_stores` and `top_products`.

use std::cmp::Reverse;
use std::rc::Rc;

use super::{Scope, of, ratio, sorted_as};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::warehouse::Shared;
use crate::pipelines::stores::tables::business::{TOP_PRODUCTS, TOP_STORES};

/// A store or product with what counts of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Top {
    /// Rank of its id.
    pub(crate) place: usize,
    pub(crate) amount: f64,
    pub(crate) transactions: u32,
    /// 0-100; none where nothing is there to have a share of.
    pub(crate) share: Option<f64>,
}

/// Stores by counted amount.
#[derive(Debug)]
pub(crate) struct TopStores(pub(crate) Rc<Vec<Top>>);

/// Products by counted transactions.
#[derive(Debug)]
pub(crate) struct TopProducts(pub(crate) Rc<Vec<Top>>);

fn sums(count: usize, scope: &Scope, place: impl Fn(&super::Fact) -> Option<u32>) -> Vec<Top> {
    let mut tops: Vec<Top> =
        (0..count).map(|place| Top { place, amount: 0.0, transactions: 0, share: None }).collect();
    for fact in scope.counted() {
        if let Some(place) = place(fact) {
            tops[place as usize].amount += fact.amount;
            tops[place as usize].transactions += 1;
        }
    }
    tops.retain(|top| top.transactions > 0);
    tops
}

impl TopStores {
    /// The first `top_n`.
    pub(crate) fn new(scope: &Scope) -> Self {
        let total: f64 = scope.counted().fold(0.0, |sum, fact| sum + fact.amount);
        let mut tops = sums(scope.shared.warehouse.store_ids.len(), scope, |fact| fact.store);
        tops.iter_mut().for_each(|top| top.share = ratio(100.0 * top.amount, total));
        tops.sort_by(|left, right| sorted_as(right.amount).total_cmp(&sorted_as(left.amount)).then(left.place.cmp(&right.place)));
        tops.truncate(scope.settings.top_n);
        Self(Rc::new(tops))
    }
}

impl TopProducts {
    /// The first `top_n`.
    pub(crate) fn new(scope: &Scope) -> Self {
        let total = scope.counted().count() as f64;
        let mut tops = sums(scope.shared.warehouse.sku_ids.len(), scope, |fact| fact.product);
        tops.iter_mut().for_each(|top| top.share = ratio(100.0 * f64::from(top.transactions), total));
        tops.sort_by(|left, right| {
            let amounts = sorted_as(right.amount).total_cmp(&sorted_as(left.amount));
            Reverse(left.transactions).cmp(&Reverse(right.transactions)).then(amounts).then(left.place.cmp(&right.place))
        });
        tops.truncate(scope.settings.top_n);
        Self(Rc::new(tops))
    }
}

/// `top_stores`.
pub(crate) fn store_table(shared: &Shared, tops: &TopStores) -> Table {
    let rows = &tops.0;
    let place = of(rows, |top| top.place);
    let tracked = |index: usize| {
        let place = of(rows, |top| top.place);
        shared.text(move |shared, row| shared.warehouse.history.current(place(row)).tracked[index])
    };
    let owner = of(rows, |top| top.place);
    Table::new(&TOP_STORES, rows.len())
        .int(|row| row as i64 + 1)
        .push(shared.ids(|warehouse| &warehouse.store_ids, move |_, row| Some(place(row))))
        .push(tracked(0))
        .push(tracked(2))
        .push(tracked(3))
        .push(tracked(4))
        .push(shared.ids(
            |warehouse| &warehouse.customer_ids,
            move |shared, row| {
                let warehouse = &shared.warehouse;
                warehouse.customer_ids.rank(warehouse.history.current(owner(row)).tracked[5])
            },
        ))
        .float(of(rows, |top| top.amount))
        .int(of(rows, |top| i64::from(top.transactions)))
        .float(of(rows, |top| top.amount / f64::from(top.transactions)))
        .float_opt(of(rows, |top| top.share))
}

/// `top_products`.
pub(crate) fn product_table(shared: &Shared, tops: &TopProducts) -> Table {
    let rows = &tops.0;
    let (place, named, counted) = (of(rows, |top| top.place), of(rows, |top| top.place), of(rows, |top| top.place));
    Table::new(&TOP_PRODUCTS, rows.len())
        .int(|row| row as i64 + 1)
        .push(shared.ids(|warehouse| &warehouse.sku_ids, move |_, row| Some(place(row))))
        .push(shared.text(move |shared, row| shared.warehouse.products.rows[named(row)].name))
        .push(shared.int(move |shared, row| {
            Some(i64::from(shared.warehouse.products.rows[counted(row)].distinct_names))
        }))
        .int(of(rows, |top| i64::from(top.transactions)))
        .float(of(rows, |top| top.amount))
        .float_opt(of(rows, |top| top.share))
}
