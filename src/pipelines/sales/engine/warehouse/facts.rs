//! Facts: the accepted rows in the order of the fact table.

use super::orders::Orders;
use crate::engine::order::by_day_then;
use crate::pipelines::sales::engine::staging::Cleaned;

/// Facts by sales key (0-based here; the table shows it from 1).
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The cleaned row.
    pub(crate) row: Vec<u32>,
    /// Customer key, 0-based: a selection passes over the others' rows without another look.
    pub(crate) customer: Vec<u32>,
}

impl Facts {
    /// Sorts the rows by date, customer key, order key, then place in the files.
    pub(super) fn build(rows: &Cleaned, orders: &Orders) -> Self {
        let key = |row: usize| {
            let order = orders.of_row[row];
            u64::from(orders.customer[order as usize]) << 32 | u64::from(order)
        };
        let row = by_day_then(rows.len(), |row| rows.days[row], key);
        let customer = row.iter().map(|row| orders.customer[orders.of_row[*row as usize] as usize]).collect();
        Self { row, customer }
    }
}
