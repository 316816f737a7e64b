//! One date as it is written, with its time of day and offset.

use super::DateOrder;
use crate::base::date::{Day, from_ymd};

/// Milliseconds of a day.
pub(in crate::engine::cells) const DAY_MILLISECONDS: i32 = 24 * 60 * 60 * 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::cells) enum Date {
    Day(Day),
    /// `first/second/year` in an order that the column decides.
    Undecided {
        first: u32,
        second: u32,
        year: i32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::cells) struct Parsed {
    pub(in crate::engine::cells) date: Date,
    /// Milliseconds since midnight.
    pub(in crate::engine::cells) time: Option<i32>,
    /// Minutes ahead of UTC, where the text tells an offset.
    pub(in crate::engine::cells) offset_minutes: Option<i32>,
}

impl Parsed {
    /// The day in UTC.
    pub(in crate::engine::cells) fn day(&self, order: DateOrder) -> Option<Day> {
        let moment = self.moment(order)?;
        i32::try_from(moment.div_euclid(i64::from(DAY_MILLISECONDS))).ok()
    }

    /// Milliseconds since 1970-01-01T00:00 in UTC.
    pub(in crate::engine::cells) fn moment(&self, order: DateOrder) -> Option<i64> {
        let day = match self.date {
            Date::Day(day) => day,
            Date::Undecided { first, second, year } => match order {
                DateOrder::DayFirst => from_ymd(year, second, first)?,
                DateOrder::MonthFirst => from_ymd(year, first, second)?,
            },
        };
        let offset = i64::from(self.offset_minutes.unwrap_or(0)) * 60_000;
        Some(i64::from(day) * i64::from(DAY_MILLISECONDS) + i64::from(self.time.unwrap_or(0)) - offset)
    }
}

/// A reader over the bytes of one cell.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn eat(&mut self, byte: u8) -> bool {
        let there = self.0.first() == Some(&byte);
        if there {
            self.0 = &self.0[1..];
        }
        there
    }

    /// Between `min` and `max` digits, as a number and their count.
    fn number(&mut self, min: usize, max: usize) -> Option<(u32, usize)> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(min..=max).contains(&count) {
            return None;
        }
        let value = self.0[..count].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        self.0 = &self.0[count..];
        Some((value, count))
    }

    fn spaces(&mut self) -> bool {
        let count = self.0.iter().take_while(|byte| **byte == b' ').count();
        self.0 = &self.0[count..];
        count > 0
    }

    /// An English month's full name, its first three letters, or `Sept`, in any case.
    fn month(&mut self) -> Option<u32> {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let count = self.0.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&self.0[..count]).ok()?.to_ascii_lowercase();
        let month = NAMES
            .iter()
            .position(|name| *name == word || name[..3] == word || (word == "sept" && *name == "september"))?;
        self.0 = &self.0[count..];
        Some(month as u32 + 1)
    }
}

pub(in crate::engine::cells) fn parse(text: &str) -> Option<Parsed> {
    let bytes = text.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        return bare_integer(text);
    }
    let mut cursor = Cursor(bytes);
    let date = date(&mut cursor)?;
    let mut parsed = Parsed { date, time: None, offset_minutes: None };
    if !cursor.0.is_empty() {
        if !cursor.eat(b'T') && !cursor.spaces() {
            return None;
        }
        time(&mut cursor, &mut parsed)?;
    }
    cursor.0.is_empty().then_some(parsed)
}

/// Eight digits are `YYYYMMDD`, nine or ten Unix seconds, twelve or thirteen milliseconds.
fn bare_integer(text: &str) -> Option<Parsed> {
    const DAY: i64 = DAY_MILLISECONDS as i64;
    let value: i64 = text.parse().ok()?;
    let moment = match text.len() {
        8 => {
            let day = from_ymd((value / 10_000) as i32, (value / 100 % 100) as u32, (value % 100) as u32)?;
            return Some(Parsed { date: Date::Day(day), time: None, offset_minutes: None });
        }
        9 | 10 => value * 1000,
        12 | 13 => value,
        _ => return None,
    };
    Some(Parsed { date: Date::Day((moment / DAY) as Day), time: Some((moment % DAY) as i32), offset_minutes: None })
}

fn date(cursor: &mut Cursor<'_>) -> Option<Date> {
    if cursor.0.first()?.is_ascii_alphabetic() {
        // Mon D, YYYY
        let month = cursor.month()?;
        cursor.spaces().then_some(())?;
        let (day, _) = cursor.number(1, 2)?;
        cursor.eat(b',').then_some(())?;
        cursor.spaces().then_some(())?;
        let (year, _) = cursor.number(4, 4)?;
        return from_ymd(year as i32, month, day).map(Date::Day);
    }
    let (first, digits) = cursor.number(1, 4)?;
    let separator = *cursor.0.first()?;
    cursor.0 = &cursor.0[1..];
    if digits == 4 {
        // YYYY-MM-DD, YYYY/MM/DD, YYYY-Mon-D
        (separator == b'-' || separator == b'/').then_some(())?;
        let month = if separator == b'-' && cursor.0.first()?.is_ascii_alphabetic() {
            cursor.month()?
        } else {
            cursor.number(1, 2)?.0
        };
        cursor.eat(separator).then_some(())?;
        let (day, _) = cursor.number(1, 2)?;
        return from_ymd(first as i32, month, day).map(Date::Day);
    }
    if digits > 2 {
        return None;
    }
    if cursor.0.first()?.is_ascii_alphabetic() || (separator == b' ' && cursor.spaces()) {
        // D Mon YYYY, D-Mon-YYYY
        (separator == b' ' || separator == b'-').then_some(())?;
        let month = cursor.month()?;
        if separator == b' ' { cursor.spaces() } else { cursor.eat(b'-') }.then_some(())?;
        let (year, _) = cursor.number(4, 4)?;
        return from_ymd(year as i32, month, first).map(Date::Day);
    }
    let (second, _) = cursor.number(1, 2)?;
    cursor.eat(separator).then_some(())?;
    let year = cursor.number(4, 4)?.0 as i32;
    match separator {
        b'.' => from_ymd(year, second, first).map(Date::Day),
        b'/' | b'-' => Some(Date::Undecided { first, second, year }),
        _ => None,
    }
}

/// `H:MM[:SS[.fff]] [AM|PM] [Z|UTC|±HH[[:]MM]]`
fn time(cursor: &mut Cursor<'_>, parsed: &mut Parsed) -> Option<()> {
    let (mut hour, _) = cursor.number(1, 2)?;
    cursor.eat(b':').then_some(())?;
    let (minute, _) = cursor.number(2, 2)?;
    let mut seconds = (0, 0);
    if cursor.eat(b':') {
        seconds.0 = cursor.number(2, 2)?.0;
        (seconds.0 < 60).then_some(())?;
        if cursor.eat(b'.') {
            let (fraction, digits) = cursor.number(1, 9)?;
            // Cut to milliseconds.
            seconds.1 = if digits <= 3 {
                fraction * 10u32.pow(3 - digits as u32)
            } else {
                fraction / 10u32.pow(digits as u32 - 3)
            };
        }
    }
    (minute < 60).then_some(())?;
    let (second, fraction) = seconds;
    cursor.spaces();
    if let [half @ (b'A' | b'a' | b'P' | b'p'), b'M' | b'm', rest @ ..] = cursor.0 {
        (1..=12).contains(&hour).then_some(())?;
        hour = hour % 12 + if half.eq_ignore_ascii_case(&b'P') { 12 } else { 0 };
        cursor.0 = rest;
        cursor.spaces();
    }
    (hour < 24).then_some(())?;
    parsed.time = Some((((hour * 60 + minute) * 60 + second) * 1000 + fraction) as i32);
    parsed.offset_minutes = match cursor.0 {
        [] => None,
        // Already UTC: nothing is converted.
        b"Z" | b"UTC" => {
            cursor.0 = &[];
            None
        }
        [sign @ (b'+' | b'-'), ..] => {
            let sign = if *sign == b'-' { -1 } else { 1 };
            cursor.0 = &cursor.0[1..];
            let (hours, minutes) = match cursor.number(2, 4)? {
                (hours, 2) if cursor.eat(b':') => (hours, cursor.number(2, 2)?.0),
                (hours, 2) => (hours, 0),
                (both, 4) => (both / 100, both % 100),
                _ => return None,
            };
            (hours < 24 && minutes < 60).then_some(())?;
            Some(sign * (hours * 60 + minutes) as i32)
        }
        _ => return None,
    };
    Some(())
}
