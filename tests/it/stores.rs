//! The stores pipeline: what is taken for what, what is missing, what its sample data shows, and that no card number and no
//! security code leaves the parser.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::rc::Rc;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use varve::base::Diagnostic;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::keep::MemoryStore;
use varve::engine::session::{Session, engine};
use varve::protocol::{
    CellEdit, CsvDialect, ExportFormat, Header, Inspection, Layout, PageRequest, Reply, Request, RunReport, RunRequest,
    RunsReply, RunsRequest, ShelfRequest,
};

use crate::support::{TestHost, add, ask, export, records, run, sources, take, uses};

const DEVICES: &str = "id,type,store_id\n1,3,10\n2,4,20\n";
const STORES: &str = "id,name,country,typology,customer_id\n10,A,France,Press,7\n20,B,Spain,Hotel,8\n";
const TRANSACTIONS: &str =
    "id,device_id,product_sku,amount,status,happened_at\n1,1,x,5,accepted,2024-01-02\n2,2,y,7,refused,2024-01-03\n";
const SALES: &str = "date,customer,order,amount\n2024-01-02,a,1,5\n2024-01-03,b,2,7\n";

fn request(inspection: &Inspection, pipeline: &str) -> RunRequest {
    RunRequest { pipeline: pipeline.to_owned(), files: uses(inspection, pipeline), ..RunRequest::default() }
}

fn taken(session: &mut Session, files: &[(&str, &str)]) -> Inspection {
    take(session, sources(files.iter().map(|(name, text)| ((*name).to_owned(), text.to_string()))))
}

fn ran(session: &mut Session, request: RunRequest) -> RunReport {
    run(session, &TestHost::default(), request).expect("good files")
}

#[test]
fn three_files_are_known_by_their_columns_in_any_order_and_under_any_name() {
    let tables = [DEVICES, STORES, TRANSACTIONS];
    let mut expected = None;
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let names = ["c.csv", "stores.csv", "a.txt"];
        let files: Vec<_> = order.iter().zip(names).map(|(table, name)| (name, tables[*table])).collect();
        let mut session = Session::default();
        let inspection = taken(&mut session, &files);
        assert_eq!(inspection.pipeline.as_deref(), Some("stores"));
        let request = request(&inspection, "stores");
        let inputs: Vec<_> = request.files.iter().map(|file| file.input.as_str()).collect();
        assert_eq!(inputs, order.map(|table| ["devices", "stores", "transactions"][table]));
        let report = ran(&mut session, request);
        assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
        let facts = export(&mut session, "fact_transaction", ExportFormat::Csv);
        assert_eq!(*expected.get_or_insert_with(|| facts.clone()), facts);
    }
}

#[test]
fn a_missing_table_is_named_with_what_it_leaves_unanswered() {
    for (missing, words) in
        [("devices", "no question"), ("stores", "averages by kind and country"), ("transactions", "no question")]
    {
        let all = [("devices", DEVICES), ("stores", STORES), ("transactions", TRANSACTIONS)];
        let files: Vec<_> = all.into_iter().filter(|(name, _)| *name != missing).collect();
        let mut session = Session::default();
        let inspection = taken(&mut session, &files);
        let problem =
            run(&mut session, &TestHost::default(), request(&inspection, "stores")).expect_err("one is missing");
        assert_eq!(problem.code, "no_input");
        assert!(problem.message.contains(&format!("“{missing}”")) && problem.message.contains(words), "{problem}");
    }
}

#[test]
fn columns_that_are_not_used_are_named() {
    let mut session = Session::default();
    let devices = "id,type,colour,store_id\n1,3,red,10\n";
    let inspection = taken(&mut session, &[("d.csv", devices), ("s.csv", STORES), ("t.csv", TRANSACTIONS)]);
    let report = ran(&mut session, request(&inspection, "stores"));
    let notes: Vec<_> = report.diagnostics.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes, ["“d.csv” has columns that “devices” does not use: colour."]);
}

#[test]
fn files_of_two_pipelines_are_two_runs_over_one_drop() {
    let mut session = Session::default();
    let files =
        [("devices.csv", DEVICES), ("shop.csv", SALES), ("stores.csv", STORES), ("transactions.csv", TRANSACTIONS)];
    let inspection = taken(&mut session, &files);
    let whole = |pipeline: &str| {
        let fits = |file: usize| {
            inspection.files[file]
                .matches
                .first()
                .is_some_and(|found| found.pipeline == pipeline && found.missing.is_empty())
        };
        (0..4).filter(|file| fits(*file)).collect::<Vec<_>>()
    };
    assert_eq!((whole("stores"), whole("sales")), (vec![0, 2, 3], vec![1]));
    for (pipeline, table) in [("stores", "fact_transaction"), ("sales", "fact_sales")] {
        let mut request = request(&inspection, pipeline);
        request.files.retain(|file| whole(pipeline).contains(&file.file));
        ran(&mut session, request);
        assert_eq!(records(&export(&mut session, table, ExportFormat::Csv)).len(), 3, "{pipeline}");
    }
}

#[test]
fn later_files_follow_whatever_their_names_and_only_they_are_read() {
    let later = "id,device_id,product_sku,amount,status,happened_at\n2,2,y,8,accepted,2024-01-03\n";
    let mut session = Session::default();
    let first = taken(&mut session, &[("d.csv", DEVICES), ("s.csv", STORES), ("transactions.csv", TRANSACTIONS)]);
    let mut request = request(&first, "stores");
    ran(&mut session, request.clone());
    let second =
        add(&mut session, sources([("a_transactions.csv".to_owned(), later), ("again.csv".to_owned(), TRANSACTIONS)]));
    request.files.extend(
        uses(&second, "stores").into_iter().map(|file| varve::protocol::FileUse { file: file.file + 3, ..file }),
    );
    let report = ran(&mut session, request);
    assert!(report.reused.iter().any(|step| step == "1 of 3 files as read before"), "{:?}", report.reused);
    let repeated = report.diagnostics.iter().find(|note| note.code == "file_repeated").expect("a note");
    assert!(repeated.message.contains("again.csv"), "{repeated}");
    let facts = records(&export(&mut session, "fact_transaction", ExportFormat::Csv));
    let of = |column: &str| facts[0].iter().position(|name| name == column).expect("a column");
    assert_eq!((facts[2][of("amount")].as_str(), facts[2][of("status")].as_str()), ("8", "accepted"));
}

/// Sample data, run.
fn sample(options: &SampleOptions) -> (Session, Inspection, RunReport) {
    let mut session = Session::default();
    let files = engine("stores").expect("ready").sample(options).expect("known dirt");
    let inspection = take(&mut session, sources(files));
    let report = ran(&mut session, request(&inspection, "stores"));
    (session, inspection, report)
}

#[test]
fn sample_data_is_the_same_for_a_seed_and_clean() {
    let pipeline = engine("stores").expect("ready");
    let options = SampleOptions { seed: 42, dimensions: true, ..SampleOptions::default() };
    assert_eq!(pipeline.sample(&options), pipeline.sample(&options));
    let (mut session, inspection, report) = sample(&options);
    assert_eq!(inspection.files.len(), 5);
    let rows: Vec<_> = report.inputs.iter().map(|input| (input.rows_read, input.rows_rejected)).collect();
    assert_eq!(rows, [(200, 0), (200, 0), (1_500 + 30 + 75, 0)]);
    let checks = found(&mut session);
    assert_eq!((checks["C01"], checks["C02"]), (30, 5), "updates, and stores that have changed");
    for check in ["S02", "S03", "S04", "S05", "S06", "S07", "S09", "S10", "S11", "S12", "S15", "S17"] {
        assert_eq!(checks[check], 0, "{check}");
    }
}

/// By check: how many were found.
fn found(session: &mut Session) -> BTreeMap<String, u64> {
    let checks = records(&export(session, "quality_report", ExportFormat::Csv));
    checks[1..].iter().map(|row| (row[0].clone(), row[3].parse().expect("a number"))).collect()
}

#[test]
fn every_kind_of_dirt_shows_with_its_exact_count() {
    let rows = [
        ("duplicate_row", "duplicate_row"),
        ("missing_id", "missing_key"),
        ("bad_time", "bad_time"),
        ("bad_amount", "bad_number"),
        ("negative_amount", "out_of_range"),
        ("unknown_status", "bad_status"),
        ("ragged", "ragged_row"),
    ];
    let checks = [("unknown_device", "S02"), ("device_without_store", "S03")];
    let rate = |index: usize| 0.004 + 0.003 * index as f64;
    let kinds = rows.iter().chain(&checks).enumerate();
    let dirty: Vec<_> = kinds.map(|(index, (kind, _))| ((*kind).to_owned(), rate(index))).collect();
    let whole = ["us_time", "semicolon", "utf16"].map(|kind| (kind.to_owned(), 1.0));
    for dirty in [dirty.clone(), dirty.iter().cloned().chain(whole).collect()] {
        let count = |kind: &str, of: f64| {
            let (_, rate) = dirty.iter().find(|(known, _)| known == kind).expect("a rate");
            (rate * of + 1e-9).floor() as u32
        };
        let options = SampleOptions { rows: 2_000, seed: 5, dirty: dirty.clone(), dimensions: false };
        let (mut session, inspection, report) = sample(&options);
        let reasons = &report.inputs[2].rejected_by_reason;
        let expected: BTreeMap<&str, u32> = rows.iter().map(|(kind, reason)| (*reason, count(kind, 2_000.0))).collect();
        assert_eq!(reasons.iter().map(|(reason, rows)| (reason.as_str(), *rows)).collect::<BTreeMap<_, _>>(), expected);
        let found = found(&mut session);
        assert_eq!(found["S02"], u64::from(count("unknown_device", 2_000.0)));
        assert_eq!(found["S03"], u64::from(count("device_without_store", 200.0)));
        let of_files = dirty.iter().any(|(kind, _)| kind == "utf16");
        assert_eq!(found["S12"], if of_files { 3 } else { 0 }, "time columns on a clock of twelve hours");
        assert_eq!(
            inspection.files[2].format.contains("UTF-16") && inspection.files[2].format.contains("semicolon"),
            of_files
        );
        assert_eq!(report.readings.iter().any(|reading| reading.how.contains("decimal comma")), of_files);
    }
}

/// Everything a session says and writes after a run.
fn all_that_leaves(session: &mut Session, report: &RunReport) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("run report".to_owned(), format!("{report:?}").into_bytes())];
    let mut file = |session: &mut Session, what: String, request: Request| {
        let mut bytes = Vec::new();
        let reply = block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)).expect("an answer");
        all.push((format!("{what}: reply"), format!("{reply:?}").into_bytes()));
        all.extend(unpacked(&what, bytes));
    };
    let formats =
        [ExportFormat::Csv, ExportFormat::CsvExcel(CsvDialect::default()), ExportFormat::Parquet, ExportFormat::Xlsx];
    for format in formats {
        file(session, format!("ZIP of {format:?}"), Request::ExportAll { format });
        for table in &report.tables {
            let request =
                Request::Export { table: table.name.clone(), format, filters: Vec::new(), choice: Default::default() };
            file(session, format!("{} as {format:?}", table.name), request);
        }
    }
    for table in &report.tables {
        file(
            session,
            format!("page of {}", table.name),
            Request::Page(PageRequest { table: table.name.clone(), limit: 100, ..PageRequest::default() }),
        );
        file(session, format!("lineage of {}", table.name), Request::Lineage { about: Some(table.name.clone()) });
    }
    let spec = varve::pipelines::spec("stores").expect("a pipeline");
    let widgets = (spec.dashboard)().widgets().map(|widget| widget.id.to_owned()).collect();
    file(session, "widgets".to_owned(), Request::Widgets { widgets, filters: Vec::new() });
    file(session, "report".to_owned(), Request::Report { filters: Vec::new() });
    file(session, "quality".to_owned(), Request::Quality);
    file(session, "recipe".to_owned(), Request::Runs(RunsRequest::SaveRecipe { record: None }));
    file(session, "command".to_owned(), Request::Runs(RunsRequest::Command));
    let record = match ask(session, Request::Runs(RunsRequest::Record { when: "2026-01-02T03:04:05Z".to_owned() })) {
        Reply::Runs(RunsReply::Record(record)) => record,
        other => panic!("{other:?}"),
    };
    file(session, "detail".to_owned(), Request::Runs(RunsRequest::Detail { record: record.clone() }));
    all.push(("record".to_owned(), record.into_bytes()));
    all
}

/// Bytes with what is packed in them.
fn unpacked(name: &str, bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).expect("a ZIP");
        for index in 0..archive.len() {
            let mut member = archive.by_index(index).expect("a member");
            let (name, mut content) = (format!("{name}/{}", member.name()), Vec::new());
            member.read_to_end(&mut content).expect("packed well");
            found.extend(unpacked(&name, content));
        }
    } else if bytes.starts_with(b"PAR1") {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes.clone())).expect("Parquet");
        let rows = reader.get_row_iter(None).expect("rows").map(|row| format!("{}\n", row.expect("a row")));
        found.push((format!("{name}, its rows"), rows.collect::<String>().into_bytes()));
    }
    found.push((name.to_owned(), bytes));
    found
}

fn assert_nowhere(secrets: &[String], all: &[(String, Vec<u8>)]) {
    for (name, bytes) in all {
        let text = String::from_utf8_lossy(bytes);
        for secret in secrets {
            assert!(!text.contains(secret.as_str()), "{secret} in {name}");
        }
    }
}

#[test]
fn no_card_number_and_no_security_code_leaves_the_parser() {
    let cards = [
        "4000001234567899",
        "4000 0098 7654 3210",
        "5555-5501-2345-6787",
        "378282246310005",
        "4111119",
        "6011000990139424",
    ];
    let codes = ["zq1x", "zq2x", "zq3x", "zq4x", "zq5x", "zq6x"];
    let line = |row: usize| {
        let status = if row == 3 { "pending" } else { "accepted" };
        let tail = if row == 4 { ",more,cells" } else { "" };
        format!("{row},1,p,x,q,5,{status},{},{},2024-01-0{},2024-01-02{tail}\n", cards[row], codes[row], row + 1)
    };
    let csv: String = std::iter::once(
        "id,device_id,product_name,product_sku,product_name,amount,status,Card Number,CVC,created_at,happened_at\n"
            .to_owned(),
    )
    .chain((0..6).map(line))
    .collect();
    let json: String = (0..6)
        .map(|row| format!("{{\"id\":\"j{row}\",\"device_id\":2,\"product_sku\":\"x\",\"amount\":5,\"status\":\"accepted\",\"pan\":\"{}\",\"security_code\":\"{}\",\"happened_at\":\"2024-01-02\"}}\n", cards[row], codes[row]))
        .collect();
    let digits = |card: &str| card.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut secrets: Vec<String> = cards.iter().chain(&codes).map(|text| (*text).to_owned()).collect();
    secrets.extend(cards.iter().map(|card| digits(card)));
    secrets
        .extend(cards.iter().map(|card| digits(card)).filter(|card| card.len() > 12).map(|card| card[..12].to_owned()));

    let store = MemoryStore::of(1 << 20);
    let mut session = Session::keeping(Rc::new(store.clone()));
    let files = [
        ("devices.csv", DEVICES),
        ("stores.csv", STORES),
        ("transactions.csv", csv.as_str()),
        ("transactions.jsonl", json.as_str()),
    ];
    let inspection = taken(&mut session, &files);
    let mut all = vec![("inspection".to_owned(), format!("{inspection:?}").into_bytes())];
    let request = request(&inspection, "stores");
    assert_eq!(request.files.len(), 4);
    let report = ran(&mut session, request.clone());
    assert_eq!((report.inputs[2].rows_read, report.inputs[2].rows_rejected), (12, 2));
    all.extend(all_that_leaves(&mut session, &report));

    // What is kept of them is there, so the search has looked in the right places.
    let facts = String::from_utf8(export(&mut session, "fact_transaction", ExportFormat::Csv)).expect("UTF-8");
    assert!(["7899", "3210", "6787", "0005", "9424"].iter().all(|last| facts.contains(last)), "{facts}");
    let found = found(&mut session);
    assert_eq!((found["C06"], found["C07"], found["S10"]), (11, 11, 1));

    // Neither a set of files nor an edit carries one on.
    let refused = |session: &mut Session, request: Request| -> Diagnostic {
        block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut Vec::new())).expect_err("is refused")
    };
    let save = ShelfRequest::Save { at: 1.0, request: request.clone(), layouts: BTreeMap::new() };
    let problem = refused(&mut session, Request::Shelf(save));
    assert_eq!(problem.code, "private_files");
    assert!(problem.message.contains("“Card Number”"), "{problem}");
    all.push(("refusal to keep".to_owned(), format!("{problem:?}").into_bytes()));
    let mut unnamed = Session::keeping(Rc::new(store.clone()));
    let lines = ["4111111111111111", "5555555555554444", "378282246310005", "none"]
        .map(|card| format!("2024-01-02,5,17,{card}\n"));
    let preview = format!("{:?}", taken(&mut unnamed, &[("till.csv", &lines.concat())]));
    assert!(preview.contains("•••• 1111") && !preview.contains("4111111111111111"), "{preview}");
    let own = RunRequest { pipeline: "sales".to_owned(), ..RunRequest::default() };
    let save = ShelfRequest::Save { at: 1.0, request: own, layouts: BTreeMap::new() };
    assert_eq!(refused(&mut unnamed, Request::Shelf(save)).code, "private_files", "known by its look");
    assert!(store.contents().is_empty(), "nothing is kept");
    let edit = |column: &str| CellEdit::Cell {
        file: "transactions.csv".to_owned(),
        row: 1,
        column: column.to_owned(),
        value: cards[0].to_owned(),
    };
    let rule = |column: &str| CellEdit::Value {
        input: String::new(),
        column: column.to_owned(),
        from: codes[0].to_owned(),
        to: codes[1].to_owned(),
    };
    for edit in [edit("card_number"), rule("cvv")] {
        let problem = refused(&mut session, Request::Run(RunRequest { edits: vec![edit], ..request.clone() }));
        assert_eq!(problem.code, "private_edit");
        all.push(("refusal to edit".to_owned(), format!("{problem:?}").into_bytes()));
    }
    // Nor does a card's column under the name of another.
    let mut turned = request.clone();
    let file = turned.files.iter_mut().find(|file| file.file == 2).expect("the CSV");
    file.mapping = Some(BTreeMap::from([("product_name".to_owned(), Some(7)), ("card_number".to_owned(), None)]));
    let problem = refused(&mut session, Request::Run(turned));
    assert_eq!(problem.code, "private_column", "{problem}");
    assert_nowhere(&secrets, &all);
}

#[test]
fn the_command_runs_one_pipeline_over_a_mixed_drop_and_names_what_it_leaves_out() {
    let folder = std::env::temp_dir().join(format!("varve-mixed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let files = [
        ("d.csv", DEVICES),
        ("shop.csv", SALES),
        ("s.csv", STORES),
        ("t.csv", TRANSACTIONS),
        ("odd.csv", "x,y\n1,2\n"),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let varve = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_varve"));
        command.arg("run").args(arguments).args(["--out", "out"]).current_dir(&folder);
        let output = command.output().expect("it runs");
        (
            output.status.code(),
            String::from_utf8(output.stdout).expect("text"),
            String::from_utf8(output.stderr).expect("text"),
        )
    };
    let mixed = ["d.csv", "shop.csv", "s.csv", "t.csv"];
    let belongs = |file: &str, other: &str, run: &str| {
        format!("varve: “{file}” is left out: it belongs to the pipeline {other}, this run is {run}.\n")
    };
    // Unnamed, the pipeline is that of most files.
    for pipeline in [&["stores"][..], &[]] {
        let (code, out, errors) = varve(&[pipeline, &mixed].concat());
        assert_eq!((code, errors), (Some(0), belongs("shop.csv", "sales", "stores")));
        assert!(out.contains("transactions: 2 rows read from 1 file"), "{out}");
    }
    let (code, out, errors) = varve(&[&["sales", "--quiet"], &mixed[..]].concat());
    let left: String = ["d.csv", "s.csv", "t.csv"].map(|file| belongs(file, "stores", "sales")).concat();
    assert_eq!((code, out, errors), (Some(0), String::new(), left));
    // A file that fits nothing is a slip, and so are files of another pipeline alone.
    for arguments in [&["stores", "d.csv", "s.csv", "t.csv", "odd.csv"][..], &["sales", "d.csv"], &["odd.csv"]] {
        let (code, out, errors) = varve(arguments);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{errors}");
        assert!(errors.contains("fits no") || errors.contains("fit no"), "{errors}");
        assert!(!errors.contains("left out"), "{errors}");
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn no_preview_of_a_file_without_header_shows_a_card_number() {
    let cards = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005", "6011000990139424"];
    let line = |row: usize| format!("{row},7,{},accepted,2024-01-0{},4006381333931\n", cards[row], row + 1);
    let text: String = (0..4).map(line).collect();
    for layout in [None, Some(Header::Absent), Some(Header::Line(0))] {
        let mut session = Session::default();
        let layout = Layout { header: layout, ..Layout::default() };
        let request =
            Request::Inspect { files: Vec::new(), layouts: BTreeMap::from([("t.csv".to_owned(), layout.clone())]) };
        let files = sources([("t.csv".to_owned(), text.clone())]);
        let reply = block_on(session.handle(&TestHost::default(), request, files, &mut Vec::new())).expect("looked at");
        let shown = format!("{reply:?}");
        for card in cards {
            assert!(!shown.contains(card), "{card} for {layout:?}: {shown}");
        }
        assert!(shown.contains("•••• 4444") && shown.contains("4006381333931"), "{layout:?}: {shown}");
    }
}
