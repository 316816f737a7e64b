//! Findings about cohorts and seasons.

use super::words::{change, first_max, p, q};
use super::{Insight, Severity, Sources};
use crate::base::date::month_text;
use crate::base::format::r6;
use crate::pipelines::sales::engine::business::cohorts::MonthOne;
use crate::pipelines::sales::engine::business::seasons::direction;
use crate::pipelines::sales::engine::warehouse::MONTHS;

/// How many cohorts there must be for one to be the weakest.
const WEAKEST_OF: usize = 3;
/// How many cohorts are compared with as many before them, and by how much they must differ, in percent.
const RECENT: usize = 3;
const RETENTION_CHANGE: f64 = 10.0;
/// A season below this index is weak.
const WEAK_SEASON: f64 = 0.95;

pub(super) fn rules(from: &Sources<'_>) -> Vec<Insight> {
    let cohorts = from.cohorts.month_one(from.settings.min_cohort_size);
    let found = [best(&cohorts), weakest(&cohorts), long_term(from), trend(&cohorts)];
    found.into_iter().flatten().chain(seasons(from)).collect()
}

/// The cohort that came back most in month 1: the earliest of those.
pub(crate) fn best_cohort(cohorts: &[MonthOne]) -> Option<MonthOne> {
    first_max(cohorts.iter().copied(), |cohort| cohort.rate)
}

fn best(cohorts: &[MonthOne]) -> Option<Insight> {
    let MonthOne { cohort, rate, .. } = best_cohort(cohorts)?;
    let cohort = month_text(cohort);
    Some(Insight {
        id: "COH_001",
        pick: cohort.clone(),
        kind: "COHORT",
        title: "Best cohort".to_owned(),
        description: format!("Cohort {cohort} came back most in month 1: {}%", p(rate)),
        metric: "month_1_retention_percent",
        value: rate,
        recommendation: format!("Find out what brought in cohort {cohort} and repeat it"),
        priority: 2,
        severity: Severity::Positive,
    })
}

fn weakest(cohorts: &[MonthOne]) -> Option<Insight> {
    let MonthOne { cohort, rate, .. } =
        first_max(cohorts.iter().copied(), |cohort| -cohort.rate).filter(|_| cohorts.len() >= WEAKEST_OF)?;
    let cohort = month_text(cohort);
    Some(Insight {
        id: "COH_002",
        pick: cohort.clone(),
        kind: "COHORT",
        title: "Weakest cohort".to_owned(),
        description: format!("Cohort {cohort} came back least in month 1: {}%", p(rate)),
        metric: "month_1_retention_percent",
        value: rate,
        recommendation: format!("Check the offers and channels that brought in cohort {cohort}"),
        priority: 3,
        severity: Severity::Info,
    })
}

fn long_term(from: &Sources<'_>) -> Option<Insight> {
    let cells = from.retention.widest().filter_map(|cell| Some((cell, cell.rate()?)));
    let (cell, rate) = first_max(cells, |(_, rate)| *rate)?;
    let cohort = month_text(cell.cohort);
    Some(Insight {
        id: "RET_001",
        pick: cohort.clone(),
        kind: "RETENTION",
        title: "Strongest long-term retention".to_owned(),
        description: format!("{}% of cohort {cohort} bought again within {} months", p(rate), cell.window),
        metric: "cumulative_retention_percent",
        value: rate,
        recommendation: format!("Use cohort {cohort} as the target for later cohorts"),
        priority: 2,
        severity: Severity::Positive,
    })
}

fn trend(cohorts: &[MonthOne]) -> Option<Insight> {
    let start = cohorts.len().checked_sub(2 * RECENT)?;
    let mean = |cohorts: &[MonthOne]| cohorts.iter().map(|cohort| cohort.rate).sum::<f64>() / RECENT as f64;
    let (before, now) = (mean(&cohorts[start..start + RECENT]), mean(&cohorts[start + RECENT..]));
    let value = change(now, before).filter(|value| r6(value.abs()) >= RETENTION_CHANGE)?;
    let falls = value < 0.0;
    Some(Insight {
        id: "RET_002",
        pick: String::new(),
        kind: "RETENTION",
        title: format!("Month-1 retention is {}", if falls { "falling" } else { "rising" }),
        description: format!(
            "The last three cohorts average {}% month-1 retention against {}% for the three before",
            q(now),
            q(before)
        ),
        metric: "retention_change_percent",
        value,
        recommendation: if falls { "Review onboarding of new customers" } else { "Keep the current onboarding" }
            .to_owned(),
        priority: if falls { 1 } else { 4 },
        severity: if falls { Severity::Warning } else { Severity::Positive },
    })
}

fn seasons(from: &Sources<'_>) -> impl Iterator<Item = Insight> {
    let compared = from.seasons.monthly().count() >= 2;
    let of = |sign: f64| first_max(from.seasons.monthly(), |(_, index)| sign * index).filter(|_| compared);
    let describe = |(month, index): (usize, f64)| {
        format!("{} sells {} times the average month ({})", MONTHS[month], q(index), direction(index))
    };
    let peak = of(1.0).map(|(month, index)| Insight {
        id: "SEAS_001",
        pick: String::new(),
        kind: "SEASONAL",
        title: "Peak month".to_owned(),
        description: describe((month, index)),
        metric: "seasonal_index",
        value: index,
        recommendation: format!("Plan budget and stock for {}", MONTHS[month]),
        priority: 2,
        severity: Severity::Info,
    });
    let weakest = of(-1.0).filter(|(_, index)| r6(*index) < WEAK_SEASON).map(|(month, index)| Insight {
        id: "SEAS_002",
        pick: String::new(),
        kind: "SEASONAL",
        title: "Weakest month".to_owned(),
        description: describe((month, index)),
        metric: "seasonal_index",
        value: index,
        recommendation: format!("Plan a promotion for {}", MONTHS[month]),
        priority: 3,
        severity: Severity::Info,
    });
    peak.into_iter().chain(weakest)
}
