//! The tables of sentences and key figures (spec sales.md, sections 8 and 9).

use ColumnKind::{Integer, Number, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `business_insights`: one row per finding.
pub(crate) static BUSINESS_INSIGHTS: TableSpec = TableSpec {
    name: "business_insights",
    alias: None,
    layer: Phase::Business,
    grain: "one row per finding",
    doc: "What stands out, in a sentence, and what to do about it.",
    primary_key: &["insight_id"],
    order: "priority_level, severity (critical, warning, positive, info), insight_id",
    sources: &[
        "stg_sales_rejected",
        "monthly_metrics",
        "cohort_analysis",
        "cumulative_retention_analysis",
        "customer_ltv_analysis",
        "customer_segmentation",
        "seasonal_trends",
        "campaign_targets",
    ],
    columns: &[
        column("insight_id", Text, "The rule that holds."),
        column("insight_type", Text, "What it is about."),
        column("insight_title", Text, "In a few words."),
        column("insight_description", Text, "In a sentence with its figures."),
        column("metric_name", Text, "Name of the figure behind it."),
        column("metric_value", Number, "The figure, unrounded."),
        column("recommendation", Text, "What to do."),
        column("priority_level", Integer, "1 = first … 4."),
        column("severity", Text, "critical, warning, positive or info."),
    ],
};

/// `executive_summary`: one row per key figure.
pub(crate) static EXECUTIVE_SUMMARY: TableSpec = TableSpec {
    name: "executive_summary",
    alias: None,
    layer: Phase::Business,
    grain: "one row per key figure",
    doc: "The key figures of the run.",
    primary_key: &["kpi_id"],
    order: "as in the specification",
    sources: &[
        "stg_sales_cleaned",
        "stg_sales_rejected",
        "data_quality_checks",
        "dim_customer",
        "dim_order",
        "monthly_metrics",
        "cohort_analysis",
        "customer_ltv_analysis",
        "campaign_targets",
        "business_insights",
    ],
    columns: &[
        column("kpi_id", Text, "The figure's name."),
        column("kpi_value", Number, "Its value."),
        column("kpi_text", Text, "The grade, day, month, model or cohort that belongs to it."),
    ],
};
