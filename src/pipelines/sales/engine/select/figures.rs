//! Sums over the rows chosen, for the figures.

use std::rc::Rc;

use crate::base::date::{Month, month_text};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Fact, SEGMENTS, Selection, for_each_fact, ratio};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::tables::overviews::PERIOD;
use crate::pipelines::sales::tables::views::{HEADLINE, RFM_OVERVIEW};

/// Sums over a selection.
pub(super) struct Figures {
    pub(super) revenue: f64,
    orders: u32,
    customers: u32,
    one_time: u32,
    /// By segment.
    segment_customers: [u32; SEGMENTS.len()],
    segment_spent: [f64; SEGMENTS.len()],
}

impl Figures {
    pub(super) fn new(outcome: &SalesOutcome, selection: Selection<'_>) -> Self {
        let (orders, customers) = (&outcome.warehouse.orders, &outcome.warehouse.customers);
        let mut figures =
            Self { revenue: 0.0, orders: 0, customers: 0, one_time: 0, segment_customers: [0; SEGMENTS.len()], segment_spent: [0.0; SEGMENTS.len()] };
        let mut counted = vec![false; orders.len()];
        for_each_fact(&outcome.warehouse, &outcome.calendar, selection, |Fact { order, customer, amount, .. }| {
            figures.revenue += amount;
            figures.segment_spent[usize::from(outcome.business.rfm.segment[customer])] += amount;
            if amount > 0.0 && !counted[order] {
                counted[order] = true;
                figures.orders += 1;
            }
        });
        selection.for_each_customer(customers.len(), |customer| {
            figures.customers += 1;
            figures.one_time += u32::from(customers.orders[customer] == 1);
            figures.segment_customers[usize::from(outcome.business.rfm.segment[customer])] += 1;
        });
        figures
    }
}

/// The view `headline`.
pub(super) fn headline(figures: &Figures) -> Table {
    let (revenue, orders, customers) = (figures.revenue, f64::from(figures.orders), f64::from(figures.customers));
    let one_time = f64::from(figures.one_time);
    Table::new(&HEADLINE, 1)
        .float(move |_| revenue)
        .int(move |_| orders as i64)
        .int(move |_| customers as i64)
        .float_opt(move |_| ratio(revenue, orders))
        .float_opt(move |_| ratio(one_time, customers))
}

/// The view `rfm_overview`.
pub(super) fn rfm_overview(figures: &Figures) -> Table {
    let total = f64::from(figures.customers);
    let rows: Vec<(usize, u32, f64)> = (0..SEGMENTS.len())
        .map(|segment| (segment, figures.segment_customers[segment], figures.segment_spent[segment]))
        .filter(|(_, customers, _)| *customers > 0)
        .collect();
    let rows = Rc::new(rows);
    let [a, b, c, d, e] = std::array::from_fn(|_| rows.clone());
    Table::new(&RFM_OVERVIEW, rows.len())
        .word(move |row| SEGMENTS[a[row].0].name)
        .int(move |row| i64::from(b[row].1))
        .float_opt(move |row| ratio(f64::from(c[row].1), total))
        .float(move |row| d[row].2)
        .word(move |row| SEGMENTS[e[row].0].strategy)
}

/// Sums over some months.
#[derive(Debug, Clone, Copy, Default)]
struct Period {
    revenue: f64,
    orders: u32,
    customers: u32,
    new_customers: u32,
}

/// The view `period`: the months picked, or the last complete one, against as many months right before them.
pub(super) fn period(outcome: &SalesOutcome, trend: Selection<'_>, months: Option<&[bool]>) -> Table {
    let calendar = &outcome.calendar;
    let picked: Vec<usize> = match months {
        Some(flags) => (0..calendar.count).filter(|index| flags[*index]).collect(),
        None => (0..calendar.count).rev().find(|index| !calendar.partial[*index]).into_iter().collect(),
    };
    let first = picked.first().copied().unwrap_or(0);
    let before: Vec<usize> = first.checked_sub(picked.len()).map_or_else(Vec::new, |start| (start..first).collect());
    let [now, then] = periods(outcome, trend, [&picked, &before]);
    let then = (!before.is_empty()).then_some(then);
    let name = |months: &[usize]| match months {
        [] => String::new(),
        [one] => month_text(calendar.first + *one as Month),
        [one, .., last] => format!("{} to {}", month_text(calendar.first + *one as Month), month_text(calendar.first + *last as Month)),
    };
    let mut note = name(&picked);
    if then.is_some() {
        note = format!("{note}, against {}", name(&before));
    } else if !note.is_empty() {
        note.push_str("; there is no full period before to compare with");
    }
    let order_value = |period: Period| ratio(period.revenue, f64::from(period.orders));
    Table::new(&PERIOD, usize::from(!picked.is_empty()))
        .float(move |_| now.revenue)
        .int(move |_| i64::from(now.orders))
        .int(move |_| i64::from(now.customers))
        .int(move |_| i64::from(now.new_customers))
        .float_opt(move |_| order_value(now))
        .float_opt(move |_| then.map(|then| then.revenue))
        .int_opt(move |_| then.map(|then| i64::from(then.orders)))
        .int_opt(move |_| then.map(|then| i64::from(then.customers)))
        .int_opt(move |_| then.map(|then| i64::from(then.new_customers)))
        .float_opt(move |_| then.and_then(order_value))
        .text(move |_| note.clone())
}

fn periods(outcome: &SalesOutcome, trend: Selection<'_>, sets: [&[usize]; 2]) -> [Period; 2] {
    let (warehouse, calendar) = (&outcome.warehouse, &outcome.calendar);
    let mut set_of = vec![None; calendar.count];
    for (set, months) in sets.into_iter().enumerate() {
        months.iter().for_each(|month| set_of[*month] = Some(set));
    }
    let mut periods = [Period::default(); 2];
    let mut order_seen = [vec![false; warehouse.orders.len()], vec![false; warehouse.orders.len()]];
    let mut customer_seen = [vec![false; warehouse.customers.len()], vec![false; warehouse.customers.len()]];
    for_each_fact(warehouse, calendar, trend, |Fact { order, customer, month, amount }| {
        let Some(set) = set_of[month] else { return };
        let period = &mut periods[set];
        period.revenue += amount;
        if amount > 0.0 {
            period.orders += u32::from(!std::mem::replace(&mut order_seen[set][order], true));
            if !std::mem::replace(&mut customer_seen[set][customer], true) {
                period.customers += 1;
                let first = calendar.index(warehouse.customers.cohort[customer]).and_then(|month| set_of[month]);
                period.new_customers += u32::from(first == Some(set));
            }
        }
    });
    periods
}
