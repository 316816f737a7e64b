//! The cells of a sheet as XML.

use std::fmt::Write;

use super::package::Style;
use crate::base::date::{Day, iso};
use crate::base::format::push_f64;
use crate::engine::export::csv_excel::is_formula;
use crate::engine::table::Cells;
use crate::pipelines::spec::ColumnKind;

/// UTF-16 units that a cell can hold.
const MAX_TEXT_UNITS: usize = 32_767;

/// Whole numbers beyond are rounded by Excel, which keeps fifteen digits.
const MAX_EXACT: u64 = 999_999_999_999_999;

/// Days from Excel's day 0 to 1970-01-01, as of March 1900: before, Excel counts a day that never was.
const EXCEL_EPOCH: i64 = 25_569;
const FIRST_DAY: i64 = 61;
/// 9999-12-31.
const LAST_DAY: i64 = 2_958_465;

/// A cell's place: the letters of its column, and its row from 1.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) column: &'a str,
    pub(super) row: usize,
}

/// Writes a cell of a table; nothing for null. Answers whether a text was cut.
pub(super) fn push(out: &mut String, at: Place<'_>, cells: &Cells, kind: ColumnKind, row: usize) -> bool {
    match cells {
        Cells::Int(cell) => match cell(row) {
            Some(value) if value.unsigned_abs() <= MAX_EXACT => {
                number(out, at, of_kind(kind), |out| write!(out, "{value}"))
            }
            Some(value) => return text(out, at, Style::Text, &value.to_string()),
            None => {}
        },
        Cells::Float(cell) => match cell(row) {
            Some(value) if value.is_finite() => number(out, at, of_kind(kind), |out| {
                push_f64(out, value);
                Ok(())
            }),
            Some(value) => return text(out, at, Style::Text, &crate::base::format::f64_text(value)),
            None => {}
        },
        Cells::Day(cell) => match cell(row).map(|day| (day, serial(day))) {
            Some((_, Some(serial))) => number(out, at, Style::Date, |out| write!(out, "{serial}")),
            Some((day, None)) => return text(out, at, Style::Text, &iso(day)),
            None => {}
        },
        Cells::Text(cell) => return cell(row).is_some_and(|value| text(out, at, Style::Text, &value)),
        Cells::Shared(cell) => {
            let mut cut = false;
            cell(row, &mut |value| cut = value.is_some_and(|value| text(out, at, Style::Text, value)));
            return cut;
        }
    }
    false
}

/// Writes a number that `digits` writes.
pub(super) fn number(
    out: &mut String,
    at: Place<'_>,
    style: Style,
    digits: impl FnOnce(&mut String) -> std::fmt::Result,
) {
    open(out, at, style);
    out.push_str("><v>");
    let written = digits(out);
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    out.push_str("</v></c>");
}

/// Writes a text, nothing for an empty one; answers whether it was cut.
pub(super) fn text(out: &mut String, at: Place<'_>, style: Style, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let (text, cut) = within_limit(text);
    // Who edits such a cell would otherwise make a formula of it.
    let style = if style == Style::Text && is_formula(text) { Style::Quoted } else { style };
    open(out, at, style);
    out.push_str(" t=\"inlineStr\"><is><t");
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        out.push_str(" xml:space=\"preserve\"");
    }
    out.push('>');
    push_escaped(out, text);
    out.push_str("</t></is></c>");
    cut
}

fn open(out: &mut String, at: Place<'_>, style: Style) {
    let written = match style as u8 {
        0 => write!(out, "<c r=\"{}{}\"", at.column, at.row),
        style => write!(out, "<c r=\"{}{}\" s=\"{style}\"", at.column, at.row),
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

fn of_kind(kind: ColumnKind) -> Style {
    match kind {
        // Years and keys are whole numbers too: without marks between thousands.
        ColumnKind::Id | ColumnKind::Flag | ColumnKind::Integer => Style::Id,
        ColumnKind::Money => Style::Money,
        ColumnKind::Percent => Style::Percent,
        ColumnKind::Share => Style::Share,
        ColumnKind::Text | ColumnKind::Number | ColumnKind::Date => Style::Text,
    }
}

/// Excel's number of a day.
fn serial(day: Day) -> Option<i64> {
    Some(i64::from(day) + EXCEL_EPOCH).filter(|serial| (FIRST_DAY..=LAST_DAY).contains(serial))
}

/// As much as a cell can hold, and whether that is not all.
fn within_limit(text: &str) -> (&str, bool) {
    // No text has more UTF-16 units than bytes.
    if text.len() <= MAX_TEXT_UNITS {
        return (text, false);
    }
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > MAX_TEXT_UNITS {
            return (&text[..at], true);
        }
    }
    (text, false)
}

/// Writes a text as XML; what XML cannot hold, and what looks like it written so, as `_xHHHH_`.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for (at, character) in text.char_indices() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            // A carriage return would be read as a line feed.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\r' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let written = write!(out, "_x{:04X}_", u32::from(character));
                debug_assert!(written.is_ok(), "writing to a string cannot fail");
            }
            other => out.push(other),
        }
    }
}

/// Whether `_xHHHH_` stands here.
fn is_escape(bytes: &[u8]) -> bool {
    bytes.get(1) == Some(&b'x')
        && bytes.get(6) == Some(&b'_')
        && bytes.get(2..6).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
}

/// The letters of a column, counted from 0.
pub(super) fn letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::from_ymd;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_escaped() {
        let mut out = String::new();
        push_escaped(&mut out, "a\0b\r\n\t<&>\"_x0041__x00g1_\u{ffff}é");
        assert_eq!(out, "a_x0000_b_x000D_\n\t&lt;&amp;&gt;&quot;_x005F_x0041__x00g1__xFFFF_é");
    }

    #[test]
    fn days_are_where_excel_counts_right() {
        let of = |year, month, day| serial(from_ymd(year, month, day).expect("a real date"));
        assert_eq!(of(1900, 2, 28), None);
        assert_eq!(of(1900, 3, 1), Some(61));
        assert_eq!(of(2024, 2, 29), Some(45_351));
        assert_eq!(of(9999, 12, 31), Some(2_958_465));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        let text = "x".repeat(MAX_TEXT_UNITS);
        assert_eq!(within_limit(&text), (text.as_str(), false));
        let wide = format!("{}😀", "x".repeat(MAX_TEXT_UNITS - 1));
        assert_eq!(within_limit(&wide), (&wide[..MAX_TEXT_UNITS - 1], true));
        let many = "é".repeat(MAX_TEXT_UNITS);
        assert_eq!(within_limit(&many), (many.as_str(), false));
    }
}
