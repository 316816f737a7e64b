//! Pages of a table: cells cross as the text that an export would hold.

use serde::{Deserialize, Serialize};

/// Sort by this column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    pub column: String,
    pub descending: bool,
}

/// Some rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    pub table: String,
    /// Rows of the table that belong to the selection.
    pub rows: u32,
    /// Rows of the whole table.
    pub all: u32,
    /// Whether the filters choose among the rows of this table; where not, all rows are here.
    pub filtered: bool,
    /// 0-based index of the first row here.
    pub offset: u32,
    /// Column-wise cells, all of the same length.
    pub columns: Vec<PageColumn>,
}

/// The cells of one column on a page; `None` is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageColumn {
    pub name: String,
    pub numeric: bool,
    pub cells: Vec<Option<String>>,
}
