//! Revenue, orders and customers by month.

use std::rc::Rc;

use super::{Calendar, Fact, Selection, for_each_fact, ratio};
use crate::base::date::{Month, month_text};
use crate::engine::table::Table;
use crate::pipelines::sales::tables::business::MONTHLY_METRICS;
use crate::pipelines::sales::engine::warehouse::Warehouse;

/// Sums by month of the calendar.
#[derive(Debug)]
pub(crate) struct Months {
    pub(crate) calendar: Calendar,
    /// All rows.
    pub(crate) sales: Vec<f64>,
    /// Purchase rows; their distinct orders and customers.
    pub(crate) transactions: Vec<u32>,
    pub(crate) orders: Vec<u32>,
    pub(crate) customers: Vec<u32>,
    /// By first order date.
    pub(crate) new_customers: Vec<u32>,
}

impl Months {
    /// Sums the facts of the selected customers.
    pub(crate) fn new(warehouse: &Warehouse, calendar: &Calendar, selection: Selection<'_>) -> Self {
        let count = calendar.count;
        let mut months = Self {
            calendar: calendar.clone(),
            sales: vec![0.0; count],
            transactions: vec![0; count],
            orders: vec![0; count],
            customers: vec![0; count],
            new_customers: vec![0; count],
        };
        let mut order_stamp = vec![usize::MAX; warehouse.orders.len()];
        let mut customer_stamp = vec![usize::MAX; warehouse.customers.len()];
        for_each_fact(warehouse, calendar, selection, |Fact { order, customer, month, amount }| {
            months.sales[month] += amount;
            if amount > 0.0 {
                months.transactions[month] += 1;
                months.orders[month] += u32::from(order_stamp[order] != month);
                order_stamp[order] = month;
                if customer_stamp[customer] != month {
                    customer_stamp[customer] = month;
                    months.customers[month] += 1;
                    let is_first = calendar.first + month as Month == warehouse.customers.cohort[customer];
                    months.new_customers[month] += u32::from(is_first);
                }
            }
        });
        months
    }

    /// Sales of all months.
    pub(crate) fn revenue(&self) -> f64 {
        self.sales.iter().sum()
    }

    /// Complete months, as indices of the calendar.
    pub(crate) fn complete(&self) -> Vec<usize> {
        (0..self.calendar.count).filter(|index| !self.calendar.partial[*index]).collect()
    }

    /// Sales against the month before.
    pub(crate) fn growth_percent(&self, index: usize) -> Option<f64> {
        let before = self.sales[index.checked_sub(1)?];
        (before > 0.0).then(|| 100.0 * (self.sales[index] - before) / before)
    }
}

/// The table `monthly_metrics`.
pub(crate) fn month_table(months: &Rc<Months>) -> Table {
    let rows = months.calendar.count;
    let [a, b, c, d, e, f, g, h, i, j, k, l]: [Rc<Months>; 12] = std::array::from_fn(|_| months.clone());
    Table::new(&MONTHLY_METRICS, rows)
        .text(move |row| month_text(a.calendar.first + row as Month))
        .float(move |row| b.sales[row])
        .float_opt(move |row| ratio(c.sales[row], f64::from(c.orders[row])))
        .float_opt(move |row| ratio(d.sales[row], f64::from(d.transactions[row])))
        .int(move |row| i64::from(e.transactions[row]))
        .int(move |row| i64::from(f.orders[row]))
        .int(move |row| i64::from(g.customers[row]))
        .float_opt(move |row| ratio(f64::from(h.orders[row]), f64::from(h.customers[row])))
        .int(move |row| i64::from(i.new_customers[row]))
        .int(move |row| i64::from(j.customers[row]) - i64::from(j.new_customers[row]))
        .float_opt(move |row| k.growth_percent(row))
        .flag(move |row| l.calendar.partial[row])
}
