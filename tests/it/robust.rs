//! What holds for any input: rows are conserved, nothing panics, results repeat, a cancel stops the run.

use std::collections::BTreeMap;

use proptest::prelude::*;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::session::{Session, engine};
use varve::protocol::{ExportFormat, Reply, Request};

use crate::support::{TestHost, export, run_sales, run_text, sources, take};

fn dirty_sample(rows: usize) -> String {
    let sales = engine("sales").expect("ready");
    let dirty = sales.dirt().iter().map(|kind| ((*kind).to_owned(), 0.02)).collect();
    let mut files = sales.sample(&SampleOptions { rows, seed: 7, dirty, dimensions: true }).expect("known dirt");
    String::from_utf8(files.remove(0).1).expect("is UTF-8")
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let text = dirty_sample(3_000);
    let (mut first, report) = run_text(&text);
    let (mut second, _) = run_text(&text);
    assert!(report.inputs[0].rows_rejected > 0);
    for table in &report.tables {
        for format in [ExportFormat::Csv, ExportFormat::Parquet] {
            assert_eq!(
                export(&mut first, &table.name, format),
                export(&mut second, &table.name, format),
                "{}",
                table.name
            );
        }
    }
}

#[test]
fn revenue_and_customers_agree_across_tables() {
    let (mut session, report) = run_text(&dirty_sample(5_000));
    let mut column = |table: &str, name: &str| -> Vec<String> {
        let rows = crate::support::records(&export(&mut session, table, ExportFormat::Csv));
        let at = rows[0].iter().position(|header| header == name).expect("the column");
        rows[1..].iter().map(|row| row[at].clone()).collect()
    };
    let sum = |values: Vec<String>| values.iter().map(|value| value.parse::<f64>().expect("a number")).sum::<f64>();
    let cleaned = sum(column("stg_sales_cleaned", "sales_amount"));
    for (table, name) in [
        ("fact_sales", "sales_amount"),
        ("dim_order", "order_amount"),
        ("dim_customer", "total_spent"),
        ("agg_sales_daily", "total_sales"),
        ("monthly_metrics", "total_sales"),
        ("cohort_analysis", "total_sales"),
    ] {
        let total = sum(column(table, name));
        assert!((total - cleaned).abs() < 1e-6 * cleaned, "{table}: {total} instead of {cleaned}");
    }
    let customers = column("dim_customer", "customer_id").len();
    assert_eq!(column("customer_segmentation", "customer_id").len(), customers);
    assert_eq!(sum(column("monthly_metrics", "new_customers")) as usize, customers);
    assert_eq!(column("stg_sales_rejected", "reason").len(), report.inputs[0].rows_rejected as usize);
    assert_eq!(column("stg_sales_raw", "source_row").len(), report.inputs[0].rows_read as usize);
}

#[test]
fn a_cancel_stops_at_the_next_checkpoint_and_keeps_the_last_run() {
    let mut session = Session::default();
    take(&mut session, sources([("sales.csv".to_owned(), dirty_sample(1_000))]));
    run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect("a good file");
    for at in [1, 2, 4, 7] {
        let host = TestHost { cancel_at: Some(at), ..TestHost::default() };
        // Other parameters of the first step each time: the same ones would leave too little to do.
        let parameters = BTreeMap::from([("isolated_gap_days".to_owned(), (500 + at).to_string())]);
        let problem = run_sales(&mut session, &host, 1, parameters).expect_err("cancelled");
        assert_eq!((problem.code.as_str(), host.checkpoints.get()), ("cancelled", at));
        assert!(!export(&mut session, "fact_sales", ExportFormat::Csv).is_empty(), "the earlier run still answers");
    }
    run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect("it runs again");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_are_conserved_for_any_cells(
        rows in prop::collection::vec(prop::collection::vec("[0-9]{0,4}|2024-0[1-9]-1[0-9]|[a-z,;\"\n -]{0,6}|\\PC{0,4}", 1..7), 0..40),
    ) {
        let mut text = "date,customer_id,order_id,sales\n".to_owned();
        for row in &rows {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        let (_, report) = run_text(&text);
        prop_assert!(report.inputs[0].conserved());
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..400), parquet in any::<bool>()) {
        let mut file = if parquet { b"PAR1".to_vec() } else { b"date,customer,order,sales\n".to_vec() };
        file.extend(bytes);
        let mut session = Session::default();
        let inspection = take(&mut session, sources([("any".to_owned(), file)]));
        let host = TestHost::default();
        match run_sales(&mut session, &host, 1, BTreeMap::new()) {
            Ok(report) => prop_assert!(report.inputs[0].conserved()),
            Err(problem) => prop_assert!(problem.message.contains("“any”") && !problem.hints.is_empty(), "{problem:?} {inspection:?}"),
        }
    }
}

#[test]
fn before_any_run_there_is_a_sentence() {
    let mut session = Session::default();
    for request in [
        Request::ExportAll { format: ExportFormat::Csv },
        Request::Widgets { widgets: Vec::new(), filters: Vec::new() },
    ] {
        let answer: Result<Reply, _> =
            block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut Vec::new()));
        assert_eq!(
            answer.expect_err("nothing was run").to_string(),
            "Nothing has been run yet. Choose files and run a pipeline first."
        );
    }
}
