//! The business tables: tops, shares, averages, activation, days, stores (spec stores.md, section 6).

use ColumnKind::{Date, Flag, Id, Integer, Money, Number, Percent, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `top_stores`: the stores with the highest counted amount.
pub(crate) static TOP_STORES: TableSpec = TableSpec {
    name: "top_stores",
    alias: None,
    layer: Phase::Business,
    grain: "one row per store, the first top_n",
    doc: "The stores with the highest counted amount. Attributes are those of the current version.",
    primary_key: &["rank"],
    order: "total_amount descending, store_id",
    sources: &["fact_transaction", "dim_store"],
    columns: &[
        column("rank", Integer, "1 is the highest."),
        column("store_id", Id, "The store."),
        column("store_name", Text, "Its name."),
        column("city", Text, "The city."),
        column("country", Text, "The country."),
        column("typology", Text, "What kind of store it is."),
        column("customer_id", Id, "The customer who owns it."),
        column("total_amount", Money, "Sum of its counted transactions."),
        column("num_transactions", Integer, "Its counted transactions."),
        column("avg_amount", Money, "total_amount by num_transactions."),
        column("share_pct", Percent, "total_amount of the counted amount of all transactions."),
    ],
};

/// `top_products`: the products most often sold.
pub(crate) static TOP_PRODUCTS: TableSpec = TableSpec {
    name: "top_products",
    alias: None,
    layer: Phase::Business,
    grain: "one row per product number, the first top_n",
    doc: "The products most often sold, by number: names are not unique.",
    primary_key: &["rank"],
    order: "num_sold descending, total_amount descending, product_sku",
    sources: &["fact_transaction", "dim_product"],
    columns: &[
        column("rank", Integer, "1 is the most sold."),
        column("product_sku", Id, "The product's number."),
        column("product_name", Text, "Its most frequent name."),
        column("distinct_names", Integer, "How many names it goes by."),
        column("num_sold", Integer, "Its counted transactions."),
        column("total_amount", Money, "Their sum."),
        column("share_pct", Percent, "num_sold of all counted transactions."),
    ],
};

/// `avg_amount_by_typology_country`: one row per typology and country.
pub(crate) static AVG_AMOUNT_BY_TYPOLOGY_COUNTRY: TableSpec = TableSpec {
    name: "avg_amount_by_typology_country",
    alias: None,
    layer: Phase::Business,
    grain: "one row per store type and country",
    doc: "What stores of a kind take in a country, in both readings of the question.",
    primary_key: &["store_type", "store_country"],
    order: "store_type, avg_amount descending, store_country",
    sources: &["fact_transaction", "dim_store"],
    columns: &[
        column("store_type", Text, "The typology; (unknown) where it is missing."),
        column("store_country", Text, "The country; (unknown) where it is missing."),
        column("num_stores", Integer, "Stores with a counted transaction."),
        column("num_transactions", Integer, "Counted transactions."),
        column("total_amount", Money, "Their sum."),
        column("avg_amount", Money, "Mean amount of one counted transaction, rounded to 2."),
        column("avg_amount_per_store", Money, "total_amount by num_stores, rounded to 2."),
    ],
};

/// `device_type_share`: one row per device type.
pub(crate) static DEVICE_TYPE_SHARE: TableSpec = TableSpec {
    name: "device_type_share",
    alias: None,
    layer: Phase::Business,
    grain: "one row per device type",
    doc: "How the counted transactions spread over the device types.",
    primary_key: &["device_type"],
    order: "num_transactions descending, device_type",
    sources: &["fact_transaction", "dim_device"],
    columns: &[
        column("device_type", Text, "The type; (unknown) where it is missing."),
        column("num_transactions", Integer, "Counted transactions on such devices."),
        column("total_transactions", Integer, "All counted transactions."),
        column("percent_transactions", Percent, "num_transactions of total_transactions."),
        column("total_amount", Money, "Counted amount on such devices."),
        column("percent_amount", Percent, "total_amount of the amount of all counted transactions."),
        column("num_devices", Integer, "Devices of the type."),
    ],
};

/// `time_to_five_store`: one row per basis and store.
pub(crate) static TIME_TO_FIVE_STORE: TableSpec = TableSpec {
    name: "time_to_five_store",
    alias: None,
    layer: Phase::Business,
    grain: "one row per basis and store with a transaction of it",
    doc: "How long each store took for its first five transactions: accepted ones, and of any status.",
    primary_key: &["basis", "store_id"],
    order: "basis, days_to_5_transactions, store_id",
    sources: &["fact_transaction", "dim_store"],
    columns: &[
        column("basis", Text, "accepted, or all."),
        column("store_id", Id, "The store."),
        column("store_name", Text, "Its name."),
        column("customer_id", Id, "The customer who owns it."),
        column("num_transactions", Integer, "Its transactions of the basis."),
        column("first_transaction_at", Text, "When the first happened."),
        column("fifth_transaction_at", Text, "When the fifth happened; empty below five."),
        column("days_to_5_transactions", Number, "From the first to the fifth, in days with fraction; empty below five."),
        column("whole_days", Integer, "Its whole days."),
    ],
};

/// `time_to_five_customer`: one row per basis and customer.
pub(crate) static TIME_TO_FIVE_CUSTOMER: TableSpec = TableSpec {
    name: "time_to_five_customer",
    alias: None,
    layer: Phase::Business,
    grain: "one row per basis and customer with a store that has started",
    doc: "How long the stores of each customer took for their first five transactions.",
    primary_key: &["basis", "customer_id"],
    order: "basis, avg_days_to_5_transactions, customer_id",
    sources: &["time_to_five_store", "dim_store"],
    columns: &[
        column("basis", Text, "accepted, or all."),
        column("customer_id", Id, "The customer."),
        column("num_stores", Integer, "Stores that reached five."),
        column("num_stores_started", Integer, "Stores with a transaction of the basis."),
        column("avg_days_to_5_transactions", Number, "Mean of days_to_5_transactions; empty if none reached five."),
        column("avg_whole_days", Integer, "Mean of whole_days, rounded."),
    ],
};

/// `daily_transactions`: one row per day.
pub(crate) static DAILY_TRANSACTIONS: TableSpec = TableSpec {
    name: "daily_transactions",
    alias: None,
    layer: Phase::Business,
    grain: "one row per day",
    doc: "What happened on each day, from the first to the last event date.",
    primary_key: &["date"],
    order: "date",
    sources: &["fact_transaction", "dim_date"],
    columns: &[
        column("date", Date, "The day."),
        column("transactions", Integer, "Transactions of any status."),
        column("accepted", Integer, "Accepted ones."),
        column("refused", Integer, "Refused ones."),
        column("cancelled", Integer, "Cancelled ones."),
        column("acceptance_rate_pct", Percent, "accepted of transactions."),
        column("accepted_amount", Money, "Sum of the accepted ones."),
        column("avg_amount", Money, "accepted_amount by accepted."),
        column("active_stores", Integer, "Stores with a transaction of any status."),
        column("active_devices", Integer, "Devices with a transaction of any status."),
    ],
};

/// `store_performance`: one row per store.
pub(crate) static STORE_PERFORMANCE: TableSpec = TableSpec {
    name: "store_performance",
    alias: None,
    layer: Phase::Business,
    grain: "one row per store",
    doc: "Every store with what it has done. Attributes are those of the current version.",
    primary_key: &["store_id"],
    order: "accepted_amount descending, store_id",
    sources: &["fact_transaction", "dim_store", "dim_device", "time_to_five_store"],
    columns: &[
        column("store_id", Id, "The store."),
        column("store_name", Text, "Its name."),
        column("city", Text, "The city."),
        column("country", Text, "The country."),
        column("typology", Text, "What kind of store it is."),
        column("customer_id", Id, "The customer who owns it."),
        column("versions", Integer, "Versions in its history."),
        column("num_devices", Integer, "Devices that it holds."),
        column("transactions", Integer, "Transactions of any status."),
        column("accepted", Integer, "Accepted ones."),
        column("refused", Integer, "Refused ones."),
        column("cancelled", Integer, "Cancelled ones."),
        column("acceptance_rate_pct", Percent, "accepted of transactions."),
        column("accepted_amount", Money, "Sum of the accepted ones."),
        column("avg_amount", Money, "accepted_amount by accepted."),
        column("first_transaction_at", Text, "When its first transaction happened."),
        column("last_transaction_at", Text, "When its last transaction happened."),
        column("days_since_last_accepted", Integer, "From the last accepted one up to as_of."),
        column("days_to_5_transactions", Number, "As in time_to_five_store, basis accepted."),
        column("is_dormant", Flag, "At least five accepted, and none for more than dormant_days."),
    ],
};
