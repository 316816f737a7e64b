//! The ZIP archive that a workbook is, and its parts as XML, each within limits.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::index::read_relationships;
use super::limited::{Exceeded, Limited};
use super::{ole, xml};
use crate::base::limits::MAX_RECORD_BYTES;
use crate::base::{Diagnostic, format};
use crate::engine::ingest::range::carried;

/// Bytes unpacked at a time.
const WINDOW: usize = 64 << 10;

/// Elements within elements: real parts have less than twenty.
const MAX_DEPTH: usize = 256;

/// A workbook's archive.
#[derive(Debug)]
pub(super) struct Package<R> {
    name: String,
    archive: ZipArchive<R>,
}

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(mut reader: R, name: &str) -> Result<Self, Diagnostic> {
        if let Some(problem) = ole::problem(&mut reader, name)? {
            return Err(problem);
        }
        reader.seek(SeekFrom::Start(0)).map_err(|error| unreadable(name, &error))?;
        let archive = ZipArchive::new(reader).map_err(|error| zip_problem(name, None, error))?;
        Ok(Self { name: name.to_owned(), archive })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The path of the part that lists the sheets.
    pub(super) fn workbook_path(&mut self, limit: u64) -> Result<String, Diagnostic> {
        const USUAL: &str = "xl/workbook.xml";
        let links = read_relationships(self, "_rels/.rels", "", limit)?;
        let path = links.into_iter().find(|link| link.is("officeDocument")).map(|link| link.path);
        let path = path.unwrap_or_else(|| USUAL.to_owned());
        if self.find(&path).is_some() && path.to_ascii_lowercase().ends_with(".xml") && !path.starts_with("word/") {
            return Ok(path);
        }
        Err(self.other_kind(&path))
    }

    /// The sentence for an archive that is no xlsx workbook.
    fn other_kind(&self, path: &str) -> Diagnostic {
        let name = &self.name;
        let kind = if path.ends_with(".bin") {
            "a binary Excel workbook (xlsb)"
        } else if self.find("content.xml").is_some() && self.find("mimetype").is_some() {
            "an OpenDocument file (ods)"
        } else if self.find("[Content_Types].xml").is_some() {
            "an Office document, but no workbook"
        } else {
            "a ZIP archive, but no workbook"
        };
        Diagnostic::error("workbook_kind", format!("“{name}” cannot be read as a workbook: it is {kind}."))
            .in_file(name)
            .hint("Open it in Excel or LibreOffice and save the table as “Excel Workbook (.xlsx)” or CSV.")
    }

    /// The index of a part in the archive. Part names are compared as OPC asks: without regard to ASCII case; some
    /// writers put backslashes.
    fn find(&self, path: &str) -> Option<usize> {
        self.archive.index_for_name(path).or_else(|| {
            let same = |name: &str| {
                name.len() == path.len()
                    && name
                        .bytes()
                        .zip(path.bytes())
                        .all(|(left, right)| left.eq_ignore_ascii_case(&right) || (left == b'\\' && right == b'/'))
            };
            self.archive.file_names().find(|name| same(name)).and_then(|name| self.archive.index_for_name(name))
        })
    }

    /// Begins to read a part of at most `limit` unpacked bytes; `None` when the archive has no such part.
    pub(super) fn part(&mut self, path: &str, limit: u64) -> Result<Option<Part<'_, R>>, Diagnostic> {
        match self.find(path) {
            Some(index) => self.part_at(index, path, limit).map(Some),
            None => Ok(None),
        }
    }

    /// [`Self::part`], where a workbook without the part is damaged.
    pub(super) fn needed_part(&mut self, path: &str, limit: u64) -> Result<Part<'_, R>, Diagnostic> {
        match self.find(path) {
            Some(index) => self.part_at(index, path, limit),
            None => Err(damaged(&self.name, path, "is missing")),
        }
    }

    fn part_at(&mut self, index: usize, path: &str, limit: u64) -> Result<Part<'_, R>, Diagnostic> {
        let file = &self.name;
        let entry = self.archive.by_index(index).map_err(|error| zip_problem(file, Some(path), error))?;
        let size = entry.size();
        let mut reader = Reader::from_reader(Limited::new(BufReader::with_capacity(WINDOW, entry), limit));
        reader.config_mut().allow_dangling_amp = true;
        Ok(Part { file, path: path.to_owned(), size, limit, reader, depth: 0, inner: Vec::new() })
    }
}

/// A part being read as XML.
pub(super) struct Part<'a, R: Read> {
    file: &'a str,
    path: String,
    size: u64,
    limit: u64,
    reader: Reader<Limited<BufReader<ZipFile<'a, R>>>>,
    depth: usize,
    /// The XML of events inside a cell or text.
    inner: Vec<u8>,
}

impl<R: Read> Part<'_, R> {
    /// The workbook's file name.
    pub(super) fn file(&self) -> &str {
        self.file
    }

    /// The part's name in the archive.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// How much of the part has been read, from 0 to 1, by the size that the archive states.
    pub(super) fn share(&self) -> f64 {
        (self.reader.buffer_position() as f64 / self.size.max(1) as f64).min(1.0)
    }

    /// The next event; after the end of the part [`Event::Eof`].
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Diagnostic> {
        buffer.clear();
        self.reader.get_mut().begin_event();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(self.io_problem(&error)),
            Err(_) => return Err(self.damaged("is not well-formed XML")),
        };
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(self.damaged("ends early")),
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(self.damaged("has too many elements within elements"));
        }
        Ok(event)
    }

    /// Appends the text of the element whose start has been read, from it and those elements inside it that `wanted`
    /// names, and reads to its end. Text counts in `t` and `v` only: elsewhere it is white space between elements.
    pub(super) fn collect(&mut self, out: &mut String, mut wanted: impl FnMut(&str) -> bool) -> Result<(), Diagnostic> {
        let mut buffer = std::mem::take(&mut self.inner);
        let start = self.depth;
        // Depth of the outermost element that is not wanted.
        let (mut unwanted, mut in_value) = (usize::MAX, false);
        while self.depth >= start {
            match self.next(&mut buffer)? {
                Event::Start(element) => {
                    let name = element.local_name();
                    in_value = matches!(name.as_ref(), "t" | "v");
                    if !wanted(name.as_ref()) {
                        unwanted = unwanted.min(self.depth);
                    }
                }
                Event::End(_) => {
                    in_value = false;
                    if self.depth < unwanted {
                        unwanted = usize::MAX;
                    }
                }
                Event::Eof => return Err(self.damaged("ends early")),
                event if in_value && self.depth < unwanted => xml::push_text(out, &event),
                _ => {}
            }
        }
        self.inner = buffer;
        Ok(())
    }

    pub(super) fn damaged(&self, what: &str) -> Diagnostic {
        damaged(self.file, &self.path, what)
    }

    fn io_problem(&self, error: &io::Error) -> Diagnostic {
        if let Some(exceeded) = error.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>()) {
            return match exceeded {
                Exceeded::Part => too_large(self.file, &self.path, self.limit),
                Exceeded::Event => self
                    .damaged(&format!("has a text or element of more than {}", format::bytes(MAX_RECORD_BYTES as u64))),
            };
        }
        carried(error).unwrap_or_else(|| self.damaged("cannot be unpacked"))
    }
}

/// The sentence for a workbook that is not as it should be; `what` follows the name of the part.
pub(super) fn damaged(name: &str, part: &str, what: &str) -> Diagnostic {
    repair(name, format!("“{name}” is damaged: its part {part} {what}."))
}

fn repair(name: &str, message: String) -> Diagnostic {
    Diagnostic::error("workbook_damaged", message)
        .in_file(name)
        .hint("Get it again, or open it in Excel, let Excel repair it, and save it under another name.")
}

pub(super) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    carried(error).unwrap_or_else(|| repair(name, format!("“{name}” is damaged or cut.")))
}

fn too_large(name: &str, part: &str, limit: u64) -> Diagnostic {
    let limit = format::bytes(limit);
    Diagnostic::error(
        "workbook_too_large",
        format!("“{name}” is too large: unpacked, its part {part} has more than {limit}, the most that Varve reads."),
    )
    .in_file(name)
    .hint("Save the sheet as CSV, which has no such limit, or split the workbook.")
}

fn zip_problem(name: &str, part: Option<&str>, error: ZipError) -> Diagnostic {
    match error {
        ZipError::Io(error) => unreadable(name, &error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => encrypted(name),
        _ => repair(
            name,
            match part {
                Some(part) => format!("“{name}” is damaged: its part {part} cannot be unpacked."),
                None => format!("“{name}” is damaged or cut: its table of contents cannot be read."),
            },
        ),
    }
}

/// The sentence for a workbook that is encrypted as a whole.
pub(super) fn encrypted(name: &str) -> Diagnostic {
    Diagnostic::error("workbook_encrypted", format!("“{name}” is protected by a password, so it cannot be read."))
        .in_file(name)
        .hint(
            "In Excel, take the password away (File, Info, Protect Workbook, Encrypt with Password) and save it again.",
        )
}
