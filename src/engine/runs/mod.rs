//! What outlives a run: its recipe, the command that repeats it, and its record in the log.
//!
//! A recipe names columns by their headers, so that it fits tomorrow's export in another order of columns too. A record
//! is one line of JSON that the page keeps without reading it.

mod apply;
mod command;
mod compare;
mod hash;
mod log;
mod recipe;
mod record;

pub use apply::{apply, layout_of};
pub use command::{Setup, command};
pub use compare::compare;
pub use hash::Hashing;
pub use log::{detail, export, line};
pub use recipe::{Recipe, RecipeFile, recognise};
pub(in crate::engine) use record::{FILES_KEPT, headline, tables};
pub use record::{FigureRecord, FileRecord, Record, SourceRecord, TableRecord};
