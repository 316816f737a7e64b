//! Rows that repeat an earlier one in every column (spec sales.md, section 3, `duplicate_row`).

use std::hash::{BuildHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::amounts::Amounts;
use crate::engine::cells::codes::IdColumn;
use crate::engine::cells::dates::DateColumn;
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::passes;
use crate::engine::text::TextColumn;

/// The known columns that are compared as texts.
pub(super) const TEXTS: [&str; 3] = ["product", "channel", "country"];

/// Those of `candidates` (ascending) that repeat an earlier candidate, ascending.
pub(super) fn find(raw: &RawTable, candidates: &[u32], dates: &DateColumn, amounts: &Amounts, customers: &[u32], orders: &IdColumn<'_>) -> Vec<u32> {
    let rows = RowView::new(raw, dates, amounts, customers, &orders.codes);
    let hasher = DefaultHashBuilder::default();
    let mut repeats = Vec::new();
    let several = of_several_rows(candidates, orders);
    let mut seen: HashTable<u32> = HashTable::with_capacity(several.len());
    for row in several {
        let hash = rows.hash(&hasher, row as usize);
        let entry = seen.entry(hash, |other| rows.equal(*other as usize, row as usize), |other| rows.hash(&hasher, *other as usize));
        match entry {
            hashbrown::hash_table::Entry::Occupied(_) => repeats.push(row),
            hashbrown::hash_table::Entry::Vacant(place) => {
                place.insert(row);
            }
        }
    }
    repeats
}

/// Those of `rows` whose order has another one: a row that is alone in its order repeats none.
fn of_several_rows(rows: &[u32], orders: &IdColumn<'_>) -> Vec<u32> {
    let mut lines = vec![0u8; orders.count()];
    passes::for_each(rows.len(), |row| {
        let lines = &mut lines[orders.codes[rows[row] as usize] as usize];
        *lines = lines.saturating_add(1);
    });
    let mut several = Vec::new();
    passes::for_each(rows.len(), |row| {
        if lines[orders.codes[rows[row] as usize] as usize] > 1 {
            several.push(rows[row]);
        }
    });
    several
}

/// What makes two rows the same: parsed values of the known columns, trimmed texts of the others.
struct RowView<'a> {
    dates: &'a DateColumn,
    customers: &'a [u32],
    orders: &'a [u32],
    numbers: Vec<&'a [f64]>,
    /// Rows whose amount is quantity times unit price have no sales cell; told apart only where files differ in it.
    derived: Option<(&'a RawTable, &'a [bool])>,
    texts: Vec<&'a TextColumn>,
    extras: Vec<&'a TextColumn>,
}

impl<'a> RowView<'a> {
    fn new(raw: &'a RawTable, dates: &'a DateColumn, amounts: &'a Amounts, customers: &'a [u32], orders: &'a [u32]) -> Self {
        let numbers = [Some(&amounts.amount), amounts.quantity.as_ref(), amounts.unit_price.as_ref()];
        Self {
            dates,
            customers,
            orders,
            derived: amounts.derived.windows(2).any(|pair| pair[0] != pair[1]).then_some((raw, amounts.derived.as_slice())),
            numbers: numbers.into_iter().flatten().map(Vec::as_slice).collect(),
            texts: TEXTS.into_iter().filter(|name| raw.any_file_has(name)).map(|name| raw.column(name)).collect(),
            extras: raw.extras.iter().map(|(_, column)| column).collect(),
        }
    }

    fn hash(&self, hasher: &DefaultHashBuilder, row: usize) -> u64 {
        let mut state = hasher.build_hasher();
        // The known columns tell nearly all rows apart; equality settles the rest.
        (self.dates.days[row], self.customers[row], self.orders[row]).hash(&mut state);
        for numbers in &self.numbers {
            state.write_u64(bits(numbers[row]));
        }
        state.finish()
    }

    fn is_derived(&self, row: usize) -> bool {
        self.derived.is_some_and(|(raw, derived)| derived[raw.file_index(row)])
    }

    fn equal(&self, left: usize, right: usize) -> bool {
        self.dates.days[left] == self.dates.days[right]
            && self.customers[left] == self.customers[right]
            && self.orders[left] == self.orders[right]
            && self.numbers.iter().all(|numbers| bits(numbers[left]) == bits(numbers[right]))
            && self.is_derived(left) == self.is_derived(right)
            && self.texts.iter().all(|texts| present(texts.get(left)) == present(texts.get(right)))
            && self.extras.iter().all(|texts| trimmed(texts, left) == trimmed(texts, right))
    }
}

/// Equal numbers have equal bits: one zero, one NaN (which stands for "not a number").
pub(super) fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() }
}

pub(super) fn trimmed(texts: &TextColumn, row: usize) -> &str {
    texts.get(row).unwrap_or_default().trim()
}
