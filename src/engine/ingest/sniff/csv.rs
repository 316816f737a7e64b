//! CSV: the delimiter, the header, the first rows.

use super::super::columns::recognised;
use super::super::csv::{Dialect, Scanner};
use super::super::encoding::Encoding;
use super::super::layout::{self, Line};
use super::{CsvFormat, Format, Found, Head, PROFILE_ROWS, preamble_note};
use crate::protocol::Layout;

/// `None` when not even the first line is there as a whole.
pub(super) fn sniff_csv(
    name: &str,
    text: &str,
    head: &Head,
    encoding: Encoding,
    mark: usize,
    chosen: &Layout,
) -> Option<Found> {
    let separator = separator_line(text);
    let (dialect, body) = match separator {
        Some((delimiter, length)) => (Dialect { delimiter }, &text[length..]),
        None => (find_dialect(text, head.whole), text),
    };
    let (mut lines, mut count): (Vec<Line>, usize) = (Vec::new(), 0);
    let mut scanner = Scanner::new(dialect);
    while scanner.next_record(body, head.whole) {
        if scanner.is_blank(body) {
            continue;
        }
        count += 1;
        if lines.len() < PROFILE_ROWS {
            lines.push(scanner.cells.iter().map(|cell| Some(cell.text(body).into_owned())).collect());
        }
    }
    if !lines.iter().flatten().any(layout::is_filled) {
        return None;
    }
    let found = layout::find(&lines, chosen.header);
    let before = layout::lines_before_rows(found.header);
    let columns = layout::column_names(&lines, found.header);
    let rows = lines.split_off(before.min(lines.len()));
    let count = count - before.min(count);
    let seen = (scanner.position() + text.len() - body.len()) as f64 / text.len().max(1) as f64;
    let count = head.estimate(count, seen);
    let skip = before + usize::from(separator.is_some());
    let notes = preamble_note(name, &found).into_iter().collect();
    Some(Found {
        format: Format::Csv(CsvFormat { dialect, encoding, mark, skip }),
        columns,
        rows,
        count: Some(count),
        layout: found,
        notes,
    })
}

/// The delimiter under which a line names the most columns that a pipeline knows; where no line does, the one that the
/// shape of the lines tells; of equals the one with a known name, then with more cells, then the more usual one.
fn find_dialect(text: &str, whole: bool) -> Dialect {
    let known = Dialect::DELIMITERS.map(|delimiter| known_names(Dialect { delimiter }, text, whole));
    let most = known.into_iter().max().unwrap_or(0);
    if most >= layout::RECOGNISED {
        let best = known.iter().position(|known| *known == most).unwrap_or(0);
        return Dialect { delimiter: Dialect::DELIMITERS[best] };
    }
    if most == 0 && layout::known(&first_line(text)) > 0 {
        return Dialect::ONE_COLUMN;
    }
    let mut best = ((0, 0, 0), Dialect { delimiter: b',' });
    for (delimiter, known) in Dialect::DELIMITERS.into_iter().zip(known) {
        let dialect = Dialect { delimiter };
        let (share, width) = dialect.score(text, whole);
        let score = ((share * 1e6) as u32, known, width);
        if score.0 > 0 && score > best.0 {
            best = (score, dialect);
        }
    }
    best.1
}

/// The most names known in one of the first lines.
fn known_names(dialect: Dialect, text: &str, whole: bool) -> usize {
    let mut scanner = Scanner::new(dialect);
    let (mut lines, mut most) = (0, 0);
    while lines < layout::LOOKED_AT && scanner.next_record(text, whole) {
        lines += 1;
        if scanner.cells.len() > 1 {
            let cells: Vec<_> = scanner.cells.iter().map(|cell| cell.text(text)).collect();
            most = most.max(recognised(&cells));
        }
    }
    most
}

/// The first line as one cell.
fn first_line(text: &str) -> Line {
    let line = text.split(['\r', '\n']).find(|line| !line.trim().is_empty());
    vec![line.map(|line| line.trim_matches('"').to_owned())]
}

/// Excel's first line `sep=;`: the delimiter, and the line's length with its end.
fn separator_line(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let inner = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(line);
    let delimiter = match inner.get(..4)?.eq_ignore_ascii_case("sep=").then(|| inner.as_bytes().get(4..)).flatten()? {
        [delimiter] if delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n') => *delimiter,
        _ => return None,
    };
    let end = if text[line.len()..].starts_with("\r\n") { 2 } else { usize::from(text.len() > line.len()) };
    Some((delimiter, line.len() + end))
}
