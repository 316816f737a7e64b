//! Questions about tables: which rows in which order, a page of them, what a column looks like, and the data of a widget.
//!
//! Rows are chosen and sorted over the cells themselves, column by column, on keys of our own: a frame of a million rows
//! would have to be made first.

mod bins;
mod condition;
mod needle;
mod page;
mod rows;
mod sort;
mod summary;
#[cfg(test)]
mod tests;
mod top;
mod widget;

pub(super) use page::cell_text;
pub use page::page;
pub use rows::{RowCache, Wanted};
pub use summary::summary;
pub use widget::widget_data;
