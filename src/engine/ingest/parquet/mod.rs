//! Parquet files to columns of text, by ranges: the footer first, then one column chunk of one row group at a time.
//!
//! The parquet crate reads the footer and decompresses pages; what it would take on trust is looked at before
//! (`footer`, `header`). Levels and values are decoded here: the crate's own readers panic where a file lies, and a panic
//! ends the worker.
//!
//! | module | what |
//! | --- | --- |
//! | `footer`, `header`, `thrift` | footers and page headers, before anything is reserved |
//! | `schema` | which leaves make which column |
//! | `pages` | a column chunk's pages, fetched and decompressed |
//! | `leaf`, `values`, `hybrid`, `delta` | a page's levels and values |
//! | `nested` | levels to JSON |
//! | `text`, `numbers`, `moments` | a value to its text |
//! | `problem` | the sentences |

mod delta;
mod footer;
mod header;
mod hybrid;
mod leaf;
mod moments;
mod nested;
mod numbers;
mod pages;
mod problem;
mod schema;
mod text;
mod thrift;
mod values;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use parquet::file::metadata::{FooterTail, ParquetMetaData, ParquetMetaDataReader};

use self::leaf::{Leaf, Request, Style};
use self::nested::Assembler;
use self::pages::Fetch;
use self::problem::{Problem, damaged, elsewhere, encrypted, truncated};
use self::schema::{Column, Node};
use crate::base::{Diagnostic, format};
use crate::engine::host::ByteSource;

const FOOTER_BYTES: usize = 8;
const MAGIC: &[u8] = b"PAR1";
const MAGIC_ENCRYPTED: &[u8] = b"PARE";

/// Whether the first bytes are those of a Parquet file.
pub fn looks_like(head: &[u8]) -> bool {
    head.starts_with(MAGIC) || head.starts_with(MAGIC_ENCRYPTED)
}

/// A file's footer: its schema and where its row groups stand.
#[derive(Debug, Clone)]
pub struct Footer {
    metadata: Arc<ParquetMetaData>,
    columns: Arc<[Column]>,
    rows: u64,
    /// Names of the columns that are left out: groups without a single value in them.
    pub nested: Vec<String>,
}

impl Footer {
    /// Reads the footer.
    ///
    /// # Errors
    /// A sentence for a truncated, encrypted or damaged file.
    pub fn read(source: &dyn ByteSource) -> Result<Self, Diagnostic> {
        let name = source.name();
        let end = source.len().checked_sub(FOOTER_BYTES as u64).filter(|end| *end >= MAGIC.len() as u64);
        let end = end.ok_or_else(|| truncated(name))?;
        let tail = source.read(end, FOOTER_BYTES)?;
        if tail.ends_with(MAGIC_ENCRYPTED) {
            return Err(encrypted(name));
        }
        let tail = tail.try_into().ok().and_then(|tail| FooterTail::try_new(&tail).ok());
        let length = tail.ok_or_else(|| truncated(name))?.metadata_length();
        let start = end.checked_sub(length as u64).filter(|start| *start >= MAGIC.len() as u64).ok_or_else(|| {
            damaged(
                name,
                format_args!(
                    "its footer is said to be {} long, longer than the file allows",
                    format::bytes(length as u64)
                ),
            )
        })?;
        let bytes = source.read(start, length)?;
        let outline = footer::outline(&bytes).map_err(|_| damaged(name, "its footer is not what it should be"))?;
        if outline.encrypted {
            return Err(encrypted(name));
        }
        let metadata = ParquetMetaDataReader::decode_metadata(&bytes)
            .map_err(|_| damaged(name, "its footer is not what it should be"))?;
        let (columns, nested) = schema::columns(metadata.file_metadata().schema_descr());
        let rows = check(name, &metadata, &columns, start)?;
        Ok(Self { metadata: Arc::new(metadata), columns: columns.into(), rows, nested })
    }

    /// Names of the columns that can be read, in the schema's order. A nested one is a column of JSON texts.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Rows in the file.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Number of row groups.
    pub fn row_groups(&self) -> usize {
        self.metadata.num_row_groups()
    }

    /// Rows of one row group.
    pub fn group_rows(&self, group: usize) -> usize {
        usize::try_from(self.metadata.row_group(group).num_rows()).unwrap_or(0)
    }

    /// Reads up to `limit` cells of one column of one row group and hands each to `push`; returns the bytes read,
    /// which for a small limit are no more than the first pages.
    ///
    /// # Errors
    /// A sentence when the bytes are not what the footer says, or in a codec or encoding that is not built in.
    pub fn read_column(
        &self,
        source: &dyn ByteSource,
        group: usize,
        column: usize,
        limit: usize,
        push: &mut dyn FnMut(Option<&str>),
    ) -> Result<u64, Diagnostic> {
        let column = &self.columns[column];
        self.cells(source, group, column, limit, push).map_err(|problem| problem.in_column(source.name(), &column.name))
    }

    fn cells(
        &self,
        source: &dyn ByteSource,
        group: usize,
        column: &Column,
        limit: usize,
        push: Push<'_>,
    ) -> problem::Result<u64> {
        let rows = self.group_rows(group);
        if rows.min(limit) == 0 {
            // Without rows there may be no pages either.
            return Ok(0);
        }
        let chunks = &self.metadata.row_group(group).columns()[column.leaves.clone()];
        let fetch = Fetch::new(chunks.len(), limit < rows);
        let style = if column.nested.is_some() { Style::Json } else { Style::Cell };
        let mut leaves = chunks.iter().map(|chunk| Leaf::new(Request { source, chunk, fetch, style }));
        match &column.nested {
            Some(root) => {
                read_nested(Assembler::new(leaves.collect::<problem::Result<_>>()?)?, root, rows, limit, push)
            }
            None => match leaves.next() {
                Some(leaf) => read_plain(leaf?, rows, limit, push),
                None => Err(too_few(0, rows)),
            },
        }
    }
}

type Push<'a> = &'a mut dyn FnMut(Option<&str>);

fn read_plain(mut leaf: Leaf<'_>, rows: usize, limit: usize, push: Push<'_>) -> problem::Result<u64> {
    for row in 0..rows.min(limit) {
        let levels = leaf.next()?.ok_or_else(|| too_few(row, rows))?;
        push(if leaf.is_present(levels) { Some(leaf.text()?) } else { None });
    }
    // What follows the last page may be anything but more values.
    if rows <= limit && matches!(leaf.next(), Ok(Some(_))) { Err(too_many(rows)) } else { Ok(leaf.fetched()) }
}

fn read_nested(
    mut records: Assembler<'_>,
    root: &Node,
    rows: usize,
    limit: usize,
    push: Push<'_>,
) -> problem::Result<u64> {
    let mut json = String::new();
    for row in 0..rows.min(limit) {
        if !records.has_more() {
            return Err(too_few(row, rows));
        }
        json.clear();
        let is_there = records.record(root, &mut json)?;
        push(is_there.then_some(json.as_str()));
    }
    if rows <= limit && records.has_more() { Err(too_many(rows)) } else { Ok(records.fetched()) }
}

/// Looks whether the footer agrees with itself and the file; returns the rows. `end` is where the footer begins.
fn check(file: &str, metadata: &ParquetMetaData, columns: &[Column], end: u64) -> Result<u64, Diagnostic> {
    let mut sum = 0u64;
    for (index, group) in metadata.row_groups().iter().enumerate() {
        let rows = usize::try_from(group.num_rows()).ok().and_then(|rows| u64::try_from(rows).ok());
        let rows = rows.ok_or_else(|| {
            damaged(file, format_args!("its row group {} is said to have {} rows", index + 1, group.num_rows()))
        })?;
        sum = sum.saturating_add(rows);
        for column in columns {
            for chunk in &group.columns()[column.leaves.clone()] {
                if let Some(other) = chunk.file_path() {
                    return Err(elsewhere(file, other));
                }
                let is_inside = pages::range(chunk).is_some_and(|(start, stop)| start >= 4 && stop <= end);
                if rows > 0 && !is_inside {
                    let problem = Problem::damaged(format!("its part of row group {} is not in the file", index + 1));
                    return Err(problem.in_column(file, &column.name));
                }
            }
        }
    }
    let rows = metadata.file_metadata().num_rows();
    if u64::try_from(rows) != Ok(sum) {
        let groups = format::integer(sum);
        return Err(damaged(file, format_args!("its footer says {rows} rows, its row groups together {groups}")));
    }
    Ok(sum)
}

fn too_few(found: usize, rows: usize) -> Problem {
    Problem::damaged(format!("it ends after {found} of {rows} rows"))
}

fn too_many(rows: usize) -> Problem {
    Problem::damaged(format!("it goes on after row {rows}, the last of its row group"))
}
