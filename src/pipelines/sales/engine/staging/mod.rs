//! Staging: cells to values, rows to accepted or rejected (spec sales.md, sections 1 to 3).

mod amounts;
mod cleaned;
mod duplicates;
mod onto;
mod rules;
mod tables;

use std::rc::Rc;

pub(super) use amounts::Amounts;
pub(super) use cleaned::{Cleaned, Words};
pub(super) use onto::stage_on;
pub(super) use rules::{Reason, Reject, Tally, dressed, untrimmed};
pub(super) use tables::{by_reason, cleaned_table, file_cells, id_cells, number_cells, raw_table, rejected_table, row_cells, word_cells};

use super::settings::Settings;
use crate::base::date::Day;
use crate::engine::cells::dates::{self, DateColumn, DateRule};
use crate::engine::cells::numbers::NumberColumn;
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::text::TextColumn;
use crate::pipelines::sales::SPEC;
use crate::protocol::{ColumnReading, Reading};

/// What staging hands to the warehouse. A copy shares the rows.
#[derive(Debug, Clone)]
pub(super) struct Staged {
    pub(super) raw: Rc<RawTable>,
    pub(super) rows: Rc<Cleaned>,
    /// By row.
    pub(super) rejects: Rc<Vec<Reject>>,
    /// Counts that the quality checks need.
    pub(super) tally: Tally,
    /// The day recency is counted from; `None` when no row was accepted and none was set.
    pub(super) as_of: Option<Day>,
    /// How the columns were read whose cells can be read in more than one way.
    pub(super) readings: Vec<ColumnReading>,
    /// Money in rejected rows by reason, as in [`Reason::ALL`].
    pub(super) rejected_money: Rc<[RejectedMoney; Reason::ALL.len()]>,
    /// What rows that follow need to know of these.
    account: Rc<Account>,
}

/// What decides about rows together, as far as it is known.
#[derive(Debug)]
struct Account {
    /// How the columns were read, without their rows.
    dates: DateColumn,
    numbers: Vec<(&'static str, NumberColumn)>,
    /// The days of the rows that no rule about single rows has rejected, ascending, and how many rows each has.
    standing: Vec<(Day, u32)>,
}

impl Account {
    fn new(dates: &DateColumn, amounts: Amounts, standing: Vec<(Day, u32)>) -> Self {
        Self { dates: dates.account(), numbers: amounts.accounts, standing }
    }
}

/// What rejected rows would have added.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RejectedMoney {
    pub(crate) sum: f64,
    /// Rows whose amount cannot be read.
    pub(crate) unreadable: u32,
}

/// The columns read, before any rule has looked at them.
pub(super) struct Columns {
    raw: Rc<RawTable>,
    pub(super) dates: DateColumn,
}

/// Hashes the customer ids where that is wanted: before anything else sees them.
pub(super) fn take(mut raw: RawTable, settings: &Settings) -> Rc<RawTable> {
    if let Some(salt) = &settings.hash_salt {
        hash_customers(&mut raw, salt);
    }
    Rc::new(raw)
}

/// Reads the dates.
pub(super) fn read_dates(raw: Rc<RawTable>, settings: &Settings) -> Columns {
    let rule = DateRule::chosen(raw.reading("date"), settings.date_order);
    let dates = dates::read(raw.column("date"), &raw.ragged_rows(), rule);
    Columns { raw, dates }
}

/// Reads the amounts.
pub(super) fn read_amounts(columns: &Columns, settings: &Settings) -> Amounts {
    amounts::read(&columns.raw, &columns.raw.ragged_rows(), settings.decimal_mark)
}

/// Tells the rows apart and keeps the accepted ones.
pub(super) fn apply_rules(columns: Columns, amounts: Amounts, settings: &Settings) -> Staged {
    let Columns { raw, dates } = columns;
    let judged = rules::judge(&raw, &dates, &amounts, settings);
    let standing = judged.standing.clone();
    let sorted = judged.sort_out(rules::kept_range(&standing, settings), |_, _| Vec::new());
    let rows = Cleaned::build(&raw, &dates, &amounts, &sorted);
    let mut tally = sorted.tally;
    tally.corrections(&raw, &dates, &amounts, &rows);
    let mut rejected_money = [RejectedMoney::default(); Reason::ALL.len()];
    add_money(&mut rejected_money, &sorted.rejects, &amounts);
    Staged {
        as_of: as_of(&rows, settings),
        rows: Rc::new(rows),
        rejects: Rc::new(sorted.rejects),
        tally,
        readings: readings(&dates, &amounts),
        rejected_money: Rc::new(rejected_money),
        account: Rc::new(Account::new(&dates, amounts, standing)),
        raw,
    }
}

/// The day recency is counted from.
fn as_of(rows: &Cleaned, settings: &Settings) -> Option<Day> {
    let last = rows.days.iter().copied().max();
    settings.as_of.or(last).filter(|_| last.is_some())
}

/// What the rejected rows would have added.
fn add_money(money: &mut [RejectedMoney; Reason::ALL.len()], rejects: &[Reject], amounts: &Amounts) {
    for reject in rejects {
        let amount = amounts.amount[reject.row as usize];
        let money = &mut money[reject.reason as usize];
        if amount.is_nan() {
            money.unreadable += 1;
        } else {
            money.sum += amount;
        }
    }
}

fn readings(dates: &DateColumn, amounts: &Amounts) -> Vec<ColumnReading> {
    let ask = if dates.asks() { vec![Reading::DayFirst, Reading::MonthFirst] } else { Vec::new() };
    let date = ("date", dates.how(), ask);
    let numbers = amounts.accounts.iter().map(|(name, column)| (*name, column.how(), Vec::new()));
    [date]
        .into_iter()
        .chain(numbers)
        .filter(|(_, how, _)| !how.is_empty())
        .map(|(column, how, ask)| ColumnReading { input: SPEC.inputs[0].name.to_owned(), column: column.to_owned(), how, ask })
        .collect()
}

/// Rows that repeat an earlier one, wherever duplicates are kept: where they are dropped, they are among the rejects.
pub(super) fn kept_duplicates(columns: &Columns, amounts: &Amounts, settings: &Settings) -> Vec<u32> {
    let dropping = Settings { drop_duplicates: true, ..settings.clone() };
    let judged = rules::judge(&columns.raw, &columns.dates, amounts, &dropping);
    let range = rules::kept_range(&judged.standing, &dropping);
    let rejects = judged.sort_out(range, |_, _| Vec::new()).rejects;
    rejects.into_iter().filter(|reject| reject.reason == Reason::DuplicateRow).map(|reject| reject.row).collect()
}

/// Replaces every customer id that is not missing by the first 16 hex digits of SHA-256(salt + id).
fn hash_customers(raw: &mut RawTable, salt: &str) {
    use sha2::{Digest, Sha256};

    let Some(index) = raw.spec.columns.iter().position(|column| column.name == "customer_id") else { return };
    let mut hashed = TextColumn::default();
    for cell in raw.columns[index].iter() {
        match present(cell) {
            Some(id) => {
                let digest = Sha256::new().chain_update(salt).chain_update(id).finalize();
                let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
                hashed.push(Some(&hex));
            }
            None => hashed.push(cell),
        }
    }
    raw.columns[index] = hashed;
}
