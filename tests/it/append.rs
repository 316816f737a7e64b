//! More files besides those that ran: only they are read, and nothing in any table tells it from a full run.

use std::collections::BTreeMap;

use proptest::prelude::*;
use varve::engine::SampleOptions;
use varve::engine::host::{Sources, block_on};
use varve::engine::session::Session;
use varve::protocol::{ExportFormat, FileUse, Inspection, Request, RunReport, RunRequest};

use crate::support::{TestHost, run, run_sales, sales_file, shop_files, sources, take, uses};

fn all_tables(session: &mut Session) -> Vec<u8> {
    let mut bytes = Vec::new();
    let request = Request::ExportAll { format: ExportFormat::Csv };
    block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)).expect("a zip");
    bytes
}

fn add(session: &mut Session, files: Sources) -> usize {
    crate::support::add(session, files).files.len()
}

/// The files, in this order of taking, in one go.
fn full(files: &[(String, String)]) -> (RunReport, Vec<u8>) {
    let mut session = Session::default();
    take(&mut session, sources(files.to_vec()));
    let report = run_sales(&mut session, &TestHost::default(), files.len(), BTreeMap::new()).expect("good files");
    let tables = all_tables(&mut session);
    (report, tables)
}

fn read_before(report: &RunReport) -> Option<&str> {
    report.reused.iter().map(String::as_str).find(|step| step.ends_with("as read before"))
}

fn staged_before(report: &RunReport) -> bool {
    report.reused.iter().any(|step| step == "rows as staged before")
}

/// How a part of the rows is written.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Plain,
    /// The columns the other way round, and one that no other file has.
    Turned,
    /// A column less, and semicolons.
    Narrow,
    /// Some rows too short or too long.
    Ragged,
    /// Month before day.
    MonthFirst,
    /// Rows that other parts have too.
    Again,
}

fn shape() -> impl Strategy<Value = Shape> {
    use Shape::{Again, MonthFirst, Narrow, Plain, Ragged, Turned};
    prop::sample::select(vec![Plain, Turned, Narrow, Ragged, MonthFirst, Again])
}

fn written(header: &[&str], rows: &[Vec<&str>], all: &[Vec<&str>], part: usize, shape: Shape) -> String {
    let own = rows.iter().enumerate().map(|(row, cells)| {
        let mut cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        match shape {
            Shape::Turned => {
                cells.push(format!("extra {}", row % 3));
                cells.reverse();
            }
            Shape::Narrow => drop(cells.pop()),
            Shape::Ragged if row % 17 == 3 => drop(cells.pop()),
            Shape::Ragged if row % 17 == 5 => cells.push("more".to_owned()),
            Shape::MonthFirst => {
                let [year, month, day] = [0..4, 5..7, 8..10].map(|part| cells[0].get(part).unwrap_or("x").to_owned());
                cells[0] = format!("{month}/{day}/{year}");
            }
            _ => {}
        }
        cells
    });
    let mut head: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    match shape {
        Shape::Turned => {
            head.push(format!("Only {}", part % 2));
            head.reverse();
        }
        Shape::Narrow => drop(head.pop()),
        _ => {}
    }
    let again = all.iter().take(if matches!(shape, Shape::Again) { 40 } else { 0 });
    let again = again.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect());
    let mark = if matches!(shape, Shape::Narrow) { ";" } else { "," };
    std::iter::once(head).chain(own).chain(again).map(|cells| cells.join(mark) + "\n").collect()
}

/// Sample rows with all their dirt, in files of these shapes.
fn files(rows: usize, seed: u64, shapes: &[(Shape, u8)]) -> Vec<(String, String)> {
    let dirty = ["bad_date", "missing_customer", "bad_sales", "negative_sales", "duplicate", "late_date"];
    let dirty = dirty.map(|kind| (kind.to_owned(), 0.03)).to_vec();
    let sample = shop_files(&SampleOptions { rows, seed, dirty, dimensions: true });
    let text = sample.into_iter().next().expect("a file").1;
    assert!(!text.contains('"'), "cells need no quotes");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let all: Vec<Vec<&str>> = lines.collect();
    let size = all.len().div_ceil(shapes.len());
    let parts = all.chunks(size).zip(shapes).enumerate();
    parts
        .map(|(part, (rows, (shape, letter)))| {
            let name = format!("{}_{part}.csv", char::from(b'a' + letter % 5));
            (name, written(&header, rows, &all, part, *shape))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    /// The files come in several goes, in any order of their names.
    #[test]
    fn files_in_several_goes_equal_one(
        seed in 0..1000_u64,
        shapes in prop::collection::vec((shape(), 0..5_u8), 2..6),
        first in 1..4_usize,
        step in 1..3_usize,
    ) {
        let files = files(400, seed, &shapes);
        let host = TestHost::default();
        let mut session = Session::default();
        let mut taken = first.min(files.len());
        take(&mut session, sources(files[..taken].to_vec()));
        run_sales(&mut session, &host, taken, BTreeMap::new()).expect("good files");
        while taken < files.len() {
            let more = step.min(files.len() - taken);
            prop_assert_eq!(add(&mut session, sources(files[taken..taken + more].to_vec())), more);
            taken += more;
            let report = run_sales(&mut session, &host, taken, BTreeMap::new()).expect("good files");
            let (expected, tables) = full(&files[..taken]);
            prop_assert!(all_tables(&mut session) == tables, "the tables differ");
            let notes = |report: &RunReport| {
                let notes = report.diagnostics.iter().filter(|note| !note.code.starts_with("read_")).cloned();
                notes.collect::<Vec<_>>()
            };
            prop_assert_eq!(notes(&report), notes(&expected));
            prop_assert_eq!((&report.inputs, &report.quality, &report.readings), (&expected.inputs, &expected.quality, &expected.readings));
        }
    }
}

fn days(names: &[&str]) -> Vec<(String, String)> {
    let shapes = vec![(Shape::Plain, 0); names.len()];
    files(600, 3, &shapes).into_iter().zip(names).map(|((_, text), name)| ((*name).to_owned(), text)).collect()
}

/// A session that ran all files but the last, and then took that.
fn with_one_more(files: &[(String, String)], before: RunRequest) -> Session {
    let mut session = Session::default();
    let (last, first) = files.split_last().expect("files");
    take(&mut session, sources(first.to_vec()));
    let uses = (0..first.len()).map(|file| varve::protocol::FileUse { file, ..sales_file() }).collect();
    let request = RunRequest { pipeline: "sales".to_owned(), files: uses, ..before };
    run(&mut session, &TestHost::default(), request).expect("good files");
    add(&mut session, sources([last.clone()]));
    session
}

#[test]
fn tomorrows_file_alone_is_read() {
    let files = days(&["2024-01.csv", "2024-02.csv", "2024-03.csv"]);
    let mut session = with_one_more(&files, RunRequest::default());
    let host = TestHost::default();
    let report = run_sales(&mut session, &host, 3, BTreeMap::new()).expect("good files");
    assert_eq!(read_before(&report), Some("2 of 3 files as read before"));
    assert!(staged_before(&report));
    assert!(all_tables(&mut session) == full(&files).1);
    let again = run_sales(&mut session, &host, 3, BTreeMap::new()).expect("good files");
    assert_eq!(read_before(&again), None, "the very same run reads the files: they may have changed");
}

#[test]
fn what_cannot_be_kept_is_read_again_and_said() {
    let said = |report: &RunReport| report.diagnostics.iter().find(|note| note.code == "read_again").cloned();
    let host = TestHost::default();

    let files = days(&["b.csv", "d.csv", "c.csv"]);
    let mut session = with_one_more(&files, RunRequest::default());
    let report = run_sales(&mut session, &host, 3, BTreeMap::new()).expect("good files");
    assert_eq!(read_before(&report), Some("1 of 3 files as read before"));
    assert!(said(&report).is_some_and(|note| note.message.starts_with("One file was read again")));
    assert!(all_tables(&mut session) == full(&files).1);

    let hashed =
        BTreeMap::from([("hash_customer_ids".to_owned(), "true".to_owned()), ("hash_salt".to_owned(), "s".to_owned())]);
    let files = days(&["a.csv", "b.csv"]);
    let mut session = with_one_more(&files, RunRequest { parameters: hashed.clone(), ..RunRequest::default() });
    let report = run_sales(&mut session, &host, 2, hashed).expect("good files");
    assert_eq!(read_before(&report), None);
    assert!(said(&report).is_some_and(|note| note.message.contains("hashed")));

    // Every second row of the files before, all rows now.
    let mut session = with_one_more(&files, RunRequest { every: 2, ..RunRequest::default() });
    let report = run_sales(&mut session, &host, 2, BTreeMap::new()).expect("good files");
    assert_eq!(read_before(&report), None);
    assert!(all_tables(&mut session) == full(&files).1);
}

/// A file of rows: date, customer, order, amount.
fn rows(rows: &[(&str, &str, &str, &str)]) -> String {
    let lines = rows.iter().map(|(date, customer, order, amount)| format!("{date};{customer};{order};{amount}\n"));
    "date;customer_id;order_id;sales\n".chars().chain(lines.collect::<String>().chars()).collect()
}

#[test]
fn rows_before_are_staged_again_where_new_ones_change_them() {
    let plain = [("2024-01-02", "1", "10", "5"), ("2024-01-03", "2", "11", "6"), ("2024-01-04", "2", "12", "7")];
    let written = [("03/04/2024", "1", "10", "5"), ("05/04/2024", "2", "11", "6"), ("05/04/2024", "2", "12", "7.25")];
    let lone = [("2019-01-01", "1", "9", "5")];
    let many: Vec<_> = std::iter::repeat_n(plain, 10).flatten().collect();
    let cases: [(&str, &[_], &[_], bool); 8] = [
        ("more of the same", &plain, &plain, true),
        ("a column that votes day first now", &written, &[("25/04/2024", "3", "13", "8")], false),
        ("one that votes as before", &written, &[("04/25/2024", "3", "13", "8")], true),
        ("a comma where nobody counted the points", &plain, &[("2024-01-05", "3", "13", "8,5")], false),
        ("ids that are texts now", &plain, &[("2024-01-05", "x", "13", "8")], false),
        (
            "an order from before, with the same row and another",
            &plain,
            &[plain[1], ("2024-01-03", "2", "11", "6.5")],
            true,
        ),
        (
            "a lone day that is not lone any more",
            &[&lone[..], &many].concat(),
            &std::iter::repeat_n(lone[0], 9).chain(lone).collect::<Vec<_>>(),
            false,
        ),
        (
            "days that make those before lonely",
            &plain,
            &std::iter::repeat_n(("2030-01-01", "3", "13", "8"), 200).collect::<Vec<_>>(),
            false,
        ),
    ];
    for (name, first, second, kept) in cases {
        let files = [("a.csv".to_owned(), rows(first)), ("b.csv".to_owned(), rows(second))];
        let mut session = with_one_more(&files, RunRequest::default());
        let report = run_sales(&mut session, &TestHost::default(), 2, BTreeMap::new()).expect("good files");
        assert_eq!(staged_before(&report), kept, "{name}");
        assert!(all_tables(&mut session) == full(&files).1, "{name}");
    }
}

/// Names and texts of files.
type Texts = Vec<(String, String)>;

/// Sample data of the stores, their transactions in so many files.
fn store_files(seed: u64, parts: usize) -> (Texts, Texts) {
    let dirty = ["duplicate_row", "bad_time", "bad_amount", "unknown_status", "unknown_device", "ragged", "us_time"];
    let dirty = dirty.map(|kind| (kind.to_owned(), 0.02)).to_vec();
    let options = SampleOptions { rows: 300, seed, dirty, dimensions: false };
    let files = varve::engine::session::engine("stores").expect("ready").sample(&options).expect("known dirt");
    let texts = files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).expect("plain text")));
    let (transactions, others): (Vec<_>, Vec<_>) = texts.partition(|(name, _)| name.contains("transactions"));
    let header = transactions[0].1.lines().next().expect("a header");
    let rows: Vec<&str> = transactions.iter().flat_map(|(_, text)| text.lines().skip(1)).collect();
    let parts = rows
        .chunks(rows.len().div_ceil(parts))
        .enumerate()
        .map(|(part, rows)| (format!("transactions_{part}.csv"), format!("{header}\n{}\n", rows.join("\n"))));
    (others, parts.collect())
}

/// Runs the stores over what was taken; the answer of the last taking is about files from `first` on.
fn run_stores(session: &mut Session, inspection: &Inspection, first: usize, before: &mut RunRequest) -> RunReport {
    let more = uses(inspection, "stores").into_iter().map(|file| FileUse { file: file.file + first, ..file });
    before.pipeline = "stores".to_owned();
    before.files.extend(more);
    run(session, &TestHost::default(), before.clone()).expect("good files")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn transactions_in_several_goes_equal_one(seed in 0..1000_u64, parts in 2..5_usize) {
        let (others, transactions) = store_files(seed, parts);
        let mut session = Session::default();
        let mut taken = [&others[..], &transactions[..1]].concat();
        let mut request = RunRequest::default();
        let inspection = take(&mut session, sources(taken.clone()));
        run_stores(&mut session, &inspection, 0, &mut request);
        let mut again = 0;
        for part in &transactions[1..] {
            let inspection = crate::support::add(&mut session, sources([part.clone()]));
            let report = run_stores(&mut session, &inspection, taken.len(), &mut request);
            taken.push(part.clone());
            let mut full = Session::default();
            let inspection = take(&mut full, sources(taken.clone()));
            let expected = run_stores(&mut full, &inspection, 0, &mut RunRequest::default());
            prop_assert!(all_tables(&mut session) == all_tables(&mut full), "the tables differ");
            prop_assert_eq!((&report.inputs, &report.quality, &report.readings), (&expected.inputs, &expected.quality, &expected.readings));
            again += u32::from(staged_before(&report));
        }
        prop_assert!(again > 0, "never staged on");
    }
}

#[test]
fn an_addition_that_fails_leaves_the_run_before() {
    let files = days(&["a.csv", "b.csv"]);
    let mut session = with_one_more(&files, RunRequest::default());
    let before = all_tables(&mut session);
    let stopped = TestHost { cancel_at: Some(2), ..TestHost::default() };
    let refused = run_sales(&mut session, &stopped, 2, BTreeMap::new()).expect_err("cancelled");
    assert_eq!(refused.code, "cancelled");
    assert!(all_tables(&mut session) == before);
    run_sales(&mut session, &TestHost::default(), 2, BTreeMap::new()).expect("good files");
    assert!(all_tables(&mut session) == full(&files).1);
}
