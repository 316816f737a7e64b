//! The number columns, and the amount of each row: the sales column, or quantity times unit price, by file.

use crate::engine::cells::numbers::{self, NumberColumn, NumberRule};
use crate::engine::ingest::RawTable;

/// Numbers by row; NaN where the cell is missing or not a number.
#[derive(Debug)]
pub(crate) struct Amounts {
    pub(crate) amount: Vec<f64>,
    pub(crate) quantity: Option<Vec<f64>>,
    pub(crate) unit_price: Option<Vec<f64>>,
    /// How each number column was read, without its rows.
    pub(super) accounts: Vec<(&'static str, NumberColumn)>,
    /// Per file: whether the amount is quantity times unit price.
    pub(crate) derived: Vec<bool>,
}

/// Reads the number columns; each decides its decimal mark over all files, where nobody decided it before.
pub(super) fn read(raw: &RawTable, skip: &[u32], rule: NumberRule) -> Amounts {
    let own = |name: &str| numbers::read(raw.column(name), skip, NumberRule::chosen(raw.reading(name), rule));
    put_together(raw, NAMES.map(|name| raw.any_file_has(name).then(|| own(name))))
}

/// The same of rows that follow others, whose accounts are known; the accounts are those of all. `None` where the rows before
/// have to be read again.
pub(super) fn read_on(
    raw: &RawTable,
    skip: &[u32],
    rule: NumberRule,
    before: &[(&'static str, NumberColumn)],
) -> Option<Amounts> {
    let mut columns = [None, None, None];
    for (name, column) in NAMES.into_iter().zip(&mut columns) {
        let known = before.iter().find(|(other, _)| *other == name);
        *column = match known {
            Some((_, before)) => Some(numbers::read_on(raw.column(name), skip, before)?),
            None if raw.any_file_has(name) => {
                Some(numbers::read(raw.column(name), skip, NumberRule::chosen(raw.reading(name), rule)))
            }
            None => None,
        };
    }
    Some(put_together(raw, columns))
}

/// The number columns.
const NAMES: [&str; 3] = ["sales", "quantity", "unit_price"];

fn put_together(raw: &RawTable, columns: [Option<NumberColumn>; 3]) -> Amounts {
    let mut accounts = Vec::new();
    for (name, column) in NAMES.into_iter().zip(&columns) {
        accounts.extend(column.as_ref().map(|column| (name, column.account())));
    }
    let [sales, quantity, unit_price] = columns.map(|column| column.map(|column| column.values));
    let derived: Vec<bool> = (0..raw.files.len()).map(|file| !raw.file_has(file, "sales")).collect();
    let mut amount = sales.unwrap_or_else(|| vec![f64::NAN; raw.rows]);
    for (file, derived) in raw.files.iter().zip(&derived) {
        if let (true, Some(quantity), Some(unit_price)) = (*derived, &quantity, &unit_price) {
            for row in file.first_row..file.first_row + file.rows {
                // A product beyond the range of floats is no amount, like any infinite value.
                let product = quantity[row] * unit_price[row];
                amount[row] = if product.is_finite() { product } else { f64::NAN };
            }
        }
    }
    Amounts { amount, quantity, unit_price, accounts, derived }
}
