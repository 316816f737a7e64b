//! `insights`: the rules J01 to J10.

use std::borrow::Cow;
use std::rc::Rc;

use super::shares::reaches;
use super::{Activation, Anomalies, Basis, Days, DeviceShares, Groups, Kpis, Performances, Scope, of, rounded, sorted_as};
use crate::base::format::{fixed, integer};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::quality::{Check, Verdict};
use crate::pipelines::stores::tables::findings::INSIGHTS;

/// At most so many findings of a rule.
const MOST_ANOMALIES: usize = 10;
const MOST_DORMANT: usize = 5;
const MOST_SLOW: usize = 5;
const MOST_GROUPS: usize = 3;
/// Transactions from which a device type, and the rest, are compared.
const TYPE_TRANSACTIONS: u32 = 50;
/// Transactions from which a group is told.
const GROUP_TRANSACTIONS: u32 = 10;
const Z_95: f64 = 1.96;

/// How a finding is meant; in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Bad,
    Warn,
    Good,
    Info,
}

impl Severity {
    /// The word in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Warn => "warn",
            Self::Good => "good",
            Self::Info => "info",
        }
    }
}

/// A finding.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) id: &'static str,
    pub(crate) subject: String,
    pub(crate) severity: Severity,
    pub(crate) value: f64,
    pub(crate) compare: f64,
    pub(crate) message: String,
}

/// What the rules look at.
pub(crate) struct Sources<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) groups: &'a Groups,
    pub(crate) shares: &'a DeviceShares,
    pub(crate) activation: &'a Activation,
    pub(crate) anomalies: &'a Anomalies,
    pub(crate) days: &'a Days,
    pub(crate) performances: &'a Performances,
    pub(crate) kpis: &'a Kpis,
    pub(crate) checks: &'a [Check],
}

/// All findings, in the order of the table.
pub(crate) fn find_insights(sources: &Sources<'_>) -> Vec<Finding> {
    let rules: [fn(&Sources<'_>) -> Vec<Finding>; 10] = [
        concentration, anomalies, dormant, slow_customers, device_types, amount_trend, strong_groups, history, slow_start, data_quality,
    ];
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(sources)).collect();
    // Within a rule its own order stays.
    findings.sort_by(|left, right| left.severity.cmp(&right.severity).then(left.id.cmp(right.id)));
    findings
}

fn percent(value: f64) -> String {
    format!("{}%", fixed(value, 1))
}

fn concentration(sources: &Sources<'_>) -> Vec<Finding> {
    let top_n = sources.scope.settings.top_n;
    let active = sources.kpis.get("stores_active").unwrap_or(0.0);
    let share = sources.kpis.get("top_stores_share_pct").unwrap_or(0.0);
    if active < 2.0 * top_n as f64 || !reaches(share, 50.0) {
        return Vec::new();
    }
    let message = format!("The first {top_n} stores bring {} of the amount; half of it is {}.", percent(share), percent(50.0));
    vec![Finding { id: "J01", subject: "stores".to_owned(), severity: Severity::Info, value: share, compare: 50.0, message }]
}

fn anomalies(sources: &Sources<'_>) -> Vec<Finding> {
    let mut found: Vec<_> = sources.anomalies.0.iter().filter(|row| row.is_anomaly).collect();
    found.sort_by(|left, right| sorted_as(right.excess()).total_cmp(&sorted_as(left.excess())));
    let finding = |row: &&super::Anomaly| {
        let (value, compare) = (100.0 * row.rate(), 100.0 * row.overall);
        let (entity, outcome) = (row.entity.word(), row.outcome.word());
        let message = format!("Of {entity} {}, {} of the transactions are {outcome}; of all it is {}.", row.id, percent(value), percent(compare));
        Finding { id: "J02", subject: format!("{entity}:{}:{outcome}", row.id), severity: Severity::Bad, value, compare, message }
    };
    found.iter().take(MOST_ANOMALIES).map(finding).collect()
}

fn store_id(sources: &Sources<'_>, store: usize) -> String {
    sources.scope.shared.warehouse.store_ids.ids.text(store)
}

fn dormant(sources: &Sources<'_>) -> Vec<Finding> {
    // The stores come by accepted amount.
    let stores = sources.performances.0.iter().filter(|row| row.is_dormant).take(MOST_DORMANT);
    let limit = f64::from(sources.scope.settings.dormant_days);
    let finding = |row: &super::Performance| {
        let subject = store_id(sources, row.store);
        let value = f64::from(row.since_accepted.unwrap_or(0));
        let message = format!("Store {subject} has had no accepted transaction for {value} days; dormant is more than {limit}.");
        Finding { id: "J03", subject, severity: Severity::Warn, value, compare: limit, message }
    };
    stores.map(finding).collect()
}

fn slow_customers(sources: &Sources<'_>) -> Vec<Finding> {
    let Some(mean) = sources.kpis.get("avg_days_to_5_accepted") else { return Vec::new() };
    let customers = sources.activation.customers.iter().filter(|row| row.basis == Basis::Accepted && row.reached >= 2);
    let mut slow: Vec<_> = customers
        .filter_map(|row| row.mean_days.map(|days| (row.customer, days)))
        .filter(|(_, days)| reaches(*days, 2.0 * mean))
        .collect();
    slow.sort_by(|left, right| sorted_as(right.1).total_cmp(&sorted_as(left.1)).then(left.0.cmp(&right.0)));
    let finding = |(customer, days): &(usize, f64)| {
        let subject = sources.scope.shared.warehouse.customer_ids.ids.text(*customer);
        let message = format!("The stores of customer {subject} need {} days for five accepted transactions; the mean is {}.", fixed(*days, 1), fixed(mean, 1));
        Finding { id: "J04", subject, severity: Severity::Warn, value: *days, compare: mean, message }
    };
    slow.iter().take(MOST_SLOW).map(finding).collect()
}

fn device_types(sources: &Sources<'_>) -> Vec<Finding> {
    let rows = &sources.shares.rows;
    let (any, accepted) = rows.iter().fold((0, 0), |(any, accepted), row| (any + row.any, accepted + row.accepted));
    let pooled = f64::from(accepted) / f64::from(any.max(1));
    let mut found = Vec::new();
    for row in rows.iter() {
        let (rest, rest_accepted) = (any - row.any, accepted - row.accepted);
        if row.any < TYPE_TRANSACTIONS || rest < TYPE_TRANSACTIONS {
            continue;
        }
        let (own, other) = (f64::from(row.accepted) / f64::from(row.any), f64::from(rest_accepted) / f64::from(rest));
        let error = libm::sqrt(pooled * (1.0 - pooled) * (1.0 / f64::from(row.any) + 1.0 / f64::from(rest)));
        let z = if error > 0.0 { (own - other) / error } else { 0.0 };
        if reaches(z.abs(), Z_95) {
            found.push((z, row.kind.clone(), 100.0 * own, 100.0 * other));
        }
    }
    found.sort_by(|left, right| sorted_as(right.0.abs()).total_cmp(&sorted_as(left.0.abs())).then_with(|| left.1.cmp(&right.1)));
    let finding = |(z, subject, value, compare): (f64, String, f64, f64)| {
        let severity = if z > 0.0 { Severity::Good } else { Severity::Warn };
        let message = format!("On devices of type {subject}, {} of the transactions are accepted; on all others {}.", percent(value), percent(compare));
        Finding { id: "J05", subject, severity, value, compare, message }
    };
    found.into_iter().map(finding).collect()
}

fn amount_trend(sources: &Sources<'_>) -> Vec<Finding> {
    let days = sources.scope.settings.trend_days;
    let Some((as_of, first)) = sources.scope.as_of.zip(sources.days.0.first().map(|count| count.day)) else { return Vec::new() };
    let before = sources.days.amount(as_of - 2 * days + 1, as_of - days);
    if first > as_of - 2 * days + 1 || before <= 0.0 {
        return Vec::new();
    }
    let change = 100.0 * (sources.days.amount(as_of - days + 1, as_of) - before) / before;
    if !reaches(change.abs(), sources.scope.settings.trend_pct) {
        return Vec::new();
    }
    let (severity, moved) = if change > 0.0 { (Severity::Good, "rose") } else { (Severity::Bad, "fell") };
    let currency = &sources.scope.settings.currency;
    let message = format!("The accepted amount of the last {days} days {moved} by {} against {currency}{} in the {days} days before.", percent(change.abs()), fixed(before, 2));
    vec![Finding { id: "J06", subject: "amount".to_owned(), severity, value: change, compare: before, message }]
}

fn strong_groups(sources: &Sources<'_>) -> Vec<Finding> {
    let (count, amount) = sources.scope.counted().fold((0u32, 0.0), |(count, sum), fact| (count + 1, sum + fact.amount));
    if count == 0 {
        return Vec::new();
    }
    let mean = amount / f64::from(count);
    let average = |group: &super::shares::Group| rounded(group.mean(), 2);
    let groups = sources.groups.0.iter().filter(|group| group.transactions >= GROUP_TRANSACTIONS);
    let mut groups: Vec<_> = groups.filter(|group| reaches(average(group), 1.25 * mean)).collect();
    groups.sort_by(|left, right| average(right).total_cmp(&average(left)));
    let finding = |group: &&super::shares::Group| {
        let subject = format!("{} / {}", group.typology, group.country);
        let currency = &sources.scope.settings.currency;
        let message = format!("{subject}: a transaction brings {currency}{} on average; the mean is {currency}{}.", fixed(average(group), 2), fixed(mean, 2));
        Finding { id: "J07", subject, severity: Severity::Good, value: average(group), compare: mean, message }
    };
    groups.iter().take(MOST_GROUPS).map(finding).collect()
}

fn history(sources: &Sources<'_>) -> Vec<Finding> {
    let changed = sources.kpis.get("stores_changed").unwrap_or(0.0);
    let total = sources.kpis.get("stores_total").unwrap_or(0.0);
    if changed == 0.0 {
        return Vec::new();
    }
    let message = format!("{} of {} stores have changed over time; their transactions count for what they were then.", integer(changed as u64), integer(total as u64));
    vec![Finding { id: "J08", subject: "stores".to_owned(), severity: Severity::Info, value: changed, compare: total, message }]
}

fn slow_start(sources: &Sources<'_>) -> Vec<Finding> {
    const LIMIT: f64 = 30.0;
    let active = sources.kpis.get("stores_active").unwrap_or(0.0);
    if active < 10.0 {
        return Vec::new();
    }
    let below = sources.performances.0.iter().filter(|row| (1..5).contains(&row.accepted())).count();
    let share = 100.0 * below as f64 / active;
    if !reaches(share, LIMIT) {
        return Vec::new();
    }
    let message = format!("{} of the active stores have fewer than five accepted transactions; {} would be usual at most.", percent(share), percent(LIMIT));
    vec![Finding { id: "J09", subject: "stores".to_owned(), severity: Severity::Warn, value: share, compare: LIMIT, message }]
}

fn data_quality(sources: &Sources<'_>) -> Vec<Finding> {
    let failed = sources.checks.iter().filter(|check| check.verdict() == Verdict::Fail);
    let finding = |check: &Check| {
        let (value, compare) = (check.found_pct().unwrap_or(0.0), check.limits.map_or(0.0, |(_, fail)| fail));
        let message = format!("{}: {}; it fails above {}.", check.description, percent(value), percent(compare));
        Finding { id: "J10", subject: check.id.to_owned(), severity: Severity::Bad, value, compare, message }
    };
    failed.map(finding).collect()
}

/// `insights`.
pub(crate) fn insight_table(findings: &Rc<Vec<Finding>>) -> Table {
    let text = |cell: fn(&Finding) -> &str| of(findings, move |row| Some(Cow::Owned(cell(row).to_owned())));
    Table::new(&INSIGHTS, findings.len())
        .word(of(findings, |row| row.id))
        .text_opt(text(|row| &row.subject))
        .word(of(findings, |row| row.severity.word()))
        .float(of(findings, |row| row.value))
        .float(of(findings, |row| row.compare))
        .text_opt(text(|row| &row.message))
}
