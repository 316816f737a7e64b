//! Quality checks: pass rates against expectations, the score and its grade (spec sales.md, section 3).

mod report;

pub use report::{Violations, clipped, making, source_files};

use crate::base::format::r6;
use crate::protocol::Quality;

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    Completeness,
    Consistency,
    Accuracy,
    Timeliness,
    /// Counts of corrected rows; no part of the score.
    Correction,
}

impl Dimension {
    /// Those that the score is made from, with their weights.
    const WEIGHTS: [(Self, f64); 4] =
        [(Self::Completeness, 30.0), (Self::Consistency, 25.0), (Self::Accuracy, 30.0), (Self::Timeliness, 15.0)];

    /// The word in the table.
    pub fn label(self) -> &'static str {
        match self {
            Self::Completeness => "COMPLETENESS",
            Self::Consistency => "CONSISTENCY",
            Self::Accuracy => "ACCURACY",
            Self::Timeliness => "TIMELINESS",
            Self::Correction => "CORRECTION",
        }
    }
}

/// A check and its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    pub id: &'static str,
    pub table: &'static str,
    pub dimension: Dimension,
    pub name: &'static str,
    /// Pass rate from which it passes; `None` for counts.
    pub expected: Option<f64>,
    /// Pass rate 0..1, or a count; `None` when there was nothing to check.
    pub actual: Option<f64>,
    pub severity: &'static str,
}

impl Check {
    /// `PASSED`, `FAILED`, `SKIPPED` or `INFO`.
    pub fn status(&self) -> &'static str {
        match (self.expected, self.actual) {
            (None, _) => "INFO",
            (_, None) => "SKIPPED",
            (Some(expected), Some(actual)) if r6(actual) >= r6(expected) => "PASSED",
            _ => "FAILED",
        }
    }
}

/// The weighted mean of the dimensions' mean pass rates, 0-100, with its grade. A dimension without checks is left out.
pub fn score(checks: &[Check]) -> Option<Quality> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (dimension, weight) in Dimension::WEIGHTS {
        let rates = rates(checks, dimension);
        if !rates.is_empty() {
            sum += weight * 100.0 * rates.iter().sum::<f64>() / rates.len() as f64;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| {
        let score = sum / weights;
        Quality {
            score,
            grade: grade(score).to_owned(),
            failed: checks
                .iter()
                .filter(|check| check.status() == "FAILED")
                .map(|check| (check.name.to_owned(), check.severity.to_owned()))
                .collect(),
            checks: checks.iter().filter(|check| check.expected.is_some()).count(),
        }
    })
}

/// Pass rates of the checks of a dimension that are not skipped.
fn rates(checks: &[Check], dimension: Dimension) -> Vec<f64> {
    checks.iter().filter(|check| check.dimension == dimension).filter_map(|check| check.actual).collect()
}

fn grade(score: f64) -> &'static str {
    match r6(score) {
        score if score >= 98.0 => "A",
        score if score >= 90.0 => "B",
        score if score >= 75.0 => "C",
        _ => "D",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dimension: Dimension, actual: Option<f64>) -> Check {
        Check { id: "X", table: "t", dimension, name: "x", expected: Some(0.99), actual, severity: "major" }
    }

    #[test]
    fn the_score_weighs_dimensions_and_leaves_empty_ones_out() {
        let checks = [
            check(Dimension::Completeness, Some(1.0)),
            check(Dimension::Completeness, Some(0.5)),
            check(Dimension::Accuracy, Some(1.0)),
            check(Dimension::Timeliness, None),
        ];
        let quality = score(&checks).expect("there are rates");
        assert!((quality.score - (30.0 * 75.0 + 30.0 * 100.0) / 60.0).abs() < 1e-12);
        assert_eq!(quality.grade, "C");
        assert_eq!(quality.failed, [("x".to_owned(), "major".to_owned())]);
        assert_eq!(score(&[check(Dimension::Accuracy, None)]), None);
        assert_eq!(check(Dimension::Accuracy, Some(0.989_999_99)).status(), "PASSED", "compared to six decimals");
    }
}
