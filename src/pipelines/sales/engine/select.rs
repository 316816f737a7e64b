//! The tables behind the dashboard for a selection: the business steps again, over the selected customers.
//!
//! Every filter picks customers; the month filter also narrows the headline figures and the segments' spending to the
//! rows of those months. Tables over months keep their whole axis, so that a selected month stays in its context.

use std::rc::Rc;

use crate::pipelines::sales::SPEC;
use super::business::{Calendar, Cohorts, Lifecycle, Months, SEGMENTS, STAGES, Selection, cohort_table, lifecycle_table, month_table, ratio, stage};
use crate::pipelines::sales::dashboard::{COHORT, MONTH, SEGMENT, STAGE};
use super::outcome::SalesOutcome;
use crate::pipelines::sales::tables::views::{HEADLINE, RFM_OVERVIEW};
use crate::base::Diagnostic;
use crate::base::date::{Month, month_of, month_text};
use crate::engine::table::{Catalog, Table};
use crate::present::dashboard::Filter;

/// The filter fields of the dashboard.
const FIELDS: [&str; 4] = [MONTH, COHORT, SEGMENT, STAGE];

/// Computes the tables and views for a selection.
pub(super) fn select(outcome: &SalesOutcome, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
    if let Some(filter) = filters.iter().find(|filter| !FIELDS.contains(&filter.field.as_str())) {
        return Err(Diagnostic::error("unknown_field", format!("{} has no filter “{}”.", SPEC.title, filter.field)).hint(format!("Its filters are {}.", FIELDS.join(", "))));
    }
    let months = values(filters, MONTH);
    let others: Vec<&Filter> = filters.iter().filter(|filter| filter.field != MONTH).collect();
    let by_attributes = (!others.is_empty()).then(|| flags(outcome, &others));
    // Who bought in the months, among those the other filters leave.
    let in_months = months.map(|months| bought_in(outcome, months, by_attributes.as_deref()));
    let attributes = Selection(by_attributes.as_deref());
    let customers = Selection(in_months.as_deref().or(by_attributes.as_deref()));

    let (warehouse, calendar) = (&outcome.warehouse, &outcome.calendar);
    let figures = Figures::new(outcome, customers, months);
    let mut catalog = Catalog::default();
    catalog.add(headline(&figures));
    catalog.add(month_table(Months::new(warehouse, calendar, attributes)));
    catalog.add(cohort_table(Cohorts::new(warehouse, calendar, customers)));
    catalog.add(rfm_overview(&figures));
    catalog.add(lifecycle_table(Lifecycle::new(warehouse, customers)));
    Ok(catalog)
}

fn values<'a>(filters: &'a [Filter], field: &str) -> Option<&'a [String]> {
    filters.iter().find(|filter| filter.field == field).map(|filter| filter.values.as_slice())
}

/// Whether each customer has, for every filter, one of its values.
fn flags(outcome: &SalesOutcome, filters: &[&Filter]) -> Vec<bool> {
    let customers = &outcome.warehouse.customers;
    let as_of = outcome.warehouse.as_of;
    (0..customers.len())
        .map(|customer| {
            filters.iter().all(|filter| {
                let has = |value: &str| filter.values.iter().any(|wanted| wanted == value);
                match filter.field.as_str() {
                    COHORT => has(&month_text(customers.cohort[customer])),
                    SEGMENT => has(SEGMENTS[usize::from(outcome.rfm.segment[customer])].name),
                    _ => has(STAGES[stage(customers.orders[customer], as_of - customers.first_day[customer], as_of - customers.last_day[customer])]),
                }
            })
        })
        .collect()
}

/// Flags by month of the calendar.
fn month_flags(calendar: &Calendar, months: &[String]) -> Vec<bool> {
    (0..calendar.count).map(|index| months.contains(&month_text(calendar.first + index as Month))).collect()
}

fn bought_in(outcome: &SalesOutcome, months: &[String], among: Option<&[bool]>) -> Vec<bool> {
    let (warehouse, calendar) = (&outcome.warehouse, &outcome.calendar);
    let wanted = month_flags(calendar, months);
    let mut bought = vec![false; warehouse.customers.len()];
    for (row, order) in warehouse.orders.of_row.iter().enumerate() {
        let customer = warehouse.orders.customer[*order as usize] as usize;
        let in_month = || calendar.index(month_of(warehouse.rows.days[row])).is_some_and(|index| wanted[index]);
        if warehouse.rows.amounts[row] > 0.0 && among.is_none_or(|flags| flags[customer]) && in_month() {
            bought[customer] = true;
        }
    }
    bought
}

/// Sums over the selection: customers selected, rows of the selected months.
struct Figures {
    revenue: f64,
    orders: u32,
    customers: u32,
    one_time: u32,
    /// By segment.
    segment_customers: [u32; SEGMENTS.len()],
    segment_spent: [f64; SEGMENTS.len()],
}

impl Figures {
    fn new(outcome: &SalesOutcome, selection: Selection<'_>, months: Option<&[String]>) -> Self {
        let (warehouse, calendar) = (&outcome.warehouse, &outcome.calendar);
        let wanted = months.map(|months| month_flags(calendar, months));
        let in_months = |day| wanted.as_ref().is_none_or(|wanted| calendar.index(month_of(day)).is_some_and(|index| wanted[index]));
        let mut figures =
            Self { revenue: 0.0, orders: 0, customers: 0, one_time: 0, segment_customers: [0; SEGMENTS.len()], segment_spent: [0.0; SEGMENTS.len()] };
        let (rows, orders, customers) = (&warehouse.rows, &warehouse.orders, &warehouse.customers);
        for (row, order) in orders.of_row.iter().enumerate() {
            let customer = orders.customer[*order as usize] as usize;
            if selection.has(customer) && in_months(rows.days[row]) {
                figures.revenue += rows.amounts[row];
                figures.segment_spent[usize::from(outcome.rfm.segment[customer])] += rows.amounts[row];
            }
        }
        let counts = |order: &usize| !orders.is_return[*order] && selection.has(orders.customer[*order] as usize) && in_months(orders.day[*order]);
        figures.orders = (0..orders.len()).filter(counts).count() as u32;
        for customer in (0..customers.len()).filter(|customer| selection.has(*customer)) {
            figures.customers += 1;
            figures.one_time += u32::from(customers.orders[customer] == 1);
            figures.segment_customers[usize::from(outcome.rfm.segment[customer])] += 1;
        }
        figures
    }
}

fn headline(figures: &Figures) -> Table {
    let (revenue, orders, customers) = (figures.revenue, f64::from(figures.orders), f64::from(figures.customers));
    let one_time = f64::from(figures.one_time);
    Table::new(&HEADLINE, 1)
        .float(move |_| revenue)
        .int(move |_| orders as i64)
        .int(move |_| customers as i64)
        .float_opt(move |_| ratio(revenue, orders))
        .float_opt(move |_| ratio(one_time, customers))
}

fn rfm_overview(figures: &Figures) -> Table {
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
