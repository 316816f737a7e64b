//! Views over the customers, campaigns and findings: small results that only the dashboard shows (see [`super::views`]).

use ColumnKind::{Flag, Integer, Money, Number, Percent, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, ColumnSpec, TableSpec};

const fn column(name: &'static str, kind: ColumnKind, doc: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, kind, doc)
}

const fn view(
    name: &'static str,
    grain: &'static str,
    doc: &'static str,
    primary_key: &'static [&'static str],
    sources: &'static [&'static str],
    columns: &'static [ColumnSpec],
) -> TableSpec {
    TableSpec {
        name,
        alias: None,
        layer: Phase::Business,
        grain,
        doc,
        primary_key,
        order: "as the rows are listed",
        sources,
        columns,
    }
}

/// `ltv_histogram`: one row per step of lifetime value.
pub(crate) static LTV_HISTOGRAM: TableSpec = view(
    "ltv_histogram",
    "one row per step of total_spent",
    "Customers by what they have spent, in equal steps; the ends take the last hundredth on either side.",
    &["lifetime_value"],
    &["dim_customer"],
    &[
        column("lifetime_value", Text, "From and to."),
        column("low_value", Integer, "Customers below the cut for low value."),
        column("regular_value", Integer, "Customers between the cuts."),
        column("high_value", Integer, "Customers from the cut for high value on."),
    ],
);

/// `churn_histogram`: one row per step of ten of the churn risk.
pub(crate) static CHURN_HISTOGRAM: TableSpec = view(
    "churn_histogram",
    "one row per step of ten",
    "Customers by churn risk.",
    &["churn_risk"],
    &["customer_ltv_analysis"],
    &[
        column("churn_risk", Text, "From and to."),
        column("low", Integer, "Customers of low risk."),
        column("medium", Integer, "Of medium risk."),
        column("high", Integer, "Of high risk."),
    ],
);

/// `segment_overview`: one row per customer segment.
pub(crate) static SEGMENT_OVERVIEW: TableSpec = view(
    "segment_overview",
    "one row per customer segment",
    "The customer segments with their customers and what these have spent.",
    &["customer_segment"],
    &["dim_customer"],
    &[
        column("customer_segment", Text, "The segment."),
        column("customers", Integer, "Customers."),
        column("total_spent", Money, "What they have spent, returns included."),
    ],
);

/// `best_cohorts`: the five cohorts that came back most.
pub(crate) static BEST_COHORTS: TableSpec = view(
    "best_cohorts",
    "one row per cohort",
    "The five cohorts that came back most in month 1.",
    &["cohort_month"],
    &["cohort_analysis"],
    &[
        column("cohort_month", Text, "Month of the first order."),
        column("cohort_size", Integer, "Customers of the cohort."),
        column("retention_rate_percent", Percent, "Of them, bought in the month after."),
    ],
);

/// `retention_windows`: one row per cohort and window.
pub(crate) static RETENTION_WINDOWS: TableSpec = view(
    "retention_windows",
    "one row per cohort and window",
    "Cumulative retention by cohort and window.",
    &["cohort_month", "retention_window_months"],
    &["cumulative_retention_analysis"],
    &[
        column("cohort_month", Text, "Month of the first order."),
        column("retention_window_months", Integer, "Months after the cohort month."),
        column("cohort_size", Integer, "Customers of the cohort."),
        column("cumulative_retention_rate", Percent, "Of them, bought again within the window."),
        column("is_partial", Flag, "The window is not over."),
    ],
);

/// `campaign_overview`: one row per campaign with targets.
pub(crate) static CAMPAIGN_OVERVIEW: TableSpec = view(
    "campaign_overview",
    "one row per campaign with targets",
    "The campaigns with their targets and values.",
    &["campaign_type"],
    &["campaign_targets"],
    &[
        column("campaign_type", Text, "The campaign."),
        column("targets", Integer, "Customers who qualify."),
        column("estimated_value", Money, "What they have spent: the value at stake."),
        column("expected_value_180d", Money, "What they are expected to spend within 180 days."),
        column("recommended_action", Text, "What to do."),
    ],
);

/// `campaign_priorities`: one row per campaign and priority with targets.
pub(crate) static CAMPAIGN_PRIORITIES: TableSpec = view(
    "campaign_priorities",
    "one row per campaign and priority with targets",
    "Targets by campaign and priority.",
    &["campaign_type", "priority_level"],
    &["campaign_targets"],
    &[
        column("campaign_type", Text, "The campaign."),
        column("priority_level", Integer, "1 = most urgent … 5."),
        column("targets", Integer, "Customers who qualify."),
    ],
);

/// `insight_matrix`: one row per type and priority with findings.
pub(crate) static INSIGHT_MATRIX: TableSpec = view(
    "insight_matrix",
    "one row per type and priority with findings",
    "Findings by type and priority.",
    &["insight_type", "priority_level"],
    &["business_insights"],
    &[
        column("insight_type", Text, "What they are about."),
        column("priority_level", Integer, "1 = first … 4."),
        column("insights", Integer, "How many."),
    ],
);

/// `definitions`: one row per threshold in force.
pub(crate) static DEFINITIONS: TableSpec = view(
    "definitions",
    "one row per threshold",
    "The thresholds that this run's segments and scores were made with.",
    &["threshold"],
    &["dim_customer"],
    &[column("threshold", Text, "What it divides."), column("value", Money, "Its value.")],
);

/// `model_notes`: one row per statement about the models.
pub(crate) static MODEL_NOTES: TableSpec = view(
    "model_notes",
    "one row per statement",
    "The purchase and value models in words, and why these.",
    &["subject"],
    &["clv_model_parameters"],
    &[column("subject", Text, "What it is about."), column("statement", Text, "A sentence.")],
);

/// `outlook`: one row.
pub(crate) static OUTLOOK: TableSpec = view(
    "outlook",
    "one row",
    "What the selection is worth, and what is at risk.",
    &[],
    &["customer_ltv_analysis", "campaign_targets"],
    &[
        column("expected_clv", Money, "Σ clv_12m."),
        column("mean_churn_risk", Number, "Mean churn_risk_score, 0-100."),
        column("high_churn_risk_customers", Integer, "Customers whose churn risk is high."),
        column("at_risk_customers", Integer, "Customers of segment At Risk."),
        column("revenue_at_risk", Money, "What these have spent."),
        column("campaign_targets", Integer, "Customers who qualify for a campaign."),
        column("campaign_value", Money, "What these have spent."),
    ],
);

/// `actions`: the first findings and campaigns.
pub(crate) static ACTIONS: TableSpec = view(
    "actions",
    "one row per action",
    "The first three findings of priority 1, and the three campaigns of most value.",
    &[],
    &["business_insights", "campaign_targets"],
    &[
        column("subject", Text, "What it is about."),
        column("reason", Text, "Why."),
        column("action", Text, "What to do."),
    ],
);
