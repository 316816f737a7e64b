//! A run again with other parameters: what is kept, that it makes no difference, and who has moved.

use std::collections::BTreeMap;
use std::fs;

use varve::engine::SampleOptions;
use varve::engine::session::Session;
use varve::present::dashboard::Filter;
use varve::protocol::{ExportFormat, Reply, Request, RowChoice, RunReport};

use crate::support::{TestHost, ask, export, path, records, run_sales, shop_files, sources, take, widget};

fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn taken(options: &SampleOptions) -> Session {
    let mut session = Session::default();
    take(&mut session, sources(shop_files(options)));
    session
}

fn rerun(session: &mut Session, pairs: &[(&str, &str)]) -> RunReport {
    run_sales(session, &TestHost::default(), 1, parameters(pairs)).expect("valid parameters")
}

fn all_tables(session: &mut Session) -> Vec<u8> {
    let mut bytes = Vec::new();
    let request = Request::ExportAll { format: ExportFormat::Csv };
    varve::engine::host::block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes))
        .expect("a zip");
    bytes
}

fn dirty() -> SampleOptions {
    let dirty = ["bad_date", "missing_customer", "bad_sales", "negative_sales", "duplicate", "late_date"];
    let dirty = dirty.map(|kind| (kind.to_owned(), 0.02)).to_vec();
    SampleOptions { rows: 900, seed: 11, dirty, dimensions: true }
}

/// One session goes through all settings in a row, each run taking what it can from the one before.
#[test]
fn a_run_again_equals_a_fresh_one() {
    let text = fs::read_to_string(path("golden/sales/parameter_ranges.json")).expect("the settings");
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    let mut again = taken(&dirty());
    rerun(&mut again, &[]);
    let (mut runs, mut reused) = (0, 0);
    for case in cases.iter().filter(|case| case["allowed"] == true) {
        let set = case["set"].as_object().expect("settings");
        let pairs: Vec<(String, String)> =
            set.iter().map(|(name, value)| (name.clone(), value.as_str().expect("a text").to_owned())).collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let report = rerun(&mut again, &pairs);
        let mut fresh = taken(&dirty());
        let expected = rerun(&mut fresh, &pairs);
        assert!(all_tables(&mut again) == all_tables(&mut fresh), "{pairs:?}: the tables differ");
        assert_eq!(
            (&report.as_of, &report.inputs, &report.quality, &report.diagnostics),
            (&expected.as_of, &expected.inputs, &expected.quality, &expected.diagnostics),
            "{pairs:?}"
        );
        assert!(expected.reused.is_empty());
        runs += 1;
        reused += report.reused.len();
    }
    assert!(runs > 80 && reused > 10 * runs, "{runs} runs reused {reused} steps");
}

#[test]
fn only_what_depends_on_a_change_is_done_again() {
    let mut session = taken(&dirty());
    let first = rerun(&mut session, &[]);
    assert!(first.reused.is_empty());
    let done = |report: &RunReport| report.steps.iter().map(|step| step.step.clone()).collect::<Vec<_>>();
    let has = |steps: &[String], step: &str| steps.iter().any(|one| one == step);

    let worded = rerun(&mut session, &[("currency", "€")]);
    assert!(has(&worded.reused, "read files") && has(&worded.reused, "customer_ltv_analysis"));
    assert_eq!(done(&worded), ["data_quality_checks", "executive_summary", "business_insights", "moves"]);

    let borders = rerun(&mut session, &[("currency", "€"), ("lost_days", "200")]);
    for step in ["stg_sales_cleaned", "dim_order, fact_sales", "clv_model_parameters", "cohort_analysis"] {
        assert!(has(&borders.reused, step), "{step}: {:?}", borders.reused);
    }
    for step in ["customer segments", "customer_ltv_analysis", "campaign_targets"] {
        assert!(has(&done(&borders), step), "{step}: {:?}", done(&borders));
    }

    let staged = rerun(&mut session, &[("negative_sales", "return")]);
    assert_eq!(staged.reused, ["read files"]);
    let hashed = rerun(&mut session, &[("hash_customer_ids", "true"), ("hash_salt", "s")]);
    assert!(hashed.reused.is_empty(), "ids as they were are gone from a hashed run: the files are read");

    take(&mut session, sources(shop_files(&dirty())));
    assert!(rerun(&mut session, &[("currency", "£")]).reused.is_empty(), "other files, another run");
}

#[test]
fn who_moved_can_be_told_and_picked() {
    let mut session = taken(&SampleOptions { rows: 2_000, seed: 5, ..SampleOptions::default() });
    rerun(&mut session, &[]);
    assert_eq!(widget(&mut session, "moves", &[]).rows, 0, "nothing to compare with");
    let segments = |session: &mut Session| -> Vec<(String, String)> {
        let rows = records(&export(session, "customer_ltv_analysis", ExportFormat::Csv));
        rows.into_iter().skip(1).map(|row| (row[0].clone(), row[3].clone())).collect()
    };
    let before = segments(&mut session);
    rerun(&mut session, &[("lost_days", "250")]);
    let after = segments(&mut session);
    let mut expected: BTreeMap<String, f64> = BTreeMap::new();
    for ((id, from), (same, to)) in before.iter().zip(&after) {
        assert_eq!(id, same);
        if from != to {
            *expected.entry(format!("Customer segment: {from} → {to}")).or_default() += 1.0;
        }
    }
    assert!(!expected.is_empty());
    let moves = widget(&mut session, "moves", &[]);
    let told: BTreeMap<String, f64> = (0..moves.rows)
        .filter_map(|row| Some((moves.texts("moved")[row].clone()?, moves.numbers("customers")[row]?)))
        .filter(|(label, _)| label.starts_with("Customer segment"))
        .collect();
    assert_eq!(told, expected);
    for (label, count) in &told {
        let figures = widget(&mut session, "headline", &[("moved", label)]);
        assert_eq!(figures.numbers("customers")[0], Some(*count), "{label}");
    }
}

#[test]
fn a_run_again_that_is_refused_leaves_the_one_before() {
    let mut session = taken(&dirty());
    rerun(&mut session, &[]);
    let before = all_tables(&mut session);
    let wrong = parameters(&[("lost_days", "10")]);
    let refused = run_sales(&mut session, &TestHost::default(), 1, wrong).expect_err("lost before at risk");
    assert_eq!(refused.code, "bad_parameter");
    let cancelled = run_sales(
        &mut session,
        &TestHost { cancel_at: Some(2), ..TestHost::default() },
        1,
        parameters(&[("lost_days", "250")]),
    );
    assert_eq!(cancelled.expect_err("cancelled").code, "cancelled");
    assert!(all_tables(&mut session) == before);
}

/// The rows behind every selection are those that its figures count.
#[test]
fn the_rows_behind_a_selection_add_up_to_its_figures() {
    let mut session = taken(&SampleOptions { rows: 2_000, seed: 3, dimensions: true, ..SampleOptions::default() });
    rerun(&mut session, &[]);
    let filters: [&[(&str, &str)]; 10] = [
        &[("month", "2022-03")],
        &[("product", "P001"), ("channel", "web")],
        &[("country", "FR"), ("month", "2021-11")],
        &[("cohort", "2021-05")],
        &[("customer_segment", "Lost"), ("channel", "store")],
        &[("rfm_segment", "Loyal Customers")],
        &[("lifecycle_stage", "New")],
        &[("churn_risk", "70–80")],
        &[("campaign_type", "Final Push")],
        &[("product", "(other 30)")],
    ];
    let mut told = 0.0;
    for filters in filters {
        let figures = widget(&mut session, "headline", filters);
        let (revenue, customers) = (figures.numbers("revenue")[0].unwrap_or(0.0), figures.numbers("customers")[0]);
        let filters: Vec<Filter> = filters
            .iter()
            .map(|(field, value)| Filter { field: (*field).to_owned(), values: vec![(*value).to_owned()] })
            .collect();
        let mut rows_of = |table: &str| {
            let mut bytes = Vec::new();
            let request = Request::Export {
                table: table.to_owned(),
                format: ExportFormat::Csv,
                filters: filters.clone(),
                choice: RowChoice::default(),
            };
            let reply =
                varve::engine::host::block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes));
            assert!(matches!(reply, Ok(Reply::Exported { ref name, .. }) if name.ends_with("_selected.csv")));
            records(&bytes)
        };
        assert_eq!(Some(rows_of("customer_ltv_analysis").len() as f64 - 1.0), customers, "{filters:?}");
        assert_eq!(Some(rows_of("dim_customer").len() as f64 - 1.0), customers, "{filters:?}");
        let facts = rows_of("fact_sales");
        let amount = facts[0].iter().position(|name| name == "sales_amount").expect("a column");
        let sum: f64 = facts[1..].iter().map(|row| row[amount].parse::<f64>().expect("a number")).sum();
        assert!((sum - revenue).abs() < 1e-6, "{filters:?}: {sum} {revenue}");
        let orders = rows_of("dim_order").len() as f64 - 1.0;
        assert_eq!(figures.numbers("orders")[0], Some(orders), "{filters:?}");
        told += revenue;
    }
    assert!(told > 0.0);
    let months = Request::Export {
        table: "monthly_metrics".to_owned(),
        format: ExportFormat::Csv,
        filters: vec![Filter { field: "cohort".to_owned(), values: vec!["2021-05".to_owned()] }],
        choice: RowChoice::default(),
    };
    assert!(matches!(ask(&mut session, months), Reply::Exported { name, .. } if name == "monthly_metrics.csv"));
}

#[test]
fn money_is_accounted_for_to_the_cent() {
    let mut session = taken(&dirty());
    let report = rerun(&mut session, &[]);
    let lines = widget(&mut session, "reconciliation", &[]);
    let line = |start: &str| {
        let row = lines.texts("step").iter().position(|step| step.as_ref().is_some_and(|step| step.starts_with(start)));
        let row = row.unwrap_or_else(|| panic!("no line {start}"));
        (lines.numbers("rows")[row], lines.numbers("amount")[row].expect("an amount"))
    };
    let (rows, read) = line("Read");
    assert_eq!(rows, Some(f64::from(report.inputs[0].rows_read)));
    let rejected: Vec<usize> = (0..lines.rows)
        .filter(|row| lines.texts("step")[*row].as_ref().is_some_and(|step| step.starts_with("Rejected")))
        .collect();
    let count: f64 = rejected.iter().filter_map(|row| lines.numbers("rows")[*row]).sum();
    assert_eq!(count, f64::from(report.inputs[0].rows_rejected));
    let left_out: f64 = rejected.iter().filter_map(|row| lines.numbers("amount")[*row]).sum();
    let cleaned = records(&export(&mut session, "stg_sales_cleaned", ExportFormat::Csv));
    let sum: f64 = cleaned[1..].iter().map(|row| row[3].parse::<f64>().expect("an amount")).sum();
    let (rows, accepted) = line("Accepted");
    assert_eq!(rows, Some(cleaned.len() as f64 - 1.0));
    assert!((accepted - sum).abs() < 0.005 && (read + left_out - accepted).abs() < 0.005);
    assert!(lines.numbers("difference").iter().flatten().all(|difference| *difference == 0.0));
    assert!((line("This dashboard").1 - accepted).abs() < 0.005);

    let picked = widget(&mut session, "reconciliation", &[("channel", "web")]);
    let last = picked.rows - 1;
    let shown = picked.numbers("amount")[last].expect("an amount");
    let outside = picked.numbers("amount")[last - 1].expect("an amount");
    assert_eq!(picked.texts("step")[last - 1].as_deref(), Some("Left out by the filters"));
    assert!((accepted + outside - shown).abs() < 0.005 && outside < 0.0);
}
