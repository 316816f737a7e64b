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

        // Customer keys run by first order, so those seen so far are a prefix; orders run by date.
        let customers = &warehouse.customers;
        let (mut count, mut last) = (vec![0u32; customers.len()], vec![Day::MIN; customers.len()]);
        let mut selected = Vec::new();
        selection.for_each_customer(customers.len(), |customer| selected.push(customer));
        let mut next_order = 0;
        for snapshot in lifecycle.days.clone() {
            let from = next_order;
            next_order += orders.day[from..].partition_point(|day| *day <= snapshot);
            passes::for_each(next_order - from, |order| {
                let order = from + order;
                let customer = orders.customer[order] as usize;
                if !orders.is_return[order] && selection.has(customer) {
                    count[customer] += 1;
                    last[customer] = orders.day[order];
                }
            });
            let base = selected.partition_point(|customer| customers.first_day[*customer] <= snapshot);
            let (mut counts, mut since) = ([0u32; 4], [0i64; 4]);
            passes::for_each(base, |place| {
                let customer = selected[place];
                let since_last = snapshot - last[customer];
                let stage = stage(count[customer], snapshot - customers.first_day[customer], since_last);
                counts[stage] += 1;
                since[stage] += i64::from(since_last);
            });
            lifecycle.counts.push(counts);
            lifecycle.since_last.push(since);
        }
        lifecycle
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
