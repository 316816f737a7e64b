//! Views that count customers by figures (see [`super::views`]).

use ColumnKind::{Integer, Money, Number, Share, Text};

use crate::pipelines::spec::{ColumnKind, TableSpec, column, view};

macro_rules! value_histogram {
    ($name:literal, $source:literal, $doc:literal) => {
        view(
            $name,
            concat!("one row per step of ", $source),
            $doc,
            &[$name],
            &["dim_customer", "customer_ltv_analysis"],
            &[
                column($name, Text, "From and to."),
                column("low_value", Integer, "Customers who have spent less than the cut for low value."),
                column("regular_value", Integer, "Customers between the cuts."),
                column("high_value", Integer, "Customers from the cut for high value on."),
                column("cut_low", Share, "How far along the step the cut for low value stands; null outside its step."),
                column("cut_high", Share, "How far along the step the cut for high value stands; null outside its step."),
            ],
        )
    };
}

/// `lifetime_value`: one row per equal step of total_spent.
static LIFETIME_VALUE: TableSpec = value_histogram!(
    "lifetime_value",
    "total_spent",
    "Customers by what they have spent, in equal steps; the ends take the last hundredth on either side."
);

/// `lifetime_value_log`: one row per growing step of total_spent.
static LIFETIME_VALUE_LOG: TableSpec =
    value_histogram!("lifetime_value_log", "total_spent", "Customers by what they have spent, in steps that grow with it.");

/// `expected_value`: one row per equal step of clv_12m.
static EXPECTED_VALUE: TableSpec = value_histogram!(
    "expected_value",
    "clv_12m",
    "Customers by the value expected of them, in equal steps; the ends take the last hundredth on either side."
);

/// `expected_value_log`: one row per growing step of clv_12m.
static EXPECTED_VALUE_LOG: TableSpec =
    value_histogram!("expected_value_log", "clv_12m", "Customers by the value expected of them, in steps that grow with it.");

/// Of total_spent and of clv_12m, linear and logarithmic each.
pub(crate) static VALUE_HISTOGRAMS: [&TableSpec; 4] =
    [&LIFETIME_VALUE, &LIFETIME_VALUE_LOG, &EXPECTED_VALUE, &EXPECTED_VALUE_LOG];

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

/// `frequency_value`: one row per customer, or per hexagon.
pub(crate) static FREQUENCY_VALUE: TableSpec = view(
    "frequency_value",
    "one row per customer, or per hexagon where there are more than 5,000",
    "Customers by orders and by what they have spent.",
    &["key"],
    &["dim_customer", "customer_ltv_analysis"],
    &[
        column("total_orders", Number, "Orders; of a hexagon those at its middle."),
        column("total_spent", Money, "What they have spent; of a hexagon that at its middle."),
        column("customers", Integer, "How many customers."),
        column("churn_risk_level", Text, "Their churn risk; of a hexagon that of most of its customers."),
        column("key", Text, "The customer, or the hexagon."),
        column("shape", Text, "point or hexagon."),
        column("y_scale", Text, "linear or log."),
        column("x_from", Number, "Least orders shown."),
        column("x_to", Number, "Most orders shown."),
        column("y_from", Money, "Least money shown."),
        column("y_to", Money, "Most money shown."),
    ],
);
