//! Lists of people to address.

use std::collections::BTreeSet;

use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::session::Session;
use varve::protocol::{AudienceList, AudiencePlan, Reply, Request};

use crate::support::{TestHost, ask, records, run_sales, shop_files, sources, take};

fn shop() -> Session {
    let mut session = Session::default();
    take(&mut session, sources(shop_files(&SampleOptions { rows: 3_000, seed: 7, ..SampleOptions::default() })));
    run_sales(&mut session, &TestHost::default(), 1, std::collections::BTreeMap::new()).expect("a run");
    session
}

fn plan() -> AudiencePlan {
    AudiencePlan { rank: "expected_value_180d".to_owned(), cost: 2.0, ..AudiencePlan::default() }
}

fn list(session: &mut Session, plan: &AudiencePlan) -> AudienceList {
    match ask(session, Request::Audience(plan.clone())) {
        Reply::Audience(list) => *list,
        other => panic!("{other:?}"),
    }
}

/// The list as exported: the header, then place, group, id and the rest.
fn exported(session: &mut Session, plan: &AudiencePlan) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    let request = Request::ExportAudience(plan.clone());
    block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)).expect("a file");
    records(&bytes)
}

fn ids(rows: &[Vec<String>], group: &str) -> BTreeSet<String> {
    rows[1..].iter().filter(|row| row[1] == group).map(|row| row[2].clone()).collect()
}

#[test]
fn a_list_adds_up_and_is_ranked() {
    let mut session = shop();
    let mut plan = plan();
    plan.groups.insert("customer_segment".to_owned(), vec!["At Risk".to_owned(), "Lost".to_owned()]);
    plan.groups.insert("churn_risk_level".to_owned(), vec!["High".to_owned()]);
    plan.quiet_days = 200;
    plan.holdout = 0.2;
    plan.budget = Some(101.0);
    let all = list(&mut session, &plan);
    let counts = all.counts;
    let rest = counts.in_groups - counts.recent - counts.contacted;
    assert_eq!(rest, counts.beyond_budget + counts.holdout + counts.addressed);
    assert!(counts.all > counts.in_groups && counts.recent > 0 && counts.beyond_budget > 0, "{counts:?}");
    assert_eq!((counts.addressed, all.cost), (50, 100.0), "what 101 pays for at 2 each");

    let rows = exported(&mut session, &plan);
    assert_eq!(rows.len() as u32 - 1, counts.holdout + counts.addressed);
    let column = |name: &str| rows[0].iter().position(|own| own == name).expect("a column");
    let value = |row: &[String]| row[column("expected_value_180d")].parse::<f64>().expect("a number");
    assert!(rows[1..].windows(2).all(|pair| value(&pair[0]) >= value(&pair[1])));
    for row in &rows[1..] {
        assert!(["At Risk", "Lost"].contains(&row[column("customer_segment")].as_str()));
        assert_eq!(row[column("churn_risk_level")], "High");
        assert!(row[column("days_since_last_order")].parse::<i64>().expect("days") >= 200);
    }
    let contact: f64 = rows[1..].iter().filter(|row| row[1] == "contact").map(|row| value(row)).sum();
    assert!((all.value.expect("a model") - contact).abs() < 1e-9);
    let shown = &all.first.columns[2].cells;
    assert_eq!(shown[0].as_deref(), Some(rows[1][2].as_str()));
    let (name, values) = &all.choices[1];
    let sum: u32 = values.iter().map(|(_, count)| count).sum();
    assert_eq!((name.as_str(), sum), ("customer_segment", counts.all));
}

#[test]
fn who_is_held_out_hangs_on_the_seed_and_the_person_alone() {
    let mut session = shop();
    let held = AudiencePlan { holdout: 0.25, seed: 1, ..plan() };
    let rows = exported(&mut session, &held);
    assert_eq!(rows, exported(&mut session, &held), "the same plan, the same file");
    let all = ids(&rows, "holdout");
    let share = all.len() as f64 / (rows.len() as f64 - 1.0);
    assert!((share - 0.25).abs() < 0.03, "{share}");
    let fewer = AudiencePlan { budget: Some(300.0), ..held.clone() };
    let fewer = exported(&mut session, &fewer);
    assert!(ids(&fewer, "holdout").is_subset(&all) && ids(&fewer, "contact").is_disjoint(&all));
    let other = exported(&mut session, &AudiencePlan { seed: 2, ..held });
    assert_ne!(ids(&other, "holdout"), all);
}

#[test]
fn recent_contacts_are_left_out() {
    let mut session = shop();
    let everyone = exported(&mut session, &plan());
    let [first, second, third] = [1, 2, 3].map(|row: usize| everyone[row][2].clone());
    let contacted =
        format!("customer_id,date\n{first}\n\"{second}\";2022-11-10\n{third}\t2020-01-01\nnobody\n{first},soon\n");
    let plan = AudiencePlan { contacted, contacted_days: 30, ..plan() };
    let counts = list(&mut session, &plan).counts;
    assert_eq!((counts.contacted, counts.unknown_contacts, counts.unreadable_contacts), (2, 2, 2));
    let left = ids(&exported(&mut session, &plan), "contact");
    assert!(!left.contains(&first) && !left.contains(&second) && left.contains(&third), "too long ago to count");
}

#[test]
fn what_cannot_be_done_gets_a_sentence() {
    let mut session = shop();
    let mut refused = |plan: AudiencePlan| {
        let answer =
            block_on(session.handle(&TestHost::default(), Request::Audience(plan), Vec::new(), &mut Vec::new()));
        answer.expect_err("refused").to_string()
    };
    assert_eq!(
        refused(AudiencePlan { rank: "luck".to_owned(), ..plan() }),
        "People cannot be ranked by “luck”. Rank by expected_value_180d, clv_12m, total_spent, churn_risk_score."
    );
    assert_eq!(
        refused(AudiencePlan { holdout: 1.0, ..plan() }),
        "The share held out must lie from 0 to below 100%. 10% is usual."
    );
    assert_eq!(
        refused(AudiencePlan { budget: Some(-1.0), ..plan() }),
        "A budget cannot be below 0. Enter 0 or more, or leave it empty for no limit."
    );
    assert_eq!(
        refused(AudiencePlan { cost: f64::NAN, ..plan() }),
        "What a contact costs cannot be below 0. Enter 0 or more."
    );
    let nothing = AudiencePlan { budget: Some(0.0), ..plan() };
    assert_eq!(list(&mut session, &nothing).counts.addressed, 0);
}
