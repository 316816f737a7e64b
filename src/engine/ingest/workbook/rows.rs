//! A sheet, row by row.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::formats::Kind;
use super::package::{Part, damaged};
use super::serial::{self, Calendar};
use super::strings::unescape;
use super::{Row, Shared, xml};
use crate::base::limits::MAX_RECORD_BYTES;
use crate::base::{Diagnostic, format};

/// Columns a sheet can have (XFD): a cell beyond is not from a workbook program.
const MAX_SHEET_COLUMNS: usize = 1 << 14;

/// The rows of a sheet, from the top.
pub struct SheetRows<'a, R: Read> {
    part: Part<'a, R>,
    shared: &'a Shared,
    calendar: Calendar,
    /// The XML of the event being read, and the text of the cell being read: kept for their memory.
    buffer: Vec<u8>,
    value: String,
    number: u32,
    uncalculated: u64,
    done: bool,
}

/// What the attributes of a cell say.
struct CellHead {
    column: usize,
    style: usize,
    kind: CellKind,
}

#[derive(Clone, Copy, PartialEq)]
enum CellKind {
    Number,
    /// An index into the shared strings.
    Shared,
    /// The text of a formula, or the name of an error.
    Text,
    Bool,
    /// A date in ISO 8601.
    Date,
}

impl<'a, R: Read> SheetRows<'a, R> {
    pub(super) fn new(part: Part<'a, R>, shared: &'a Shared, calendar: Calendar) -> Self {
        let (buffer, value) = (Vec::new(), String::new());
        Self { part, shared, calendar, buffer, value, number: 0, uncalculated: 0, done: false }
    }

    /// Reads the next row that has a cell with something in it; false at the end of the sheet.
    ///
    /// # Errors
    /// A sentence when the sheet is damaged or too large; there is nothing to read after it.
    pub fn next_row(&mut self, row: &mut Row) -> Result<bool, Diagnostic> {
        row.clear();
        let mut column = 0;
        while !self.done {
            let mut buffer = std::mem::take(&mut self.buffer);
            let event = self.part.next(&mut buffer)?;
            match &event {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        column = 0;
                        let number = xml::attribute(element, "r").and_then(|number| number.trim().parse().ok());
                        self.number = number.unwrap_or(self.number.saturating_add(1));
                        row.begin(self.number);
                    }
                    "c" => {
                        let head = self.head(element, column)?;
                        column = head.column + 1;
                        if matches!(event, Event::Start(_)) {
                            self.read_value(&head)?;
                            self.put(&head, row)?;
                        }
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "row" && !row.is_empty() => {
                    self.buffer = buffer;
                    return Ok(true);
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    // To the end for the archive's checksum: a wrong digit must not pass for a right one.
                    while self.part.next(&mut buffer)? != Event::Eof {}
                    self.done = true;
                }
                Event::Eof => self.done = true,
                _ => {}
            }
            self.buffer = buffer;
        }
        row.clear();
        Ok(false)
    }

    /// How much of the sheet has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        if self.done { 1.0 } else { self.part.share() }
    }

    /// Cells so far whose formula has no value stored: they read as empty. Programs that write workbooks without
    /// calculating them leave such cells; Excel fills them when it saves.
    pub fn uncalculated(&self) -> u64 {
        self.uncalculated
    }

    fn head(&self, element: &BytesStart<'_>, next: usize) -> Result<CellHead, Diagnostic> {
        let mut head = CellHead { column: next, style: 0, kind: CellKind::Number };
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "r" => head.column = column(value).ok_or_else(|| self.damaged("names a cell that cannot be"))?,
                "s" => head.style = value.parse().unwrap_or(0),
                "t" => {
                    head.kind = match value {
                        "s" => CellKind::Shared,
                        "str" | "inlineStr" | "e" => CellKind::Text,
                        "b" => CellKind::Bool,
                        "d" => CellKind::Date,
                        _ => CellKind::Number,
                    }
                }
                _ => {}
            }
        }
        if head.column >= MAX_SHEET_COLUMNS {
            return Err(self.damaged("has a cell beyond column XFD"));
        }
        Ok(head)
    }

    /// Reads the cell to its end, and its text into `value`.
    fn read_value(&mut self, head: &CellHead) -> Result<(), Diagnostic> {
        self.value.clear();
        let mut has_formula = false;
        self.part.collect(&mut self.value, |name| {
            has_formula |= name == "f";
            matches!(name, "v" | "is" | "t" | "r")
        })?;
        // A formula may well give an empty text, but then the cell says that it is one.
        self.uncalculated += u64::from(has_formula && self.value.is_empty() && head.kind == CellKind::Number);
        Ok(())
    }

    /// Puts the cell whose text has been read into the row.
    fn put(&mut self, head: &CellHead, row: &mut Row) -> Result<(), Diagnostic> {
        let kind = self.shared.kinds.get(head.style).copied().unwrap_or(Kind::Number);
        let (text, calendar) = (self.value.as_str(), self.calendar);
        match head.kind {
            CellKind::Shared if !text.is_empty() => {
                let found = text.trim().parse().ok().and_then(|index| self.shared.strings.get(index));
                let Some(found) = found else { return Err(self.damaged("refers to a text that is not there")) };
                row.set(head.column, |out| out.push_str(found));
            }
            CellKind::Text => row.set(head.column, |out| unescape(out, text)),
            CellKind::Bool => {
                let word = match text {
                    "1" => "true",
                    "0" => "false",
                    other => other,
                };
                row.set(head.column, |out| out.push_str(word));
            }
            CellKind::Date => row.set(head.column, |out| serial::push_iso(out, text, kind)),
            CellKind::Number | CellKind::Shared => {
                row.set(head.column, |out| serial::push_number(out, text.trim(), kind, calendar));
            }
        }
        if row.bytes() > MAX_RECORD_BYTES {
            return Err(Diagnostic::error(
                "record_too_long",
                format!(
                    "Row {} of “{}” holds more than {} of text.",
                    self.number,
                    self.part.file(),
                    format::bytes(MAX_RECORD_BYTES as u64)
                ),
            )
            .in_file(self.part.file())
            .hint("Leave out the columns with long texts."));
        }
        Ok(())
    }

    fn damaged(&self, what: &str) -> Diagnostic {
        damaged(self.part.file(), self.part.path(), &format!("{what} (row {})", self.number))
    }
}

/// The column of a cell named as in `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(8);
    let number = letters.fold(0usize, |sum, letter| {
        sum.saturating_mul(26).saturating_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    number.checked_sub(1)
}
