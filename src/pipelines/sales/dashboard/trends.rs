//! At a glance, and section 1: trends.

use super::{DIMENSIONS, MONTH, against, figure, full, half, series, tab, tabbed, text};
use crate::present::dashboard::{NumberFormat, Series, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money, Percent, Share};

const NO_ROWS: &str = "There are no accepted rows to show by month.";

pub(super) fn glance() -> Vec<Widget> {
    vec![
        full(half(
            "headline",
            "Key figures",
            "Computed from the accepted rows of the selection.",
            "headline",
            WidgetKind::Figures(vec![
                figure("revenue", "Revenue", Money, "Sum of all accepted rows, returns included."),
                figure("orders", "Orders", Integer, "Distinct pairs of customer and order id with a purchase row."),
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
        )),
        full(half(
            "period",
            "Against the period before",
            "The months picked, or else the last complete month, compared with as many months right before them.",
            "period",
            WidgetKind::Figures(vec![
                against(figure("revenue", "Revenue", Money, "Sum of the rows of the period."), "revenue_before"),
                against(figure("orders", "Orders", Integer, "Distinct orders of purchase rows."), "orders_before"),
                against(figure("customers", "Customers", Integer, "Distinct customers of purchase rows."), "customers_before"),
                against(
                    figure("new_customers", "New customers", Integer, "Customers whose first order is in the period."),
                    "new_customers_before",
                ),
                against(
                    figure("avg_order_value", "Average order value", Money, "Revenue of the period divided by its orders."),
                    "avg_order_value_before",
                ),
            ]),
            NO_ROWS,
        )),
        full(half(
            "reconciliation",
            "Where the money went",
            "From the files to this dashboard: what was rejected and why, and that every table holds the same money. Differences are against the accepted rows.",
            "reconciliation",
            WidgetKind::Rows {
                columns: vec![
                    text("step", "Where"),
                    series("rows", "Rows", Integer),
                    series("amount", "Money", Money),
                    series("difference", "Difference", Money),
                    text("why", "What is summed"),
                ],
                limit: 40,
                all: None,
                click: None,
            },
            NO_ROWS,
        )),
    ]
}

fn by_month(series: Vec<Series>, line: Option<Series>) -> WidgetKind {
    WidgetKind::Columns {
        x: "period_month",
        series,
        line,
        partial: Some("is_partial"),
        field: Some(MONTH),
        rules: Vec::new(),
        drag: false,
    }
}

pub(super) fn widgets() -> Vec<Widget> {
    vec![
        revenue(),
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
        season(),
        breakdowns(),
    ]
}

fn revenue() -> Widget {
    let months = half(
        "revenue",
        "Revenue",
        "total_sales of monthly_metrics: the sum of all rows of the month. The line is the growth against the month before. Hatched months are unfinished. A click on a month shows its days.",
        "monthly_metrics",
        by_month(
            vec![series("total_sales", "Revenue", Money)],
            Some(series("sales_growth_percent", "Growth", Percent)),
        ),
        NO_ROWS,
    );
    let days = half(
        "revenue_daily",
        "Revenue by day",
        "Sales by day, as in agg_sales_daily: of the months picked, or of the last complete month.",
        "daily",
        WidgetKind::Columns {
            x: "date",
            series: vec![series("total_sales", "Revenue", Money)],
            line: Some(series("total_orders", "Orders", Integer)),
            partial: None,
            field: None,
            rules: Vec::new(),
            drag: false,
        },
        NO_ROWS,
    );
    Widget { opens: Some("revenue_daily"), ..tabbed("Months", months, vec![tab("Days", days)]) }
}

fn season() -> Widget {
    let by = |id, title, table| {
        half(
            id,
            title,
            "seasonal_index of seasonal_trends: what a calendar month or quarter sells against the average one, which is 1. Of all customers, whatever is selected; unfinished months are left out.",
            table,
            WidgetKind::ColumnsBy {
                x: "period",
                by: "trend_direction",
                value: series("seasonal_index", "Seasonal index", Decimal),
                stacked: true,
                base: 1.0,
                partial: None,
                field: None,
            },
            "Seasons need a complete month, and a complete quarter for quarters.",
        )
    };
    tabbed(
        "Months",
        by("season", "Season", "season_months"),
        vec![tab("Quarters", by("season_quarters", "Season by quarter", "season_quarters"))],
    )
}

fn breakdowns() -> Widget {
    let by = |dimension: usize, id, title, table| {
        half(
            id,
            title,
            "Sales of the selection, as in agg_sales_breakdown: the twenty values that sold most over all, and the others together. A click filters the trends to these rows.",
            table,
            WidgetKind::Bars {
                category: DIMENSIONS[dimension],
                series: vec![series("total_sales", "Revenue", Money)],
                field: Some(DIMENSIONS[dimension]),
                detail: None, label: None, ring: false,
            },
            "The files have no such column: product, channel and country are optional.",
        )
    };
    full(tabbed(
        "Product",
        by(0, "breakdown_product", "Revenue by product", "breakdown_product"),
        vec![
            tab("Channel", by(1, "breakdown_channel", "Revenue by channel", "breakdown_channel")),
            tab("Country", by(2, "breakdown_country", "Revenue by country", "breakdown_country")),
        ],
    ))
}
