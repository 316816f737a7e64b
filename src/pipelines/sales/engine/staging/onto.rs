//! Rows that follow staged ones: only they are read and judged, and put behind those there are.

use std::rc::Rc;

use super::amounts::{self, Amounts};
use super::cleaned::Cleaned;
use super::duplicates::{TEXTS, bits, trimmed};
use super::rules::{self, Judged, Reject};
use super::{Account, Staged, add_money, as_of, readings};
use crate::base::date::Day;
use crate::engine::cells::codes::IdColumn;
use crate::engine::cells::dates::{self, DateColumn};
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::passes;
use crate::pipelines::sales::engine::settings::Settings;

/// Stages the files of `raw` that come after those of `before`, by the same settings; the result is that of staging all.
/// `None` where the new rows change something about those before: then all have to be staged.
pub(crate) fn stage_on(before: &Staged, raw: Rc<RawTable>, settings: &Settings) -> Option<Staged> {
    // A return is an orphan until its customer buys, and that may be in the rows to come.
    if before.rows.len() == 0 || settings.returns {
        return None;
    }
    let tail = raw.tail(before.raw.files.len());
    let ragged = tail.ragged_rows();
    let dates = dates::read_on(tail.column("date"), &ragged, &before.account.dates)?;
    let amounts = amounts::read_on(&tail, &ragged, settings.decimal_mark, &before.account.numbers)?;
    let judged = rules::judge(&tail, &dates, &amounts, settings);
    let standing = together(&before.account.standing, &judged.standing);
    let range = rules::kept_range(&standing, settings);
    let had = rules::kept_range(&before.account.standing, settings);
    if before.account.standing.iter().any(|(day, _)| rules::is_in(had, *day) != rules::is_in(range, *day)) {
        return None;
    }
    let first_row = before.raw.rows;
    let whole = Whole { before, raw: &raw };
    let sorted = judged.sort_out(range, |judged, candidates| whole.repeats(judged, &tail, candidates, &dates, &amounts));
    let more = Cleaned::build(&tail, &dates, &amounts, &sorted);
    let rows = before.rows.joined(&more, first_row)?;
    let mut own = sorted.tally;
    own.corrections(&tail, &dates, &amounts, &more);
    let mut tally = before.tally.clone();
    tally.add(&own);
    let mut money = *before.rejected_money;
    add_money(&mut money, &sorted.rejects, &amounts);
    let moved = sorted.rejects.into_iter().map(|reject| Reject { row: reject.row + first_row as u32, ..reject });
    let rejects = before.rejects.iter().cloned().chain(moved).collect();
    Some(Staged {
        as_of: as_of(&rows, settings),
        rows: Rc::new(rows),
        rejects: Rc::new(rejects),
        tally,
        readings: readings(&dates, &amounts),
        rejected_money: Rc::new(money),
        account: Rc::new(Account::new(&dates, amounts, standing)),
        raw,
    })
}

/// Days with their rows, ascending, of two such lists.
fn together(these: &[(Day, u32)], more: &[(Day, u32)]) -> Vec<(Day, u32)> {
    let mut all = [these, more].concat();
    all.sort_unstable();
    let mut days: Vec<(Day, u32)> = Vec::with_capacity(all.len());
    for (day, rows) in all {
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, sum)) => *sum += rows,
            None => days.push((day, rows)),
        }
    }
    days
}

/// The rows before and after, as duplicates are looked for.
struct Whole<'a> {
    before: &'a Staged,
    /// All rows as read.
    raw: &'a RawTable,
}

impl Whole<'_> {
    /// Those of the new candidates that repeat an accepted row before: a rejected one that they could repeat has itself
    /// repeated such a row.
    fn repeats(&self, judged: &Judged<'_, '_>, tail: &RawTable, candidates: &[u32], dates: &DateColumn, amounts: &Amounts) -> Vec<u32> {
        const UNKNOWN: u32 = u32::MAX;
        const NOT_ASKED: u32 = u32::MAX - 1;
        let (had, first_row) = (&*self.before.rows, self.before.raw.rows);
        let mut ranks = vec![NOT_ASKED; judged.orders.count()];
        let mut wanted = vec![false; had.order_ids.len()];
        // Rank of the order before, and row.
        let mut same_order: Vec<(u32, u32)> = Vec::new();
        for &row in candidates {
            let code = judged.orders.codes[row as usize];
            let rank = &mut ranks[code as usize];
            if *rank == NOT_ASKED {
                *rank = had.order_ids.find(&judged.orders.text(code)).map_or(UNKNOWN, |rank| rank as u32);
            }
            if *rank != UNKNOWN {
                wanted[*rank as usize] = true;
                same_order.push((*rank, row));
            }
        }
        if same_order.is_empty() {
            return Vec::new();
        }
        let mut rows: Vec<(u32, u32)> = Vec::new();
        passes::for_each(had.len(), |row| {
            if wanted[had.orders[row] as usize] {
                rows.push((had.orders[row], row as u32));
            }
        });
        rows.sort_unstable();
        let repeats = |(rank, row): &(u32, u32)| {
            let start = rows.partition_point(|(order, _)| order < rank);
            let mut of_order = rows[start..].iter().take_while(|(order, _)| order == rank);
            let row = *row as usize;
            let customer = customer(had, &judged.customers, row);
            let derived = amounts.derived[tail.file_index(row)];
            of_order.any(|(_, other)| {
                let other = *other as usize;
                customer == Some(had.customers[other])
                    && had.days[other] == dates.days[row]
                    && bits(had.amounts[other]) == bits(amounts.amount[row])
                    && number(had.quantity.as_ref(), other) == number(amounts.quantity.as_ref(), row)
                    && number(had.unit_price.as_ref(), other) == number(amounts.unit_price.as_ref(), row)
                    && self.has_same_texts(had.raw_row[other] as usize, first_row + row, derived)
            })
        };
        let mut found: Vec<u32> = same_order.iter().filter(|same| repeats(same)).map(|(_, row)| *row).collect();
        found.sort_unstable();
        found
    }

    /// Whether two rows are the same in what is compared as text, and in how they came to their amount.
    fn has_same_texts(&self, left: usize, right: usize, derived: bool) -> bool {
        let raw = self.raw;
        let is_derived = !raw.file_has(raw.file_index(left), "sales");
        is_derived == derived
            && TEXTS.into_iter().map(|name| raw.column(name)).all(|texts| present(texts.get(left)) == present(texts.get(right)))
            && raw.extras.iter().all(|(_, texts)| trimmed(texts, left) == trimmed(texts, right))
    }
}

/// The rank, among those there were, of a new row's customer.
fn customer(had: &Cleaned, customers: &IdColumn<'_>, row: usize) -> Option<u32> {
    had.customer_ids.find(&customers.text(customers.codes[row])).map(|rank| rank as u32)
}

/// A number as it is compared; one that is missing like one of a column that is not there.
fn number(column: Option<&Vec<f64>>, row: usize) -> u64 {
    bits(column.map_or(f64::NAN, |values| values[row]))
}
