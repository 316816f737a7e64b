//! Facts: the accepted rows in the order of the fact table.

use super::orders::Orders;
use crate::pipelines::sales::engine::staging::Cleaned;

/// Facts by sales key (0-based here; the table shows it from 1).
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The cleaned row.
    pub(crate) row: Vec<u32>,
}

impl Facts {
    /// Sorts the rows by date, customer key, order key, then place in the files.
    pub(super) fn build(rows: &Cleaned, orders: &Orders) -> Self {
        let mut sorted: Vec<(u64, u64)> = (0..rows.len())
            .map(|row| {
                let order = orders.of_row[row];
                let day = (rows.days[row] as u32) ^ (1 << 31);
                let customer = orders.customer[order as usize];
                (u64::from(day) << 32 | u64::from(customer), u64::from(order) << 32 | row as u64)
            })
            .collect();
        sorted.sort_unstable();
        Self { row: sorted.into_iter().map(|(_, low)| low as u32).collect() }
    }
}
