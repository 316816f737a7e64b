//! Views that break sales down, and the account of the money (see [`super::views`]).

use ColumnKind::{Date, Integer, Money, Number, Share, Text};

use crate::pipelines::spec::{ColumnKind, TableSpec, column, view};

macro_rules! breakdown {
    ($dimension:literal) => {
        view(
            concat!("breakdown_", $dimension),
            concat!("one row per ", $dimension),
            concat!("Sales of the selection by ", $dimension, ": the twenty that sold most over all, the others together."),
            &[$dimension],
            &["fact_sales"],
            &[
                column($dimension, Text, "The value; the others, and rows without one, in brackets."),
                column("total_sales", Money, "Sum of the rows."),
                column("sales_share", Share, "Of all sales of the selection."),
                column("total_orders", Integer, "Distinct orders of purchase rows."),
                column("unique_customers", Integer, "Distinct customers of purchase rows."),
            ],
        )
    };
}

static PRODUCT: TableSpec = breakdown!("product");
static CHANNEL: TableSpec = breakdown!("channel");
static COUNTRY: TableSpec = breakdown!("country");

/// By product, channel and country.
pub(crate) static BREAKDOWNS: [&TableSpec; 3] = [&PRODUCT, &CHANNEL, &COUNTRY];

/// `daily`: one row per day.
pub(crate) static DAILY: TableSpec = view(
    "daily",
    "one row per day",
    "Sales by day: of the months picked, or of the last complete month.",
    &["date"],
    &["fact_sales"],
    &[
        column("date", Date, "The day."),
        column("total_sales", Money, "Sum of its rows."),
        column("total_orders", Integer, "Distinct orders of its purchase rows."),
    ],
);

macro_rules! season {
    ($name:literal, $period:literal) => {
        view(
            $name,
            concat!("one row per ", $period),
            concat!("How a ", $period, " sells against the average one."),
            &["period"],
            &["seasonal_trends"],
            &[
                column("period", Text, concat!("The ", $period, ".")),
                column("trend_direction", Text, "Of seasonal_trends."),
                column("seasonal_index", Number, "Of seasonal_trends."),
            ],
        )
    };
}

static SEASON_MONTHS: TableSpec = season!("season_months", "calendar month");
static SEASON_QUARTERS: TableSpec = season!("season_quarters", "calendar quarter");

/// By month and by quarter.
pub(crate) static SEASONS: [&TableSpec; 2] = [&SEASON_MONTHS, &SEASON_QUARTERS];

/// `reconciliation`: one row per place where money is counted.
pub(crate) static RECONCILIATION: TableSpec = view(
    "reconciliation",
    "one row per place where money is counted",
    "From the files to the dashboard: what was rejected, and that the tables agree.",
    &["step"],
    &["stg_sales_rejected", "stg_sales_cleaned", "fact_sales", "dim_order", "dim_customer", "monthly_metrics"],
    &[
        column("step", Text, "Where."),
        column("rows", Integer, "Rows there."),
        column("amount", Money, "Their money."),
        column("difference", Money, "Against the accepted rows, in cents; null where it need not be the same."),
        column("why", Text, "What is summed."),
    ],
);
