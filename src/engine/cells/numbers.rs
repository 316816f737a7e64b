//! Numbers as people and programs write them: thousands marks, decimal comma, currencies, accounting negatives.

use super::present;
use crate::engine::passes;
use crate::engine::text::TextColumn;
use crate::protocol::Reading;

/// Which sign stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
}

/// How a column's numbers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberRule {
    /// Each value votes on the decimal mark; more comma votes make it the comma.
    Auto,
    Mark(DecimalMark),
    /// Every value ends with a percent sign and means a hundredth; the values vote on the decimal mark.
    Percent,
}

impl NumberRule {
    /// The rule that a person chose for a column, else the one given.
    pub fn chosen(reading: Option<Reading>, otherwise: Self) -> Self {
        match reading {
            Some(Reading::Point) => Self::Mark(DecimalMark::Point),
            Some(Reading::Comma) => Self::Mark(DecimalMark::Comma),
            Some(Reading::Percent) => Self::Percent,
            _ => otherwise,
        }
    }
}

const CURRENCIES: [&str; 7] = ["$", "€", "£", "¥", "USD", "EUR", "GBP"];

/// The value of a trimmed text; `None` when it is not a number under this decimal mark, or infinite.
pub fn parse(text: &str, mark: DecimalMark) -> Option<f64> {
    if mark == DecimalMark::Point && is_plain(text.as_bytes()) {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    parse_dressed(text, mark)
}

/// `-?digits[.digits]`: what needs no second look.
pub fn is_plain(bytes: &[u8]) -> bool {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let mut points = 0;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {}
            b'.' => points += 1,
            _ => return false,
        }
    }
    points <= 1 && digits.first().is_some_and(u8::is_ascii_digit) && digits.last().is_some_and(u8::is_ascii_digit)
}

fn parse_dressed(text: &str, mark: DecimalMark) -> Option<f64> {
    let (mut rest, mut negative, mut signed) = match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true, true),
        None => (text, false, false),
    };
    let mut currency = false;
    // Signs and currencies stand around the digits in any order, each once.
    loop {
        let before = rest.len();
        if !signed {
            if let Some(inner) = rest.strip_prefix(['-', '−']).or_else(|| rest.strip_suffix(['-', '−'])) {
                (rest, negative, signed) = (inner.trim(), true, true);
            } else if let Some(inner) = rest.strip_prefix('+') {
                (rest, signed) = (inner.trim(), true);
            }
        }
        if !currency
            && let Some(inner) =
                CURRENCIES.iter().find_map(|sign| rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)))
        {
            (rest, currency) = (inner.trim(), true);
        }
        if rest.len() == before {
            break;
        }
    }
    let value = digits(rest, mark)?;
    Some(if negative { -value } else { value })
}

fn digits(text: &str, mark: DecimalMark) -> Option<f64> {
    let (decimal, other) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.find(decimal) {
        Some(at) => (&mantissa[..at], Some(&mantissa[at + 1..])),
        None => (mantissa, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut plain = String::with_capacity(text.len());
    let is_thousands =
        |character: char| character == other || character == '\'' || character == '’' || character.is_whitespace();
    let mut groups = whole.split(is_thousands);
    let first = groups.next()?;
    if !all_digits(first) {
        return None;
    }
    plain.push_str(first);
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 || !all_digits(group) {
            return None;
        }
        grouped = true;
        plain.push_str(group);
    }
    if grouped && (first.len() > 3 || first.starts_with('0')) {
        return None;
    }
    if let Some(fraction) = fraction {
        if !all_digits(fraction) {
            return None;
        }
        plain.push('.');
        plain.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        if !all_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
            return None;
        }
        plain.push('e');
        plain.push_str(exponent);
    }
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The number before a percent sign, as a hundredth of it.
pub fn parse_percent(text: &str, mark: DecimalMark) -> Option<f64> {
    parse(text.strip_suffix('%')?.trim_end(), mark).map(|value| value / 100.0)
}

/// A column read one way: NaN where a cell is missing or not a number.
#[derive(Debug)]
pub struct NumberColumn {
    pub values: Vec<f64>,
    pub mark: DecimalMark,
    /// A value that is a number with this mark only, where the values voted.
    pub deciding: Option<String>,
    pub rule: NumberRule,
    /// Values that are numbers with a comma only, and with a point only. Where there are none of the first, nobody counts
    /// the others.
    votes: Option<(usize, usize)>,
}

impl NumberColumn {
    /// How the column was read, without its rows.
    #[must_use]
    pub fn account(&self) -> Self {
        Self { values: Vec::new(), deciding: self.deciding.clone(), ..*self }
    }

    /// How the column was read, a sentence; empty where there was nothing to decide.
    pub fn how(&self) -> String {
        let mark = if self.mark == DecimalMark::Comma { "comma" } else { "point" };
        match (self.rule, &self.deciding) {
            (NumberRule::Percent, _) => "Read as percentages: 12% is 0.12, as chosen.".to_owned(),
            (NumberRule::Mark(_), _) => format!("Numbers were read with a decimal {mark}, as chosen."),
            (NumberRule::Auto, Some(value)) => {
                format!("Numbers were read with a decimal {mark}: “{value}” is a number with it only.")
            }
            (NumberRule::Auto, None) => String::new(),
        }
    }
}

/// Reads a column. Rows in `skip` (ascending) do not vote on the decimal mark.
pub fn read(cells: &TextColumn, skip: &[u32], rule: NumberRule) -> NumberColumn {
    if let NumberRule::Mark(mark) = rule {
        return NumberColumn { values: values(cells, rule, mark), mark, deciding: None, rule, votes: None };
    }
    let by_point = values(cells, rule, DecimalMark::Point);
    let voters = Voters { cells, skip, rule, by_point: &by_point };
    // Only what is no number with the point can vote for the comma: without one the column is decided, and plain
    // files are read once.
    let (commas, first_comma) = voters.commas();
    if commas == 0 {
        return NumberColumn { values: by_point, mark: DecimalMark::Point, deciding: None, rule, votes: None };
    }
    let (points, first_point) = voters.points();
    let votes = Some((commas, points));
    if commas > points {
        let (mark, deciding) = (DecimalMark::Comma, first_comma);
        NumberColumn { values: values(cells, rule, mark), mark, deciding, rule, votes }
    } else {
        NumberColumn { values: by_point, mark: DecimalMark::Point, deciding: first_point, rule, votes }
    }
}

/// Reads the rows that follow those of a column, by the same rule; the account is that of all. `None` where the rows before
/// have to be read again: all together vote for another mark, or the votes of those before were not counted.
pub fn read_on(cells: &TextColumn, skip: &[u32], before: &NumberColumn) -> Option<NumberColumn> {
    let rule = before.rule;
    let Some((commas, points)) = before.votes else {
        let column = read(cells, skip, rule);
        return column.votes.is_none().then_some(column);
    };
    let by_point = values(cells, rule, DecimalMark::Point);
    let voters = Voters { cells, skip, rule, by_point: &by_point };
    let ((more_commas, _), (more_points, first_point)) = (voters.commas(), voters.points());
    let votes = (commas + more_commas, points + more_points);
    let mark = if votes.0 > votes.1 { DecimalMark::Comma } else { DecimalMark::Point };
    if mark != before.mark {
        return None;
    }
    let (values, deciding) = match mark {
        DecimalMark::Comma => (values(cells, rule, mark), before.deciding.clone()),
        DecimalMark::Point => (by_point, before.deciding.clone().or(first_point)),
    };
    Some(NumberColumn { values, mark, deciding, rule, votes: Some(votes) })
}

fn values(cells: &TextColumn, rule: NumberRule, mark: DecimalMark) -> Vec<f64> {
    let parse = parser(rule);
    let mut all = cells.iter();
    let mut text = || all.next().and_then(present);
    passes::collect(cells.len(), |_| text().and_then(|text| parse(text, mark)).unwrap_or(f64::NAN))
}

fn parser(rule: NumberRule) -> fn(&str, DecimalMark) -> Option<f64> {
    if rule == NumberRule::Percent { parse_percent } else { parse }
}

/// The cells that vote on the decimal mark.
struct Voters<'a> {
    cells: &'a TextColumn,
    skip: &'a [u32],
    rule: NumberRule,
    by_point: &'a [f64],
}

impl Voters<'_> {
    /// How many are numbers with a comma only, and the first of them.
    fn commas(&self) -> (usize, Option<String>) {
        self.count(|row| self.by_point[row].is_nan() && self.reads_with_comma(row))
    }

    /// How many are numbers with a point only, and the first of them.
    fn points(&self) -> (usize, Option<String>) {
        self.count(|row| !self.by_point[row].is_nan() && !self.reads_with_comma(row))
    }

    fn reads_with_comma(&self, row: usize) -> bool {
        let text = present(self.cells.get(row));
        text.is_some_and(|text| parser(self.rule)(text, DecimalMark::Comma).is_some())
    }

    fn count(&self, votes: impl Fn(usize) -> bool) -> (usize, Option<String>) {
        let mut first = None;
        let found = passes::count(self.by_point.len(), |row| {
            let votes = votes(row) && self.skip.binary_search(&(row as u32)).is_err();
            if votes && first.is_none() {
                first = Some(row);
            }
            votes
        });
        (found, first.and_then(|row| present(self.cells.get(row))).map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_the_spec_lists_them() {
        use DecimalMark::{Comma, Point};
        for (text, mark, value) in [
            ("167.72", Point, Some(167.72)),
            ("-5", Point, Some(-5.0)),
            ("5-", Point, Some(-5.0)),
            ("−5", Point, Some(-5.0)),
            ("+5", Point, Some(5.0)),
            ("(1,234.50)", Point, Some(-1234.5)),
            ("$1,234", Point, Some(1234.0)),
            ("-$5", Point, Some(-5.0)),
            ("$-5", Point, Some(-5.0)),
            ("12 EUR", Point, Some(12.0)),
            ("1.234,56 €", Comma, Some(1234.56)),
            ("1 234 567,8", Comma, Some(1_234_567.8)),
            ("1\u{202f}234", Point, Some(1234.0)),
            ("1'234.5", Point, Some(1234.5)),
            ("1e3", Point, Some(1000.0)),
            ("1.5E-2", Point, Some(0.015)),
            ("1,23", Point, None),
            ("0,123", Point, None),
            ("1234,567", Point, None),
            ("1.234", Comma, Some(1234.0)),
            ("--5", Point, None),
            ("-5-", Point, None),
            ("(-5)", Point, None),
            ("12.3.4", Point, None),
            ("abc", Point, None),
            ("1e999", Point, None),
            ("$", Point, None),
            ("", Point, None),
            ("inf", Point, None),
        ] {
            assert_eq!(parse(text, mark), value, "{text:?} with {mark:?}");
        }
    }

    #[test]
    fn the_column_votes_on_its_decimal_mark() {
        let decide_all = |cells: &[&str]| {
            let mut column = TextColumn::default();
            cells.iter().for_each(|cell| column.push(Some(cell)));
            read(&column, &[], NumberRule::Auto).mark
        };
        assert_eq!(decide_all(&["1,5", "2,25", "1.000"]), DecimalMark::Comma);
        assert_eq!(decide_all(&["1,234", "2"]), DecimalMark::Point);
        assert_eq!(decide_all(&["1,5", "2.5"]), DecimalMark::Point, "a tie is the point");
        assert_eq!(decide_all(&["", "NULL"]), DecimalMark::Point);
    }

    #[test]
    fn percentages_are_hundredths_and_all_carry_the_sign() {
        let read_all = |cells: &[&str]| {
            let mut column = TextColumn::default();
            cells.iter().for_each(|cell| column.push(Some(cell)));
            read(&column, &[], NumberRule::Percent)
        };
        let read = read_all(&["12%", "-0.5 %", "1,5", "x%"]);
        assert_eq!((read.values[0], read.values[1]), (0.12, -0.005));
        assert!(read.values[2].is_nan() && read.values[3].is_nan());
        assert_eq!(read_all(&["12,5%"]).values, [0.125]);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_plain_means_plain(text in "\\PC{0,12}") {
            let read = parse(&text, DecimalMark::Point);
            prop_assert!(!is_plain(text.as_bytes()) || read == text.parse().ok());
            prop_assert!(read.is_none_or(f64::is_finite));
        }

        #[test]
        fn read_in_two_goes_is_read_in_one(cells in prop::collection::vec("[0-9]{1,2}(,[0-9]{1,2}|\\.[0-9]{1,3})?|x|", 1..12), split in 0usize..12) {
            let column = |cells: &[String]| {
                let mut column = TextColumn::default();
                cells.iter().for_each(|cell| column.push(Some(cell)));
                column
            };
            let (first, second) = cells.split_at(split.min(cells.len()));
            let read_all = |cells: &[String]| read(&column(cells), &[], NumberRule::Auto);
            let (all, before) = (read_all(&cells), read_all(first));
            match read_on(&column(second), &[], &before.account()) {
                None => prop_assert!(all.mark != before.mark || before.votes.is_none()),
                Some(more) => {
                    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
                    prop_assert_eq!([bits(&before.values), bits(&more.values)].concat(), bits(&all.values));
                    prop_assert_eq!(format!("{:?}", more.account()), format!("{:?}", all.account()));
                }
            }
        }

        #[test]
        fn grouped_numbers_read_back(value in -1e12f64..1e12) {
            let cents = (value * 100.0).round() / 100.0;
            let text = crate::base::format::fixed(cents, 2);
            prop_assert_eq!(parse(&text, DecimalMark::Point), Some(if text.starts_with('-') || cents == 0.0 { cents } else { cents.abs() }));
            let swapped: String = text.chars().map(|c| match c { ',' => '.', '.' => ',', other => other }).collect();
            prop_assert_eq!(parse(&swapped, DecimalMark::Comma), parse(&text, DecimalMark::Point));
        }
    }
}
