//! Days as spreadsheets count them.

use super::dates::SerialSystem;
use super::numbers::is_plain;
use crate::base::date::{Day, from_ymd};

/// A spreadsheet's day number as a day, and whether it also told a time.
pub(super) fn serial_day(text: &str, system: SerialSystem) -> Option<(Day, bool)> {
    /// Above the number of the last day that a spreadsheet knows, 9999-12-31, in either system.
    const BEYOND: f64 = 2_958_466.0;
    let value: f64 = is_plain(text.as_bytes()).then(|| text.parse().ok()).flatten()?;
    let serial = (0.0..BEYOND).contains(&value).then(|| value.floor() as i32)?;
    let day = match system {
        SerialSystem::Excel1900 => match serial {
            0 | 60 => return None,
            1..60 => from_ymd(1899, 12, 31)? + serial,
            _ => from_ymd(1899, 12, 30)? + serial,
        },
        SerialSystem::Excel1904 => from_ymd(1904, 1, 1)? + serial,
    };
    (day <= from_ymd(9999, 12, 31)?).then_some((day, value.fract() != 0.0))
}
