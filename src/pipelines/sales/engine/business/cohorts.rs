//! How the customers of one month come back in the months after.

use std::rc::Rc;

use super::{Calendar, Fact, Selection, for_each_fact, ratio};
use crate::base::date::{Month, month_text};
use crate::engine::table::Table;
use crate::pipelines::sales::tables::business::COHORT_ANALYSIS;
use crate::pipelines::sales::engine::warehouse::Warehouse;

/// Sums per cohort month and activity month, one cell per row of the table.
#[derive(Debug)]
pub(crate) struct Cohorts {
    calendar: Calendar,
    /// Cohort and activity, as indices of the calendar.
    cells: Vec<(usize, usize)>,
    /// By cohort.
    sizes: Vec<u32>,
    /// By cell.
    active: Vec<u32>,
    orders: Vec<u32>,
    sales: Vec<f64>,
    cumulative: Vec<f64>,
}

/// How a cohort came back in the month after its first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MonthOne {
    pub(crate) cohort: Month,
    pub(crate) size: u32,
    /// Percent.
    pub(crate) rate: f64,
}

impl Cohorts {
    /// Sums the facts of the selected customers.
    pub(crate) fn new(warehouse: &Warehouse, calendar: &Calendar, selection: Selection<'_>) -> Self {
        let count = calendar.count;
        let customers = &warehouse.customers;
        let cohort_of = calendar.cohorts(warehouse);
        let mut sizes = vec![0u32; count];
        selection.for_each_customer(cohort_of.len(), |customer| sizes[cohort_of[customer]] += 1);
        // A full square of cells; those before the cohort month stay empty and are no rows.
        let (mut active, mut orders, mut sales) = (vec![0u32; count * count], vec![0u32; count * count], vec![0.0; count * count]);
        let mut order_stamp = vec![usize::MAX; warehouse.orders.len()];
        let mut customer_stamp = vec![usize::MAX; customers.len()];
        for_each_fact(warehouse, calendar, selection, |Fact { order, customer, month, amount }| {
            let cell = cohort_of[customer] * count + month;
            sales[cell] += amount;
            if amount > 0.0 {
                active[cell] += u32::from(customer_stamp[customer] != month);
                customer_stamp[customer] = month;
                orders[cell] += u32::from(order_stamp[order] != month);
                order_stamp[order] = month;
            }
        });
        let cells: Vec<(usize, usize)> =
            (0..count).filter(|cohort| sizes[*cohort] > 0).flat_map(|cohort| (cohort..count).map(move |activity| (cohort, activity))).collect();
        let at = |(cohort, activity): &(usize, usize)| cohort * count + activity;
        let mut cumulative = Vec::with_capacity(cells.len());
        let mut sum = 0.0;
        for cell in &cells {
            let (cohort, activity) = *cell;
            sum = if cohort == activity { 0.0 } else { sum } + sales[at(cell)] / f64::from(sizes[cohort]);
            cumulative.push(sum);
        }
        Self {
            active: cells.iter().map(|cell| active[at(cell)]).collect(),
            orders: cells.iter().map(|cell| orders[at(cell)]).collect(),
            sales: cells.iter().map(|cell| sales[at(cell)]).collect(),
            calendar: calendar.clone(),
            sizes,
            cells,
            cumulative,
        }
    }

    /// Cohorts of at least `min_size` customers whose month 1 is complete, with its retention rate in percent.
    pub(crate) fn month_one(&self, min_size: i64) -> Vec<MonthOne> {
        let counts = |(cohort, activity): (usize, usize)| {
            activity == cohort + 1 && !self.calendar.partial[activity] && i64::from(self.sizes[cohort]) >= min_size
        };
        (0..self.cells.len())
            .filter(|cell| counts(self.cells[*cell]))
            .map(|cell| MonthOne {
                cohort: self.calendar.first + self.cells[cell].0 as Month,
                size: self.sizes[self.cells[cell].0],
                rate: 100.0 * f64::from(self.active[cell]) / self.size(cell),
            })
            .collect()
    }

    fn size(&self, cell: usize) -> f64 {
        f64::from(self.sizes[self.cells[cell].0])
    }

    fn month(&self, index: usize) -> String {
        month_text(self.calendar.first + index as Month)
    }
}

/// The table `cohort_analysis`.
pub(crate) fn cohort_table(cohorts: &Rc<Cohorts>) -> Table {
    let rows = cohorts.cells.len();
    let [a, b, c, d, e, f, g, h, i, j, k]: [Rc<Cohorts>; 11] = std::array::from_fn(|_| cohorts.clone());
    Table::new(&COHORT_ANALYSIS, rows)
        .text(move |row| a.month(a.cells[row].0))
        .text(move |row| b.month(b.cells[row].1))
        .int(move |row| (c.cells[row].1 - c.cells[row].0) as i64)
        .int(move |row| i64::from(d.sizes[d.cells[row].0]))
        .int(move |row| i64::from(e.active[row]))
        .float_opt(move |row| ratio(100.0 * f64::from(f.active[row]), f.size(row)))
        .float(move |row| g.sales[row])
        .float_opt(move |row| ratio(h.sales[row], f64::from(h.orders[row])))
        .float_opt(move |row| ratio(i.sales[row], i.size(row)))
        .float(move |row| j.cumulative[row])
        .flag(move |row| k.calendar.partial[k.cells[row].1])
}
