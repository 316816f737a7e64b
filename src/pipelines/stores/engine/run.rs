//! The run: staging, warehouse, business, each from the one before.

use std::rc::Rc;

use super::business::Scope;
use super::outcome::{Business, StoresOutcome};
use super::settings::Settings;
use super::staging::{Raw, stage, without_repeated_files};
use super::warehouse::{Shared, Warehouse};
use super::{quality, sample};
use crate::base::{Diagnostic, Phase};
use crate::engine::host::LocalFuture;
use crate::engine::ingest::RawTable;
use crate::engine::run::Run;
use crate::engine::{Outcome, Pipeline, SampleOptions};
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::stores::SPEC;
use crate::pipelines::values::Values;

/// The stores pipeline.
pub(crate) struct StoresPipeline;

impl Pipeline for StoresPipeline {
    fn spec(&self) -> &'static PipelineSpec {
        &SPEC
    }

    fn check(&self, values: &Values) -> Result<(), Diagnostic> {
        Settings::new(values).map(|_| ())
    }

    fn run<'a>(
        &'a self,
        inputs: Vec<RawTable>,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Box<dyn Outcome>, Diagnostic>> {
        Box::pin(async move {
            let settings = Settings::new(values)?;
            let mut notes = Vec::new();
            let mut inputs = inputs.into_iter();
            let mut next = || {
                let (table, repeated) = without_repeated_files(inputs.next()?);
                notes.extend(repeated);
                Some(Rc::new(table))
            };
            let (Some(devices), Some(stores), Some(transactions)) = (next(), next(), next()) else {
                return Err(Diagnostic::error("no_input", "A table is missing."));
            };
            let raw = Raw { devices, stores, transactions, notes: Rc::new(notes) };
            run_all(raw, settings, run).await.map(|outcome| Box::new(outcome) as Box<dyn Outcome>)
        })
    }

    fn rerun<'a>(
        &'a self,
        previous: &'a dyn Outcome,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Option<Box<dyn Outcome>>, Diagnostic>> {
        Box::pin(async move {
            let settings = Settings::new(values)?;
            let Some(previous) = previous.as_any().downcast_ref::<StoresOutcome>() else { return Ok(None) };
            run.reuse("read files");
            let raw = previous.shared.staged.raw.clone();
            run_all(raw, settings, run).await.map(|outcome| Some(Box::new(outcome) as Box<dyn Outcome>))
        })
    }

    fn dirt(&self) -> &'static [&'static str] {
        &sample::DIRT
    }

    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, String)>, Diagnostic> {
        sample::generate(options)
    }
}

async fn run_all(raw: Raw, settings: Settings, run: &mut Run<'_>) -> Result<StoresOutcome, Diagnostic> {
    let settings = Rc::new(settings);
    let staged = run.step(Phase::Staging, "devices, stores, transactions", 0.0, || stage(raw, &settings)).await?;
    let warehouse = run.step(Phase::Warehouse, "dimensions and facts", 0.0, || Warehouse::new(&staged, &settings)).await?;
    let checks = run.step(Phase::Warehouse, "quality_report", 0.8, || quality::checks(&staged, &warehouse)).await?;
    let shared = Shared { staged: Rc::new(staged), warehouse: Rc::new(warehouse) };
    let scope = Scope::new(&shared, &settings, &|_| true);
    let business = run.step(Phase::Business, "business tables", 0.0, || Business::new(&scope, &checks)).await?;
    Ok(StoresOutcome::new(shared, settings, checks, &scope, &business))
}
