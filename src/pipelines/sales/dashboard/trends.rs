//! Section 1: trends.

use super::{MONTH, figure, full, half, series};
use crate::present::dashboard::{NumberFormat, Series, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money, Percent, Share};

const NO_ROWS: &str = "There are no accepted rows to show by month.";

pub(super) fn figures() -> Widget {
    full(half(
        "headline",
        "Key figures",
        "Computed from the accepted rows of the selection.",
        "headline",
        WidgetKind::Figures(vec![
            figure("revenue", "Revenue", Money, "Sum of all accepted rows, returns included."),
            figure("orders", "Orders", Integer, "Distinct pairs of customer and order id, return orders left out."),
            figure("customers", "Customers", Integer, "Customers with at least one purchase."),
            figure("avg_order_value", "Average order value", Money, "Revenue divided by orders."),
            figure(
                "one_time_share",
                "One-time buyers",
                Share,
                "Customers with exactly one order, as a share of all customers.",
            ),
        ]),
        "No row was accepted; the rejects tell why.",
    ))
}

fn by_month(series: Vec<Series>, line: Option<Series>) -> WidgetKind {
    WidgetKind::Columns { x: "period_month", series, line, partial: Some("is_partial"), field: Some(MONTH) }
}

pub(super) fn widgets() -> Vec<Widget> {
    vec![
        half(
            "revenue",
            "Revenue",
            "total_sales of monthly_metrics: the sum of all rows of the month. The line is the growth against the month before. Hatched months are unfinished.",
            "monthly_metrics",
            by_month(
                vec![series("total_sales", "Revenue", Money)],
                Some(series("sales_growth_percent", "Growth", Percent)),
            ),
            NO_ROWS,
        ),
        half(
            "customers",
            "New and returning customers",
            "new_customers had their first order in the month; returning_customers bought in it and before it. Hatched months are unfinished.",
            "monthly_metrics",
            by_month(
                vec![series("new_customers", "New", Integer), series("returning_customers", "Returning", Integer)],
                None,
            ),
            NO_ROWS,
        ),
        half(
            "order_value",
            "Order value",
            "avg_order_value of monthly_metrics: sales by orders. The line is purchase_frequency: orders by customers.",
            "monthly_metrics",
            by_month(
                vec![series("avg_order_value", "Average order value", Money)],
                Some(series("purchase_frequency", "Orders per customer", Decimal)),
            ),
            NO_ROWS,
        ),
        half(
            "season",
            "Season",
            "seasonal_index of seasonal_trends: what a calendar month or quarter sells against the average one, 1. Of all customers, whatever is selected.",
            "seasonal_trends",
            WidgetKind::Columns {
                x: "period_value",
                series: vec![series("seasonal_index", "Seasonal index", Decimal)],
                line: None,
                partial: None,
                field: None,
            },
            "Seasons need a complete month.",
        ),
    ]
}
