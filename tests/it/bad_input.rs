//! Bad files: the exact sentence people read.

use std::collections::BTreeMap;
use std::fs;

use varve::engine::session::Session;

use crate::support::{TestHost, path, run_sales, run_text, sources, take};

fn problem(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let mut session = Session::default();
    let inspection = take(&mut session, sources([(name.to_owned(), bytes)]));
    inspection.files[0].problem.as_ref().map_or_else(|| "no problem".to_owned(), ToString::to_string)
}

fn corpus(name: &str) -> String {
    problem(name, fs::read(path("corpus/bad").join(name)).expect("the corpus"))
}

#[test]
fn each_bad_file_has_its_sentence() {
    assert_eq!(
        corpus("empty.csv"),
        "“empty.csv” is empty: it holds no bytes at all. Export it again, with its header line."
    );
    assert_eq!(
        corpus("binary.csv"),
        "“binary.csv” is not a table: it looks like a PNG picture. Varve reads CSV, Excel (.xlsx), JSON and Parquet; export the table as one of these."
    );
    assert_eq!(
        corpus("truncated.parquet"),
        "“truncated.parquet” begins like a Parquet file but ends too early: its last part, the footer, is missing or cut. \
         Copy or export the file again; the transfer was probably interrupted."
    );
    let unrelated = corpus("unrelated.csv");
    assert!(unrelated.starts_with("“unrelated.csv” fits none of the pipelines: its columns are "), "{unrelated}");
    assert!(
        unrelated.contains("colour") && unrelated.contains("Sales marketing needs, for its input “sales”, date; customer_id; order_id; sales, or quantity and unit_price."),
        "{unrelated}"
    );
    assert_eq!(
        problem("blank.csv", "\n\n\n"),
        "“blank.csv” has no header line: it holds no names of columns. \
         Export it again: the first line must name the columns, and each row must have a line of its own."
    );
    assert_eq!(
        problem("noise.csv", (0..200u8).map(|byte| byte % 30 + 1).collect::<Vec<u8>>()),
        "“noise.csv” is not a table: it looks like binary data (it is full of control characters). \
         Varve reads CSV, Excel (.xlsx), JSON and Parquet; export the table as one of these."
    );
    assert_eq!(
        problem("half.csv", b"\xff\xfed\0\0\xd8x\0".to_vec()),
        "“half.csv” begins like UTF-16 text, but holds bytes that are no characters in it. \
         It is probably cut or damaged: save it again as “CSV UTF-8”."
    );
    assert_eq!(
        problem("wide.csv", (0..2_001).map(|index| format!("c{index}")).collect::<Vec<_>>().join(",") + "\n"),
        "“wide.csv” has 2,001 columns; Varve reads up to 2,000. Leave out the columns that are not needed."
    );
    assert_eq!(
        problem("book.xlsx", b"PK\x03\x04rest".to_vec()).split(". ").next(),
        Some("“book.xlsx” cannot be unpacked: the list of the files in it, at its end, is missing or damaged")
    );
}

#[test]
fn a_header_without_rows_is_a_valid_empty_table() {
    let text = fs::read_to_string(path("corpus/bad/header_only.csv")).expect("the corpus");
    let (_, report) = run_text(&text);
    assert_eq!((report.inputs[0].rows_read, report.as_of.as_deref(), report.quality.is_none()), (0, None, true));
    assert_eq!(
        report.diagnostics[0].to_string(),
        "The files hold a header but no rows. Export them again with the rows."
    );
    // What there is to say of nothing: checks, counts of customers, key figures.
    let never_empty = ["data_quality_checks", "clv_model_parameters", "executive_summary"];
    assert!(report.tables.iter().all(|table| table.rows == 0 || never_empty.contains(&table.name.as_str())));
}

#[test]
fn missing_columns_are_named_and_can_be_excused() {
    let mut session = Session::default();
    take(
        &mut session,
        sources([("shop.csv".to_owned(), "date,customer,amount\n2024-01-01,ann,5\n2024-01-01,ann,6\n")]),
    );
    let refused = run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect_err("no order column");
    assert_eq!(
        refused.to_string(),
        "“shop.csv” lacks columns that the input “sales” needs: order_id. It has date, customer, amount. \
         Choose the source columns by hand, or add them to the export."
    );
    let derive = BTreeMap::from([("derive_order_id".to_owned(), "true".to_owned())]);
    let report = run_sales(&mut session, &TestHost::default(), 1, derive).expect("orders are derived");
    assert_eq!(report.inputs[0].rows_accepted, 2);
}

#[test]
fn a_file_that_turns_out_to_be_windows_1252_is_read_again() {
    const ROWS: usize = 200_000;
    let mut bytes = b"date,customer,order,sales\n".to_vec();
    for order in 0..ROWS {
        bytes.extend(format!("2024-01-01,ann,{order},5\n").into_bytes());
    }
    bytes.extend(b"2024-01-01,Z\xfcrich \x80,x,5\n");
    let mut session = Session::default();
    take(&mut session, sources([("late.csv".to_owned(), bytes)]));
    let report = run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect("a readable file");
    assert_eq!(report.inputs[0].rows_accepted as usize, ROWS + 1);
    assert_eq!(
        report.diagnostics[0].to_string(),
        "“late.csv” is not UTF-8; it was read as Windows-1252. If letters with accents look wrong, save it again as “CSV UTF-8”."
    );
    let customers = crate::support::records(&crate::support::export(
        &mut session,
        "dim_customer",
        varve::protocol::ExportFormat::Csv,
    ));
    assert_eq!(
        customers.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(),
        ["customer_id", "Z\u{fc}rich \u{20ac}", "ann"]
    );
}

#[test]
fn an_unclosed_quote_is_found_before_memory_is() {
    let mut text = "date,customer,order,sales\n2024-01-01,\"ann,1,5\n".to_owned();
    text.push_str(&"2024-01-01,bob,2,5\n".repeat(1_200_000));
    let mut session = Session::default();
    take(&mut session, sources([("quote.csv".to_owned(), text)]));
    let problem = run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect_err("a record without end");
    assert_eq!(problem.code, "record_too_long");
    assert!(problem.message.starts_with("Row 1 of “quote.csv” is longer than 17 MB"), "{problem}");
}
