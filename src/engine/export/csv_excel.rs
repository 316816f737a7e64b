//! CSV as spreadsheets open it by a double click: UTF-8 with a byte order mark, CRLF, the separator and the decimal mark
//! of the person's country, and texts that a spreadsheet would take for formulas with an apostrophe before them.

use std::ops::Range;

use super::csv::push_cell;
use crate::engine::table::{Cells, Part, Table};
use crate::protocol::CsvDialect;

/// The header line, behind the mark that tells Excel the encoding.
pub(super) fn header(table: &Table, dialect: CsvDialect, out: &mut String) {
    out.push('\u{feff}');
    for (index, (spec, _)) in table.columns().enumerate() {
        if index > 0 {
            out.push(dialect.separator.character());
        }
        push_quoted(spec.name, dialect, out);
    }
    out.push_str("\r\n");
}

/// The lines of some places of a part.
pub(super) fn rows(part: Part<'_>, range: Range<usize>, dialect: CsvDialect, out: &mut String) {
    let columns: Vec<&Cells> = part.table.columns().map(|(_, cells)| cells).collect();
    for place in range {
        let row = part.row(place);
        for (index, cells) in columns.iter().enumerate() {
            if index > 0 {
                out.push(dialect.separator.character());
            }
            push_cell(cells, row, &mut |text| match cells {
                Cells::Float(_) if dialect.decimal_comma => push_quoted(&text.replace('.', ","), dialect, out),
                Cells::Text(_) | Cells::Shared(_) if is_formula(text) => push_quoted(&format!("'{text}"), dialect, out),
                _ => push_quoted(text, dialect, out),
            });
        }
        out.push_str("\r\n");
    }
}

/// Whether a spreadsheet may take a text for a formula: by its first visible character, in its narrow or wide form, or
/// by a tab or a line end before it. A plain negative number is none.
pub(super) fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let seen = text.trim_start_matches(is_unseen);
    match seen.chars().next() {
        Some('-') => !is_number(&seen[1..]),
        Some('=' | '+' | '@' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
}

/// White space, control characters, and characters without any width.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Digits, with one decimal mark at most.
fn is_number(text: &str) -> bool {
    let marks = text.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && marks <= 1 && marks + digits == text.len()
}

fn push_quoted(text: &str, dialect: CsvDialect, out: &mut String) {
    let separator = dialect.separator.character();
    if !text.contains([separator, '"', '\n', '\r']) {
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
    use super::*;
    use crate::protocol::Separator;

    #[test]
    fn what_a_spreadsheet_would_compute_is_a_formula() {
        for text in [
            "=1+1",
            "+49 170",
            "-",
            "-1+1",
            "-1-2",
            "-cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}\u{202e}=1",
            "\u{3000}＝1",
            "＋1",
            "－1",
            "＠x",
            "-1.2.3",
        ] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", " ", "a=1", "1-2", "-5.2", "-5,2", "-5", "'=1", "mail@example.org", "\u{200b}name"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }

    #[test]
    fn cells_are_quoted_for_their_own_separator() {
        for (separator, text, written) in [
            (Separator::Semicolon, "a,b", "a,b"),
            (Separator::Semicolon, "a;b", "\"a;b\""),
            (Separator::Comma, "1,5", "\"1,5\""),
            (Separator::Tab, "a\tb", "\"a\tb\""),
            (Separator::Tab, "say \"hi\"", "\"say \"\"hi\"\"\""),
        ] {
            let mut out = String::new();
            push_quoted(text, CsvDialect { separator, decimal_comma: false }, &mut out);
            assert_eq!(out, written);
        }
    }
}
