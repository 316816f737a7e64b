//! The report on quality: checks and corrections as in `quality_report`, rejected rows by reason, with the first examples of
//! those that are rows of files.

use super::outcome::StoresOutcome;
use super::quality::{Check, Verdict};
use super::staging::{Reason, Reject, by_reason};
use crate::base::format::integer;
use crate::engine::quality::{clipped, source_files};
use crate::pipelines::stores::SPEC;
use crate::protocol::{CheckResult, Correction, EXAMPLES, Example, QualityReport, RejectReason};

/// The report, all but the edits.
pub(super) fn report(outcome: &StoresOutcome) -> QualityReport {
    let staged = &outcome.shared.staged;
    let rejects = SPEC.inputs.iter().enumerate().flat_map(|(index, input)| {
        by_reason(&staged.rejects, index).into_iter().map(|(reason, rows)| RejectReason {
            input: input.name.to_owned(),
            doc: Reason::doc(&reason).to_owned(),
            reason,
            rows,
        })
    });
    let (checks, corrections): (Vec<&Check>, Vec<&Check>) =
        outcome.checks.iter().partition(|check| check.limits.is_some());
    QualityReport {
        checks: checks.into_iter().map(|check| result(outcome, check)).collect(),
        corrections: corrections.into_iter().map(correction).collect(),
        rejects: rejects.collect(),
        files: staged.raw.all().into_iter().flat_map(|raw| source_files(raw)).collect(),
        ..QualityReport::default()
    }
}

fn result(outcome: &StoresOutcome, check: &Check) -> CheckResult {
    let (warn, fail) = check.limits.unwrap_or_default();
    let (status, severity) = match check.verdict() {
        Verdict::Fail => ("FAILED", "major"),
        Verdict::Warn => ("WARNED", "minor"),
        Verdict::Skipped => ("SKIPPED", ""),
        Verdict::Pass | Verdict::Info => ("PASSED", ""),
    };
    let examples = if check.id == "S01" { first_rejects(outcome) } else { Vec::new() };
    CheckResult {
        id: check.id.to_owned(),
        table: if check.id == "S01" { "rejected" } else { "quality_report" }.to_owned(),
        // Its checks have no dimensions.
        dimension: String::new(),
        name: check.description.to_owned(),
        doc: format!("{}: above {warn}% it warns, above {fail}% it fails.", check.id),
        expected: Some(1.0 - warn / 100.0),
        actual: check.found_pct().map(|found| 1.0 - found / 100.0),
        status: status.to_owned(),
        severity: severity.to_owned(),
        violations: Some(u32::try_from(check.found).unwrap_or(u32::MAX)),
        unit: format!("of {}", integer(check.checked)),
        examples,
    }
}

fn first_rejects(outcome: &StoresOutcome) -> Vec<Example> {
    let staged = &outcome.shared.staged;
    let example = |reject: &Reject| {
        let (file, row) = staged.raw.all()[reject.input].origin(reject.row as usize);
        Example {
            file: file.name.clone(),
            row: row as u32,
            column: reject.column.to_owned(),
            value: reject.value.as_deref().map(clipped),
            after: None,
        }
    };
    staged.rejects.iter().take(EXAMPLES).map(example).collect()
}

fn correction(check: &Check) -> Correction {
    Correction {
        code: check.id.to_owned(),
        doc: format!("{}: {} of {}.", check.description, check.found, check.checked),
        rows: u32::try_from(check.found).unwrap_or(u32::MAX),
        examples: Vec::new(),
    }
}
