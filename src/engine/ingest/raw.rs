//! An input table as read: cells as text, nothing interpreted yet.

use serde::{Deserialize, Serialize};

use crate::base::Diagnostic;
use crate::engine::text::TextColumn;
use crate::pipelines::spec::InputSpec;
use crate::protocol::Reading;

/// A file's part in an input table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawFile {
    pub name: String,
    pub bytes: u64,
    /// First row of the table that comes from this file.
    pub first_row: usize,
    pub rows: usize,
    /// Of how many rows of the file one was read.
    pub every: usize,
    /// Per column of the input: whether the file has it.
    pub has: Vec<bool>,
    /// In which lines its rows begin, as in [`crate::protocol::SourceFile::lines`].
    pub lines: Vec<(u32, u32)>,
    /// Extras and notes that the table had once this file was read.
    pub(super) so_far: (usize, usize),
}

/// All rows of an input table, files in file-name order, under the input's column names. A copy shares the cells.
#[derive(Debug, Clone)]
pub struct RawTable {
    pub spec: &'static InputSpec,
    pub files: Vec<RawFile>,
    pub rows: usize,
    /// One per column of the input: the text as read, `None` where the file has no such column or no such cell.
    pub columns: Vec<TextColumn>,
    /// Source columns that match no input column.
    pub extras: Vec<(String, TextColumn)>,
    /// Rows whose number of cells differs from the header's, and that number; by row.
    pub ragged: Vec<(u32, u32)>,
    /// By column of the input: how a person wants its cells to be read.
    pub readings: Vec<Option<Reading>>,
    /// What should be said about how the files were read.
    pub notes: Vec<Diagnostic>,
}

impl RawTable {
    /// An empty table.
    pub fn new(spec: &'static InputSpec) -> Self {
        Self {
            spec,
            files: Vec::new(),
            rows: 0,
            columns: vec![TextColumn::default(); spec.columns.len()],
            extras: Vec::new(),
            ragged: Vec::new(),
            readings: vec![None; spec.columns.len()],
            notes: Vec::new(),
        }
    }

    /// What was read from the first files, as it was before the next was read.
    #[must_use]
    pub fn head(&self, files: usize) -> Self {
        let Some(last) = self.files[..files.min(self.files.len())].last() else { return Self::new(self.spec) };
        let (rows, (extras, notes)) = (last.first_row + last.rows, last.so_far);
        let mut head = self.clone();
        head.files.truncate(files);
        head.rows = rows;
        head.extras.truncate(extras);
        head.columns.iter_mut().for_each(|column| column.truncate(rows));
        head.extras.iter_mut().for_each(|(_, column)| column.truncate(rows));
        head.ragged.truncate(head.ragged.partition_point(|(row, _)| (*row as usize) < rows));
        head.notes.truncate(notes);
        head
    }

    /// What was read from the files after the first so many, as a table of its own.
    #[must_use]
    pub fn tail(&self, files: usize) -> Self {
        let files = files.min(self.files.len());
        let start = self.files.get(files).map_or(self.rows, |file| file.first_row);
        let cut = |column: &TextColumn| {
            let mut tail = TextColumn::default();
            (start..self.rows).for_each(|row| tail.push(column.get(row)));
            tail
        };
        let moved = |file: &RawFile| RawFile { first_row: file.first_row - start, ..file.clone() };
        let ragged = self.ragged.iter().filter(|(row, _)| *row as usize >= start);
        Self {
            spec: self.spec,
            files: self.files[files..].iter().map(moved).collect(),
            rows: self.rows - start,
            columns: self.columns.iter().map(cut).collect(),
            extras: self.extras.iter().map(|(name, column)| (name.clone(), cut(column))).collect(),
            ragged: ragged.map(|(row, cells)| (row - start as u32, *cells)).collect(),
            readings: self.readings.clone(),
            notes: Vec::new(),
        }
    }

    /// The column of this name; the name must be one of the input's.
    pub fn column(&self, name: &str) -> &TextColumn {
        let index = self.spec.columns.iter().position(|column| column.name == name);
        debug_assert!(index.is_some(), "{name} is no column of input {}", self.spec.name);
        &self.columns[index.unwrap_or(0)]
    }

    /// How a person wants the cells of the column of this name to be read.
    pub fn reading(&self, name: &str) -> Option<Reading> {
        self.spec.columns.iter().position(|column| column.name == name).and_then(|index| self.readings[index])
    }

    /// Whether a file has the input column of this name.
    pub fn file_has(&self, file: usize, column: &str) -> bool {
        self.spec.columns.iter().position(|spec| spec.name == column).is_some_and(|index| self.files[file].has[index])
    }

    /// Whether any file has the input column of this name.
    pub fn any_file_has(&self, column: &str) -> bool {
        (0..self.files.len()).any(|file| self.file_has(file, column))
    }

    /// The index of the file a row is from.
    pub fn file_index(&self, row: usize) -> usize {
        self.files.partition_point(|file| file.first_row <= row).saturating_sub(1)
    }

    /// The file a row is from, and its 1-based number there.
    pub fn origin(&self, row: usize) -> (&RawFile, u64) {
        let file = &self.files[self.file_index(row)];
        (file, ((row - file.first_row) * file.every) as u64 + 1)
    }

    /// Takes a file and its rows out, as if it had not been given.
    pub fn leave_out(&mut self, file: usize) {
        let gone = self.files.remove(file);
        let rows = gone.first_row..gone.first_row + gone.rows;
        let without = |column: &TextColumn| {
            let mut kept = TextColumn::default();
            column.iter().enumerate().filter(|(row, _)| !rows.contains(row)).for_each(|(_, cell)| kept.push(cell));
            kept
        };
        self.columns.iter_mut().for_each(|column| *column = without(column));
        self.extras.iter_mut().for_each(|(_, column)| *column = without(column));
        self.ragged.retain(|(row, _)| !rows.contains(&(*row as usize)));
        for (row, _) in &mut self.ragged {
            *row -= if *row as usize >= rows.end { gone.rows as u32 } else { 0 };
        }
        self.files[file..].iter_mut().for_each(|later| later.first_row -= gone.rows);
        self.rows -= gone.rows;
    }

    /// The rows whose number of cells differs from the header's.
    pub fn ragged_rows(&self) -> Vec<u32> {
        self.ragged.iter().map(|(row, _)| *row).collect()
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}
