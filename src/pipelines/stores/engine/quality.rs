//! `quality_report`: checks over the run, and counts of what was corrected (spec stores.md, section 7).

use std::rc::Rc;

use super::staging::{Staged, digits_of};
use super::warehouse::{Facts, Warehouse};
use crate::engine::cells::cards::is_card_number;
use crate::engine::cells::present;
use crate::engine::cells::times::{self, MISSING};
use crate::engine::ingest::RawTable;
use crate::engine::table::{Table, of};
use crate::pipelines::stores::tables::quality::QUALITY_REPORT;

/// Values from which a column can look like card numbers, and the share of them that must.
const CARD_VALUES: u64 = 20;
const CARD_SHARE: f64 = 0.9;
/// Values from which a time column can show that it lost AM and PM.
const CLOCK_VALUES: usize = 100;

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Warn,
    Fail,
    Skipped,
    Info,
}

impl Verdict {
    /// The word in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skipped => "skipped",
            Self::Info => "info",
        }
    }
}

/// A check and what it found.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) id: &'static str,
    pub(crate) description: &'static str,
    pub(crate) checked: u64,
    pub(crate) found: u64,
    /// Percent above which it warns, and fails; none for corrections.
    pub(crate) limits: Option<(f64, f64)>,
}

impl Check {
    /// 0-100.
    pub(crate) fn found_pct(&self) -> Option<f64> {
        (self.checked > 0).then(|| 100.0 * self.found as f64 / self.checked as f64)
    }

    /// What it came to.
    pub(crate) fn verdict(&self) -> Verdict {
        match (self.limits, self.found_pct()) {
            (_, None) => Verdict::Skipped,
            (None, Some(_)) if self.found == 0 => Verdict::Pass,
            (None, Some(_)) => Verdict::Info,
            (Some((_, fail)), Some(found)) if found > fail => Verdict::Fail,
            (Some((warn, _)), Some(found)) if found > warn => Verdict::Warn,
            (Some(_), Some(_)) => Verdict::Pass,
        }
    }
}

fn check(id: &'static str, description: &'static str, (found, checked): (u64, u64), limits: (f64, f64)) -> Check {
    Check { id, description, checked, found, limits: Some(limits) }
}

fn correction(id: &'static str, description: &'static str, found: u64, checked: u64) -> Check {
    Check { id, description, checked, found, limits: None }
}

/// Among `items`: how many `found` says yes to, of those that `looked_at` lets pass.
fn count<T>(items: impl Iterator<Item = T>, looked_at: impl Fn(&T) -> bool, found: impl Fn(&T) -> bool) -> (u64, u64) {
    let items: Vec<T> = items.filter(|item| looked_at(item)).collect();
    (items.iter().filter(|item| found(item)).count() as u64, items.len() as u64)
}

/// All checks, in the order of the table.
pub(super) fn checks(staged: &Staged, warehouse: &Warehouse) -> Vec<Check> {
    let mut checks = corrections(staged, warehouse);
    let read: usize = staged.raw.all().iter().map(|raw| raw.rows).sum();
    checks.push(check("S01", "Rejected rows", (staged.rejects.len() as u64, read as u64), (0.0, 20.0)));
    checks.extend(of_references(staged, warehouse));
    checks.extend(of_times_and_products(staged, warehouse));
    checks.extend(of_columns(staged));
    checks.extend(of_activity(staged, warehouse));
    checks.sort_by_key(|check| check.id);
    checks
}

fn of_references(staged: &Staged, warehouse: &Warehouse) -> [Check; 4] {
    let facts = &warehouse.facts.rows;
    let unknown_device =
        |device: Option<u32>| device.is_none_or(|device| warehouse.devices[device as usize].is_inferred);
    let history = &warehouse.history;
    let unknown_store = |store: u32| warehouse.store_ids.rank(store).is_none_or(|store| history.is_inferred[store]);
    let stores = (0..warehouse.store_ids.len()).filter(|store| !history.is_inferred[*store]);
    let lacks = |store: &usize| {
        let tracked = history.current(*store).tracked;
        [5, 4, 3].iter().any(|index: &usize| staged.lexicon.text(tracked[*index]).is_none())
    };
    [
        check("S02", "Transactions on a missing or unknown device", count(facts.iter(), |_| true, |fact| unknown_device(fact.device)), (0.0, 5.0)),
        check(
            "S03",
            "Devices of a missing or unknown store",
            count(warehouse.devices.iter(), |device| !device.is_inferred, |device| unknown_store(device.store)),
            (0.0, 5.0),
        ),
        check("S04", "Transactions without a product number", count(facts.iter(), |_| true, |fact| fact.product.is_none()), (0.0, 5.0)),
        check("S05", "Stores without customer, typology or country", count(stores, |_| true, lacks), (0.0, 20.0)),
    ]
}

fn of_times_and_products(staged: &Staged, warehouse: &Warehouse) -> [Check; 4] {
    let Facts { rows: facts, .. } = &warehouse.facts;
    let created = |store: Option<u32>| store.map_or(MISSING, |store| warehouse.history.created_at[store as usize]);
    let transactions = &staged.transactions.rows;
    let products = &warehouse.products.rows;
    [
        check(
            "S06",
            "Transactions before their store was created",
            count(facts.iter(), |fact| created(fact.store) != MISSING, |fact| fact.time < created(fact.store)),
            (5.0, 50.0),
        ),
        check(
            "S07",
            "Transactions written before they happened",
            count(
                transactions.iter(),
                |row| row.created_at != MISSING && row.happened_at != MISSING,
                |row| row.created_at < row.happened_at,
            ),
            (5.0, 50.0),
        ),
        check("S08", "Products with more than one name", count(products.iter(), |_| true, |product| product.distinct_names > 1), (0.0, 100.0)),
        check("S09", "Product numbers that are no GTIN", count(products.iter(), |_| true, |product| !product.is_gtin), (0.0, 100.0)),
    ]
}

/// Whether a row is ragged, for rows in rising order.
fn regular(raw: &RawTable) -> impl Iterator<Item = usize> + '_ {
    let mut ragged = raw.ragged.iter().map(|(row, _)| *row as usize).peekable();
    (0..raw.rows).filter(move |row| ragged.next_if_eq(row).is_none())
}

fn cells<'a>(raw: &'a RawTable, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let column = raw.column(name);
    regular(raw).filter_map(move |row| present(column.get(row)))
}

fn of_columns(staged: &Staged) -> [Check; 4] {
    let raw = &staged.raw;
    let cards = count(cells(&raw.transactions, "card_number"), |_| true, |card| !(12..=19).contains(&digits_of(card)));
    let kept: [(&RawTable, &[&str]); 3] = [
        (&raw.devices, &["id", "type", "store_id"]),
        (&raw.stores, &["id", "name", "address", "city", "country", "typology", "customer_id"]),
        (&raw.transactions, &["id", "device_id", "product_name", "product_sku", "product_name_2", "status"]),
    ];
    let columns = kept.iter().flat_map(|(raw, names)| names.iter().map(|name| (*raw, *name)));
    let times: Vec<_> = staged.stores.times.iter().chain(&staged.transactions.times).map(|(_, column)| column).collect();
    let values = |column: &times::TimeColumn| column.moments.iter().filter(|moment| **moment != MISSING).count();
    let lost_half = |column: &times::TimeColumn| {
        column.moments.iter().filter(|moment| times::is_time(**moment)).all(|moment| (1..=12).contains(&times::hour_of(*moment)))
    };
    [
        check("S10", "Card numbers with fewer than 12 or more than 19 digits", cards, (0.0, 100.0)),
        check(
            "S11",
            "Columns that look like card numbers",
            count(columns, |_| true, |(raw, name)| looks_like_cards(cells(raw, name))),
            (0.0, 0.0),
        ),
        check(
            "S12",
            "Time columns whose hours are all 1 to 12: AM and PM are lost",
            count(times.iter(), |column| values(column) >= CLOCK_VALUES, |column| lost_half(column)),
            (0.0, 100.0),
        ),
        check(
            "S17",
            "Time columns that fit day first and month first alike",
            count(times.iter(), |column| column.ordered > 0, |column| column.uncertain),
            (0.0, 100.0),
        ),
    ]
}

fn looks_like_cards<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (found, all) = count(cells, |_| true, |cell| is_card_number(cell));
    all >= CARD_VALUES && found as f64 >= CARD_SHARE * all as f64 - 1e-9
}

fn of_activity(staged: &Staged, warehouse: &Warehouse) -> [Check; 4] {
    let facts = &warehouse.facts;
    let mut devices = vec![false; warehouse.devices.len()];
    let mut stores = vec![false; warehouse.store_ids.len()];
    let mut days = 0;
    let mut last = None;
    for fact in &facts.rows {
        fact.device.into_iter().for_each(|device| devices[device as usize] = true);
        fact.store.into_iter().for_each(|store| stores[store as usize] = true);
        days += u64::from(last != Some(fact.day));
        last = Some(fact.day);
    }
    let all_days = facts.first_day.zip(facts.last_day).map_or(0, |(first, last)| (last - first + 1) as u64);
    let transactions = &staged.transactions;
    [
        check("S13", "Devices without a transaction", count(devices.iter(), |_| true, |seen| !**seen), (50.0, 100.0)),
        check("S14", "Stores without a transaction", count(stores.iter(), |_| true, |seen| !**seen), (50.0, 100.0)),
        check(
            "S15",
            "Updates that differ from the first row in device, product or time",
            (u64::from(transactions.contradicting), u64::from(transactions.updates)),
            (0.0, 5.0),
        ),
        check("S16", "Days without a transaction", (all_days - days, all_days), (0.0, 50.0)),
    ]
}

fn corrections(staged: &Staged, warehouse: &Warehouse) -> Vec<Check> {
    let (devices, stores, transactions) = (&staged.devices, &staged.stores, &staged.transactions);
    let accepted = u64::from(transactions.accepted);
    let raw = &staged.raw.transactions;
    let rows = (raw.rows - raw.ragged.len()) as u64;
    let present_in = |name: &str| cells(raw, name).count() as u64;
    let times: [(&RawTable, &[&str]); 2] =
        [(&staged.raw.stores, &["created_at", "updated_at"]), (raw, &["created_at", "happened_at"])];
    let time_cells = times.iter().flat_map(|(raw, names)| names.iter().map(|name| cells(raw, name).count() as u64)).sum();
    let turned = stores.times.iter().chain(&transactions.times).map(|(_, column)| u64::from(column.turned)).sum();
    let store_rows = stores.rows.len() as u64;
    vec![
        correction("C01", "Transactions updated by a later row", u64::from(transactions.updates), accepted),
        correction("C02", "Store rows that opened a later version", u64::from(warehouse.history.opened), store_rows),
        correction("C03", "Store rows that overwrote a version", u64::from(warehouse.history.overwrote), store_rows),
        correction("C04", "Statuses brought to their word", u64::from(transactions.reworded), accepted),
        correction("C05", "Device rows that changed an earlier row", u64::from(devices.changed), u64::from(devices.accepted)),
        correction("C06", "Card numbers cut to their last four digits", present_in("card_number"), rows),
        correction("C07", "Security codes dropped", present_in("cvv"), rows),
        correction("C08", "Times turned to UTC", turned, time_cells),
    ]
}

/// `quality_report`.
pub(super) fn report_table(checks: Vec<Check>) -> Table {
    let rows = Rc::new(checks);
    Table::new(&QUALITY_REPORT, rows.len())
        .word(of(&rows, |check| check.id))
        .word(of(&rows, |check| check.description))
        .int(of(&rows, |check| check.checked as i64))
        .int(of(&rows, |check| check.found as i64))
        .float_opt(of(&rows, Check::found_pct))
        .float_opt(of(&rows, |check| check.limits.map(|(warn, _)| warn)))
        .float_opt(of(&rows, |check| check.limits.map(|(_, fail)| fail)))
        .word(of(&rows, |check| check.verdict().word()))
}
