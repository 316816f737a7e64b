//! One column of values: its pages' levels and values, one after the other, as text.

use std::sync::Arc;

use bytes::Bytes;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::schema::types::ColumnDescriptor;

use super::header::Layout;
use super::hybrid::Hybrid;
use super::pages::{Fetch, Page, Pages};
use super::problem::{Problem, Result};
use super::text::{Meaning, Raw};
use super::values::{Physical, Values, encoding, runs, unknown_encoding};
use crate::engine::host::ByteSource;

/// How values become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Cell,
    Json,
}

/// A value's place: which list it continues, and how much of its path is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Levels {
    pub(super) repetition: u32,
    pub(super) definition: u32,
}

/// Where the leaf's chunk is, and what is wanted of it.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) source: &'a dyn ByteSource,
    pub(super) chunk: &'a ColumnChunkMetaData,
    pub(super) fetch: Fetch,
    pub(super) style: Style,
}

/// A reader of one column chunk.
pub(super) struct Leaf<'a> {
    pages: Pages<'a>,
    physical: Physical,
    writer: Writer,
    max: Levels,
    dictionary: Option<Dictionary>,
    repetitions: Hybrid,
    definitions: Hybrid,
    values: Values,
    /// Levels left in the page.
    left: usize,
    text: String,
}

/// The dictionary's entries as text, one after the other, and where each ends.
struct Dictionary {
    texts: String,
    ends: Vec<usize>,
}

/// Writes values of one meaning in one style.
struct Writer {
    meaning: Meaning,
    style: Style,
    scratch: String,
}

impl Writer {
    fn push(&mut self, out: &mut String, raw: Raw<'_>) {
        match self.style {
            Style::Cell => self.meaning.push(out, raw),
            Style::Json => self.meaning.push_json(out, raw, &mut self.scratch),
        }
    }
}

impl<'a> Leaf<'a> {
    pub(super) fn new(request: Request<'a>) -> Result<Self> {
        let column: Arc<ColumnDescriptor> = request.chunk.column_descr_ptr();
        let physical = Physical::new(column.physical_type(), column.type_length());
        let level = |level: i16| u32::try_from(level).unwrap_or(0);
        Ok(Self {
            pages: Pages::new(request.source, request.chunk, request.fetch)?,
            physical,
            writer: Writer { meaning: Meaning::of(&column)?, style: request.style, scratch: String::new() },
            max: Levels { repetition: level(column.max_rep_level()), definition: level(column.max_def_level()) },
            dictionary: None,
            repetitions: Hybrid::default(),
            definitions: Hybrid::default(),
            values: Values::none(physical),
            left: 0,
            text: String::new(),
        })
    }

    /// Bytes fetched from the file.
    pub(super) fn fetched(&self) -> u64 {
        self.pages.fetched()
    }

    /// Whether a value with these levels is there.
    pub(super) fn is_present(&self, levels: Levels) -> bool {
        levels.definition == self.max.definition
    }

    /// The next value's levels; `None` after the last. A value that is present is taken with [`Self::text`].
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Levels>> {
        while self.left == 0 {
            let Some(page) = self.pages.next()? else { return Ok(None) };
            self.open(page)?;
        }
        self.left -= 1;
        let mut levels = Levels { repetition: 0, definition: self.max.definition };
        if self.max.repetition > 0 {
            levels.repetition = self.repetitions.next().ok_or_else(levels_end)?;
        }
        if self.max.definition > 0 {
            levels.definition = self.definitions.next().ok_or_else(levels_end)?;
        }
        if levels.repetition > self.max.repetition || levels.definition > self.max.definition {
            return Err(Problem::damaged("a level is higher than the schema has any"));
        }
        Ok(Some(levels))
    }

    /// The text of the value that is next.
    #[inline]
    pub(super) fn text(&mut self) -> Result<&str> {
        if self.values.are_entries() {
            let Some(dictionary) = &self.dictionary else {
                return Err(Problem::damaged("a page refers to a dictionary that is not there"));
            };
            let entry = self.values.next_entry().ok_or_else(values_end)?;
            let text = dictionary.text(entry);
            return text.ok_or_else(|| Problem::damaged(format!("its dictionary has no entry {entry}")));
        }
        let raw = self.values.next().ok_or_else(values_end)?;
        self.text.clear();
        self.writer.push(&mut self.text, raw);
        Ok(&self.text)
    }

    fn open(&mut self, page: Page) -> Result<()> {
        let Page { header, levels, mut body } = page;
        let (repetition_width, definition_width) = (bits(self.max.repetition), bits(self.max.definition));
        match header.layout {
            Layout::Other => return Ok(()),
            Layout::Dictionary => return self.open_dictionary(header.values, header.encoding, body),
            Layout::One { definition, repetition } => {
                if repetition_width > 0 {
                    self.repetitions = run_levels(&mut body, repetition, repetition_width)?;
                }
                if definition_width > 0 {
                    self.definitions = run_levels(&mut body, definition, definition_width)?;
                }
            }
            Layout::Two { repetition, .. } => {
                self.repetitions = Hybrid::new(levels.slice(..repetition), repetition_width);
                self.definitions = Hybrid::new(levels.slice(repetition..), definition_width);
            }
        }
        if header.values == 0 {
            return Ok(());
        }
        self.left = header.values;
        // A page of nulls alone may have no bytes at all for its values.
        let is_empty = body.is_empty() && self.max.definition > 0;
        self.values =
            if is_empty { Values::none(self.physical) } else { Values::new(self.physical, header.encoding, body)? };
        Ok(())
    }

    fn open_dictionary(&mut self, count: usize, code: i64, body: Bytes) -> Result<()> {
        if !matches!(code, encoding::PLAIN | encoding::PLAIN_DICTIONARY) {
            return Err(unknown_encoding(code));
        }
        // Every entry takes some of the bytes, so a count that lies ends with them.
        if count > body.len() {
            return Err(Problem::damaged("its dictionary is shorter than it says"));
        }
        let mut dictionary = Dictionary { texts: String::new(), ends: Vec::new() };
        let mut values = Values::plain(self.physical, body);
        for _ in 0..count {
            let raw = values.next().ok_or_else(|| Problem::damaged("its dictionary is shorter than it says"))?;
            self.writer.push(&mut dictionary.texts, raw);
            dictionary.ends.push(dictionary.texts.len());
        }
        self.dictionary = Some(dictionary);
        Ok(())
    }
}

impl Dictionary {
    fn text(&self, entry: usize) -> Option<&str> {
        let end = *self.ends.get(entry)?;
        let start = entry.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start..end)
    }
}

/// Bits that the levels from 0 to `most` need.
fn bits(most: u32) -> u32 {
    u32::BITS - most.leading_zeros()
}

/// Takes the levels of a version 1 page from the front of its body.
fn run_levels(body: &mut Bytes, code: i64, width: u32) -> Result<Hybrid> {
    if code != encoding::RLE {
        return Err(unknown_encoding(code));
    }
    let (levels, length) = runs(body, width).ok_or_else(levels_end)?;
    *body = body.slice(length..);
    Ok(levels)
}

fn levels_end() -> Problem {
    Problem::damaged("the levels of a page end too early")
}

fn values_end() -> Problem {
    Problem::damaged("the values of a page end too early")
}
