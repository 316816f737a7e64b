//! The views behind the dashboard.

mod history;
mod rates;
mod rejects;

use history::ShownStores;
pub(super) use rates::add as add_rates;
pub(super) use rejects::is_picked as is_picked_reject;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::business::{Basis, Finding, Scope, UNKNOWN, ratio};
use super::outcome::{Business, StoresOutcome};
use super::staging::Status;
use crate::base::date::{Month, month_of, month_text};
use crate::base::format::fixed;
use crate::engine::table::{Catalog, Table, of};
use crate::pipelines::spec::TableSpec;
use crate::pipelines::stores::dashboard::{CUSTOMER, DEVICE, DEVICE_TYPE, STORE, TYPOLOGY};
use crate::pipelines::stores::tables::views::{
    DAYS_TO_FIVE, DAYS_TO_FIVE_ALL, HEADLINE, INSIGHT_CARDS, LAST_DAYS, MONTHS, PRODUCTS_BY_MONTH, PRODUCT_NAMES,
    SLOWEST_CUSTOMERS, STATUSES_BY_DAY, STATUSES_BY_MONTH, STORES_REACHING_FIVE,
};
use crate::present::dashboard::Filter;

/// Days shown one by one: two years.
const SHOWN_DAYS: usize = 731;
/// Customers shown at most.
const SHOWN_CUSTOMERS: usize = 15;
/// Steps of the histogram of days.
const STEPS: usize = 12;
/// Points of the curve of stores that have reached five.
const CURVE_POINTS: f64 = 60.0;

/// Adds the views of a selection, all but those that are drawn without a filter of their own.
pub(super) fn add(
    catalog: &mut Catalog,
    outcome: &StoresOutcome,
    scope: &Scope,
    business: &Business,
    filters: &[Filter],
) {
    catalog.add(headline(business));
    catalog.add(months(business));
    catalog.add(last_days(business));
    catalog.add(statuses(business));
    catalog.add(statuses_by_day(business));
    catalog.add(products_by_month(scope, business));
    catalog.add(product_names(scope, business));
    catalog.add(histogram(&DAYS_TO_FIVE, business, Basis::Accepted));
    catalog.add(histogram(&DAYS_TO_FIVE_ALL, business, Basis::All));
    catalog.add(curve(business));
    catalog.add(slowest(scope, business));
    let shown = ShownStores::new(scope, filters);
    catalog.add(history::changes_by_month(scope, &shown));
    catalog.add(history::changes(scope, &shown));
    catalog.add(history::versions(scope, &shown));
    catalog.add(rejects::by_reason(outcome));
    catalog.add(rejects::rows(outcome, filters));
    catalog.add(rates::abnormal(&business.anomalies));
    catalog.add(cards(&business.findings));
    catalog.add(super::quality::report_table(outcome.checks.clone()));
}

fn headline(business: &Business) -> Table {
    let mut table = Table::new(&HEADLINE, 1);
    for column in HEADLINE.columns {
        let value = business.kpis.get(column.name);
        table = table.float_opt(move |_| value);
    }
    table
}

/// By month: counts by status and accepted amount.
fn by_month(business: &Business) -> Vec<(Month, [u32; 3], f64)> {
    let mut months: Vec<(Month, [u32; 3], f64)> = Vec::new();
    for day in business.days.0.iter() {
        let month = month_of(day.day);
        if months.last().is_none_or(|last| last.0 != month) {
            months.push((month, [0; 3], 0.0));
        }
        if let Some((_, counts, amount)) = months.last_mut() {
            counts.iter_mut().zip(day.counts).for_each(|(sum, count)| *sum += count);
            *amount += day.amount;
        }
    }
    months
}

fn months(business: &Business) -> Table {
    let rows = Rc::new(by_month(business));
    let accepted = |counts: &[u32; 3]| f64::from(counts[Status::Accepted as usize]);
    Table::new(&MONTHS, rows.len())
        .text(of(&rows, |row| month_text(row.0)))
        .float(of(&rows, |row| row.2))
        .float_opt(of(&rows, move |row| ratio(100.0 * accepted(&row.1), f64::from(row.1.iter().sum::<u32>()))))
}

fn last_days(business: &Business) -> Table {
    let days = &business.days.0;
    let mean = |place: usize| {
        let week = &days[place.saturating_sub(6)..=place];
        (place >= 6).then(|| week.iter().map(|day| day.amount).sum::<f64>() / 7.0)
    };
    let first = days.len().saturating_sub(SHOWN_DAYS);
    let rows: Vec<_> = (first..days.len()).map(|place| (days[place].day, days[place].amount, mean(place))).collect();
    let rows = Rc::new(rows);
    Table::new(&LAST_DAYS, rows.len())
        .day(of(&rows, |row| row.0))
        .float(of(&rows, |row| row.1))
        .float_opt(of(&rows, |row| row.2))
}

fn statuses(business: &Business) -> Table {
    let each = |(month, counts, _): (Month, [u32; 3], f64)| Status::ALL.map(|status| (month, status, counts[status as usize]));
    let rows = Rc::new(by_month(business).into_iter().flat_map(each).collect::<Vec<_>>());
    Table::new(&STATUSES_BY_MONTH, rows.len())
        .text(of(&rows, |row| month_text(row.0)))
        .word(of(&rows, |row| row.1.word()))
        .int(of(&rows, |row| i64::from(row.2)))
}

fn statuses_by_day(business: &Business) -> Table {
    let days = &business.days.0;
    let shown = days[days.len().saturating_sub(SHOWN_DAYS)..].iter();
    let each = |day: &super::business::DayCount| Status::ALL.map(|status| (day.day, status, day.counts[status as usize]));
    let rows = Rc::new(shown.flat_map(each).collect::<Vec<_>>());
    Table::new(&STATUSES_BY_DAY, rows.len())
        .day(of(&rows, |row| row.0))
        .word(of(&rows, |row| row.1.word()))
        .int(of(&rows, |row| i64::from(row.2)))
}

fn products_by_month(scope: &Scope, business: &Business) -> Table {
    let ids = &scope.shared.warehouse.sku_ids.ids;
    let place = |product: Option<u32>| {
        product.and_then(|product| business.products.0.iter().position(|top| top.place == product as usize))
    };
    let mut sums: BTreeMap<(usize, Month), f64> = BTreeMap::new();
    for fact in scope.counted() {
        if let Some(place) = place(fact.product) {
            *sums.entry((place, month_of(fact.day))).or_default() += fact.amount;
        }
    }
    let name = |place: usize| ids.text(business.products.0[place].place);
    let rows = Rc::new(sums.into_iter().map(|((place, month), sum)| (name(place), month, sum)).collect::<Vec<_>>());
    Table::new(&PRODUCTS_BY_MONTH, rows.len())
        .text(of(&rows, |row| row.0.clone()))
        .text(of(&rows, |row| month_text(row.1)))
        .float(of(&rows, |row| row.2))
}

fn product_names(scope: &Scope, business: &Business) -> Table {
    let (staged, ids) = (&scope.shared.staged, &scope.shared.warehouse.sku_ids.ids);
    let mut rows: Vec<(String, String, u32)> = Vec::new();
    for top in business.products.0.iter() {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for fact in scope.facts.iter().filter(|fact| fact.product == Some(top.place as u32)) {
            let name = staged.transactions.rows[fact.staged as usize].name;
            *counts.entry(staged.lexicon.text(name).unwrap_or(UNKNOWN)).or_default() += 1;
        }
        let mut names: Vec<_> = counts.into_iter().collect();
        names.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
        let id = ids.text(top.place);
        rows.extend(names.into_iter().map(|(name, count)| (id.clone(), name.to_owned(), count)));
    }
    let rows = Rc::new(rows);
    Table::new(&PRODUCT_NAMES, rows.len())
        .text(of(&rows, |row| row.0.clone()))
        .text(of(&rows, |row| row.1.clone()))
        .int(of(&rows, |row| i64::from(row.2)))
}

fn histogram(spec: &'static TableSpec, business: &Business, basis: Basis) -> Table {
    // The starts come by days.
    let days: Vec<f64> = business.activation.of(basis).filter_map(|start| start.days()).collect();
    let most = days.last().copied().unwrap_or(0.0);
    let width = nice(most / STEPS as f64);
    let name = if basis == Basis::Accepted { "median_days_to_5_accepted" } else { "median_days_to_5_all" };
    let median = business.kpis.get(name).unwrap_or(-1.0);
    let steps = if days.is_empty() { 0 } else { (most / width).floor() as usize + 1 };
    let count = |step: usize| days.iter().filter(|days| (**days / width).floor() as usize == step).count();
    let along = |step: usize| {
        let place = median / width - step as f64;
        (0.0..1.0).contains(&place).then_some(place)
    };
    let bounds = |step: usize| format!("{}–{}", fixed(step as f64 * width, 0), fixed((step + 1) as f64 * width, 0));
    let rows = Rc::new((0..steps).map(|step| (bounds(step), count(step), along(step))).collect::<Vec<_>>());
    Table::new(spec, rows.len())
        .text(of(&rows, |row| row.0.clone()))
        .int(of(&rows, |row| row.1 as i64))
        .float_opt(of(&rows, |row| row.2))
}

/// The next of 1, 2, 5, 10, 20, … days.
fn nice(width: f64) -> f64 {
    let mut scale = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if step * scale >= width {
                return step * scale;
            }
        }
        scale *= 10.0;
    }
}

fn curve(business: &Business) -> Table {
    let mut rows: Vec<(&'static str, i64, f64)> = Vec::new();
    for basis in Basis::BOTH {
        let started = business.activation.of(basis).count();
        let days: Vec<f64> = business.activation.of(basis).filter_map(|start| start.days()).collect();
        let Some(most) = days.last() else { continue };
        let step = nice(most / CURVE_POINTS);
        for point in 0..=(most / step).ceil() as usize {
            let day = point as f64 * step;
            let reached = days.partition_point(|days| *days <= day);
            rows.push((basis.word(), day as i64, 100.0 * reached as f64 / started as f64));
        }
    }
    let rows = Rc::new(rows);
    Table::new(&STORES_REACHING_FIVE, rows.len())
        .word(of(&rows, |row| row.0))
        .int(of(&rows, |row| row.1))
        .float(of(&rows, |row| row.2))
}

fn slowest(scope: &Scope, business: &Business) -> Table {
    let ids = &scope.shared.warehouse.customer_ids.ids;
    let customers = business.activation.customers.iter().filter(|row| row.basis == Basis::Accepted);
    let mut rows: Vec<(String, f64, u32)> =
        customers.filter_map(|row| Some((ids.text(row.customer), row.mean_days?, row.reached))).collect();
    rows.reverse();
    rows.truncate(SHOWN_CUSTOMERS);
    let rows = Rc::new(rows);
    Table::new(&SLOWEST_CUSTOMERS, rows.len())
        .text(of(&rows, |row| row.0.clone()))
        .float(of(&rows, |row| row.1))
        .int(of(&rows, |row| i64::from(row.2)))
}

fn cards(findings: &Rc<Vec<Finding>>) -> Table {
    Table::new(&INSIGHT_CARDS, findings.len())
        .text(of(findings, |row| format!("{} · {}", told(row.id).0, row.subject)))
        .text(of(findings, |row| row.message.clone()))
        .word(of(findings, |row| told(row.id).1))
        .word(of(findings, |row| match row.severity.word() {
            "bad" => "critical",
            "warn" => "warning",
            "good" => "positive",
            other => other,
        }))
        .text(of(findings, link))
}

/// The widget that tells more of a finding, filtered by its subject.
fn link(finding: &Finding) -> String {
    let subject = finding.subject.as_str();
    let by = |widget: &str, field: &str, value: &str| format!("{widget}?{field}={value}");
    match finding.id {
        "J02" => {
            let (entity, rest) = subject.split_once(':').unwrap_or_default();
            let (id, outcome) = rest.rsplit_once(':').unwrap_or_default();
            let field = match entity {
                "store" => STORE,
                "customer" => CUSTOMER,
                _ => DEVICE,
            };
            by(&format!("funnel_{entity}_{outcome}"), field, id)
        }
        "J03" => by("store_list", STORE, subject),
        "J04" => by("slow_customers", CUSTOMER, subject),
        "J05" => by("acceptance", DEVICE_TYPE, subject),
        "J07" => by("average", TYPOLOGY, subject.split_once(" / ").unwrap_or((subject, "")).0),
        id => told(id).2.to_owned(),
    }
}

/// Of a rule: its name, what to do, and the widget that tells more where that hangs on no subject.
fn told(id: &str) -> (&'static str, &'static str, &'static str) {
    match id {
        "J01" => ("Concentration", "Watch the top stores closely: much hangs on them.", "top_stores"),
        "J02" => ("Abnormal rate", "Look at these transactions, and at the device.", ""),
        "J03" => ("Dormant store", "Ask the store why it has stopped.", ""),
        "J04" => ("Slow start", "Help the customer's stores with their first transactions.", ""),
        "J05" => ("Device type", "Compare the devices of this type with the others.", ""),
        "J06" => ("Amount", "Look for the days and stores that make the change.", "amount_days"),
        "J07" => ("Strong group", "See what these stores do, and offer it to others.", ""),
        "J08" => ("History", "The parameter store_attributes counts stores as they are now.", "changes"),
        "J09" => ("Slow start", "Look at the stores that have not reached five.", "reaching_five"),
        _ => ("Data quality", "Look at the check, and mend the export.", "checks"),
    }
}
