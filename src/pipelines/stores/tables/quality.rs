//! Rejected rows and checks (spec stores.md, sections 4 and 7).

use ColumnKind::{Integer, Percent, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `rejected`: one row per rejected input row.
pub(crate) static REJECTED: TableSpec = TableSpec {
    name: "rejected",
    alias: None,
    layer: Phase::Staging,
    grain: "one row per rejected input row",
    doc: "The rows left out, each with the first rule it breaks.",
    primary_key: &["input_table", "source_file", "source_row"],
    order: "devices, stores, transactions; files in staging order; rows",
    sources: &["devices", "stores", "transactions"],
    columns: &[
        column("input_table", Text, "The input that the row is of."),
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file, from 1, the header not counted."),
        column("column", Text, "The input column that broke the rule."),
        column("value", Text, "Its text as read; never of a card."),
        column("reason", Text, "The rule's code."),
        column("detail", Text, "The reason in a sentence."),
    ],
};

/// `quality_report`: one row per check.
pub(crate) static QUALITY_REPORT: TableSpec = TableSpec {
    name: "quality_report",
    alias: None,
    layer: Phase::Business,
    grain: "one row per check",
    doc: "Checks over the run, and counts of what was corrected.",
    primary_key: &["check_id"],
    order: "check_id",
    sources: &["rejected", "dim_store", "dim_device", "dim_product", "fact_transaction"],
    columns: &[
        column("check_id", Text, "The check."),
        column("description", Text, "What is looked for."),
        column("checked", Integer, "How many were looked at."),
        column("found", Integer, "In how many it was found."),
        column("found_pct", Percent, "found of checked."),
        column("warn_above", Percent, "Above this it is a warning."),
        column("fail_above", Percent, "Above this it is a failure."),
        column("status", Text, "pass, warn, fail, skipped or info."),
    ],
};
