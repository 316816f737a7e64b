//! A run, kept and repeated: by its recipe, by its command line, and as a record of the log.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use varve::engine::host::block_on;
use varve::engine::session::Session;
use varve::protocol::{
    CellEdit, ExportFormat, FileStub, FileUse, Header, Inspection, Layout, LogFormat, Reading, ReadingChoice,
    RecipeSource, Reply, Request, RunRequest, RunsReply, RunsRequest, f64_size::Bytes,
};

use crate::support::{TestHost, ask, export, run, sources, take_as};

const PLAIN: &str =
    "Date,Customer ID,Order ID,Sales\n03/04/2021,C1,O1,5.00\n05/06/2021,C2,O2,6.50\n07/08/2021,C1,O3,7.25\n";
const ODD: &str = "a title\nkunde;wann;beleg;it's worth;Channel\nC1;3/4/2021;O1;5,00;web\nC2;5/6/2021;O2;6,50;shop\nC1;7/8/2021;O3;7,25;web\n";

/// Files, and what somebody chose for them.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, String)>,
    layout: Layout,
    /// Source columns by input column; nothing: none.
    map: Vec<(&'static str, Option<&'static str>)>,
    readings: Vec<(&'static str, Reading)>,
    parameters: Vec<(&'static str, &'static str)>,
    left_out: Vec<usize>,
    every: u32,
    only_needed: bool,
    edits: Vec<CellEdit>,
}

impl Case {
    fn new(name: &'static str, files: Vec<(&'static str, &str)>) -> Self {
        Self {
            name,
            files: files.into_iter().map(|(name, text)| (name, text.to_owned())).collect(),
            layout: Layout::default(),
            map: Vec::new(),
            readings: Vec::new(),
            parameters: Vec::new(),
            left_out: Vec::new(),
            every: 1,
            only_needed: false,
            edits: Vec::new(),
        }
    }

    /// Takes the files and runs as it was chosen.
    fn run(&self) -> Session {
        let mut session = Session::default();
        let files = || sources(self.files.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        let mut layouts = BTreeMap::new();
        if self.layout != Layout::default() {
            layouts.extend(self.files.iter().map(|(name, _)| ((*name).to_owned(), self.layout.clone())));
        }
        let inspection = take_as(&mut session, files(), layouts);
        run(&mut session, &TestHost::default(), self.request(&inspection)).unwrap_or_else(|error| {
            panic!("{}: {error}", self.name);
        });
        session
    }

    fn request(&self, inspection: &Inspection) -> RunRequest {
        let uses = (0..self.files.len()).filter(|index| !self.left_out.contains(index)).map(|file| {
            let columns = &inspection.files[file].columns;
            let source = |name: &Option<&str>| name.and_then(|name| columns.iter().position(|own| own == name));
            let mapping: BTreeMap<String, Option<usize>> =
                self.map.iter().map(|(column, from)| ((*column).to_owned(), source(from))).collect();
            let mapping = Some(mapping).filter(|mapping| !mapping.is_empty());
            FileUse { file, input: "sales".to_owned(), mapping, only_needed: self.only_needed }
        });
        let reading = |(column, reading): &(&str, Reading)| ReadingChoice {
            input: "sales".to_owned(),
            column: (*column).to_owned(),
            reading: *reading,
        };
        RunRequest {
            pipeline: "sales".to_owned(),
            files: uses.collect(),
            readings: self.readings.iter().map(reading).collect(),
            every: self.every,
            parameters: self.parameters.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            edits: self.edits.clone(),
        }
    }
}

fn cases() -> Vec<Case> {
    let mut plain = Case::new("as it comes", vec![("sales.csv", PLAIN)]);
    plain.readings = vec![("date", Reading::DayFirst)];
    let mut odd = Case::new("all by hand", vec![("Umsätze von '24.csv", ODD)]);
    odd.layout = Layout { header: Some(Header::Line(1)), sheet: None };
    odd.map = vec![
        ("customer_id", Some("kunde")),
        ("date", Some("wann")),
        ("order_id", Some("beleg")),
        ("sales", Some("it's worth")),
        ("channel", None),
    ];
    odd.readings = vec![("date", Reading::MonthFirst), ("sales", Reading::Comma)];
    odd.parameters = vec![("as_of", "2022-01-31"), ("currency", "$ '`\"")];
    odd.only_needed = true;
    let mut partly = Case::new("one file left out", vec![("folder/a.csv", PLAIN), ("folder/b.csv", "x,y\n1,2\n")]);
    partly.readings = vec![("date", Reading::MonthFirst)];
    partly.left_out = vec![1];
    let mut sampled = Case::new("a folder, some rows", vec![("folder/a.csv", PLAIN), ("folder/b.csv", PLAIN)]);
    sampled.readings = vec![("date", Reading::MonthFirst)];
    sampled.every = 2;
    let mut mended = Case::new("a cell mended", vec![("sales.csv", PLAIN)]);
    mended.readings = vec![("date", Reading::DayFirst)];
    mended.edits = vec![CellEdit::Cell {
        file: "sales.csv".to_owned(),
        row: 2,
        column: "sales".to_owned(),
        value: "66.50".to_owned(),
    }];
    vec![plain, odd, partly, sampled, mended]
}

fn asked(session: &mut Session, request: RunsRequest) -> RunsReply {
    match ask(session, Request::Runs(request)) {
        Reply::Runs(reply) => reply,
        other => panic!("{other:?}"),
    }
}

/// A file that the session makes: its name and text.
fn made(session: &mut Session, request: RunsRequest) -> (String, String) {
    let mut bytes = Vec::new();
    match block_on(session.handle(&TestHost::default(), Request::Runs(request), Vec::new(), &mut bytes)) {
        Ok(Reply::Exported { name, .. }) => (name, String::from_utf8(bytes).expect("text")),
        other => panic!("{other:?}"),
    }
}

fn tables(session: &mut Session) -> BTreeMap<String, Vec<u8>> {
    let names: Vec<String> =
        session.catalog().expect("a run").tables().iter().map(|table| table.spec.name.to_owned()).collect();
    names.into_iter().map(|name| (format!("{name}.csv"), export(session, &name, ExportFormat::Csv))).collect()
}

/// An empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("recipe {name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("removable");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn lay_down(case: &Case, folder: &Path) {
    for (name, text) in &case.files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writable");
    }
}

/// Has a shell do a command line in a folder.
fn shell(command: &str, folder: &Path) -> Output {
    let script = format!("varve() {{ \"$VARVE\" \"$@\"; }}\n{command}");
    let shell =
        Command::new("sh").arg("-c").arg(script).env("VARVE", env!("CARGO_BIN_EXE_varve")).current_dir(folder).output();
    shell.expect("a shell")
}

fn assert_written(folder: &Path, expected: &BTreeMap<String, Vec<u8>>, what: &str) {
    for (name, bytes) in expected {
        let written = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{what}: {name}: {error}"));
        assert!(written == *bytes, "{what}: {name} differs");
    }
}

#[test]
fn the_command_of_a_run_makes_its_tables() {
    for case in cases() {
        let mut session = case.run();
        let folder = folder(case.name);
        lay_down(&case, &folder);
        let RunsReply::Command(command) = asked(&mut session, RunsRequest::Command) else { panic!("no command") };
        let (name, recipe) = made(&mut session, RunsRequest::SaveRecipe { record: None });
        fs::write(folder.join(&name), &recipe).expect("writable");
        let needs_recipe = !case.left_out.is_empty() || !case.edits.is_empty();
        assert_eq!(command.contains("--recipe"), needs_recipe, "{command}");
        let expected = tables(&mut session);
        for (what, command) in
            [("command", command), ("recipe", format!("varve run {} --recipe {name} --out tables", files(&case)))]
        {
            let done = shell(&command, &folder);
            assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
            assert_written(&folder.join("tables"), &expected, &format!("{}, {what}", case.name));
            fs::remove_dir_all(folder.join("tables")).expect("removable");
        }
    }
}

fn files(case: &Case) -> String {
    let top = case.files[0].0.split('/').next().expect("a name");
    varve::base::shell::path(top)
}

#[test]
fn what_is_given_besides_a_recipe_wins() {
    let case = &cases()[0];
    let mut session = case.run();
    let folder = folder("wins");
    lay_down(case, &folder);
    let (name, recipe) = made(&mut session, RunsRequest::SaveRecipe { record: None });
    fs::write(folder.join(&name), &recipe).expect("writable");
    let options = "--read date=mdy --set as_of=2022-02-02 --out";
    for command in [
        format!("varve run sales sales.csv --recipe {name} {options} both"),
        format!("varve run sales sales.csv {options} flags"),
    ] {
        assert!(shell(&command, &folder).status.success(), "{command}");
    }
    for entry in fs::read_dir(folder.join("flags")).expect("tables").flatten() {
        let both = fs::read(folder.join("both").join(entry.file_name())).expect("the same tables");
        assert!(both == fs::read(entry.path()).expect("readable"), "{:?} differs", entry.file_name());
    }
    let wrong = shell(&format!("varve run telecom sales.csv --recipe {name} --out x"), &folder);
    assert!(!wrong.status.success());
    let none = shell("varve run sales sales.csv --recipe sales.csv --out x", &folder);
    assert!(String::from_utf8_lossy(&none.stderr).contains("no recipe"), "{none:?}");
}

#[test]
fn a_recipe_fits_another_order_of_columns_and_asks_for_what_is_missing() {
    let case = &cases()[1];
    let (name, recipe) = made(&mut case.run(), RunsRequest::SaveRecipe { record: None });
    assert!(recipe.len() < 4_096, "{recipe}");
    let other =
        "it's worth;extra;beleg;kunde;wann\n5,00;x;O1;C1;3/4/2021\n6,50;x;O2;C2;5/6/2021\n7,25;x;O3;C1;7/8/2021\n";
    let look = |text: &str| {
        let mut session = Session::default();
        let text = format!("a title\n{text}");
        let files = sources([("today.csv".to_owned(), text), (name.clone(), recipe.clone())]);
        let inspection = take_as(&mut session, files, BTreeMap::new());
        (session, *inspection.recipe.expect("a recipe"))
    };
    let (mut session, applied) = look(other);
    assert_eq!((applied.problems, applied.layouts.len()), (Vec::new(), 1));
    run(&mut session, &TestHost::default(), applied.request).expect("nothing is missing");
    // Rows tell the file that they are from.
    let text =
        |session: &mut Session| String::from_utf8(export(session, "fact_sales", ExportFormat::Csv)).expect("text");
    assert_eq!(text(&mut session).replace("today.csv", case.files[0].0), text(&mut case.run()));

    let (_, applied) = look(&other.replace("wann", "when"));
    let [problem] = applied.problems.as_slice() else { panic!("{:?}", applied.problems) };
    assert_eq!(problem.code, "recipe_column");
    assert!(problem.message.contains("“wann” for date"), "{problem}");
}

#[test]
fn a_recipe_after_the_files_is_taken_and_data_is_not() {
    let case = &cases()[0];
    let mut session = case.run();
    let (name, recipe) = made(&mut session, RunsRequest::SaveRecipe { record: None });
    let mut apply = |text: &str| {
        let stub = FileStub { name: name.clone(), bytes: Bytes(text.len() as u64) };
        let request = Request::Runs(RunsRequest::Apply(RecipeSource::File(stub)));
        let part = sources([(name.clone(), text.to_owned())]);
        block_on(session.handle(&TestHost::default(), request, part, &mut Vec::new()))
    };
    assert_eq!(apply("[{\"a\": 1}]").expect_err("data").code, "not_a_recipe");
    let Ok(Reply::Inspected(inspection)) = apply(&recipe) else { panic!("not applied") };
    assert_eq!(inspection.files.len(), 1);
    assert_eq!(inspection.recipe.map(|applied| applied.problems), Some(Vec::new()));
    let alone = Session::default();
    let mut alone = alone;
    let request = Request::Inspect { files: Vec::new(), layouts: BTreeMap::new() };
    let only = sources([(name.clone(), recipe.clone())]);
    let problem = block_on(alone.handle(&TestHost::default(), request, only, &mut Vec::new())).expect_err("no files");
    assert_eq!(problem.code, "recipe_alone");
}

#[test]
fn a_record_tells_the_run_and_repeats_it() {
    let case = &cases()[0];
    let mut session = case.run();
    let RunsReply::Hashed(true) = asked(&mut session, RunsRequest::Hash) else { panic!("more than a piece") };
    let RunsReply::Record(record) =
        asked(&mut session, RunsRequest::Record { when: "2026-01-02T03:04:05Z".to_owned() })
    else {
        panic!("no record")
    };
    let RunsReply::List(lines) =
        asked(&mut session, RunsRequest::List { records: vec![record.clone(), "{}".to_owned()] })
    else {
        panic!("no list")
    };
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((line.files.as_str(), line.read.as_str(), line.rejected.as_str()), ("sales.csv", "3", "0"));
    let RunsReply::Detail(detail) = asked(&mut session, RunsRequest::Detail { record: record.clone() }) else {
        panic!("no detail")
    };
    let sheet = |title: &str| detail.sheets.iter().find(|sheet| sheet.title == title).expect("a sheet");
    assert_eq!(sheet("Files").rows[0][2].text.len(), 64);
    let figures: Vec<(&str, &str)> =
        sheet("Key figures").rows.iter().map(|row| (row[0].text.as_str(), row[1].text.as_str())).collect();
    assert!(figures.iter().any(|(_, value)| *value == "$18.75"), "{figures:?}");
    assert_eq!(sheet("Tables").rows.len(), session.catalog().expect("a run").tables().len());

    let log = |format| RunsRequest::Export { records: vec![record.clone()], format };
    let (name, json) = made(&mut session, log(LogFormat::Json));
    assert_eq!(name, "varve_runs.json");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["runs"][0]["rows"], serde_json::json!([3, 3, 0]));
    let (_, csv) = made(&mut session, log(LogFormat::Csv));
    let rows = crate::support::records(csv.as_bytes());
    assert_eq!((rows.len(), rows[1][4].as_str()), (2, "sales.csv"));

    // Its own files, also under another name; other files are asked for.
    let repeat = |name: &str, text: &str| {
        let mut session = Session::default();
        take_as(&mut session, sources([(name.to_owned(), text.to_owned())]), BTreeMap::new());
        let request = Request::Runs(RunsRequest::Apply(RecipeSource::Record(record.clone())));
        block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut Vec::new()))
    };
    assert!(repeat("sales.csv", PLAIN).is_ok());
    assert!(repeat("copy.csv", PLAIN).is_ok());
    let other = repeat("copy.csv", &PLAIN.replace("5.00", "9.99")).expect_err("another file");
    assert_eq!(other.code, "other_files");
    assert!(other.message.contains("sales.csv"), "{other}");
}
