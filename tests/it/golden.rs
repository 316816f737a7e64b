//! Every folder of `tests/golden/sales` is a case: input files, parameters, and the tables that an independent
//! implementation makes of them. Floats may differ by a relative 1e-9 (another order of summing), what comes from fitted
//! models by 1e-4; all else is exact.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use varve::engine::session::Session;
use varve::pipelines::values::Values;
use varve::protocol::ExportFormat;

use crate::support::{TestHost, export, path, records, run_sales, sources, take};

#[derive(Deserialize)]
struct Case {
    files: Vec<String>,
    #[serde(default)]
    parameters: BTreeMap<String, serde_json::Value>,
    as_of: Option<String>,
    /// Why the case is known to fail; it is checked that it still does.
    known_failure: Option<String>,
}

/// Columns that hold sentences for people: their wording is free.
const FREE_TEXT: [&str; 1] = ["detail"];
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
    let mut cases: Vec<_> = fs::read_dir(path("golden/sales"))
        .expect("the cases")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= 97, "cases are missing: {}", cases.len());
    let mut failures = Vec::new();
    for folder in &cases {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("case.json")).expect("case.json");
        let case: Case = serde_json::from_str(&text).expect("a case");
        match (check(folder, &case), &case.known_failure) {
            (Err(problem), None) => failures.push(format!("{name}: {problem}")),
            (Ok(()), Some(reason)) => {
                failures.push(format!("{name}: passes now; take out its known_failure ({reason})"))
            }
            _ => {}
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn check(folder: &Path, case: &Case) -> Result<(), String> {
    let mut session = Session::default();
    let files: Vec<(String, Vec<u8>)> =
        case.files.iter().map(|name| (name.clone(), fs::read(folder.join(name)).expect("the input"))).collect();
    let count = files.len();
    take(&mut session, sources(files));
    let mut parameters: BTreeMap<String, String> =
        case.parameters.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    if let Some(as_of) = &case.as_of {
        parameters.insert("as_of".to_owned(), as_of.clone());
    }
    let report =
        run_sales(&mut session, &TestHost::default(), count, parameters).map_err(|problem| problem.to_string())?;
    for input in &report.inputs {
        if !input.conserved() {
            return Err(format!("rows are not conserved: {input:?}"));
        }
    }
    for table in &report.tables {
        let expected = folder.join("expected").join(format!("{}.csv", table.name));
        let expected = records(&fs::read(&expected).map_err(|_| format!("no expected {}", table.name))?);
        let found = records(&export(&mut session, &table.name, ExportFormat::Csv));
        compare(&table.name, &found, &expected).map_err(|problem| format!("{}: {problem}", table.name))?;
    }
    Ok(())
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn compare(table: &str, found: &[Vec<String>], expected: &[Vec<String>]) -> Result<(), String> {
    let header = expected.first().ok_or("no header")?;
    if found.first() != Some(header) {
        return Err(format!("header {:?} instead of {header:?}", found.first()));
    }
    for (row, (found, expected)) in found.iter().zip(expected).enumerate().skip(1) {
        let key = expected.first().map_or("", String::as_str);
        for ((name, found), expected) in header.iter().zip(found).zip(expected) {
            let tolerance = if is_modelled(table, key, name) { MODEL_TOLERANCE } else { TOLERANCE };
            if !FREE_TEXT.contains(&name.as_str()) && !same(found, expected, tolerance) {
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
