//! Some rows of a table, in an order of their own.

use super::Table;

/// A table, or those of its rows that belong to a selection.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub table: &'a Table,
    picked: Option<&'a [u32]>,
}

impl<'a> Part<'a> {
    /// The rows picked, or without any pick all of them.
    pub fn new(table: &'a Table, picked: Option<&'a [u32]>) -> Self {
        Self { table, picked }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.picked.map_or(self.table.rows(), <[u32]>::len)
    }

    /// The table's row at a place.
    pub fn row(&self, place: usize) -> usize {
        self.picked.map_or(place, |rows| rows[place] as usize)
    }

    /// The part with these rows of it, in this order; without any it is the same.
    #[must_use]
    pub fn narrowed(self, rows: Option<&'a Vec<u32>>) -> Self {
        rows.map_or(self, |rows| Self::new(self.table, Some(rows)))
    }

    /// The rows picked; `None` where that is all of them.
    pub fn picked(&self) -> Option<&'a [u32]> {
        self.picked
    }
}
