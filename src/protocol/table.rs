//! Pages of a table: cells cross as the text that an export would hold.

use serde::{Deserialize, Serialize};

use crate::present::dashboard::Filter;

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

/// Which rows of a table, by what is in their cells. Cells are compared as the text that an export would hold; numbers
/// and dates are ordered as such.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChoice {
    /// All of them must hold.
    pub conditions: Vec<ColumnCondition>,
    /// Some cell of the row must hold this text, letters big or small; empty: any row.
    pub search: String,
}

impl RowChoice {
    /// Whether it lets every row pass.
    pub fn is_all(&self) -> bool {
        self.conditions.is_empty() && self.search.is_empty()
    }
}

/// What the cells of one column must be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnCondition {
    pub column: String,
    pub condition: Condition,
}

/// What a cell must be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// One of these; `None` is null.
    OneOf(Vec<Option<String>>),
    /// Between these, both included: numbers for a numeric column, ISO dates for a date column, texts by code point for
    /// others.
    Between {
        least: Option<String>,
        most: Option<String>,
    },
    /// Holds this text, letters big or small.
    Contains(String),
    Null,
    NotNull,
}

/// Asks for the summary of a column, over the rows that filters and choice leave, the column's own condition left aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SummaryRequest {
    pub table: String,
    pub column: String,
    pub filters: Vec<Filter>,
    pub choice: RowChoice,
}

/// What the cells of a column look like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnSummary {
    pub column: String,
    pub rows: u32,
    pub nulls: u32,
    /// Distinct values that are not null; `None` where there are too many to count exactly.
    pub distinct: Option<u32>,
    pub least: Option<String>,
    pub most: Option<String>,
    /// Of numbers and dates: counts in bins of equal width, rising. What is no number and what is infinite is in none.
    pub bins: Vec<Bin>,
    /// The most frequent values with their counts, the most frequent first, ties in order of the values.
    pub top: Vec<(String, u32)>,
}

/// A bin of a histogram, as the cells are written. What lies between `least` and `most`, both included, is what was
/// counted: of numbers with decimals `most` is the greatest one there is in the bin. An empty bin of these ends where the
/// next one begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub least: String,
    pub most: String,
    pub count: u32,
}
