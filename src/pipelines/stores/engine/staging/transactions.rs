//! The input `transactions`: the first row of an id makes it, later ones update it.

use std::collections::HashMap;

use super::cards::last_four;
use super::devices::Devices;
use super::rejects::{Reason, Reject};
use super::status::Status;
use super::stores::broken_time;
use super::words::{Lexicon, NONE};
use crate::engine::cells::grouped;
use crate::engine::cells::numbers::NumberRule;
use crate::engine::cells::present;
use crate::engine::cells::times::{MISSING, Moment, TimeColumn};
use crate::engine::ingest::RawTable;
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
    pub(crate) accepted: u32,
    pub(crate) updates: u32,
    /// Updates whose row differs from the first in device, product or time (S15).
    pub(crate) contradicting: u32,
    /// Statuses written another way than the word in tables (C04).
    pub(crate) reworded: u32,
    /// `created_at` and `happened_at`.
    pub(crate) times: Vec<(&'static str, TimeColumn)>,
    pub(crate) readings: Vec<(&'static str, &'static str, String, bool)>,
}

impl Transactions {
    pub(super) fn stage(
        raw: &RawTable,
        devices: &Devices,
        settings: &Settings,
        lexicon: &mut Lexicon,
        rejects: &mut Vec<Reject>,
    ) -> Self {
        let cells = Columns::read(raw);
        let mut staged = Self::default();
        // By id: its place, and the last accepted row.
        let mut known: HashMap<u32, (usize, Transaction)> = HashMap::new();
        let mut ragged = raw.ragged.iter().peekable();
        for row in 0..raw.rows {
            if let Some((_, count)) = ragged.next_if(|(ragged, _)| *ragged as usize == row) {
                rejects.push(Reject::new(INPUT, row, Reason::RaggedRow, "", Some(&count.to_string())));
                continue;
            }
            let found = match cells.row(row, settings, lexicon) {
                Ok(found) => found,
                Err((reason, column)) => {
                    rejects.push(Reject::new(INPUT, row, reason, column, raw.column(column).get(row)));
                    continue;
                }
            };
            let last = known.get(&found.id).copied();
            if last.is_some_and(|(_, last)| found.repeats(&last)) {
                rejects.push(Reject::new(INPUT, row, Reason::DuplicateRow, "", None));
                continue;
            }
            if settings.reject_orphans && !devices.places.contains_key(&found.device) {
                let value = raw.column("device_id").get(row);
                rejects.push(Reject::new(INPUT, row, Reason::Orphan, "device_id", value));
                continue;
            }
            staged.accepted += 1;
            staged.reworded += u32::from(present(cells.status.get(row)) != Some(found.status.word()));
            let place = match last {
                None => {
                    staged.rows.push(found);
                    staged.rows.len() - 1
                }
                Some((place, _)) => {
                    staged.update(place, &found);
                    place
                }
            };
            known.insert(found.id, (place, found));
        }
        for (name, column) in &cells.times {
            if !column.how().is_empty() {
                staged.readings.push(("transactions", name, column.how(), column.asks()));
            }
        }
        if !cells.how.is_empty() {
            staged.readings.push(("transactions", "amount", cells.how, false));
        }
        staged.times = cells.times;
        staged
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

/// The columns read, before any rule has looked at them.
struct Columns<'a> {
    id: &'a TextColumn,
    device: &'a TextColumn,
    sku: &'a TextColumn,
    name: &'a TextColumn,
    name_2: &'a TextColumn,
    card: &'a TextColumn,
    status: &'a TextColumn,
    amount: &'a TextColumn,
    amounts: Vec<f64>,
    times: Vec<(&'static str, TimeColumn)>,
    how: String,
}

impl<'a> Columns<'a> {
    fn read(raw: &'a RawTable) -> Self {
        let ragged: Vec<u32> = raw.ragged.iter().map(|(row, _)| *row).collect();
        let amounts = grouped::read(raw.column("amount"), &ragged, NumberRule::chosen(raw.reading("amount"), NumberRule::Auto));
        Self {
            id: raw.column("id"),
            device: raw.column("device_id"),
            sku: raw.column("product_sku"),
            name: raw.column("product_name"),
            name_2: raw.column("product_name_2"),
            card: raw.column("card_number"),
            status: raw.column("status"),
            amount: raw.column("amount"),
            how: amounts.how(),
            amounts: amounts.values,
            times: ["created_at", "happened_at"].map(|name| (name, super::read_times(raw, name))).into(),
        }
    }

    /// A row's values, or the first rule it breaks and the column that breaks it.
    fn row(&self, row: usize, settings: &Settings, lexicon: &mut Lexicon) -> Result<Transaction, (Reason, &'static str)> {
        let cell = |column: &'a TextColumn| present(column.get(row));
        let id = cell(self.id).ok_or((Reason::MissingKey, "id"))?;
        let (created_at, happened_at) = (self.times[0].1.moments[row], self.times[1].1.moments[row]);
        cell(self.amount).ok_or((Reason::MissingRequired, "amount"))?;
        let status = cell(self.status).ok_or((Reason::MissingRequired, "status"))?;
        let (needed, name) = if settings.by_created_at { (created_at, "created_at") } else { (happened_at, "happened_at") };
        if needed == MISSING {
            return Err((Reason::MissingRequired, name));
        }
        if let Some(broken) = broken_time(&self.times, row) {
            return Err(broken);
        }
        let amount = self.amounts[row];
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
