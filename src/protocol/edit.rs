//! Cells mended by hand: what a run puts in place of the text that was read. The files themselves never change.

use serde::{Deserialize, Serialize};

/// New text for cells. Where several speak for the same cell, one that names the row counts, and of those the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CellEdit {
    /// One cell.
    Cell {
        /// The file's name as in the tables' `source_file`.
        file: String,
        /// The row's number in the file, from 1, as in the tables' `source_row`.
        row: u32,
        /// The input column.
        column: String,
        value: String,
    },
    /// Every cell of a column that holds this text, in all files of the input; an empty text also stands for a cell that
    /// is empty.
    Value {
        /// The input table.
        input: String,
        column: String,
        from: String,
        to: String,
    },
}
