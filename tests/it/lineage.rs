//! The graph of origins, of a run and of its registry.

use std::collections::BTreeMap;

use varve::engine::SampleOptions;
use varve::engine::session::Session;
use varve::protocol::{Lineage, Reply, Request, Tie};

use crate::support::{TestHost, ask, run_sales, shop_files, sources, take};

fn lineage(session: &mut Session, about: Option<&str>) -> Lineage {
    match ask(session, Request::Lineage { about: about.map(str::to_owned) }) {
        Reply::Lineage(lineage) => *lineage,
        other => panic!("{other:?}"),
    }
}

/// The rows written on each edge, by the ids of its ends.
fn flows(lineage: &Lineage) -> BTreeMap<(&str, &str), &str> {
    let id = |index: u32| lineage.boxes[index as usize].id.as_str();
    lineage.edges.iter().map(|edge| ((id(edge.from), id(edge.to)), edge.rows.as_str())).collect()
}

#[test]
fn the_graph_leads_from_the_files_to_every_widget() {
    let mut session = Session::default();
    let options =
        SampleOptions { rows: 2_000, seed: 5, dimensions: true, dirty: vec![("missing_customer".to_owned(), 0.05)] };
    let text = shop_files(&options).remove(0).1;
    let first: String = text.split_inclusive('\n').take(1_001).collect();
    let header: String = text.split_inclusive('\n').take(1).collect();
    let second = header + &text.split_inclusive('\n').skip(1_001).collect::<String>();
    take(&mut session, sources([("a.csv".to_owned(), first), ("b.csv".to_owned(), second)]));
    let report = run_sales(&mut session, &TestHost::default(), 2, BTreeMap::new()).expect("a run");
    let number = |rows: u32| varve::base::format::integer(u64::from(rows));
    let count = &report.inputs[0];

    let whole = lineage(&mut session, None);
    let flow = flows(&whole);
    assert_eq!(flow[&("file:a.csv", "input:sales")], "1,000");
    assert_eq!(flow[&("input:sales", "stg_sales_raw")], number(count.rows_read));
    assert_eq!(flow[&("stg_sales_raw", "stg_sales_cleaned")], number(count.rows_accepted));
    assert_eq!(flow[&("stg_sales_raw", "stg_sales_rejected")], number(count.rows_rejected));
    assert!(count.rows_rejected > 0 && whole.about.is_none());
    assert!(whole.boxes.iter().all(|one| one.tie == Tie::Apart) && whole.edges.iter().all(|edge| !edge.lit));

    let spec = varve::pipelines::spec("sales").expect("the sales pipeline");
    for table in spec.tables {
        for source in table.sources {
            let input = format!("input:{source}");
            let known = flow.contains_key(&(*source, table.name)) || flow.contains_key(&(&input, table.name));
            assert!(known, "{} is made from {source}", table.name);
        }
        let about = lineage(&mut session, Some(table.name)).about.expect("a table");
        assert_eq!(about.columns.len(), table.columns.len());
        assert!(about.columns.iter().flatten().all(|text| !text.is_empty()), "{}", table.name);
        assert_eq!(about.from.len(), table.sources.len());
    }
    for section in (spec.dashboard)().sections {
        let open = lineage(&mut session, Some(&format!("section:{}", section.id)));
        for widget in section.widgets.iter().flat_map(|widget| std::iter::once(widget).chain(&widget.tabs)) {
            let id = format!("widget:{}", widget.id);
            assert!(flows(&open).keys().any(|(_, to)| *to == id), "{id} comes from somewhere");
            let about = lineage(&mut session, Some(&id)).about.expect("a widget");
            assert!(!about.columns.is_empty() && about.widget.as_deref() == Some(widget.id), "{id}");
        }
        for one in &open.boxes {
            assert!(one.y >= 0.0 && one.y + one.height <= open.height && one.x + one.width <= open.width, "{}", one.id);
        }
    }
}

#[test]
fn what_is_looked_at_lights_its_sources_and_results() {
    let mut session = crate::support::run_text("date,customer,order,amount\n2024-01-05,ann,1,10\n").0;
    let graph = lineage(&mut session, Some("dim_order"));
    let tie = |id: &str| graph.boxes.iter().find(|one| one.id == id).expect("a box").tie;
    assert_eq!(["file:sales.csv", "input:sales", "stg_sales_raw", "stg_sales_cleaned"].map(tie), [Tie::Source; 4]);
    assert_eq!(["dim_customer", "fact_sales", "campaign_targets"].map(tie), [Tie::Result; 3]);
    assert_eq!(["dim_order", "stg_sales_rejected", "dim_date"].map(tie), [Tie::Own, Tie::Apart, Tie::Apart]);
    for edge in &graph.edges {
        let [from, to] = [edge.from, edge.to].map(|end| graph.boxes[end as usize].tie);
        let passes_by = from == Tie::Source && to == Tie::Result;
        assert_eq!(edge.lit, from != Tie::Apart && to != Tie::Apart && !passes_by);
        assert_eq!(edge.near, from == Tie::Own || to == Tie::Own);
    }
    let nothing = lineage(&mut session, Some("no_such_table"));
    assert!(nothing.about.is_none() && nothing == lineage(&mut session, None));
}
