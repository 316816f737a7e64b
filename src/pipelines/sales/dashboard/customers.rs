//! Sections 2 and 3: cohorts, lifetime value and churn.

use super::{
    CHURN_RISK, CLV, CLV_LOG, COHORT, CUSTOMER_SEGMENT, FREQUENCY_VALUE, LIFETIME_VALUE, LTV_LOG, MOVED, NO_CUSTOMERS,
    SEGMENT, STAGE, full, half, series, tab, tabbed, text,
};
use crate::present::dashboard::{Axis, Click, NumberFormat, Series, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money, Percent, Share};

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
        detail: None,
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
        half(
            "cohort_revenue",
            "Revenue per customer",
            "cumulative_revenue_per_customer of cohort_analysis: what a customer of a cohort has brought in so many months; a line per cohort. The end of a line that is not finished is dashed.",
            "cohort_analysis",
            WidgetKind::Lines {
                x: series("months_since_acquisition", "Months since the first order", Integer),
                by: "cohort_month",
                value: series("cumulative_revenue_per_customer", "Revenue per customer", Money),
                partial: Some("is_partial"),
                field: Some(COHORT),
                steps: false,
            },
            TWO_MONTHS,
        ),
        half(
            "cumulative_retention",
            "Cumulative retention",
            "cumulative_retention_rate of cumulative_retention_analysis: customers of the cohort who bought again within so many months. Pale windows are not over.",
            "retention_windows",
            WidgetKind::ColumnsBy {
                x: "cohort_month",
                by: "retention_window",
                value: series("cumulative_retention_rate", "Bought again", Percent),
                stacked: false,
                base: 0.0,
                partial: Some("is_partial"),
                field: Some((COHORT, Axis::X)),
            },
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
                all: Some("cohort_analysis"),
                click: Some(Click::Filter { column: "cohort_month", field: COHORT }),
            },
            SMALL_COHORTS,
        ),
    ]
}

fn value_histogram(field: &'static str, cuts: bool) -> WidgetKind {
    let rules = vec![series("cut_low", "Low value", Money), series("cut_high", "High value", Money)];
    WidgetKind::Columns {
        x: field,
        series: vec![
            series("low_value", "Low", Integer),
            series("regular_value", "Regular", Integer),
            series("high_value", "High", Integer),
        ],
        line: None,
        partial: None,
        field: Some(field),
        rules: if cuts { rules } else { Vec::new() },
        drag: false,
    }
}

/// Customers by what they have spent and by what is expected of them, on both scales.
fn values() -> Widget {
    const SPENT: &str = "Customers by total_spent of dim_customer; the lines stand at the cuts for low and high value, and colours tell the three apart.";
    const EXPECTED: &str = "Customers by clv_12m of customer_ltv_analysis, the value expected of them; colours tell low, regular and high total_spent apart.";
    const NO_MODEL: &str = "There is no purchase model: the box about the model says why.";
    let by = |id, title, help, field, cuts, empty| half(id, title, help, field, value_histogram(field, cuts), empty);
    tabbed(
        "Spent",
        by("ltv_histogram", "Lifetime value", SPENT, LIFETIME_VALUE, true, NO_CUSTOMERS),
        vec![
            tab("Spent, log scale", by("ltv_log", "Lifetime value, log scale", SPENT, LTV_LOG, true, NO_CUSTOMERS)),
            tab("Expected", by("clv_histogram", "Expected value", EXPECTED, CLV, false, NO_MODEL)),
            tab("Expected, log scale", by("clv_log", "Expected value, log scale", EXPECTED, CLV_LOG, false, NO_MODEL)),
        ],
    )
}

fn segments(category: &'static str, detail: Option<&'static str>) -> WidgetKind {
    WidgetKind::Bars {
        category,
        series: vec![series("customers", "Customers", Integer), series("total_spent", "Revenue", Money)],
        field: Some(category),
        detail,
        label: None,
        ring: false,
    }
}

pub(super) fn widgets() -> Vec<Widget> {
    vec![
        Widget {
            quiet: true,
            ..full(half(
                "moves",
                "Who moved",
                "Customers whose segment, churn risk or campaign is another than in the run before, since parameters were changed.",
                "moves",
                WidgetKind::Bars {
                    category: MOVED,
                    series: vec![series("customers", "Customers", Integer)],
                    field: Some(MOVED),
                    detail: None, label: None, ring: false,
                },
                "Nobody moved.",
            ))
        },
        values(),
        half(
            "churn_histogram",
            "Churn risk",
            "Customers by churn_risk_score of customer_ltv_analysis, 0 to 100, in steps of ten, coloured by level.",
            "churn_histogram",
            WidgetKind::Columns {
                x: CHURN_RISK,
                series: vec![
                    series("low", "Low", Integer),
                    series("medium", "Medium", Integer),
                    series("high", "High", Integer),
                ],
                line: None,
                partial: None,
                field: Some(CHURN_RISK),
                rules: Vec::new(),
                drag: false,
            },
            NO_CUSTOMERS,
        ),
        tabbed(
            "Customer segments",
            half(
                "customer_segments",
                "Segments",
                "customer_segment of dim_customer, with what its customers have spent. The definitions beside it are the borders in force.",
                "segment_overview",
                segments(CUSTOMER_SEGMENT, None),
                NO_CUSTOMERS,
            ),
            vec![tab(
                "RFM",
                half(
                    "segments",
                    "RFM segments",
                    "Segments of customer_segmentation: scores 1 to 5 for recency, frequency and money; the first rule that holds names the segment.",
                    "rfm_overview",
                    segments(SEGMENT, Some("recommended_strategy")),
                    NO_CUSTOMERS,
                ),
            )],
        ),
        half(
            "definitions",
            "Definitions",
            "The thresholds that the segments and scores of this run were made with, from all customers.",
            "definitions",
            WidgetKind::Rows {
                columns: vec![text("threshold", "What"), text("value", "Value")],
                limit: 40,
                all: None,
                click: None,
            },
            NO_CUSTOMERS,
        ),
        half(
            "frequency_value",
            "Frequency and value",
            "total_orders and total_spent of customer_ltv_analysis, coloured by churn_risk_level. Above 5,000 customers a hexagon stands for those in it, coloured by the level that most of them have.",
            "frequency_value",
            WidgetKind::Scatter {
                x: series("total_orders", "Orders", Decimal),
                y: series("total_spent", "Spent", Money),
                count: series("customers", "Customers", Integer),
                by: "churn_risk_level",
                key: "key",
                field: FREQUENCY_VALUE,
                funnel: None,
            },
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
        full(half(
            "model",
            "Purchase and value model",
            "The models behind the expected purchases and values (clv_model_parameters), and why these. The chance that a one-time buyer still buys is 1 by construction: the churn risk is the measure.",
            "model_notes",
            WidgetKind::Rows { columns: vec![text("subject", "About"), text("statement", "Model")], limit: 10, all: Some("clv_model_parameters"), click: None },
            "There is no model.",
        )),
    ]
}
