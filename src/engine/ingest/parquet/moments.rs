//! Days, times of day and time stamps as text.

use super::text::push_display;

/// Two digits, faster than the formatter: a column of time stamps has five pairs in every cell.
fn push_two(out: &mut String, value: i64) {
    out.push(char::from(b'0' + (value / 10 % 10) as u8));
    out.push(char::from(b'0' + (value % 10) as u8));
}

/// `YYYY-MM-DD`; years outside 0 to 9999 with their sign, as ISO 8601 writes them.
pub(super) fn push_date(out: &mut String, day: i64) {
    // Hinnant's algorithm, "civil_from_days", in 64 bits: any day that any unit can express.
    let shifted = day + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    if (0..=9_999).contains(&year) {
        push_two(out, year / 100);
        push_two(out, year % 100);
    } else {
        push_display(out, format_args!("{year:+05}"));
    }
    out.push('-');
    push_two(out, month);
    out.push('-');
    push_two(out, day_of_year - (153 * from_march + 2) / 5 + 1);
}

const DAY_SECONDS: i64 = 86_400;

/// Time stamps from seconds and ticks of a second.
pub(super) fn push_timestamp(out: &mut String, seconds: i64, ticks: i64, per_second: i64) {
    push_date(out, seconds.div_euclid(DAY_SECONDS));
    out.push(' ');
    push_clock(out, seconds.rem_euclid(DAY_SECONDS), ticks, per_second);
}

/// `HH:MM:SS[.ffffff]`.
fn push_clock(out: &mut String, seconds: i64, ticks: i64, per_second: i64) {
    let hour = seconds / 3_600;
    if hour < 100 {
        push_two(out, hour)
    } else {
        push_display(out, hour)
    }
    out.push(':');
    push_two(out, seconds / 60 % 60);
    out.push(':');
    push_two(out, seconds % 60);
    let micros = ticks * 1_000_000 / per_second;
    if micros != 0 {
        push_display(out, format_args!(".{micros:06}"));
    }
}

/// Times are 0 to 24 hours; what is not is written as it is, for a person to see.
pub(super) fn push_time(out: &mut String, ticks: i64, per_second: i64) {
    if ticks < 0 {
        return push_display(out, ticks);
    }
    push_clock(out, ticks / per_second, ticks % per_second, per_second);
}

/// Nanoseconds of the day and the Julian day.
pub(super) fn push_julian(out: &mut String, bytes: &[u8]) {
    const EPOCH: i64 = 2_440_588;
    const PER_SECOND: i64 = 1_000_000_000;
    let (nanos, day) = bytes.split_at(8);
    let nanos = nanos.iter().rev().fold(0, |sum, byte| (sum << 8) | i64::from(*byte));
    let day = day.iter().rev().fold(0, |sum, byte| (sum << 8) | i64::from(*byte));
    let seconds = (day - EPOCH) * DAY_SECONDS + nanos.div_euclid(PER_SECOND);
    push_timestamp(out, seconds, nanos.rem_euclid(PER_SECOND), PER_SECOND);
}

/// An ISO 8601 duration, `P1M2DT3.5S`.
pub(super) fn push_interval(out: &mut String, bytes: &[u8]) {
    let part = |from: usize| bytes[from..from + 4].iter().rev().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte));
    let (months, days, millis) = (part(0), part(4), part(8));
    push_display(out, format_args!("P{months}M{days}DT{}", millis / 1_000));
    if millis % 1_000 != 0 {
        push_display(out, format_args!(".{:03}", millis % 1_000));
    }
    out.push('S');
}

#[cfg(test)]
mod tests {
    use crate::engine::ingest::parquet::text::{Meaning, Raw};

    fn text(meaning: Meaning, raw: Raw<'_>) -> String {
        let mut out = String::new();
        meaning.push(&mut out, raw);
        out
    }

    #[test]
    fn time_stamps_enter_as_the_spec_writes_them() {
        let stamp = |per_second, ticks| text(Meaning::Timestamp { per_second }, Raw::Int(ticks));
        assert_eq!(stamp(1_000, 1_609_459_200_000), "2021-01-01 00:00:00");
        assert_eq!(stamp(1_000_000, -1), "1969-12-31 23:59:59.999999");
        assert_eq!(stamp(1_000_000_000, 1_500), "1970-01-01 00:00:00.000001");
        assert_eq!(stamp(1_000, 253_402_300_800_000), "+10000-01-01 00:00:00");
        assert_eq!(stamp(1_000, i64::MAX), "+292278994-08-17 07:12:55.807000");
        assert_eq!(stamp(1_000, i64::MIN), "-292275055-05-16 16:47:04.192000");
        assert_eq!(stamp(1_000_000_000, i64::MIN), "1677-09-21 00:12:43.145224");
    }

    #[test]
    fn days_agree_with_the_calendar() {
        for day in (-719_528..2_932_897).step_by(97) {
            assert_eq!(text(Meaning::Date, Raw::Int(day)), crate::base::date::iso(i32::try_from(day).expect("small")));
        }
        assert_eq!(text(Meaning::Date, Raw::Int(-719_529)), "-0001-12-31");
        assert_eq!(text(Meaning::Date, Raw::Int(i64::from(i32::MAX))), "+5881580-07-11");
    }

    #[test]
    fn times_and_intervals_are_written_plainly() {
        let time = |per_second, ticks| text(Meaning::Time { per_second }, Raw::Int(ticks));
        assert_eq!(time(1_000, 0), "00:00:00");
        assert_eq!(time(1_000_000, 86_399_999_999), "23:59:59.999999");
        assert_eq!(time(1_000_000_000, 3_661_000_001_000), "01:01:01.000001");
        assert_eq!(time(1_000, -5), "-5");
        let mut bytes = [0u8; 12];
        (bytes[0], bytes[4], bytes[8], bytes[9]) = (14, 3, 0xf4, 1);
        assert_eq!(text(Meaning::Interval, Raw::Bytes(&bytes)), "P14M3DT0.500S");
    }

    #[test]
    fn julian_days_reach_as_far_as_their_bits() {
        let stamp = |nanos: i64, day: u32| {
            let mut bytes = nanos.to_le_bytes().to_vec();
            bytes.extend(day.to_le_bytes());
            text(Meaning::JulianTimestamp, Raw::Bytes(&bytes))
        };
        assert_eq!(stamp(0, 2_440_588), "1970-01-01 00:00:00");
        assert_eq!(stamp(1_001_000, 2_459_216), "2021-01-01 00:00:00.001001");
        assert_eq!(stamp(-1_000, 2_440_588), "1969-12-31 23:59:59.999999");
        assert!(stamp(i64::MAX, u32::MAX).starts_with("+11754801-03-23 23:"));
    }
}
