//! The session as the page talks to it.

use std::collections::BTreeMap;

use varve::base::Diagnostic;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::session::Session;
use varve::present::dashboard::{Filter, Series, WidgetKind};
use varve::protocol::{
    AudiencePlan, ExportFormat, FileUse, FromWorker, PageRequest, Reply, Request, RowChoice, RunRequest, SortKey,
    SummaryRequest,
};

use crate::support::{
    TestHost, ask, export, records, run, run_sales, run_text, shop_files, sources, take, uses, widget,
};

const ORDERS: &str = "date,customer,order,amount\n\
    2024-01-05,ann,1,10\n2024-01-20,bob,2,20\n2024-02-03,ann,3,30\n2024-02-10,cid,4,5.5\n2024-03-30,bob,5,100\n";

#[test]
fn figures_follow_the_selection() {
    let (mut session, _) = run_text(ORDERS);
    let all = widget(&mut session, "headline", &[]);
    assert_eq!(
        (all.numbers("revenue")[0], all.numbers("orders")[0], all.numbers("customers")[0]),
        (Some(165.5), Some(5.0), Some(3.0))
    );
    assert_eq!(all.numbers("one_time_share")[0], Some(1.0 / 3.0));
    let february = widget(&mut session, "headline", &[("month", "2024-02")]);
    assert_eq!(
        (february.numbers("revenue")[0], february.numbers("orders")[0], february.numbers("customers")[0]),
        (Some(35.5), Some(2.0), Some(2.0))
    );
    let january_cohort = widget(&mut session, "revenue", &[("cohort", "2024-01")]);
    assert_eq!(january_cohort.numbers("total_sales"), [Some(30.0), Some(30.0), Some(100.0)]);
    let both = widget(&mut session, "headline", &[("cohort", "2024-01"), ("month", "2024-02")]);
    assert_eq!((both.numbers("revenue")[0], both.numbers("customers")[0]), (Some(30.0), Some(1.0)));
    // The months keep their axis under a month filter: a picked month stays in its context.
    assert_eq!(widget(&mut session, "revenue", &[("month", "2024-02")]).rows, 3);
    let back = widget(&mut session, "headline", &[]);
    assert_eq!(back, all, "removing the filters restores the figures");
}

/// A shop large enough for models, cohorts and campaigns.
fn shop() -> Session {
    let mut files = shop_files(&SampleOptions { rows: 3_000, seed: 7, dimensions: true, ..SampleOptions::default() });
    run_text(&files.remove(0).1).0
}

/// Names of the columns that a widget draws as numbers.
fn numbers(kind: &WidgetKind) -> Vec<&'static str> {
    let series: Vec<Series> = match kind {
        WidgetKind::Columns { series, line, rules, .. } => series.iter().chain(line).chain(rules).copied().collect(),
        WidgetKind::Bars { series, .. } => series.clone(),
        WidgetKind::ColumnsBy { value, .. }
        | WidgetKind::Heatmap { value, .. }
        | WidgetKind::StackedArea { value, .. } => vec![*value],
        WidgetKind::Lines { x, value, .. } => vec![*x, *value],
        WidgetKind::Scatter { x, y, .. } => vec![*x, *y],
        _ => Vec::new(),
    };
    series.into_iter().map(|series| series.column).collect()
}

#[test]
fn every_widget_of_every_dashboard_has_its_data() {
    for pipeline in varve::pipelines::engines() {
        let spec = pipeline.spec();
        // Some rows are rejected, and some things change, so that there is something to tell of them.
        let dirty = vec![("ragged".to_owned(), 0.01)];
        let files =
            pipeline.sample(&SampleOptions { rows: 3_000, seed: 7, dirty, dimensions: true }).expect("a sample");
        let mut session = Session::default();
        let inspection = take(&mut session, sources(files));
        let files = uses(&inspection, spec.id);
        let request = RunRequest { pipeline: spec.id.to_owned(), files, ..RunRequest::default() };
        run(&mut session, &TestHost::default(), request).expect("good files");
        for widget in (spec.dashboard)().widgets().filter(|widget| !widget.quiet) {
            let data = crate::support::widget(&mut session, widget.id, &[]);
            assert!(data.rows > 0 && !data.columns.is_empty(), "{}: {}", spec.id, widget.id);
            for column in numbers(&widget.kind) {
                assert!(!data.numbers(column).is_empty(), "{}: {}: {column}", spec.id, widget.id);
            }
        }
    }
}

#[test]
fn a_mark_picks_the_customers_it_counts() {
    let mut session = shop();
    let mut counted = 0.0;
    for (id, column, fields) in [
        ("ltv_histogram", "lifetime_value", &["low_value", "regular_value", "high_value"][..]),
        ("ltv_log", "lifetime_value_log", &["low_value", "regular_value", "high_value"]),
        ("clv_histogram", "expected_value", &["low_value", "regular_value", "high_value"]),
        ("clv_log", "expected_value_log", &["low_value", "regular_value", "high_value"]),
        ("churn_histogram", "churn_risk", &["low", "medium", "high"]),
        ("customer_segments", "customer_segment", &["customers"]),
        ("segments", "rfm_segment", &["customers"]),
        ("campaigns", "campaign_type", &["targets"]),
    ] {
        let all = widget(&mut session, id, &[]);
        let names: Vec<String> = all.texts(column).iter().flatten().cloned().collect();
        for (row, name) in names.iter().enumerate() {
            let count: f64 = fields.iter().filter_map(|field| all.numbers(field)[row]).sum();
            let figures = widget(&mut session, "headline", &[(column, name)]);
            assert_eq!(figures.numbers("customers")[0], Some(count), "{id}: {name}");
            let picked = widget(&mut session, id, &[(column, name)]);
            let place = picked.texts(column).iter().position(|own| own.as_ref() == Some(name));
            let still: Option<f64> =
                place.map(|row| fields.iter().filter_map(|field| picked.numbers(field)[row]).sum());
            assert_eq!(still.unwrap_or(0.0), count, "{id}: {name}, picked");
            counted += count;
        }
    }
    assert!(counted > 10_000.0, "{counted}");
    for (id, field) in
        [("breakdown_channel", "channel"), ("breakdown_product", "product"), ("breakdown_country", "country")]
    {
        let all = widget(&mut session, id, &[]);
        for (name, sales) in all.texts(field).iter().flatten().zip(all.numbers("total_sales")) {
            let figures = widget(&mut session, "headline", &[(field, name)]);
            let gap = figures.numbers("revenue")[0].expect("revenue") - sales.expect("sales");
            assert!(gap.abs() < 1e-6, "{id}: {name}");
        }
    }
    let risky = widget(&mut session, "campaign_targets", &[("churn_risk", "90–100")]);
    assert!(risky.rows > 0 && risky.numbers("churn_risk_score").iter().flatten().all(|score| *score >= 90.0));
}

#[test]
fn pages_are_sorted_with_nulls_last_and_ties_in_table_order() {
    let (mut session, _) = run_text(ORDERS);
    let mut page = |sort: &[(&str, bool)], offset, limit| {
        let sort = sort
            .iter()
            .map(|(column, descending)| SortKey { column: (*column).to_owned(), descending: *descending })
            .collect();
        match ask(
            &mut session,
            Request::Page(PageRequest {
                table: "dim_customer".to_owned(),
                offset,
                limit,
                sort,
                ..PageRequest::default()
            }),
        ) {
            Reply::Page(page) => {
                page.columns.into_iter().find(|column| column.name == "customer_id").expect("customer_id").cells
            }
            other => panic!("{other:?}"),
        }
    };
    let names = |names: &[&str]| names.iter().map(|name| Some((*name).to_owned())).collect::<Vec<_>>();
    assert_eq!(page(&[], 0, 10), names(&["ann", "bob", "cid"]));
    assert_eq!(page(&[("total_spent", true)], 0, 10), names(&["bob", "ann", "cid"]));
    assert_eq!(page(&[("total_spent", true)], 1, 1), names(&["ann"]));
    assert_eq!(page(&[("avg_days_between_orders", true)], 0, 10), names(&["bob", "ann", "cid"]), "cid has none");
    assert_eq!(page(&[("avg_days_between_orders", false)], 0, 10), names(&["ann", "bob", "cid"]), "cid has none");
    assert_eq!(page(&[("total_orders", true)], 0, 10), names(&["ann", "bob", "cid"]), "ann and bob tie");
    assert_eq!(page(&[], 99, 10), names(&[]));
}

#[test]
fn a_parquet_export_reads_back_as_the_same_run() {
    let (mut session, _) = run_text(ORDERS);
    let parquet = export(&mut session, "stg_sales_cleaned", ExportFormat::Parquet);
    let expected = export(&mut session, "fact_sales", ExportFormat::Csv);
    let mut again = Session::default();
    let inspection = take(&mut again, sources([("cleaned.parquet".to_owned(), parquet)]));
    let columns = &inspection.files[0].columns;
    let at = |name: &str| Some(columns.iter().position(|column| column == name).expect("a column of the export"));
    // `date_parsed` and `sales_amount`: one is no alias of the date, so it is chosen by hand.
    let mapping = BTreeMap::from([("date".to_owned(), at("date_parsed")), ("sales".to_owned(), at("sales_amount"))]);
    let files = vec![FileUse { file: 0, input: "sales".to_owned(), mapping: Some(mapping), only_needed: false }];
    ask(&mut again, Request::Run(RunRequest { pipeline: "sales".to_owned(), files, ..RunRequest::default() }));
    let without_origin = |bytes: &[u8]| {
        records(bytes).into_iter().map(|mut row| row.drain(..14).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(without_origin(&export(&mut again, "fact_sales", ExportFormat::Csv)), without_origin(&expected));
}

#[test]
fn several_files_run_in_name_order_whatever_order_they_came_in() {
    let (first, second) =
        ("date,customer,order,amount\n2024-01-05,ann,1,10\n", "amount,order,customer,date\n20,2,bob,2024-01-06\n");
    let run = |files: [(&str, &str); 2]| {
        let mut session = Session::default();
        take(&mut session, sources(files.map(|(name, text)| (name.to_owned(), text))));
        let report = run_sales(&mut session, &TestHost::default(), 2, BTreeMap::new()).expect("two good files");
        assert_eq!(report.inputs[0].rows_accepted, 2);
        export(&mut session, "stg_sales_raw", ExportFormat::Csv)
    };
    assert_eq!(run([("a.csv", first), ("b.csv", second)]), run([("b.csv", second), ("a.csv", first)]));
}

#[test]
fn the_zip_holds_every_table_once() {
    let (mut session, report) = run_text(ORDERS);
    let mut bytes = Vec::new();
    block_on(session.handle(
        &TestHost::default(),
        Request::ExportAll { format: ExportFormat::Csv },
        Vec::new(),
        &mut bytes,
    ))
    .expect("a zip");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a readable zip");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let tables = report.tables.iter().map(|table| format!("{}.csv", table.name));
    assert_eq!(names, tables.chain(["manifest.json".to_owned()]).collect::<Vec<_>>());
    for table in &report.tables {
        let mut member = Vec::new();
        std::io::copy(&mut archive.by_name(&format!("{}.csv", table.name)).expect("the table"), &mut member)
            .expect("readable");
        assert_eq!(member, export(&mut session, &table.name, ExportFormat::Csv), "{}", table.name);
    }
}

#[test]
fn answers_cross_to_the_page_as_they_are() {
    let mut session = shop();
    let table = || "dim_customer".to_owned();
    let choice = RowChoice { conditions: Vec::new(), search: "a".to_owned() };
    let filters = || vec![Filter { field: "customer_segment".to_owned(), values: vec!["Lost".to_owned()] }];
    let requests = [
        Request::Page(PageRequest { table: table(), limit: 50, choice: choice.clone(), ..PageRequest::default() }),
        Request::Summary(SummaryRequest {
            table: table(),
            column: "total_spent".to_owned(),
            filters: filters(),
            choice: RowChoice::default(),
        }),
        Request::Widgets { widgets: vec!["headline".to_owned(), "retention".to_owned()], filters: filters() },
        Request::Lineage { about: Some(table()) },
        Request::Quality,
        Request::Audience(AudiencePlan { rank: "total_spent".to_owned(), ..AudiencePlan::default() }),
        Request::Sample { pipeline: "sales".to_owned(), rows: 500, seed: 1 },
    ];
    for request in requests {
        let reply = ask(&mut session, request);
        let answer = FromWorker::Reply { id: 7, result: Ok(reply) };
        let bytes = postcard::to_allocvec(&answer).expect("it is plain data");
        assert_eq!(postcard::from_bytes::<FromWorker>(&bytes), Ok(answer));
    }
    let failed =
        FromWorker::Reply { id: 8, result: Err(Diagnostic::error("code", "Sentence.").in_file("a").at_row(3)) };
    let bytes = postcard::to_allocvec(&failed).expect("it is plain data");
    assert_eq!(postcard::from_bytes::<FromWorker>(&bytes), Ok(failed));
}
