//! Files to input tables: what a file is, which input it fits, and all of its rows as text. Knows no polars.

mod archive;
pub mod columns;
pub mod content;
pub mod csv;
mod distinct;
mod encoding;
mod hive;
pub mod image;
mod inspect;
pub mod json;
mod layout;
pub mod parquet;
mod privacy;
mod profile;
mod range;
mod raw;
mod read;
mod sniff;
pub mod workbook;

pub use archive::unpack;
pub use content::Content;
pub use distinct::Names;
pub use inspect::inspect;
pub use privacy::{card_column, is_private};
pub use raw::{RawFile, RawTable};
pub use read::{FileInput, read_on, read_table};
pub use sniff::{Sniffed, sniff};
