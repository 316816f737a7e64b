//! The dashboard as data (spec stores.md, section 10).

use crate::pipelines::widgets::{figure, full, half, series, tab, tabbed, text};
use crate::present::dashboard::{Axis, Click, Dashboard, Funnel, NumberFormat, Section, Series, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money, Percent, Share};

/// The filter fields: what a click on a mark picks.
pub(super) const STORE: &str = "store_id";
pub(super) const PRODUCT: &str = "product_sku";
pub(super) const DEVICE_TYPE: &str = "device_type";
pub(super) const DEVICE: &str = "device";
pub(super) const TYPOLOGY: &str = "store_type";
#[cfg(feature = "engine")]
pub(super) const COUNTRY: &str = "country";
pub(super) const CUSTOMER: &str = "customer_id";
pub(super) const STATUS: &str = "status";
pub(super) const MONTH: &str = "month";
pub(super) const DAY: &str = "date";
/// Why rows are rejected: picks none of the transactions, but the rows behind it.
pub(super) const REASON: &str = "reason";

const NONE_HERE: &str = "There are no transactions in this selection: the table transactions has none, or the filters leave none.";

fn bars(category: &'static str, series: Vec<Series>, field: Option<&'static str>, detail: Option<&'static str>) -> WidgetKind {
    WidgetKind::Bars { category, series, field, detail, label: None, ring: false }
}

fn columns(x: &'static str, series: Vec<Series>, line: Option<Series>, field: Option<&'static str>, rules: Vec<Series>) -> WidgetKind {
    WidgetKind::Columns { x, series, line, partial: None, field, drag: field == Some(DAY), rules }
}

fn statuses(x: &'static str) -> WidgetKind {
    WidgetKind::ColumnsBy {
        x,
        by: "status",
        value: series("transactions", "Transactions", Integer),
        stacked: true,
        base: 0.0,
        partial: None,
        field: Some((STATUS, Axis::By)),
    }
}

/// Stores that are on the dashboard to be searched; of more, the others are in the table.
const SEARCHED_STORES: usize = 500;

fn rows(columns: Vec<Series>, limit: usize, all: Option<&'static str>, click: Option<Click>) -> WidgetKind {
    WidgetKind::Rows { columns, limit, all, click }
}

/// The sections of spec stores.md, section 10.
pub(super) fn dashboard() -> Dashboard {
    let sections = vec![
        Section { id: "overview", title: "Overview", widgets: overview() },
        Section { id: "stores", title: "Stores", widgets: stores() },
        Section { id: "products", title: "Products", widgets: products() },
        Section { id: "devices", title: "Devices", widgets: devices() },
        Section { id: "activation", title: "Activation", widgets: activation() },
        Section { id: "risk", title: "Risk", widgets: risk() },
        Section { id: "history", title: "History", widgets: history() },
        Section { id: "quality", title: "Quality", widgets: quality() },
    ];
    Dashboard { sections }
}

fn overview() -> Vec<Widget> {
    let months = half(
        "amount",
        "Accepted amount",
        "Sum of the accepted transactions by month; the line is the share that was accepted.",
        "months",
        columns("month", vec![series("accepted_amount", "Accepted amount", Money)], Some(series("acceptance_rate_pct", "Accepted", Percent)), Some(MONTH), Vec::new()),
        NONE_HERE,
    );
    let days = half(
        "amount_days",
        "Accepted amount by day",
        "The last two years of the selection. The line is the mean of the day and the six before it. A drag picks a range.",
        "last_days",
        columns("date", vec![series("accepted_amount", "Accepted amount", Money)], Some(series("mean_7_days", "Mean of 7 days", Money)), Some(DAY), Vec::new()),
        NONE_HERE,
    );
    vec![
        full(half(
            "headline",
            "Key figures",
            "From the transactions of the selection, as in kpi_summary.",
            "headline",
            WidgetKind::Figures(vec![
                figure("accepted_amount", "Accepted amount", Money, "Sum of the accepted transactions."),
                figure("transactions", "Transactions", Integer, "Of any status."),
                figure("acceptance_rate_pct", "Accepted", Percent, "Accepted of all transactions."),
                figure("avg_amount", "Average amount", Money, "Mean amount of an accepted transaction."),
                figure("stores_active", "Active stores", Integer, "Stores with an accepted transaction."),
                figure("devices_active", "Active devices", Integer, "Devices with a transaction of any status."),
                figure("top_stores_share_pct", "Top stores bring", Percent, "Of the counted amount of all transactions."),
                figure("avg_days_to_5_accepted", "Days to five", Decimal, "Mean days that a store needs for its first five accepted transactions."),
                figure("anomalies", "Abnormal rates", Integer, "Devices, stores and customers that are refused or cancelled more often than all."),
            ]),
            NONE_HERE,
        )),
        full(tabbed("Days", days, vec![tab("Months", months)])),
        full(tabbed(
            "Days",
            half(
                "statuses",
                "Transactions by status",
                "Transactions by day and status, the last two years of the selection.",
                "statuses_by_day",
                statuses("date"),
                NONE_HERE,
            ),
            vec![tab(
                "Months",
                half(
                    "statuses_months",
                    "Transactions by status",
                    "Transactions of the selection by month and status.",
                    "statuses_by_month",
                    statuses("month"),
                    NONE_HERE,
                ),
            )],
        )),
        full(half(
            "insights",
            "What stands out",
            "The rules that fire, as in the table insights. Rates are a screen: rows of one card or one basket are not independent.",
            "insight_cards",
            WidgetKind::Cards { title: "title", body: "message", advice: "advice", tone: "tone", link: "link" },
            "Nothing stands out.",
        )),
    ]
}

fn stores() -> Vec<Widget> {
    let per = |id, title, column, label| {
        half(
            id,
            title,
            "Counted transactions of stores by kind and country. Reading 1: mean amount of one transaction; reading 2: total amount by number of stores.",
            "avg_amount_by_typology_country",
            WidgetKind::Heatmap {
                row: "store_type",
                column: "store_country",
                value: series(column, label, Money),
                row_size: None,
                partial: None,
                outside_scale: None,
                field: Some(TYPOLOGY),
                detail: Some(series("num_transactions", "Transactions", Integer)),
            },
            NONE_HERE,
        )
    };
    vec![
        half(
            "top_stores",
            "Top stores",
            "Stores with the highest counted amount, as in top_stores.",
            "top_stores",
            WidgetKind::Bars {
                category: "store_id",
                series: vec![series("total_amount", "Amount", Money)],
                field: Some(STORE),
                detail: Some("store_name"),
                label: Some(series("share_pct", "Of all", Percent)),
                ring: false,
            },
            NONE_HERE,
        ),
        tabbed(
            "By transaction",
            per("average", "Average amount by kind and country", "avg_amount", "Average amount"),
            vec![tab("By store", per("average_per_store", "Amount per store by kind and country", "avg_amount_per_store", "Amount per store"))],
        ),
        full(half(
            "store_list",
            "Stores",
            "All stores with what they have done; a click opens the store's card.",
            "store_performance",
            rows(
                vec![
                    text("store_id", "Store"),
                    text("store_name", "Name"),
                    text("typology", "Kind"),
                    text("country", "Country"),
                    series("transactions", "Transactions", Integer),
                    series("acceptance_rate_pct", "Accepted", Percent),
                    series("accepted_amount", "Amount", Money),
                    series("days_since_last_accepted", "Days since last", Integer),
                ],
                SEARCHED_STORES,
                Some("store_performance"),
                Some(Click::Card { column: "store_id" }),
            ),
            "There are no stores.",
        )),
    ]
}

fn products() -> Vec<Widget> {
    let top = |id, title, column, label, format| {
        half(
            id,
            title,
            "The products most often sold, by number, as in top_products.",
            "top_products",
            bars("product_sku", vec![series(column, label, format)], Some(PRODUCT), Some("product_name")),
            NONE_HERE,
        )
    };
    vec![
        tabbed("Units", top("top_products", "Top products", "num_sold", "Sold", Integer), vec![tab("Amount", top("top_products_amount", "Top products by amount", "total_amount", "Amount", Money))]),
        half(
            "product_names",
            "Names behind a number",
            "One product number can go by many names: those of the top products, the most frequent first.",
            "product_names",
            rows(vec![text("product_sku", "Number"), text("product_name", "Name"), series("transactions", "Transactions", Integer)], 12, None, None),
            NONE_HERE,
        ),
        full(half(
            "products_by_month",
            "Top products by month",
            "Counted amount of the top products by month.",
            "products_by_month",
            WidgetKind::Heatmap {
                row: "product",
                column: "month",
                value: series("total_amount", "Amount", Money),
                row_size: None,
                partial: None,
                outside_scale: None,
                field: Some(PRODUCT),
                detail: None,
            },
            NONE_HERE,
        )),
    ]
}

fn devices() -> Vec<Widget> {
    vec![
        half(
            "device_share",
            "Transactions by device type",
            "Share of the counted transactions, as in device_type_share. The ring tells seven types apart; all have a bar.",
            "device_shares",
            WidgetKind::Bars {
                category: "device_type",
                series: vec![series("percent_transactions", "Of the transactions", Percent)],
                field: Some(DEVICE_TYPE),
                detail: None,
                label: Some(series("num_transactions", "Transactions", Integer)),
                ring: true,
            },
            NONE_HERE,
        ),
        half(
            "acceptance",
            "Acceptance by device type",
            "Accepted of the type's transactions, with the 95 % Wilson interval, and the rate over all types.",
            "acceptance_by_type",
            WidgetKind::Spans {
                category: "device_type",
                value: series("acceptance_rate_pct", "Accepted", Percent),
                from: series("wilson_low_pct", "From", Percent),
                to: series("wilson_high_pct", "To", Percent),
                label: None,
                rule: Some(series("overall_pct", "All types", Percent)),
                details: vec![series("transactions", "Transactions", Integer)],
                field: Some(DEVICE_TYPE),
            },
            NONE_HERE,
        ),
    ]
}

fn activation() -> Vec<Widget> {
    let histogram = |id, table| {
        half(
            id,
            "Days to five transactions",
            "Stores by the days from their first to their fifth transaction, as in time_to_five_store. The line is the median.",
            table,
            columns("days", vec![series("stores", "Stores", Integer)], None, None, vec![series("median", "Median", Decimal)]),
            "No store has five transactions.",
        )
    };
    vec![
        tabbed("Accepted", histogram("days_to_five", "days_to_five"), vec![tab("Any status", histogram("days_to_five_all", "days_to_five_all"))]),
        half(
            "reaching_five",
            "Stores that have reached five",
            "Share of the stores with a transaction that have reached five of them, by days since their first.",
            "stores_reaching_five",
            WidgetKind::Lines {
                x: series("day", "Days since the first", Integer),
                by: "basis",
                value: series("reached_pct", "Reached five", Percent),
                partial: None,
                field: None,
                steps: true,
            },
            NONE_HERE,
        ),
        full(tabbed(
            "Customers",
            Widget {
                opens: Some("starts"),
                ..half(
                    "slow_customers",
                    "Slowest customers",
                    "Customers by the mean days that their stores needed for five accepted transactions, the slowest first.",
                    "slowest_customers",
                    bars("customer_id", vec![series("avg_days", "Mean days", Decimal)], Some(CUSTOMER), None),
                    "No customer has a store with five accepted transactions.",
                )
            },
            vec![tab(
                "Their stores",
                half(
                    "starts",
                    "Stores and their first five",
                    "Stores of the selection with their first and fifth transaction, as in time_to_five_store; a click opens the store's card.",
                    "time_to_five_store",
                    rows(
                        vec![
                            text("store_id", "Store"),
                            text("store_name", "Name"),
                            text("customer_id", "Customer"),
                            text("basis", "Counted"),
                            text("first_transaction_at", "First"),
                            text("fifth_transaction_at", "Fifth"),
                            series("days_to_5_transactions", "Days", Decimal),
                        ],
                        12,
                        Some("time_to_five_store"),
                        Some(Click::Card { column: "store_id" }),
                    ),
                    NONE_HERE,
                ),
            )],
        )),
    ]
}

fn funnel(id: &'static str, name: &'static str, field: &'static str) -> Widget {
    let kind = WidgetKind::Scatter {
        x: series("transactions", "Transactions", Integer),
        y: series("outcome_rate", "Rate", Share),
        count: series("outcome_count", "With it", Integer),
        by: "verdict",
        key: "entity_id",
        field,
        funnel: Some(Funnel { overall: series("overall_rate", "All", Share), filled: "abnormal" }),
    };
    const HELP: &str = "As in status_anomalies: the rate of each over its transactions. Lines: the rate p of all, and p ± z √(p (1 − p) / n), within which chance keeps 95% and 99.8% of them. Filled: q_value ≤ alpha. A screen: rows of one card or one basket are not independent.";
    // The view has the widget's name.
    tab(name, half(id, "Rates against chance", HELP, id, kind, NONE_HERE))
}

fn risk() -> Vec<Widget> {
    let refused = funnel("funnel_device_refused", "Devices, refused", DEVICE);
    let others = vec![
        funnel("funnel_device_cancelled", "cancelled", DEVICE),
        funnel("funnel_store_refused", "Stores, refused", STORE),
        funnel("funnel_store_cancelled", "cancelled", STORE),
        funnel("funnel_customer_refused", "Customers, refused", CUSTOMER),
        funnel("funnel_customer_cancelled", "cancelled", CUSTOMER),
    ];
    vec![
        full(tabbed("Devices, refused", refused, others)),
        full(half(
            "anomalies",
            "Abnormal rates",
            "Who is refused or cancelled more often than all: exact one-sided binomial test, q-values after Benjamini-Hochberg. A screen: rows of one card or one basket are not independent.",
            "abnormal_rates",
            rows(
                vec![
                    text("entity_type", "Who"),
                    text("entity_id", "Id"),
                    text("outcome", "What"),
                    series("transactions", "Transactions", Integer),
                    series("outcome_count", "With it", Integer),
                    series("outcome_rate", "Rate", Share),
                    series("overall_rate", "All", Share),
                    text("p", "p"),
                    text("q", "q"),
                ],
                15,
                Some("status_anomalies"),
                None,
            ),
            "Nobody is refused or cancelled more often than chance explains.",
        )),
    ]
}

fn history() -> Vec<Widget> {
    const NO_CHANGE: &str = "No store has changed: only later files, or rows with updated_at, tell of changes.";
    vec![
        full(tabbed(
            "Time line",
            half(
                "versions",
                "Versions of stores",
                "When versions of the stores that changed last were valid, as in dim_store: a point where one began, beside it what changed.",
                "store_versions",
                WidgetKind::Spans {
                    category: "store_id",
                    value: series("valid_from", "From", Integer),
                    from: series("valid_from", "", Integer),
                    to: series("valid_to", "Until", Integer),
                    label: Some("changed"),
                    rule: None,
                    details: vec![series("version", "Version", Integer), series("changed", "Changed", Integer)],
                    field: Some(STORE),
                },
                NO_CHANGE,
            ),
            vec![tab(
                "List",
                half(
                    "store_changes",
                    "What changed",
                    "The later versions of stores, the newest first.",
                    "store_changes",
                    rows(
                        vec![text("store_id", "Store"), series("version", "Version", Integer), text("valid_from", "From"), text("changed", "What")],
                        12,
                        Some("dim_store"),
                        Some(Click::Card { column: "store_id" }),
                    ),
                    NO_CHANGE,
                ),
            )],
        )),
        full(half(
            "changes",
            "Changes by month",
            "New versions of stores by the month in which they began, as in dim_store.",
            "changes_by_month",
            columns("month", vec![series("changes", "Changes", Integer)], None, None, Vec::new()),
            NO_CHANGE,
        )),
    ]
}

fn quality() -> Vec<Widget> {
    vec![
        tabbed(
            "Reasons",
            Widget {
                opens: Some("rejected_rows"),
                ..half(
                    "rejects",
                    "Rejected rows",
                    "Rows left out, by input and the first rule they break, as in rejected. A click shows the rows.",
                    "rejects_by_reason",
                    bars("reason", vec![series("rows", "Rows", Integer)], Some(REASON), None),
                    "No row was rejected.",
                )
            },
            vec![tab(
                "Rows",
                half(
                    "rejected_rows",
                    "Rejected rows",
                    "The rows left out, of the reasons that are picked.",
                    "rejected_rows",
                    rows(
                        vec![text("input_table", "Input"), text("source_file", "File"), series("source_row", "Row", Integer), text("detail", "Why")],
                        12,
                        Some("rejected"),
                        None,
                    ),
                    "No row was rejected.",
                ),
            )],
        ),
        half(
            "checks",
            "Checks and corrections",
            "As in quality_report: what was found in how many, and from which share it warns and fails.",
            "quality_report",
            rows(
                vec![
                    text("check_id", "Check"),
                    text("description", "What"),
                    series("found", "Found", Integer),
                    series("checked", "Checked", Integer),
                    series("found_pct", "Share", Percent),
                    text("status", "Verdict"),
                ],
                30,
                Some("quality_report"),
                None,
            ),
            "Nothing was checked.",
        ),
    ]
}
