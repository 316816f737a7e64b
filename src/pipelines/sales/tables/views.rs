//! Views: small results that only the dashboard shows; they are neither listed nor exported.

use ColumnKind::{Integer, Money, Share, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `headline`: one row.
pub(crate) static HEADLINE: TableSpec = TableSpec {
    name: "headline",
    alias: None,
    layer: Phase::Business,
    grain: "one row",
    doc: "The headline figures of the selection.",
    primary_key: &[],
    order: "one row",
    sources: &["fact_sales", "dim_order", "dim_customer"],
    columns: &[
        column("revenue", Money, "Sum of all accepted rows, returns included."),
        column("orders", Integer, "Orders that are no return orders."),
        column("customers", Integer, "Customers with a purchase."),
        column("avg_order_value", Money, "Revenue / orders."),
        column("one_time_share", Share, "Customers with one order / customers."),
    ],
};

/// `rfm_overview`: one row per RFM segment.
pub(crate) static RFM_OVERVIEW: TableSpec = TableSpec {
    name: "rfm_overview",
    alias: None,
    layer: Phase::Business,
    grain: "one row per RFM segment",
    doc: "The RFM segments with their customers and what these have spent.",
    primary_key: &["rfm_segment"],
    order: "as the rules are listed",
    sources: &["customer_segmentation", "dim_customer"],
    columns: &[
        column("rfm_segment", Text, "The segment."),
        column("customers", Integer, "Customers."),
        column("share_of_customers", Share, "Their share of the selection."),
        column("total_spent", Money, "What they have spent, returns included."),
        column("recommended_strategy", Text, "What to do with it."),
    ],
};
