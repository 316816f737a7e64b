//! Every folder of `tests/golden/sales` and `tests/golden/stores` is a case: input files, parameters, and the tables that an independent
//! implementation makes of them. Floats may differ by a relative 1e-9 (another order of summing), what comes from fitted
//! models by 1e-4; all else is exact.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use varve::engine::session::Session;
use varve::pipelines::values::Values;
use varve::protocol::{ExportFormat, FileUse, RunRequest};

use crate::support::{TestHost, add, export, path, records, run, sources, take, uses};

#[derive(Deserialize)]
struct Case {
    files: Vec<String>,
    /// The files in the order of dropping; without it they come together.
    batches: Option<Vec<Vec<String>>>,
    #[serde(default)]
    parameters: BTreeMap<String, serde_json::Value>,
    as_of: Option<String>,
    /// Why the case is known to fail; it is checked that it still does.
    known_failure: Option<String>,
}

/// Columns that hold sentences for people: their wording is free.
const FREE_TEXT: [&str; 1] = ["detail"];
const FREE_TEXT_OF_STORES: [&str; 3] = ["detail", "message", "description"];
const TOLERANCE: f64 = 1e-9;
/// Two good searches for the same maximum end in slightly different places.
const MODEL_TOLERANCE: f64 = 1e-4;

/// Whether a fitted model is behind a cell; `key` is the first cell of its row.
fn is_modelled(table: &str, key: &str, column: &str) -> bool {
    match table {
        "customer_ltv_analysis" => matches!(column, "p_alive" | "clv_12m") || column.starts_with("expected_"),
        "campaign_targets" => column == "expected_value_180d",
        "clv_model_parameters" => column == "value" && key != "data",
        "executive_summary" => column == "kpi_value" && key == "expected_clv",
        "business_insights" => column == "metric_value" && key == "LTV_001",
        _ => false,
    }
}

#[test]
fn sales_cases_come_out_as_expected() {
    cases_come_out("sales", 97);
}

#[test]
fn stores_cases_come_out_as_expected() {
    cases_come_out("stores", 57);
}

fn cases_come_out(pipeline: &str, least: usize) {
    let mut cases: Vec<_> = fs::read_dir(path("golden").join(pipeline))
        .expect("the cases")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= least, "cases are missing: {}", cases.len());
    let mut failures = Vec::new();
    for folder in &cases {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("case.json")).expect("case.json");
        let case: Case = serde_json::from_str(&text).expect("a case");
        match (check(pipeline, folder, &case), &case.known_failure) {
            (Err(problem), None) => failures.push(format!("{name}: {problem}")),
            (Ok(()), Some(reason)) => {
                failures.push(format!("{name}: passes now; take out its known_failure ({reason})"))
            }
            _ => {}
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn check(pipeline: &str, folder: &Path, case: &Case) -> Result<(), String> {
    let mut session = Session::default();
    let mut files = Vec::new();
    for batch in case.batches.as_ref().unwrap_or(&vec![case.files.clone()]) {
        let own = batch.iter().map(|name| (name.clone(), fs::read(folder.join(name)).expect("the input")));
        let own = sources(own);
        let inspection = if files.is_empty() { take(&mut session, own) } else { add(&mut session, own) };
        let first = files.len();
        files.extend(uses(&inspection, pipeline).into_iter().map(|file| FileUse { file: file.file + first, ..file }));
    }
    let mut parameters: BTreeMap<String, String> =
        case.parameters.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    if let Some(as_of) = &case.as_of {
        parameters.insert("as_of".to_owned(), as_of.clone());
    }
    let request = RunRequest { pipeline: pipeline.to_owned(), files, parameters, ..RunRequest::default() };
    let report = run(&mut session, &TestHost::default(), request).map_err(|problem| problem.to_string())?;
    for input in &report.inputs {
        if !input.conserved() {
            return Err(format!("rows are not conserved: {input:?}"));
        }
    }
    let mut problems = Vec::new();
    for table in &report.tables {
        let expected = folder.join("expected").join(format!("{}.csv", table.name));
        let expected = records(&fs::read(&expected).map_err(|_| format!("no expected {}", table.name))?);
        let found = records(&export(&mut session, &table.name, ExportFormat::Csv));
        let free: &[&str] = if pipeline == "stores" { &FREE_TEXT_OF_STORES } else { &FREE_TEXT };
        if let Err(problem) = compare(&table.name, &found, &expected, free) {
            problems.push(format!("{}: {problem}", table.name));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n    ")) }
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(words) => words.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn compare(table: &str, found: &[Vec<String>], expected: &[Vec<String>], free: &[&str]) -> Result<(), String> {
    let header = expected.first().ok_or("no header")?;
    if found.first() != Some(header) {
        return Err(format!("header {:?} instead of {header:?}", found.first()));
    }
    for (row, (found, expected)) in found.iter().zip(expected).enumerate().skip(1) {
        let key = expected.first().map_or("", String::as_str);
        for ((name, found), expected) in header.iter().zip(found).zip(expected) {
            let tolerance = if is_modelled(table, key, name) { MODEL_TOLERANCE } else { TOLERANCE };
            if !free.contains(&name.as_str()) && !same(found, expected, tolerance) {
                return Err(format!("row {row}, column {name}: {found:?} instead of {expected:?}"));
            }
        }
    }
    if found.len() != expected.len() {
        return Err(format!("{} rows instead of {}", found.len() - 1, expected.len() - 1));
    }
    Ok(())
}

fn same(found: &str, expected: &str, tolerance: f64) -> bool {
    let close = |found: f64, expected: f64| (found - expected).abs() <= TOLERANCE + tolerance * expected.abs();
    // Only fractions may differ: ids and counts are whole.
    found == expected
        || ((found.contains('.') || expected.contains('.'))
            && found.parse().ok().zip(expected.parse().ok()).is_some_and(|(found, expected)| close(found, expected)))
}

#[derive(Deserialize)]
struct Setting {
    set: BTreeMap<String, String>,
    allowed: bool,
}

#[test]
fn parameters_take_what_the_specification_allows_and_no_more() {
    let text = fs::read_to_string(path("golden/sales/parameter_ranges.json")).expect("the settings");
    let settings: Vec<Setting> = serde_json::from_str(&text).expect("settings");
    let engines = varve::pipelines::engines();
    let sales = engines.iter().find(|engine| engine.spec().id == "sales").expect("the sales pipeline");
    let allows = |set: &BTreeMap<String, String>| {
        Values::parse(sales.spec(), set).and_then(|values| sales.check(&values)).is_ok()
    };
    let wrong: Vec<_> =
        settings.iter().filter(|setting| allows(&setting.set) != setting.allowed).map(|setting| &setting.set).collect();
    assert!(
        settings.len() >= 160 && wrong.is_empty(),
        "of {} settings, these come out wrong: {wrong:?}",
        settings.len()
    );
}
