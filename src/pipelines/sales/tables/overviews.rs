//! Views over the customers, campaigns and findings: small results that only the dashboard shows (see [`super::views`]).

use ColumnKind::{Flag, Id, Integer, Money, Number, Percent, Text};

use crate::pipelines::spec::{ColumnKind, TableSpec, column, view};

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
    &["cohort_month", "retention_window"],
    &["cumulative_retention_analysis"],
    &[
        column("cohort_month", Text, "Month of the first order."),
        column("retention_window", Text, "Months after the cohort month."),
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
    &[column("threshold", Text, "What it tells apart."), column("value", Text, "Its value, in words.")],
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

/// `risk`: one row.
pub(crate) static RISK: TableSpec = view(
    "risk",
    "one row",
    "The mean churn risk of the selection, and where its levels meet.",
    &[],
    &["customer_ltv_analysis"],
    &[
        column("mean_churn_risk", Number, "Mean churn_risk_score, 0-100."),
        column("medium_from", Number, "100 · medium_risk_threshold."),
        column("high_from", Number, "100 · high_priority_threshold."),
    ],
);

/// `period`: one row.
pub(crate) static PERIOD: TableSpec = view(
    "period",
    "one row",
    "The months picked, or the last complete one, against as many months right before.",
    &[],
    &["fact_sales"],
    &[
        column("revenue", Money, "Sum of the rows."),
        column("orders", Integer, "Distinct orders of purchase rows."),
        column("customers", Integer, "Distinct customers of purchase rows."),
        column("new_customers", Integer, "Of them, with their first order then."),
        column("avg_order_value", Money, "Revenue / orders."),
        column("revenue_before", Money, "In the months before; null where these are not all there."),
        column("orders_before", Integer, "Likewise."),
        column("customers_before", Integer, "Likewise."),
        column("new_customers_before", Integer, "Likewise."),
        column("avg_order_value_before", Money, "Likewise."),
        column("note", Text, "Which months."),
    ],
);

/// `tiles`: one row.
pub(crate) static TILES: TableSpec = view(
    "tiles",
    "one row",
    "The key figures of the run, whatever is selected.",
    &[],
    &["executive_summary"],
    &[
        column("revenue", Money, "Sum of all accepted rows."),
        column("customers", Integer, "Customers with a purchase."),
        column("orders", Integer, "Orders that are no return orders."),
        column("avg_order_value", Money, "Revenue / orders."),
        column("one_time_percent", Percent, "Customers with one order."),
        column("last_month_revenue", Money, "Of the last complete month."),
        column("last_month_growth_percent", Percent, "Against the month before it."),
        column("expected_clv", Money, "Σ clv_12m."),
        column("quality_score", Number, "0-100."),
        column("note", Text, "The quality grade, and which month is the last."),
    ],
);

/// `moves`: one row per way in which customers moved.
pub(crate) static MOVES: TableSpec = view(
    "moves",
    "one row per way in which customers moved",
    "Who has moved against the run before, since parameters were changed.",
    &["moved"],
    &["dim_customer", "customer_segmentation", "customer_ltv_analysis", "campaign_targets"],
    &[column("moved", Text, "What changed, from what, to what."), column("customers", Integer, "How many customers.")],
);

/// `campaign_audience`: one row per customer.
pub(crate) static CAMPAIGN_AUDIENCE: TableSpec = view(
    "campaign_audience",
    "one row per customer",
    "Whom one can address, and what is known of them.",
    &["customer_id"],
    &["dim_customer", "customer_segmentation", "customer_ltv_analysis", "campaign_targets"],
    &[
        column("customer_id", Id, "The customer."),
        column("campaign_type", Text, "The campaign of campaign_targets; null for who qualifies for none."),
        column("customer_segment", Text, "Of dim_customer."),
        column("rfm_segment", Text, "Of customer_segmentation."),
        column("churn_risk_level", Text, "Of customer_ltv_analysis."),
        column("churn_risk_score", Number, "0-100."),
        column("days_since_last_order", Integer, "From the last order to as_of."),
        column("total_orders", Integer, "Orders that are no return orders."),
        column("total_spent", Money, "Sum of all rows."),
        column("expected_value_180d", Money, "Expected within 180 days; null without a model."),
        column("clv_12m", Money, "Of customer_ltv_analysis."),
    ],
);

/// `insight_cards`: one row per finding.
pub(crate) static INSIGHT_CARDS: TableSpec = view(
    "insight_cards",
    "one row per finding",
    "The findings, and the chart that shows each.",
    &[],
    &["business_insights"],
    &[
        column("insight_title", Text, "In a few words."),
        column("insight_description", Text, "In a sentence with its figures."),
        column("recommendation", Text, "What to do."),
        column("severity", Text, "critical, warning, positive or info."),
        column("link", Text, "The widget, and behind a question mark the filter."),
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
