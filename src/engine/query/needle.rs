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
    /// The same as digits.
    digits: Option<Digits>,
}

/// Some digits to look for in whole numbers, without writing these out.
#[derive(Clone, Copy)]
struct Digits {
    value: u32,
    /// Ten to the power of how many there are.
    scale: u32,
}

impl Digits {
    /// Up to nine, which 32 bits hold.
    fn new(text: &str) -> Option<Self> {
        let all_digits = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let scale = 10u32.pow(text.len() as u32 * u32::from(all_digits));
        all_digits.then(|| text.parse().ok().map(|value| Self { value, scale })).flatten()
    }

    fn are_in(self, number: u32) -> bool {
        let holds = match self.scale {
            10 => holds::<10>,
            100 => holds::<100>,
            1_000 => holds::<1_000>,
            10_000 => holds::<10_000>,
            100_000 => holds::<100_000>,
            1_000_000 => holds::<1_000_000>,
            10_000_000 => holds::<10_000_000>,
            100_000_000 => holds::<100_000_000>,
            _ => holds::<1_000_000_000>,
        };
        holds(number, self.value)
    }
}

/// Whether a number holds some digits. By a divisor that the compiler knows the machine divides several times faster.
fn holds<const SCALE: u32>(number: u32, digits: u32) -> bool {
    // As many digits as are looked for: a number of fewer has no leading zeros to match them with.
    let least = if SCALE == 10 { 0 } else { SCALE / 10 };
    let mut rest = number;
    loop {
        if rest % SCALE == digits && rest >= least {
            return true;
        }
        rest /= 10;
        if rest < least || rest == 0 {
            return false;
        }
    }
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let mut small = String::with_capacity(text.len());
        push_small(text, &mut small);
        let digits = Digits::new(&small);
        Self { text: small, cell: String::new(), days: HashMap::new(), digits }
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
            Cells::Int(cell) => cell(row).is_some_and(|value| self.in_integer(value)),
            Cells::Float(cell) => cell(row).is_some_and(|value| self.in_written(|out| push_f64(out, value))),
            Cells::Day(cell) => cell(row).is_some_and(|day| self.in_day(day)),
        }
    }

    fn in_integer(&mut self, value: i64) -> bool {
        match (self.digits, u32::try_from(value.unsigned_abs())) {
            (Some(digits), Ok(value)) => digits.are_in(value),
            _ => self.in_written(|out| push_i64(out, value)),
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

/// Cells up to so many bytes are looked through byte by byte: a faster search would take longer to begin.
const SHORT: usize = 24;

/// Whether plain letters hold small ones.
fn in_ascii(text: &[u8], small: &[u8]) -> bool {
    let Some(first) = small.first() else { return true };
    let Some(last_start) = text.len().checked_sub(small.len()) else { return false };
    if text.len() <= SHORT {
        let starts = text.windows(small.len());
        return starts.into_iter().any(|part| part.eq_ignore_ascii_case(small));
    }
    memchr2_iter(*first, first.to_ascii_uppercase(), &text[..=last_start])
        .any(|start| text[start..start + small.len()].eq_ignore_ascii_case(small))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digits_are_found_as_in_the_written_number(number: u32, small in 0u32..200, digits in "[0-9]{1,10}", from in 0usize..10, length in 1usize..4) {
            for number in [number, small] {
                let written = number.to_string();
                let part = written.get(from..from + length).unwrap_or(&written);
                for digits in [&digits, part, "0", "00", "07"] {
                    let found = Digits::new(digits).map(|digits| digits.are_in(number));
                    prop_assert_eq!(found, (digits.len() < 10).then(|| written.contains(digits)), "{} in {}", digits, written);
                }
            }
        }
    }

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
