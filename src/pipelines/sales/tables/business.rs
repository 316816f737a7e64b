//! The business tables (spec sales.md, section 5).

use ColumnKind::{Date, Flag, Id, Integer, Money, Number, Percent, Share, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `monthly_metrics`: one row per month.
pub(crate) static MONTHLY_METRICS: TableSpec = TableSpec {
    name: "monthly_metrics",
    alias: None,
    layer: Phase::Business,
    grain: "one row per month",
    doc: "Revenue, orders and customers by month.",
    primary_key: &["period_month"],
    order: "period_month",
    sources: &["fact_sales", "dim_customer"],
    columns: &[
        column("period_month", Text, "YYYY-MM."),
        column("total_sales", Money, "Sum of all rows of the month."),
        column("avg_order_value", Money, "total_sales / total_orders."),
        column("avg_transaction_value", Money, "total_sales / total_transactions."),
        column("total_transactions", Integer, "Purchase rows."),
        column("total_orders", Integer, "Distinct orders of purchase rows."),
        column("unique_customers", Integer, "Distinct customers of purchase rows."),
        column("purchase_frequency", Number, "Orders per customer."),
        column("new_customers", Integer, "Customers whose first order is in the month."),
        column("returning_customers", Integer, "unique_customers - new_customers."),
        column("sales_growth_percent", Percent, "Against the month before; null for the first month or if that month's sales are not positive."),
        column("is_partial", Flag, "The month is unfinished: more days than the slack lie before the first row or after as_of."),
    ],
};

/// `cohort_analysis`: one row per cohort month and activity month.
pub(crate) static COHORT_ANALYSIS: TableSpec = TableSpec {
    name: "cohort_analysis",
    alias: None,
    layer: Phase::Business,
    grain: "one row per cohort month and activity month",
    doc: "How customers who first bought in one month come back.",
    primary_key: &["cohort_month", "activity_month"],
    order: "cohort_month, activity_month",
    sources: &["fact_sales", "dim_customer"],
    columns: &[
        column("cohort_month", Text, "Month of the first order."),
        column("activity_month", Text, "Month looked at."),
        column("months_since_acquisition", Integer, "Months between the two."),
        column("cohort_size", Integer, "Customers of the cohort."),
        column("active_customers", Integer, "Of them, with a purchase row in the month."),
        column("retention_rate_percent", Percent, "100 · active / size."),
        column("total_sales", Money, "Sum of the cohort's rows in the month."),
        column("avg_order_value", Money, "total_sales / distinct orders."),
        column("revenue_per_customer", Money, "total_sales / size."),
        column("cumulative_revenue_per_customer", Money, "The same, summed from month 0."),
        column("is_partial", Flag, "The activity month is unfinished."),
    ],
};

/// `customer_segmentation`: one row per customer.
pub(crate) static CUSTOMER_SEGMENTATION: TableSpec = TableSpec {
    name: "customer_segmentation",
    alias: None,
    layer: Phase::Business,
    grain: "one row per customer",
    doc: "RFM: scores for recency, frequency and money, and the segment they make.",
    primary_key: &["customer_id"],
    order: "customer_id",
    sources: &["dim_customer"],
    columns: &[
        column("customer_id", Id, "The customer."),
        column("recency_score", Integer, "5 = bought within the first border of days … 1."),
        column("frequency_score", Integer, "1 … 5 by number of orders."),
        column("monetary_score", Integer, "Fifth of all customers by total_spent, 5 = highest."),
        column("rfm_cell", Text, "The three scores side by side."),
        column("rfm_segment", Text, "The first rule that holds."),
        column("segment_description", Text, "The segment in words."),
        column("recommended_strategy", Text, "What to do with it."),
    ],
};

/// `customer_lifecycle_snapshot`: one row per month end and stage.
pub(crate) static CUSTOMER_LIFECYCLE_SNAPSHOT: TableSpec = TableSpec {
    name: "customer_lifecycle_snapshot",
    alias: None,
    layer: Phase::Business,
    grain: "one row per month end and stage",
    doc: "How the customer base was made up at each month's end.",
    primary_key: &["snapshot_date", "lifecycle_stage"],
    order: "snapshot_date, then New, Active, At Risk, Inactive",
    sources: &["dim_order", "dim_customer"],
    columns: &[
        column("snapshot_date", Date, "Last day of a month, and as_of."),
        column("lifecycle_stage", Text, "New, Active, At Risk or Inactive."),
        column("customers", Integer, "Customers in the stage."),
        column("share_of_base", Share, "Their share of all customers so far, 0..1."),
        column("avg_days_since_last_order", Number, "Mean days since the last order; null for an empty stage."),
    ],
};

/// `cumulative_retention_analysis`: one row per cohort month and window.
pub(crate) static CUMULATIVE_RETENTION_ANALYSIS: TableSpec = TableSpec {
    name: "cumulative_retention_analysis",
    alias: None,
    layer: Phase::Business,
    grain: "one row per cohort month and window",
    doc: "Who of a cohort bought again within a window of months.",
    primary_key: &["cohort_month", "retention_window_months"],
    order: "cohort_month, retention_window_months",
    sources: &["fact_sales", "dim_customer"],
    columns: &[
        column("cohort_month", Text, "Month of the first order."),
        column("retention_window_months", Integer, "Months after the cohort month."),
        column("cohort_size", Integer, "Customers of the cohort."),
        column("active_customers", Integer, "Of them, with a purchase row in months 1 to the window."),
        column("cumulative_retention_rate", Percent, "100 · active / size."),
        column("avg_purchase_frequency", Number, "Distinct orders in months 0 to the window / size."),
        column("total_revenue", Money, "All rows of months 0 to the window."),
        column("avg_customer_value", Money, "total_revenue / size."),
        column("is_complete", Flag, "The window's last month is over, up to the slack."),
    ],
};

/// `seasonal_trends`: one row per calendar month or quarter.
pub(crate) static SEASONAL_TRENDS: TableSpec = TableSpec {
    name: "seasonal_trends",
    alias: None,
    layer: Phase::Business,
    grain: "one row per calendar month or quarter",
    doc: "How a calendar month or quarter sells against the average one.",
    primary_key: &["period_type", "period_value"],
    order: "monthly before quarterly, period_value",
    sources: &["monthly_metrics", "fact_sales"],
    columns: &[
        column("period_type", Text, "monthly or quarterly."),
        column("period_value", Text, "01-12 or Q1-Q4."),
        column("n_periods", Integer, "Complete periods averaged."),
        column("avg_sales", Money, "Mean total_sales."),
        column("avg_orders", Number, "Mean distinct orders."),
        column("avg_customers", Number, "Mean distinct customers."),
        column("seasonal_index", Number, "avg_sales / mean of all periods used."),
        column("trend_direction", Text, "strong_positive, positive, stable, negative or strong_negative."),
    ],
};
