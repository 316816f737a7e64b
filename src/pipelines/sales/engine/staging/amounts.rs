//! The number columns, and the amount of each row: the sales column, or quantity times unit price, by file.

use crate::engine::cells::numbers::{self, NumberRule};
use crate::engine::ingest::RawTable;

/// Numbers by row; NaN where the cell is missing or not a number.
#[derive(Debug)]
pub(crate) struct Amounts {
    pub(crate) amount: Vec<f64>,
    pub(crate) quantity: Option<Vec<f64>>,
    pub(crate) unit_price: Option<Vec<f64>>,
    /// How each number column was read, where there was something to decide.
    pub(super) how: Vec<(&'static str, String)>,
    /// Per file: whether the amount is quantity times unit price.
    pub(crate) derived: Vec<bool>,
}

/// Reads the number columns; each decides its decimal mark over all files, where nobody decided it before.
pub(super) fn read(raw: &RawTable, skip: &[u32], rule: NumberRule) -> Amounts {
    let mut how = Vec::new();
    let mut column = |name: &'static str| {
        raw.any_file_has(name).then(|| {
            let column = numbers::read(raw.column(name), skip, NumberRule::chosen(raw.reading(name), rule));
            how.push((name, column.how()));
            column.values
        })
    };
    let (sales, quantity, unit_price) = (column("sales"), column("quantity"), column("unit_price"));
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
    Amounts { amount, quantity, unit_price, how, derived }
}
