//! Tables as workbooks, as CSV for spreadsheets, all in one archive with a manifest; the report.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::ingest::workbook::{Row, Workbook};
use varve::engine::session::Session;
use varve::present::dashboard::Filter;
use varve::protocol::{CsvDialect, ExportFormat, Reply, Request, RunReport, Separator};

use crate::support::{TestHost, export, records, run_sales, run_text, shop_files, sources, take};

fn shop() -> (Session, RunReport) {
    let dirty = ["ragged", "bad_sales", "negative_sales"].map(|kind| (kind.to_owned(), 0.01)).to_vec();
    let options = SampleOptions { rows: 3_000, seed: 7, dimensions: true, dirty };
    run_text(&shop_files(&options).remove(0).1)
}

/// The bytes, the name and the notes of an answer that is a file.
fn file(session: &mut Session, request: Request) -> (Vec<u8>, String, Vec<String>) {
    let mut bytes = Vec::new();
    match block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)) {
        Ok(Reply::Exported { name, bytes: size, notes }) => {
            assert_eq!(size.0, bytes.len() as u64);
            (bytes, name, notes.into_iter().map(|note| note.code).collect())
        }
        other => panic!("{other:?}"),
    }
}

/// A sheet as our own reader reads it, empty cells as empty texts.
fn sheet(bytes: &[u8], name: &str, columns: usize) -> Vec<Vec<String>> {
    let mut workbook = Workbook::open(Cursor::new(bytes), "export.xlsx").expect("a workbook");
    let mut rows = workbook.rows(name).expect("the sheet");
    let (mut row, mut found) = (Row::default(), Vec::new());
    while rows.next_row(&mut row).expect("a readable row") {
        // A row without anything in it is passed over by the reader, and so would be one in a list of records.
        while found.len() + 1 < row.number() as usize {
            found.push(vec![String::new(); columns]);
        }
        found.push((0..columns).map(|column| row.get(column).unwrap_or_default().to_owned()).collect());
    }
    found
}

#[test]
fn a_workbook_reads_back_as_the_csv() {
    let (mut session, report) = shop();
    let (all, name, notes) = file(&mut session, Request::ExportAll { format: ExportFormat::Xlsx });
    assert_eq!((name.as_str(), notes), ("varve_sales.xlsx", Vec::new()));
    for table in &report.tables {
        let csv = records(&export(&mut session, &table.name, ExportFormat::Csv));
        let xlsx = export(&mut session, &table.name, ExportFormat::Xlsx);
        assert_eq!(sheet(&xlsx, &table.name, csv[0].len()), csv, "{}", table.name);
        assert_eq!(sheet(&all, &table.name, csv[0].len()), csv, "{} among all", table.name);
    }
    let mut workbook = Workbook::open(Cursor::new(&all), "all.xlsx").expect("a workbook");
    let names: Vec<&str> = report.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(workbook.sheets(), [&["Tables"], names.as_slice()].concat());
    assert!(workbook.rows("Tables").is_ok());
    let (again, ..) = file(&mut session, Request::ExportAll { format: ExportFormat::Xlsx });
    assert!(all == again, "the same bytes each time");
}

/// Customers whose ids are what a hostile file would hold.
const HOSTILE: &str = "date,customer,order,amount\n\
    2024-01-05,=1+1,1,10\n\
    2024-01-06,-5.2,2,-5.2\n\
    2024-01-07,\"  +cmd|'/C calc'!A0\",3,12.5\n\
    2024-01-08,＝SUM(A1),4,1\n\
    2024-01-09,<script>alert(1)</script>,5,2\n\
    2024-01-10,\"a\u{b}\u{1}_x0041_ & \"\"q\"\" ]]>\",6,3\n\
    2024-01-11,007,7,4\n\
    2024-01-12,12345678901234567890,8,5\n";

#[test]
fn hostile_texts_stay_texts() {
    let (mut session, _) = run_text(HOSTILE);
    let csv = records(&export(&mut session, "stg_sales_raw", ExportFormat::Csv));
    let xlsx = export(&mut session, "stg_sales_raw", ExportFormat::Xlsx);
    assert_eq!(sheet(&xlsx, "stg_sales_raw", csv[0].len()), csv);
    assert!(csv.iter().flatten().any(|cell| cell == "=1+1") && csv.iter().flatten().any(|cell| cell.contains("]]>")));
    let mut archive = zip::ZipArchive::new(Cursor::new(&xlsx)).expect("a package");
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet").read_to_string(&mut xml).expect("UTF-8");
    assert!(!xml.contains("<f>") && !xml.contains("<script"), "{xml}");

    let dialect = CsvDialect { separator: Separator::Semicolon, decimal_comma: true };
    let text = export(&mut session, "stg_sales_raw", ExportFormat::CsvExcel(dialect));
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    for written in [";'=1+1;", ";-5.2;", ";'＝SUM(A1);", ";\"a\u{b}\u{1}_x0041_ & \"\"q\"\" ]]>\";", ";007;"] {
        assert!(text.contains(written), "{written} in {text}");
    }
    assert!(text.contains("'  +cmd|'/C calc'!A0") || text.contains("'+cmd|'/C calc'!A0"), "{text}");
    let typed = export(&mut session, "stg_sales_cleaned", ExportFormat::CsvExcel(dialect));
    let typed = String::from_utf8(typed).expect("UTF-8");
    assert!(typed.contains(";12,5;") && typed.contains("2024-01-07;"), "{typed}");
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_told() {
    let long = "x".repeat(40_000);
    let (mut session, _) = run_text(&format!("date,customer,order,amount\n2024-01-05,{long},1,10\n"));
    let request = Request::Export {
        table: "stg_sales_raw".to_owned(),
        format: ExportFormat::Xlsx,
        filters: Vec::new(),
        choice: varve::protocol::RowChoice::default(),
    };
    let (bytes, _, notes) = file(&mut session, request);
    assert_eq!(notes, ["xlsx_text_cut"]);
    let rows = sheet(&bytes, "stg_sales_raw", 12);
    assert!(rows[1].iter().any(|cell| cell.len() == 32_767 && long.starts_with(cell)));
}

#[test]
fn the_manifest_tells_what_the_archive_holds() {
    let mut session = Session::default();
    let shop = shop_files(&SampleOptions { rows: 500, seed: 7, ..SampleOptions::default() }).remove(0).1;
    take(&mut session, sources([("orders.csv".to_owned(), shop.clone())]));
    let parameters = BTreeMap::from([("at_risk_days".to_owned(), "120".to_owned())]);
    let report = run_sales(&mut session, &TestHost::default(), 1, parameters).expect("a sample");
    for format in [ExportFormat::Csv, ExportFormat::CsvExcel(CsvDialect::default()), ExportFormat::Parquet] {
        let (bytes, name, _) = file(&mut session, Request::ExportAll { format });
        assert_eq!(name, format!("varve_sales_{}.zip", format.word()));
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a ZIP");
        let mut member = |name: &str| {
            let mut bytes = Vec::new();
            archive.by_name(name).expect("the member").read_to_end(&mut bytes).expect("readable");
            bytes
        };
        let manifest: serde_json::Value = serde_json::from_slice(&member("manifest.json")).expect("JSON");
        assert_eq!(manifest["pipeline"], "sales");
        assert_eq!(manifest["as_of"].as_str(), report.as_of.as_deref());
        assert_eq!(manifest["files"][0]["name"], "orders.csv");
        assert_eq!(manifest["files"][0]["bytes"], shop.len());
        assert_eq!(manifest["inputs"][0]["rows_read"], report.inputs[0].rows_read);
        assert_eq!(manifest["recipe"]["parameters"]["at_risk_days"], "120");
        let changed =
            manifest["parameters"].as_array().expect("parameters").iter().filter(|one| one["differs"] == true);
        assert_eq!(changed.map(|one| one["value"].clone()).collect::<Vec<_>>(), ["120"]);
        let tables = manifest["tables"].as_array().expect("tables");
        assert_eq!(tables.len(), report.tables.len());
        for (entry, table) in tables.iter().zip(&report.tables) {
            assert_eq!(entry["name"], table.name.as_str());
            assert_eq!(entry["rows"], table.rows);
            assert_eq!(entry["columns"].as_array().map(Vec::len), Some(table.columns as usize));
            let bytes = member(entry["file"].as_str().expect("a file name"));
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!((&entry["sha256"], &entry["bytes"]), (&hash.into(), &bytes.len().into()), "{}", table.name);
        }
    }
}

fn report(session: &mut Session, filters: Vec<Filter>) -> String {
    let (bytes, name, _) = file(session, Request::Report { filters });
    assert_eq!(name, "varve_sales_report.html");
    assert!(bytes.len() < 2_000_000, "{} bytes", bytes.len());
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_report_holds_every_card_and_asks_for_nothing() {
    let (mut session, run) = shop();
    let html = report(&mut session, Vec::new());
    let spec = varve::pipelines::spec("sales").expect("the sales pipeline");
    let dashboard = (spec.dashboard)();
    for section in &dashboard.sections {
        assert!(html.contains(&format!("id=\"s-{}\"", section.id)), "{}", section.title);
    }
    for widget in dashboard.widgets().filter(|widget| !widget.quiet) {
        assert!(html.contains(&format!("id=\"w-{}\"", widget.id)), "{}", widget.id);
        assert!(html.contains(&format!("<a href=\"#t-{0}\">", widget.table)), "{}", widget.id);
        assert!(html.contains(&format!("id=\"t-{}\"", widget.table)), "{}", widget.table);
    }
    for parameter in spec.parameters {
        assert!(html.contains(parameter.name), "{}", parameter.name);
    }
    assert!(html.matches("<svg role=\"img\"").count() > 20, "charts are drawn");
    assert!(html.contains(&varve::base::format::integer(u64::from(run.inputs[0].rows_read))));
    for outside in
        ["<script", "http://", "https://", "<link", "<img", "<iframe", "url(", "@import", "javascript:", " onload"]
    {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html, report(&mut session, Vec::new()), "the same bytes each time");

    let filters = vec![Filter { field: "month".to_owned(), values: vec!["2021-03".to_owned()] }];
    let selected = report(&mut session, filters);
    assert!(selected.contains("Only <b><bdi>month</bdi></b>: <span><bdi>2021-03</bdi></span>"));
    assert_ne!(selected, html);
}

#[test]
fn the_report_escapes_what_files_hold() {
    let mut session = Session::default();
    let name = "<img src=x onerror=alert(1)>.csv";
    let rows: String =
        (0..200).map(|row| format!("2024-01-{:02},\"<script>{row}</script>\",{row},{row}.5\n", row % 28 + 1)).collect();
    let text = format!("date,customer,order,amount\n{rows}2024-02-01,{},x1,10000\n", "y".repeat(300_000));
    take(&mut session, sources([(name.to_owned(), text)]));
    run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect("a valid file");
    let html = report(&mut session, Vec::new());
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;.csv") && html.contains("&lt;script&gt;"));
    assert!(!html.contains("<script") && !html.contains("<img"));
    assert!(!html.contains(&"y".repeat(1_000)), "a long cell is cut");
}
