//! Sales of the selection by day, and by product, channel and country.

use std::rc::Rc;

use super::of;
use crate::engine::passes;
use crate::base::date::{Day, Month, month_bounds};
use crate::base::format::integer;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Selection, ratio};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::staging::Words;
use crate::pipelines::sales::engine::warehouse::{Warehouse, rank_bits};
use crate::pipelines::sales::tables::breakdowns::{BREAKDOWNS, DAILY};

/// Values shown by themselves; the others are one bar.
const SHOWN: usize = 20;
/// What rows without a value are called.
pub(crate) const NO_VALUE: &str = "(none)";

/// The values of a dimension that sold most, over everyone and all time.
#[derive(Debug)]
pub(crate) struct Top {
    /// Codes, the most sold first.
    codes: Vec<usize>,
    others: usize,
}

impl Top {
    pub(super) fn new(warehouse: &Warehouse, words: &Words) -> Self {
        let mut sales = vec![0.0; words.words.len() + 1];
        if !words.words.is_empty() {
            passes::for_each(warehouse.rows.len(), |row| sales[words.place(row)] += warehouse.rows.amounts[row]);
        }
        let mut codes: Vec<usize> = (0..words.words.len()).collect();
        codes.sort_by_key(|code| (!rank_bits(sales[*code]), *code));
        let others = codes.len().saturating_sub(SHOWN);
        codes.truncate(SHOWN);
        Self { codes, others }
    }

    /// Whether a value has a bar of its own.
    pub(crate) fn shows(&self, code: usize) -> bool {
        self.codes.contains(&code)
    }

    /// What the others together are called.
    pub(crate) fn others(&self) -> String {
        format!("(other {})", integer(self.others as u64))
    }
}

#[derive(Debug, Clone, Default)]
struct Sums {
    name: String,
    sales: f64,
    orders: u32,
    customers: u32,
}

/// The view of a dimension, the most sold first; others and rows without a value last.
pub(crate) fn breakdown(warehouse: &Warehouse, top: &Top, dimension: usize, selection: Selection<'_>) -> Table {
    let spec = BREAKDOWNS[dimension];
    let (rows, orders) = (&warehouse.rows, &warehouse.orders);
    let words = rows.dimensions()[dimension].1;
    if words.words.is_empty() {
        return sums_table(Table::new(spec, 0), Vec::new());
    }
    // Places: the values shown, then the others, then no value.
    let (others, none) = (top.codes.len(), top.codes.len() + 1);
    let mut place_of = vec![others; words.words.len() + 1];
    place_of[words.words.len()] = none;
    top.codes.iter().enumerate().for_each(|(place, code)| place_of[*code] = place);
    let mut sums = vec![Sums::default(); none + 1];
    // A bit for each place that an order, or a customer, was seen in.
    const { assert!(SHOWN + 2 <= 32) };
    let (mut order_seen, mut customer_seen) = (vec![0u32; orders.len()], vec![0u32; warehouse.customers.len()]);
    passes::for_each(rows.len(), |row| {
        let order = orders.of_row[row] as usize;
        let customer = orders.customer[order] as usize;
        if !selection.has(customer) || !selection.has_row(row) {
            return;
        }
        let place = place_of[words.place(row)];
        let sums = &mut sums[place];
        sums.sales += rows.amounts[row];
        if rows.amounts[row] > 0.0 {
            let is_new = |seen: &mut u32| u32::from(std::mem::replace(seen, *seen | 1 << place) >> place & 1 == 0);
            sums.orders += is_new(&mut order_seen[order]);
            sums.customers += is_new(&mut customer_seen[customer]);
        }
    });
    for (place, sums) in sums.iter_mut().enumerate() {
        sums.name = match top.codes.get(place) {
            Some(code) => words.words[*code].to_string(),
            None if place == others => top.others(),
            None => NO_VALUE.to_owned(),
        };
    }
    let mut listed: Vec<(usize, Sums)> = sums.into_iter().enumerate().filter(|(_, sums)| sums.sales != 0.0 || sums.orders > 0).collect();
    listed.sort_by_key(|(place, sums)| (place >= &others, if *place < others { !rank_bits(sums.sales) } else { 0 }, *place));
    sums_table(Table::new(spec, listed.len()), listed.into_iter().map(|(_, sums)| sums).collect())
}

fn sums_table(table: Table, sums: Vec<Sums>) -> Table {
    let total: f64 = sums.iter().map(|sums| sums.sales).sum();
    let rows = Rc::new(sums);
    let shares = rows.clone();
    table
        .text(of(&rows, |row| row.name.clone()))
        .float(of(&rows, |row| row.sales))
        .float_opt(move |row| ratio(shares[row].sales, total))
        .int(of(&rows, |row| i64::from(row.orders)))
        .int(of(&rows, |row| i64::from(row.customers)))
}

/// The view `daily`: every day of the months picked, or of the last complete month.
pub(crate) fn daily(outcome: &SalesOutcome, trend: Selection<'_>, months: Option<&[bool]>) -> Table {
    let (warehouse, calendar) = (&outcome.warehouse, &outcome.calendar);
    let last = || (0..calendar.count).rev().find(|index| !calendar.partial[*index]).or(calendar.count.checked_sub(1));
    let picked: Vec<usize> = match months {
        Some(flags) => (0..calendar.count).filter(|index| flags[*index]).collect(),
        None => last().into_iter().collect(),
    };
    let Some((first_day, last_day)) = warehouse.days else { return days_table(Vec::new()) };
    let days = picked.into_iter().flat_map(|index| {
        let (start, end) = month_bounds(calendar.first + index as Month);
        start.max(first_day)..=end.min(last_day)
    });
    let mut days: Vec<(Day, Sums)> = days.map(|day| (day, Sums::default())).collect();
    let (rows, orders) = (&warehouse.rows, &warehouse.orders);
    // A day's orders lie together where the facts run by date.
    let mut order_stamp = vec![Day::MIN; orders.len()];
    let facts = &warehouse.facts;
    let from = |day: Day| facts.row.partition_point(|row| rows.days[*row as usize] < day);
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return days_table(days) };
    for fact in from(*first)..from(*last + 1) {
        let row = facts.row[fact] as usize;
        if !trend.has(facts.customer[fact] as usize) || !trend.has_row(row) {
            continue;
        }
        let order = orders.of_row[row] as usize;
        let day = rows.days[row];
        let Ok(place) = days.binary_search_by_key(&day, |(day, _)| *day) else { continue };
        let sums = &mut days[place].1;
        sums.sales += rows.amounts[row];
        if rows.amounts[row] > 0.0 && order_stamp[order] != day {
            order_stamp[order] = day;
            sums.orders += 1;
        }
    }
    days_table(days)
}

fn days_table(days: Vec<(Day, Sums)>) -> Table {
    let rows = Rc::new(days);
    Table::new(&DAILY, rows.len())
        .day(of(&rows, |row| row.0))
        .float(of(&rows, |row| row.1.sales))
        .int(of(&rows, |row| i64::from(row.1.orders)))
}
