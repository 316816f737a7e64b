//! How the customer base was made up at the end of each month.

use std::rc::Rc;

use super::{Selection, ratio};
use crate::base::date::{Day, month_bounds, month_of};
use crate::engine::passes;
use crate::engine::table::Table;
use crate::pipelines::sales::tables::business::CUSTOMER_LIFECYCLE_SNAPSHOT;
use crate::pipelines::sales::engine::warehouse::Warehouse;

/// The stages in the order of the table.
pub(crate) const STAGES: [&str; 4] = ["New", "Active", "At Risk", "Inactive"];
/// A customer with one order is new for this many days.
const NEW_DAYS: i32 = 30;
/// Days since the last order up to which a customer is active, and at risk.
const ACTIVE_DAYS: i32 = 30;
const AT_RISK_DAYS: i32 = 90;

/// The stage, as an index into [`STAGES`], of a customer with these orders so far.
pub(crate) fn stage(orders: u32, since_first: i32, since_last: i32) -> usize {
    if orders == 1 && since_first <= NEW_DAYS {
        0
    } else if since_last <= ACTIVE_DAYS {
        1
    } else if since_last <= AT_RISK_DAYS {
        2
    } else {
        3
    }
}

/// Snapshots with customers and summed days since the last order per stage.
#[derive(Debug)]
pub(crate) struct Lifecycle {
    days: Vec<Day>,
    counts: Vec<[u32; 4]>,
    since_last: Vec<[i64; 4]>,
}

impl Lifecycle {
    /// Takes the snapshots of the selected customers: the last day of each month from the first order's that lies
    /// before as_of, and as_of.
    pub(crate) fn new(warehouse: &Warehouse, selection: Selection<'_>) -> Self {
        let orders = &warehouse.orders;
        let mut lifecycle = Self { days: Vec::new(), counts: Vec::new(), since_last: Vec::new() };
        let Some(first) = (0..orders.len()).find(|order| !orders.is_return[*order]).map(|order| orders.day[order]) else { return lifecycle };
        let month_ends = (month_of(first)..).map(|month| month_bounds(month).1);
        lifecycle.days = month_ends.take_while(|day| *day < warehouse.as_of).collect();
        lifecycle.days.push(warehouse.as_of);

        // What a customer is between two orders, or after the last one, is added to the snapshots in between.
        let mut spans = Spans::new(&lifecycle.days, first);
        passes::for_each(orders.len(), |order| {
            if let Some(gap) = orders.since_previous[order].filter(|_| selection.has(orders.customer[order] as usize)) {
                spans.add(orders.day[order] - gap, orders.day[order], orders.sequence[order] == 2);
            }
        });
        let customers = &warehouse.customers;
        selection.for_each_customer(customers.len(), |customer| {
            spans.add(customers.last_day[customer], Day::MAX, customers.orders[customer] == 1);
        });
        let (mut counts, mut last) = ([0i64; 4], [0i64; 4]);
        for (day, changes) in lifecycle.days.iter().zip(&spans.changes) {
            for (stage, change) in changes.iter().enumerate() {
                counts[stage] += change.customers;
                last[stage] += change.last;
            }
            lifecycle.counts.push(counts.map(|count| count as u32));
            lifecycle.since_last.push(std::array::from_fn(|stage| counts[stage] * i64::from(*day) - last[stage]));
        }
        lifecycle
    }
}

/// How the customers of a stage change from one snapshot to the next.
#[derive(Debug, Clone, Copy, Default)]
struct Change {
    customers: i64,
    /// Their last order days, added up.
    last: i64,
}

/// Gathers what customers are between two of their orders.
struct Spans {
    first: Day,
    /// By day from the first order's on: the first snapshot that does not lie before it.
    snapshot: Vec<u32>,
    changes: Vec<[Change; 4]>,
}

impl Spans {
    fn new(snapshots: &[Day], first: Day) -> Self {
        let until = snapshots.last().copied().unwrap_or(first);
        let of_day = |day: Day| snapshots.partition_point(|snapshot| *snapshot < day) as u32;
        Self { first, snapshot: (first..=until).map(of_day).collect(), changes: vec![[Change::default(); 4]; snapshots.len() + 1] }
    }

    /// From the day of an order until before that of the next; `one`: it was the customer's first order.
    fn add(&mut self, last: Day, next: Day, one: bool) {
        let end = self.at(next);
        let mut from = self.at(last);
        let until = [if one { NEW_DAYS } else { -1 }, ACTIVE_DAYS, AT_RISK_DAYS];
        for stage in 0..STAGES.len() {
            let to = until.get(stage).map_or(end, |days| self.at(last + days + 1).min(end));
            if from < to {
                for (snapshot, sign) in [(from, 1), (to, -1)] {
                    let change = &mut self.changes[snapshot][stage];
                    change.customers += sign;
                    change.last += sign * i64::from(last);
                }
                from = to;
            }
        }
    }

    fn at(&self, day: Day) -> usize {
        self.snapshot.get(day.saturating_sub(self.first) as usize).map_or(self.changes.len() - 1, |snapshot| *snapshot as usize)
    }
}

/// The table `customer_lifecycle_snapshot`.
pub(crate) fn lifecycle_table(lifecycle: &Rc<Lifecycle>) -> Table {
    let rows = lifecycle.days.len() * STAGES.len();
    let at = |row: usize| (row / STAGES.len(), row % STAGES.len());
    let [a, b, c, d] = std::array::from_fn(|_| lifecycle.clone());
    Table::new(&CUSTOMER_LIFECYCLE_SNAPSHOT, rows)
        .day(move |row| a.days[at(row).0])
        .word(move |row| STAGES[at(row).1])
        .int(move |row| i64::from(b.counts[at(row).0][at(row).1]))
        .float_opt(move |row| {
            let counts = &c.counts[at(row).0];
            ratio(f64::from(counts[at(row).1]), f64::from(counts.iter().sum::<u32>()))
        })
        .float_opt(move |row| {
            let (snapshot, stage) = at(row);
            ratio(d.since_last[snapshot][stage] as f64, f64::from(d.counts[snapshot][stage]))
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn spans_are_the_stages_on_every_snapshot(mut days in prop::collection::vec(0..400i32, 1..8), mut snapshots in prop::collection::btree_set(0..500i32, 1..6)) {
            days.sort_unstable();
            snapshots.insert(days[days.len() - 1]);
            let snapshots: Vec<Day> = snapshots.into_iter().collect();
            let mut spans = Spans::new(&snapshots, 0);
            for (place, day) in days.iter().enumerate() {
                spans.add(*day, days.get(place + 1).copied().unwrap_or(Day::MAX), place == 0);
            }
            let mut counts = [0; 4];
            for (snapshot, changes) in snapshots.iter().zip(&spans.changes) {
                changes.iter().zip(&mut counts).for_each(|(change, count)| *count += change.customers);
                let so_far: Vec<Day> = days.iter().copied().filter(|day| day <= snapshot).collect();
                let expected = so_far.last().map(|last| stage(so_far.len() as u32, snapshot - so_far[0], snapshot - last));
                let found = counts.iter().position(|count| *count > 0);
                prop_assert_eq!((found, counts.iter().sum::<i64>()), (expected, i64::from(expected.is_some())), "on day {}", snapshot);
            }
        }
    }
}
