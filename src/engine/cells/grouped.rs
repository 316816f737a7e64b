//! Numbers of transaction exports: digits in groups, one decimal mark per column that the cells' shapes vote on
//! (spec stores.md and ecommerce.md, section 2). Stricter than [`super::numbers`]: no accounting negatives, few currencies.

use super::numbers::{DecimalMark, NumberRule, is_plain};
use super::present;
use crate::engine::text::TextColumn;

const CURRENCIES: [char; 3] = ['$', '€', '£'];
const NO_BREAK_SPACE: char = '\u{a0}';

/// The value of a trimmed text; `None` when it is not a number under this decimal mark, or infinite.
pub fn parse(text: &str, mark: DecimalMark) -> Option<f64> {
    if mark == DecimalMark::Point && is_plain(text.as_bytes()) {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    let bare = text.strip_prefix(CURRENCIES).or_else(|| text.strip_suffix(CURRENCIES)).unwrap_or(text).trim();
    let (negative, digits) = match bare.strip_prefix(['+', '-']) {
        Some(rest) => (bare.starts_with('-'), rest),
        None => (false, bare),
    };
    let (decimal, other) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let (whole, fraction) = match mantissa.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let mut plain = ungrouped(whole, other)?;
    for (sign, part) in [('.', fraction), ('e', exponent)].into_iter().filter_map(|(sign, part)| Some((sign, part?))) {
        let unsigned = if sign == 'e' { part.strip_prefix(['+', '-']).unwrap_or(part) } else { part };
        are_digits(unsigned).then_some(())?;
        plain.push(sign);
        plain.push_str(part);
    }
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    Some(if negative { -value } else { value })
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits without their group signs, which are all the same and cut groups of three.
fn ungrouped(whole: &str, other: char) -> Option<String> {
    let is_group_sign = |sign: char| sign == other || sign == ' ' || sign == NO_BREAK_SPACE || sign == '\'';
    let Some(sign) = whole.chars().find(|sign| is_group_sign(*sign)) else {
        return are_digits(whole).then(|| whole.to_owned());
    };
    let mut groups = whole.split(sign);
    let first = groups.next().filter(|first| are_digits(first) && first.len() <= 3)?;
    let mut plain = first.to_owned();
    for group in groups {
        (group.len() == 3 && are_digits(group)).then_some(())?;
        plain.push_str(group);
    }
    Some(plain)
}

/// What a cell's shape says of the decimal mark.
fn vote(text: &str) -> Option<DecimalMark> {
    let last = text.rfind([',', '.'])?;
    let is_comma = text.as_bytes()[last] == b',';
    let (own, other) = if is_comma { (',', '.') } else { ('.', ',') };
    let before = &text[..last];
    let digits_after = text[last + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let alone = !before.contains(own);
    let lone_zero = before.trim_start_matches(['+', '-', '$', '€', '£', ' ']) == "0";
    let says = before.contains(other) || (alone && (digits_after != 3 || lone_zero));
    says.then_some(if is_comma { DecimalMark::Comma } else { DecimalMark::Point })
}

/// A column of numbers, NaN where a cell is missing or not a number.
#[derive(Debug)]
pub struct GroupedColumn {
    pub values: Vec<f64>,
    pub mark: DecimalMark,
    /// A cell that voted for the mark, where both marks could have been.
    pub deciding: Option<String>,
    pub rule: NumberRule,
    votes: Votes,
}

/// Cells that vote for the comma, and for the point, and the first of each.
#[derive(Debug, Clone, Default)]
struct Votes {
    commas: (u32, Option<String>),
    points: (u32, Option<String>),
}

/// Reads a column. Rows in `skip` (ascending) do not vote.
pub fn read(cells: &TextColumn, skip: &[u32], rule: NumberRule) -> GroupedColumn {
    decided(cells, rule, Votes::default().and(cells, skip))
}

/// Reads the rows that follow those of a column, by the same rule; the account is that of all. `None` where the rows before
/// would have to be read again: all together vote for another mark.
pub fn read_on(cells: &TextColumn, skip: &[u32], before: &GroupedColumn) -> Option<GroupedColumn> {
    let column = decided(cells, before.rule, before.votes.clone().and(cells, skip));
    (column.mark == before.mark).then_some(column)
}

fn decided(cells: &TextColumn, rule: NumberRule, votes: Votes) -> GroupedColumn {
    let (commas, points) = (votes.commas.0, votes.points.0);
    let mark = match rule {
        NumberRule::Mark(mark) => mark,
        _ if commas > points => DecimalMark::Comma,
        _ => DecimalMark::Point,
    };
    let by_point = votes.points.1.clone().filter(|_| commas > 0);
    let deciding = if mark == DecimalMark::Comma { votes.commas.1.clone() } else { by_point };
    let values =
        cells.iter().map(|cell| present(cell).and_then(|text| parse(text, mark)).unwrap_or(f64::NAN)).collect();
    GroupedColumn { values, mark, deciding, rule, votes }
}

impl Votes {
    /// These and those of more cells.
    fn and(mut self, cells: &TextColumn, skip: &[u32]) -> Self {
        for (row, cell) in cells.iter().enumerate() {
            let Some(text) = present(cell).filter(|text| !is_plain(text.as_bytes()) || text.contains('.')) else {
                continue;
            };
            if skip.binary_search(&(row as u32)).is_ok() {
                continue;
            }
            let (count, first) = match vote(text) {
                Some(DecimalMark::Comma) => &mut self.commas,
                Some(DecimalMark::Point) => &mut self.points,
                None => continue,
            };
            *count += 1;
            first.get_or_insert_with(|| text.to_owned());
        }
        self
    }
}

impl GroupedColumn {
    /// How the column was read, without its rows.
    #[must_use]
    pub fn account(&self) -> Self {
        Self { values: Vec::new(), deciding: self.deciding.clone(), votes: self.votes.clone(), ..*self }
    }

    /// How the column was read, a sentence; empty where there was nothing to decide.
    pub fn how(&self) -> String {
        let mark = if self.mark == DecimalMark::Comma { "comma" } else { "point" };
        match (self.rule, &self.deciding) {
            (NumberRule::Mark(_), _) => format!("Numbers were read with a decimal {mark}, as chosen."),
            (_, Some(value)) => format!("Numbers were read with a decimal {mark}, as in “{value}”."),
            (_, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    #[test]
    fn numbers_have_groups_of_three_and_one_currency() {
        let good = [
            ("1234.5", Point, 1234.5),
            ("1,234.50", Point, 1234.5),
            ("1 234 567", Point, 1_234_567.0),
            ("$1,234", Point, 1234.0),
            ("1.234,50 €", Comma, 1234.5),
            ("-5", Point, -5.0),
            ("+1'000.25", Point, 1000.25),
            ("1.5e3", Point, 1500.0),
        ];
        for (text, mark, value) in good {
            assert_eq!(parse(text, mark), Some(value), "{text}");
        }
        for text in ["", "1,23", "12,34,567", "1,234 567", "(5)", "$-", "1..2", "1e", "abc", "1e999", "5-", "1,234,"] {
            assert_eq!(parse(text, Point), None, "{text}");
        }
    }

    #[test]
    fn the_shape_of_the_last_separator_votes() {
        let votes = [
            ("1.234,5", Some(Comma)),
            ("12,5", Some(Comma)),
            ("0,125", Some(Comma)),
            ("1,234", None),
            ("1,234.5", Some(Point)),
            ("12.50", Some(Point)),
            ("1.234", None),
            ("1,234,567", None),
            ("5", None),
        ];
        for (text, expected) in votes {
            assert_eq!(vote(text), expected, "{text}");
        }
        let mut column = TextColumn::default();
        ["12,5", "1.234", "7"].iter().for_each(|cell| column.push(Some(cell)));
        let read = read(&column, &[], NumberRule::Auto);
        assert_eq!((read.values, read.mark), (vec![12.5, 1234.0, 7.0], Comma));
    }
}
