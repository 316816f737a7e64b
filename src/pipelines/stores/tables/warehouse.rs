//! Dimensions and facts (spec stores.md, section 5).

use ColumnKind::{Date, Flag, Id, Integer, Money, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, TableSpec, column};

/// `dim_date`: one row per day, without gaps.
pub(crate) static DIM_DATE: TableSpec = TableSpec {
    name: "dim_date",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per day",
    doc: "Every day from the first to the last event date.",
    primary_key: &["date_key"],
    order: "date_key",
    sources: &["transactions"],
    columns: &[
        column("date_key", Id, "The day as YYYYMMDD."),
        column("date", Date, "The day."),
        column("year", Integer, "The year."),
        column("quarter", Text, "The quarter, as 2024-Q1."),
        column("month", Text, "The month, as 2024-02."),
        column("iso_week", Text, "The ISO week, as 2024-W05."),
        column("day", Integer, "The day of the month."),
        column("weekday", Integer, "The day of the week: 1 is Monday."),
        column("is_weekend", Flag, "Saturday or Sunday."),
    ],
};

/// `dim_store`: one row per store and version.
pub(crate) static DIM_STORE: TableSpec = TableSpec {
    name: "dim_store",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per store and version; row 0 stands for no store",
    doc: "The stores with their history: a version holds from valid_from up to, not including, valid_to.",
    primary_key: &["store_key"],
    order: "store_key (by store_id, version)",
    sources: &["stores", "devices"],
    columns: &[
        column("store_key", Id, "Key of the version in this run."),
        column("store_id", Id, "The store."),
        column("version", Integer, "1, 2, … within the store."),
        column("name", Text, "Its name."),
        column("address", Text, "Street and number."),
        column("city", Text, "The city."),
        column("country", Text, "The country."),
        column("typology", Text, "What kind of store it is."),
        column("customer_id", Id, "The customer who owns it."),
        column("customer_key", Id, "Key of the customer in dim_customer."),
        column("created_at", Text, "When the store was created: the last time given, for all versions."),
        column("valid_from", Text, "From when the version holds; empty: since ever."),
        column("valid_to", Text, "Until when it holds; empty: still."),
        column("is_current", Flag, "The last version."),
        column("is_inferred", Flag, "No stores file tells of it: only devices name it."),
    ],
};

/// `dim_device`: one row per device.
pub(crate) static DIM_DEVICE: TableSpec = TableSpec {
    name: "dim_device",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per device; row 0 stands for no device",
    doc: "The devices as the last file that tells of them has them.",
    primary_key: &["device_key"],
    order: "device_key (by device_id)",
    sources: &["devices", "transactions"],
    columns: &[
        column("device_key", Id, "Key of the device in this run."),
        column("device_id", Id, "The device."),
        column("device_type", Text, "Its type."),
        column("store_id", Id, "The store that holds it."),
        column("is_inferred", Flag, "No devices file tells of it: only transactions name it."),
    ],
};

/// `dim_customer`: one row per customer.
pub(crate) static DIM_CUSTOMER: TableSpec = TableSpec {
    name: "dim_customer",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per customer; row 0 stands for no customer",
    doc: "Those who own stores, in any version of them.",
    primary_key: &["customer_key"],
    order: "customer_key (by customer_id)",
    sources: &["dim_store"],
    columns: &[
        column("customer_key", Id, "Key of the customer in this run."),
        column("customer_id", Id, "The customer."),
        column("store_count", Integer, "Stores that are theirs in their current version."),
    ],
};

/// `dim_product`: one row per product number.
pub(crate) static DIM_PRODUCT: TableSpec = TableSpec {
    name: "dim_product",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per product number; row 0 stands for no product",
    doc: "The products by number. Names are the most frequent of the number's transactions.",
    primary_key: &["product_key"],
    order: "product_key (by product_sku)",
    sources: &["transactions"],
    columns: &[
        column("product_key", Id, "Key of the product in this run."),
        column("product_sku", Id, "The product's number."),
        column("product_name", Text, "Its most frequent name."),
        column("product_name_2", Text, "Its most frequent second name."),
        column("distinct_names", Integer, "How many names it goes by."),
        column("is_gtin", Flag, "8, 12, 13 or 14 digits with a right GS1 check digit."),
    ],
};

/// `fact_transaction`: one row per transaction.
pub(crate) static FACT_TRANSACTION: TableSpec = TableSpec {
    name: "fact_transaction",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per transaction",
    doc: "The transactions, each with the state that its last update left, and the store as it was at the time.",
    primary_key: &["transaction_id"],
    order: "event_time, transaction_id",
    sources: &["transactions", "dim_date", "dim_store", "dim_device", "dim_customer", "dim_product"],
    columns: &[
        column("transaction_id", Id, "The transaction."),
        column("event_time", Text, "The time named by the parameter time_column."),
        column("date_key", Id, "The day of event_time in dim_date."),
        column("happened_at", Text, "When the payment happened."),
        column("created_at", Text, "When the row was written."),
        column("device_key", Id, "The device in dim_device."),
        column("device_id", Id, "The device."),
        column("store_key", Id, "The store in dim_store, in the version that held at event_time."),
        column("store_id", Id, "The store that holds the device."),
        column("customer_key", Id, "The owner of that version in dim_customer."),
        column("customer_id", Id, "The owner of that version."),
        column("product_key", Id, "The product in dim_product."),
        column("product_sku", Id, "The product's number."),
        column("product_name", Text, "The product's name as the row has it."),
        column("product_name_2", Text, "The second name as the row has it."),
        column("amount", Money, "The amount, divided by amount_divisor."),
        column("status", Text, "accepted, refused or cancelled."),
        column("card_last4", Text, "The last four digits of the card; the rest is nowhere."),
        column("times_updated", Integer, "Later rows that updated it."),
    ],
};
