//! The run: staging, warehouse, business, each from the one before.

use std::rc::Rc;

use super::business::{
    Base, Calendar, Cohorts, Expectations, Lifecycle, Months, Prospects, Purchases, Retention, Rfm, Seasons, Selection, Sources, campaign_table,
    cohort_table, find_insights, find_targets, insight_table, lifecycle_table, ltv_table, model_table, month_table, retention_table, season_table, segmentation_table,
    summary_table,
};
use super::outcome::SalesOutcome;
use super::settings::Settings;
use super::warehouse::{breakdown_table, customer_table, daily_table, date_table, fact_table, order_table};
use super::{quality, sample, staging, warehouse};
use crate::pipelines::sales::SPEC;
use crate::base::{Diagnostic, Phase};
use crate::engine::host::LocalFuture;
use crate::engine::ingest::RawTable;
use crate::engine::run::Run;
use crate::engine::table::Catalog;
use crate::engine::{Outcome, Pipeline, SampleOptions};
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::values::Values;

/// The sales pipeline.
pub(crate) struct Sales;

impl Pipeline for Sales {
    fn spec(&self) -> &'static PipelineSpec {
        &SPEC
    }

    fn check(&self, values: &Values) -> Result<(), Diagnostic> {
        Settings::new(values).map(|_| ())
    }

    fn run<'a>(&'a self, inputs: Vec<RawTable>, values: &'a Values, run: &'a mut Run<'_>) -> LocalFuture<'a, Result<Box<dyn Outcome>, Diagnostic>> {
        Box::pin(async move {
            let settings = Settings::new(values)?;
            let raw = inputs.into_iter().next().unwrap_or_else(|| RawTable::new(&SPEC.inputs[0]));
            run_all(raw, settings, run).await.map(|outcome| Box::new(outcome) as Box<dyn Outcome>)
        })
    }

    fn dirt(&self) -> &'static [&'static str] {
        &sample::DIRT
    }

    fn sample(&self, options: &SampleOptions) -> Result<Vec<(String, String)>, Diagnostic> {
        Ok(vec![("sample_sales.csv".to_owned(), sample::generate(options)?)])
    }
}

async fn run_all(raw: RawTable, settings: Settings, run: &mut Run<'_>) -> Result<SalesOutcome, Diagnostic> {
    // Three steps rather than one: a cancel is heard between them.
    let columns = run.step(Phase::Staging, "dates", 0.0, || staging::read_dates(raw, &settings)).await?;
    let amounts = run.step(Phase::Staging, "amounts", 0.2, || staging::read_amounts(&columns, &settings)).await?;
    let staged = run
        .step(Phase::Staging, "stg_sales_cleaned", 0.4, || staging::apply_rules(columns, &amounts, &settings))
        .await?;
    drop(amounts);
    let warehouse = run.step(Phase::Warehouse, "dim_customer, dim_order, fact_sales", 0.0, || warehouse::build(&staged, &settings)).await?;
    let daily = run.step(Phase::Warehouse, "agg_sales_daily", 0.6, || daily_table(&warehouse)).await?;
    let breakdown = run.step(Phase::Warehouse, "agg_sales_breakdown", 0.8, || breakdown_table(&warehouse)).await?;
    let checks = run.step(Phase::Staging, "data_quality_checks", 0.9, || quality::checks(&staged, &warehouse, &settings)).await?;
    let score = crate::engine::quality::score(&checks).filter(|_| staged.tally.read > 0);

    let everyone = Selection(None);
    let calendar = Calendar::new(&warehouse, settings.partial_month_slack_days);
    let months = run.step(Phase::Business, "monthly_metrics", 0.0, || Months::new(&warehouse, &calendar, everyone)).await?;
    let seasons = run.step(Phase::Business, "seasonal_trends", 0.1, || Seasons::new(&warehouse, &months, settings.include_partial_months)).await?;
    let seasons = Rc::new(seasons);
    let cohorts = run.step(Phase::Business, "cohort_analysis", 0.15, || Cohorts::new(&warehouse, &calendar, everyone)).await?;
    let retention =
        run.step(Phase::Business, "cumulative_retention_analysis", 0.2, || Retention::new(&warehouse, &calendar, &settings, everyone)).await?;
    let rfm = Rc::new(run.step(Phase::Business, "customer_segmentation", 0.3, || Rfm::new(&warehouse, &settings)).await?);
    let lifecycle = run.step(Phase::Business, "customer_lifecycle_snapshot", 0.35, || Lifecycle::new(&warehouse, everyone)).await?;
    let purchases = run.step(Phase::Business, "orders by customer", 0.45, || Purchases::new(&warehouse)).await?;
    let histories = purchases.histories(&warehouse);
    let expected = run.step(Phase::Business, "clv_model_parameters", 0.5, || Expectations::new(&histories, &settings)).await?;
    let forecast = run.step(Phase::Business, "expected purchases", 0.7, || expected.forecast(&histories, &settings)).await?;
    drop(histories);
    let prospects =
        run.step(Phase::Business, "customer_ltv_analysis", 0.8, || Prospects::new(&warehouse, &calendar, purchases, forecast, &settings)).await?;
    let prospects = Rc::new(prospects);
    let targets = Rc::new(run.step(Phase::Business, "campaign_targets", 0.9, || find_targets(&warehouse, &prospects, &settings.campaigns)).await?);
    let base = run.step(Phase::Business, "executive_summary", 0.95, || Base::new(&warehouse, &rfm, &prospects, everyone)).await?;
    let sources = Sources {
        settings: &settings,
        staged: &staged,
        warehouse: &warehouse,
        months: &months,
        seasons: &seasons,
        cohorts: &cohorts,
        retention: &retention,
        expected: &expected,
        prospects: &prospects,
        targets: &targets,
        base: &base,
    };
    let insights = Rc::new(run.step(Phase::Business, "business_insights", 0.97, || find_insights(&sources)).await?);
    let summary = summary_table(&sources, &insights, score.as_ref());

    let mut catalog = Catalog::default();
    catalog.add(staging::raw_table(&staged.raw));
    catalog.add(staging::cleaned_table(&staged.raw, &staged.rows));
    catalog.add(staging::rejected_table(&staged.raw, &staged.rejects));
    catalog.add(quality::check_table(checks));
    catalog.add(date_table(&warehouse, &settings));
    catalog.add(customer_table(&warehouse));
    catalog.add(order_table(&warehouse));
    catalog.add(fact_table(&warehouse, &staged.raw));
    catalog.add(daily);
    catalog.add(breakdown);
    catalog.add(month_table(months));
    catalog.add(cohort_table(cohorts));
    catalog.add(retention_table(retention));
    catalog.add(ltv_table(&warehouse, &prospects));
    catalog.add(model_table(&expected));
    catalog.add(segmentation_table(&warehouse, &rfm));
    catalog.add(season_table(&seasons));
    catalog.add(lifecycle_table(lifecycle));
    catalog.add(campaign_table(&warehouse, &targets, &prospects));
    catalog.add(insight_table(&insights));
    catalog.add(summary);
    Ok(SalesOutcome { staged, warehouse, calendar, settings, rfm, seasons, expected, prospects, targets, insights, score, catalog })
}
