//! The accepted rows as compact columns.

use super::amounts::Amounts;
use super::rules::Sorted;
use crate::base::date::Day;
use crate::engine::cells::dates::DateColumn;
use crate::engine::cells::ids::{Ids, Interner, merged};
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::passes;

/// Code of a missing word.
pub(crate) const NONE: u32 = u32::MAX;

/// A text column of few distinct values: a code per row into the words, which are in byte order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) codes: Vec<u32>,
    pub(crate) words: Vec<Box<str>>,
}

impl Words {
    /// These and more, of so many rows each.
    fn joined(&self, more: &Self, rows: (usize, usize)) -> Self {
        if self.codes.is_empty() && more.codes.is_empty() {
            return Self::default();
        }
        let (words, these, others) = merged(&self.words, &more.words);
        let codes = |words: &Self, places: &[u32], rows: usize| {
            passes::collect(rows, |row| places.get(words.place(row)).copied().unwrap_or(NONE))
        };
        Self {
            codes: both(&codes(self, &these, rows.0), &codes(more, &others, rows.1)),
            words: words.into_iter().cloned().collect(),
        }
    }

    /// The code of a row's word; where it has none, the number of words.
    pub(crate) fn place(&self, row: usize) -> usize {
        self.codes.get(row).map_or(self.words.len(), |code| (*code as usize).min(self.words.len()))
    }

    /// The word of a row; `None` where it is missing or the column is not there.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        self.codes.get(row).and_then(|code| self.words.get(*code as usize)).map(|word| &**word)
    }
}

/// The accepted rows in input order: one entry per row in every column.
#[derive(Debug)]
pub(crate) struct Cleaned {
    /// The row of the raw table.
    pub(crate) raw_row: Vec<u32>,
    pub(crate) days: Vec<Day>,
    /// Rank in `customer_ids`.
    pub(crate) customers: Vec<u32>,
    /// Rank in `order_ids`.
    pub(crate) orders: Vec<u32>,
    /// Above 0 for a purchase row, below for a return row.
    pub(crate) amounts: Vec<f64>,
    /// In id order.
    pub(crate) customer_ids: Ids,
    pub(crate) order_ids: Ids,
    pub(crate) product: Words,
    pub(crate) channel: Words,
    pub(crate) country: Words,
    /// NaN where it is no number; `None` where no file has the column.
    pub(crate) quantity: Option<Vec<f64>>,
    pub(crate) unit_price: Option<Vec<f64>>,
}

impl Cleaned {
    /// The columns that sales are broken down by, with their names.
    pub(crate) fn dimensions(&self) -> [(&'static str, &Words); 3] {
        [("product", &self.product), ("channel", &self.channel), ("country", &self.country)]
    }

    /// Number of accepted rows.
    pub(crate) fn len(&self) -> usize {
        self.raw_row.len()
    }

    pub(super) fn build(raw: &RawTable, dates: &DateColumn, amounts: &Amounts, sorted: &Sorted<'_>) -> Self {
        let accepted = &sorted.accepted;
        let (customer_ids, customers) = sorted.customers.rank(accepted);
        let (order_ids, orders) = sorted.orders.rank(accepted);
        let pick = |values: &Vec<f64>| passes::pick(values, accepted);
        Self {
            days: passes::pick(&dates.days, accepted),
            amounts: pick(&amounts.amount),
            quantity: amounts.quantity.as_ref().map(pick),
            unit_price: amounts.unit_price.as_ref().map(pick),
            product: words(raw, "product", accepted),
            channel: words(raw, "channel", accepted),
            country: words(raw, "country", accepted),
            customers,
            customer_ids,
            orders,
            order_ids,
            raw_row: accepted.clone(),
        }
    }
}

impl Cleaned {
    /// These rows and then more, whose raw rows begin at `first_row`. `None` where ids of these would change their order.
    pub(super) fn joined(&self, more: &Self, first_row: usize) -> Option<Self> {
        let (customer_ids, customers, more_customers) = self.customer_ids.joined(&more.customer_ids)?;
        let (order_ids, orders, more_orders) = self.order_ids.joined(&more.order_ids)?;
        let rows = (self.len(), more.len());
        Some(Self {
            raw_row: both(&self.raw_row, &passes::collect(rows.1, |row| more.raw_row[row] + first_row as u32)),
            days: both(&self.days, &more.days),
            customers: both(&passes::pick(&customers, &self.customers), &passes::pick(&more_customers, &more.customers)),
            orders: both(&passes::pick(&orders, &self.orders), &passes::pick(&more_orders, &more.orders)),
            amounts: both(&self.amounts, &more.amounts),
            customer_ids,
            order_ids,
            product: self.product.joined(&more.product, rows),
            channel: self.channel.joined(&more.channel, rows),
            country: self.country.joined(&more.country, rows),
            quantity: numbers(self.quantity.as_ref(), more.quantity.as_ref(), rows),
            unit_price: numbers(self.unit_price.as_ref(), more.unit_price.as_ref(), rows),
        })
    }
}

fn both<T: Copy>(these: &[T], more: &[T]) -> Vec<T> {
    [these, more].concat()
}

/// The numbers of both; those of the one without the column are missing.
fn numbers(these: Option<&Vec<f64>>, more: Option<&Vec<f64>>, rows: (usize, usize)) -> Option<Vec<f64>> {
    let all = |values: Option<&Vec<f64>>, rows: usize| values.cloned().unwrap_or_else(|| vec![f64::NAN; rows]);
    these.or(more).map(|_| both(&all(these, rows.0), &all(more, rows.1)))
}

fn words(raw: &RawTable, name: &str, rows: &[u32]) -> Words {
    if !raw.any_file_has(name) {
        return Words::default();
    }
    let column = raw.column(name);
    let mut interner = Interner::new();
    let text = |row: usize| present(column.get(rows[row] as usize));
    let mut codes = passes::collect(rows.len(), |row| text(row).map_or(NONE, |text| interner.code(text)));
    let mut order: Vec<u32> = (0..interner.texts().len() as u32).collect();
    order.sort_unstable_by_key(|code| interner.texts()[*code as usize]);
    let mut ranks = vec![0; order.len()];
    for (rank, code) in order.iter().enumerate() {
        ranks[*code as usize] = rank as u32;
    }
    passes::for_each(codes.len(), |row| codes[row] = ranks.get(codes[row] as usize).copied().unwrap_or(NONE));
    Words { codes, words: order.iter().map(|code| Box::from(interner.texts()[*code as usize])).collect() }
}
