//! Calendar days as day numbers since 1970-01-01 (proleptic Gregorian, no zone).

use chrono::{Datelike, NaiveDate};

/// Days since 1970-01-01.
pub type Day = i32;

/// Day number of 1970-01-01 in chrono's count from the Common Era.
const EPOCH_FROM_CE: i32 = 719_163;

/// The day number of a calendar date; `None` for an impossible one.
pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) || !(0..=9999).contains(&year) {
        return None;
    }
    Some(days_from_civil(year, month, day))
}

/// Hinnant's algorithm ("chrono-Compatible Low-Level Date Algorithms", `days_from_civil`): much faster than a checked constructor in a hot loop.
fn days_from_civil(year: i32, month: u32, day: u32) -> Day {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Days in a month, 1-12.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The calendar date of a day number; days outside chrono's range (±262,000 years) give 1970-01-01.
pub fn to_date(day: Day) -> NaiveDate {
    day.checked_add(EPOCH_FROM_CE).and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or_default()
}

/// `YYYY-MM-DD`.
pub fn iso(day: Day) -> String {
    let date = to_date(day);
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads `YYYY-MM-DD` and nothing else.
pub fn parse_iso(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        bytes[range].iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    from_ymd(digits(0..4)? as i32, digits(5..7)?, digits(8..10)?)
}

/// A month counted from January of year 0: `year * 12 + month - 1`. Differences are whole months.
pub type Month = i32;

/// The month a day lies in.
pub fn month_of(day: Day) -> Month {
    let date = to_date(day);
    date.year() * 12 + date.month0() as i32
}

/// First and last day of a month.
pub fn month_bounds(month: Month) -> (Day, Day) {
    let (year, number) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
    let first = days_from_civil(year, number, 1);
    (first, first + days_in_month(year, number) as i32 - 1)
}

/// `YYYY-MM`.
pub fn month_text(month: Month) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_centuries_agrees_with_chrono() {
        let mut day = from_ymd(1600, 1, 1).expect("a real date");
        let last = from_ymd(2400, 12, 31).expect("a real date");
        while day <= last {
            let date = to_date(day);
            assert_eq!(from_ymd(date.year(), date.month(), date.day()), Some(day));
            day += 1;
        }
        assert_eq!(from_ymd(1970, 1, 1), Some(0));
        assert_eq!(from_ymd(2021, 2, 29), None);
        assert_eq!(from_ymd(2021, 13, 1), None);
    }

    #[test]
    fn months_have_bounds_and_texts() {
        let month = month_of(from_ymd(2024, 2, 10).expect("a real date"));
        assert_eq!(month_text(month), "2024-02");
        assert_eq!(month_bounds(month), (from_ymd(2024, 2, 1).expect("real"), from_ymd(2024, 2, 29).expect("real")));
        assert_eq!(parse_iso("2024-02-29").map(iso).as_deref(), Some("2024-02-29"));
        assert_eq!(parse_iso("2024-2-29"), None);
    }
}
