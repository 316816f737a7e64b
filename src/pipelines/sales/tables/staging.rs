//! The staging tables (spec sales.md, section 2).

use ColumnKind::{Date, Id, Integer, Money, Number, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `stg_sales_raw`: one row per input row.
pub(crate) static STG_SALES_RAW: TableSpec = TableSpec {
    name: "stg_sales_raw",
    alias: None,
    layer: Phase::Staging,
    grain: "one row per input row",
    doc: "Every row as read: the text of each cell, nothing interpreted.",
    primary_key: &["source_file", "source_row"],
    order: "source_file, source_row",
    sources: &["sales"],
    columns: &[
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file, from 1, the header not counted."),
        column("unnamed_0", Text, "The row index of the export, as read."),
        column("date_raw", Text, "The date, as read."),
        column("customer_id", Text, "The customer, as read."),
        column("order_id", Text, "The order, as read."),
        column("sales", Text, "The amount, as read."),
        column("quantity", Text, "The quantity, as read."),
        column("unit_price", Text, "The unit price, as read."),
        column("product", Text, "The product, as read."),
        column("channel", Text, "The channel, as read."),
        column("country", Text, "The country, as read."),
    ],
};

/// `stg_sales_cleaned`: one row per accepted input row.
pub(crate) static STG_SALES_CLEANED: TableSpec = TableSpec {
    name: "stg_sales_cleaned",
    alias: Some("stg_sales_clean"),
    layer: Phase::Staging,
    grain: "one row per accepted input row",
    doc: "The accepted rows, typed.",
    primary_key: &["source_file", "source_row"],
    order: "source_file, source_row",
    sources: &["stg_sales_raw"],
    columns: &[
        column("date_parsed", Date, "The day of the sale; time of day dropped, offsets converted to UTC."),
        column("customer_id", Id, "The customer, trimmed."),
        column("order_id", Id, "The order, trimmed."),
        column("sales_amount", Money, "The amount."),
        column("data_quality_flag", Text, "VALID, or RETURN for an amount below zero."),
        column("product", Text, "The product, trimmed."),
        column("channel", Text, "The channel, trimmed."),
        column("country", Text, "The country, trimmed."),
        column("quantity", Number, "The quantity; null if it is not a number."),
        column("unit_price", Number, "The unit price; null if it is not a number."),
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file."),
    ],
};

/// `stg_sales_rejected`: one row per rejected input row.
pub(crate) static STG_SALES_REJECTED: TableSpec = TableSpec {
    name: "stg_sales_rejected",
    alias: None,
    layer: Phase::Staging,
    grain: "one row per rejected input row",
    doc: "The rows left out, each with the first rule it breaks.",
    primary_key: &["source_file", "source_row"],
    order: "source_file, source_row",
    sources: &["stg_sales_raw"],
    columns: &[
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file."),
        column("column", Text, "The input column that broke the rule."),
        column("value", Text, "Its text as read."),
        column("reason", Text, "The rule's code."),
        column("detail", Text, "The reason in a sentence."),
    ],
};

/// `data_quality_checks`: one row per check.
pub(crate) static DATA_QUALITY_CHECKS: TableSpec = TableSpec {
    name: "data_quality_checks",
    alias: None,
    layer: Phase::Staging,
    grain: "one row per check",
    doc: "Checks over the run, the base of the quality score.",
    primary_key: &["check_id"],
    order: "as listed in the specification",
    sources: &["stg_sales_raw", "stg_sales_cleaned", "dim_date", "dim_order", "fact_sales"],
    columns: &[
        column("check_id", Text, "The check."),
        column("table_name", Text, "The table it looks at."),
        column("check_type", Text, "COMPLETENESS, CONSISTENCY, ACCURACY, TIMELINESS or CORRECTION."),
        column("check_name", Text, "The check in words."),
        column("expected_value", Number, "Pass rate from which it passes, 0..1."),
        column("actual_value", Number, "Pass rate 0..1; for corrections a count of rows."),
        column("status", Text, "PASSED, FAILED, SKIPPED or INFO."),
        column("severity", Text, "critical, major, minor or info."),
    ],
};
