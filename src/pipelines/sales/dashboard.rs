//! The dashboard as data (spec sales.md, section 12, as far as its tables are built).

use crate::present::dashboard::{Dashboard, Figure, NumberFormat, Section, Series, Widget, WidgetKind, Width};
use NumberFormat::{Integer, Money, Percent, Share};

/// The filter fields: what a click on a mark picks.
pub(super) const MONTH: &str = "month";
pub(super) const COHORT: &str = "cohort";
pub(super) const SEGMENT: &str = "rfm_segment";
pub(super) const STAGE: &str = "lifecycle_stage";

const fn series(column: &'static str, label: &'static str, format: NumberFormat) -> Series {
    Series { column, label, format }
}

const fn figure(column: &'static str, label: &'static str, format: NumberFormat, help: &'static str) -> Figure {
    Figure { column, label, format, help }
}

/// The sections in their order.
pub(super) fn dashboard() -> Dashboard {
    Dashboard {
        sections: vec![
            Section { id: "headline", title: "At a glance", widgets: vec![figures()] },
            Section { id: "trends", title: "Trends", widgets: vec![revenue(), customers()] },
            Section { id: "cohorts", title: "Cohorts", widgets: vec![retention()] },
            Section { id: "segments", title: "Customers", widgets: vec![segments(), lifecycle()] },
        ],
    }
}

fn figures() -> Widget {
    Widget {
        id: "headline",
        title: "Key figures",
        help: "Computed from the accepted rows of the selection.",
        table: "headline",
        width: Width::Full,
        kind: WidgetKind::Figures(vec![
            figure("revenue", "Revenue", Money, "Sum of all accepted rows, returns included."),
            figure("orders", "Orders", Integer, "Distinct pairs of customer and order id, return orders left out."),
            figure("customers", "Customers", Integer, "Customers with at least one purchase."),
            figure("avg_order_value", "Average order value", Money, "Revenue divided by orders."),
            figure("one_time_share", "One-time buyers", Share, "Customers with exactly one order, as a share of all customers."),
        ]),
        empty: "No row was accepted; the rejects tell why.",
    }
}

fn revenue() -> Widget {
    Widget {
        id: "revenue",
        title: "Revenue",
        help: "total_sales of monthly_metrics: the sum of all rows of the month. The line is the growth against the month before. Hatched months are unfinished.",
        table: "monthly_metrics",
        width: Width::Half,
        kind: WidgetKind::Columns {
            x: "period_month",
            series: vec![series("total_sales", "Revenue", Money)],
            line: Some(series("sales_growth_percent", "Growth", Percent)),
            partial: Some("is_partial"),
            field: Some(MONTH),
        },
        empty: "There are no accepted rows to show by month.",
    }
}

fn customers() -> Widget {
    Widget {
        id: "customers",
        title: "New and returning customers",
        help: "new_customers had their first order in the month; returning_customers bought in it and before it. Hatched months are unfinished.",
        table: "monthly_metrics",
        width: Width::Half,
        kind: WidgetKind::Columns {
            x: "period_month",
            series: vec![series("new_customers", "New", Integer), series("returning_customers", "Returning", Integer)],
            line: None,
            partial: Some("is_partial"),
            field: Some(MONTH),
        },
        empty: "There are no accepted rows to show by month.",
    }
}

fn retention() -> Widget {
    Widget {
        id: "retention",
        title: "Cohort retention",
        help: "retention_rate_percent of cohort_analysis: of the customers whose first order was in the row's month, how many bought again so many months later. Hatched cells are unfinished months.",
        table: "cohort_analysis",
        width: Width::Full,
        kind: WidgetKind::Heatmap {
            row: "cohort_month",
            column: "months_since_acquisition",
            value: series("retention_rate_percent", "Retention", Percent),
            row_size: Some(series("cohort_size", "Customers", Integer)),
            partial: Some("is_partial"),
            outside_scale: Some(0.0),
            field: Some(COHORT),
        },
        empty: "Retention needs rows of at least two months.",
    }
}

fn segments() -> Widget {
    Widget {
        id: "segments",
        title: "RFM segments",
        help: "Segments of customer_segmentation: scores 1 to 5 for recency, frequency and money; the first rule that holds names the segment.",
        table: "rfm_overview",
        width: Width::Half,
        kind: WidgetKind::Bars {
            category: "rfm_segment",
            series: vec![series("customers", "Customers", Integer), series("total_spent", "Revenue", Money)],
            field: Some(SEGMENT),
            detail: Some("recommended_strategy"),
        },
        empty: "There are no customers in this selection.",
    }
}

fn lifecycle() -> Widget {
    Widget {
        id: "lifecycle",
        title: "Customer lifecycle",
        help: "share_of_base of customer_lifecycle_snapshot: at each month's end, all customers so far by days since their last order.",
        table: "customer_lifecycle_snapshot",
        width: Width::Half,
        kind: WidgetKind::StackedArea {
            x: "snapshot_date",
            by: "lifecycle_stage",
            value: series("share_of_base", "Share of customers", Share),
            count: Some(series("customers", "Customers", Integer)),
            field: Some(STAGE),
        },
        empty: "There are no customers in this selection.",
    }
}
