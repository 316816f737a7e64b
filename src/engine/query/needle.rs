//! A text looked for in cells, letters big or small.

use hashbrown::HashMap;
use memchr::memchr2_iter;

use crate::base::date::{Day, iso};
use crate::base::format::{push_f64, push_i64};
use crate::engine::table::Cells;

/// A text to look for. It keeps the memory that a comparison takes: millions of cells are asked.
pub(super) struct Needle {
    /// In small letters.
    text: String,
    /// The cell at hand, written out or in small letters.
    cell: String,
    /// Days that were asked about: a table has few of them, many times each.
    days: HashMap<Day, bool>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let mut small = String::with_capacity(text.len());
        push_small(text, &mut small);
        Self { text: small, cell: String::new(), days: HashMap::new() }
    }

    /// Whether whatever holds this holds the other too.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        self.text.contains(&other.text)
    }

    /// Whether cells of this kind can hold it at all: no number holds a word.
    pub(super) fn fits(&self, cells: &Cells) -> bool {
        let alphabet = match cells {
            Cells::Int(_) => "-0123456789",
            Cells::Day(_) => "+-0123456789",
            Cells::Float(_) => "-.0123456789aefin",
            Cells::Text(_) | Cells::Shared(_) => return true,
        };
        self.text.chars().all(|letter| alphabet.contains(letter))
    }

    /// Whether a cell holds it, as an export would write the cell.
    pub(super) fn in_cell(&mut self, cells: &Cells, row: usize) -> bool {
        match cells {
            Cells::Text(cell) => cell(row).is_some_and(|text| self.in_text(&text)),
            Cells::Shared(cell) => {
                let mut found = false;
                cell(row, &mut |text| found = text.is_some_and(|text| self.in_text(text)));
                found
            }
            Cells::Int(cell) => cell(row).is_some_and(|value| self.in_written(|out| push_i64(out, value))),
            Cells::Float(cell) => cell(row).is_some_and(|value| self.in_written(|out| push_f64(out, value))),
            Cells::Day(cell) => cell(row).is_some_and(|day| self.in_day(day)),
        }
    }

    fn in_day(&mut self, day: Day) -> bool {
        if let Some(held) = self.days.get(&day) {
            return *held;
        }
        let held = self.in_written(|out| out.push_str(&iso(day)));
        self.days.insert(day, held);
        held
    }

    fn in_written(&mut self, write: impl FnOnce(&mut String)) -> bool {
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        write(&mut cell);
        let found = self.in_text(&cell);
        self.cell = cell;
        found
    }

    /// Whether a text holds it.
    pub(super) fn in_text(&mut self, text: &str) -> bool {
        if text.is_ascii() {
            return in_ascii(text.as_bytes(), self.text.as_bytes());
        }
        self.cell.clear();
        push_small(text, &mut self.cell);
        self.cell.contains(&self.text)
    }
}

/// `text` in small letters, letter by letter: what a letter becomes does not hang on its neighbours, as it would at the
/// end of a Greek word.
fn push_small(text: &str, out: &mut String) {
    let small = text.chars().flat_map(char::to_lowercase);
    out.extend(small.map(|letter| if letter == 'ς' { 'σ' } else { letter }));
}

/// Whether plain letters hold small ones.
fn in_ascii(text: &[u8], small: &[u8]) -> bool {
    let Some(first) = small.first() else { return true };
    let Some(last_start) = text.len().checked_sub(small.len()) else { return false };
    memchr2_iter(*first, first.to_ascii_uppercase(), &text[..=last_start])
        .any(|start| text[start..start + small.len()].eq_ignore_ascii_case(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_alike_big_or_small_in_every_script() {
        for (text, part, holds) in [
            ("Café NOIR", "CAFÉ", true),
            ("Café NOIR", "noir", true),
            ("cafe", "é", false),
            ("ΟΔΟΣ", "οδος", true),
            ("οδος", "ΟΔΟΣ", true),
            ("\u{212a}elvin", "kel", true),
            ("kelvin", "\u{212a}EL", true),
            ("STRASSE", "straße", false),
            ("\u{202e}abc\u{200b}", "ABC", true),
            ("abc", "abcd", false),
            ("aab", "AB", true),
            ("", "a", false),
            ("anything", "", true),
        ] {
            assert_eq!(Needle::new(part).in_text(text), holds, "{part:?} in {text:?}");
        }
    }
}
