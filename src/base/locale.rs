//! How the person's language writes numbers and dates. Only the page sets it, once, at its start: the engine and all that
//! it writes stay as they are, the same everywhere.

use std::sync::OnceLock;

/// The order of a date's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    DayFirst,
    YearFirst,
}

/// Marks and orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    /// Between the whole and its fraction.
    pub decimal: String,
    /// Between groups of digits; empty: numbers are not grouped.
    pub group: String,
    /// Digits of the last group, and of those before it: 3 and 3, in India 3 and 2.
    pub sizes: (usize, usize),
    /// The fewest digits that are grouped: in Spain and Poland `1234` stays whole, which is 5.
    pub least: usize,
    /// The order of a date and what stands between its parts; `None`: as in files, `2024-12-31`.
    pub date: Option<(DateOrder, String)>,
}

/// As exports and the engine's sentences write them.
static PLAIN: Locale = Locale { decimal: String::new(), group: String::new(), sizes: (3, 3), least: 4, date: None };

static CHOSEN: OnceLock<Locale> = OnceLock::new();

/// Sets the page's locale; the first one stays.
pub fn set(locale: Locale) {
    // A second one comes from nowhere: the page starts once.
    drop(CHOSEN.set(locale));
}

/// The locale in force.
pub fn current() -> &'static Locale {
    CHOSEN.get().unwrap_or(&PLAIN)
}

impl Locale {
    fn decimal(&self) -> &str {
        if self.decimal.is_empty() { "." } else { &self.decimal }
    }

    fn group(&self) -> &str {
        if self.decimal.is_empty() { "," } else { &self.group }
    }

    /// A number without marks but a decimal point, as this locale writes it.
    pub fn number(&self, plain: &str) -> String {
        let digits = plain.strip_prefix('-');
        let sign = if digits.is_some() { "-" } else { "" };
        let (whole, fraction) = match digits.unwrap_or(plain).split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits.unwrap_or(plain), None),
        };
        let mut out = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.len() - index;
            let (last, others) = self.sizes;
            let ends = left == last || (left > last && (left - last).is_multiple_of(others));
            if index > 0 && ends && whole.len() >= self.least {
                out.push_str(self.group());
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push_str(self.decimal());
            out.push_str(fraction);
        }
        out
    }

    /// A number for a field: the decimal mark of the locale, no groups.
    pub fn for_field(&self, plain: &str) -> String {
        let is_number = plain.chars().all(|one| one.is_ascii_digit() || "-.".contains(one));
        if is_number { plain.replace('.', self.decimal()) } else { plain.to_owned() }
    }

    /// What is typed into a field, with a decimal point and without groups. What is no number in this locale stays what it
    /// is; so does `1.5` where the mark is a comma: it cannot be a group.
    pub fn read(&self, typed: &str) -> String {
        let text = typed.trim();
        let (whole, fraction) = match text.split_once(self.decimal()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let group = |one: char| self.group().contains(one) || (one.is_whitespace() && self.group().trim().is_empty());
        let mut parts = whole.split(group);
        let first = parts.next().unwrap_or_default().trim_start_matches('-').len();
        let rest: Vec<usize> = parts.map(str::len).collect();
        let (last, others) = self.sizes;
        let grouped = rest.last().is_none_or(|size| *size == last)
            && rest.iter().rev().skip(1).all(|size| *size == others)
            && (rest.is_empty() || (1..=last.max(others)).contains(&first));
        let digits = |text: &str| text.chars().all(|one| one.is_ascii_digit() || one == '-' || group(one));
        if !grouped || !digits(whole) || !fraction.is_none_or(digits) {
            return typed.to_owned();
        }
        let whole: String = whole.chars().filter(|one| !group(*one)).collect();
        fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"))
    }

    /// A day written `2024-12-31`, as this locale writes it; other texts stay what they are.
    pub fn day(&self, iso: &str) -> String {
        let (Some((order, between)), Some((year, month, day))) = (&self.date, parts(iso)) else {
            return iso.to_owned();
        };
        match order {
            DateOrder::DayFirst => [day, month, year].join(between),
            DateOrder::YearFirst => [year, month, day].join(between),
        }
    }
}

fn parts(iso: &str) -> Option<(&str, &str, &str)> {
    let (year, rest) = iso.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|one| one.is_ascii_digit());
    (digits(year, 4) && digits(month, 2) && digits(day, 2)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(decimal: &str, group: &str, sizes: (usize, usize), least: usize) -> Locale {
        let date = Some((DateOrder::DayFirst, ".".to_owned()));
        Locale { decimal: decimal.to_owned(), group: group.to_owned(), sizes, least, date }
    }

    #[test]
    fn numbers_and_days_are_written_as_people_there_write_them() {
        let german = locale(",", ".", (3, 3), 4);
        assert_eq!(german.number("-1234567.5"), "-1.234.567,5");
        assert_eq!(german.day("2024-12-31"), "31.12.2024");
        assert_eq!(german.day("2024-12"), "2024-12");
        assert_eq!(locale(".", ",", (3, 2), 4).number("1234567.89"), "12,34,567.89");
        assert_eq!(locale(",", "\u{a0}", (3, 3), 5).number("1234"), "1234");
        assert_eq!(PLAIN.number("1234567.89"), "1,234,567.89");
        assert_eq!(PLAIN.day("2024-12-31"), "2024-12-31");
    }

    #[test]
    fn a_field_takes_what_it_shows_and_never_guesses() {
        let german = locale(",", ".", (3, 3), 4);
        for plain in ["0.5", "1234.56", "-3", "12"] {
            assert_eq!(german.read(&german.for_field(plain)), plain);
            assert_eq!(german.read(&german.number(plain)), plain);
        }
        assert_eq!(german.for_field("EUR"), "EUR");
        assert_eq!(german.read("1.5"), "1.5", "a point that cannot be a group is a decimal point");
        assert_eq!(german.read("1.2.3"), "1.2.3");
        assert_eq!(german.read("abc,d"), "abc,d");
        assert_eq!(locale(",", "\u{202f}", (3, 3), 4).read("1 234,5"), "1234.5", "any blank is a group there");
        assert_eq!(PLAIN.read("1,234.5"), "1234.5");
        assert_eq!(PLAIN.read("1,5"), "1,5", "left for the field to complain about");
    }
}
