//! Staging: cells to values, rows to accepted or rejected (spec stores.md, sections 2 to 4).

mod cards;
mod devices;
mod rejects;
mod repeated;
mod status;
mod stores;
mod transactions;
mod words;

pub(super) use cards::digits_of;
pub(super) use devices::Devices;
pub(super) use rejects::{Reason, Reject, by_reason, rejected_table};
pub(super) use repeated::without_repeated_files;
pub(super) use status::Status;
pub(super) use stores::{StoreRow, Stores, TRACKED};
use transactions::Rules;
pub(super) use transactions::{Transaction, Transactions};
pub(super) use words::{Lexicon, NONE};

use std::rc::Rc;

use super::settings::Settings;
use crate::base::Diagnostic;
use crate::engine::cells::dates::DateRule;
use crate::engine::cells::times::{self, TimeColumn};
use crate::engine::ingest::RawTable;
use crate::protocol::{ColumnReading, Reading};

/// The three inputs as read.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub(super) devices: Rc<RawTable>,
    pub(super) stores: Rc<RawTable>,
    pub(super) transactions: Rc<RawTable>,
    /// As they were read: nothing left out.
    pub(super) read: Rc<[Rc<RawTable>]>,
    /// Files that were left out because an earlier one is the same.
    pub(super) notes: Rc<Vec<Diagnostic>>,
}

impl Raw {
    /// The inputs in the order of the spec.
    pub(super) fn all(&self) -> [&Rc<RawTable>; 3] {
        [&self.devices, &self.stores, &self.transactions]
    }
}

/// What staging hands to the warehouse.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) raw: Raw,
    pub(super) lexicon: Rc<Lexicon>,
    pub(super) devices: Rc<Devices>,
    pub(super) stores: Rc<Stores>,
    pub(super) transactions: Transactions,
    /// Devices, then stores, then transactions; within an input by row.
    pub(super) rejects: Rc<Vec<Reject>>,
    pub(super) readings: Vec<ColumnReading>,
}

/// Reads a time column of an input; ragged rows take no part.
pub(super) fn read_times(raw: &RawTable, name: &str) -> TimeColumn {
    times::read(raw.column(name), &raw.ragged_rows(), DateRule::chosen(raw.reading(name), DateRule::Auto))
}

/// Cells to values, rows to accepted or rejected.
pub(super) fn stage(raw: Raw, settings: &Settings) -> Staged {
    let mut lexicon = Lexicon::default();
    let mut rejects = Vec::new();
    // Whether a device's store is known is asked of the stores; their rejects come behind those of the devices.
    let mut of_stores = Vec::new();
    let stores = Stores::stage(&raw.stores, &mut lexicon, &mut of_stores);
    let devices = Devices::stage(&raw.devices, &stores, settings, &mut lexicon, &mut rejects);
    rejects.append(&mut of_stores);
    let rules = Rules { devices: &devices, settings };
    let transactions = Transactions::stage(&raw.transactions, &rules, &mut lexicon, &mut rejects);
    Staged {
        readings: readings(&stores, &transactions),
        raw,
        lexicon: Rc::new(lexicon),
        devices: Rc::new(devices),
        stores: Rc::new(stores),
        transactions,
        rejects: Rc::new(rejects),
    }
}

/// Runs that a lexicon goes back at most: looking texts up takes a step for each.
const MOST_LAYERS: usize = 8;

/// Stages the files of transactions that come after those of `before`, by the same settings; the result is that of staging
/// all. `None` where other inputs have more files too, or the new rows change something about those before.
pub(super) fn stage_on(before: &Staged, raw: Raw, settings: &Settings) -> Option<Staged> {
    let had = &before.raw;
    let same = |now: &RawTable, then: &RawTable| now.files.len() == then.files.len();
    if !same(&raw.devices, &had.devices) || !same(&raw.stores, &had.stores) || before.lexicon.depth() >= MOST_LAYERS {
        return None;
    }
    let mut lexicon = Lexicon::onto(before.lexicon.clone());
    let mut rejects = before.rejects.to_vec();
    let rules = Rules { devices: &before.devices, settings };
    let tail = raw.transactions.tail(had.transactions.files.len());
    let first_row = had.transactions.rows;
    let transactions = before.transactions.stage_on(&tail, first_row, &rules, &mut lexicon, &mut rejects)?;
    Some(Staged {
        readings: readings(&before.stores, &transactions),
        raw,
        lexicon: Rc::new(lexicon),
        devices: before.devices.clone(),
        stores: before.stores.clone(),
        transactions,
        rejects: Rc::new(rejects),
    })
}

fn readings(stores: &Stores, transactions: &Transactions) -> Vec<ColumnReading> {
    let mut readings = Vec::new();
    for (input, column, how, asks) in stores.readings.iter().chain(&transactions.readings) {
        let ask = if *asks { vec![Reading::DayFirst, Reading::MonthFirst] } else { Vec::new() };
        readings.push(ColumnReading { input: (*input).to_owned(), column: (*column).to_owned(), how: how.clone(), ask });
    }
    readings
}
