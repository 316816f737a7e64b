//! CSV: UTF-8, LF, a header, quotes where needed, dates ISO 8601, null empty.

use std::fmt::Write;
use std::ops::Range;

use crate::base::date::to_date;
use crate::base::format::push_f64;
use crate::engine::table::{Cells, Part, Table};

/// The header line.
pub(super) fn header(table: &Table, out: &mut String) {
    for (index, (spec, _)) in table.columns().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_quoted(spec.name, out);
    }
    out.push('\n');
}

/// The lines of some places of a part.
pub(super) fn rows(part: Part<'_>, range: Range<usize>, out: &mut String) {
    let columns: Vec<&Cells> = part.table.columns().map(|(_, cells)| cells).collect();
    for place in range {
        let row = part.row(place);
        for (index, cells) in columns.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_cell(cells, row, &mut |text| push_quoted(text, out));
        }
        out.push('\n');
    }
}

/// Hands the text of a cell to `push`; nothing for null.
pub(in crate::engine) fn push_cell(cells: &Cells, row: usize, push: &mut dyn FnMut(&str)) {
    let mut text = String::new();
    let written = match cells {
        Cells::Int(cell) => cell(row).map_or(Ok(()), |value| write!(text, "{value}")),
        Cells::Float(cell) => {
            if let Some(value) = cell(row) {
                push_f64(&mut text, value);
            }
            Ok(())
        }
        Cells::Day(cell) => cell(row).map_or(Ok(()), |day| write!(text, "{}", to_date(day))),
        Cells::Text(cell) => return cell(row).map_or((), |value| push(&value)),
        Cells::Shared(cell) => return cell(row, &mut |value| value.map_or((), &mut *push)),
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    if !text.is_empty() {
        push(&text);
    }
}

/// Writes a cell, in quotes where it needs them.
pub(in crate::engine) fn push_quoted(text: &str, out: &mut String) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::push_quoted;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for (text, written) in [
            ("plain text", "plain text"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ] {
            let mut out = String::new();
            push_quoted(text, &mut out);
            assert_eq!(out, written);
        }
    }
}
