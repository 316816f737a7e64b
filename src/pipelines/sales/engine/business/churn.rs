//! Churn risk: four components of 0..1 and the score they make (spec sales.md, section 7).

use super::Calendar;
use crate::engine::passes;
use crate::base::format::r6;
use crate::pipelines::sales::engine::settings::{ChurnRules, Settings};
use crate::pipelines::sales::engine::warehouse::Warehouse;

/// Recency, frequency, value and cohort; a component that cannot be had is left out of the score.
pub(crate) type Components = [Option<f64>; 4];

/// The risk by days since the last order, straight between these and level beyond them.
const RECENCY: [(f64, f64); 7] =
    [(0.0, 0.0), (30.0, 0.1), (60.0, 0.3), (90.0, 0.5), (180.0, 0.7), (365.0, 0.9), (730.0, 1.0)];

/// How high the risk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Low,
    Medium,
    High,
}

impl Level {
    /// All, from the lowest.
    pub(crate) const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The level of a score.
    pub(crate) fn of(score: f64, rules: &ChurnRules) -> Self {
        if r6(score) >= r6(rules.high) {
            Self::High
        } else if r6(score) >= r6(rules.medium) {
            Self::Medium
        } else {
            Self::Low
        }
    }

    /// The word in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// The risk by days since the last order.
pub(super) fn recency(since_last: i32) -> f64 {
    let days = f64::from(since_last);
    let between = RECENCY.windows(2).find(|pair| days < pair[1].0);
    between.map_or(1.0, |pair| {
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        low + (high - low) * (days - from) / (to - from)
    })
}

/// How overdue a customer is: 0 within the usual gap, 1 when three of them have passed.
pub(super) fn overdue(since_last: i32, usual_gap: f64) -> f64 {
    ((f64::from(since_last) / usual_gap - 1.0) / 2.0).clamp(0.0, 1.0)
}

/// The inactive share of each cohort, by month of the calendar; of all customers where the cohort is too small, and
/// nothing where all are too few.
pub(super) fn cohort_shares(warehouse: &Warehouse, calendar: &Calendar, settings: &Settings) -> Vec<Option<f64>> {
    let customers = &warehouse.customers;
    let mut cohorts = vec![(0u32, 0u32); calendar.count];
    let cohort_of = calendar.cohorts(warehouse);
    passes::for_each(cohort_of.len(), |customer| {
        let (inactive, size) = &mut cohorts[cohort_of[customer]];
        *inactive += u32::from(warehouse.as_of - customers.last_day[customer] > settings.recent_activity_days);
        *size += 1;
    });
    let share = |(inactive, size): (u32, u32)| {
        (i64::from(size) >= settings.min_cohort_size).then(|| f64::from(inactive) / f64::from(size))
    };
    let all = share(cohorts.iter().fold((0, 0), |sum, cohort| (sum.0 + cohort.0, sum.1 + cohort.1)));
    cohorts.into_iter().map(|cohort| share(cohort).or(all)).collect()
}

/// The weighted mean of the components there are, 0-100.
pub(super) fn score(components: &Components, weights: &[f64; 4]) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (component, of) in components.iter().zip(weights) {
        if let Some(component) = component {
            sum += of * component;
            weight += of;
        }
    }
    super::ratio(100.0 * sum, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_risk_rises_straight_between_its_knots() {
        for (days, risk) in [(0, 0.0), (15, 0.05), (30, 0.1), (75, 0.4), (90, 0.5), (365, 0.9), (730, 1.0), (5000, 1.0)]
        {
            assert!((recency(days) - risk).abs() < 1e-12, "{days}: {}", recency(days));
        }
    }

    #[test]
    fn missing_components_leave_their_weight_to_the_others() {
        assert_eq!(score(&[Some(0.5), None, None, Some(1.0)], &[40.0, 25.0, 15.0, 20.0]), Some(100.0 * 40.0 / 60.0));
        assert_eq!(score(&[Some(0.5), None, None, None], &[0.0, 25.0, 15.0, 20.0]), None);
    }
}
