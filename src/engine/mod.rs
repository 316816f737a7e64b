//! The data side: files to tables, tables to answers. Knows polars, not the web.
//!
//! `session` is the door: everything the worker and the command line do goes through it. What reads files
//! (`cells`, `host`, `ingest`, `passes`, `text`) stands by itself under the feature `ingest`, without polars.

pub mod cells;
pub mod host;
pub mod ingest;
pub mod passes;
pub mod text;

#[cfg(feature = "engine")]
mod audience;
#[cfg(feature = "engine")]
pub mod edits;
#[cfg(feature = "engine")]
pub mod export;
pub mod keep;
#[cfg(feature = "engine")]
mod lineage;
#[cfg(feature = "engine")]
pub mod models;
#[cfg(feature = "engine")]
pub mod order;
#[cfg(feature = "engine")]
mod pipeline;
#[cfg(feature = "engine")]
pub mod quality;
#[cfg(feature = "engine")]
pub mod query;
#[cfg(feature = "engine")]
pub mod random;
#[cfg(feature = "engine")]
pub mod report;
#[cfg(feature = "engine")]
pub mod run;
#[cfg(feature = "engine")]
pub mod runs;
#[cfg(feature = "engine")]
pub mod session;
#[cfg(feature = "engine")]
pub mod table;

#[cfg(feature = "engine")]
pub use pipeline::{Outcome, Pipeline, SampleOptions, Summary};
