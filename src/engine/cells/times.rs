//! Points in time: dates with a time of day, to the millisecond (spec stores.md and ecommerce.md, section 2).

use super::dates::{DAY_MILLISECONDS, Date, DateOrder, DateRule, parse};
use super::present;
use super::serial::serial_day;
use crate::base::date::{Day, iso, to_date};
use crate::engine::text::TextColumn;

/// Milliseconds since 1970-01-01T00:00, without a zone.
pub type Moment = i64;

/// A row's time that is missing.
pub const MISSING: Moment = Moment::MIN;
/// A row's text that is not a time.
pub const INVALID: Moment = Moment::MIN + 1;

/// A column of times: one moment per row, or [`MISSING`] or [`INVALID`].
#[derive(Debug, Clone)]
pub struct TimeColumn {
    pub moments: Vec<Moment>,
    /// Values that told an offset and were turned to UTC.
    pub turned: u32,
    pub order: DateOrder,
    /// Values written number-number-year, whose order the column had to decide.
    pub ordered: u32,
    /// How many of them are a time day first, and month first.
    fits: (u32, u32),
    /// As many of them fit day first as month first.
    pub uncertain: bool,
    /// A value that fits the decided order only.
    pub deciding: Option<String>,
    /// The first value whose order the column had to decide.
    pub example: Option<String>,
    pub rule: DateRule,
}

/// Whether a moment stands for a real time.
pub fn is_time(moment: Moment) -> bool {
    moment > INVALID
}

/// The day that a moment lies in.
pub fn day_of(moment: Moment) -> Day {
    moment.div_euclid(i64::from(DAY_MILLISECONDS)) as Day
}

/// `YYYY-MM-DDTHH:MM:SS`, with `.mmm` only when it is not zero.
pub fn text(moment: Moment) -> String {
    let rest = moment.rem_euclid(i64::from(DAY_MILLISECONDS));
    let (seconds, milliseconds) = (rest / 1000, rest % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let whole = format!("{}T{hours:02}:{minutes:02}:{seconds:02}", iso(day_of(moment)));
    if milliseconds == 0 { whole } else { format!("{whole}.{milliseconds:03}") }
}

/// The hour of the day, 0 to 23.
pub fn hour_of(moment: Moment) -> u32 {
    (moment.rem_euclid(i64::from(DAY_MILLISECONDS)) / 3_600_000) as u32
}

/// Whether a moment lies in the years 2000 to 2100.
pub fn is_plausible(moment: Moment) -> bool {
    use chrono::Datelike as _;
    (2000..=2100).contains(&to_date(day_of(moment)).year())
}

/// Reads a column; the number-number-year values take the order that more of them fit, a tie is month first. Rows in
/// `skip` (ascending) are left as [`MISSING`] and do not count.
pub fn read(cells: &TextColumn, skip: &[u32], rule: DateRule) -> TimeColumn {
    let mut column = TimeColumn {
        moments: Vec::with_capacity(cells.len()),
        turned: 0,
        order: DateOrder::MonthFirst,
        ordered: 0,
        fits: (0, 0),
        uncertain: false,
        deciding: None,
        example: None,
        rule,
    };
    let mut waiting = Vec::new();
    let (mut day_fits, mut month_fits) = (0u32, 0u32);
    let (mut day_value, mut month_value) = (None, None);
    let mut skipped = skip.iter().copied().peekable();
    for (row, cell) in cells.iter().enumerate() {
        let text = if skipped.next_if_eq(&(row as u32)).is_some() { None } else { present(cell) };
        let Some(text) = text else {
            column.moments.push(MISSING);
            continue;
        };
        if let DateRule::Serial(system) = rule {
            column.moments.push(serial_day(text, system).map_or(INVALID, |(day, _)| serial_moment(text, day)));
            continue;
        }
        let Some(parsed) = parse(text) else {
            column.moments.push(INVALID);
            continue;
        };
        column.turned += u32::from(parsed.offset_minutes.is_some());
        if let Date::Day(_) = parsed.date {
            column.moments.push(parsed.moment(DateOrder::MonthFirst).unwrap_or(INVALID));
            continue;
        }
        let fits = (parsed.moment(DateOrder::DayFirst).is_some(), parsed.moment(DateOrder::MonthFirst).is_some());
        day_fits += u32::from(fits.0);
        month_fits += u32::from(fits.1);
        match fits {
            (true, false) => day_value = day_value.or(Some(row)),
            (false, true) => month_value = month_value.or(Some(row)),
            _ => {}
        }
        waiting.push((row, parsed));
        column.moments.push(INVALID);
    }
    column.ordered = waiting.len() as u32;
    column.fits = (day_fits, month_fits);
    column.decide();
    let trimmed = |row: usize| cells.get(row).map(|text| text.trim().to_owned());
    let deciding = if column.order == DateOrder::DayFirst { day_value } else { month_value };
    column.deciding = deciding.and_then(trimmed);
    column.example = waiting.first().and_then(|(row, _)| trimmed(*row));
    for (row, parsed) in waiting {
        column.moments[row] = parsed.moment(column.order).unwrap_or(INVALID);
    }
    column
}

/// Reads the rows that follow those of a column, by the same rule, and puts them behind these. `None` where the rows before
/// would have to be read again: all together fit another order.
pub fn read_on(cells: &TextColumn, skip: &[u32], before: &TimeColumn) -> Option<TimeColumn> {
    let mut column = read(cells, skip, before.rule);
    let mut all = TimeColumn {
        moments: Vec::new(),
        deciding: before.deciding.clone(),
        example: before.example.clone(),
        ..*before
    };
    all.ordered += column.ordered;
    all.fits = (before.fits.0 + column.fits.0, before.fits.1 + column.fits.1);
    all.turned += column.turned;
    all.decide();
    if before.ordered > 0 && all.order != before.order {
        return None;
    }
    if column.ordered > 0 && column.order != all.order {
        column = read(cells, skip, DateRule::Order(all.order));
    }
    all.deciding = all.deciding.or(column.deciding);
    all.example = all.example.or(column.example);
    all.moments = [before.moments.as_slice(), &column.moments].concat();
    Some(all)
}

/// A spreadsheet's day with its share of the day as a time, to the millisecond.
fn serial_moment(text: &str, day: Day) -> Moment {
    let share = text.parse::<f64>().map_or(0.0, f64::fract);
    i64::from(day) * i64::from(DAY_MILLISECONDS) + libm::round(share * f64::from(DAY_MILLISECONDS)) as i64
}

impl TimeColumn {
    fn decide(&mut self) {
        let (day_fits, month_fits) = self.fits;
        (self.order, self.uncertain) = self.rule.decide(day_fits.cmp(&month_fits), self.ordered > 0);
    }

    /// Whether a person should say which order it is.
    pub fn asks(&self) -> bool {
        self.uncertain
    }

    /// How the column was read, a sentence; empty where there was nothing to decide.
    pub fn how(&self) -> String {
        let order = if self.order == DateOrder::DayFirst { "day first" } else { "month first" };
        let example = self.example.as_deref().unwrap_or_default();
        match (self.rule, &self.deciding) {
            (DateRule::Serial(_), _) => "Read as spreadsheet days, as chosen.".to_owned(),
            (_, _) if self.ordered == 0 => String::new(),
            (DateRule::Order(_), _) => format!("Times like “{example}” were read {order}, as chosen."),
            (DateRule::Auto, _) if self.uncertain => {
                format!("Times like “{example}” fit both day first and month first; they were read month first.")
            }
            (DateRule::Auto, Some(value)) => format!("Times were read {order}: “{value}” fits no other order."),
            (DateRule::Auto, None) => format!("Times like “{example}” were read {order}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_texts(cells: &[&str]) -> Vec<String> {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(Some(cell)));
        let moment = |moment| match moment {
            MISSING => "missing".to_owned(),
            INVALID => "invalid".to_owned(),
            moment => text(moment),
        };
        read(&column, &[], DateRule::Auto).moments.into_iter().map(moment).collect()
    }

    #[test]
    fn times_keep_milliseconds_and_leave_for_utc() {
        let read = read_texts(&[
            "2023-03-24T04:52:21",
            "2023-03-24 23:30:00.9876 -02:00",
            "24.03.2023 5:07 PM",
            "20230324",
            "1679633541",
            "1679633541123",
            "2023-02-30",
            "NULL",
        ]);
        let expected = [
            "2023-03-24T04:52:21",
            "2023-03-25T01:30:00.987",
            "2023-03-24T17:07:00",
            "2023-03-24T00:00:00",
            "2023-03-24T04:52:21",
            "2023-03-24T04:52:21.123",
            "invalid",
            "missing",
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn the_order_that_more_values_fit_is_taken_and_a_tie_is_month_first() {
        assert_eq!(
            read_texts(&["03/24/2023 4:52:21", "01/02/2023 1:00"]),
            ["2023-03-24T04:52:21", "2023-01-02T01:00:00"]
        );
        assert_eq!(read_texts(&["24/03/2023", "25/03/2023", "03/24/2023"])[2], "invalid");
        assert_eq!(
            read_texts(&["24-03-2023", "03-24-2023", "01-02-2023"]),
            ["invalid", "2023-03-24T00:00:00", "2023-01-02T00:00:00"]
        );
    }
}
