//! A row of a sheet as text.

use std::ops::Range;

/// A row's cells by position from column A. Read over and over into one `Row`, it takes no new memory.
#[derive(Debug, Default)]
pub struct Row {
    number: u32,
    text: String,
    /// Where each cell stands in `text`; cells without anything in them are `None`.
    cells: Vec<Option<Range<usize>>>,
}

impl Row {
    /// The row's number in the sheet, from 1. Rows without anything in them are passed over, so numbers may leap.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Cells up to the last one that holds something.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of a cell; `None` for an empty cell and beyond the last one.
    pub fn get(&self, column: usize) -> Option<&str> {
        self.cells.get(column)?.clone().map(|range| &self.text[range])
    }

    /// All cells from column A to the last one that holds something.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|column| self.get(column))
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    pub(super) fn begin(&mut self, number: u32) {
        self.clear();
        self.number = number;
    }

    /// Sets a cell to what `write` adds to the text; of two cells in one place the later stays.
    pub(super) fn set(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let range = start..self.text.len();
        if range.is_empty() {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, None);
        }
        self.cells[column] = Some(range);
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}
