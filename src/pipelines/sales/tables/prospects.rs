//! The tables of what customers are expected to do, and of what to do about it (spec sales.md, sections 5 to 7).

use ColumnKind::{Id, Integer, Money, Number, Share, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `customer_ltv_analysis`: one row per customer.
pub(crate) static CUSTOMER_LTV_ANALYSIS: TableSpec = TableSpec {
    name: "customer_ltv_analysis",
    alias: None,
    layer: Phase::Business,
    grain: "one row per customer",
    doc: "Lifetime value so far, purchases and value expected, and churn risk with its components.",
    primary_key: &["customer_id"],
    order: "customer_id",
    sources: &["dim_customer", "dim_order", "clv_model_parameters"],
    columns: &[
        column("customer_id", Id, "The customer."),
        column("customer_key", Id, "Key of dim_customer."),
        column("acquisition_cohort", Text, "Month of the first order."),
        column("customer_segment", Text, "Segment of dim_customer."),
        column("total_orders", Integer, "Orders that are no return orders."),
        column("total_spent", Money, "Sum of all rows, returns included."),
        column("avg_order_value", Money, "total_spent / total_orders."),
        column("days_active", Integer, "Days from the first order to as_of."),
        column("days_to_second_purchase", Integer, "Days from the first order to the second; null for one order."),
        column(
            "predicted_ltv_score",
            Integer,
            "5 = second order within 7 days, 4 = 14, 3 = 30, 2 = 60, 1 = later or none.",
        ),
        column("frequency", Integer, "Purchase days after the first (x)."),
        column("recency_days", Integer, "Days from the first order to the last (t)."),
        column("age_days", Integer, "Days from the first order to as_of (T)."),
        column("monetary_value", Money, "Mean gross amount of the purchase days after the first (m)."),
        column(
            "p_alive",
            Share,
            "Chance that the customer still buys, by the model. 1 by construction for one-time buyers: no retention figure.",
        ),
        column("expected_purchases_90d", Number, "Purchase days expected within 90 days."),
        column("expected_purchases_180d", Number, "Within 180 days."),
        column("expected_purchases_365d", Number, "Within 365 days."),
        column("expected_avg_value", Money, "Amount expected of a purchase day."),
        column("clv_12m", Money, "Value expected in the next clv_months months of 30 days, discounted."),
        column("churn_recency", Share, "Risk by days since the last order, 0..1."),
        column(
            "churn_frequency",
            Share,
            "How overdue against the usual gap between orders, 0..1; null for one purchase day.",
        ),
        column("churn_value", Share, "How far the later orders fall short of the earlier, 0..1; null for one order."),
        column(
            "churn_cohort",
            Share,
            "Inactive share of the customer's cohort, of all customers where the cohort is small.",
        ),
        column("churn_risk_score", Number, "Weighted mean of the components that are not null, 0-100."),
        column("churn_risk_level", Text, "High, Medium or Low."),
    ],
};

/// `clv_model_parameters`: one row per model and parameter.
pub(crate) static CLV_MODEL_PARAMETERS: TableSpec = TableSpec {
    name: "clv_model_parameters",
    alias: None,
    layer: Phase::Business,
    grain: "one row per model and parameter",
    doc: "The purchase and value models kept, with their parameters and fit.",
    primary_key: &["model", "parameter"],
    order: "data, purchase model, value model",
    sources: &["dim_customer", "dim_order"],
    columns: &[
        column("model", Text, "data, poisson, nbd or bgnbd, and pooled or gamma_gamma."),
        column("parameter", Text, "Parameter of the model, or a figure of its fit. Times are in days."),
        column("value", Number, "Its value."),
    ],
};

/// `campaign_targets`: one row per customer who qualifies.
pub(crate) static CAMPAIGN_TARGETS: TableSpec = TableSpec {
    name: "campaign_targets",
    alias: None,
    layer: Phase::Business,
    grain: "one row per customer who qualifies for a campaign",
    doc: "Who to address, with what, how urgently and for which value.",
    primary_key: &["customer_id", "campaign_type"],
    order: "priority_level, estimated_value descending, customer_id",
    sources: &["dim_customer", "customer_ltv_analysis"],
    columns: &[
        column("customer_id", Id, "The customer."),
        column("campaign_type", Text, "The first campaign whose condition holds."),
        column("campaign_family", Text, "lifecycle or one_time_buyer."),
        column("priority_level", Integer, "1 = most urgent … 5."),
        column("priority_label", Text, "1-2 High, 3 Medium, 4-5 Low."),
        column("estimated_value", Money, "total_spent: the value at stake."),
        column("expected_value_180d", Money, "expected_purchases_180d × expected_avg_value; null without a model."),
        column("days_since_last_order", Integer, "From the last order to as_of."),
        column("churn_risk_score", Number, "0-100."),
        column("customer_segment", Text, "Segment of dim_customer."),
        column("recommended_action", Text, "What to do."),
    ],
};
