//! Conditions on the cells of one column.

use std::rc::Rc;

use hashbrown::HashSet;

use super::needle::Needle;
use crate::base::Diagnostic;
use crate::base::date::{Day, parse_iso};
use crate::base::format::f64_text;
use crate::engine::cells::numbers::{DecimalMark, parse};
use crate::engine::table::{Cells, SharedText, Table};
use crate::protocol::{ColumnCondition, Condition};

/// Whether a row's cell is as wanted.
pub(super) type Test<'a> = Box<dyn FnMut(usize) -> bool + 'a>;

/// The condition, made ready to be asked of a million rows.
///
/// # Errors
/// A sentence for a column that the table does not have, and for a bound that is no number or date.
pub(super) fn test<'a>(table: &'a Table, asked: &'a ColumnCondition) -> Result<Test<'a>, Diagnostic> {
    let cells = column(table, &asked.column)?;
    Ok(match &asked.condition {
        Condition::Null => is_null(cells, true),
        Condition::NotNull => is_null(cells, false),
        Condition::Contains(text) => {
            let mut needle = Needle::new(text);
            Box::new(move |row| needle.in_cell(cells, row))
        }
        Condition::OneOf(values) => one_of(cells, values),
        Condition::Between { least, most } => {
            between(cells, least.as_deref(), most.as_deref()).map_err(|bound| no_bound(table, &asked.column, &bound))?
        }
    })
}

/// The cells of a column.
///
/// # Errors
/// A sentence that names the columns there are.
pub(super) fn column<'a>(table: &'a Table, name: &str) -> Result<&'a Cells, Diagnostic> {
    table.cells(name).ok_or_else(|| {
        let names: Vec<&str> = table.spec.columns.iter().map(|column| column.name).collect();
        Diagnostic::error("unknown_column", format!("{} has no column “{name}”.", table.spec.name))
            .hint(format!("Its columns are {}.", names.join(", ")))
    })
}

fn is_null(cells: &Cells, wanted: bool) -> Test<'_> {
    match cells {
        Cells::Int(cell) => Box::new(move |row| cell(row).is_none() == wanted),
        Cells::Float(cell) => Box::new(move |row| cell(row).is_none() == wanted),
        Cells::Day(cell) => Box::new(move |row| cell(row).is_none() == wanted),
        Cells::Text(cell) => Box::new(move |row| cell(row).is_none() == wanted),
        Cells::Shared(cell) => of_shared(cell, move |text| text.is_none() == wanted),
    }
}

fn of_shared<'a>(cell: &'a Rc<SharedText>, mut holds: impl FnMut(Option<&str>) -> bool + 'a) -> Test<'a> {
    Box::new(move |row| {
        let mut held = false;
        cell(row, &mut |text| held = holds(text));
        held
    })
}

/// Texts are looked up as such; other cells as the value that is written so, and a text that no cell is written as picks
/// nothing.
fn one_of<'a>(cells: &'a Cells, values: &'a [Option<String>]) -> Test<'a> {
    let null = values.contains(&None);
    let texts = || values.iter().flatten().map(String::as_str);
    match cells {
        Cells::Int(cell) => {
            let wanted: HashSet<i64> =
                texts().filter_map(|text| text.parse().ok().filter(|value: &i64| value.to_string() == text)).collect();
            Box::new(move |row| cell(row).map_or(null, |value| wanted.contains(&value)))
        }
        Cells::Float(cell) => {
            let wanted: HashSet<u64> = texts()
                .filter_map(|text| text.parse().ok().filter(|value| f64_text(*value) == text))
                .map(bits)
                .collect();
            Box::new(move |row| cell(row).map_or(null, |value| wanted.contains(&bits(value))))
        }
        Cells::Day(cell) => {
            let wanted: HashSet<Day> = texts().filter_map(parse_iso).collect();
            Box::new(move |row| cell(row).map_or(null, |day| wanted.contains(&day)))
        }
        Cells::Text(cell) => {
            let wanted: HashSet<&str> = texts().collect();
            Box::new(move |row| cell(row).map_or(null, |text| wanted.contains(&*text)))
        }
        Cells::Shared(cell) => {
            let wanted: HashSet<&str> = texts().collect();
            of_shared(cell, move |text| text.map_or(null, |text| wanted.contains(text)))
        }
    }
}

/// One pattern for all that are written `NaN`; 0 and -0 are written differently.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

/// A bound that cannot be read, and what it should be.
struct BadBound(String, &'static str);

fn between<'a>(cells: &'a Cells, least: Option<&'a str>, most: Option<&'a str>) -> Result<Test<'a>, BadBound> {
    let inside = move |text: &str| least.is_none_or(|least| least <= text) && most.is_none_or(|most| text <= most);
    Ok(match cells {
        Cells::Int(cell) => {
            let (least, most) = (whole(least, i64::MIN, libm::ceil)?, whole(most, i64::MAX, libm::floor)?);
            // The next whole number after the greatest there is: no cell is that great.
            Box::new(move |row| cell(row).is_some_and(|value| (least..=most).contains(&i128::from(value))))
        }
        Cells::Float(cell) => {
            let (least, most) = (number(least, f64::NEG_INFINITY)?, number(most, f64::INFINITY)?);
            Box::new(move |row| cell(row).is_some_and(|value| (least..=most).contains(&value)))
        }
        Cells::Day(cell) => {
            let (least, most) = (day(least, Day::MIN)?, day(most, Day::MAX)?);
            Box::new(move |row| cell(row).is_some_and(|day| (least..=most).contains(&day)))
        }
        Cells::Text(cell) => Box::new(move |row| cell(row).is_some_and(|text| inside(&text))),
        Cells::Shared(cell) => of_shared(cell, move |text| text.is_some_and(inside)),
    })
}

fn number(bound: Option<&str>, open: f64) -> Result<f64, BadBound> {
    let Some(text) = bound else { return Ok(open) };
    parse(text.trim(), DecimalMark::Point).ok_or_else(|| BadBound(text.to_owned(), "number"))
}

/// Whole numbers are held exactly, where floats would round them.
fn whole(bound: Option<&str>, open: i64, round: fn(f64) -> f64) -> Result<i128, BadBound> {
    match bound.map(|text| text.trim().parse::<i64>()) {
        None => Ok(i128::from(open)),
        Some(Ok(value)) => Ok(i128::from(value)),
        Some(Err(_)) => number(bound, 0.0).map(|value| round(value) as i128),
    }
}

fn day(bound: Option<&str>, open: Day) -> Result<Day, BadBound> {
    let Some(text) = bound else { return Ok(open) };
    parse_iso(text.trim()).ok_or_else(|| BadBound(text.to_owned(), "date"))
}

fn no_bound(table: &Table, column: &str, BadBound(text, kind): &BadBound) -> Diagnostic {
    let example = if *kind == "date" { "2024-12-31" } else { "12.5" };
    Diagnostic::error(
        "bad_condition",
        format!("“{text}” is not a {kind}: rows of {} cannot be chosen by {column} with it.", table.spec.name),
    )
    .in_column(column)
    .hint(format!("Give a {kind} like {example}, or leave it empty for no bound."))
}
