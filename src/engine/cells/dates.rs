//! Dates as exports write them. Day-first or month-first is decided once per column, from all of its values.

mod written;

use std::cmp::Ordering;

use written::Parsed;
pub(super) use written::{DAY_MILLISECONDS, Date, parse};

use super::present;
use super::serial::serial_day;
use crate::base::date::Day;
use crate::engine::passes;
use crate::engine::text::TextColumn;
use crate::protocol::Reading;

/// How `a/b/YYYY` and `a-b-YYYY` are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// The first day that a spreadsheet counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SerialSystem {
    /// Day 1 is 1900-01-01, and day 60 a 29 February 1900 that never was.
    Excel1900,
    /// Day 0 is 1904-01-01.
    Excel1904,
}

/// How a column's dates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRule {
    /// Values that fit one order only vote; without a majority it is month-first.
    Auto,
    Order(DateOrder),
    /// Every value is a number of days; decimals are a time of day.
    Serial(SerialSystem),
}

impl DateRule {
    /// The rule that a person chose for a column, else the one given.
    pub fn chosen(reading: Option<Reading>, otherwise: Self) -> Self {
        match reading {
            Some(Reading::DayFirst) => Self::Order(DateOrder::DayFirst),
            Some(Reading::MonthFirst) => Self::Order(DateOrder::MonthFirst),
            Some(Reading::Excel1900) => Self::Serial(SerialSystem::Excel1900),
            Some(Reading::Excel1904) => Self::Serial(SerialSystem::Excel1904),
            _ => otherwise,
        }
    }

    /// The order of a column in which day first has fewer or more votes than month first, and whether it was to be found
    /// from votes that are equal. `ordered`: some value has to be read in it.
    pub(super) fn decide(self, day_first: Ordering, ordered: bool) -> (DateOrder, bool) {
        let order = match self {
            Self::Order(order) => order,
            Self::Auto if day_first.is_gt() => DateOrder::DayFirst,
            Self::Auto | Self::Serial(_) => DateOrder::MonthFirst,
        };
        (order, self == Self::Auto && ordered && day_first.is_eq())
    }
}

/// A row's date that is missing.
pub const MISSING: Day = Day::MIN;
/// A row's text that is not a date.
pub const INVALID: Day = Day::MIN + 1;

/// A column of dates: one day per row, or [`MISSING`] or [`INVALID`].
#[derive(Debug, Clone)]
pub struct DateColumn {
    pub days: Vec<Day>,
    /// Rows whose text also told a time of day; ascending.
    pub timed: Vec<u32>,
    /// Rows whose text told an offset from UTC; ascending.
    pub offset: Vec<u32>,
    pub order: DateOrder,
    /// Values whose order the column had to decide.
    pub ordered: usize,
    /// Of these, values that are one day in one order and another day in the other.
    pub ambiguous: usize,
    /// Values that fit day first only, and month first only.
    votes: (u64, u64),
    /// The order was to be found, but the values vote equally.
    pub uncertain: bool,
    /// A value that fits the decided order only.
    pub deciding: Option<String>,
    /// A value whose order the column had to decide; where there is one, one that fits both.
    pub example: Option<String>,
    pub rule: DateRule,
}

/// Whether a day stands for a real date.
pub fn is_date(day: Day) -> bool {
    day > INVALID
}

/// Reads a column. Rows in `skip` (ascending) are left as [`MISSING`] and do not vote.
pub fn read(cells: &TextColumn, skip: &[u32], rule: DateRule) -> DateColumn {
    let mut column = DateColumn {
        days: Vec::with_capacity(cells.len()),
        timed: Vec::new(),
        offset: Vec::new(),
        order: DateOrder::MonthFirst,
        ordered: 0,
        ambiguous: 0,
        votes: (0, 0),
        uncertain: false,
        deciding: None,
        example: None,
        rule,
    };
    let serial = if let DateRule::Serial(system) = rule { Some(system) } else { None };
    // Rows whose reading waits for the column's decision.
    let mut waiting: Vec<(u32, Parsed)> = Vec::new();
    let (mut day_votes, mut month_votes) = (0u64, 0u64);
    let (mut day_value, mut month_value) = (None, None);
    let mut skipped = skip.iter().copied().peekable();
    let mut all = cells.iter();
    passes::for_each(cells.len(), |row| {
        let cell = all.next().flatten();
        if skipped.next_if_eq(&(row as u32)).is_some() {
            column.days.push(MISSING);
            return;
        }
        let Some(text) = present(cell) else {
            column.days.push(MISSING);
            return;
        };
        if let Some(system) = serial {
            let found = serial_day(text, system);
            column.days.push(found.map_or(INVALID, |(day, _)| day));
            if found.is_some_and(|(_, timed)| timed) {
                column.timed.push(row as u32);
            }
            return;
        }
        if let Some(day) = crate::base::date::parse_iso(text) {
            column.days.push(day);
            return;
        }
        let Some(parsed) = parse(text) else {
            column.days.push(INVALID);
            return;
        };
        if let Date::Undecided { first, second, .. } = parsed.date {
            if first > 12 && second <= 12 {
                day_votes += 1;
                day_value.get_or_insert(row);
            } else if second > 12 && first <= 12 {
                month_votes += 1;
                month_value.get_or_insert(row);
            }
            waiting.push((row as u32, parsed));
            column.days.push(INVALID);
            return;
        }
        let day = parsed.day(DateOrder::MonthFirst);
        column.note(row as u32, &parsed, day);
        column.days.push(day.unwrap_or(INVALID));
    });
    column.ordered = waiting.len();
    column.votes = (day_votes, month_votes);
    column.decide();
    let deciding = if column.order == DateOrder::DayFirst { day_value } else { month_value };
    let text = |row: usize| cells.get(row).map(|text| text.trim().to_owned());
    column.deciding = deciding.and_then(text);
    column.example = waiting.first().and_then(|(row, _)| text(*row as usize));
    for (row, parsed) in waiting {
        let days = (parsed.day(DateOrder::DayFirst), parsed.day(DateOrder::MonthFirst));
        let (day, other) = if column.order == DateOrder::DayFirst { days } else { (days.1, days.0) };
        if day.is_some() && other.is_some() && day != other {
            if column.ambiguous == 0 {
                column.example = cells.get(row as usize).map(|text| text.trim().to_owned());
            }
            column.ambiguous += 1;
        }
        column.note(row, &parsed, day);
        column.days[row as usize] = day.unwrap_or(INVALID);
    }
    column.timed.sort_unstable();
    column.offset.sort_unstable();
    column
}

/// Reads the rows that follow those of a column, which was read by the same rule; the account is that of all. `None` where
/// the rows before would have to be read again: all together vote for another order.
pub fn read_on(cells: &TextColumn, skip: &[u32], before: &DateColumn) -> Option<DateColumn> {
    let mut column = read(cells, skip, before.rule);
    let mut all = before.clone();
    all.ordered += column.ordered;
    all.votes = (before.votes.0 + column.votes.0, before.votes.1 + column.votes.1);
    all.decide();
    if before.ordered > 0 && all.order != before.order {
        return None;
    }
    if column.ordered > 0 && column.order != all.order {
        column = read(cells, skip, DateRule::Order(all.order));
    }
    all.deciding = all.deciding.or(column.deciding);
    let own_example = before.ambiguous == 0 && (column.ambiguous > 0 || before.ordered == 0);
    all.example = if own_example { column.example } else { all.example };
    all.ambiguous += column.ambiguous;
    Some(DateColumn { days: column.days, timed: column.timed, offset: column.offset, ..all })
}

impl DateColumn {
    fn decide(&mut self) {
        let (day_votes, month_votes) = self.votes;
        (self.order, self.uncertain) = self.rule.decide(day_votes.cmp(&month_votes), self.ordered > 0);
    }

    /// How the column was read, without its rows.
    #[must_use]
    pub fn account(&self) -> Self {
        Self {
            days: Vec::new(),
            timed: Vec::new(),
            offset: Vec::new(),
            deciding: self.deciding.clone(),
            example: self.example.clone(),
            ..*self
        }
    }

    /// Whether a person should say which order it is: some value is a date in both, and none decides.
    pub fn asks(&self) -> bool {
        self.uncertain && self.ambiguous > 0
    }

    /// How the column was read, a sentence; empty where there was nothing to decide.
    pub fn how(&self) -> String {
        let order = if self.order == DateOrder::DayFirst { "day first" } else { "month first" };
        let example = self.example.as_deref().unwrap_or_default();
        match (self.rule, &self.deciding) {
            (DateRule::Serial(SerialSystem::Excel1900), _) => {
                "Read as spreadsheet days since 1900, as chosen.".to_owned()
            }
            (DateRule::Serial(SerialSystem::Excel1904), _) => {
                "Read as spreadsheet days since 1904, as chosen.".to_owned()
            }
            (_, _) if self.ordered == 0 => String::new(),
            (DateRule::Order(_), _) => format!("Dates like “{example}” were read {order}, as chosen."),
            (DateRule::Auto, _) if self.asks() => {
                format!("Dates like “{example}” fit both day first and month first; they were read month first.")
            }
            (DateRule::Auto, Some(value)) => format!("Dates were read {order}: “{value}” fits no other order."),
            (DateRule::Auto, None) => format!("Dates like “{example}” were read {order}."),
        }
    }

    fn note(&mut self, row: u32, parsed: &Parsed, day: Option<Day>) {
        if day.is_some() {
            if parsed.time.is_some() {
                self.timed.push(row);
            }
            if parsed.offset_minutes.is_some() {
                self.offset.push(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::date::iso;

    fn column(cells: &[&str]) -> TextColumn {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(Some(cell)));
        column
    }

    fn one(text: &str) -> Option<String> {
        let day = read(&column(&[text]), &[], DateRule::Auto).days[0];
        is_date(day).then(|| iso(day))
    }

    #[test]
    fn every_listed_shape_is_read() {
        for text in [
            "2021-03-05",
            "2021/03/05",
            "2021-3-5",
            "20210305",
            "05.03.2021",
            "5.3.2021",
            "3/5/2021",
            "03-05-2021",
            "5 Mar 2021",
            "5 March 2021",
            "Mar 5, 2021",
            "MARCH 5, 2021",
            "2021-Mar-5",
            "05-Mar-2021",
            "2021-03-05T23:59:59",
            "2021-03-05 23:59:59.123456",
            "2021-03-05 9:05",
            "2021-03-05 11:59 PM",
            "3/5/2021 12:00 AM",
            "2021-03-05T10:00:00Z",
            "2021-03-05 10:00:00 UTC",
            "2021-03-05T01:00:00+01:00",
            "2021-03-04T23:30:00-01:00",
            "2021-03-06T00:30:00+0100",
            "1614902400",
            "1614902400000",
        ] {
            assert_eq!(one(text).as_deref(), Some("2021-03-05"), "{text}");
        }
        assert_eq!(one("Sept 9, 2020").as_deref(), Some("2020-09-09"));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "2021-02-30",
            "13/32/2021",
            "not a date",
            "21-03-05",
            "5/3/21",
            "2021-03-05 24:00",
            "2021-03-05 10:60",
            "2021-03-05x",
            "2021-03",
            "1234567",
            "12345678901",
            "2021-03-05 13:00 PM",
            "2021-03-05T10:00+25:00",
            "2021.03.05",
            "99999999",
            "Mar 2021",
            "2021-03-05 ",
            "é",
        ] {
            assert_eq!(
                one(text.trim_start()).as_deref(),
                if text == "2021-03-05 " { Some("2021-03-05") } else { None },
                "{text}"
            );
        }
    }

    #[test]
    fn the_column_votes_on_its_order() {
        let read_all = |cells: &[&str]| read(&column(cells), &[], DateRule::Auto);
        let day_first = read_all(&["25/12/2021", "01/02/2021", "13-01-2021", "1/31/2021"]);
        assert_eq!(day_first.order, DateOrder::DayFirst);
        assert_eq!(day_first.deciding.as_deref(), Some("25/12/2021"));
        assert_eq!(iso(day_first.days[1]), "2021-02-01");
        assert_eq!(day_first.days[3], INVALID, "a value that does not fit the decision is not a date");
        let undecided = read_all(&["01/02/2021", "3/4/2021"]);
        assert!(undecided.asks() && undecided.order == DateOrder::MonthFirst);
        let no_date = read_all(&["13/32/2021", "4/4/2021"]);
        assert!(no_date.uncertain && !no_date.asks(), "nothing to choose between");
        assert!(!read_all(&["2021-01-02"]).uncertain);
        let given = read(&column(&["01/02/2021"]), &[], DateRule::Order(DateOrder::DayFirst));
        assert!(!given.uncertain);
        assert_eq!(iso(given.days[0]), "2021-02-01");
    }

    #[test]
    fn spreadsheet_days_count_from_their_system() {
        let read_as = |system, cells: &[&str]| {
            let read = read(&column(cells), &[], DateRule::Serial(system));
            let days: Vec<String> =
                read.days.iter().map(|day| if is_date(*day) { iso(*day) } else { "none".to_owned() }).collect();
            (days, read.timed)
        };
        let cells = ["1", "59", "60", "61", "44197", "44197.75", "0", "2958465", "2958466", "-1", "2021-01-01"];
        let (days, timed) = read_as(SerialSystem::Excel1900, &cells);
        assert_eq!(
            days,
            [
                "1900-01-01",
                "1900-02-28",
                "none",
                "1900-03-01",
                "2021-01-01",
                "2021-01-01",
                "none",
                "9999-12-31",
                "none",
                "none",
                "none"
            ]
        );
        assert_eq!(timed, [5]);
        let (days, _) = read_as(SerialSystem::Excel1904, &["0", "42735", "2957003", "2957004"]);
        assert_eq!(days, ["1904-01-01", "2021-01-01", "9999-12-31", "none"]);
    }

    #[test]
    fn times_and_offsets_are_noted() {
        let read =
            read(&column(&["2021-03-05 10:00", "2021-03-05", "2021-03-05T23:00-02:00", "x"]), &[1], DateRule::Auto);
        assert_eq!((read.timed, read.offset), (vec![0, 2], vec![2]));
        assert_eq!(read.days[1], MISSING, "skipped");
        assert_eq!(iso(read.days[2]), "2021-03-06");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9/. :TZ+aAmpPr\\-]{0,24}|\\PC{0,16}") {
            one(&text);
        }
    }

    proptest! {
        #[test]
        fn read_in_two_goes_is_read_in_one(
            cells in prop::collection::vec("(0[1-9]|1[0-9])/(0[1-9]|1[0-9])/2021|2021-01-0[1-9]|x|", 1..12),
            split in 0usize..12,
            day_first: bool,
            auto: bool,
        ) {
            let rule = if auto { DateRule::Auto } else { DateRule::Order(if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst }) };
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let (first, second) = cells.split_at(split.min(cells.len()));
            let (all, before) = (read(&column(&cells), &[], rule), read(&column(first), &[], rule));
            match read_on(&column(second), &[], &before.account()) {
                None => prop_assert!(before.ordered > 0 && all.order != before.order),
                Some(more) => {
                    prop_assert_eq!([before.days, more.days.clone()].concat(), all.days.clone());
                    prop_assert_eq!(format!("{:?}", more.account()), format!("{:?}", all.account()));
                }
            }
        }
    }
}
