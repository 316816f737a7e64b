//! Cumulative retention: who of a cohort bought again within a window of months.

use std::rc::Rc;

use super::{Calendar, Fact, Selection, for_each_fact, ratio};
use crate::engine::passes;
use crate::base::date::{Month, month_bounds, month_text};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::warehouse::Warehouse;
use crate::pipelines::sales::tables::business::CUMULATIVE_RETENTION_ANALYSIS;

/// One cohort and window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) cohort: Month,
    pub(crate) window: i64,
    pub(crate) size: u32,
    active: u32,
    orders: u32,
    revenue: f64,
    pub(crate) complete: bool,
}

/// Cohorts of at least `min_cohort_size`, each window.
#[derive(Debug)]
pub(crate) struct Retention(Vec<Cell>);

impl Cell {
    /// Customers active in the window, in percent of the cohort.
    pub(crate) fn rate(&self) -> Option<f64> {
        ratio(100.0 * f64::from(self.active), f64::from(self.size))
    }
}

impl Retention {
    /// The cells of the widest window that any cohort has completed, those cohorts only.
    pub(crate) fn widest(&self) -> impl Iterator<Item = &Cell> {
        let complete = || self.0.iter().filter(|cell| cell.complete);
        let window = complete().map(|cell| cell.window).max();
        complete().filter(move |cell| Some(cell.window) == window)
    }

    /// All cells, by cohort and window.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.0
    }

    /// Sums the facts of the selected customers by cohort and months since acquisition, then over the windows.
    pub(crate) fn new(warehouse: &Warehouse, calendar: &Calendar, settings: &Settings, selection: Selection<'_>) -> Self {
        let windows = &settings.retention_windows;
        let count = calendar.count;
        let customers = &warehouse.customers;
        let cohort_of = calendar.cohorts(warehouse);
        let mut sizes = vec![0u32; count];
        selection.for_each_customer(cohort_of.len(), |customer| sizes[cohort_of[customer]] += 1);
        // The month, counted from the cohort's, in which a customer first came back and in which an order was first seen.
        let mut back = vec![usize::MAX; customers.len()];
        let mut seen = vec![false; warehouse.orders.len()];
        let mut order_months = vec![0u32; count * count];
        let mut revenue = vec![0.0; count * count];
        for_each_fact(warehouse, calendar, selection, |Fact { order, customer, month, amount }| {
            let cohort = cohort_of[customer];
            // A return dated before the customer's first order is in no cohort's months.
            let Some(since) = month.checked_sub(cohort) else { return };
            revenue[cohort * count + since] += amount;
            if amount > 0.0 {
                if since > 0 {
                    back[customer] = back[customer].min(since);
                }
                if !seen[order] {
                    seen[order] = true;
                    order_months[cohort * count + since] += 1;
                }
            }
        });
        let mut returned = vec![0u32; count * count];
        passes::for_each(back.len(), |customer| {
            if back[customer] < count {
                returned[cohort_of[customer] * count + back[customer]] += 1;
            }
        });
        let mut cells = Vec::new();
        for cohort in (0..count).filter(|cohort| i64::from(sizes[*cohort]) >= settings.min_cohort_size) {
            let month = calendar.first + cohort as Month;
            for &window in windows {
                let last = usize::try_from(window).unwrap_or(usize::MAX).min(count - 1 - cohort);
                let at = cohort * count;
                let end = month_bounds(month.saturating_add(Month::try_from(window).unwrap_or(MAX_WINDOW))).1;
                cells.push(Cell {
                    cohort: month,
                    window,
                    size: sizes[cohort],
                    active: returned[at..=at + last].iter().sum(),
                    orders: order_months[at..=at + last].iter().sum(),
                    revenue: revenue[at..=at + last].iter().sum(),
                    complete: end - warehouse.as_of <= settings.partial_month_slack_days,
                });
            }
        }
        Self(cells)
    }
}

/// Windows beyond this are never complete: no calendar reaches so far.
const MAX_WINDOW: Month = 12_000;

/// The table `cumulative_retention_analysis`.
pub(crate) fn retention_table(retention: &Rc<Retention>) -> Table {
    /// A column by what it says of a cell.
    fn of<T: 'static>(retention: &Rc<Retention>, cell: fn(&Cell) -> T) -> impl Fn(usize) -> T + 'static {
        let retention = retention.clone();
        move |row| cell(&retention.0[row])
    }
    fn size(cell: &Cell) -> f64 {
        f64::from(cell.size)
    }
    let all = retention;
    Table::new(&CUMULATIVE_RETENTION_ANALYSIS, retention.0.len())
        .text(of(all, |cell| month_text(cell.cohort)))
        .int(of(all, |cell| cell.window))
        .int(of(all, |cell| i64::from(cell.size)))
        .int(of(all, |cell| i64::from(cell.active)))
        .float_opt(of(all, |cell| cell.rate()))
        .float_opt(of(all, |cell| ratio(f64::from(cell.orders), size(cell))))
        .float(of(all, |cell| cell.revenue))
        .float_opt(of(all, |cell| ratio(cell.revenue, size(cell))))
        .flag(of(all, |cell| cell.complete))
}
