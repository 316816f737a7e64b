//! The tables behind the dashboard for a selection: the business steps again, over the selected customers.
//!
//! Every filter picks customers; the month filter also narrows the headline figures and the segments' spending to the
//! rows of those months. Tables over months keep their whole axis, so that a selected month stays in its context.

use std::rc::Rc;

use super::business::{
    Base, CAMPAIGNS, Calendar, Cohorts, Lifecycle, Months, PRIORITIES, Retention, SEGMENTS, STAGES, Selection, campaign_sums, campaign_table, cohort_table,
    insight_table, lifecycle_table, month_table, ratio, season_table, stage,
};
use super::outcome::SalesOutcome;
use super::views::{self, LtvBins};
use crate::base::Diagnostic;
use crate::base::date::{Month, month_of, month_text};
use crate::engine::table::{Catalog, Table};
use crate::pipelines::sales::SPEC;
use crate::pipelines::sales::dashboard::{CAMPAIGN, CHURN_RISK, COHORT, CUSTOMER_SEGMENT, LIFETIME_VALUE, MONTH, SEGMENT, STAGE};
use crate::pipelines::sales::tables::views::{HEADLINE, RFM_OVERVIEW};
use crate::present::dashboard::Filter;

/// The filter fields of the dashboard.
const FIELDS: [&str; 8] = [MONTH, COHORT, SEGMENT, STAGE, CUSTOMER_SEGMENT, LIFETIME_VALUE, CHURN_RISK, CAMPAIGN];

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
    let cohorts = Cohorts::new(warehouse, calendar, customers);
    let mut catalog = Catalog::default();
    catalog.add(headline(&figures));
    catalog.add(month_table(Months::new(warehouse, calendar, attributes)));
    catalog.add(season_table(&outcome.seasons));
    catalog.add(views::best_cohorts(&cohorts, outcome.settings.min_cohort_size));
    catalog.add(cohort_table(cohorts));
    catalog.add(views::retention_windows(Retention::new(warehouse, calendar, &outcome.settings, customers)));
    catalog.add(rfm_overview(&figures));
    catalog.add(lifecycle_table(Lifecycle::new(warehouse, customers)));
    add_prospects(&mut catalog, outcome, customers);
    Ok(catalog)
}

/// What is expected of the selected customers, and what to do about it; findings are those of the whole run.
fn add_prospects(catalog: &mut Catalog, outcome: &SalesOutcome, selection: Selection<'_>) {
    let (warehouse, prospects) = (&outcome.warehouse, &outcome.prospects);
    let customers = &warehouse.customers;
    let base = Base::new(warehouse, &outcome.rfm, prospects, selection);
    let sums = campaign_sums(&outcome.targets, customers, prospects, selection, PRIORITIES as u8);
    let selected = || outcome.targets.iter().filter(|target| selection.has(target.customer as usize)).copied().collect();
    let targets = selection.0.map_or_else(|| outcome.targets.clone(), |_| Rc::new(selected()));
    catalog.add(views::ltv_histogram(customers, &LtvBins::new(customers), selection));
    catalog.add(views::churn_histogram(customers, prospects, selection));
    catalog.add(views::segment_overview(&base));
    catalog.add(views::definitions(customers, &outcome.rfm));
    catalog.add(views::model_notes(&outcome.expected));
    catalog.add(views::outlook(&base, prospects, customers, &sums, selection));
    catalog.add(views::campaign_overview(&sums));
    catalog.add(views::campaign_priorities(&sums));
    catalog.add(campaign_table(warehouse, &targets, prospects));
    catalog.add(insight_table(&outcome.insights));
    catalog.add(views::insight_matrix(&outcome.insights));
    catalog.add(views::actions(&outcome.insights, &sums, &outcome.settings.currency));
}

fn values<'a>(filters: &'a [Filter], field: &str) -> Option<&'a [String]> {
    filters.iter().find(|filter| filter.field == field).map(|filter| filter.values.as_slice())
}

/// Whether each customer has, for every filter, one of its values.
fn flags(outcome: &SalesOutcome, filters: &[&Filter]) -> Vec<bool> {
    let tests: Vec<Test<'_>> = filters.iter().map(|filter| test(outcome, filter)).collect();
    (0..outcome.warehouse.customers.len()).map(|customer| tests.iter().all(|test| test(customer))).collect()
}

/// Tells whether a customer has one of a filter's values.
type Test<'a> = Box<dyn Fn(usize) -> bool + 'a>;

fn test<'a>(outcome: &'a SalesOutcome, filter: &'a Filter) -> Test<'a> {
    let (customers, prospects) = (&*outcome.warehouse.customers, &*outcome.prospects);
    let as_of = outcome.warehouse.as_of;
    let has = |value: &str| filter.values.iter().any(|wanted| wanted == value);
    match filter.field.as_str() {
        COHORT => Box::new(move |customer| has(&month_text(customers.cohort[customer]))),
        SEGMENT => Box::new(move |customer| has(SEGMENTS[usize::from(outcome.rfm.segment[customer])].name)),
        CUSTOMER_SEGMENT => Box::new(move |customer| has(customers.segment[customer].name())),
        CHURN_RISK => Box::new(move |customer| prospects.risk[customer].is_some_and(|risk| has(&views::churn_bin(risk)))),
        LIFETIME_VALUE => {
            let bins = LtvBins::new(customers);
            Box::new(move |customer| has(&bins.label(customers.spent[customer])))
        }
        CAMPAIGN => {
            let mut wanted = vec![false; customers.len()];
            for target in outcome.targets.iter().filter(|target| has(CAMPAIGNS[usize::from(target.campaign)].name)) {
                wanted[target.customer as usize] = true;
            }
            Box::new(move |customer| wanted[customer])
        }
        _ => Box::new(move |customer| {
            has(STAGES[stage(customers.orders[customer], as_of - customers.first_day[customer], as_of - customers.last_day[customer])])
        }),
    }
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
