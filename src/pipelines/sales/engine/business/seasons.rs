//! Seasons: how a calendar month or quarter sells against the average one.

use std::rc::Rc;

use super::{Calendar, Fact, Months, Selection, for_each_fact, ratio};
use crate::base::date::Month;
use crate::base::format::r6;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::warehouse::Warehouse;
use crate::pipelines::sales::tables::business::SEASONAL_TRENDS;

/// Borders of the seasonal index between the trend directions.
const STRONG: f64 = 0.1;
const SLIGHT: f64 = 0.05;

/// A calendar month or quarter over the years.
#[derive(Debug)]
struct Season {
    kind: &'static str,
    /// From 0: January, or the first quarter.
    number: usize,
    periods: u32,
    sales: f64,
    orders: f64,
    customers: f64,
    index: Option<f64>,
}

/// Seasons in the order of the table.
#[derive(Debug)]
pub(crate) struct Seasons(Vec<Season>);

const MONTHLY: &str = "monthly";

/// The sums of one period: sales, distinct orders, distinct customers.
type Sums = (f64, u32, u32);

impl Seasons {
    /// Averages the complete months, and the quarters whose three months are complete; `partial_too`: all months.
    pub(crate) fn new(warehouse: &Warehouse, months: &Months, partial_too: bool) -> Self {
        let calendar = &months.calendar;
        let used = |index: usize| partial_too || !calendar.partial[index];
        let number = |index: usize| (calendar.first + index as Month).rem_euclid(12);
        let monthly: Vec<(usize, Sums)> = (0..calendar.count)
            .filter(|index| used(*index))
            .map(|index| (number(index) as usize, (months.sales[index], months.orders[index], months.customers[index])))
            .collect();
        let quarters: Vec<usize> = (0..calendar.count)
            .filter(|index| number(*index) % 3 == 0 && index + 2 < calendar.count && (*index..index + 3).all(used))
            .collect();
        let quarterly: Vec<(usize, Sums)> = quarters
            .iter()
            .zip(distinct_in_quarters(warehouse, calendar, &quarters))
            .map(|(index, (orders, customers))| {
                let sales = months.sales[*index..index + 3].iter().sum();
                (number(*index) as usize / 3, (sales, orders, customers))
            })
            .collect();
        let mut seasons = Vec::new();
        average(MONTHLY, 12, &monthly, &mut seasons);
        average("quarterly", 4, &quarterly, &mut seasons);
        Self(seasons)
    }

    /// Whether each is a month's, its number from 0, its index and how that compares.
    pub(crate) fn directions(&self) -> Vec<(bool, usize, f64, &'static str)> {
        let told = |season: &Season| Some((season.kind == MONTHLY, season.number, season.index?, direction(season.index?)));
        self.0.iter().filter_map(told).collect()
    }

    /// Calendar months from 0 with their index.
    pub(crate) fn monthly(&self) -> impl Iterator<Item = (usize, f64)> {
        self.0.iter().filter(|season| season.kind == MONTHLY).filter_map(|season| Some((season.number, season.index?)))
    }
}

/// Distinct orders and customers of purchase rows within each quarter (given by its first month).
fn distinct_in_quarters(warehouse: &Warehouse, calendar: &Calendar, quarters: &[usize]) -> Vec<(u32, u32)> {
    let mut quarter_of = vec![None; calendar.count];
    for (quarter, first) in quarters.iter().enumerate() {
        quarter_of[*first..first + 3].fill(Some(quarter));
    }
    let mut counts = vec![(0, 0); quarters.len()];
    let mut order_stamp = vec![usize::MAX; warehouse.orders.len()];
    let mut customer_stamp = vec![usize::MAX; warehouse.customers.len()];
    for_each_fact(warehouse, calendar, Selection::EVERYONE, |Fact { order, customer, month, amount }| {
        let (Some(quarter), true) = (quarter_of[month], amount > 0.0) else { return };
        counts[quarter].0 += u32::from(order_stamp[order] != quarter);
        order_stamp[order] = quarter;
        counts[quarter].1 += u32::from(customer_stamp[customer] != quarter);
        customer_stamp[customer] = quarter;
    });
    counts
}

fn average(kind: &'static str, numbers: usize, periods: &[(usize, Sums)], seasons: &mut Vec<Season>) {
    let mean = ratio(periods.iter().map(|(_, (sales, ..))| sales).sum(), periods.len() as f64);
    for number in 0..numbers {
        let own = || periods.iter().filter(|(of, _)| *of == number).map(|(_, sums)| sums);
        let count = own().count();
        if count == 0 {
            continue;
        }
        let over = |sum: f64| sum / count as f64;
        let sales = over(own().map(|(sales, ..)| sales).sum());
        seasons.push(Season {
            kind,
            number,
            periods: count as u32,
            sales,
            orders: over(own().map(|(_, orders, _)| f64::from(*orders)).sum()),
            customers: over(own().map(|(_, _, customers)| f64::from(*customers)).sum()),
            index: mean.and_then(|mean| ratio(sales, mean)),
        });
    }
}

/// How a seasonal index compares with the average period.
pub(crate) fn direction(index: f64) -> &'static str {
    let index = r6(index);
    if index > r6(1.0 + STRONG) {
        "strong_positive"
    } else if index > r6(1.0 + SLIGHT) {
        "positive"
    } else if index < r6(1.0 - STRONG) {
        "strong_negative"
    } else if index < r6(1.0 - SLIGHT) {
        "negative"
    } else {
        "stable"
    }
}

/// The table `seasonal_trends`.
pub(crate) fn season_table(seasons: &Rc<Seasons>) -> Table {
    let [a, b, c, d, e, f, g, h] = std::array::from_fn(|_| seasons.clone());
    Table::new(&SEASONAL_TRENDS, seasons.0.len())
        .word(move |row| a.0[row].kind)
        .text(move |row| if b.0[row].kind == MONTHLY { format!("{:02}", b.0[row].number + 1) } else { format!("Q{}", b.0[row].number + 1) })
        .int(move |row| i64::from(c.0[row].periods))
        .float(move |row| d.0[row].sales)
        .float(move |row| e.0[row].orders)
        .float(move |row| f.0[row].customers)
        .float_opt(move |row| g.0[row].index)
        .text_opt(move |row| h.0[row].index.map(|index| direction(index).into()))
}
