//! The quality checks of a run (spec sales.md, section 3, "Checks").

use std::rc::Rc;

use super::business::ratio;
use super::settings::Settings;
use super::staging::{Reason, Staged};
use crate::pipelines::sales::tables::staging::DATA_QUALITY_CHECKS;
use super::warehouse::Warehouse;
use crate::base::format::r6;
use crate::engine::cells::ids::Ids;
use crate::engine::quality::{Check, Dimension};
use crate::engine::table::Table;
use Dimension::{Accuracy, Completeness, Consistency, Correction, Timeliness};

/// Rows below which quartiles say nothing.
const FENCE_MIN_ROWS: usize = 4;
/// Interquartile ranges above the third quartile from which an amount is far out (Tukey's outer fence).
const FENCE_RANGES: f64 = 3.0;
/// Days that as_of may lie after the last row and the data still count as fresh.
const FRESH_DAYS: i32 = 31;
/// Relative difference of sums up to which they are the same.
const SUM_TOLERANCE: f64 = 1e-6;

const RAW: &str = "stg_sales_raw";
const CLEANED: &str = "stg_sales_cleaned";

/// Runs all checks, in their order.
pub(super) fn checks(staged: &Staged, warehouse: &Warehouse, settings: &Settings) -> Vec<Check> {
    let tally = &staged.tally;
    let rows = &staged.rows;
    let share = |part: u64, whole: u64| ratio(part as f64, whole as f64);
    let flag = |holds: bool| Some(f64::from(u8::from(holds)));
    let cells = tally.cells();
    let accepted = rows.len() as u64;
    let out_of_range = tally.of(Reason::DateOutOfRange) + tally.of(Reason::Isolated);
    let rate = |id, table, dimension, name, expected, severity, actual| Check { id, table, dimension, name, expected: Some(expected), actual, severity };
    let count = |id, name, rows: u64| Check {
        id,
        table: CLEANED,
        dimension: Correction,
        name,
        expected: None,
        actual: Some(rows as f64),
        severity: "info",
    };
    vec![
        rate("CMP_01", RAW, Completeness, "date_present", 1.0, "critical", share(tally.date_present, cells)),
        rate("CMP_02", RAW, Completeness, "customer_id_present", 1.0, "critical", share(tally.customer_present, cells)),
        rate("CMP_03", RAW, Completeness, "order_id_present", 1.0, "critical", share(tally.order_present, cells)),
        rate("CMP_04", RAW, Completeness, "sales_present", 1.0, "critical", share(tally.sales_present, cells)),
        rate("CMP_05", RAW, Completeness, "min_rows", 1.0, "major", flag(tally.read >= settings.min_rows)),
        rate("CON_01", RAW, Consistency, "field_count", 1.0, "major", share(cells, tally.read)),
        rate("CON_02", RAW, Consistency, "date_readable", 0.99, "critical", share(tally.date_readable, tally.date_present)),
        rate("CON_03", RAW, Consistency, "sales_numeric", 0.99, "critical", share(tally.sales_readable, tally.sales_present)),
        rate("CON_04", RAW, Consistency, "unique_rows", 0.99, "major", share(tally.reach_duplicates - tally.duplicates, tally.reach_duplicates)),
        rate("CON_05", CLEANED, Consistency, "one_customer_per_order", 1.0, "major", one_customer_per_order(warehouse)),
        rate("CON_06", CLEANED, Consistency, "one_date_per_order", 0.99, "minor", one_date_per_order(warehouse)),
        rate("CON_07", CLEANED, Consistency, "no_float_ids", 1.0, "minor", no_float_ids(warehouse)),
        rate("CON_08", RAW, Consistency, "date_order_certain", 1.0, "minor", flag(!tally.date_order_uncertain)),
        rate("ACC_01", CLEANED, Accuracy, "valid_records", 0.95, "critical", share(accepted, tally.read - tally.of(Reason::AfterAsOf))),
        rate("ACC_02", RAW, Accuracy, "sales_positive", 0.99, "major", share(tally.sales_wanted, tally.sales_readable)),
        rate("ACC_03", CLEANED, Accuracy, "sales_within_fence", 0.99, "minor", within_fence(&rows.amounts)),
        rate("ACC_04", "fact_sales", Accuracy, "fact_reconciles", 1.0, "critical", flag(reconciles(warehouse))),
        rate("ACC_05", "fact_sales", Accuracy, "fact_keys_resolve", 1.0, "critical", keys_resolve(warehouse)),
        rate("TIM_01", RAW, Timeliness, "date_in_range", 0.995, "major", share(out_of_range, out_of_range + tally.reach_duplicates).map(|part| 1.0 - part)),
        rate("TIM_02", "dim_date", Timeliness, "calendar_coverage", 0.5, "minor", calendar_coverage(warehouse)),
        rate(
            "TIM_03",
            CLEANED,
            Timeliness,
            "fresh",
            1.0,
            "minor",
            warehouse.days.and_then(|(_, last)| flag(warehouse.as_of - last <= FRESH_DAYS)),
        ),
        rate("TIM_04", "dim_order", Timeliness, "order_sequence", 0.95, "minor", order_sequence(warehouse)),
        count("COR_01", "ids_trimmed", tally.ids_trimmed),
        count("COR_02", "amounts_reformatted", tally.amounts_reformatted),
        count("COR_03", "time_of_day_dropped", tally.time_dropped),
        count("COR_04", "offset_to_utc", tally.offset_to_utc),
    ]
}

/// Order ids with one customer / order ids.
fn one_customer_per_order(warehouse: &Warehouse) -> Option<f64> {
    let ids = warehouse.rows.order_ids.len();
    let mut customer = vec![None; ids];
    let mut shared = vec![false; ids];
    for (id, of) in warehouse.orders.id.iter().zip(&warehouse.orders.customer_id) {
        let seen: &mut Option<u32> = &mut customer[*id as usize];
        shared[*id as usize] |= seen.is_some_and(|seen| seen != *of);
        *seen = Some(*of);
    }
    ratio(shared.iter().filter(|shared| !**shared).count() as f64, ids as f64)
}

/// Orders with one date / orders.
fn one_date_per_order(warehouse: &Warehouse) -> Option<f64> {
    let count = warehouse.orders.len();
    let mut first = vec![None; count];
    let mut several = vec![false; count];
    for (order, day) in warehouse.orders.of_row.iter().zip(&warehouse.rows.days) {
        let seen: &mut Option<i32> = &mut first[*order as usize];
        several[*order as usize] |= seen.is_some_and(|seen| seen != *day);
        *seen = Some(*day);
    }
    ratio(several.iter().filter(|several| !**several).count() as f64, count as f64)
}

/// Rows whose ids do not look like `123.0`: what a spreadsheet or a float column makes of a number.
fn no_float_ids(warehouse: &Warehouse) -> Option<f64> {
    let rows = &warehouse.rows;
    let floats = |ids: &Ids| -> Vec<bool> {
        match ids {
            Ids::Integers(values) => vec![false; values.len()],
            Ids::Texts(texts) => texts.iter().map(looks_like_float).collect(),
        }
    };
    let (customers, orders) = (floats(&rows.customer_ids), floats(&rows.order_ids));
    let good = rows.customers.iter().zip(&rows.orders).filter(|(customer, order)| !customers[**customer as usize] && !orders[**order as usize]);
    ratio(good.count() as f64, rows.len() as f64)
}

pub(super) fn looks_like_float(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.split_once('.').is_some_and(|(whole, fraction)| digits(whole) && !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0'))
}

/// Purchase rows not above the third quartile by more than three interquartile ranges / purchase rows.
fn within_fence(amounts: &[f64]) -> Option<f64> {
    let fence = fence(amounts)?;
    let sales = || amounts.iter().copied().filter(|amount| *amount > 0.0);
    let within = sales().filter(|amount| r6(*amount) <= fence).count();
    ratio(within as f64, sales().count() as f64)
}

/// The amount above which one is far out; `None` where there are too few rows to tell.
pub(super) fn fence(amounts: &[f64]) -> Option<f64> {
    let mut sales: Vec<f64> = amounts.iter().copied().filter(|amount| *amount > 0.0).collect();
    if sales.len() < FENCE_MIN_ROWS {
        return None;
    }
    let mut quantile = |p: f64| {
        let position = (sales.len() - 1) as f64 * p;
        let index = libm::floor(position) as usize;
        let (_, below, beyond) = sales.select_nth_unstable_by(index, f64::total_cmp);
        let above = beyond.iter().copied().min_by(f64::total_cmp).unwrap_or(*below);
        *below + (above - *below) * (position - index as f64)
    };
    let (first, third) = (quantile(0.25), quantile(0.75));
    Some(r6(third + FENCE_RANGES * (third - first)))
}

/// Whether the facts have the rows and the sum of the cleaned rows.
fn reconciles(warehouse: &Warehouse) -> bool {
    let rows = &warehouse.rows;
    let facts: f64 = warehouse.facts.row.iter().map(|row| rows.amounts[*row as usize]).sum();
    let cleaned: f64 = rows.amounts.iter().sum();
    warehouse.facts.row.len() == rows.len() && (facts - cleaned).abs() <= SUM_TOLERANCE * cleaned.abs()
}

/// Facts whose day, customer and order exist / facts.
fn keys_resolve(warehouse: &Warehouse) -> Option<f64> {
    let (rows, orders) = (&warehouse.rows, &warehouse.orders);
    let resolves = |row: u32| {
        let row = row as usize;
        let day = warehouse.days.is_some_and(|(first, last)| (first..=last).contains(&rows.days[row]));
        let customer = orders.of_row.get(row).and_then(|order| orders.customer.get(*order as usize));
        day && customer.is_some_and(|customer| warehouse.customers.id.get(*customer as usize) == Some(&rows.customers[row]))
    };
    ratio(warehouse.facts.row.iter().filter(|row| resolves(**row)).count() as f64, warehouse.facts.row.len() as f64)
}

/// Days with an accepted row / days of the calendar.
fn calendar_coverage(warehouse: &Warehouse) -> Option<f64> {
    let (first, last) = warehouse.days?;
    let mut seen = vec![false; (last - first) as usize + 1];
    for day in &warehouse.rows.days {
        seen[(day - first) as usize] = true;
    }
    ratio(seen.iter().filter(|seen| **seen).count() as f64, seen.len() as f64)
}

/// Neighbouring orders by id whose date does not fall / neighbours; only where order ids are integers.
fn order_sequence(warehouse: &Warehouse) -> Option<f64> {
    if !warehouse.rows.order_ids.are_integers() {
        return None;
    }
    let orders = &warehouse.orders;
    let mut sorted: Vec<(u32, u32, i32)> = (0..orders.len()).map(|order| (orders.id[order], orders.customer[order], orders.day[order])).collect();
    sorted.sort_unstable();
    let rising = sorted.windows(2).filter(|pair| pair[1].2 >= pair[0].2).count();
    ratio(rising as f64, sorted.len().saturating_sub(1) as f64)
}

/// The table `data_quality_checks`.
pub(super) fn check_table(checks: &Rc<Vec<Check>>) -> Table {
    let rows = checks.len();
    let [a, b, c, d, e, f, g, h]: [Rc<Vec<Check>>; 8] = std::array::from_fn(|_| checks.clone());
    Table::new(&DATA_QUALITY_CHECKS, rows)
        .word(move |row| a[row].id)
        .word(move |row| b[row].table)
        .word(move |row| c[row].dimension.label())
        .word(move |row| d[row].name)
        .float_opt(move |row| e[row].expected)
        .float_opt(move |row| f[row].actual)
        .word(move |row| g[row].status())
        .word(move |row| h[row].severity)
}
