//! The warehouse tables (spec sales.md, section 4).

use ColumnKind::{Date, Flag, Id, Integer, Money, Number, Share, Text};

use crate::base::Phase;
use crate::pipelines::spec::{ColumnKind, ColumnSpec, TableSpec};

const fn column(name: &'static str, kind: ColumnKind, doc: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, kind, doc)
}

/// `dim_date`: one row per day.
pub(crate) static DIM_DATE: TableSpec = TableSpec {
    name: "dim_date",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per day",
    doc: "Every day from the first to the last accepted date.",
    primary_key: &["date_id"],
    order: "date_id",
    sources: &["stg_sales_cleaned"],
    columns: &[
        column("date_id", Integer, "The day as YYYYMMDD."),
        column("full_date", Date, "The day."),
        column("year", Integer, "Calendar year."),
        column("quarter", Integer, "Quarter 1-4."),
        column("month", Integer, "Month 1-12."),
        column("month_name", Text, "January …"),
        column("month_abbr", Text, "Jan …"),
        column("week_of_year", Integer, "Week 0-53; weeks start on Monday, days before the first Monday are week 0."),
        column("day_of_year", Integer, "1-366."),
        column("day_of_month", Integer, "1-31."),
        column("day_of_week", Integer, "1 = Sunday … 7 = Saturday."),
        column("day_name", Text, "Sunday …"),
        column("day_abbr", Text, "Sun …"),
        column("is_weekend", Flag, "Saturday or Sunday."),
        column("is_month_start", Flag, "First day of its month."),
        column("is_month_end", Flag, "Last day of its month."),
        column("is_quarter_start", Flag, "First day of its quarter."),
        column("is_quarter_end", Flag, "Last day of its quarter."),
        column("is_year_start", Flag, "1 January."),
        column("is_year_end", Flag, "31 December."),
        column("date_string", Text, "YYYY-MM-DD."),
        column("month_year", Text, "Jan 2021."),
        column("quarter_year", Text, "Q1 2021."),
        column("iso_year", Integer, "Year of the ISO week."),
        column("iso_week", Integer, "ISO week 1-53."),
        column("iso_year_week", Text, "2021-W05."),
        column("iso_day_of_week", Integer, "1 = Monday … 7 = Sunday."),
        column("is_business_day", Flag, "No weekend and no holiday."),
        column("fiscal_year", Integer, "The calendar year in which the fiscal year ends."),
        column("fiscal_quarter", Integer, "Quarter of the fiscal year."),
        column("fiscal_month", Integer, "Month of the fiscal year."),
        column("fiscal_label", Text, "FY2022-Q1."),
    ],
};

/// `dim_customer`: one row per customer with a purchase.
pub(crate) static DIM_CUSTOMER: TableSpec = TableSpec {
    name: "dim_customer",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per customer with a purchase",
    doc: "Who bought: dates, totals, value rank and segment at as_of.",
    primary_key: &["customer_key"],
    order: "customer_key: by first order date, then customer id",
    sources: &["stg_sales_cleaned", "dim_order"],
    columns: &[
        column("customer_key", Integer, "Dense key."),
        column("customer_id", Id, "The customer."),
        column("first_order_date", Date, "Day of the first order."),
        column("last_order_date", Date, "Day of the last order."),
        column("total_transactions", Integer, "Purchase rows."),
        column("total_orders", Integer, "Orders that are no return orders."),
        column("total_spent", Money, "Sum of all rows, returns included."),
        column("total_returned", Money, "Amount of the return rows, as a positive number."),
        column("avg_order_value", Money, "total_spent / total_orders."),
        column("purchase_days", Integer, "Distinct order days."),
        column("avg_days_between_orders", Number, "(last - first) / (purchase_days - 1); null for one purchase day."),
        column("first_order_cohort_month", Text, "Month of the first order."),
        column("first_order_cohort_quarter", Text, "Quarter of the first order."),
        column("first_order_cohort_year", Integer, "Year of the first order."),
        column("days_since_first_order", Integer, "Days from the first order to as_of."),
        column("days_since_last_order", Integer, "Days from the last order to as_of."),
        column("customer_vintage_group", Text, "Group by days since the first order."),
        column("customer_status", Text, "Active up to 30 days since the last order, At Risk up to 90, else Inactive."),
        column("customer_value_group", Text, "Value and activity in one word pair (the seed's groups)."),
        column("ltv_rank", Integer, "1 = highest total_spent; ties by customer id."),
        column("customer_segment", Text, "High Value, Regular, New, At Risk, Lost or Low Value: exclusive and exhaustive."),
    ],
};

/// `dim_order`: one row per order: a pair of customer and order id.
pub(crate) static DIM_ORDER: TableSpec = TableSpec {
    name: "dim_order",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per order: a pair of customer and order id",
    doc: "What was ordered in one go, with its place in the customer's history.",
    primary_key: &["order_key"],
    order: "order_key: by order date, order id, customer id",
    sources: &["stg_sales_cleaned"],
    columns: &[
        column("order_key", Integer, "Dense key."),
        column("order_id", Id, "The order id."),
        column("customer_key", Integer, "The customer."),
        column("customer_id", Id, "The customer's id."),
        column("order_date", Date, "Earliest day of its purchase rows."),
        column("date_id", Integer, "The day as YYYYMMDD."),
        column("order_amount", Money, "Sum of all its rows."),
        column("gross_amount", Money, "Sum of its purchase rows."),
        column("line_count", Integer, "Rows."),
        column("order_year", Integer, "Year."),
        column("order_month", Integer, "Month 1-12."),
        column("order_quarter", Integer, "Quarter 1-4."),
        column("order_day_of_week", Integer, "1 = Sunday."),
        column("order_day_name", Text, "Sunday …"),
        column("is_weekend_order", Flag, "Saturday or Sunday."),
        column("customer_order_sequence", Integer, "1, 2, … within the customer; null for return orders."),
        column("is_first_order", Flag, "Sequence is 1."),
        column("days_since_customer_first_order", Integer, "Days since the customer's first order."),
        column("days_since_previous_order", Integer, "Days since the order before; null for the first."),
        column("order_amount_quartile", Text, "Low, Medium-Low, Medium-High or High."),
        column("is_return", Flag, "None of its rows is a purchase."),
    ],
};

/// `fact_sales`: one row per accepted input row.
pub(crate) static FACT_SALES: TableSpec = TableSpec {
    name: "fact_sales",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per accepted input row",
    doc: "The amounts, with keys to the dimensions and to the row in the file.",
    primary_key: &["sales_key"],
    order: "sales_key: by date, customer_key, order_key, source_file, source_row",
    sources: &["stg_sales_cleaned", "dim_customer", "dim_order"],
    columns: &[
        column("sales_key", Integer, "Dense key."),
        column("customer_key", Integer, "The customer."),
        column("order_key", Integer, "The order."),
        column("date_id", Integer, "The row's day as YYYYMMDD."),
        column("customer_id", Id, "The customer's id."),
        column("order_id", Id, "The order's id."),
        column("sales_amount", Money, "The amount."),
        column("transaction_count", Integer, "Always 1."),
        column("is_return", Flag, "The amount is below zero."),
        column("product", Text, "The product."),
        column("channel", Text, "The channel."),
        column("country", Text, "The country."),
        column("quantity", Number, "The quantity."),
        column("unit_price", Number, "The unit price."),
        column("source_file", Text, "The file the row is from."),
        column("source_row", Integer, "The row's number in its file."),
    ],
};

/// `agg_sales_daily`: one row per day of dim_date.
pub(crate) static AGG_SALES_DAILY: TableSpec = TableSpec {
    name: "agg_sales_daily",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per day of dim_date",
    doc: "Sales by day; zeros on empty days.",
    primary_key: &["date_id"],
    order: "date_id",
    sources: &["fact_sales", "dim_date"],
    columns: &[
        column("date_id", Integer, "The day as YYYYMMDD."),
        column("total_sales", Money, "Sum of all rows."),
        column("total_transactions", Integer, "Purchase rows."),
        column("total_orders", Integer, "Distinct orders of purchase rows."),
        column("unique_customers", Integer, "Distinct customers of purchase rows."),
        column("new_customers", Integer, "Customers whose first order is on the day."),
    ],
};

/// `agg_sales_breakdown`: one row per value of product, channel and country.
pub(crate) static AGG_SALES_BREAKDOWN: TableSpec = TableSpec {
    name: "agg_sales_breakdown",
    alias: None,
    layer: Phase::Warehouse,
    grain: "one row per value of product, channel and country",
    doc: "Sales by product, channel and country, as far as the files tell them.",
    primary_key: &["dimension", "value"],
    order: "dimension as listed, total_sales descending, value (null last)",
    sources: &["fact_sales"],
    columns: &[
        column("dimension", Text, "product, channel or country."),
        column("value", Text, "Its value; null for rows without one."),
        column("total_sales", Money, "Sum of all rows."),
        column("sales_share", Share, "Share of all sales, 0..1."),
        column("total_transactions", Integer, "Purchase rows."),
        column("total_orders", Integer, "Distinct orders of purchase rows."),
        column("unique_customers", Integer, "Distinct customers of purchase rows."),
    ],
};
