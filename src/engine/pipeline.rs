//! What a pipeline is to the engine: the one door between the session and the five domains.

use std::any::Any;
use std::rc::Rc;

use super::host::LocalFuture;
use super::ingest::RawTable;
use super::run::Run;
use super::table::{Catalog, Table};
use crate::base::Diagnostic;
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::values::Values;
use crate::present::dashboard::Filter;
use crate::protocol::{ColumnReading, InputCount, Quality, QualityReport};

/// A pipeline as the engine runs it. Its description is its spec; what it makes is an [`Outcome`].
pub trait Pipeline: Sync {
    /// What is known of it without data.
    fn spec(&self) -> &'static PipelineSpec;

    /// Checks parameters beyond their single ranges.
    ///
    /// # Errors
    /// A sentence when they contradict each other.
    fn check(&self, values: &Values) -> Result<(), Diagnostic>;

    /// Turns the input tables, in the spec's order, into the tables of all layers. `onto`: a run by the same parameters whose
    /// input tables these begin with, whole files; what its rows came to by themselves is taken from there, so far as the
    /// rows behind them change nothing about it.
    fn run<'a>(
        &'a self,
        inputs: Vec<RawTable>,
        onto: Option<&'a dyn Outcome>,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Box<dyn Outcome>, Diagnostic>>;

    /// Runs again over the same files with other parameters: what depends on none that changed is taken from the run
    /// before. `None` where the files must be read again.
    fn rerun<'a>(
        &'a self,
        previous: &'a dyn Outcome,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Option<Box<dyn Outcome>>, Diagnostic>> {
        let (_, _, _) = (previous, values, run);
        Box::pin(async { Ok(None) })
    }

    /// The kinds of dirt its sample data can have.
    fn dirt(&self) -> &'static [&'static str];

    /// Makes sample files: names and contents.
    ///
    /// # Errors
    /// A sentence for options it does not know.
    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, Vec<u8>)>, Diagnostic>;
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
    /// The rows of a registered table that belong to a selection, rising; `None` where the table is not about those whom
    /// filters choose.
    ///
    /// # Errors
    /// A sentence for a field that the pipeline does not know.
    fn behind(&self, table: &str, filters: &[Filter]) -> Result<Option<Vec<u32>>, Diagnostic>;
    /// The table that lists of people to address are made from, where the spec names one.
    fn audience(&self) -> Option<Table> {
        None
    }
    /// Checks with examples, corrections, reasons of rejects and files: gathered when somebody looks, so that a run takes
    /// no longer for it.
    fn quality(&self) -> QualityReport {
        QualityReport::default()
    }
    /// The input tables as they were read, in the spec's order, so that a run over more files reads only these; `None` where
    /// they are no longer what was read.
    fn inputs(&self) -> Option<Vec<Rc<RawTable>>> {
        None
    }
    /// For [`Pipeline::rerun`], which knows its own kind.
    fn as_any(&self) -> &dyn Any;
}

/// The verdicts of a run.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub as_of: Option<String>,
    pub inputs: Vec<InputCount>,
    pub quality: Option<Quality>,
    pub readings: Vec<ColumnReading>,
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
