//! Files to input tables: what a file is, which input it fits, and all of its rows as text.

pub mod columns;
pub mod csv;
mod encoding;
pub mod parquet;
mod raw;
mod read;
mod sniff;

pub use raw::{RawFile, RawTable};
pub use read::{FileInput, read_table};
pub use sniff::{Format, Sniffed, inspect, sniff};
