//! The warehouse's tables over its arrays.

use std::borrow::Cow;
use std::rc::Rc;

use chrono::Datelike as _;

use super::{Fact, NOBODY, Ranked, Version, Warehouse};
use crate::base::date::{Day, month_of, month_text, to_date};
use crate::engine::cells::ids::Ids;
use crate::engine::cells::times::{self, MISSING, Moment};
use crate::engine::table::{Catalog, Cells, Table, truth};
use crate::pipelines::stores::engine::staging::{Staged, Transaction};
use crate::pipelines::stores::tables::warehouse::{
    DIM_CUSTOMER, DIM_DATE, DIM_DEVICE, DIM_PRODUCT, DIM_STORE, FACT_TRANSACTION,
};

/// What tables are made from; a copy shares it.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) staged: Rc<Staged>,
    pub(crate) warehouse: Rc<Warehouse>,
}

impl Shared {
    /// Texts by code.
    pub(crate) fn text(&self, code: impl Fn(&Self, usize) -> u32 + 'static) -> Cells {
        let shared = self.clone();
        Cells::Shared(Rc::new(move |row, push| push(shared.staged.lexicon.text(code(&shared, row)))))
    }

    /// Identifiers of a kind by rank: integers where they may be held so.
    pub(crate) fn ids(
        &self,
        kind: fn(&Warehouse) -> &Ranked,
        rank: impl Fn(&Self, usize) -> Option<usize> + 'static,
    ) -> Cells {
        let shared = self.clone();
        if kind(&self.warehouse).ids.are_integers() {
            Cells::Int(Rc::new(move |row| match (&kind(&shared.warehouse).ids, rank(&shared, row)) {
                (Ids::Integers(values), Some(rank)) => Some(values[rank]),
                _ => None,
            }))
        } else {
            Cells::Shared(Rc::new(move |row, push| match (&kind(&shared.warehouse).ids, rank(&shared, row)) {
                (Ids::Texts(texts), Some(rank)) => push(Some(texts.get(rank))),
                _ => push(None),
            }))
        }
    }

    /// Whole numbers, some missing.
    pub(crate) fn int(&self, cell: impl Fn(&Self, usize) -> Option<i64> + 'static) -> Cells {
        let shared = self.clone();
        Cells::Int(Rc::new(move |row| cell(&shared, row)))
    }

    /// Verdicts, some missing.
    pub(crate) fn truth(&self, cell: impl Fn(&Self, usize) -> Option<bool> + 'static) -> Cells {
        let shared = self.clone();
        truth(move |row| cell(&shared, row))
    }

    /// Times as texts.
    pub(crate) fn time(&self, cell: impl Fn(&Self, usize) -> Moment + 'static) -> Cells {
        let shared = self.clone();
        Cells::Text(Rc::new(move |row| optional_text(cell(&shared, row))))
    }
}

/// A time as text; nothing for a missing one.
pub(crate) fn optional_text(time: Moment) -> Option<Cow<'static, str>> {
    (time != MISSING).then(|| Cow::Owned(times::text(time)))
}

/// The day as YYYYMMDD.
fn date_key(day: Day) -> i64 {
    let date = to_date(day);
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// Registers the dimensions and facts.
pub(crate) fn add_tables(catalog: &mut Catalog, shared: &Shared) {
    catalog.add(date_table(shared));
    catalog.add(store_table(shared));
    catalog.add(device_table(shared));
    catalog.add(customer_table(shared));
    catalog.add(product_table(shared));
    catalog.add(fact_table(shared));
}

fn date_table(shared: &Shared) -> Table {
    let facts = &shared.warehouse.facts;
    let first = facts.first_day.unwrap_or(0);
    let days = facts.last_day.map_or(0, |last| (last - first + 1) as usize);
    let at = move |row: usize| to_date(first + row as Day);
    Table::new(&DIM_DATE, days)
        .int(move |row| date_key(first + row as Day))
        .day(move |row| first + row as Day)
        .int(move |row| i64::from(at(row).year()))
        .text(move |row| format!("{}-Q{}", at(row).year(), at(row).month0() / 3 + 1))
        .text(move |row| month_text(month_of(first + row as Day)))
        .text(move |row| {
            let week = at(row).iso_week();
            format!("{}-W{:02}", week.year(), week.week())
        })
        .int(move |row| i64::from(at(row).day()))
        .int(move |row| i64::from(at(row).weekday().number_from_monday()))
        .truth(move |row| Some(at(row).weekday().number_from_monday() > 5))
}

/// Row 0 stands for nobody, so the row `row` is about the one at `row - 1`.
fn place(row: usize) -> Option<usize> {
    row.checked_sub(1)
}

fn store_table(shared: &Shared) -> Table {
    let version = |shared: &Shared, row: usize| place(row).map(|place| shared.warehouse.history.versions[place].clone());
    let of = move |shared: &Shared, row: usize, cell: fn(&Version) -> i64| version(shared, row).map(|version| cell(&version));
    let tracked = |index: usize| {
        shared.text(move |shared, row| {
            place(row).map_or(super::super::staging::NONE, |place| shared.warehouse.history.versions[place].tracked[index])
        })
    };
    let store = |shared: &Shared, row: usize| place(row).map(|place| shared.warehouse.history.versions[place].store);
    let code = |shared: &Shared, row: usize| {
        place(row).map_or(super::super::staging::NONE, |place| shared.warehouse.history.versions[place].tracked[5])
    };
    Table::new(&DIM_STORE, shared.warehouse.history.versions.len() + 1)
        .int(|row| row as i64)
        .push(shared.ids(|warehouse| &warehouse.store_ids, store))
        .push(shared.int(move |shared, row| of(shared, row, |version| i64::from(version.number))))
        .push(tracked(0))
        .push(tracked(1))
        .push(tracked(2))
        .push(tracked(3))
        .push(tracked(4))
        .push(shared.ids(
            |warehouse| &warehouse.customer_ids,
            move |shared, row| shared.warehouse.customer_ids.rank(code(shared, row)),
        ))
        .push(shared.int(move |shared, row| Some(i64::from(shared.warehouse.customer_ids.key(code(shared, row))))))
        .push(shared.time(move |shared, row| {
            store(shared, row).map_or(MISSING, |store| shared.warehouse.history.created_at[store])
        }))
        .push(shared.time(move |shared, row| version(shared, row).map_or(MISSING, |version| version.valid_from)))
        .push(shared.time(move |shared, row| version(shared, row).map_or(MISSING, |version| version.valid_to)))
        .push(shared.truth(move |shared, row| {
            store(shared, row).map(|store| Some(shared.warehouse.history.last(store)) == place(row))
        }))
        .push(shared.truth(move |shared, row| store(shared, row).map(|store| shared.warehouse.history.is_inferred[store])))
}

fn device_table(shared: &Shared) -> Table {
    let device = |shared: &Shared, row: usize| place(row).map(|place| shared.warehouse.devices[place]);
    let store = move |shared: &Shared, row: usize| {
        device(shared, row).and_then(|device| shared.warehouse.store_ids.rank(device.store))
    };
    Table::new(&DIM_DEVICE, shared.warehouse.devices.len() + 1)
        .int(|row| row as i64)
        .push(shared.ids(|warehouse| &warehouse.device_ids, |_, row| place(row)))
        .push(shared.text(move |shared, row| device(shared, row).map_or(super::super::staging::NONE, |device| device.kind)))
        .push(shared.ids(|warehouse| &warehouse.store_ids, store))
        .push(shared.truth(move |shared, row| device(shared, row).map(|device| device.is_inferred)))
}

fn customer_table(shared: &Shared) -> Table {
    Table::new(&DIM_CUSTOMER, shared.warehouse.customer_ids.len() + 1)
        .int(|row| row as i64)
        .push(shared.ids(|warehouse| &warehouse.customer_ids, |_, row| place(row)))
        .push(shared.int(|shared, row| place(row).map(|place| i64::from(shared.warehouse.store_counts[place]))))
}

fn product_table(shared: &Shared) -> Table {
    let product = |shared: &Shared, row: usize| place(row).map(|place| shared.warehouse.products.rows[place]);
    let none = super::super::staging::NONE;
    Table::new(&DIM_PRODUCT, shared.warehouse.products.rows.len() + 1)
        .int(|row| row as i64)
        .push(shared.ids(|warehouse| &warehouse.sku_ids, |_, row| place(row)))
        .push(shared.text(move |shared, row| product(shared, row).map_or(none, |product| product.name)))
        .push(shared.text(move |shared, row| product(shared, row).map_or(none, |product| product.name_2)))
        .push(shared.int(move |shared, row| product(shared, row).map(|product| i64::from(product.distinct_names))))
        .push(shared.truth(move |shared, row| product(shared, row).map(|product| product.is_gtin)))
}

fn fact_table(shared: &Shared) -> Table {
    let fact = |shared: &Shared, row: usize| shared.warehouse.facts.rows[row];
    let staged = move |shared: &Shared, row: usize| -> Transaction {
        shared.staged.transactions.rows[fact(shared, row).staged as usize]
    };
    let key = |rank: Option<u32>| Some(rank.map_or(i64::from(NOBODY), |rank| i64::from(rank) + 1));
    let rank = |rank: Option<u32>| rank.map(|rank| rank as usize);
    let (amounts, statuses) = (shared.clone(), shared.clone());
    let of = move |shared: &Shared, row: usize, cell: fn(&Fact) -> Option<u32>| cell(&fact(shared, row));
    Table::new(&FACT_TRANSACTION, shared.warehouse.facts.rows.len())
        .push(shared.text(move |shared, row| staged(shared, row).id))
        .push(shared.time(move |shared, row| fact(shared, row).time))
        .push(shared.int(move |shared, row| Some(date_key(fact(shared, row).day))))
        .push(shared.time(move |shared, row| staged(shared, row).happened_at))
        .push(shared.time(move |shared, row| staged(shared, row).created_at))
        .push(shared.int(move |shared, row| key(of(shared, row, |fact| fact.device))))
        .push(shared.ids(|warehouse| &warehouse.device_ids, move |shared, row| rank(of(shared, row, |fact| fact.device))))
        .push(shared.int(move |shared, row| key(of(shared, row, |fact| fact.version))))
        .push(shared.ids(|warehouse| &warehouse.store_ids, move |shared, row| rank(of(shared, row, |fact| fact.store))))
        .push(shared.int(move |shared, row| key(of(shared, row, |fact| fact.customer))))
        .push(shared.ids(
            |warehouse| &warehouse.customer_ids,
            move |shared, row| rank(of(shared, row, |fact| fact.customer)),
        ))
        .push(shared.int(move |shared, row| key(of(shared, row, |fact| fact.product))))
        .push(shared.ids(|warehouse| &warehouse.sku_ids, move |shared, row| rank(of(shared, row, |fact| fact.product))))
        .push(shared.text(move |shared, row| staged(shared, row).name))
        .push(shared.text(move |shared, row| staged(shared, row).name_2))
        .float(move |row| fact(&amounts, row).amount)
        .word(move |row| fact(&statuses, row).status.word())
        .push(shared.text(move |shared, row| staged(shared, row).card))
        .push(shared.int(move |shared, row| Some(i64::from(staged(shared, row).updates))))
}
