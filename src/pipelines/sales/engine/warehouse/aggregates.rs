//! Aggregates of the facts: by day, and by product, channel and country (spec sales.md, section 4).

use std::rc::Rc;

use super::Warehouse;
use super::tables::date_id;
use crate::base::date::Day;
use crate::engine::table::{Cells, Table};
use crate::pipelines::sales::engine::business::ratio;
use crate::pipelines::sales::engine::staging::Words;
use crate::pipelines::sales::tables::warehouse::{AGG_SALES_BREAKDOWN, AGG_SALES_DAILY};

/// Sums of a day or of a value.
#[derive(Debug, Clone, Default)]
struct Sums {
    /// All rows.
    sales: f64,
    /// Purchase rows, their distinct orders and customers.
    transactions: u32,
    orders: u32,
    customers: u32,
}

/// Sums the facts into `groups` groups; `group` tells a cleaned row's group.
fn sums(warehouse: &Warehouse, groups: usize, group: impl Fn(usize) -> usize) -> Vec<Sums> {
    let (orders, rows) = (&warehouse.orders, &warehouse.rows);
    let mut sums = vec![Sums::default(); groups];
    // Distinct after sorting; of days they come sorted, as the facts are.
    let mut seen: Vec<(u32, u32, u32)> = Vec::new();
    for &row in &warehouse.facts.row {
        let row = row as usize;
        let group = group(row);
        sums[group].sales += rows.amounts[row];
        if rows.amounts[row] > 0.0 {
            sums[group].transactions += 1;
            let order = orders.of_row[row];
            seen.push((group as u32, orders.customer[order as usize], order));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut before = None;
    for (group, customer, _) in seen {
        let sums = &mut sums[group as usize];
        sums.orders += 1;
        sums.customers += u32::from(before.replace((group, customer)) != Some((group, customer)));
    }
    sums
}

/// The table `agg_sales_daily`: every day of `dim_date`.
pub(crate) fn daily_table(warehouse: &Warehouse) -> Table {
    let (first, count) = warehouse.days.map_or((0, 0), |(first, last)| (first, (last - first) as usize + 1));
    let cleaned = &warehouse.rows;
    let days = Rc::new(sums(warehouse, count, |row| (cleaned.days[row] - first) as usize));
    let mut new_customers = vec![0i64; count];
    for day in &warehouse.customers.first_day {
        new_customers[(day - first) as usize] += 1;
    }
    let [a, b, c, d]: [Rc<Vec<Sums>>; 4] = std::array::from_fn(|_| days.clone());
    Table::new(&AGG_SALES_DAILY, count)
        .int(move |row| date_id(first + row as Day))
        .float(move |row| a[row].sales)
        .int(move |row| i64::from(b[row].transactions))
        .int(move |row| i64::from(c[row].orders))
        .int(move |row| i64::from(d[row].customers))
        .int(move |row| new_customers[row])
}

/// A row of the breakdown.
#[derive(Debug)]
struct Value {
    dimension: &'static str,
    value: Option<Box<str>>,
    sums: Sums,
}

/// The table `agg_sales_breakdown`: dimensions that have a value somewhere.
pub(crate) fn breakdown_table(warehouse: &Warehouse) -> Table {
    let rows = &warehouse.rows;
    let total: f64 = warehouse.facts.row.iter().map(|row| rows.amounts[*row as usize]).sum();
    let mut values = Vec::new();
    for (dimension, words) in rows.dimensions() {
        if !words.words.is_empty() {
            values.extend(breakdown(warehouse, dimension, words));
        }
    }
    let count = values.len();
    let values = Rc::new(values);
    let [a, b, c, d, e, f, g]: [Rc<Vec<Value>>; 7] = std::array::from_fn(|_| values.clone());
    Table::new(&AGG_SALES_BREAKDOWN, count)
        .word(move |row| a[row].dimension)
        .push(Cells::Shared(Rc::new(move |row, push| push(b[row].value.as_deref()))))
        .float(move |row| c[row].sums.sales)
        .float_opt(move |row| ratio(d[row].sums.sales, total))
        .int(move |row| i64::from(e[row].sums.transactions))
        .int(move |row| i64::from(f[row].sums.orders))
        .int(move |row| i64::from(g[row].sums.customers))
}

fn breakdown(warehouse: &Warehouse, dimension: &'static str, words: &Words) -> Vec<Value> {
    // The group past the words is that of rows without a value.
    let missing = words.words.len();
    let group = |row: usize| usize::min(words.codes[row] as usize, missing);
    let has_missing = words.codes.iter().any(|code| *code as usize >= missing);
    let mut groups: Vec<(usize, Sums)> = sums(warehouse, missing + 1, group).into_iter().enumerate().filter(|(index, _)| *index < missing || has_missing).collect();
    // By rank bits, so that a sum taken in another order moves no row; the words are in byte order, null last.
    groups.sort_by_key(|(index, sums)| (!super::rank_bits(sums.sales), *index));
    groups.into_iter().map(|(index, sums)| Value { dimension, value: words.words.get(index).cloned(), sums }).collect()
}
