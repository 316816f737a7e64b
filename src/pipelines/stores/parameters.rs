//! The parameters (spec stores.md, section 9).

use crate::pipelines::spec::{ParameterKind, ParameterSpec};
use ParameterKind::{Choice, Integer, Number, OptionalDate, Positive, Subset, Text};

const fn parameter(
    name: &'static str,
    kind: ParameterKind,
    default: &'static str,
    unit: &'static str,
    doc: &'static str,
) -> ParameterSpec {
    ParameterSpec { name, kind, default, unit, doc }
}

/// In the order of the panel.
pub(super) static PARAMETERS: &[ParameterSpec] = &[
    parameter("as_of", OptionalDate, "", "date", "The day that “days since” is counted to; empty: the latest event date in range."),
    parameter("range_from", OptionalDate, "", "date", "Transactions before this day are left out of the business tables; empty: none."),
    parameter("range_to", OptionalDate, "", "date", "Transactions after this day are left out of the business tables; empty: none."),
    parameter("time_column", Choice(&["happened_at", "created_at"]), "happened_at", "", "The column that says when a transaction happened."),
    parameter("store_attributes", Choice(&["as_was", "current"]), "as_was", "", "Whether a transaction counts for the store as it was then, or as it is now."),
    parameter("amount_divisor", Positive { max: 1e9 }, "1", "", "What amounts are divided by: 100 for amounts in cents."),
    parameter("orphan_rows", Choice(&["keep", "reject"]), "keep", "", "What happens to rows that name an unknown device or store."),
    parameter("counted_statuses", Subset(&["accepted", "refused", "cancelled"]), "accepted", "", "The statuses whose transactions count in shares, tops and averages."),
    parameter("currency", Text, "", "", "The sign written before amounts."),
    parameter("top_n", Integer { min: 1, max: 1000 }, "10", "rows", "How many stores and products the top lists hold."),
    parameter("min_transactions", Integer { min: 1, max: 2_147_483_647 }, "5", "transactions", "With fewer transactions nothing is tested for abnormal rates."),
    parameter("alpha", Number { min: 0.0, max: 1.0 }, "0.05", "", "The share of false alarms allowed among the abnormal rates."),
    parameter("dormant_days", Integer { min: 0, max: 36_500 }, "90", "days", "A store without an accepted transaction for longer is dormant."),
    parameter("trend_days", Integer { min: 1, max: 3650 }, "30", "days", "The days compared with as many days before."),
    parameter("trend_pct", Number { min: 0.0, max: 1e6 }, "20", "%", "A change from here on is told."),
];
