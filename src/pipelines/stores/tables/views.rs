//! Views: small results that only the dashboard shows.

use ColumnKind::{Date, Integer, Money, Number, Percent, Text};

use crate::pipelines::spec::{ColumnKind, TableSpec, column, view};

/// `headline`: the key figures in one row.
pub(crate) static HEADLINE: TableSpec = view(
    "headline",
    "one row",
    "The key figures of the selection.",
    &["transactions"],
    &["kpi_summary"],
    &[
        column("accepted_amount", Money, "Sum of the accepted transactions."),
        column("transactions", Integer, "Transactions of any status."),
        column("acceptance_rate_pct", Percent, "Accepted of them."),
        column("avg_amount", Money, "Mean amount of an accepted transaction."),
        column("stores_active", Integer, "Stores with an accepted transaction."),
        column("devices_active", Integer, "Devices with a transaction."),
        column("top_stores_share_pct", Percent, "What the first stores bring of the counted amount."),
        column("avg_days_to_5_accepted", Number, "Mean days that a store needs for five accepted transactions."),
        column("anomalies", Integer, "Devices, stores and customers with abnormal rates."),
    ],
);

/// `months`: one row per month.
pub(crate) static MONTHS: TableSpec = view(
    "months",
    "one row per month",
    "Transactions by month.",
    &["month"],
    &["daily_transactions"],
    &[
        column("month", Text, "The month."),
        column("accepted_amount", Money, "Sum of the accepted ones."),
        column("acceptance_rate_pct", Percent, "Accepted of all."),
    ],
);

/// `last_days`: one row per day, the last two years.
pub(crate) static LAST_DAYS: TableSpec = view(
    "last_days",
    "one row per day, the last 731",
    "Accepted amount by day, with the mean of the seven days up to it.",
    &["date"],
    &["daily_transactions"],
    &[
        column("date", Date, "The day."),
        column("accepted_amount", Money, "Sum of the accepted transactions."),
        column("mean_7_days", Money, "Mean of the day and the six before it."),
    ],
);

/// `statuses_by_month`: one row per month and status.
pub(crate) static STATUSES_BY_MONTH: TableSpec = view(
    "statuses_by_month",
    "one row per month and status",
    "Transactions by month and status.",
    &["month", "status"],
    &["daily_transactions"],
    &[
        column("month", Text, "The month."),
        column("status", Text, "accepted, refused or cancelled."),
        column("transactions", Integer, "Transactions."),
    ],
);

/// `statuses_by_day`: one row per day and status.
pub(crate) static STATUSES_BY_DAY: TableSpec = view(
    "statuses_by_day",
    "one row per day, the last 731, and status",
    "Transactions by day and status.",
    &["date", "status"],
    &["daily_transactions"],
    &[
        column("date", Date, "The day."),
        column("status", Text, "accepted, refused or cancelled."),
        column("transactions", Integer, "Transactions."),
    ],
);

/// `products_by_month`: one row per top product and month.
pub(crate) static PRODUCTS_BY_MONTH: TableSpec = view(
    "products_by_month",
    "one row per top product and month",
    "Counted amount of the top products by month.",
    &["product", "month"],
    &["fact_transaction"],
    &[
        column("product", Text, "The product's number."),
        column("month", Text, "The month."),
        column("total_amount", Money, "Counted amount."),
    ],
);

/// `product_names`: one row per top product and name.
pub(crate) static PRODUCT_NAMES: TableSpec = view(
    "product_names",
    "one row per top product and name",
    "The names behind the top product numbers, the most frequent first.",
    &["product_sku", "product_name"],
    &["fact_transaction"],
    &[
        column("product_sku", Text, "The product's number."),
        column("product_name", Text, "A name it goes by."),
        column("transactions", Integer, "Transactions with that name."),
    ],
);

/// `days_to_five`: one row per step of days.
pub(crate) static DAYS_TO_FIVE: TableSpec = view(
    "days_to_five",
    "one row per step",
    "How many stores needed so many days for five transactions.",
    &["days"],
    &["time_to_five_store"],
    &[
        column("days", Text, "Days, in steps."),
        column("stores", Integer, "Stores."),
        column("median", Number, "How far along in the step the median lies; empty in other steps."),
    ],
);

/// `days_to_five_all`: the same for transactions of any status.
pub(crate) static DAYS_TO_FIVE_ALL: TableSpec = view(
    "days_to_five_all",
    "one row per step",
    "How many stores needed so many days for five transactions of any status.",
    &["days"],
    &["time_to_five_store"],
    &[
        column("days", Text, "Days, in steps."),
        column("stores", Integer, "Stores."),
        column("median", Number, "How far along in the step the median lies; empty in other steps."),
    ],
);

/// `stores_reaching_five`: one row per basis and day since the first transaction.
pub(crate) static STORES_REACHING_FIVE: TableSpec = view(
    "stores_reaching_five",
    "one row per basis and day",
    "Share of the stores that have reached five transactions so many days after their first.",
    &["basis", "day"],
    &["time_to_five_store"],
    &[
        column("basis", Text, "accepted, or all."),
        column("day", Integer, "Days since the first transaction."),
        column("reached_pct", Percent, "Stores that have reached five, of those with a transaction."),
    ],
);

/// `slowest_customers`: one row per customer.
pub(crate) static SLOWEST_CUSTOMERS: TableSpec = view(
    "slowest_customers",
    "one row per customer, the 15 slowest",
    "Customers by the mean days that their stores needed for five accepted transactions.",
    &["customer_id"],
    &["time_to_five_customer"],
    &[
        column("customer_id", Text, "The customer."),
        column("avg_days", Number, "Mean days."),
        column("stores", Integer, "Stores that reached five."),
    ],
);

/// `insight_cards`: the findings as cards.
pub(crate) static INSIGHT_CARDS: TableSpec = view(
    "insight_cards",
    "one row per finding",
    "The findings with what to do and where to look.",
    &["title"],
    &["insights"],
    &[
        column("title", Text, "Rule and subject."),
        column("message", Text, "The finding in a sentence."),
        column("advice", Text, "What to do."),
        column("tone", Text, "critical, warning, positive or info."),
        column("link", Text, "The widget that tells more, with its filter."),
    ],
);
