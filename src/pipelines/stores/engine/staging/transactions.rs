//! The input `transactions`: the first row of an id makes it, later ones update it.

use std::collections::HashMap;
use std::rc::Rc;

use super::cards::last_four;
use super::devices::Devices;
use super::rejects::{Reason, Reject};
use super::status::Status;
use super::stores::broken_time;
use super::words::{Lexicon, NONE};
use crate::engine::cells::grouped::{self, GroupedColumn};
use crate::engine::cells::numbers::NumberRule;
use crate::engine::cells::present;
use crate::engine::cells::times::{self, MISSING, Moment, TimeColumn};
use crate::engine::ingest::RawTable;
use crate::engine::passes;
use crate::engine::text::TextColumn;
use crate::pipelines::stores::engine::settings::Settings;

const INPUT: usize = 2;

/// A transaction in the state that its last update left. Texts are codes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Transaction {
    pub(crate) id: u32,
    pub(crate) device: u32,
    pub(crate) sku: u32,
    pub(crate) name: u32,
    pub(crate) name_2: u32,
    pub(crate) card: u32,
    /// Divided by the parameter `amount_divisor`.
    pub(crate) amount: f64,
    pub(crate) status: Status,
    pub(crate) created_at: Moment,
    pub(crate) happened_at: Moment,
    pub(crate) updates: u32,
}

impl Transaction {
    /// Equal in every column but the card.
    fn repeats(&self, other: &Self) -> bool {
        let rest = |row: &Self| Self { card: NONE, updates: 0, ..*row };
        rest(self) == rest(other)
    }
}

/// All transactions in the order of their first rows, and counts for the checks.
#[derive(Debug, Default)]
pub(crate) struct Transactions {
    pub(crate) rows: Vec<Transaction>,
    /// By place: the last accepted row of those that were updated.
    last: HashMap<u32, Transaction>,
    pub(crate) accepted: u32,
    pub(crate) updates: u32,
    /// Updates whose row differs from the first in device, product or time (S15).
    pub(crate) contradicting: u32,
    /// Statuses written another way than the word in tables (C04).
    pub(crate) reworded: u32,
    /// `created_at` and `happened_at`.
    pub(crate) times: Vec<(&'static str, TimeColumn)>,
    /// How the amounts were read, without their rows.
    amounts: Option<Rc<GroupedColumn>>,
    pub(crate) readings: Vec<(&'static str, &'static str, String, bool)>,
}

/// What transactions are staged by.
pub(super) struct Rules<'a> {
    pub(super) devices: &'a Devices,
    pub(super) settings: &'a Settings,
}

impl Transactions {
    pub(super) fn stage(raw: &RawTable, rules: &Rules<'_>, lexicon: &mut Lexicon, rejects: &mut Vec<Reject>) -> Self {
        let ragged = raw.ragged_rows();
        let rule = NumberRule::chosen(raw.reading("amount"), NumberRule::Auto);
        let amounts = grouped::read(raw.column("amount"), &ragged, rule);
        let times = TIMES.map(|name| (name, super::read_times(raw, name)));
        let mut staged = Self::default();
        staged.take(Columns::new(raw, 0, amounts, times.into()), rules, lexicon, rejects);
        staged
    }

    /// These and the rows of a table that follow theirs, the first of which is `first_row` of all. `None` where these
    /// would have to be read again. The lexicon is that of these.
    pub(super) fn stage_on(
        &self,
        raw: &RawTable,
        first_row: usize,
        rules: &Rules<'_>,
        lexicon: &mut Lexicon,
        rejects: &mut Vec<Reject>,
    ) -> Option<Self> {
        let ragged = raw.ragged_rows();
        let amounts = grouped::read_on(raw.column("amount"), &ragged, self.amounts.as_ref()?)?;
        let time = |(name, before): &(&'static str, TimeColumn)| {
            Some((*name, times::read_on(raw.column(name), &ragged, before)?))
        };
        let times = self.times.iter().map(time).collect::<Option<Vec<_>>>()?;
        let mut staged = Self {
            rows: self.rows.clone(),
            last: self.last.clone(),
            times: Vec::new(),
            amounts: None,
            readings: Vec::new(),
            ..*self
        };
        staged.take(Columns::new(raw, first_row, amounts, times), rules, lexicon, rejects);
        Some(staged)
    }

    fn take(&mut self, cells: Columns<'_>, rules: &Rules<'_>, lexicon: &mut Lexicon, rejects: &mut Vec<Reject>) {
        let Rules { devices, settings } = rules;
        let (raw, first_row) = (cells.raw, cells.first_row);
        let mut reject = |row: usize, reason, column: &'static str, value: Option<&str>| {
            rejects.push(Reject::new(INPUT, first_row + row, reason, column, value));
        };
        let mut places = Places::new(&self.rows);
        let mut ragged = raw.ragged.iter().peekable();
        passes::for_each(raw.rows, |row| {
            if let Some((_, count)) = ragged.next_if(|(ragged, _)| *ragged as usize == row) {
                return reject(row, Reason::RaggedRow, "", Some(&count.to_string()));
            }
            let found = match cells.row(row, settings, lexicon) {
                Ok(found) => found,
                Err((reason, column)) => return reject(row, reason, column, raw.column(column).get(row)),
            };
            let place = places.get(found.id);
            let last = place.map(|place| *self.last.get(&place).unwrap_or(&self.rows[place as usize]));
            if last.is_some_and(|last| found.repeats(&last)) {
                return reject(row, Reason::DuplicateRow, "", None);
            }
            if settings.reject_orphans && !devices.places.contains_key(&found.device) {
                return reject(row, Reason::Orphan, "device_id", raw.column("device_id").get(row));
            }
            self.accepted += 1;
            self.reworded += u32::from(present(cells.status.get(row)) != Some(found.status.word()));
            match place {
                None => {
                    places.set(found.id, self.rows.len() as u32);
                    self.rows.push(found);
                }
                Some(place) => {
                    self.update(place as usize, &found);
                    self.last.insert(place, found);
                }
            }
        });
        for (name, column) in &cells.times {
            if !column.how().is_empty() {
                self.readings.push(("transactions", name, column.how(), column.asks()));
            }
        }
        let how = cells.amounts.how();
        if !how.is_empty() {
            self.readings.push(("transactions", "amount", how, false));
        }
        self.amounts = Some(Rc::new(cells.amounts.account()));
        self.times = cells.times;
    }

    fn update(&mut self, place: usize, found: &Transaction) {
        let first = &mut self.rows[place];
        self.updates += 1;
        let contradicts =
            first.device != found.device || first.sku != found.sku || first.happened_at != found.happened_at;
        self.contradicting += u32::from(contradicts);
        if found.created_at != MISSING {
            first.created_at = found.created_at;
        }
        (first.amount, first.status) = (found.amount, found.status);
        first.updates += 1;
    }
}

/// Where the transaction of each id is; ids are codes, so that nothing is looked up.
struct Places(Vec<u32>);

impl Places {
    const NOWHERE: u32 = u32::MAX;

    fn new(rows: &[Transaction]) -> Self {
        let mut places = Self(Vec::new());
        rows.iter().zip(0..).for_each(|(row, place)| places.set(row.id, place));
        places
    }

    fn get(&self, id: u32) -> Option<u32> {
        self.0.get(id as usize).copied().filter(|place| *place != Self::NOWHERE)
    }

    fn set(&mut self, id: u32, place: u32) {
        if self.0.len() <= id as usize {
            self.0.resize(id as usize + 1, Self::NOWHERE);
        }
        self.0[id as usize] = place;
    }
}

/// The time columns.
const TIMES: [&str; 2] = ["created_at", "happened_at"];

/// The columns read, before any rule has looked at them.
struct Columns<'a> {
    raw: &'a RawTable,
    /// Of all rows of the input, the first that is in the table; the times are those of all rows.
    first_row: usize,
    id: &'a TextColumn,
    device: &'a TextColumn,
    sku: &'a TextColumn,
    name: &'a TextColumn,
    name_2: &'a TextColumn,
    card: &'a TextColumn,
    status: &'a TextColumn,
    amount: &'a TextColumn,
    amounts: GroupedColumn,
    times: Vec<(&'static str, TimeColumn)>,
}

impl<'a> Columns<'a> {
    fn new(
        raw: &'a RawTable,
        first_row: usize,
        amounts: GroupedColumn,
        times: Vec<(&'static str, TimeColumn)>,
    ) -> Self {
        Self {
            raw,
            first_row,
            id: raw.column("id"),
            device: raw.column("device_id"),
            sku: raw.column("product_sku"),
            name: raw.column("product_name"),
            name_2: raw.column("product_name_2"),
            card: raw.column("card_number"),
            status: raw.column("status"),
            amount: raw.column("amount"),
            amounts,
            times,
        }
    }

    /// A row's values, or the first rule it breaks and the column that breaks it.
    fn row(&self, row: usize, settings: &Settings, lexicon: &mut Lexicon) -> Result<Transaction, (Reason, &'static str)> {
        let cell = |column: &'a TextColumn| present(column.get(row));
        let id = cell(self.id).ok_or((Reason::MissingKey, "id"))?;
        let of_all = self.first_row + row;
        let (created_at, happened_at) = (self.times[0].1.moments[of_all], self.times[1].1.moments[of_all]);
        cell(self.amount).ok_or((Reason::MissingRequired, "amount"))?;
        let status = cell(self.status).ok_or((Reason::MissingRequired, "status"))?;
        let (needed, name) = if settings.by_created_at { (created_at, "created_at") } else { (happened_at, "happened_at") };
        if needed == MISSING {
            return Err((Reason::MissingRequired, name));
        }
        if let Some(broken) = broken_time(&self.times, of_all) {
            return Err(broken);
        }
        let amount = self.amounts.values[row];
        if amount.is_nan() {
            return Err((Reason::BadNumber, "amount"));
        }
        let status = Status::parse(status).ok_or((Reason::BadStatus, "status"))?;
        if amount < 0.0 {
            return Err((Reason::OutOfRange, "amount"));
        }
        Ok(Transaction {
            id: lexicon.code(Some(id)),
            device: lexicon.code(cell(self.device)),
            sku: lexicon.code(cell(self.sku)),
            name: lexicon.code(cell(self.name)),
            name_2: lexicon.code(cell(self.name_2)),
            card: lexicon.code(self.card.get(row).and_then(last_four)),
            amount: amount / settings.amount_divisor,
            status,
            created_at,
            happened_at,
            updates: 0,
        })
    }
}
