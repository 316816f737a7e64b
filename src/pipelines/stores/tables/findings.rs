//! What stands out: abnormal rates, key figures, insights (spec stores.md, section 6).

use ColumnKind::{Flag, Integer, Number, Share, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `status_anomalies`: one row per entity and outcome.
pub(crate) static STATUS_ANOMALIES: TableSpec = TableSpec {
    name: "status_anomalies",
    alias: None,
    layer: Phase::Business,
    grain: "one row per device, store or customer with a transaction, and outcome",
    doc: "Who is refused or cancelled more often than all. A screen: rows of one card or one basket are not independent.",
    primary_key: &["entity_type", "outcome", "entity_id"],
    order: "entity_type (device, store, customer), outcome (refused, cancelled), entity_id",
    sources: &["fact_transaction"],
    columns: &[
        column("entity_type", Text, "device, store or customer."),
        column("entity_id", Text, "Which one."),
        column("outcome", Text, "refused or cancelled."),
        column("transactions", Integer, "Its transactions."),
        column("outcome_count", Integer, "Of them with the outcome."),
        column("outcome_rate", Share, "outcome_count by transactions."),
        column("overall_rate", Share, "The same over all transactions."),
        column("wilson_low", Share, "Lower end of the 95 % Wilson interval of outcome_rate."),
        column("wilson_high", Share, "Its upper end."),
        column("p_value", Number, "Exact one-sided binomial test of the rate being above the overall one."),
        column("q_value", Number, "p_value after Benjamini-Hochberg over the entities tested."),
        column("is_anomaly", Flag, "q_value is at most alpha."),
    ],
};

/// `kpi_summary`: one row per key figure.
pub(crate) static KPI_SUMMARY: TableSpec = TableSpec {
    name: "kpi_summary",
    alias: None,
    layer: Phase::Business,
    grain: "one row per key figure",
    doc: "The key figures of the run.",
    primary_key: &["kpi"],
    order: "as listed in the specification",
    sources: &["fact_transaction", "top_stores", "time_to_five_store", "status_anomalies"],
    columns: &[column("kpi", Text, "The figure."), column("value", Number, "Its value.")],
};

/// `insights`: one row per finding.
pub(crate) static INSIGHTS: TableSpec = TableSpec {
    name: "insights",
    alias: None,
    layer: Phase::Business,
    grain: "one row per finding",
    doc: "What stands out, in sentences.",
    primary_key: &["insight_id", "subject"],
    order: "severity bad, warn, good, info; insight_id; the rule's own order",
    sources: &["kpi_summary", "status_anomalies", "store_performance", "device_type_share", "quality_report"],
    columns: &[
        column("insight_id", Text, "The rule."),
        column("subject", Text, "Whom or what it is about."),
        column("severity", Text, "bad, warn, good or info."),
        column("value", Number, "The figure."),
        column("compare_value", Number, "What it is compared with."),
        column("message", Text, "The finding in a sentence."),
    ],
};
