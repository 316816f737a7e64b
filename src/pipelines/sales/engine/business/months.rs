//! Revenue, orders and customers by month.

use std::rc::Rc;

use super::{Calendar, Selection, ratio};
use crate::base::date::{Month, month_of, month_text};
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
        let (rows, orders) = (&warehouse.rows, &warehouse.orders);
        // Facts run by date, so an order or customer is new to a month when its stamp is another month's.
        let (mut order_stamp, mut customer_stamp) = (vec![Month::MIN; orders.len()], vec![Month::MIN; warehouse.customers.len()]);
        let mut day = None;
        let mut month = 0;
        for &row in &warehouse.facts.row {
            let row = row as usize;
            let order = orders.of_row[row] as usize;
            let customer = orders.customer[order] as usize;
            if !selection.has(customer) {
                continue;
            }
            if day != Some(rows.days[row]) {
                day = Some(rows.days[row]);
                month = month_of(rows.days[row]);
            }
            let Some(index) = calendar.index(month) else { continue };
            months.sales[index] += rows.amounts[row];
            if rows.amounts[row] > 0.0 {
                months.transactions[index] += 1;
                months.orders[index] += u32::from(order_stamp[order] != month);
                order_stamp[order] = month;
                months.customers[index] += u32::from(customer_stamp[customer] != month);
                customer_stamp[customer] = month;
            }
        }
        for (customer, cohort) in warehouse.customers.cohort.iter().enumerate() {
            if let (true, Some(index)) = (selection.has(customer), calendar.index(*cohort)) {
                months.new_customers[index] += 1;
            }
        }
        months
    }

    fn growth_percent(&self, index: usize) -> Option<f64> {
        let before = self.sales[index.checked_sub(1)?];
        (before > 0.0).then(|| 100.0 * (self.sales[index] - before) / before)
    }
}

/// The table `monthly_metrics`.
pub(crate) fn month_table(months: Months) -> Table {
    let rows = months.calendar.count;
    let months = Rc::new(months);
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
