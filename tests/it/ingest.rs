//! Files as people have them, through the session: what the page and the command line do with them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use varve::engine::host::Sources;
use varve::engine::session::Session;
use varve::protocol::{
    ExportFormat, FileUse, Header, Layout, Reading, ReadingChoice, RunReport, RunRequest, ValueKind,
};

use crate::support::{TestHost, export, gzip, records, run, sales_file, sources, take, take_as};

const HEADER: &str = "Date,Customer ID,Order ID,Sales\n";

fn files(files: &[(&str, &str)]) -> Sources {
    sources(files.iter().map(|(name, text)| ((*name).to_owned(), *text)))
}

fn run_files(session: &mut Session, count: usize, request: RunRequest) -> RunReport {
    let files = (0..count).map(|file| FileUse { file, ..sales_file() }).collect();
    run(session, &TestHost::default(), RunRequest { pipeline: "sales".to_owned(), files, ..request }).expect("a run")
}

fn column(session: &mut Session, table: &str, name: &str) -> Vec<String> {
    let records = records(&export(session, table, ExportFormat::Csv));
    let index = records[0].iter().position(|column| column == name).expect("the column");
    records[1..].iter().map(|record| record[index].clone()).collect()
}

#[test]
fn folders_of_hive_give_columns() {
    let mut session = Session::default();
    let one = format!("{HEADER}2024-01-01,1,1,5\n");
    let two = format!("{HEADER}2024-01-02,2,2,7\n2024-01-03,3,3,1\n");
    let inspection = take(
        &mut session,
        files(&[("shop/country=DE/part-0.csv", &one), ("shop/country=__HIVE_DEFAULT_PARTITION__/part-0.csv", &two)]),
    );
    assert_eq!(inspection.files[0].columns.last().map(String::as_str), Some("country"));
    let report = run_files(&mut session, 2, RunRequest::default());
    assert_eq!(report.inputs[0].rows_accepted, 3);
    assert_eq!(column(&mut session, "stg_sales_raw", "country"), ["DE", "", ""]);
    assert_eq!(column(&mut session, "stg_sales_raw", "source_file")[0], "shop/country=DE/part-0.csv");
}

#[test]
fn files_of_one_name_stay_apart() {
    let mut session = Session::default();
    let text = format!("{HEADER}2024-01-01,1,1,5\n");
    let inspection = take(&mut session, files(&[("sales.csv", &text), ("sales.csv", &text)]));
    let names: Vec<&str> = inspection.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["sales.csv", "sales (2).csv"]);
    let report = run_files(&mut session, 2, RunRequest::default());
    assert_eq!((report.inputs[0].rows_read, report.inputs[0].rows_accepted), (2, 1), "the second is a duplicate");
}

#[test]
fn an_undecided_date_order_is_asked_and_the_answer_is_taken() {
    let mut session = Session::default();
    let text = format!("{HEADER}03/04/2021,1,1,5\n05/06/2021,2,2,7\n");
    let inspection = take(&mut session, files(&[("sales.csv", &text)]));
    let profile = &inspection.files[0].profiles[0];
    assert!(profile.undecided && profile.kind == ValueKind::Date);
    let report = run_files(&mut session, 1, RunRequest::default());
    assert_eq!(report.as_of.as_deref(), Some("2021-05-06"));
    assert_eq!(report.readings[0].ask, [Reading::DayFirst, Reading::MonthFirst]);
    let choice = |reading| ReadingChoice { input: "sales".to_owned(), column: "date".to_owned(), reading };
    let answered = RunRequest { readings: vec![choice(Reading::DayFirst)], ..RunRequest::default() };
    let report = run_files(&mut session, 1, answered);
    assert_eq!(report.as_of.as_deref(), Some("2021-06-05"));
    assert!(report.readings[0].ask.is_empty());
    assert_eq!(report.readings[0].how, "Dates like “03/04/2021” were read day first, as chosen.");
    let wrong = RunRequest {
        pipeline: "sales".to_owned(),
        files: vec![sales_file()],
        readings: vec![choice(Reading::Percent)],
        ..RunRequest::default()
    };
    let problem = run(&mut session, &TestHost::default(), wrong).expect_err("a date is no percentage");
    assert_eq!(
        problem.to_string(),
        "“date” of the input “sales” cannot be read as percentages (12% is 0.12). Dates can be read as dmy, mdy, excel1900 or excel1904, numbers as point, comma or percent."
    );
}

#[test]
fn spreadsheet_days_are_read_as_chosen() {
    let mut session = Session::default();
    let text = format!("{HEADER}44197,1,1,5\n44198.5,2,2,7\n");
    let inspection = take(&mut session, files(&[("sales.csv", &text)]));
    assert_eq!(inspection.files[0].profiles[0].kind, ValueKind::SerialDay);
    let choice = ReadingChoice { input: "sales".to_owned(), column: "date".to_owned(), reading: Reading::Excel1900 };
    let report = run_files(&mut session, 1, RunRequest { readings: vec![choice], ..RunRequest::default() });
    assert_eq!((report.as_of.as_deref(), report.inputs[0].rows_accepted), (Some("2021-01-02"), 2));
    let report = run_files(&mut session, 1, RunRequest::default());
    assert_eq!(report.inputs[0].rows_rejected, 2, "unasked, a number of five digits is no date");
}

#[test]
fn a_sample_of_rows_is_told_and_keeps_their_numbers() {
    let mut session = Session::default();
    let rows: String = (1..=25).map(|row| format!("2024-01-{row:02},{row},{row},{row}\n")).collect();
    take(&mut session, files(&[("sales.csv", &format!("{HEADER}{rows}"))]));
    let report = run_files(&mut session, 1, RunRequest { every: 10, ..RunRequest::default() });
    assert_eq!(report.inputs[0].rows_read, 3);
    assert_eq!(column(&mut session, "stg_sales_raw", "source_row"), ["1", "11", "21"]);
    assert_eq!(column(&mut session, "stg_sales_raw", "customer_id"), ["1", "11", "21"]);
    assert!(report.diagnostics.iter().any(|said| said.code == "rows_sampled"));
}

#[test]
fn columns_that_are_left_out_do_not_tell_rows_apart() {
    let mut session = Session::default();
    let text = "Date,Customer ID,Order ID,Sales,Note\n2024-01-01,1,1,5,a\n2024-01-01,1,1,5,b\n";
    take(&mut session, files(&[("sales.csv", text)]));
    assert_eq!(run_files(&mut session, 1, RunRequest::default()).inputs[0].rows_accepted, 2);
    let files = vec![FileUse { only_needed: true, ..sales_file() }];
    let request = RunRequest { pipeline: "sales".to_owned(), files, ..RunRequest::default() };
    let report = run(&mut session, &TestHost::default(), request).expect("a run");
    assert_eq!(report.inputs[0].rows_accepted, 1);
}

#[test]
fn a_header_can_be_chosen_or_be_absent() {
    let mut session = Session::default();
    let text = "2024-01-01,7,1,5\n2024-01-02,8,2,6\n";
    let inspection = take(&mut session, files(&[("sales.csv", text)]));
    let file = &inspection.files[0];
    assert!(file.layout.ask_header && file.problem.is_none());
    assert_eq!(file.columns, ["Column 1", "Column 2", "Column 3", "Column 4"]);
    let mapping: BTreeMap<String, Option<usize>> = ["date", "customer_id", "order_id", "sales"]
        .iter()
        .enumerate()
        .map(|(index, column)| ((*column).to_owned(), Some(index)))
        .collect();
    let request = RunRequest {
        pipeline: "sales".to_owned(),
        files: vec![FileUse { mapping: Some(mapping), ..sales_file() }],
        ..RunRequest::default()
    };
    let report = run(&mut session, &TestHost::default(), request).expect("a run");
    assert_eq!(report.inputs[0].rows_accepted, 2);

    let titled = format!("Report\nof 2024\nWho,When\n{HEADER}2024-01-01,7,1,5\n");
    let layouts =
        BTreeMap::from([("sales.csv".to_owned(), Layout { header: Some(Header::Line(2)), ..Layout::default() })]);
    let inspection = take_as(&mut session, files(&[("sales.csv", &titled)]), layouts);
    assert_eq!(inspection.files[0].columns, ["Who", "When"], "the person's choice wins");
    assert_eq!(inspection.files[0].layout.first_lines.len(), 5);
}

/// How a table is written.
#[derive(Debug, Clone)]
struct Writing {
    delimiter: u8,
    line_end: &'static str,
    quote_all: bool,
    encoding: &'static str,
    gzip: bool,
}

fn writing() -> impl Strategy<Value = Writing> {
    (
        prop::sample::select(vec![b',', b';', b'\t', b'|']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
        prop::sample::select(vec!["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "windows-1252"]),
        any::<bool>(),
    )
        .prop_map(|(delimiter, line_end, quote_all, encoding, gzip)| Writing {
            delimiter,
            line_end,
            quote_all,
            encoding,
            gzip,
        })
}

impl Writing {
    fn write(&self, rows: &[Vec<String>]) -> Vec<u8> {
        let delimiter = char::from(self.delimiter);
        let cell = |cell: &String| {
            if self.quote_all || cell.contains([delimiter, '"', '\n', '\r']) || cell.is_empty() {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
        let text: String = rows.iter().map(|row| line(row) + self.line_end).collect();
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let bytes = match self.encoding {
            "utf-8" => text.into_bytes(),
            "utf-8 with mark" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            "utf-16le" => [b"\xff\xfe".to_vec(), utf16(u16::to_le_bytes)].concat(),
            "utf-16be" => [b"\xfe\xff".to_vec(), utf16(u16::to_be_bytes)].concat(),
            _ => text.chars().map(|character| u8::try_from(u32::from(character)).expect("of Latin-1")).collect(),
        };
        if self.gzip { gzip(&bytes) } else { bytes }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_table_in_any_dialect_and_encoding_reads_back_equal(
        // Letters above U+00C0 only: in Windows-1252 no two of them look like a character of UTF-8.
        rows in prop::collection::vec(prop::collection::vec("[a-z0-9,;|\t\"\n \u{e9}\u{fc}\u{df}=+-]{0,10}", 4), 1..20),
        writing in writing(),
    ) {
        let header = ["Date", "Customer ID", "Order ID", "Sales"].map(str::to_owned).to_vec();
        let table: Vec<Vec<String>> = std::iter::once(header).chain(rows.clone()).collect();
        let mut session = Session::default();
        let name = if writing.gzip { "x.csv.gz" } else { "x.csv" };
        take(&mut session, sources([(name.to_owned(), writing.write(&table))]));
        let report = run_files(&mut session, 1, RunRequest::default());
        prop_assert_eq!(report.inputs[0].rows_read as usize, rows.len());
        let read = records(&export(&mut session, "stg_sales_raw", ExportFormat::Csv));
        let places: Vec<usize> = ["date_raw", "customer_id", "order_id", "sales"]
            .iter()
            .map(|name| read[0].iter().position(|column| column == name).expect("the column"))
            .collect();
        let cells: Vec<Vec<String>> =
            read[1..].iter().map(|record| places.iter().map(|place| record[*place].clone()).collect()).collect();
        prop_assert_eq!(cells, rows);
    }
}
