//! The run: staging, warehouse, business, each from the one before.

use std::rc::Rc;

use super::business::Scope;
use super::outcome::{Business, StoresOutcome};
use super::settings::Settings;
use super::staging::{Raw, stage, stage_on, without_repeated_files};
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
        onto: Option<&'a dyn Outcome>,
        values: &'a Values,
        run: &'a mut Run<'_>,
    ) -> LocalFuture<'a, Result<Box<dyn Outcome>, Diagnostic>> {
        Box::pin(async move {
            let settings = Settings::new(values)?;
            let raw = whole(inputs)?;
            let onto = onto.and_then(|onto| onto.as_any().downcast_ref::<StoresOutcome>());
            run_all(raw, settings, onto, run).await.map(|outcome| Box::new(outcome) as Box<dyn Outcome>)
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
            run_all(raw, settings, None, run).await.map(|outcome| Some(Box::new(outcome) as Box<dyn Outcome>))
        })
    }

    fn dirt(&self) -> &'static [&'static str] {
        &sample::DIRT
    }

    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        sample::generate(options)
    }
}

/// The inputs as read, without files that repeat others.
fn whole(inputs: Vec<RawTable>) -> Result<Raw, Diagnostic> {
    let read: Vec<Rc<RawTable>> = inputs.into_iter().map(Rc::new).collect();
    let mut notes = Vec::new();
    let mut tables = read.iter().map(|table| {
        let (table, repeated) = without_repeated_files(table);
        notes.extend(repeated);
        table
    });
    let (Some(devices), Some(stores), Some(transactions)) = (tables.next(), tables.next(), tables.next()) else {
        return Err(Diagnostic::error("no_input", "A table is missing."));
    };
    drop(tables);
    Ok(Raw { devices, stores, transactions, read: read.into(), notes: Rc::new(notes) })
}

/// The column that says when a transaction happened is needed, whichever it is.
fn check_created_at(transactions: &RawTable) -> Result<(), Diagnostic> {
    match (0..transactions.files.len()).find(|file| !transactions.file_has(*file, "created_at")) {
        None => Ok(()),
        Some(file) => {
            let name = &transactions.files[file].name;
            let message = format!("“{name}” lacks the column created_at, which the parameter time_column names.");
            Err(Diagnostic::error("missing_columns", message)
                .in_file(name)
                .hint("Choose the source column by hand, or set time_column to happened_at."))
        }
    }
}

async fn run_all(
    raw: Raw,
    settings: Settings,
    onto: Option<&StoresOutcome>,
    run: &mut Run<'_>,
) -> Result<StoresOutcome, Diagnostic> {
    if settings.by_created_at {
        check_created_at(&raw.transactions)?;
    }
    let settings = Rc::new(settings);
    let staged = match onto {
        Some(onto) => run.stage_on("transactions", || stage_on(&onto.shared.staged, raw.clone(), &settings)).await?,
        None => None,
    };
    let staged = match staged {
        Some(staged) => staged,
        None => run.step(Phase::Staging, "devices, stores, transactions", 0.0, || stage(raw, &settings)).await?,
    };
    let warehouse = run.step(Phase::Warehouse, "dimensions and facts", 0.0, || Warehouse::new(&staged, &settings)).await?;
    let checks = run.step(Phase::Warehouse, "quality_report", 0.8, || quality::checks(&staged, &warehouse)).await?;
    let shared = Shared { staged: Rc::new(staged), warehouse: Rc::new(warehouse) };
    let scope = Scope::new(&shared, &settings, &|_| true);
    let business = run.step(Phase::Business, "business tables", 0.0, || Business::new(&scope, &checks)).await?;
    Ok(StoresOutcome::new(shared, settings, checks, &scope, business))
}
