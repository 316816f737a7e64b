//! Views behind the charts of rates, of changes and of rejected rows.

use ColumnKind::{Date, Integer, Percent, Share, Text};

use crate::pipelines::spec::{ColumnKind, ColumnSpec, TableSpec, column, view};

static FUNNEL: &[ColumnSpec] = &[
    column("entity_id", Text, "The device, store or customer."),
    column("transactions", Integer, "Its transactions, n."),
    column("outcome_count", Integer, "Those with the outcome, k."),
    column("outcome_rate", Share, "k / n."),
    column("overall_rate", Share, "The share of the outcome among all transactions."),
    column("verdict", Text, "abnormal where is_anomaly of status_anomalies holds, else usual."),
];

const fn funnel(name: &'static str) -> TableSpec {
    view(
        name,
        "one row per entity with a transaction, at most 2,000",
        "How often an outcome occurs, of so many transactions: the abnormal ones first, then by number.",
        &["entity_id"],
        &["status_anomalies"],
        FUNNEL,
    )
}

/// `funnel_<entity>_<outcome>`: in the order of `status_anomalies`.
pub(crate) static FUNNELS: [TableSpec; 6] = [
    funnel("funnel_device_refused"),
    funnel("funnel_device_cancelled"),
    funnel("funnel_store_refused"),
    funnel("funnel_store_cancelled"),
    funnel("funnel_customer_refused"),
    funnel("funnel_customer_cancelled"),
];

/// `abnormal_rates`: one row per entity and outcome that stands out.
pub(crate) static ABNORMAL_RATES: TableSpec = view(
    "abnormal_rates",
    "one row per entity and outcome that stands out",
    "Who is refused or cancelled more often than all, the least likely first.",
    &["entity_type", "entity_id", "outcome"],
    &["status_anomalies"],
    &[
        column("entity_type", Text, "device, store or customer."),
        column("entity_id", Text, "Its id."),
        column("outcome", Text, "refused or cancelled."),
        column("transactions", Integer, "Its transactions, n."),
        column("outcome_count", Integer, "Those with the outcome, k."),
        column("outcome_rate", Share, "k / n."),
        column("overall_rate", Share, "The share of the outcome among all transactions."),
        column("p", Text, "p_value of the one-sided exact binomial test."),
        column("q", Text, "q_value after Benjamini-Hochberg."),
    ],
);

/// `device_shares`: one row per device type.
pub(crate) static DEVICE_SHARES: TableSpec = view(
    "device_shares",
    "one row per device type with a counted transaction",
    "As device_type_share, of all types even while one is picked.",
    &["device_type"],
    &["device_type_share"],
    &[
        column("device_type", Text, "The type."),
        column("percent_transactions", Percent, "Its share of the counted transactions."),
        column("num_transactions", Integer, "Its counted transactions."),
    ],
);

/// `acceptance_by_type`: one row per device type.
pub(crate) static ACCEPTANCE_BY_TYPE: TableSpec = view(
    "acceptance_by_type",
    "one row per device type",
    "Acceptance rate by device type with its 95 % Wilson interval.",
    &["device_type"],
    &["fact_transaction"],
    &[
        column("device_type", Text, "The type."),
        column("acceptance_rate_pct", Percent, "Accepted of its transactions."),
        column("wilson_low_pct", Percent, "Lower end of the interval."),
        column("wilson_high_pct", Percent, "Upper end of the interval."),
        column("overall_pct", Percent, "The rate over all types."),
        column("transactions", Integer, "Its transactions of any status."),
    ],
);

/// `changes_by_month`: one row per month.
pub(crate) static CHANGES_BY_MONTH: TableSpec = view(
    "changes_by_month",
    "one row per month with a change",
    "New versions of stores by month.",
    &["month"],
    &["dim_store"],
    &[column("month", Text, "The month."), column("changes", Integer, "Versions that began in it.")],
);

/// `store_changes`: one row per later version.
pub(crate) static STORE_CHANGES: TableSpec = view(
    "store_changes",
    "one row per later version",
    "What changed of which store, and when.",
    &["store_id", "version"],
    &["dim_store"],
    &[
        column("store_id", Text, "The store."),
        column("version", Integer, "The version that began."),
        column("valid_from", Text, "When."),
        column("changed", Text, "What changed, before and after."),
    ],
);

/// `store_versions`: one row per version of the stores that changed last.
pub(crate) static STORE_VERSIONS: TableSpec = view(
    "store_versions",
    "one row per version of the 12 stores that changed last",
    "When versions of stores were valid, and what changed with them.",
    &["store_id", "version"],
    &["dim_store"],
    &[
        column("store_id", Text, "The store."),
        column("version", Integer, "The version, from 1."),
        column("valid_from", Date, "The day it began; empty of the first."),
        column("valid_to", Date, "The day the next began; empty of the current one."),
        column("changed", Text, "What changed, before and after."),
    ],
);

/// `rejects_by_reason`: one row per input and reason.
pub(crate) static REJECTS_BY_REASON: TableSpec = view(
    "rejects_by_reason",
    "one row per input and reason",
    "Rejected rows by input and reason.",
    &["reason"],
    &["rejected"],
    &[column("reason", Text, "Input and reason."), column("rows", Integer, "Rejected rows.")],
);

/// `rejected_rows`: the rejected rows of the reasons that are picked.
pub(crate) static REJECTED_ROWS: TableSpec = view(
    "rejected_rows",
    "one row per rejected row of the reasons that are picked, at most 200",
    "The rejected rows, of all reasons or of those that are picked.",
    &["input_table", "source_file", "source_row"],
    &["rejected"],
    &[
        column("input_table", Text, "The input that the row is of."),
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file."),
        column("detail", Text, "The reason in a sentence."),
    ],
);
