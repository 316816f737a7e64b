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

/// Deals the items out to `k` tiles by their order, and hands each over with its tile: the first n mod k get one more
/// (`NTILE`). Items must differ. Within a tile they stay unsorted, which takes a fraction of the time.
pub(crate) fn for_each_tile<T: Ord>(items: &mut [T], k: usize, mut take: impl FnMut(&T, usize)) {
    let (size, longer) = (items.len() / k, items.len() % k);
    let mut rest = items;
    for tile in 0..k {
        let size = size + usize::from(tile < longer);
        if size < rest.len() {
            rest.select_nth_unstable(size);
        }
        let (of_tile, others) = rest.split_at_mut(size);
        of_tile.iter().for_each(|item| take(item, tile));
        rest = others;
    }
}

/// Bits that sort as the floats do, after rounding to six decimals: ranks must not hang on the order of a sum.
pub(crate) fn rank_bits(value: f64) -> u64 {
    let bits = (crate::base::format::r6(value) + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::{for_each_tile, rank_bits};

    #[test]
    fn the_first_tiles_take_the_remainder() {
        let tiles = |n: usize, k: usize| {
            // Scrambled: 7 has no divisor in common with the counts here.
            let mut items: Vec<usize> = (0..n).map(|item| item * 7 % n).collect();
            let mut tiles = vec![0; n];
            for_each_tile(&mut items, k, |item, tile| tiles[*item] = tile + 1);
            tiles
        };
        assert_eq!(tiles(10, 4), [1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
        assert_eq!(tiles(3, 5), [1, 2, 3]);
        assert_eq!(tiles(5, 5), [1, 2, 3, 4, 5]);
        assert!(tiles(0, 4).is_empty());
    }

    #[test]
    fn rank_bits_sort_like_rounded_floats() {
        let values = [-10.5, -0.000_001, 0.0, 0.000_001, 3.25, 1e9];
        assert!(values.windows(2).all(|pair| rank_bits(pair[0]) < rank_bits(pair[1])));
        assert_eq!(rank_bits(0.1 + 0.2), rank_bits(0.3));
        assert_eq!(rank_bits(-0.0), rank_bits(0.0));
    }
}
