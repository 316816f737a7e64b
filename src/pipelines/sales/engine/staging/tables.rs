//! The staging tables over the rows (spec sales.md, section 2).

use std::borrow::Cow;
use std::rc::Rc;

use super::cleaned::{Cleaned, Words};
use super::rules::{Reason, Reject};
use crate::engine::cells::ids::Ids;
use crate::engine::ingest::RawTable;
use crate::engine::table::{Cells, Table};
use crate::pipelines::sales::tables::staging::{STG_SALES_CLEANED, STG_SALES_RAW, STG_SALES_REJECTED};

/// Every row as read.
pub(crate) fn raw_table(raw: &Rc<RawTable>) -> Table {
    let text = |name: &'static str| {
        let raw = raw.clone();
        Cells::Shared(Rc::new(move |row, push| push(raw.column(name).get(row))))
    };
    let mut table = Table::new(&STG_SALES_RAW, raw.rows).push(file_cells(raw, |row| row)).push(row_cells(raw, |row| row));
    for name in ["unnamed_0", "date", "customer_id", "order_id", "sales", "quantity", "unit_price", "product", "channel", "country"] {
        table = table.push(text(name));
    }
    table
}

/// The name of the file a row is from; `raw_row` gives the row of the raw table.
pub(crate) fn file_cells(raw: &Rc<RawTable>, raw_row: impl Fn(usize) -> usize + 'static) -> Cells {
    let raw = raw.clone();
    Cells::Shared(Rc::new(move |row, push| push(Some(&raw.origin(raw_row(row)).0.name))))
}

/// The 1-based number of a row in its file.
pub(crate) fn row_cells(raw: &Rc<RawTable>, raw_row: impl Fn(usize) -> usize + 'static) -> Cells {
    let raw = raw.clone();
    Cells::Int(Rc::new(move |row| i64::try_from(raw.origin(raw_row(row)).1).ok()))
}

/// Identifiers: integers when they may be held so, else texts.
pub(crate) fn id_cells<T: 'static>(of: &Rc<T>, ids: fn(&T) -> &Ids, rank: impl Fn(usize) -> usize + 'static) -> Cells {
    let of = of.clone();
    if ids(&of).are_integers() {
        Cells::Int(Rc::new(move |row| match ids(&of) {
            Ids::Integers(values) => Some(values[rank(row)]),
            Ids::Texts(_) => None,
        }))
    } else {
        Cells::Shared(Rc::new(move |row, push| match ids(&of) {
            Ids::Texts(texts) => push(Some(texts.get(rank(row)))),
            Ids::Integers(_) => push(None),
        }))
    }
}

/// Words of a cleaned column; `index` gives the cleaned row.
pub(crate) fn word_cells(rows: &Rc<Cleaned>, words: fn(&Cleaned) -> &Words, index: impl Fn(usize) -> usize + 'static) -> Cells {
    let rows = rows.clone();
    Cells::Shared(Rc::new(move |row, push| push(words(&rows).get(index(row)))))
}

/// Numbers of an optional cleaned column.
pub(crate) fn number_cells(
    rows: &Rc<Cleaned>,
    numbers: fn(&Cleaned) -> Option<&Vec<f64>>,
    index: impl Fn(usize) -> usize + 'static,
) -> Cells {
    let rows = rows.clone();
    Cells::Float(Rc::new(move |row| numbers(&rows).map(|values| values[index(row)]).filter(|value| !value.is_nan())))
}

/// The accepted rows, typed.
pub(crate) fn cleaned_table(raw: &Rc<RawTable>, rows: &Rc<Cleaned>) -> Table {
    let at = |rows: &Rc<Cleaned>| {
        let rows = rows.clone();
        move |row: usize| rows.raw_row[row] as usize
    };
    let (days, amounts, flags) = (rows.clone(), rows.clone(), rows.clone());
    let (customers, orders) = (rows.clone(), rows.clone());
    Table::new(&STG_SALES_CLEANED, rows.len())
        .day(move |row| days.days[row])
        .push(id_cells(rows, |rows| &rows.customer_ids, move |row| customers.customers[row] as usize))
        .push(id_cells(rows, |rows| &rows.order_ids, move |row| orders.orders[row] as usize))
        .float(move |row| amounts.amounts[row])
        .word(move |row| if flags.amounts[row] < 0.0 { "RETURN" } else { "VALID" })
        .push(word_cells(rows, |rows| &rows.product, |row| row))
        .push(word_cells(rows, |rows| &rows.channel, |row| row))
        .push(word_cells(rows, |rows| &rows.country, |row| row))
        .push(number_cells(rows, |rows| rows.quantity.as_ref(), |row| row))
        .push(number_cells(rows, |rows| rows.unit_price.as_ref(), |row| row))
        .push(file_cells(raw, at(rows)))
        .push(row_cells(raw, at(rows)))
}

/// The rejected rows with the rule each broke.
pub(crate) fn rejected_table(raw: &Rc<RawTable>, rejects: &Rc<Vec<Reject>>) -> Table {
    let at = |rejects: &Rc<Vec<Reject>>| {
        let rejects = rejects.clone();
        move |row: usize| rejects[row].row as usize
    };
    let (columns, values, reasons, details) = (rejects.clone(), rejects.clone(), rejects.clone(), rejects.clone());
    Table::new(&STG_SALES_REJECTED, rejects.len())
        .push(file_cells(raw, at(rejects)))
        .push(row_cells(raw, at(rejects)))
        .text_opt(move |row| Some(columns[row].column).filter(|column| !column.is_empty()).map(Cow::Borrowed))
        .push(Cells::Shared(Rc::new(move |row, push| push(values[row].value.as_deref()))))
        .word(move |row| reasons[row].reason.code())
        .text(move |row| detail(&details[row]))
}

/// The reason in a sentence for people.
fn detail(reject: &Reject) -> String {
    let value = reject.value.as_deref().unwrap_or_default();
    let shown: String = value.chars().take(60).collect();
    let missing = crate::engine::cells::is_missing(value.trim());
    match reject.reason {
        Reason::RaggedRow => format!("The row has {shown} cells, not as many as the header."),
        Reason::InvalidDate if missing => "The date is missing.".to_owned(),
        Reason::InvalidDate => format!("“{shown}” is not a date."),
        Reason::InvalidCustomer => "The customer is missing.".to_owned(),
        Reason::InvalidOrder => "The order is missing.".to_owned(),
        Reason::InvalidSales if missing => format!("The {} is missing.", reject.column),
        Reason::InvalidSales => format!("“{shown}” is not a number."),
        Reason::NonPositiveSales => format!("The amount {shown} is not above 0."),
        Reason::DateOutOfRange => format!("{shown} lies outside min_date and max_date."),
        Reason::AfterAsOf => format!("{shown} lies after as_of."),
        Reason::Isolated => format!("{shown} lies far from all other dates; it is probably mistyped."),
        Reason::DuplicateRow => "The row repeats an earlier one in every column.".to_owned(),
        Reason::OrphanReturn => format!("A return of customer {shown}, who has no purchase."),
    }
}

/// Rejects per reason code in the order of the rules, zeros left out.
pub(crate) fn by_reason(rejected: &[u64; 11]) -> Vec<(String, u32)> {
    let mut counts: Vec<(String, u32)> = Vec::new();
    for (reason, count) in Reason::ALL.iter().zip(rejected) {
        if *count == 0 {
            continue;
        }
        match counts.iter_mut().find(|(code, _)| code == reason.code()) {
            Some((_, sum)) => *sum += *count as u32,
            None => counts.push((reason.code().to_owned(), *count as u32)),
        }
    }
    counts
}
