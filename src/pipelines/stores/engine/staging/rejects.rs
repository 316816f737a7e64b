//! Rejected rows: the rules' codes, and the table (spec stores.md, section 4).

use std::borrow::Cow;
use std::rc::Rc;

use super::Raw;
use crate::engine::table::{Cells, Table};
use crate::pipelines::stores::tables::quality::REJECTED;

/// The rules, in the order in which a row is held against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    RaggedRow,
    MissingKey,
    MissingRequired,
    BadTime,
    ImplausibleTime,
    BadNumber,
    BadStatus,
    OutOfRange,
    DuplicateKey,
    DuplicateRow,
    Orphan,
}

impl Reason {
    const ALL: [Self; 11] = [
        Self::RaggedRow,
        Self::MissingKey,
        Self::MissingRequired,
        Self::BadTime,
        Self::ImplausibleTime,
        Self::BadNumber,
        Self::BadStatus,
        Self::OutOfRange,
        Self::DuplicateKey,
        Self::DuplicateRow,
        Self::Orphan,
    ];

    /// What a code means, in a sentence.
    pub(crate) fn doc(code: &str) -> &'static str {
        match Self::ALL.into_iter().find(|reason| reason.code() == code) {
            Some(Self::RaggedRow) => "The row has another number of cells than the header.",
            Some(Self::MissingKey) => "The id is missing.",
            Some(Self::MissingRequired) => "A value that is needed is missing.",
            Some(Self::BadTime) => "A time cannot be read.",
            Some(Self::ImplausibleTime) => "A time lies before 2000 or after 2100.",
            Some(Self::BadNumber) => "The amount cannot be read as a number.",
            Some(Self::BadStatus) => "The status is none of accepted, refused, cancelled and their other words.",
            Some(Self::OutOfRange) => "The amount is below 0.",
            Some(Self::DuplicateKey) => "The id, of a store with the same updated_at, stands in the same file before.",
            Some(Self::DuplicateRow) => "The row repeats the last one of its transaction.",
            Some(Self::Orphan) => "The device or store that the row names is missing or unknown, and orphan_rows rejects such rows.",
            None => "",
        }
    }

    /// The code in tables.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::RaggedRow => "ragged_row",
            Self::MissingKey => "missing_key",
            Self::MissingRequired => "missing_required",
            Self::BadTime => "bad_time",
            Self::ImplausibleTime => "implausible_time",
            Self::BadNumber => "bad_number",
            Self::BadStatus => "bad_status",
            Self::OutOfRange => "out_of_range",
            Self::DuplicateKey => "duplicate_key",
            Self::DuplicateRow => "duplicate_row",
            Self::Orphan => "orphan",
        }
    }
}

/// A row left out.
#[derive(Debug, Clone)]
pub(crate) struct Reject {
    /// Index of the input in the spec.
    pub(crate) input: usize,
    pub(crate) row: u32,
    pub(crate) column: &'static str,
    pub(crate) value: Option<Box<str>>,
    pub(crate) reason: Reason,
}

impl Reject {
    /// A row that breaks a rule with a cell.
    pub(super) fn new(input: usize, row: usize, reason: Reason, column: &'static str, value: Option<&str>) -> Self {
        Self { input, row: row as u32, column, value: value.map(Box::from), reason }
    }

    /// The reason in a sentence for people.
    pub(crate) fn detail(&self) -> String {
        let column = self.column;
        let value: String = self.value.as_deref().unwrap_or_default().chars().take(60).collect();
        match self.reason {
            Reason::RaggedRow => format!("The row has {value} cells, not as many as the header."),
            Reason::MissingKey | Reason::MissingRequired => format!("{column} is missing."),
            Reason::BadTime => format!("“{value}” is not a time."),
            Reason::ImplausibleTime => format!("“{value}” lies before 2000 or after 2100."),
            Reason::BadNumber => format!("“{value}” is not a number."),
            Reason::BadStatus => format!("“{value}” is none of accepted, refused and cancelled."),
            Reason::OutOfRange => format!("The amount {value} is below 0."),
            Reason::DuplicateKey => format!("{value} stands in the same file before."),
            Reason::DuplicateRow => "The row repeats the last one of its transaction.".to_owned(),
            Reason::Orphan if value.is_empty() => format!("{column} is missing."),
            Reason::Orphan => format!("Nothing is known of {column} {value}."),
        }
    }
}

/// The rejected rows with the rule each broke.
pub(crate) fn rejected_table(raw: &Raw, rejects: &Rc<Vec<Reject>>) -> Table {
    let of = |rejects: &Rc<Vec<Reject>>| rejects.clone();
    let (inputs, files, rows) = (of(rejects), of(rejects), of(rejects));
    let (columns, values, reasons, details) = (of(rejects), of(rejects), of(rejects), of(rejects));
    let (file_raw, row_raw) = (raw.clone(), raw.clone());
    Table::new(&REJECTED, rejects.len())
        .word(move |row| crate::pipelines::stores::SPEC.inputs[inputs[row].input].name)
        .push(Cells::Shared(Rc::new(move |row, push| {
            let reject = &files[row];
            push(Some(&file_raw.all()[reject.input].origin(reject.row as usize).0.name));
        })))
        .int(move |row| {
            let reject = &rows[row];
            i64::try_from(row_raw.all()[reject.input].origin(reject.row as usize).1).unwrap_or(i64::MAX)
        })
        .text_opt(move |row| Some(columns[row].column).filter(|column| !column.is_empty()).map(Cow::Borrowed))
        .push(Cells::Shared(Rc::new(move |row, push| push(values[row].value.as_deref()))))
        .word(move |row| reasons[row].reason.code())
        .text(move |row| details[row].detail())
}

/// Rejects of an input per reason code in the order of the rules, zeros left out.
pub(crate) fn by_reason(rejects: &[Reject], input: usize) -> Vec<(String, u32)> {
    let count = |reason: Reason| rejects.iter().filter(|reject| reject.input == input && reject.reason == reason).count();
    let counts = Reason::ALL.into_iter().map(|reason| (reason.code().to_owned(), count(reason) as u32));
    counts.filter(|(_, count)| *count > 0).collect()
}
