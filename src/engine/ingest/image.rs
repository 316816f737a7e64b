//! An input table as bytes and back, so that kept files need not be parsed again. Damaged bytes, and those of another
//! version, give nothing: the files are then read.

use serde::{Deserialize, Serialize};

use super::raw::{RawFile, RawTable};
use crate::base::Diagnostic;
use crate::engine::host::ByteSource;
use crate::engine::text::TextColumn;
use crate::engine::text::image::{Input, Output};
use crate::pipelines::spec::InputSpec;

/// Raised whenever a file gives other cells than before, or the bytes mean something else.
const VERSION: &str = concat!("varve-rows 1 ", env!("CARGO_PKG_VERSION"));
/// Bytes read or handed on at a time.
const CHUNK: usize = 4 << 20;
const SUM_BYTES: u64 = 4;

/// All but the cells.
#[derive(Serialize, Deserialize)]
struct Head {
    version: String,
    input: String,
    every: u32,
    /// What each file was and how it was read: the same words mean the same cells.
    keys: Vec<String>,
    files: Vec<RawFile>,
    rows: usize,
    extras: Vec<String>,
    ragged: Vec<(u32, u32)>,
    notes: Vec<Diagnostic>,
}

/// An input table that was read before.
pub struct Image {
    pub table: RawTable,
    pub keys: Vec<String>,
    pub every: u32,
}

struct Summed<'a> {
    put: &'a mut dyn FnMut(&[u8]) -> Result<(), Diagnostic>,
    waiting: Vec<u8>,
    sum: crc32fast::Hasher,
}

impl Summed<'_> {
    fn flush(&mut self) -> Result<(), Diagnostic> {
        self.sum.update(&self.waiting);
        (self.put)(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

impl Output for Summed<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() < CHUNK { Ok(()) } else { self.flush() }
    }
}

/// Writes a table, piece by piece.
///
/// # Errors
/// Where there is no room for it.
pub fn write(
    table: &RawTable,
    keys: &[String],
    every: u32,
    put: &mut dyn FnMut(&[u8]) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let head = Head {
        version: VERSION.to_owned(),
        input: table.spec.name.to_owned(),
        every,
        keys: keys.to_vec(),
        files: table.files.clone(),
        rows: table.rows,
        extras: table.extras.iter().map(|(name, _)| name.clone()).collect(),
        ragged: table.ragged.clone(),
        notes: table.notes.clone(),
    };
    // Numbers and texts: JSON has all of them.
    let head = serde_json::to_vec(&head).unwrap_or_default();
    let mut out = Summed { put, waiting: Vec::with_capacity(CHUNK), sum: crc32fast::Hasher::new() };
    out.run(&head)?;
    for column in table.columns.iter().chain(table.extras.iter().map(|(_, column)| column)) {
        column.write(&mut out)?;
    }
    out.flush()?;
    let sum = out.sum.clone().finalize();
    (out.put)(&sum.to_le_bytes())
}

struct Checked<'a> {
    source: &'a dyn ByteSource,
    /// Read from the source so far, of all but the sum at its end.
    at: u64,
    end: u64,
    ready: Vec<u8>,
    used: usize,
    sum: crc32fast::Hasher,
}

impl Input for Checked<'_> {
    fn get(&mut self, length: usize) -> Option<Vec<u8>> {
        // Damaged lengths are found out before anything so long is made room for.
        let left = self.end - self.at + (self.ready.len() - self.used) as u64;
        if length as u64 > left {
            return None;
        }
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            if self.used == self.ready.len() {
                let next = (CHUNK as u64).min(self.end - self.at) as usize;
                self.ready = self.source.read(self.at, next).ok()?;
                self.sum.update(&self.ready);
                self.at += next as u64;
                self.used = 0;
            }
            let part = (length - bytes.len()).min(self.ready.len() - self.used);
            bytes.extend_from_slice(&self.ready[self.used..self.used + part]);
            self.used += part;
        }
        Some(bytes)
    }
}

/// Reads a table of this input; `None` where the bytes are not wholly one that this version wrote.
pub fn read(source: &dyn ByteSource, spec: &'static InputSpec) -> Option<Image> {
    let end = source.len().checked_sub(SUM_BYTES)?;
    let sum = u32::from_le_bytes(source.read(end, SUM_BYTES as usize).ok()?.try_into().ok()?);
    let mut input = Checked { source, at: 0, end, ready: Vec::new(), used: 0, sum: crc32fast::Hasher::new() };
    let head: Head = serde_json::from_slice(&input.run()?).ok()?;
    if head.version != VERSION || head.input != spec.name || head.keys.len() != head.files.len() {
        return None;
    }
    let mut table = RawTable::new(spec);
    for column in &mut table.columns {
        *column = TextColumn::read(&mut input, head.rows)?;
    }
    for name in head.extras {
        table.extras.push((name, TextColumn::read(&mut input, head.rows)?));
    }
    let whole = input.at == end && input.used == input.ready.len() && input.sum.finalize() == sum;
    (table.files, table.rows, table.ragged, table.notes) = (head.files, head.rows, head.ragged, head.notes);
    (whole && is_sound(&table)).then_some(Image { table, keys: head.keys, every: head.every })
}

/// Whether the rows are those of the files, one after the other.
fn is_sound(table: &RawTable) -> bool {
    let mut row = 0;
    let follow = table.files.iter().all(|file| {
        let follows = file.first_row == row && file.has.len() == table.columns.len() && file.every > 0;
        row += file.rows;
        follows && file.so_far.0 <= table.extras.len() && file.so_far.1 <= table.notes.len()
    });
    follow && row == table.rows && table.ragged.iter().all(|(row, _)| (*row as usize) < table.rows)
}
