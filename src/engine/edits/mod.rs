//! Cells mended by hand: texts put in place of those read, right after reading and before anything looks at them.
//!
//! A text column only grows, so a column with edits is written anew; the others stay as they are.

mod file;

use std::collections::{BTreeMap, BTreeSet};

pub use file::{read, write};

use super::ingest::{RawFile, RawTable};
use super::text::TextColumn;
use crate::base::{Diagnostic, format};
use crate::protocol::{CellEdit, EditAccount, Example};

/// Changed cells that are listed one by one.
const LISTED: usize = 100;

/// What an edit named that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vain {
    File,
    Row,
    Column,
    Value,
}

/// Puts the texts in place. Says what was changed, and which edits found nothing to change.
pub fn apply(inputs: &mut [RawTable], edits: &[CellEdit]) -> (EditAccount, Vec<Diagnostic>) {
    let mut account = EditAccount::default();
    if edits.is_empty() {
        return (account, Vec::new());
    }
    let (rules, plans) = plan(inputs, edits);
    let mut vain: Vec<(Vain, &CellEdit)> = plans.vain;
    let mut met = BTreeSet::new();
    for (index, table) in inputs.iter_mut().enumerate() {
        for column in 0..table.columns.len() {
            let none = BTreeMap::new();
            let cells = plans.cells.get(&(index, column)).unwrap_or(&none);
            let values: BTreeMap<&str, (usize, &str)> = rules
                .iter()
                .filter(|rule| rule.at == (index, column))
                .map(|rule| (rule.from, (rule.edit, rule.to)))
                .collect();
            if !cells.is_empty() || !values.is_empty() {
                rewrite(table, column, cells, &values, &mut account, &mut met);
            }
        }
    }
    let unmet: BTreeSet<usize> = rules.iter().map(|rule| rule.edit).filter(|edit| !met.contains(edit)).collect();
    vain.extend(unmet.into_iter().map(|edit| (Vain::Value, &edits[edit])));
    let notes = notes(&account, &vain);
    (account, notes)
}

/// An edit of all cells of a text, in one column of one input.
struct Rule<'a> {
    edit: usize,
    at: (usize, usize),
    from: &'a str,
    to: &'a str,
}

/// Edits by where they go.
struct Plans<'a> {
    /// By input and column: rows of the table with their new texts.
    cells: BTreeMap<(usize, usize), BTreeMap<usize, &'a str>>,
    vain: Vec<(Vain, &'a CellEdit)>,
}

fn plan<'a>(inputs: &[RawTable], edits: &'a [CellEdit]) -> (Vec<Rule<'a>>, Plans<'a>) {
    let mut rules = Vec::new();
    let mut plans = Plans { cells: BTreeMap::new(), vain: Vec::new() };
    for (number, edit) in edits.iter().enumerate() {
        match edit {
            CellEdit::Cell { file, row, column, value } => {
                let mut why = Vain::File;
                for (index, table) in inputs.iter().enumerate() {
                    match place(table, file, *row, column) {
                        Ok((row, column)) => {
                            plans.cells.entry((index, column)).or_default().insert(row, value);
                            why = Vain::Value;
                        }
                        Err(other) => why = why.max(other),
                    }
                }
                if why != Vain::Value {
                    plans.vain.push((why, edit));
                }
            }
            CellEdit::Value { input, column, from, to } => {
                let before = rules.len();
                for (index, table) in inputs.iter().enumerate() {
                    if (input.is_empty() || table.spec.name == input)
                        && let Some(column) = table.spec.columns.iter().position(|spec| spec.name == column)
                    {
                        rules.push(Rule { edit: number, at: (index, column), from, to });
                    }
                }
                if rules.len() == before {
                    plans.vain.push((Vain::Column, edit));
                }
            }
        }
    }
    (rules, plans)
}

/// The row and the column of the table that an edit is about.
fn place(table: &RawTable, name: &str, row: u32, column: &str) -> Result<(usize, usize), Vain> {
    let file = table.files.iter().find(|file| file.name == name).ok_or(Vain::File)?;
    let row = row_of(file, row).ok_or(Vain::Row)?;
    let index = table.spec.columns.iter().position(|spec| spec.name == column).ok_or(Vain::Column)?;
    if file.has[index] { Ok((row, index)) } else { Err(Vain::Column) }
}

/// The row of the table, of a row of the file; `None` where it was not read.
fn row_of(file: &RawFile, row: u32) -> Option<usize> {
    let index = (row as usize).checked_sub(1)?;
    let read = index / file.every;
    (index.is_multiple_of(file.every) && read < file.rows).then_some(file.first_row + read)
}

/// Writes a column anew. `met` gets the rules that changed a cell.
fn rewrite(
    table: &mut RawTable,
    index: usize,
    cells: &BTreeMap<usize, &str>,
    values: &BTreeMap<&str, (usize, &str)>,
    account: &mut EditAccount,
    met: &mut BTreeSet<usize>,
) {
    let old = std::mem::take(&mut table.columns[index]);
    let mut new = TextColumn::default();
    let mut read = old.iter();
    for file in &table.files {
        for row in file.first_row..file.first_row + file.rows {
            let cell = read.next().flatten();
            let rule = values.get(cell.unwrap_or_default()).filter(|_| file.has[index]);
            // A row with too few or too many cells is mended in the file: which cell is which is not known.
            let rule =
                rule.filter(|_| table.ragged.binary_search_by_key(&(row as u32), |(ragged, _)| *ragged).is_err());
            if let Some((edit, _)) = rule {
                met.insert(*edit);
            }
            let text = cells.get(&row).copied().or(rule.map(|(_, to)| *to));
            let Some(text) = text.filter(|text| Some(*text) != cell) else {
                new.push(cell);
                continue;
            };
            new.push(Some(text));
            account.cells += 1;
            if account.examples.len() < LISTED {
                account.examples.push(Example {
                    file: file.name.clone(),
                    row: ((row - file.first_row) * file.every) as u32 + 1,
                    column: table.spec.columns[index].name.to_owned(),
                    value: cell.map(str::to_owned),
                    after: Some(text.to_owned()),
                });
            }
        }
    }
    table.columns[index] = new;
}

/// What the run has to say about its edits: how many cells were changed, and the edits that found nothing, by kind.
fn notes(account: &EditAccount, vain: &[(Vain, &CellEdit)]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if account.cells > 0 {
        let (cells, were) = match account.cells {
            1 => ("1 cell".to_owned(), "was"),
            cells => (format!("{} cells", format::integer(u64::from(cells))), "were"),
        };
        notes.push(
            Diagnostic::info("cells_edited", format!("{cells} {were} edited by you; the files are as they were."))
                .hint("The page on quality lists them."),
        );
    }
    for kind in [Vain::File, Vain::Row, Vain::Column, Vain::Value] {
        let mut of_kind = vain.iter().filter(|(why, _)| *why == kind).map(|(_, edit)| *edit);
        let Some(first) = of_kind.next() else { continue };
        let more = of_kind.count();
        let more = if more == 0 {
            String::new()
        } else {
            format!(" The same holds for {} more.", format::integer(more as u64))
        };
        notes.push(told(kind, first, &more));
    }
    notes
}

fn told(kind: Vain, edit: &CellEdit, more: &str) -> Diagnostic {
    let (file, row, column, value) = match edit {
        CellEdit::Cell { file, row, column, value } => (file.as_str(), *row, column, value),
        CellEdit::Value { column, from, .. } => ("", 0, column, from),
    };
    let message = match kind {
        Vain::File => format!("An edit is for the file “{file}”, which this run does not read.{more}"),
        Vain::Row => format!("An edit is for row {row} of “{file}”, which was not read: there is no such row.{more}"),
        Vain::Column if file.is_empty() => format!("An edit is for the column {column}, which no input has.{more}"),
        Vain::Column => format!("An edit is for the column {column}, which “{file}” does not have.{more}"),
        Vain::Value => format!("No cell of {column} holds “{}”, so that edit changed nothing.{more}", clipped(value)),
    };
    let said = Diagnostic::warning("edit_in_vain", message).in_column(column.as_str());
    let said = if file.is_empty() { said } else { said.in_file(file) };
    said.hint("Remove the edit, or correct its file, row or column.")
}

/// A text short enough for a sentence.
fn clipped(text: &str) -> String {
    text.chars().take(60).collect()
}
