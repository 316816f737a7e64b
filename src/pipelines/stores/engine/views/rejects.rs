//! Rejected rows by reason, and those of the reasons that are picked.

use std::rc::Rc;

use crate::engine::table::{Table, of};
use crate::pipelines::stores::SPEC;
use crate::pipelines::stores::dashboard::REASON;
use crate::pipelines::stores::engine::outcome::StoresOutcome;
use crate::pipelines::stores::engine::staging::{Reject, by_reason as counted};
use crate::pipelines::stores::tables::charts::{REJECTED_ROWS, REJECTS_BY_REASON};
use crate::present::dashboard::Filter;

/// Rows listed at most.
const SHOWN: usize = 200;

/// How many rows of which input break which rule.
pub(super) fn by_reason(outcome: &StoresOutcome) -> Table {
    let rejects = &outcome.shared.staged.rejects;
    let inputs = SPEC.inputs.iter().enumerate().flat_map(|(index, input)| {
        let counts = counted(rejects, index);
        counts.into_iter().map(|(reason, count)| (format!("{}: {reason}", input.name), count))
    });
    let rows = Rc::new(inputs.collect::<Vec<_>>());
    Table::new(&REJECTS_BY_REASON, rows.len()).text(of(&rows, |row| row.0.clone())).int(of(&rows, |row| i64::from(row.1)))
}

/// Whether a row is rejected for a reason that is picked; without a pick all are.
pub(in crate::pipelines::stores::engine) fn is_picked(reject: &Reject, filters: &[Filter]) -> bool {
    let own = format!("{}: {}", SPEC.inputs[reject.input].name, reject.reason.code());
    filters.iter().filter(|filter| filter.field == REASON).all(|filter| filter.values.contains(&own))
}

/// The rows themselves.
pub(super) fn rows(outcome: &StoresOutcome, filters: &[Filter]) -> Table {
    let staged = &outcome.shared.staged;
    let row = |reject: &Reject| {
        let (file, row) = staged.raw.all()[reject.input].origin(reject.row as usize);
        (SPEC.inputs[reject.input].name, file.name.clone(), row as i64, reject.detail())
    };
    let picked = staged.rejects.iter().filter(|reject| is_picked(reject, filters));
    let rows = Rc::new(picked.take(SHOWN).map(row).collect::<Vec<_>>());
    Table::new(&REJECTED_ROWS, rows.len())
        .word(of(&rows, |row| row.0))
        .text(of(&rows, |row| row.1.clone()))
        .int(of(&rows, |row| row.2))
        .text(of(&rows, |row| row.3.clone()))
}
