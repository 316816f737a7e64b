//! The parameters (spec sales.md, section 11).

use crate::pipelines::spec::{ParameterKind, ParameterSpec};
use ParameterKind::{Bool, Choice, Date, Dates, Integer, Integers, Number, OptionalDate, Positive, RisingIntegers, Text};

const fn parameter(name: &'static str, kind: ParameterKind, default: &'static str, unit: &'static str, doc: &'static str) -> ParameterSpec {
    ParameterSpec { name, kind, default, unit, doc }
}

/// In the order of the panel.
pub(super) static PARAMETERS: &[ParameterSpec] = &[
    parameter("as_of", OptionalDate, "", "date", "The day recency is counted from; empty: the latest accepted date."),
    parameter("negative_sales", Choice(&["reject", "return"]), "reject", "", "What amounts below zero are: rejected, or returns."),
    parameter("duplicates", Choice(&["drop", "keep"]), "drop", "", "What happens to a row that repeats an earlier one in every column."),
    parameter("derive_order_id", Bool, "false", "", "Makes an order id of customer and day where the order is missing."),
    parameter("date_order", Choice(&["auto", "dmy", "mdy"]), "auto", "", "How dates like 3/4/2021 are read: found from the column, day first, or month first."),
    parameter("decimal_mark", Choice(&["auto", ".", ","]), "auto", "", "The sign before the decimals: found from the column, or given."),
    parameter("min_date", Date, "1970-01-01", "date", "Rows before this day are rejected."),
    parameter("max_date", Date, "2099-12-31", "date", "Rows after this day are rejected."),
    parameter("isolated_gap_days", Integer { min: 0, max: 100_000 }, "730", "days", "A gap longer than this cuts off a few lone dates before or after it; 0: off."),
    parameter("isolated_share", Number { min: 0.0, max: 0.5 }, "0.05", "share of rows", "How many rows at most count as lone dates."),
    parameter("currency", Text, "$", "", "The sign written before amounts."),
    parameter("fiscal_year_start_month", Integer { min: 1, max: 12 }, "1", "month", "The month in which the fiscal year begins."),
    parameter("holidays", Dates, "", "dates", "Days that are no business days, separated by commas."),
    parameter("partial_month_slack_days", Integer { min: 0, max: 15 }, "3", "days", "Days that a month may lack at its start or end and still count as complete."),
    parameter("include_partial_months", Bool, "false", "", "Lets unfinished months take part in the seasons."),
    parameter("min_rows", Integer { min: 0, max: 2_147_483_647 }, "1", "rows", "Fewer rows than this fail the check min_rows."),
    parameter("min_cohort_size", Integer { min: 1, max: 2_147_483_647 }, "10", "customers", "Cohorts smaller than this are left out of the cumulative retention and of sentences about cohorts."),
    parameter("retention_windows", Integers { min: 1 }, "3,12,18", "months", "Windows of the cumulative retention."),
    parameter("high_value_rule", Choice(&["percentile", "threshold"]), "percentile", "", "How the cuts for high and low value are had."),
    parameter("high_value_share", Number { min: 0.0, max: 0.5 }, "0.2", "share of customers", "Customers of high value, by rank."),
    parameter("low_value_share", Number { min: 0.0, max: 0.5 }, "0.2", "share of customers", "Customers of low value, by rank."),
    parameter("ltv_high_threshold", Number { min: 0.0, max: 1e15 }, "500", "money", "High value from here, with the rule threshold; targets from here come first in their campaign."),
    parameter("ltv_regular_threshold", Number { min: 0.0, max: 1e15 }, "100", "money", "Regular value from here, with the rule threshold; Cross-Sell targets from here come first."),
    parameter("new_customer_days", Integer { min: 0, max: 36_500 }, "90", "days", "A customer is new for fewer days than this after the first order."),
    parameter("rfm_recency_days", RisingIntegers { count: 4 }, "30,60,90,180", "days", "Borders between the recency scores 5, 4, 3, 2 and 1."),
    parameter("rfm_frequency_orders", RisingIntegers { count: 4 }, "2,3,5,10", "orders", "Orders from which the frequency score is 2, 3, 4 and 5."),
    parameter("recent_activity_days", Integer { min: 0, max: 36_500 }, "90", "days", "A customer is active for this long after the last order."),
    parameter("at_risk_days", Integer { min: 0, max: 36_500 }, "180", "days", "A customer is at risk after this long without an order."),
    parameter("lost_days", Integer { min: 0, max: 36_500 }, "365", "days", "A customer is lost after this long without an order."),
    parameter("overdue_factor", Number { min: 1.0, max: 1000.0 }, "2", "usual gaps", "A customer is declining when this many usual gaps between orders have passed."),
    parameter("churn_weight_recency", Number { min: 0.0, max: 1e6 }, "40", "weight", "How much the days since the last order count in the churn risk."),
    parameter("churn_weight_frequency", Number { min: 0.0, max: 1e6 }, "25", "weight", "How much being overdue counts, against the customer's usual gap between orders."),
    parameter("churn_weight_value", Number { min: 0.0, max: 1e6 }, "15", "weight", "How much a falling order value counts."),
    parameter("churn_weight_cohort", Number { min: 0.0, max: 1e6 }, "20", "weight", "How much the inactive share of the customer's cohort counts."),
    parameter("high_priority_threshold", Number { min: 0.0, max: 1.0 }, "0.7", "share of 100", "The churn risk is high from this share of 100."),
    parameter("medium_risk_threshold", Number { min: 0.0, max: 1.0 }, "0.4", "share of 100", "The churn risk is medium from this share of 100."),
    parameter("min_days_for_winback", Integer { min: 0, max: 36_500 }, "90", "days", "Win-Back takes customers without an order for at least this long."),
    parameter("min_ltv_for_retention", Number { min: 0.0, max: 1e15 }, "200", "money", "Retention takes customers who have spent at least this."),
    parameter("one_time_days", RisingIntegers { count: 5 }, "14,31,61,91,181", "days", "Days since the only order from which each of the five campaigns for one-time buyers begins."),
    parameter("model_min_customers", Integer { min: 1, max: 2_147_483_647 }, "100", "customers", "With fewer customers there is no purchase model."),
    parameter("model_min_repeat", Integer { min: 1, max: 2_147_483_647 }, "30", "customers", "With fewer customers who came back on another day there is no purchase model."),
    parameter("model_min_gain", Number { min: -1e15, max: 1e15 }, "2", "log-likelihood", "A richer model must explain the data better by more than this."),
    parameter("clv_months", Integer { min: 1, max: 60 }, "12", "months of 30 days", "How far the expected customer value reaches."),
    parameter("monthly_discount_rate", Number { min: 0.0, max: 1.0 }, "0.01", "per month", "How much less the money of a month later is worth."),
    parameter("anomaly_z", Positive { max: 1e6 }, "2", "standard deviations", "A month's sales this far from the mean of the six before are unusual."),
    parameter("hash_customer_ids", Bool, "false", "", "Replaces every customer id by the first 16 hex digits of its SHA-256."),
    parameter("hash_salt", Text, "", "", "Text put before each id when it is hashed."),
];
