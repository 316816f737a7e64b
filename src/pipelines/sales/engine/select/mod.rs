//! The tables behind the dashboard for a selection: the business steps again, over the selected customers.
//!
//! Every filter picks customers; those by month, product, channel and country also pick rows, and their customers are
//! those who bought there and then. What stands over months keeps its whole axis, so that a selected month stays in
//! its context.

mod chosen;
mod figures;

use std::rc::Rc;

use self::chosen::Chosen;
use self::figures::{Figures, headline, period, rfm_overview};
use super::business::{
    Base, Cohorts, Lifecycle, Months, PRIORITIES, Retention, Selection, campaign_sums, campaign_table, cohort_table, lifecycle_table, month_table,
};
use super::outcome::SalesOutcome;
use super::views;
use crate::base::Diagnostic;
use crate::engine::table::Catalog;
use crate::pipelines::sales::SPEC;
use crate::pipelines::sales::dashboard::{DIMENSIONS, FIELDS, INSIGHT, MONTH};
use crate::present::dashboard::Filter;

/// Filters by what they pick.
struct Fields<'a> {
    months: Option<&'a [String]>,
    /// By place in [`DIMENSIONS`].
    dimensions: Vec<(usize, &'a Filter)>,
    attributes: Vec<&'a Filter>,
    /// Types of findings: these pick no customers.
    insights: Option<&'a [String]>,
}

impl<'a> Fields<'a> {
    /// Tells the filters apart.
    ///
    /// # Errors
    /// A sentence for a field that is none of the dashboard's.
    fn new(filters: &'a [Filter]) -> Result<Self, Diagnostic> {
        if let Some(filter) = filters.iter().find(|filter| !FIELDS.contains(&filter.field.as_str())) {
            return Err(Diagnostic::error("unknown_field", format!("{} has no filter “{}”.", SPEC.title, filter.field))
                .hint(format!("Its filters are {}.", FIELDS.join(", "))));
        }
        let values = |field: &str| filters.iter().find(|filter| filter.field == field).map(|filter| filter.values.as_slice());
        let dimension = |filter: &Filter| DIMENSIONS.iter().position(|field| filter.field == *field);
        Ok(Self {
            months: values(MONTH),
            dimensions: filters.iter().filter_map(|filter| Some((dimension(filter)?, filter))).collect(),
            attributes: filters
                .iter()
                .filter(|filter| filter.field != MONTH && filter.field != INSIGHT && dimension(filter).is_none())
                .collect(),
            insights: values(INSIGHT),
        })
    }

    /// The same filters without those of a dimension: what its own chart is drawn with, so that its bars stay.
    fn without(&self, dimension: usize) -> Self {
        let others = self.dimensions.iter().copied().filter(|(other, _)| *other != dimension);
        Self { dimensions: others.collect(), attributes: self.attributes.clone(), ..*self }
    }
}

/// Computes the tables and views for a selection.
pub(super) fn select(outcome: &SalesOutcome, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
    let fields = Fields::new(filters)?;
    let chosen = Chosen::new(outcome, &fields);
    let (warehouse, calendar, settings) = (&outcome.warehouse, &outcome.calendar, &outcome.settings);
    let (customers, trend) = (chosen.customers(), chosen.trend());
    let keys = customers.list_keys(warehouse.customers.len());
    let of_customers = customers.list_facts(warehouse, calendar);
    // Where rows were not filtered, both are the same customers with all that they bought.
    let of_trend = chosen.has_rows().then(|| trend.list_facts(warehouse, calendar));
    let customers = Selection { keys: keys.as_deref(), facts: of_customers.as_deref(), ..customers };
    let rows = Selection { facts: customers.facts.filter(|_| !chosen.has_rows()), keys: customers.keys, ..chosen.rows() };
    let figures = Figures::new(outcome, rows);
    let trend = Selection { facts: of_trend.as_ref().map_or(customers.facts, Option::as_deref), ..trend };
    let business = &outcome.business;
    // What was found for everyone need not be found again.
    let (same, same_trend) = (customers.is_everyone(), trend.is_everyone());
    let cohorts = if same { business.cohorts.clone() } else { Rc::new(Cohorts::new(warehouse, calendar, customers)) };
    let months = if same_trend { business.months.clone() } else { Rc::new(Months::new(warehouse, calendar, trend)) };
    let retention =
        if same { business.retention.clone() } else { Rc::new(Retention::new(warehouse, calendar, settings, customers)) };
    let lifecycle = if same { business.lifecycle.clone() } else { Rc::new(Lifecycle::new(warehouse, customers)) };
    let mut catalog = Catalog::default();
    catalog.add(headline(&figures));
    catalog.add(period(outcome, trend, chosen.months.as_deref()));
    catalog.add(views::reconciliation(outcome, figures.revenue));
    catalog.add(month_table(&months));
    catalog.add(views::daily(outcome, trend, chosen.months.as_deref()));
    views::season_tables(&outcome.business.seasons).into_iter().for_each(|table| catalog.add(table));
    for dimension in 0..DIMENSIONS.len() {
        let is_filtered = fields.dimensions.iter().any(|(other, _)| *other == dimension);
        let own = is_filtered.then(|| Chosen::new(outcome, &fields.without(dimension)));
        let rows = own.as_ref().unwrap_or(&chosen).rows();
        catalog.add(views::breakdown(warehouse, &outcome.steps().tops[dimension], dimension, rows));
    }
    catalog.add(views::best_cohorts(&cohorts, settings.min_cohort_size));
    catalog.add(cohort_table(&cohorts));
    catalog.add(views::retention_windows(&retention));
    catalog.add(rfm_overview(&figures));
    catalog.add(lifecycle_table(&lifecycle));
    catalog.add(views::moves(outcome.moves.as_deref()));
    let sums = campaign_sums(&business.targets, &warehouse.customers, &business.prospects, customers, PRIORITIES as u8);
    add_prospects(&mut catalog, outcome, customers, &sums);
    add_findings(&mut catalog, outcome, &fields, &sums);
    Ok(catalog)
}

/// What is expected of the selected customers, and what to do about it.
fn add_prospects(catalog: &mut Catalog, outcome: &SalesOutcome, selection: Selection<'_>, sums: &views::CampaignSums) {
    let (warehouse, business) = (&outcome.warehouse, &outcome.business);
    let (customers, prospects) = (&warehouse.customers, &business.prospects);
    let base = Base::new(warehouse, &business.rfm, prospects, selection);
    let selected = || business.targets.iter().filter(|target| selection.has(target.customer as usize)).copied().collect();
    let targets = selection.customers.map_or_else(|| business.targets.clone(), |_| Rc::new(selected()));
    views::value_histograms(outcome, selection).into_iter().for_each(|table| catalog.add(table));
    catalog.add(views::churn_histogram(customers, prospects, selection));
    catalog.add(views::frequency_value(outcome, selection));
    catalog.add(views::segment_overview(&base));
    catalog.add(outcome.steps().definitions.clone());
    catalog.add(views::model_notes(&business.expected));
    catalog.add(views::outlook(&base, prospects, customers, sums, selection));
    catalog.add(views::risk(&base, &outcome.settings.churn));
    catalog.add(views::campaign_overview(sums));
    catalog.add(views::campaign_priorities(sums));
    catalog.add(campaign_table(warehouse, &targets, prospects));
}

/// Findings are those of the whole run.
fn add_findings(catalog: &mut Catalog, outcome: &SalesOutcome, fields: &Fields<'_>, sums: &views::CampaignSums) {
    catalog.add(views::insight_cards(&outcome.insights, fields.insights));
    catalog.add(views::insight_matrix(&outcome.insights));
    catalog.add(views::actions(&outcome.insights, sums, &outcome.settings.currency));
    catalog.add(views::tiles(outcome));
}

/// The rows of a registered table that belong to a selection.
pub(super) fn behind(outcome: &SalesOutcome, table: &str, filters: &[Filter]) -> Result<Option<Vec<u32>>, Diagnostic> {
    let fields = Fields::new(filters)?;
    if fields.months.is_none() && fields.dimensions.is_empty() && fields.attributes.is_empty() {
        return Ok(None);
    }
    let chosen = Chosen::new(outcome, &fields);
    let (customers, rows) = (chosen.customers(), chosen.rows());
    let (warehouse, business) = (&outcome.warehouse, &outcome.business);
    let orders = &warehouse.orders;
    let is_chosen = |row: usize| rows.has_row(row) && rows.has(orders.customer[orders.of_row[row] as usize] as usize);
    let picked = |count: usize, test: &dyn Fn(usize) -> bool| Some((0..count as u32).filter(|row| test(*row as usize)).collect());
    let all = warehouse.customers.len();
    Ok(match table {
        "dim_customer" => picked(all, &|row| customers.has(row)),
        "customer_ltv_analysis" | "customer_segmentation" => picked(all, &|row| customers.has(warehouse.customers.by_id[row] as usize)),
        "campaign_targets" => picked(business.targets.len(), &|row| customers.has(business.targets[row].customer as usize)),
        "dim_order" => {
            let mut has_row = vec![false; orders.len()];
            (0..warehouse.rows.len()).filter(|row| is_chosen(*row)).for_each(|row| has_row[orders.of_row[row] as usize] = true);
            picked(orders.len(), &|row| has_row[row])
        }
        "fact_sales" => picked(warehouse.facts.row.len(), &|fact| is_chosen(warehouse.facts.row[fact] as usize)),
        "stg_sales_cleaned" => picked(warehouse.rows.len(), &is_chosen),
        _ => None,
    })
}
