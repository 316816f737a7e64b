//! Questions about tables: a page of rows, and the data of a widget. Polars' lazy frames answer them.

mod page;
mod widget;

pub(super) use page::cell_text;
pub use page::{SortCache, page};
pub use widget::widget_data;
