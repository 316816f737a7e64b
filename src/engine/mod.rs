//! The data side: files to tables, tables to answers. Knows polars, not the web.
//!
//! `session` is the door: everything the worker and the command line do goes through it.

pub mod cells;
pub mod export;
pub mod host;
pub mod ingest;
pub mod quality;
pub mod query;
pub mod random;
pub mod run;
pub mod session;
pub mod table;

use crate::base::Diagnostic;
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::values::Values;
use crate::present::dashboard::Filter;
use crate::protocol::{InputCount, Quality};
use host::LocalFuture;
use ingest::RawTable;
use run::Run;
use table::Catalog;

/// A pipeline as the engine runs it. Its description is its spec; what it makes is an [`Outcome`].
pub trait Pipeline: Sync {
    /// What is known of it without data.
    fn spec(&self) -> &'static PipelineSpec;

    /// Checks parameters beyond their single ranges.
    ///
    /// # Errors
    /// A sentence when they contradict each other.
    fn check(&self, values: &Values) -> Result<(), Diagnostic>;

    /// Turns the input tables, in the spec's order, into the tables of all layers.
    fn run<'a>(
        &'a self,
        inputs: Vec<RawTable>,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Box<dyn Outcome>, Diagnostic>>;

    /// The kinds of dirt its sample data can have.
    fn dirt(&self) -> &'static [&'static str];

    /// Makes sample files: names and contents.
    ///
    /// # Errors
    /// A sentence for options it does not know.
    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, String)>, Diagnostic>;
}

/// What a finished run holds.
pub trait Outcome {
    /// The registered tables.
    fn catalog(&self) -> &Catalog;
    /// The counts and verdicts for the report.
    fn summary(&self) -> Summary;
    /// The tables and views behind the dashboard, recomputed for a selection; no filters: for everyone.
    ///
    /// # Errors
    /// A sentence for a field that the pipeline does not know.
    fn select(&self, filters: &[Filter]) -> Result<Catalog, Diagnostic>;
}

/// The verdicts of a run.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub as_of: Option<String>,
    pub inputs: Vec<InputCount>,
    pub quality: Option<Quality>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What sample data is wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SampleOptions {
    pub rows: usize,
    pub seed: u64,
    /// Kinds of dirt with their shares of rows.
    pub dirty: Vec<(String, f64)>,
    /// Product, channel and country besides the needed columns.
    pub dimensions: bool,
}
