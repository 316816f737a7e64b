//! The input table `sales` (spec sales.md, section 1).

use crate::pipelines::spec::{InputColumn, InputKind, InputSpec, Privacy};

const fn column(name: &'static str, kind: InputKind, aliases: &'static [&'static str], doc: &'static str) -> InputColumn {
    InputColumn { name, required: false, required_unless: None, kind, privacy: Privacy::Open, aliases, doc }
}

const fn required(column: InputColumn) -> InputColumn {
    InputColumn { required: true, ..column }
}

/// One input: the sales rows.
pub(super) static INPUTS: &[InputSpec] = &[InputSpec {
    name: "sales",
    grain: "one row per order or order line",
    columns: COLUMNS,
    hints: &["sales", "orders", "transactions", "invoices", "umsatz", "bestellungen"],
    alternatives: &[&["sales"], &["quantity", "unit_price"]],
    compares_other_columns: true,
    in_batches: false,
    without: "",
    rejects: Some("stg_sales_rejected"),
}];

static COLUMNS: &[InputColumn] = &[
    required(column(
        "date",
        InputKind::Date,
        &[
            "date", "orderdate", "invoicedate", "transactiondate", "purchasedate", "saledate", "salesdate", "orderdatetime", "datetime", "timestamp",
            "ordertimestamp", "transactiontimestamp", "createdat", "day", "datum",
        ],
        "The day of the sale.",
    )),
    required(column(
        "customer_id",
        InputKind::Id,
        &[
            "customerid", "custid", "customer", "customernumber", "customerno", "customerkey", "clientid", "client", "userid", "buyerid", "accountid",
            "memberid", "householdid", "kundennummer", "kundenid", "kundennr",
        ],
        "Who bought.",
    )),
    InputColumn {
        required_unless: Some(("derive_order_id", "true")),
        ..required(column(
            "order_id",
            InputKind::Id,
            &[
                "orderid", "ordernumber", "orderno", "order", "invoiceno", "invoiceid", "invoicenumber", "invoice", "transactionid", "receiptid",
                "receiptno", "basketid", "bestellnummer", "bestellnr", "rechnungsnummer",
            ],
            "The order that the row belongs to; rows of one order share it.",
        ))
    },
    column(
        "sales",
        InputKind::Number,
        &[
            "sales", "salesamount", "salesvalue", "amount", "revenue", "total", "totalamount", "totalprice", "ordertotal", "ordervalue", "orderamount",
            "linetotal", "netamount", "grossamount", "turnover", "dollarvalue", "umsatz", "betrag",
        ],
        "The amount of the row. Without it: quantity times unit price.",
    ),
    column("quantity", InputKind::Number, &["quantity", "qty", "units", "unitssold", "itemquantity", "menge", "anzahl"], "Pieces sold."),
    column("unit_price", InputKind::Number, &["unitprice", "price", "itemprice", "priceeach", "einzelpreis", "preis"], "Price of one piece."),
    column(
        "product",
        InputKind::Text,
        &["product", "productid", "productname", "sku", "stockcode", "itemid", "item", "description", "artikel"],
        "What was sold.",
    ),
    column("channel", InputKind::Text, &["channel", "saleschannel", "medium", "utmsource", "source"], "Where it was sold or what brought the customer."),
    column(
        "country",
        InputKind::Text,
        &["country", "countrycode", "shipcountry", "shippingcountry", "market", "region", "land"],
        "The customer's country or market.",
    ),
    column("unnamed_0", InputKind::Text, &["unnamed0", "index", "rowid", "rownumber"], "A row index: shown in the raw table, used nowhere."),
];
