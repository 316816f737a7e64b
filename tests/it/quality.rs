//! The report on quality, and cells mended by hand.

use std::fs;
use std::process::Command;

use varve::base::Diagnostic;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::session::Session;
use varve::protocol::{CellEdit, ExportFormat, QualityReport, Reply, Request, RunReport, RunRequest};

use crate::support::{TestHost, ask, export, records, run, run_text, sales_file, shop_files, sources, take, widget};

fn dirty() -> Vec<(String, String)> {
    let kinds = ["bad_date", "missing_customer", "missing_order", "bad_sales", "negative_sales", "duplicate", "ragged"];
    let dirty = kinds.map(|kind| (kind.to_owned(), 0.02)).to_vec();
    shop_files(&SampleOptions { rows: 800, seed: 5, dirty, dimensions: true })
}

fn quality(session: &mut Session) -> QualityReport {
    match ask(session, Request::Quality) {
        Reply::Quality(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn run_with(session: &mut Session, edits: Vec<CellEdit>, parameters: &[(&str, &str)]) -> RunReport {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let request = RunRequest {
        pipeline: "sales".to_owned(),
        files: vec![sales_file()],
        edits,
        parameters,
        ..RunRequest::default()
    };
    run(session, &TestHost::default(), request).expect("a run")
}

fn taken() -> Session {
    let mut session = Session::default();
    take(&mut session, sources(dirty()));
    session
}

fn cell(row: u32, column: &str, value: &str) -> CellEdit {
    CellEdit::Cell { file: dirty()[0].0.clone(), row, column: column.to_owned(), value: value.to_owned() }
}

fn table(session: &mut Session, name: &str) -> Vec<Vec<String>> {
    records(&export(session, name, ExportFormat::Csv))
}

fn notes(report: &RunReport, code: &str) -> Vec<Diagnostic> {
    report.diagnostics.iter().filter(|note| note.code == code).cloned().collect()
}

/// Violations that stand for the pass rate of a check, out of what it looked at.
#[test]
fn the_report_tells_what_the_tables_tell() {
    for returns in ["reject", "return"] {
        let mut session = taken();
        let run = run_with(&mut session, Vec::new(), &[("negative_sales", returns)]);
        let report = quality(&mut session);
        let checks = table(&mut session, "data_quality_checks");
        let listed: Vec<_> = checks[1..].iter().filter(|row| row[4] != "").collect();
        assert_eq!(report.checks.len(), listed.len());
        let read = f64::from(run.inputs[0].rows_read);
        let ragged = report
            .checks
            .iter()
            .find(|check| check.id == "CON_01")
            .and_then(|check| check.violations)
            .expect("a count");
        assert!(ragged > 0);
        let mut counted = 0;
        for (check, row) in report.checks.iter().zip(listed) {
            assert_eq!(
                [&check.id, &check.table, &check.dimension, &check.name, &check.status, &check.severity],
                [&row[0], &row[1], &row[2], &row[3], &row[6], &row[7]]
            );
            assert_eq!(check.actual.map(varve::base::format::f64_text).unwrap_or_default(), row[5]);
            assert!(!check.doc.is_empty() && check.examples.len() <= 5, "{check:?}");
            let Some(violations) = check.violations else { continue };
            assert_eq!(violations == 0, check.actual.is_none_or(|rate| rate == 1.0), "{check:?}");
            assert_eq!(check.examples.len(), violations.min(5) as usize, "{check:?}");
            let whole = match check.id.as_str() {
                "CMP_01" | "CMP_02" | "CMP_03" | "CMP_04" => read - f64::from(ragged),
                "CON_01" | "ACC_01" => read,
                _ => continue,
            };
            counted += 1;
            let rate = 1.0 - f64::from(violations) / whole;
            assert!((rate - check.actual.expect("a rate")).abs() < 1e-12, "{check:?}");
        }
        assert_eq!(counted, 6);
        let points: f64 = report.making.iter().map(|one| one.points).sum();
        assert!((points - run.quality.expect("a score").score).abs() < 1e-9);
        for correction in &report.corrections {
            let row = checks.iter().find(|row| row[3] == correction.code).expect("its check");
            assert_eq!(row[5], correction.rows.to_string());
        }
        let reasons: Vec<_> = report.rejects.iter().map(|one| (one.reason.clone(), one.rows)).collect();
        assert_eq!(reasons, run.inputs[0].rejected_by_reason);
        assert!(report.rejects.iter().all(|one| !one.doc.is_empty()));
    }
}

#[test]
fn examples_break_their_check_and_stand_where_they_say() {
    let mut session = taken();
    run_with(&mut session, Vec::new(), &[]);
    let report = quality(&mut session);
    let (name, text) = &dirty()[0];
    let lines: Vec<&str> = text.lines().collect();
    let examples = |id: &str| &report.checks.iter().find(|check| check.id == id).expect("a check").examples;
    for (id, column) in [("CMP_02", "customer_id"), ("CON_02", "date"), ("CON_03", "sales"), ("ACC_02", "sales")] {
        assert!(!examples(id).is_empty(), "{id}");
        for example in examples(id) {
            let value = example.value.clone().unwrap_or_default();
            assert_eq!((&example.file, example.column.as_str()), (name, column), "{id}");
            let line = report.files[0].line(example.row).expect("a line") as usize;
            assert!(
                lines[line - 1].split(',').any(|cell| cell == value),
                "{id}: {value:?} is not in {:?}",
                lines[line - 1]
            );
            match id {
                "ACC_02" => assert!(value.parse::<f64>().expect("a number") <= 0.0),
                "CON_03" => assert!(value.parse::<f64>().is_err(), "{value}"),
                _ => assert!(!value.starts_with("2021-0") || value == "2021-02-30", "{value}"),
            }
        }
    }
}

#[test]
fn corrections_show_before_and_after() {
    let text = "date,customer,order,sales\n2024-01-02T23:30:00-02:00, 7 ,1,\"$1,200.50\"\n\n2024-01-03,8,2,5\n";
    let (mut session, _) = run_text(text);
    let report = quality(&mut session);
    let told = |code: &str| {
        let correction = report.corrections.iter().find(|one| one.code == code).expect("a correction");
        let pairs = correction
            .examples
            .iter()
            .map(|one| (one.value.clone().unwrap_or_default(), one.after.clone().unwrap_or_default()));
        (correction.rows, pairs.collect::<Vec<_>>())
    };
    let one = |before: &str, after: &str| (1, vec![(before.to_owned(), after.to_owned())]);
    assert_eq!(told("ids_trimmed"), one(" 7 ", "7"));
    assert_eq!(told("amounts_reformatted"), one("$1,200.50", "1200.5"));
    assert_eq!(told("offset_to_utc"), one("2024-01-02T23:30:00-02:00", "2024-01-03"));
    assert_eq!(report.files[0].line(2), Some(4), "after a blank line");
}

#[test]
fn a_mended_cell_is_accepted_and_nothing_is_lost() {
    let mut session = taken();
    let before = run_with(&mut session, Vec::new(), &[]);
    let rejected = table(&mut session, "stg_sales_rejected");
    let of = |reason: &str, value: &str| {
        rejected
            .iter()
            .find(|row| row[4] == reason && row[3] == value)
            .unwrap_or_else(|| panic!("{reason} {value}"))
            .clone()
    };
    let (date, amount) = (of("invalid_date", "not a date"), of("invalid_sales", "abc"));
    let row = |row: &[String]| row[1].parse::<u32>().expect("a number");
    let edits = vec![
        cell(row(&date), "date", "2021-06-01"),
        cell(row(&amount), "sales", "77.25"),
        cell(999_999, "date", "x"),
        cell(1, "nothing", "x"),
    ];
    // In the same session, and so against the run before.
    let after = run_with(&mut session, edits.clone(), &[]);
    let (had, has) = (&before.inputs[0], &after.inputs[0]);
    assert_eq!(
        (has.rows_read, has.rows_accepted, has.rows_rejected),
        (had.rows_read, had.rows_accepted + 2, had.rows_rejected - 2)
    );
    assert!(has.conserved());
    let cleaned = table(&mut session, "stg_sales_cleaned");
    assert!(cleaned.iter().any(|line| line[0] == "2021-06-01" && line[11] == date[1]));
    assert!(cleaned.iter().any(|line| line[3] == "77.25" && line[11] == amount[1]));
    let money = widget(&mut session, "reconciliation", &[]);
    assert!(money.numbers("difference").iter().flatten().all(|difference| *difference == 0.0));
    assert_eq!(notes(&after, "cells_edited").len(), 1);
    assert!(notes(&after, "cells_edited")[0].message.starts_with("2 cells were edited by you"));
    let vain: Vec<String> = notes(&after, "edit_in_vain").into_iter().map(|note| note.message).collect();
    let name = &dirty()[0].0;
    assert_eq!(
        vain,
        [
            format!("An edit is for row 999999 of “{name}”, which was not read: there is no such row."),
            format!("An edit is for the column nothing, which “{name}” does not have."),
        ]
    );
    let account = quality(&mut session).edits;
    assert_eq!(account.cells, 2);
    assert!(
        account.examples.iter().any(|one| one.value.as_deref() == Some("abc") && one.after.as_deref() == Some("77.25"))
    );

    // A run again with other parameters keeps the edits; one without edits has the files' own texts again.
    let again = run_with(&mut session, edits, &[("at_risk_days", "200")]);
    assert!(!again.reused.is_empty());
    assert_eq!((again.inputs[0].rows_accepted, notes(&again, "cells_edited").len()), (has.rows_accepted, 1));
    let without = run_with(&mut session, Vec::new(), &[]);
    assert_eq!(without.inputs, before.inputs);
}

#[test]
fn a_text_is_mended_everywhere_at_once() {
    let mut session = taken();
    run_with(&mut session, Vec::new(), &[]);
    let rejected = table(&mut session, "stg_sales_rejected");
    let wrong = |rows: &[Vec<String>]| rows.iter().filter(|row| row[2] == "date" && row[3] == "2021-02-30").count();
    assert!(wrong(&rejected) > 1);
    let first = rejected.iter().find(|row| row[3] == "2021-02-30").expect("one")[1].parse().expect("a number");
    let all = CellEdit::Value {
        input: "sales".into(),
        column: "date".into(),
        from: "2021-02-30".into(),
        to: "2021-03-02".into(),
    };
    let report = run_with(&mut session, vec![cell(first, "date", "2021-02-28"), all], &[]);
    assert_eq!(wrong(&table(&mut session, "stg_sales_rejected")), 0);
    let raw = table(&mut session, "stg_sales_raw");
    assert_eq!(raw[first as usize][3], "2021-02-28", "an edit of one cell counts before one of a text");
    assert!(notes(&report, "edit_in_vain").is_empty(), "{:?}", report.diagnostics);
}

#[test]
fn the_command_line_makes_the_same_of_the_edits() {
    let edits = vec![
        cell(3, "date", "2021-06-01"),
        cell(40, "sales", "1,5 \"x\""),
        CellEdit::Value {
            input: "sales".into(),
            column: "date".into(),
            from: "not a date".into(),
            to: "2021-03-02".into(),
        },
    ];
    let mut session = taken();
    let report = run_with(&mut session, edits.clone(), &[]);
    let folder = std::env::temp_dir().join(format!("varve-quality-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let mut file = Vec::new();
    block_on(session.handle(&TestHost::default(), Request::ExportEdits(edits), Vec::new(), &mut file)).expect("a file");
    fs::write(folder.join("edits.csv"), file).expect("written");
    let (name, text) = dirty().remove(0);
    fs::write(folder.join(&name), text).expect("written");
    let arguments = ["run", "sales", &name, "--out", "out", "--edits", "edits.csv", "--quiet"];
    let status =
        Command::new(env!("CARGO_BIN_EXE_varve")).args(arguments).current_dir(&folder).status().expect("it runs");
    assert!(status.success());
    for info in &report.tables {
        let written = fs::read(folder.join("out").join(format!("{}.csv", info.name))).expect("a table");
        assert!(written == export(&mut session, &info.name, ExportFormat::Csv), "{} differs", info.name);
    }
    fs::remove_dir_all(&folder).expect("removed");
}
