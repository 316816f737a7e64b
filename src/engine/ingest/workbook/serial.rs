//! Numbers of cells as text, dates and times among them.

use std::fmt::Write;

use super::formats::Kind;
use crate::base::date::{iso, parse_iso};
use crate::base::format::push_f64;

/// How a workbook counts days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Day 1 is 1900-01-01, and day 60 a 29 February 1900 that never was.
    From1900,
    /// Day 0 is 1904-01-01.
    From1904,
}

const DAY: i64 = 86_400_000;
/// Durations beyond are no durations.
const MAX_DURATION_DAYS: f64 = 1e6;

impl Calendar {
    /// Appends a day as `YYYY-MM-DD`, as Excel shows it: day 0 is 1900-01-00.
    fn push_day(self, out: &mut String, day: i64) {
        let (epoch, impossible) = match (self, day) {
            (Self::From1900, 0) => (0, Some("1900-01-00")),
            (Self::From1900, 60) => (0, Some("1900-02-29")),
            (Self::From1900, 1..60) => (-25_568, None),
            (Self::From1900, _) => (-25_569, None),
            (Self::From1904, _) => (-24_107, None),
        };
        match (impossible, i32::try_from(day)) {
            (Some(text), _) => out.push_str(text),
            (None, Ok(day)) => out.push_str(&iso(day.saturating_add(epoch))),
            (None, Err(_)) => {}
        }
    }

    /// The day after 9999-12-31, beyond which Excel shows no dates.
    fn end(self) -> i64 {
        match self {
            Self::From1900 => 2_958_466,
            Self::From1904 => 2_957_004,
        }
    }
}

/// Appends the number that stands in a cell as `text`, as what its format makes of it; what is no number stays as it is.
pub(super) fn push_number(out: &mut String, text: &str, kind: Kind, calendar: Calendar) {
    // Most numbers are short whole ones, and already as they should be.
    let is_plain = text.len() <= 15 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if kind == Kind::Number && is_plain {
        return out.push_str(text);
    }
    let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return out.push_str(text);
    };
    // Milliseconds: serial numbers carry noise far below.
    let milliseconds = libm::round(value * DAY as f64);
    match kind {
        Kind::Duration if value.abs() < MAX_DURATION_DAYS => {
            if milliseconds < 0.0 {
                out.push('-');
            }
            push_time(out, milliseconds.abs() as i64);
        }
        Kind::Date | Kind::DateTime | Kind::Time
            if milliseconds >= 0.0 && milliseconds < (calendar.end() * DAY) as f64 =>
        {
            let milliseconds = milliseconds as i64;
            push_moment(out, milliseconds / DAY, milliseconds % DAY, kind, calendar);
        }
        _ => push_f64(out, if value == 0.0 { 0.0 } else { value }),
    }
}

/// A date shows its time where it has one, and a time its date: a format hides, but must not lose.
fn push_moment(out: &mut String, day: i64, milliseconds: i64, kind: Kind, calendar: Calendar) {
    if kind == Kind::Time && day == 0 {
        return push_time(out, milliseconds);
    }
    calendar.push_day(out, day);
    if kind != Kind::Date || milliseconds != 0 {
        out.push(' ');
        push_time(out, milliseconds);
    }
}

/// `HH:MM:SS`, with `.fff` where there are milliseconds.
fn push_time(out: &mut String, milliseconds: i64) {
    let seconds = milliseconds / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let written = match milliseconds % 1_000 {
        0 => write!(out, "{hours:02}:{minutes:02}:{seconds:02}"),
        fraction => write!(out, "{hours:02}:{minutes:02}:{seconds:02}.{fraction:03}"),
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

/// Appends a date in ISO 8601 in the same form; what is none, or has a time zone, stays as it is.
pub(super) fn push_iso(out: &mut String, text: &str, kind: Kind) {
    let trimmed = text.trim();
    let (day, time) = match trimmed.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None if trimmed.contains(':') => ("", Some(trimmed)),
        None => (trimmed, None),
    };
    let milliseconds = match time.map(|time| parse_time(time.strip_suffix('Z').unwrap_or(time))) {
        Some(None) => return out.push_str(text),
        Some(Some(milliseconds)) => Some(milliseconds),
        None => None,
    };
    match (day, milliseconds) {
        ("", Some(milliseconds)) => push_time(out, milliseconds),
        (day, _) if parse_iso(day).is_none() => out.push_str(text),
        (day, None) => out.push_str(day),
        (day, Some(0)) if kind == Kind::Date => out.push_str(day),
        (day, Some(milliseconds)) => {
            out.push_str(day);
            out.push(' ');
            push_time(out, milliseconds);
        }
    }
}

/// Milliseconds of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f…` within a day.
fn parse_time(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':').map(|part| match part.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(i64::from(tens - b'0') * 10 + i64::from(ones - b'0')),
        _ => None,
    });
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{fraction:0<3}").get(..3)?.parse::<i64>().ok()?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::from_ymd;

    fn number(text: &str, kind: Kind, calendar: Calendar) -> String {
        let mut out = String::new();
        push_number(&mut out, text, kind, calendar);
        out
    }

    #[test]
    fn epochs_are_where_excel_has_them() {
        let days = |year, month, day| i64::from(from_ymd(year, month, day).expect("a real date"));
        assert_eq!(days(1899, 12, 31), -25_568);
        assert_eq!(days(1899, 12, 30), -25_569);
        assert_eq!(days(1904, 1, 1), -24_107);
        assert_eq!(days(9999, 12, 31) + 1, Calendar::From1900.end() - 25_569);
        assert_eq!(days(9999, 12, 31) + 1, Calendar::From1904.end() - 24_107);
    }

    #[test]
    fn serial_numbers_are_dates_by_the_calendar() {
        use Calendar::{From1900, From1904};
        for (text, kind, calendar, expected) in [
            ("0", Kind::Date, From1900, "1900-01-00"),
            ("1", Kind::Date, From1900, "1900-01-01"),
            ("59", Kind::Date, From1900, "1900-02-28"),
            ("60", Kind::Date, From1900, "1900-02-29"),
            ("61", Kind::Date, From1900, "1900-03-01"),
            ("45351", Kind::Date, From1900, "2024-02-29"),
            ("45351.5", Kind::Date, From1900, "2024-02-29 12:00:00"),
            ("45351", Kind::DateTime, From1900, "2024-02-29 00:00:00"),
            ("45350.999999999", Kind::Date, From1900, "2024-02-29"),
            ("45351.524305555555", Kind::DateTime, From1900, "2024-02-29 12:35:00"),
            ("45351.000001157", Kind::DateTime, From1900, "2024-02-29 00:00:00.100"),
            ("2958465", Kind::Date, From1900, "9999-12-31"),
            ("2958466", Kind::Date, From1900, "2958466"),
            ("2958465.9999999999", Kind::DateTime, From1900, "2958466"),
            ("-1", Kind::Date, From1900, "-1"),
            ("0", Kind::Date, From1904, "1904-01-01"),
            ("43889", Kind::Date, From1904, "2024-02-29"),
            ("0.75", Kind::Time, From1900, "18:00:00"),
            ("0.75", Kind::Time, From1904, "18:00:00"),
            ("45351.75", Kind::Time, From1900, "2024-02-29 18:00:00"),
            ("1.5", Kind::Duration, From1900, "36:00:00"),
            ("-0.5", Kind::Duration, From1900, "-12:00:00"),
            ("1e9", Kind::Duration, From1900, "1000000000"),
            ("x", Kind::Date, From1900, "x"),
        ] {
            assert_eq!(number(text, kind, calendar), expected, "{text} {kind:?} {calendar:?}");
        }
    }

    #[test]
    fn numbers_are_short_and_read_back() {
        for (text, expected) in [
            ("42", "42"),
            ("42.0", "42"),
            ("1.1000000000000001", "1.1"),
            ("1E-4", "0.0001"),
            ("007", "7"),
            ("-0", "0"),
            ("999999999999999", "999999999999999"),
            ("1.2345678901234567E+19", "1.2345678901234567e19"),
            ("inf", "inf"),
            ("NaN", "NaN"),
            ("", ""),
        ] {
            assert_eq!(number(text, Kind::Number, Calendar::From1900), expected);
        }
    }

    #[test]
    fn iso_dates_take_the_same_form() {
        for (text, kind, expected) in [
            ("2024-02-29", Kind::DateTime, "2024-02-29"),
            ("2024-02-29T00:00:00", Kind::Date, "2024-02-29"),
            ("2024-02-29T00:00:00", Kind::DateTime, "2024-02-29 00:00:00"),
            ("2024-02-29T12:30:00.25Z", Kind::Date, "2024-02-29 12:30:00.250"),
            ("2024-02-29T12:30", Kind::Date, "2024-02-29 12:30:00"),
            ("12:30:01", Kind::Time, "12:30:01"),
            ("T12:30:01", Kind::Time, "12:30:01"),
            ("2024-02-30", Kind::Date, "2024-02-30"),
            ("2024-02-29T25:00:00", Kind::Date, "2024-02-29T25:00:00"),
            ("2024-02-29T12:00:00+01:00", Kind::Date, "2024-02-29T12:00:00+01:00"),
            ("", Kind::Date, ""),
        ] {
            let mut out = String::new();
            push_iso(&mut out, text, kind);
            assert_eq!(out, expected, "{text}");
        }
    }
}
