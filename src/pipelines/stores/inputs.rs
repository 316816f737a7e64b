//! The input tables `devices`, `stores` and `transactions` (spec stores.md, section 1).

use crate::pipelines::spec::{InputColumn, InputKind, InputSpec, Privacy};
use InputKind::{Date, Id, Number, Text};

const fn column(name: &'static str, kind: InputKind, aliases: &'static [&'static str], doc: &'static str) -> InputColumn {
    InputColumn { name, required: false, required_unless: None, kind, privacy: Privacy::Open, aliases, doc }
}

const fn required(column: InputColumn) -> InputColumn {
    InputColumn { required: true, ..column }
}

/// Three inputs, all needed for a run.
pub(super) static INPUTS: &[InputSpec] = &[
    InputSpec {
        name: "devices",
        grain: "one row per device",
        columns: DEVICES,
        hints: &["device", "terminal"],
        alternatives: &[],
        compares_other_columns: false,
        in_batches: true,
        without: "Without it no transaction has a store or a device type: no question can be answered.",
        rejects: Some("rejected"),
    },
    InputSpec {
        name: "stores",
        grain: "one row per store, or per store and state of it",
        columns: STORES,
        hints: &["store", "shop", "merchant"],
        alternatives: &[],
        compares_other_columns: false,
        in_batches: true,
        without: "Without it stores have no name, kind, country or customer: averages by kind and country, and customers, cannot be told.",
        rejects: Some("rejected"),
    },
    InputSpec {
        name: "transactions",
        grain: "one row per transaction, or per update of one",
        columns: TRANSACTIONS,
        hints: &["transaction", "payment"],
        alternatives: &[],
        compares_other_columns: false,
        in_batches: true,
        without: "Without it nothing was sold: no question can be answered. What stores and devices there are is in the files as they are.",
        rejects: Some("rejected"),
    },
];

static DEVICES: &[InputColumn] = &[
    required(column("id", Id, &["id", "deviceid"], "The device.")),
    required(column("type", Text, &["type", "devicetype"], "Its type; a text, also where it is a number.")),
    required(column("store_id", Id, &["storeid"], "The store that holds it.")),
];

static STORES: &[InputColumn] = &[
    required(column("id", Id, &["id", "storeid"], "The store.")),
    column("name", Text, &["name", "storename"], "Its name."),
    column("address", Text, &["address"], "Street and number."),
    column("city", Text, &["city"], "The city."),
    required(column("country", Text, &["country", "storecountry"], "The country.")),
    column("created_at", Date, &["createdat", "storecreatedat", "openedat"], "When the store was created."),
    required(column("typology", Text, &["typology", "storetype", "category"], "What kind of store it is.")),
    required(column("customer_id", Id, &["customerid"], "The customer who owns it.")),
    column(
        "updated_at",
        Date,
        &["updatedat", "validfrom", "effectivefrom", "snapshotdate", "modifiedat"],
        "From when the row holds: makes the store's history.",
    ),
];

static TRANSACTIONS: &[InputColumn] = &[
    required(column("id", Id, &["id", "transactionid"], "The transaction; a later row with the same id is an update.")),
    required(column("device_id", Id, &["deviceid"], "The device it was made on.")),
    column("product_name", Text, &["productname"], "The product's name."),
    required(column("product_sku", Text, &["productsku", "sku"], "The product's number.")),
    column("product_name_2", Text, &["productname2", "productdescription"], "A second name or description."),
    required(column("amount", Number, &["amount", "transactionamount", "total"], "The amount.")),
    required(column("status", Text, &["status", "transactionstatus", "state"], "Accepted, refused or cancelled.")),
    InputColumn {
        privacy: Privacy::LastFour,
        ..column("card_number", Text, &["cardnumber", "card", "pan", "cardno"], "The card. Only its last four digits are kept.")
    },
    InputColumn {
        privacy: Privacy::Dropped,
        ..column("cvv", Text, &["cvv", "cvc", "cvv2", "securitycode"], "The card's security code: counted, and never kept.")
    },
    column("created_at", Date, &["createdat", "transactioncreatedat"], "When the row was written."),
    InputColumn {
        required_unless: Some(("time_column", "created_at")),
        ..required(column(
            "happened_at",
            Date,
            &["happenedat", "transactionhappenedat", "occurredat"],
            "When the payment happened.",
        ))
    },
];
