//! What the first values of a column look like: for the person who matches columns, never for the run, which decides from
//! all rows.

use super::columns::names_some;
use super::layout::shown;
use crate::base::format::integer;
use crate::engine::cells::dates::{self, DateRule, is_date};
use crate::engine::cells::numbers::{self, DecimalMark, NumberRule, parse_percent};
use crate::engine::cells::present;
use crate::engine::text::TextColumn;
use crate::pipelines::spec::InputKind;
use crate::protocol::{ColumnProfile, ValueKind};

const SAMPLES: usize = 5;
const SAMPLE_CHARACTERS: usize = 60;
/// Share of values that make a column one of dates or numbers; the others are rejected in the run.
const MOST: f64 = 0.9;
/// Days of spreadsheets from about 1982 to 2064.
const SERIAL_DAYS: std::ops::Range<f64> = 30_000.0..60_000.0;

/// Looks at the first values of the column of this name.
pub(super) fn profile(name: &str, cells: &TextColumn) -> ColumnProfile {
    let values: Vec<&str> = cells.iter().filter_map(present).collect();
    let bytes: usize = cells.iter().flatten().map(str::len).sum();
    let Seen { kind, how, undecided, decided } = look(name, cells, &values);
    ColumnProfile {
        samples: samples(&values),
        kind,
        how,
        undecided,
        decided,
        cell_bytes: bytes as f64 / cells.len().max(1) as f64,
    }
}

fn samples(values: &[&str]) -> Vec<String> {
    let mut samples: Vec<&str> = Vec::with_capacity(SAMPLES);
    for value in values {
        if samples.len() < SAMPLES && !samples.contains(value) {
            samples.push(value);
        }
    }
    samples.into_iter().map(|value| shown(value, SAMPLE_CHARACTERS)).collect()
}

struct Seen {
    kind: ValueKind,
    how: String,
    undecided: bool,
    decided: bool,
}

impl Seen {
    fn new(kind: ValueKind, how: String) -> Self {
        Self { kind, how, undecided: false, decided: false }
    }
}

fn look(name: &str, cells: &TextColumn, values: &[&str]) -> Seen {
    let count = integer(values.len() as u64);
    let Some(first) = values.first().map(|value| shown(value, SAMPLE_CHARACTERS)) else {
        return Seen::new(ValueKind::Empty, "no value among the first rows".to_owned());
    };
    let all = |fits: &dyn Fn(&str) -> bool| values.iter().all(|value| fits(value));
    let number = |value: &str| numbers::parse(value, DecimalMark::Point);
    if means_date(name) && all(&|value| number(value).is_some_and(|value| SERIAL_DAYS.contains(&value))) {
        let how = format!("{first} may be a spreadsheet's day number: choose how it counts");
        return Seen::new(ValueKind::SerialDay, how);
    }
    let is_whole = |value: &str| value.strip_prefix('-').unwrap_or(value).bytes().all(|byte| byte.is_ascii_digit());
    let whole = all(&is_whole);
    let days = dates::read(cells, &[], DateRule::Auto);
    let dated = days.days.iter().filter(|day| is_date(**day)).count();
    // Long whole numbers are more often identifiers than seconds since 1970.
    let mostly_whole = mostly(values.iter().filter(|value| is_whole(value)).count(), values);
    if (!mostly_whole || means_date(name) || all(&|value| value.len() == 8 && value.starts_with(['1', '2'])))
        && mostly(dated, values)
    {
        let exception = cells.iter().zip(&days.days).find(|(cell, day)| present(*cell).is_some() && !is_date(**day));
        let exception = exception.and_then(|(cell, _)| cell).map(|cell| shown(cell.trim(), SAMPLE_CHARACTERS));
        let how = sentence("dates", &first, dated, values.len(), exception.as_deref());
        let order = days.how();
        let how = if order.is_empty() { how } else { format!("{how}. {order}") };
        return Seen { undecided: days.asks(), decided: days.deciding.is_some(), ..Seen::new(ValueKind::Date, how) };
    }
    if whole {
        return Seen::new(ValueKind::Integer, format!("all values seen ({count}) are whole numbers like {first}"));
    }
    let percents =
        |value: &str| parse_percent(value, DecimalMark::Point).or(parse_percent(value, DecimalMark::Comma)).is_some();
    if all(&percents) {
        return Seen::new(
            ValueKind::Percent,
            format!("all values seen ({count}) end with a percent sign, like {first}"),
        );
    }
    let read = numbers::read(cells, &[], NumberRule::Auto);
    let numeric = read.values.iter().filter(|value| !value.is_nan()).count();
    if mostly(numeric, values) {
        let exception = cells.iter().zip(&read.values).find(|(cell, value)| present(*cell).is_some() && value.is_nan());
        let exception = exception.and_then(|(cell, _)| cell).map(|cell| shown(cell.trim(), SAMPLE_CHARACTERS));
        let how = sentence("numbers", &first, numeric, values.len(), exception.as_deref());
        let mark = read.how();
        let how = if mark.is_empty() { how } else { format!("{how}. {mark}") };
        return Seen::new(ValueKind::Number, how);
    }
    Seen::new(ValueKind::Text, format!("values like “{first}”"))
}

fn mostly(count: usize, values: &[&str]) -> bool {
    count as f64 >= MOST * values.len() as f64
}

fn sentence(what: &str, example: &str, count: usize, of: usize, exception: Option<&str>) -> String {
    match exception {
        None => format!("all values seen ({}) are {what} like {example}", integer(of as u64)),
        Some(value) => {
            format!("{} of {} values seen are {what}; “{value}” is none", integer(count as u64), integer(of as u64))
        }
    }
}

/// Whether some pipeline knows the name as that of a date.
fn means_date(name: &str) -> bool {
    names_some(name, |column| column.kind == InputKind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, cells: &[&str]) -> ColumnProfile {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(Some(cell)));
        profile(name, &column)
    }

    #[test]
    fn columns_are_what_most_of_their_values_are() {
        use ValueKind::{Date, Empty, Integer, Number, Percent, SerialDay, Text};
        for (name, cells, kind) in [
            ("x", &["", "NULL"][..], Empty),
            ("x", &["1", "-2"], Integer),
            ("x", &["1614902400", "1614902401"], Integer),
            ("x", &["1614902400", "1614902401", "1", "2", "3", "4", "5", "6", "7", "A-8"], Number),
            ("Date", &["1614902400", "1614902401"], Date),
            ("x", &["20240131", "20240201"], Date),
            ("Order Date", &["45322", "45323.5"], SerialDay),
            ("Amount", &["45322", "45323"], Integer),
            ("x", &["1,5", "$2,000.00", "x"], Text),
            ("x", &["1,5", "2,25"], Number),
            ("x", &["12%", "3,5 %"], Percent),
            ("x", &["2024-01-31", "N/A "], Date),
            ("x", &["a", "1"], Text),
        ] {
            assert_eq!(of(name, cells).kind, kind, "{name} {cells:?}: {}", of(name, cells).how);
        }
    }

    #[test]
    fn how_it_was_found_is_said_with_the_value_that_decided() {
        assert_eq!(
            of("x", &["1,50"]).how,
            "all values seen (1) are numbers like 1,50. Numbers were read with a decimal comma: “1,50” is a number with it only."
        );
        let dates = of("x", &["1/2/2024", "25/2/2024", "25/2/2024"]);
        assert_eq!(
            dates.how,
            "all values seen (3) are dates like 1/2/2024. Dates were read day first: “25/2/2024” fits no other order."
        );
        assert_eq!(dates.samples, ["1/2/2024", "25/2/2024"]);
        assert!(dates.decided && !dates.undecided);
        let open = of("x", &["1/2/2024", "3/4/2024"]);
        assert!(open.undecided && !open.decided);
    }
}
