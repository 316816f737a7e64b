//! The star schema: days, orders, customers, facts (spec sales.md, section 4).
//!
//! Everything hangs on dense keys: orders are numbered by date, customers by their first order's date, and each column
//! is an array under that key. All loops run over fixed orders, so that float sums are the same everywhere.

mod aggregates;
mod customers;
mod facts;
mod orders;
mod segment;
mod tables;

use std::rc::Rc;

pub(super) use aggregates::{breakdown_table, daily_table};
pub(super) use customers::Customers;
pub(super) use facts::Facts;
pub(super) use orders::Orders;
pub(super) use segment::Segment;
pub(super) use tables::{MONTHS, customer_table, date_table, fact_table, order_table};

use super::settings::Settings;
use super::staging::{Cleaned, Staged};
use crate::base::date::Day;

/// The warehouse of a run with at least one accepted row; without any, all its parts are empty. A copy
/// shares them.
#[derive(Debug, Clone)]
pub(super) struct Warehouse {
    pub(super) rows: Rc<Cleaned>,
    /// First and last accepted day.
    pub(super) days: Option<(Day, Day)>,
    /// The day recency is counted from; 1970-01-01 when there are no rows.
    pub(super) as_of: Day,
    pub(super) orders: Rc<Orders>,
    pub(super) customers: Rc<Customers>,
    pub(super) facts: Rc<Facts>,
}

/// Builds the warehouse.
pub(super) fn build(staged: &Staged, settings: &Settings) -> Warehouse {
    let rows = staged.rows.clone();
    let as_of = staged.as_of.unwrap_or_default();
    let days = rows.days.iter().copied().min().zip(rows.days.iter().copied().max());
    let mut orders = Orders::build(&rows);
    let customers = Customers::build(&rows, &mut orders, as_of, settings);
    let facts = Facts::build(&rows, &orders);
    Warehouse { rows, days, as_of, orders: Rc::new(orders), customers: Rc::new(customers), facts: Rc::new(facts) }
}

impl Warehouse {
    /// The same orders and facts, the customers cut and segmented by other rules.
    pub(super) fn resegmented(&self, settings: &Settings) -> Self {
        let customers = Rc::new(self.customers.resegmented(self.as_of, settings));
        Self { customers, ..self.clone() }
    }
}

/// The bucket 0..k of the item at `rank` (0-based) of `n`: the first n mod k buckets get one more (`NTILE`).
pub(crate) fn ntile(rank: usize, n: usize, k: usize) -> usize {
    let (size, longer) = (n / k, n % k);
    let long_rows = longer * (size + 1);
    if rank < long_rows { rank / (size + 1) } else { longer + (rank - long_rows) / size.max(1) }
}

/// Bits that sort as the floats do, after rounding to six decimals: ranks must not hang on the order of a sum.
pub(crate) fn rank_bits(value: f64) -> u64 {
    let bits = (crate::base::format::r6(value) + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::{ntile, rank_bits};

    #[test]
    fn the_first_buckets_take_the_remainder() {
        let tiles = |n: usize, k: usize| (0..n).map(|rank| ntile(rank, n, k) + 1).collect::<Vec<_>>();
        assert_eq!(tiles(10, 4), [1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
        assert_eq!(tiles(3, 5), [1, 2, 3]);
        assert_eq!(tiles(5, 5), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn rank_bits_sort_like_rounded_floats() {
        let values = [-10.5, -0.000_001, 0.0, 0.000_001, 3.25, 1e9];
        assert!(values.windows(2).all(|pair| rank_bits(pair[0]) < rank_bits(pair[1])));
        assert_eq!(rank_bits(0.1 + 0.2), rank_bits(0.3));
        assert_eq!(rank_bits(-0.0), rank_bits(0.0));
    }
}
