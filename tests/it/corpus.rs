//! Odd and hostile files: each in `tests/corpus/ingest` is read whole, and must give the table, or the exact sentence,
//! that stands in `expected/`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use serde::Deserialize;
use varve::base::Diagnostic;
use varve::engine::host::{ByteSource, MemorySource, block_on};
use varve::engine::ingest::{Content, FileInput, RawTable, inspect, read_table, unpack};
use varve::pipelines::sales;
use varve::protocol::{FileInspection, Header, Layout};

use crate::support::{TestHost, gzip, path};

#[derive(Deserialize)]
struct Case {
    file: Option<String>,
    generate: Option<Generated>,
    /// The path as it was dropped.
    name: String,
    #[serde(default)]
    tables: Vec<Expected>,
    problem: Option<Problem>,
}

/// A file too large to be kept: a text, or an archive of one text under many names.
#[derive(Deserialize)]
#[serde(untagged)]
enum Generated {
    Text { parts: Vec<Part>, encoding: String, pack: Option<String> },
    Zip { zip: Vec<Member> },
}

#[derive(Deserialize)]
struct Part {
    text: String,
    repeat: usize,
}

#[derive(Deserialize)]
struct Member {
    name: String,
    repeat: usize,
    text: String,
}

#[derive(Deserialize, Default)]
struct Expected {
    name: Option<String>,
    columns: Option<Vec<String>>,
    rows: Option<Vec<Vec<Cell>>>,
    row_count: Option<usize>,
    #[serde(default)]
    first: Vec<Vec<Cell>>,
    #[serde(default)]
    last: Vec<Vec<Cell>>,
    #[serde(default)]
    ragged: Vec<(u32, u32)>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    ask_header: bool,
    header_line: Option<u32>,
    delimiter: Option<String>,
    encoding: Option<String>,
    sheet: Option<String>,
    sheets: Option<Vec<String>>,
    problem: Option<Problem>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    Repeated(Part),
    Plain(Option<String>),
}

impl Cell {
    fn text(&self) -> Option<String> {
        match self {
            Self::Repeated(part) => Some(part.text.repeat(part.repeat)),
            Self::Plain(text) => text.clone(),
        }
    }
}

type Row = Vec<Option<String>>;

#[derive(Deserialize)]
struct Problem {
    code: String,
    sentence: Option<String>,
}

/// What reading one table of a file gave.
struct Found {
    name: String,
    result: Result<Read, Diagnostic>,
}

struct Read {
    columns: Vec<String>,
    rows: Vec<Row>,
    raw: RawTable,
    file: FileInspection,
}

#[test]
fn every_odd_file_gives_its_table_or_its_sentence() {
    let folder = path("corpus/ingest");
    let mut cases: Vec<_> = fs::read_dir(folder.join("expected"))
        .expect("the cases")
        .map(|entry| entry.expect("readable").path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 300, "cases are missing: {}", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let text = fs::read_to_string(case).expect("readable");
        let name = case.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parsed: Case = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        if let Err(problem) = check(&folder, &parsed) {
            failures.push(format!("{name}: {problem}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn check(folder: &Path, case: &Case) -> Result<(), String> {
    let bytes = match (&case.file, &case.generate) {
        (Some(file), _) => fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?,
        (None, Some(generated)) => generated.bytes(),
        (None, None) => return Err("neither file nor generate".to_owned()),
    };
    let source: Rc<dyn ByteSource> = Rc::new(MemorySource::new(case.name.clone(), bytes));
    let found: Vec<Found> =
        unpack(&source).into_iter().map(|(name, content)| Found { result: read(&name, content), name }).collect();
    if let Some(problem) = &case.problem {
        return match found.as_slice() {
            [one] => problem.check(one.result.as_ref().err()),
            _ => Err(format!("{} tables instead of a problem", found.len())),
        };
    }
    // Of an archive of very many members only some are written down.
    if matches!(case.generate, None | Some(Generated::Text { .. })) && found.len() != case.tables.len() {
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        return Err(format!("{} tables instead of {}: {names:?}", found.len(), case.tables.len()));
    }
    case.tables.iter().try_for_each(|expected| {
        let name = expected.name.as_ref().unwrap_or(&case.name);
        let found = found.iter().find(|found| found.name == *name).ok_or_else(|| format!("no table {name}"))?;
        expected.check(found).map_err(|problem| format!("{name}: {problem}"))
    })
}

fn read(name: &str, content: Result<Content, Diagnostic>) -> Result<Read, Diagnostic> {
    let content = content?;
    let (file, sniffed) = inspect(name, Ok(&content), &Layout::default());
    // That no pipeline knows the columns is no fault of the file.
    let Some(sniffed) = sniffed else { return Err(file.problem.expect("a reason")) };
    let spec = &sales::SPEC.inputs[0];
    let unbound = vec![None; spec.columns.len()];
    let columns = sniffed.columns.clone();
    let input = FileInput { content, sniffed, bindings: unbound.clone(), only_needed: false };
    let readings = vec![None; spec.columns.len()];
    let raw = block_on(read_table(&TestHost::default(), spec, vec![input], readings, 1))?;
    assert_eq!(raw.columns.len(), unbound.len());
    let columns = columns.into_iter().chain(raw.extras.iter().map(|(name, _)| name.clone())).fold(
        Vec::new(),
        |mut all: Vec<String>, name| {
            if !all.contains(&name) {
                all.push(name);
            }
            all
        },
    );
    let cell = |row: usize, name: &String| {
        let column = raw.extras.iter().find(|(extra, _)| extra == name);
        column.and_then(|(_, cells)| cells.get(row)).map(str::to_owned)
    };
    let rows = (0..raw.rows).map(|row| columns.iter().map(|name| cell(row, name)).collect()).collect();
    Ok(Read { columns, rows, raw, file })
}

impl Generated {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text { parts, encoding, pack } => {
                let text: String = parts.iter().map(|part| part.text.repeat(part.repeat)).collect();
                let bytes = match encoding.as_str() {
                    "utf-8" => text.into_bytes(),
                    "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    "windows-1252" => text.chars().map(windows_1252).collect(),
                    other => panic!("unknown encoding {other}"),
                };
                match pack.as_deref() {
                    None => bytes,
                    Some("gzip") => gzip(&bytes),
                    Some(other) => panic!("unknown packing {other}"),
                }
            }
            Self::Zip { zip } => {
                let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                for member in zip {
                    for index in 0..member.repeat {
                        let name = member.name.replace("{index}", &index.to_string());
                        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
                        archive.write_all(member.text.as_bytes()).expect("in memory");
                    }
                }
                archive.finish().expect("in memory").into_inner()
            }
        }
    }
}

/// Of the characters beyond those shared with Latin-1 only the euro sign is used.
fn windows_1252(letter: char) -> u8 {
    if letter == '€' { 0x80 } else { u8::try_from(u32::from(letter)).expect("Latin-1") }
}

impl Problem {
    fn check(&self, found: Option<&Diagnostic>) -> Result<(), String> {
        let Some(found) = found else { return Err(format!("a table instead of the problem {}", self.code)) };
        if found.code != self.code {
            return Err(format!("problem {} instead of {}: {found}", found.code, self.code));
        }
        if found.hints.is_empty() {
            return Err(format!("does not say what to do: {found}"));
        }
        match &self.sentence {
            Some(sentence) if *sentence == found.to_string() => Ok(()),
            Some(sentence) => Err(format!("says\n    {found}\n  instead of\n    {sentence}")),
            None => Err(format!("the sentence is not written down yet:\n    {found}")),
        }
    }
}

impl Expected {
    fn check(&self, found: &Found) -> Result<(), String> {
        if let Some(problem) = &self.problem {
            return problem.check(found.result.as_ref().err());
        }
        let read = found.result.as_ref().map_err(|problem| format!("[{}] {problem}", problem.code))?;
        same("columns", &Some(&read.columns), &self.columns.as_ref())?;
        let texts =
            |rows: &[Vec<Cell>]| rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect::<Vec<Row>>();
        if let Some(rows) = &self.rows {
            same("rows", &read.rows, &texts(rows))?;
        }
        same("row count", &Some(read.rows.len()), &self.row_count.or(Some(read.rows.len())))?;
        let (first, last) = (texts(&self.first), texts(&self.last));
        same("first rows", &read.rows[..first.len().min(read.rows.len())], &first)?;
        same("last rows", &read.rows[read.rows.len().saturating_sub(last.len())..], &last)?;
        same("ragged", &read.raw.ragged, &self.ragged)?;
        for code in &self.notes {
            if read.raw.notes.iter().all(|note| note.code != *code) {
                return Err(format!("no note {code}, only {:?}", read.raw.notes));
            }
        }
        let layout = &read.file.layout;
        same("ask_header", &layout.ask_header, &self.ask_header)?;
        let line = match layout.header {
            Some(Header::Line(line)) => Some(line),
            Some(Header::Absent) | None => None,
        };
        same("header line", &line, &self.header_line.or(line))?;
        same("sheet", &layout.sheet, &self.sheet.clone().or(layout.sheet.clone()))?;
        same("sheets", &layout.sheets, self.sheets.as_ref().unwrap_or(&layout.sheets))?;
        for word in self.delimiter.iter().chain(&self.encoding) {
            if !read.file.format.contains(word.as_str()) {
                return Err(format!("“{}” does not tell {word}", read.file.format));
            }
        }
        Ok(())
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}\n    {found:?}\n  instead of\n    {expected:?}")) }
}
