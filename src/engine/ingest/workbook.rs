//! Excel workbooks (xlsx, xlsm) to rows of text, one row at a time.
//!
//! A workbook is a ZIP archive of XML parts. What must be known as a whole (shared strings, number formats) is held in
//! memory; a sheet passes through a window of 64 kB, whatever its size.
//!
//! Not by the crate `calamine`: it switches flate2 to another deflate for the whole program, and our exports would no
//! longer have the same bytes everywhere.

mod formats;
mod index;
mod limited;
mod ole;
mod package;
mod row;
mod rows;
mod serial;
mod strings;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{Read, Seek};

use self::formats::Kind;
use self::index::{Sheet, index, relationships};
use self::package::Package;
pub use self::row::Row;
pub use self::rows::SheetRows;
use self::serial::Calendar;
use self::strings::Strings;
use crate::base::Diagnostic;

/// Unpacked bytes of the shared strings, which are held in memory: a longer part is a zip bomb, or more than a browser
/// tab can hold.
const MAX_STRINGS_BYTES: u64 = 1 << 30;

/// Unpacked bytes of a sheet. It is streamed, so this only bounds the time: a full sheet of a million rows and a
/// hundred columns stays below.
const MAX_SHEET_BYTES: u64 = 4 << 30;

/// Unpacked bytes of any other part: real ones have some kilobytes.
const MAX_INDEX_BYTES: u64 = 64 << 20;

/// An open workbook.
#[derive(Debug)]
pub struct Workbook<R> {
    package: Package<R>,
    calendar: Calendar,
    names: Vec<String>,
    sheets: Vec<Sheet>,
    strings_path: Option<String>,
    styles_path: Option<String>,
    /// Read when the first sheet is: a list of the sheets must not cost a walk over all texts.
    shared: Option<Shared>,
}

/// What the cells of all sheets refer to.
#[derive(Debug)]
struct Shared {
    strings: Strings,
    /// The number format of each cell style.
    kinds: Vec<Kind>,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook and reads the list of its sheets; `name` is the file's name for sentences.
    ///
    /// # Errors
    /// A sentence when the file is protected by a password, damaged, of another kind, or has no sheet with cells.
    pub fn open(reader: R, name: &str) -> Result<Self, Diagnostic> {
        let mut package = Package::open(reader, name)?;
        let path = package.workbook_path(MAX_INDEX_BYTES)?;
        let links = relationships(&mut package, &path, MAX_INDEX_BYTES)?;
        let (mut sheets, calendar) = index(&mut package, &path, &links, MAX_INDEX_BYTES)?;
        if sheets.is_empty() {
            return Err(Diagnostic::error(
                "workbook_no_sheet",
                format!("“{name}” has no sheet with cells: it holds charts or macros only."),
            )
            .in_file(name)
            .hint("Put the table on a worksheet, or choose another file."));
        }
        // Hidden sheets hold lists and helpers: what the user sees comes first.
        sheets.sort_by_key(|sheet| sheet.hidden);
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let part = |kind: &str| links.iter().find(|link| link.is(kind)).map(|link| link.path.clone());
        Ok(Self {
            calendar,
            names,
            sheets,
            strings_path: part("sharedStrings"),
            styles_path: part("styles"),
            shared: None,
            package,
        })
    }

    /// Names of the worksheets in the workbook's order, hidden ones after the others.
    pub fn sheets(&self) -> &[String] {
        &self.names
    }

    /// Begins to read a sheet. The first call reads the texts that all sheets share.
    ///
    /// # Errors
    /// A sentence when there is no such sheet, a part is damaged, or the shared texts are too large.
    pub fn rows(&mut self, sheet: &str) -> Result<SheetRows<'_, R>, Diagnostic> {
        let Some(found) = self.sheets.iter().find(|candidate| candidate.name == sheet) else {
            return Err(no_such_sheet(self.package.name(), sheet, &self.names));
        };
        let shared = match self.shared.take() {
            Some(shared) => shared,
            None => Shared {
                strings: Strings::read(&mut self.package, self.strings_path.as_deref(), MAX_STRINGS_BYTES)?,
                kinds: formats::read(&mut self.package, self.styles_path.as_deref(), MAX_INDEX_BYTES)?,
            },
        };
        let shared = &*self.shared.insert(shared);
        let part = self.package.needed_part(&found.path, MAX_SHEET_BYTES)?;
        Ok(SheetRows::new(part, shared, self.calendar))
    }
}

fn no_such_sheet(name: &str, sheet: &str, names: &[String]) -> Diagnostic {
    const SHOWN: usize = 12;
    let mut listed = names.iter().take(SHOWN).map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        listed.push_str(" …");
    }
    Diagnostic::error("workbook_no_such_sheet", format!("“{name}” has no sheet “{sheet}”; it has {listed}."))
        .in_file(name)
        .hint("Choose one of these.")
}
