//! What a file is, told from its first bytes.

mod csv;
mod json;
mod kinds;
mod parquet;
mod sheet;

pub(super) use kinds::{binary, malformed, too_many_columns};

use super::archive;
use super::content::Content;
use super::csv::Dialect;
use super::encoding::{Encoding, Malformed};
use super::hive;
use super::json::{JsonProblem, JsonShape};
use super::layout::Line;
use super::parquet::Footer;
use super::profile::profile;
use crate::base::Diagnostic;
use crate::base::limits::{MAX_COLUMNS, MAX_RECORD_BYTES, PREVIEW_ROWS, SNIFF_BYTES};
use crate::engine::text::TextColumn;
use crate::protocol::{ColumnProfile, FoundLayout, Header, Layout, RowCount};
use kinds::{is_gibberish, known_binary, markup, nested, no_header, single_quotes};

/// Rows looked at for what the columns hold.
const PROFILE_ROWS: usize = 1_000;
/// How old Office files begin, and encrypted new ones.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";
/// What stands in a tar archive, and where.
const TAR: &[u8] = b"ustar";
const TAR_AT: usize = 257;

/// A file's kind with what reading it needs.
#[derive(Debug, Clone)]
pub enum Format {
    Csv(CsvFormat),
    Json(JsonFormat),
    Parquet(Footer),
    Sheet(SheetFormat),
}

/// How a CSV file is read.
#[derive(Debug, Clone)]
pub struct CsvFormat {
    pub(super) dialect: Dialect,
    pub(super) encoding: Encoding,
    /// Bytes of the byte order mark.
    pub(super) mark: usize,
    /// Records before the first row that are not blank.
    pub(super) skip: usize,
}

/// How a JSON file is read.
#[derive(Debug, Clone)]
pub struct JsonFormat {
    pub(super) shape: JsonShape,
    pub(super) encoding: Encoding,
    pub(super) mark: usize,
    /// The names that the first records use.
    pub(super) keys: Vec<String>,
}

/// How a sheet of a workbook is read.
#[derive(Debug, Clone)]
pub struct SheetFormat {
    pub(super) sheet: String,
    /// Rows before the first one of data that are not blank.
    pub(super) skip: usize,
    /// Empty columns left of the table.
    pub(super) left: usize,
}

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct Sniffed {
    pub format: Format,
    /// Column names as Varve calls them: those in the file, then those that its path tells.
    pub columns: Vec<String>,
    /// Columns that the file's path tells, and their value in all of its rows.
    pub constants: Vec<(String, Option<String>)>,
    pub(super) preview: Vec<Line>,
    pub(super) profiles: Vec<ColumnProfile>,
    pub(super) rows: Option<RowCount>,
    pub(super) layout: FoundLayout,
    pub(super) notes: Vec<Diagnostic>,
}

impl Sniffed {
    /// The number of columns in the file itself.
    pub fn own_columns(&self) -> usize {
        self.columns.len() - self.constants.len()
    }

    /// In words: "CSV, semicolon, UTF-8".
    pub(super) fn label(&self) -> String {
        match &self.format {
            Format::Csv(csv) => format!("CSV, {}, {}", csv.dialect.label(), csv.encoding.label()),
            Format::Json(json) => format!("JSON, {}", json.shape.label()),
            Format::Parquet(footer) => {
                let groups = footer.row_groups();
                format!("Parquet, {groups} row group{}", if groups == 1 { "" } else { "s" })
            }
            Format::Sheet(sheet) => format!("Excel, sheet “{}”", sheet.sheet),
        }
    }
}

/// What was found, before the columns of the path are added.
struct Found {
    format: Format,
    columns: Vec<String>,
    /// The first rows, cells by position.
    rows: Vec<Line>,
    count: Option<RowCount>,
    layout: FoundLayout,
    notes: Vec<Diagnostic>,
}

/// Tells what a file is. `layout`: how a person wants it to be read.
///
/// # Errors
/// A sentence when it is nothing that can be read as a table.
pub fn sniff(content: &Content, layout: &Layout) -> Result<Sniffed, Diagnostic> {
    let name = content.name();
    let head = Head::read(content, SNIFF_BYTES)?;
    if head.bytes.is_empty() {
        return Err(Diagnostic::error("file_empty", format!("“{name}” is empty: it holds no bytes at all."))
            .in_file(name)
            .hint("Export it again, with its header line."));
    }
    let found = if super::parquet::looks_like(&head.bytes) {
        parquet::sniff_parquet(content)?
    } else if head.bytes.starts_with(OLE) {
        // Says whether it is an old workbook, or one that is locked.
        sheet::sniff_workbook(content, layout)?
    } else if head.bytes.get(TAR_AT..).is_some_and(|rest| rest.starts_with(TAR)) {
        return Err(if content.is_packed() { nested(name) } else { binary(name, "a tar archive") });
    } else if archive::looks_packed(&head.bytes) {
        if content.is_packed() && !archive::is_workbook(&content.ranges()?) {
            return Err(nested(name));
        }
        sheet::sniff_workbook(content, layout)?
    } else {
        sniff_text(content, head, layout)?
    };
    finish(name, found)
}

fn finish(name: &str, found: Found) -> Result<Sniffed, Diagnostic> {
    let Found { format, mut columns, mut rows, count, layout, notes } = found;
    let mut constants = hive::partitions(name);
    constants.retain(|(column, _)| !columns.contains(column));
    let own = columns.len();
    columns.extend(constants.iter().map(|(column, _)| column.clone()));
    if columns.len() > MAX_COLUMNS {
        return Err(too_many_columns(name, columns.len()));
    }
    for row in &mut rows {
        row.resize(own, None);
        row.extend(constants.iter().map(|(_, value)| value.clone()));
    }
    let profiles = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let mut cells = TextColumn::default();
            rows.iter().for_each(|row| cells.push(row[index].as_deref()));
            profile(column, &cells)
        })
        .collect();
    rows.truncate(PREVIEW_ROWS);
    Ok(Sniffed { format, columns, constants, preview: rows, profiles, rows: count, layout, notes })
}

/// The first bytes of a file, unpacked.
struct Head {
    bytes: Vec<u8>,
    /// Whether they are all.
    whole: bool,
    /// Bytes of the whole file, unpacked; estimated where it is packed.
    total: f64,
}

impl Head {
    fn read(content: &Content, limit: usize) -> Result<Self, Diagnostic> {
        let mut stream = content.stream();
        let (mut bytes, mut whole) = (Vec::new(), false);
        while bytes.len() < limit && !whole {
            whole = stream.next(limit - bytes.len(), &mut bytes)?;
        }
        let growth = bytes.len() as f64 / stream.read().max(1) as f64;
        let total = if whole {
            bytes.len() as f64
        } else {
            content.unpacked_bytes().map_or(content.bytes() as f64 * growth, |bytes| bytes as f64)
        };
        Ok(Self { bytes, whole, total })
    }

    /// The rows of the file, when there are `count` in this `share` of the first bytes.
    fn estimate(&self, count: usize, share: f64) -> RowCount {
        let seen = share * self.bytes.len() as f64;
        let rows = if self.whole { count as f64 } else { (count as f64 * self.total / seen.max(1.0)).round() };
        RowCount { rows, exact: self.whole }
    }
}

fn sniff_text(content: &Content, mut head: Head, layout: &Layout) -> Result<Found, Diagnostic> {
    let name = content.name();
    if let Some(kind) = known_binary(&head.bytes) {
        return Err(binary(name, kind));
    }
    loop {
        let (encoding, mark) = Encoding::sniff(&head.bytes, head.whole);
        let mut text = String::new();
        // What is cut at the end of a part of a file is not malformed.
        encoding
            .decoder()
            .decode(&head.bytes[mark..], head.whole, &mut text)
            .map_err(|Malformed| malformed(name, encoding))?;
        if is_gibberish(&text) {
            return Err(binary(name, "binary data (it is full of control characters)"));
        }
        if let Some(kind) = markup(&text) {
            return Err(kind.problem(name));
        }
        if text.trim_start().starts_with("{'") || text.trim_start().starts_with("[{'") {
            return Err(single_quotes(name));
        }
        let shape = super::json::sniff(&text);
        let is_json = shape.is_some();
        let found = match shape {
            Some(shape) => {
                json::sniff_json(name, &text, &head, JsonFormat { shape, encoding, mark, keys: Vec::new() })?
            }
            None => csv::sniff_csv(name, &text, &head, encoding, mark, layout),
        };
        match found {
            Some(found) => return Ok(found),
            // A header, or a first record, longer than what was looked at.
            None if !head.whole && head.bytes.len() < MAX_RECORD_BYTES => {
                head = Head::read(content, (head.bytes.len() * 8).min(MAX_RECORD_BYTES))?;
            }
            None if is_json => return Err(JsonProblem::too_long(1).diagnostic(name)),
            None => return Err(no_header(name, head.whole)),
        }
    }
}

/// Says that lines above the header are left out.
fn preamble_note(name: &str, found: &FoundLayout) -> Option<Diagnostic> {
    let Some(Header::Line(lines @ 1..)) = found.header else { return None };
    let what = if lines == 1 { "The first line".to_owned() } else { format!("The first {lines} lines") };
    Some(
        Diagnostic::info(
            "preamble",
            format!(
                "{what} of “{name}” above the names of the columns {} left out.",
                if lines == 1 { "is" } else { "are" }
            ),
        )
        .in_file(name)
        .hint("If another line names the columns, choose it on the files page."),
    )
}
