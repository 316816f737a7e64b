//! Sections 2 and 3: cohorts, lifetime value and churn.

use super::{
    CHURN_RISK, COHORT, CUSTOMER_SEGMENT, LIFETIME_VALUE, NO_CUSTOMERS, SEGMENT, STAGE, full, half, series, text,
};
use crate::present::dashboard::{NumberFormat, Series, Widget, WidgetKind};
use NumberFormat::{Integer, Money, Percent, Share};

const TWO_MONTHS: &str = "Retention needs rows of at least two months.";
const SMALL_COHORTS: &str = "No cohort is large enough: see the parameter min_cohort_size.";

fn by_cohort(column: &'static str, value: Series, outside_scale: Option<f64>) -> WidgetKind {
    WidgetKind::Heatmap {
        row: "cohort_month",
        column,
        value,
        row_size: Some(series("cohort_size", "Customers", Integer)),
        partial: Some("is_partial"),
        outside_scale,
        field: Some(COHORT),
    }
}

pub(super) fn cohorts() -> Vec<Widget> {
    vec![
        full(half(
            "retention",
            "Cohort retention",
            "retention_rate_percent of cohort_analysis: of the customers whose first order was in the row's month, how many bought again so many months later. Hatched cells are unfinished months.",
            "cohort_analysis",
            by_cohort("months_since_acquisition", series("retention_rate_percent", "Retention", Percent), Some(0.0)),
            TWO_MONTHS,
        )),
        full(half(
            "cohort_revenue",
            "Revenue per customer",
            "cumulative_revenue_per_customer of cohort_analysis: what a customer of the row's cohort has brought in so many months.",
            "cohort_analysis",
            by_cohort(
                "months_since_acquisition",
                series("cumulative_revenue_per_customer", "Revenue per customer", Money),
                None,
            ),
            TWO_MONTHS,
        )),
        half(
            "cumulative_retention",
            "Cumulative retention",
            "cumulative_retention_rate of cumulative_retention_analysis: customers of the cohort who bought again within so many months. Hatched windows are not over.",
            "retention_windows",
            by_cohort("retention_window_months", series("cumulative_retention_rate", "Bought again", Percent), None),
            SMALL_COHORTS,
        ),
        half(
            "best_cohorts",
            "Best cohorts",
            "The five cohorts that came back most in the month after their first, of those that are large enough and whose month is complete.",
            "best_cohorts",
            WidgetKind::Rows {
                columns: vec![
                    text("cohort_month", "Cohort"),
                    series("cohort_size", "Customers", Integer),
                    series("retention_rate_percent", "Month 1", Percent),
                ],
                limit: 5,
            },
            SMALL_COHORTS,
        ),
    ]
}

fn histogram(field: &'static str, columns: [&'static str; 3]) -> WidgetKind {
    let [low, middle, high] = columns;
    let middle_label = if middle == "medium" { "Medium" } else { "Regular" };
    WidgetKind::Columns {
        x: field,
        series: vec![series(low, "Low", Integer), series(middle, middle_label, Integer), series(high, "High", Integer)],
        line: None,
        partial: None,
        field: Some(field),
    }
}

fn segments(category: &'static str, detail: Option<&'static str>) -> WidgetKind {
    WidgetKind::Bars {
        category,
        series: vec![series("customers", "Customers", Integer), series("total_spent", "Revenue", Money)],
        field: Some(category),
        detail,
    }
}

pub(super) fn widgets() -> Vec<Widget> {
    vec![
        half(
            "ltv_histogram",
            "Lifetime value",
            "Customers by total_spent; colours change at the cuts for low and high value. The last hundredth on either side is put on the end.",
            "ltv_histogram",
            histogram(LIFETIME_VALUE, ["low_value", "regular_value", "high_value"]),
            NO_CUSTOMERS,
        ),
        half(
            "churn_histogram",
            "Churn risk",
            "Customers by churn_risk_score of customer_ltv_analysis, 0 to 100, in steps of ten, coloured by level.",
            "churn_histogram",
            histogram(CHURN_RISK, ["low", "medium", "high"]),
            NO_CUSTOMERS,
        ),
        half(
            "customer_segments",
            "Customer segments",
            "customer_segment of dim_customer, with what its customers have spent.",
            "segment_overview",
            segments(CUSTOMER_SEGMENT, None),
            NO_CUSTOMERS,
        ),
        half(
            "segments",
            "RFM segments",
            "Segments of customer_segmentation: scores 1 to 5 for recency, frequency and money; the first rule that holds names the segment.",
            "rfm_overview",
            segments(SEGMENT, Some("recommended_strategy")),
            NO_CUSTOMERS,
        ),
        half(
            "lifecycle",
            "Customer lifecycle",
            "share_of_base of customer_lifecycle_snapshot: at each month's end, all customers so far by days since their last order.",
            "customer_lifecycle_snapshot",
            WidgetKind::StackedArea {
                x: "snapshot_date",
                by: "lifecycle_stage",
                value: series("share_of_base", "Share of customers", Share),
                count: Some(series("customers", "Customers", Integer)),
                field: Some(STAGE),
            },
            NO_CUSTOMERS,
        ),
        half(
            "definitions",
            "Definitions",
            "The thresholds that the segments and scores of this run were made with, from all customers.",
            "definitions",
            WidgetKind::Rows {
                columns: vec![text("threshold", "Threshold"), series("value", "Value", Money)],
                limit: 10,
            },
            NO_CUSTOMERS,
        ),
        full(half(
            "model",
            "Purchase and value model",
            "The models behind the expected purchases and values (clv_model_parameters), and why these. The chance that a one-time buyer still buys is 1 by construction: the churn risk is the measure.",
            "model_notes",
            WidgetKind::Rows { columns: vec![text("subject", "About"), text("statement", "Model")], limit: 10 },
            "There is no model.",
        )),
    ]
}
