//! What only the person can tell about a column.

use super::draft::Draft;
use crate::pipelines;
use crate::pipelines::spec::{InputColumn, InputKind};
use crate::protocol::{ColumnProfile, Inspection, Reading, ValueKind};

/// The readings that make sense for a kind of input column; none where there is nothing to choose.
pub fn readings(kind: InputKind) -> &'static [Reading] {
    match kind {
        InputKind::Date => &Reading::OF_DATES,
        InputKind::Number => &Reading::OF_NUMBERS,
        InputKind::Id | InputKind::Text => &[],
    }
}

/// The readings to ask about, where the values of a column fit more than one of them.
pub fn offers(kind: InputKind, profile: &ColumnProfile) -> &'static [Reading] {
    match (kind, profile.kind) {
        (InputKind::Date, ValueKind::SerialDay) => &[Reading::Excel1900, Reading::Excel1904],
        (InputKind::Date, _) if profile.undecided => &[Reading::DayFirst, Reading::MonthFirst],
        (InputKind::Number, ValueKind::Percent) => &[Reading::Percent],
        _ => &[],
    }
}

/// Whether an input column is open: nobody has decided how it is read, and no other file that feeds it tells the order of
/// its dates.
pub fn is_open(draft: &Draft, inspection: &Inspection, input: &str, column: &InputColumn) -> bool {
    let decision = draft.decision(input, column.name);
    let (mut open, mut order_told) = (None, false);
    for file in draft.files.iter().filter(|file| file.input.as_deref() == Some(input)) {
        let inspected = inspection.files.get(file.file);
        let profile = file.source(column.name).and_then(|source| inspected?.profiles.get(source));
        let Some(profile) = profile else { continue };
        let offers = offers(column.kind, profile);
        // A decision about an earlier file with this header may be none about this one: days are no dates.
        let decides = |reading: Reading| column.kind != InputKind::Date || offers.contains(&reading);
        if offers.is_empty() {
            order_told |= profile.decided;
        } else if !decision.is_some_and(|decision| decision.reading.is_none_or(decides)) {
            open = open.or(offers.first());
        }
    }
    open.is_some_and(|first| *first != Reading::DayFirst || !order_told)
}

/// Whether a date column is open: then nothing runs by itself.
pub fn any_open(draft: &Draft, inspection: &Inspection) -> bool {
    let inputs = pipelines::spec(&draft.pipeline).map(|spec| spec.inputs).unwrap_or_default();
    inputs.iter().any(|input| {
        let mut dates = input.columns.iter().filter(|column| column.kind == InputKind::Date);
        dates.any(|column| is_open(draft, inspection, input.name, column))
    })
}
