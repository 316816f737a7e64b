//! What every pipeline's report on quality is made with.

use super::{Check, Dimension, rates};
use crate::engine::ingest::RawTable;
use crate::protocol::{CheckResult, DimensionScore, EXAMPLES, Example, SourceFile};

/// Characters of a value that is shown as an example.
const SHOWN_CHARACTERS: usize = 120;

/// What breaks a check.
#[derive(Debug, Default)]
pub struct Violations {
    /// What the check looks at, in a sentence.
    pub doc: &'static str,
    /// How many there are; `None` for a check of the data as a whole.
    pub count: Option<u32>,
    /// What is counted, in the plural that an `s` makes.
    pub unit: &'static str,
    /// The first of them.
    pub examples: Vec<Example>,
}

impl Violations {
    /// A check that looks at the data as a whole.
    pub fn of_all(doc: &'static str) -> Self {
        Self { doc, ..Self::default() }
    }

    /// Counts them all, and describes the first few.
    pub fn count<T>(
        doc: &'static str,
        unit: &'static str,
        them: impl Iterator<Item = T>,
        mut describe: impl FnMut(T) -> Example,
    ) -> Self {
        let (mut count, mut examples) = (0, Vec::new());
        for one in them {
            count += 1;
            if examples.len() < EXAMPLES {
                examples.push(describe(one));
            }
        }
        Self { doc, count: Some(count), unit, examples }
    }
}

impl Check {
    /// The check with what breaks it.
    pub fn with(&self, violations: Violations) -> CheckResult {
        CheckResult {
            id: self.id.to_owned(),
            table: self.table.to_owned(),
            dimension: self.dimension.label().to_owned(),
            name: self.name.to_owned(),
            doc: violations.doc.to_owned(),
            expected: self.expected,
            actual: self.actual,
            status: self.status().to_owned(),
            severity: self.severity.to_owned(),
            violations: violations.count,
            unit: violations
                .unit
                .strip_suffix('s')
                .filter(|_| violations.count == Some(1))
                .unwrap_or(violations.unit)
                .to_owned(),
            examples: violations.examples,
        }
    }
}

/// How the score comes about; the points add up to it.
pub fn making(checks: &[Check]) -> Vec<DimensionScore> {
    let found: Vec<_> =
        Dimension::WEIGHTS.iter().map(|(dimension, weight)| (*dimension, *weight, rates(checks, *dimension))).collect();
    let weights: f64 = found.iter().filter(|(.., rates)| !rates.is_empty()).map(|(_, weight, _)| weight).sum();
    let scores = found.into_iter().map(|(dimension, weight, rates)| {
        let rate = (!rates.is_empty()).then(|| rates.iter().sum::<f64>() / rates.len() as f64);
        let most = if rate.is_some() { 100.0 * weight / weights } else { 0.0 };
        DimensionScore {
            dimension: dimension.label().to_owned(),
            weight,
            checks: rates.len() as u32,
            rate,
            points: most * rate.unwrap_or_default(),
            most,
        }
    });
    scores.collect()
}

/// The files of an input table.
pub fn source_files(raw: &RawTable) -> Vec<SourceFile> {
    let files = raw.files.iter().map(|file| {
        let has = raw.spec.columns.iter().zip(&file.has);
        SourceFile {
            name: file.name.clone(),
            input: raw.spec.name.to_owned(),
            rows: file.rows as u32,
            columns: has.filter(|(_, has)| **has).map(|(column, _)| column.name.to_owned()).collect(),
            lines: file.lines.clone(),
        }
    });
    files.collect()
}

/// A value short enough to be shown.
pub fn clipped(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
