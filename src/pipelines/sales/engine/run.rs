//! The run: staging, warehouse, business, each from the one before. A run again with other parameters takes from the
//! run before what does not depend on those that changed.

use std::cell::OnceCell;
use std::rc::Rc;

use super::business::{
    Base, Calendar, Cohorts, Expectations, Lifecycle, Months, Prospects, Purchases, Retention, Rfm, Seasons, Selection, Sources, campaign_table,
    cohort_table, find_insights, find_targets, insight_table, lifecycle_table, ltv_table, model_table, month_table, retention_table, season_table, segmentation_table,
    summary_table,
};
use super::moves::Moves;
use super::outcome::{Business, SalesOutcome};
use super::settings::Settings;
use super::staging::Staged;
use super::warehouse::{Warehouse, breakdown_table, customer_table, daily_table, date_table, fact_table, order_table};
use super::{quality, sample, staging, warehouse};
use crate::base::{Diagnostic, Phase};
use crate::engine::host::LocalFuture;
use crate::engine::ingest::RawTable;
use crate::engine::run::Run;
use crate::engine::table::{Catalog, Table};
use crate::engine::{Outcome, Pipeline, SampleOptions};
use crate::pipelines::sales::SPEC;
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::values::Values;

const CLEANED: &str = "stg_sales_cleaned";
const DAILY: &str = "agg_sales_daily";
const BREAKDOWN: &str = "agg_sales_breakdown";

/// The sales pipeline.
pub(crate) struct Sales;

impl Pipeline for Sales {
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
            let raw = inputs.into_iter().next().unwrap_or_else(|| RawTable::new(&SPEC.inputs[0]));
            let raw = staging::take(raw, &settings);
            let staged = match onto.and_then(|onto| onto.as_any().downcast_ref::<SalesOutcome>()) {
                Some(onto) => run.stage_on(CLEANED, || staging::stage_on(&onto.staged, raw.clone(), &settings)).await?,
                None => None,
            };
            let staged = match staged {
                Some(staged) => staged,
                None => stage(raw, &settings, None, run).await?,
            };
            run_on(staged, settings, None, run).await.map(|outcome| Box::new(outcome) as Box<dyn Outcome>)
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
            let previous = previous.as_any().downcast_ref::<SalesOutcome>();
            // Hashed ids cannot be had back.
            let Some(previous) = previous.filter(|previous| previous.settings.hash_salt == settings.hash_salt) else { return Ok(None) };
            run.reuse("read files");
            let staged = stage(previous.staged.raw.clone(), &settings, Some(previous), run).await?;
            let outcome = run_on(staged, settings, Some(previous), run).await?;
            Ok(Some(Box::new(outcome) as Box<dyn Outcome>))
        })
    }

    fn dirt(&self) -> &'static [&'static str] {
        &sample::DIRT
    }

    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        Ok(vec![("sample_sales.csv".to_owned(), sample::generate(options)?.into_bytes())])
    }
}

/// Warehouse and business of what was staged.
async fn run_on(staged: Staged, settings: Settings, previous: Option<&SalesOutcome>, run: &mut Run<'_>) -> Result<SalesOutcome, Diagnostic> {
    // What comes from the rows alone, and what also from the segments.
    let rows = previous.filter(|previous| settings.stage_alike(&previous.settings));
    let warehouse = store(&staged, &settings, rows, run).await?;
    let table = |name: &str| rows.and_then(|previous| previous.catalog.get(name).cloned());
    let daily = run.step_unless(table(DAILY), Phase::Warehouse, DAILY, 0.6, || daily_table(&warehouse)).await?;
    let breakdown = run.step_unless(table(BREAKDOWN), Phase::Warehouse, BREAKDOWN, 0.8, || breakdown_table(&warehouse)).await?;
    let checks = Rc::new(run.step(Phase::Staging, "data_quality_checks", 0.9, || quality::checks(&staged, &warehouse, &settings)).await?);
    let score = crate::engine::quality::score(&checks).filter(|_| staged.tally.read > 0);
    let calendar = Calendar::new(&warehouse, settings.partial_month_slack_days);
    let business = analyse(&warehouse, &calendar, &settings, rows, run).await?;

    let everyone = Selection::EVERYONE;
    let base = run.step(Phase::Business, "executive_summary", 0.95, || Base::new(&warehouse, &business.rfm, &business.prospects, everyone)).await?;
    let sources = Sources {
        settings: &settings,
        staged: &staged,
        warehouse: &warehouse,
        months: &business.months,
        seasons: &business.seasons,
        cohorts: &business.cohorts,
        retention: &business.retention,
        expected: &business.expected,
        prospects: &business.prospects,
        targets: &business.targets,
        base: &base,
    };
    let insights = Rc::new(run.step(Phase::Business, "business_insights", 0.97, || find_insights(&sources)).await?);
    let summary = summary_table(&sources, &insights, score.as_ref());

    let mut catalog = Catalog::default();
    add_rows(&mut catalog, &staged, quality::check_table(&checks), &warehouse, &settings);
    catalog.add(daily);
    catalog.add(breakdown);
    add_business(&mut catalog, &warehouse, &business);
    catalog.add(insight_table(&insights));
    catalog.add(summary);
    let mut outcome =
        SalesOutcome { staged, warehouse, calendar, settings, business, insights, checks, score, catalog, moves: None, steps: OnceCell::new() };
    if let Some(previous) = previous {
        outcome.moves = Some(Rc::new(run.step(Phase::Business, "moves", 0.99, || Moves::new(previous, &outcome)).await?));
    }
    Ok(outcome)
}

async fn stage(raw: Rc<RawTable>, settings: &Settings, previous: Option<&SalesOutcome>, run: &mut Run<'_>) -> Result<Staged, Diagnostic> {
    if let Some(previous) = previous.filter(|previous| settings.stage_alike(&previous.settings)) {
        ["dates", "amounts", CLEANED].into_iter().for_each(|step| run.reuse(step));
        return Ok(previous.staged.clone());
    }
    // Three steps rather than one: a cancel is heard between them.
    let columns = run.step(Phase::Staging, "dates", 0.0, || staging::read_dates(raw, settings)).await?;
    let amounts = run.step(Phase::Staging, "amounts", 0.2, || staging::read_amounts(&columns, settings)).await?;
    run.step(Phase::Staging, CLEANED, 0.4, || staging::apply_rules(columns, amounts, settings)).await
}

async fn store(staged: &Staged, settings: &Settings, rows: Option<&SalesOutcome>, run: &mut Run<'_>) -> Result<Warehouse, Diagnostic> {
    let Some(rows) = rows else {
        return run.step(Phase::Warehouse, "dim_customer, dim_order, fact_sales", 0.0, || warehouse::build(staged, settings)).await;
    };
    run.reuse("dim_order, fact_sales");
    let had = settings.segment_alike(&rows.settings).then(|| rows.warehouse.clone());
    run.step_unless(had, Phase::Warehouse, "customer segments", 0.0, || rows.warehouse.resegmented(settings)).await
}

/// The business steps for everyone. `rows`: a run before over the same accepted rows.
async fn analyse(
    warehouse: &Warehouse,
    calendar: &Calendar,
    settings: &Settings,
    rows: Option<&SalesOutcome>,
    run: &mut Run<'_>,
) -> Result<Business, Diagnostic> {
    let everyone = Selection::EVERYONE;
    let alike = |same: fn(&Settings, &Settings) -> bool| rows.filter(|rows| same(settings, &rows.settings)).map(|rows| &rows.business);
    let by_month = rows.filter(|rows| settings.count_months_alike(&rows.settings)).map(|rows| &rows.business);

    let had = by_month.map(|had| had.months.clone());
    let months = run.step_unless(had, Phase::Business, "monthly_metrics", 0.0, || Rc::new(Months::new(warehouse, calendar, everyone))).await?;
    let had = alike(|a, b| a.count_months_alike(b) && a.include_partial_months == b.include_partial_months).map(|had| had.seasons.clone());
    let seasons = run
        .step_unless(had, Phase::Business, "seasonal_trends", 0.1, || Rc::new(Seasons::new(warehouse, &months, settings.include_partial_months)))
        .await?;
    let had = by_month.map(|had| had.cohorts.clone());
    let cohorts = run.step_unless(had, Phase::Business, "cohort_analysis", 0.15, || Rc::new(Cohorts::new(warehouse, calendar, everyone))).await?;
    let had = alike(|a, b| a.count_months_alike(b) && a.retain_alike(b)).map(|had| had.retention.clone());
    let retention = run
        .step_unless(had, Phase::Business, "cumulative_retention_analysis", 0.2, || Rc::new(Retention::new(warehouse, calendar, settings, everyone)))
        .await?;
    let had = alike(Settings::score_alike).map(|had| had.rfm.clone());
    let rfm = run.step_unless(had, Phase::Business, "customer_segmentation", 0.3, || Rc::new(Rfm::new(warehouse, settings))).await?;
    let had = rows.map(|rows| rows.business.lifecycle.clone());
    let lifecycle = run.step_unless(had, Phase::Business, "customer_lifecycle_snapshot", 0.35, || Rc::new(Lifecycle::new(warehouse, everyone))).await?;

    let had = rows.map(|rows| rows.business.prospects.purchases.clone());
    let purchases = run.step_unless(had, Phase::Business, "orders by customer", 0.45, || Rc::new(Purchases::new(warehouse))).await?;
    let fitted = alike(|a, b| a.model == b.model);
    let forecast = alike(|a, b| a.model == b.model && a.outlook == b.outlook).map(|had| had.prospects.forecast.clone());
    let histories = if forecast.is_some() { Vec::new() } else { purchases.histories(warehouse) };
    let had = fitted.map(|had| had.expected.clone());
    let expected = run.step_unless(had, Phase::Business, "clv_model_parameters", 0.5, || Rc::new(Expectations::new(&histories, settings))).await?;
    let forecast = run.step_unless(forecast, Phase::Business, "expected purchases", 0.7, || expected.forecast(&histories, settings)).await?;
    drop(histories);

    let scored = alike(|a, b| a.model == b.model && a.outlook == b.outlook && a.segment_alike(b) && a.count_months_alike(b) && a.churn_alike(b));
    let had = scored.map(|had| had.prospects.clone());
    let prospects = run
        .step_unless(had, Phase::Business, "customer_ltv_analysis", 0.8, || Rc::new(Prospects::new(warehouse, calendar, purchases, forecast, settings)))
        .await?;
    let had = scored.filter(|_| rows.is_some_and(|rows| rows.settings.campaigns == settings.campaigns)).map(|had| had.targets.clone());
    let targets = run.step_unless(had, Phase::Business, "campaign_targets", 0.9, || Rc::new(find_targets(warehouse, &prospects, &settings.campaigns))).await?;
    Ok(Business { months, seasons, cohorts, retention, rfm, lifecycle, expected, prospects, targets })
}

fn add_rows(catalog: &mut Catalog, staged: &Staged, checks: Table, warehouse: &Warehouse, settings: &Settings) {
    catalog.add(staging::raw_table(&staged.raw));
    catalog.add(staging::cleaned_table(&staged.raw, &staged.rows));
    catalog.add(staging::rejected_table(&staged.raw, &staged.rejects));
    catalog.add(checks);
    catalog.add(date_table(warehouse, settings));
    catalog.add(customer_table(warehouse));
    catalog.add(order_table(warehouse));
    catalog.add(fact_table(warehouse, &staged.raw));
}

fn add_business(catalog: &mut Catalog, warehouse: &Warehouse, business: &Business) {
    catalog.add(month_table(&business.months));
    catalog.add(cohort_table(&business.cohorts));
    catalog.add(retention_table(&business.retention));
    catalog.add(ltv_table(warehouse, &business.prospects));
    catalog.add(model_table(&business.expected));
    catalog.add(segmentation_table(warehouse, &business.rfm));
    catalog.add(season_table(&business.seasons));
    catalog.add(lifecycle_table(&business.lifecycle));
    catalog.add(campaign_table(warehouse, &business.targets, &business.prospects));
}
