//! Where in a sheet of cells the names of the columns stand, and where the rows begin.
//!
//! Exports put titles and dates of export above the header, or leave the header out. The line whose names a pipeline
//! knows is the header; where none is known, the shape of the lines tells; where the first line looks like data, the
//! person is asked.

use super::columns::{names, recognised};
use crate::engine::cells::dates::{self, DateRule, is_date};
use crate::engine::cells::numbers::{DecimalMark, parse};
use crate::engine::cells::present;
use crate::engine::text::TextColumn;
use crate::protocol::{FoundLayout, Header};

/// Lines among which the header is looked for.
pub(super) const LOOKED_AT: usize = 30;
/// Lines shown for choosing.
const SHOWN_LINES: usize = 15;
const SHOWN_CELLS: usize = 20;
const SHOWN_CHARACTERS: usize = 60;
/// Columns that a line must name for it to be the header although it is not the first.
pub(super) const RECOGNISED: usize = 2;
/// Share of values of a column that are like its first cell, from which on that cell looks like data too.
const ALIKE: f64 = 0.8;

/// A line's cells as read.
pub(super) type Line = Vec<Option<String>>;

/// Finds the header of lines, or takes the one chosen.
pub(super) fn find(lines: &[Line], chosen: Option<Header>) -> FoundLayout {
    let (header, ask_header) = match chosen {
        Some(Header::Line(line)) if line as usize >= lines.len() => (Header::Line(0), false),
        Some(header) => (header, false),
        None => match header_line(&lines[..lines.len().min(LOOKED_AT)]) {
            0 if known(&lines[0]) == 0 && looks_like_data(lines) => (Header::Absent, true),
            line => (Header::Line(line as u32), false),
        },
    };
    FoundLayout { header: Some(header), ask_header, first_lines: first_lines(lines), ..FoundLayout::default() }
}

/// The number of lines before the first row.
pub(super) fn lines_before_rows(header: Option<Header>) -> usize {
    match header {
        Some(Header::Line(line)) => line as usize + 1,
        Some(Header::Absent) | None => 0,
    }
}

/// The names of the columns.
pub(super) fn column_names(lines: &[Line], header: Option<Header>) -> Vec<String> {
    match header {
        Some(Header::Line(line)) => {
            let cells = lines.get(line as usize).map_or(&[][..], Vec::as_slice);
            names(&cells.iter().map(|cell| cell.as_deref().unwrap_or_default()).collect::<Vec<_>>())
        }
        _ => (1..=usual_width(lines)).map(|number| format!("Column {number}")).collect(),
    }
}

/// How many cells of a line are names that a pipeline knows.
pub(super) fn known(line: &Line) -> usize {
    let cells: Vec<&str> = line.iter().map(|cell| cell.as_deref().unwrap_or_default()).collect();
    recognised(&cells)
}

fn header_line(lines: &[Line]) -> usize {
    // Of equals the first: `max_by_key` would give the last.
    let best = lines.iter().enumerate().rev().map(|(index, line)| (known(line), index)).max_by_key(|(known, _)| *known);
    match best {
        Some((count, line)) if count >= RECOGNISED => return line,
        _ => {}
    }
    let width = usual_width(lines);
    let filled = |line: &Line| line.iter().filter(|cell| is_filled(cell)).count();
    let full = |line: &Line| line.len() == width && filled(line) * 2 >= width;
    match lines.iter().position(full) {
        // What is above it must look like titles; and data is no header.
        Some(line) if lines[..line].iter().all(|above| filled(above) * 2 < width.max(2)) && !is_data(lines, line) => {
            line
        }
        _ => 0,
    }
}

pub(super) fn is_filled(cell: &Option<String>) -> bool {
    cell.as_deref().is_some_and(|text| !text.trim().is_empty())
}

/// The number of cells that most lines have; of equals the larger.
pub(super) fn usual_width(lines: &[Line]) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match counts.iter_mut().find(|(width, _)| *width == line.len()) {
            Some((_, count)) => *count += 1,
            None => counts.push((line.len(), 1)),
        }
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// Whether the first line is one row among others, and no names.
fn looks_like_data(lines: &[Line]) -> bool {
    lines.len() > 1 && is_data(lines, 0)
}

/// Whether a cell of a line is a number or a date, and the cells below it are too.
fn is_data(lines: &[Line], line: usize) -> bool {
    let kind = |cell: Option<&Option<String>>| cell.and_then(|cell| value_kind(cell.as_deref()));
    (0..lines[line].len()).any(|column| {
        let Some(own) = kind(lines[line].get(column)) else { return false };
        let below: Vec<_> = lines[line + 1..].iter().filter(|line| line.get(column).is_some_and(is_filled)).collect();
        let alike = below.iter().filter(|line| kind(line.get(column)) == Some(own)).count();
        !below.is_empty() && alike as f64 >= ALIKE * below.len() as f64
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Number,
    Date,
}

fn value_kind(cell: Option<&str>) -> Option<Value> {
    let text = present(cell)?;
    if parse(text, DecimalMark::Point).is_some() || parse(text, DecimalMark::Comma).is_some() {
        return Some(Value::Number);
    }
    let mut column = TextColumn::default();
    column.push(Some(text));
    dates::read(&column, &[], DateRule::Auto).days.first().is_some_and(|day| is_date(*day)).then_some(Value::Date)
}

fn first_lines(lines: &[Line]) -> Vec<Vec<String>> {
    let cut = |cell: &Option<String>| shown(cell.as_deref().unwrap_or_default(), SHOWN_CHARACTERS);
    lines.iter().take(SHOWN_LINES).map(|line| line.iter().take(SHOWN_CELLS).map(cut).collect()).collect()
}

/// A text cut to what can be shown.
pub(super) fn shown(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        let cell = |cell: &str| Some(cell.to_owned());
        text.lines().map(|line| line.split(',').map(cell).collect()).collect()
    }

    fn header(text: &str) -> (Option<Header>, bool) {
        let found = find(&lines(text), None);
        (found.header, found.ask_header)
    }

    #[test]
    fn the_header_is_the_line_whose_names_are_known() {
        let line = |line| (Some(Header::Line(line)), false);
        assert_eq!(header("Date,Customer ID,Order ID,Sales\n2024-01-01,1,1,5\n"), line(0));
        assert_eq!(
            header("Sales report\nExported 2024-02-01\nDate,Customer ID,Order ID,Sales\n2024-01-01,1,1,5"),
            line(2)
        );
        assert_eq!(header("Sales report,,,\n,,,\nDate,Customer ID,Order ID,Sales\n2024-01-01,1,1,5"), line(2));
    }

    #[test]
    fn where_no_name_is_known_the_shape_tells() {
        let line = |line| (Some(Header::Line(line)), false);
        assert_eq!(header("Report\nfoo,bar,baz\n1,2,3\n4,5,6"), line(1));
        assert_eq!(header("foo,bar\n1,2,3\n4,5,6"), line(0), "a header that is too short is no title");
        assert_eq!(header("foo,bar,baz\n1,2,3\n4,5,6"), line(0));
        assert_eq!(header("foo\nx\ny"), line(0));
        assert_eq!(header("foo,1\nx,y"), line(0));
        assert_eq!(header("only"), line(0));
    }

    #[test]
    fn a_first_line_of_data_is_asked_about() {
        assert_eq!(header("2024-01-01,17,5.50\n2024-01-02,18,6.00"), (Some(Header::Absent), true));
        let found = find(&lines("a,1\nb,2"), Some(Header::Line(0)));
        assert_eq!((found.header, found.ask_header), (Some(Header::Line(0)), false), "the person has answered");
        assert_eq!(column_names(&lines("a,1\nb,2"), Some(Header::Absent)), ["Column 1", "Column 2"]);
    }
}
