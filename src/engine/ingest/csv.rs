//! Splitting CSV text into records and cells (RFC 4180, and what real exports do).
//!
//! The scanner is told where a buffer ends, not where the file ends: an unfinished record at the end of a buffer is
//! left for the next call, so a file of any size passes through a window of a few megabytes.

use std::borrow::Cow;

/// How a file separates its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
}

impl Dialect {
    /// The delimiters that are looked for, the more usual first.
    pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

    /// The delimiter in words.
    pub fn label(self) -> &'static str {
        match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "pipe",
            b',' => "comma",
            0x1f => "one column",
            _ => "another delimiter",
        }
    }

    /// For a file of one column: no text holds this character.
    pub const ONE_COLUMN: Self = Self { delimiter: 0x1f };

    /// How well the records at the start of a text fit this delimiter: the share of them that have the most frequent
    /// number of cells, more than one, and that number. Titles above the header, and ragged rows, are outvoted.
    pub fn score(self, text: &str, whole: bool) -> (f64, usize) {
        const RECORDS: usize = 100;
        let mut counts: Vec<usize> = Vec::with_capacity(RECORDS);
        let mut scanner = Scanner::new(self);
        while counts.len() < RECORDS && scanner.next_record(text, whole) {
            counts.push(scanner.cells.len());
        }
        counts.sort_unstable();
        let usual = counts.chunk_by(|left, right| left == right).filter(|alike| alike[0] > 1);
        let usual = usual.max_by_key(|alike| (alike.len(), alike[0]));
        usual.map_or((0.0, 1), |alike| (alike.len() as f64 / counts.len() as f64, alike[0]))
    }
}

/// Where a cell stands in the buffer, quotes left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSpan {
    start: u32,
    end: u32,
    /// Holds quote characters that do not belong to the value.
    escaped: bool,
}

impl CellSpan {
    /// The cell's value.
    pub fn text<'a>(&self, buffer: &'a str) -> Cow<'a, str> {
        let raw = &buffer[self.start as usize..self.end as usize];
        if self.escaped { Cow::Owned(unquote(raw)) } else { Cow::Borrowed(raw) }
    }
}

/// Reads a cell in which quotes stand elsewhere than just around it: doubled quotes inside a quoted part are one
/// quote, a quoted part may be followed by plain text.
fn unquote(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut quoted = true;
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '"' || !quoted {
            out.push(character);
        } else if characters.peek() == Some(&'"') {
            characters.next();
            out.push('"');
        } else {
            quoted = false;
        }
    }
    out
}

const PLAIN: u8 = 0;
const DELIMITER: u8 = 1;
const LINE_END: u8 = 2;
const QUOTE: u8 = 3;

/// Walks over a buffer record by record.
#[derive(Debug)]
pub struct Scanner {
    kinds: [u8; 256],
    /// Where the next record begins.
    position: usize,
    /// The cells of the record found last.
    pub cells: Vec<CellSpan>,
}

impl Scanner {
    /// A scanner at the start of a buffer.
    pub fn new(dialect: Dialect) -> Self {
        let mut kinds = [PLAIN; 256];
        kinds[usize::from(dialect.delimiter)] = DELIMITER;
        kinds[usize::from(b'\n')] = LINE_END;
        kinds[usize::from(b'\r')] = LINE_END;
        kinds[usize::from(b'"')] = QUOTE;
        Self { kinds, position: 0, cells: Vec::new() }
    }

    /// The byte after the last whole record found.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Starts again at `position` of another buffer.
    pub fn seek(&mut self, position: usize) {
        self.position = position;
    }

    /// Whether the record found last is a line of white space only: no row, like an empty line.
    pub fn is_blank(&self, buffer: &str) -> bool {
        match self.cells.as_slice() {
            [cell] => {
                let quoted = cell.start > 0 && buffer.as_bytes()[cell.start as usize - 1] == b'"';
                !quoted && buffer[cell.start as usize..cell.end as usize].trim().is_empty()
            }
            _ => false,
        }
    }

    /// Finds the next record and its cells; blank lines are passed over. `last` says that nothing follows the buffer.
    /// False when there is no further whole record.
    pub fn next_record(&mut self, buffer: &str, last: bool) -> bool {
        let bytes = buffer.as_bytes();
        let mut at = self.position;
        while let Some(b'\n' | b'\r') = bytes.get(at) {
            at += 1;
        }
        self.position = at;
        self.cells.clear();
        if at >= bytes.len() {
            return false;
        }
        loop {
            let (cell, next) = if bytes.get(at) == Some(&b'"') {
                match self.quoted_cell(bytes, at, last) {
                    Some(found) => found,
                    None => return false,
                }
            } else {
                self.plain_cell(bytes, at)
            };
            at = next;
            self.cells.push(cell);
            match bytes.get(at) {
                None if last => {
                    self.position = at;
                    return true;
                }
                None => return false,
                Some(byte) if self.kinds[usize::from(*byte)] == DELIMITER => at += 1,
                Some(_) => {
                    self.position = at + 1;
                    return true;
                }
            }
        }
    }

    /// A cell that begins at `start`; a quote inside it is an ordinary character.
    fn plain_cell(&self, bytes: &[u8], start: usize) -> (CellSpan, usize) {
        let mut end = start;
        while end < bytes.len() && matches!(self.kinds[usize::from(bytes[end])], PLAIN | QUOTE) {
            end += 1;
        }
        (CellSpan { start: start as u32, end: end as u32, escaped: false }, end)
    }

    /// A cell that begins with a quote at `open`: its span, and where the delimiter or line end after it stands.
    fn quoted_cell(&self, bytes: &[u8], open: usize, last: bool) -> Option<(CellSpan, usize)> {
        let mut at = open + 1;
        let mut escaped = false;
        let close = loop {
            match memchr::memchr(b'"', &bytes[at..]) {
                Some(offset) if bytes.get(at + offset + 1) == Some(&b'"') => {
                    escaped = true;
                    at += offset + 2;
                }
                Some(offset) => break at + offset,
                // A quote that is never closed is no quote: taking the rest of the file for one cell would lose its rows.
                None if last => return Some(self.plain_cell(bytes, open)),
                None => return None,
            }
        };
        if close + 1 == bytes.len() && !last {
            return None;
        }
        let mut end = close + 1;
        while end < bytes.len() && matches!(self.kinds[usize::from(bytes[end])], PLAIN | QUOTE) {
            end += 1;
        }
        if end == close + 1 {
            Some((CellSpan { start: open as u32 + 1, end: close as u32, escaped }, end))
        } else {
            Some((CellSpan { start: open as u32 + 1, end: end as u32, escaped: true }, end))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut scanner = Scanner::new(Dialect { delimiter });
        let mut out = Vec::new();
        while scanner.next_record(text, true) {
            out.push(scanner.cells.iter().map(|cell| cell.text(text).into_owned()).collect());
        }
        out
    }

    /// The same, through windows of `size` bytes as the reader uses them.
    fn records_in_windows(text: &str, delimiter: u8, size: usize) -> Vec<Vec<String>> {
        let mut scanner = Scanner::new(Dialect { delimiter });
        let (mut out, mut buffer, mut fed) = (Vec::new(), String::new(), 0);
        loop {
            let mut end = (fed + size).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            buffer.push_str(&text[fed..end]);
            fed = end;
            let last = fed == text.len();
            while scanner.next_record(&buffer, last) {
                out.push(scanner.cells.iter().map(|cell| cell.text(&buffer).into_owned()).collect());
            }
            buffer.drain(..scanner.position());
            scanner.seek(0);
            if last {
                return out;
            }
        }
    }

    #[test]
    fn quotes_line_ends_and_blank_lines() {
        let text = "a,b\r\n\"x,\"\"y\"\"\",\"line\nbreak\"\r\n\r\n1,2\r3,\"\"\n\"a\"b,say \"hi\"\n5,";
        let expected: Vec<Vec<&str>> = vec![
            vec!["a", "b"],
            vec!["x,\"y\"", "line\nbreak"],
            vec!["1", "2"],
            vec!["3", ""],
            vec!["ab", "say \"hi\""],
            vec!["5", ""],
        ];
        assert_eq!(records(text, b','), expected);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_no_quote() {
        let text = "a,b\n1,\"x\n2,y\n";
        assert_eq!(records(text, b','), [["a", "b"], ["1", "\"x"], ["2", "y"]]);
        assert_eq!(records_in_windows(text, b',', 3), records(text, b','));
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_reads_back_equal(
            table in (2usize..6).prop_flat_map(|width| prop::collection::vec(prop::collection::vec("[a-z0-9,;\"\n\r \u{e9}\u{20ac}]{0,8}", width), 1..12)),
            delimiter in prop::sample::select(Dialect::DELIMITERS.to_vec()),
            window in 1usize..40,
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("in memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("was text");
            prop_assert_eq!(&records(&text, delimiter), &table);
            prop_assert_eq!(&records_in_windows(&text, delimiter, window), &table);
        }

        #[test]
        fn windows_never_change_the_records(text in "[a,\"\n\r;x]{0,60}", window in 1usize..12) {
            prop_assert_eq!(records_in_windows(&text, b',', window), records(&text, b','));
        }
    }
}
