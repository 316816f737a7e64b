//! Rows of a table as a person looks for them: chosen, searched, sorted, summed up, exported.

use varve::base::Diagnostic;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::session::Session;
use varve::present::dashboard::Filter;
use varve::protocol::{
    ColumnCondition, ColumnSummary, Condition, ExportFormat, PageRequest, Reply, Request, RowChoice, SortKey,
    SummaryRequest, TablePage,
};

use crate::support::{TestHost, ask, records, run_text, shop_files};

const TABLE: &str = "fact_sales";

fn shop() -> Session {
    let mut files = shop_files(&SampleOptions { rows: 4_000, seed: 11, dimensions: true, ..SampleOptions::default() });
    run_text(&files.remove(0).1).0
}

fn condition(column: &str, condition: Condition) -> ColumnCondition {
    ColumnCondition { column: column.to_owned(), condition }
}

fn between(column: &str, least: &str, most: &str) -> ColumnCondition {
    condition(column, Condition::Between { least: Some(least.to_owned()), most: Some(most.to_owned()) })
}

fn one_of(column: &str, value: &str) -> ColumnCondition {
    condition(column, Condition::OneOf(vec![Some(value.to_owned())]))
}

fn page(session: &mut Session, request: &PageRequest) -> TablePage {
    let request = PageRequest { table: TABLE.to_owned(), limit: 1_000, ..request.clone() };
    match ask(session, Request::Page(request)) {
        Reply::Page(page) => page,
        other => panic!("{other:?}"),
    }
}

fn summary(session: &mut Session, column: &str, filters: &[Filter], choice: &RowChoice) -> ColumnSummary {
    let (filters, choice) = (filters.to_vec(), choice.clone());
    let request = SummaryRequest { table: TABLE.to_owned(), column: column.to_owned(), filters, choice };
    match ask(session, Request::Summary(request)) {
        Reply::Summary(summary) => *summary,
        other => panic!("{other:?}"),
    }
}

fn cells<'a>(page: &'a TablePage, column: &str) -> &'a [Option<String>] {
    &page.columns.iter().find(|own| own.name == column).expect("the column").cells
}

fn number(cell: &Option<String>) -> f64 {
    cell.as_ref().expect("a number").parse().expect("a number")
}

/// Conditions choose among the rows behind a selection; another run forgets them.
#[test]
fn conditions_search_and_selection_hold_together() {
    let mut session = shop();
    let filters = vec![Filter { field: "channel".to_owned(), values: vec!["web".to_owned()] }];
    let choice = RowChoice { conditions: vec![between("sales_amount", "50", "120")], search: String::new() };
    let everything = page(&mut session, &PageRequest::default());
    let request = PageRequest { choice: choice.clone(), ..PageRequest::default() };
    let chosen = page(&mut session, &request);
    let both = page(&mut session, &PageRequest { filters: filters.clone(), ..request.clone() });
    assert!(both.rows > 0 && both.rows < chosen.rows && chosen.rows < everything.rows);
    assert_eq!((both.all, both.filtered, chosen.filtered), (everything.all, true, false));
    assert!(cells(&both, "sales_amount").iter().all(|cell| (50.0..=120.0).contains(&number(cell))));
    let web = |page: &TablePage| cells(page, "channel").iter().filter(|cell| cell.as_deref() == Some("web")).count();
    assert!(web(&both) == both.rows as usize || both.rows > 1_000);

    let customer = cells(&both, "customer_id")[0].clone().expect("a customer");
    let found = page(
        &mut session,
        &PageRequest { choice: RowChoice { search: customer.to_lowercase(), ..choice.clone() }, ..request.clone() },
    );
    assert!(found.rows > 0 && found.rows < chosen.rows);
    let sort = ["channel", "sales_amount"]
        .map(|column| SortKey { column: column.to_owned(), descending: column == "sales_amount" })
        .to_vec();
    let sorted = page(&mut session, &PageRequest { sort, ..request });
    assert_eq!(sorted.rows, chosen.rows);
    let keys: Vec<(String, f64)> = cells(&sorted, "channel")
        .iter()
        .zip(cells(&sorted, "sales_amount"))
        .map(|(channel, amount)| (channel.clone().unwrap_or_else(|| "\u{10ffff}".to_owned()), -number(amount)))
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

/// The header of a column shows what choosing there would give: its own condition does not count.
#[test]
fn a_summary_leaves_the_columns_own_condition_aside() {
    let mut session = shop();
    let none = RowChoice::default();
    let channels = summary(&mut session, "channel", &[], &none);
    let (web, count) = channels.top[0].clone();
    let choice = RowChoice { conditions: vec![one_of("channel", &web)], search: String::new() };
    assert_eq!(page(&mut session, &PageRequest { choice: choice.clone(), ..PageRequest::default() }).rows, count);
    assert_eq!(summary(&mut session, "channel", &[], &choice), channels);
    let amounts = summary(&mut session, "sales_amount", &[], &choice);
    assert_eq!(amounts.rows, count);
    assert_eq!(amounts.bins.iter().map(|bin| bin.count).sum::<u32>(), count - amounts.nulls);
    let selection = [Filter { field: "month".to_owned(), values: vec!["2022-03".to_owned()] }];
    assert!(summary(&mut session, "channel", &selection, &none).rows < channels.rows);
}

#[test]
fn an_export_holds_the_rows_chosen() {
    let mut session = shop();
    let choice = RowChoice { conditions: vec![between("sales_amount", "100", "1e9")], search: String::new() };
    let rows = page(&mut session, &PageRequest { choice: choice.clone(), ..PageRequest::default() }).rows;
    let mut export = |choice: &RowChoice, bytes: &mut Vec<u8>| -> Result<Reply, Diagnostic> {
        let (table, choice) = (TABLE.to_owned(), choice.clone());
        let request = Request::Export { table, format: ExportFormat::Csv, filters: Vec::new(), choice };
        block_on(session.handle(&TestHost::default(), request, Vec::new(), bytes))
    };
    let mut bytes = Vec::new();
    let reply = export(&choice, &mut bytes);
    assert!(matches!(reply, Ok(Reply::Exported { name, .. }) if name == "fact_sales_selected.csv"));
    let lines = records(&bytes);
    assert_eq!(lines.len(), rows as usize + 1);
    let amount = lines[0].iter().position(|name| name == "sales_amount").expect("a column");
    assert!(lines[1..].iter().all(|line| line[amount].parse::<f64>().expect("a number") >= 100.0));
    let wrong = RowChoice { conditions: vec![between("sales_amount", "much", "more")], search: String::new() };
    assert_eq!(export(&wrong, &mut Vec::new()).expect_err("no number").code, "bad_condition");
}
