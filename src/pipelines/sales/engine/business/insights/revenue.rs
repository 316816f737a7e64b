//! Findings about the course of the complete months.

use super::words::{change, money, p};
use super::{Insight, Severity, Sources};
use crate::base::date::{Month, month_text};
use crate::base::format::r6;

/// Changes from this on, in percent, are a fall or a rise.
const CHANGE: f64 = 5.0;
/// Months whose mean an unusual one is held against.
const USUAL: usize = 6;
/// Months that are compared with as many before them.
const RECENT: usize = 3;

pub(super) fn rules(from: &Sources<'_>) -> Vec<Insight> {
    let complete = from.months.complete();
    let found =
        [latest(from, &complete), unusual(from, &complete), order_value(from, &complete), acquisition(from, &complete)];
    found.into_iter().flatten().collect()
}

fn name(from: &Sources<'_>, index: usize) -> String {
    month_text(from.months.calendar.first + index as Month)
}

/// The last months and as many before them.
fn last_and_before(complete: &[usize], count: usize) -> Option<(&[usize], &[usize])> {
    let rest = complete.len().checked_sub(count)?;
    Some((&complete[rest..], &complete[rest.checked_sub(count)?..rest]))
}

fn latest(from: &Sources<'_>, complete: &[usize]) -> Option<Insight> {
    let (last, before) = last_and_before(complete, 1)?;
    let (last, before) = (last[0], before[0]);
    let (now, then) = (from.months.sales[last], from.months.sales[before]);
    let value = change(now, then)?;
    let (verb, priority, severity) = if r6(value) <= -CHANGE {
        ("fell", 1, Severity::Warning)
    } else if r6(value) >= CHANGE {
        ("rose", 3, Severity::Positive)
    } else {
        ("held steady", 3, Severity::Info)
    };
    let currency = &from.settings.currency;
    let advice = if severity == Severity::Warning {
        "Look for the cause in customers, orders and order value"
    } else {
        "Keep watching the monthly trend"
    };
    Some(Insight {
        id: "REV_001",
        pick: name(from, last),
        kind: "REVENUE",
        title: "Monthly revenue".to_owned(),
        description: format!(
            "Revenue {verb} in {}: {} against {} in {} ({}%)",
            name(from, last),
            money(now, currency),
            money(then, currency),
            name(from, before),
            p(value)
        ),
        metric: "revenue_change_percent",
        value,
        recommendation: advice.to_owned(),
        priority,
        severity,
    })
}

fn unusual(from: &Sources<'_>, complete: &[usize]) -> Option<Insight> {
    let sales = |month: &usize| from.months.sales[*month];
    let (month, mean, z) = complete.windows(USUAL + 1).rev().find_map(|months| {
        let (usual, month) = (&months[..USUAL], months[USUAL]);
        let mean = usual.iter().map(sales).sum::<f64>() / USUAL as f64;
        let squares = usual.iter().map(|month| (sales(month) - mean) * (sales(month) - mean)).sum::<f64>();
        let deviation = libm::sqrt(squares / (USUAL - 1) as f64);
        let z = (sales(&month) - mean) / deviation;
        (r6(deviation) > 0.0 && r6(z.abs()) >= r6(from.settings.anomaly_z)).then_some((month, mean, z))
    })?;
    let currency = &from.settings.currency;
    let month_name = name(from, month);
    Some(Insight {
        id: "REV_002",
        pick: month_name.clone(),
        kind: "REVENUE",
        title: "Unusual month".to_owned(),
        description: format!(
            "{month_name} is out of line: {} against a six-month mean of {} ({} standard deviations)",
            money(sales(&month), currency),
            money(mean, currency),
            p(z)
        ),
        metric: "revenue_z_score",
        value: z,
        recommendation: format!("Check what happened in {month_name}"),
        priority: 2,
        severity: Severity::Warning,
    })
}

/// A change between the last three months and the three before, if it is large enough, with its priority and severity.
fn swing(now: f64, before: f64) -> Option<(f64, bool, u8, Severity)> {
    let value = change(now, before).filter(|value| r6(value.abs()) >= CHANGE)?;
    Some(if value < 0.0 { (value, true, 2, Severity::Warning) } else { (value, false, 4, Severity::Positive) })
}

fn order_value(from: &Sources<'_>, complete: &[usize]) -> Option<Insight> {
    let (last, before) = last_and_before(complete, RECENT)?;
    let mean = |months: &[usize]| {
        let sales: f64 = months.iter().map(|month| from.months.sales[*month]).sum();
        let orders: u32 = months.iter().map(|month| from.months.orders[*month]).sum();
        (orders > 0).then(|| sales / f64::from(orders))
    };
    let (now, then) = (mean(last)?, mean(before)?);
    let (value, falls, priority, severity) = swing(now, then)?;
    let currency = &from.settings.currency;
    Some(Insight {
        id: "AOV_001",
        pick: String::new(),
        kind: "REVENUE",
        title: format!("Order value is {}", if falls { "falling" } else { "rising" }),
        description: format!(
            "Average order value of the last three months is {} against {} in the three before ({}%)",
            money(now, currency),
            money(then, currency),
            p(value)
        ),
        metric: "aov_change_percent",
        value,
        recommendation: if falls { "Test bundles and minimum-order offers" } else { "Keep the current mix" }.to_owned(),
        priority,
        severity,
    })
}

fn acquisition(from: &Sources<'_>, complete: &[usize]) -> Option<Insight> {
    let (last, before) = last_and_before(complete, RECENT)?;
    let mean = |months: &[usize]| {
        months.iter().map(|month| f64::from(from.months.new_customers[*month])).sum::<f64>() / RECENT as f64
    };
    let (now, then) = (mean(last), mean(before));
    let (value, falls, priority, severity) = swing(now, then)?;
    Some(Insight {
        id: "ACQ_001",
        pick: String::new(),
        kind: "ACQUISITION",
        title: format!("{} new customers", if falls { "Fewer" } else { "More" }),
        description: format!(
            "{} new customers a month in the last three months against {} in the three before ({}%)",
            p(now),
            p(then),
            p(value)
        ),
        metric: "new_customer_change_percent",
        value,
        recommendation: if falls { "Check acquisition spend and channels" } else { "Make sure onboarding keeps up" }
            .to_owned(),
        priority,
        severity,
    })
}
