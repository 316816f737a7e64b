//! Rows, summaries and places against a naive model over the texts of the cells.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use proptest::prelude::*;

use super::{RowCache, page, summary};
use crate::base::Phase;
use crate::base::date::{Day, iso};
use crate::base::format::f64_text;
use crate::engine::table::{Cells, Part, Table};
use crate::pipelines::spec::{ColumnKind, TableSpec, column};
use crate::protocol::{
    ColumnCondition, ColumnSummary, Condition, PageRequest, RowChoice, SortKey, SummaryRequest, TablePage,
};

const NAMES: [&str; 5] = ["whole", "float", "day", "text", "shared"];

static SPEC: TableSpec = TableSpec {
    name: "things",
    alias: None,
    layer: Phase::Business,
    grain: "one row per thing",
    doc: "Things.",
    primary_key: &[],
    order: "none",
    sources: &[],
    columns: &[
        column("whole", ColumnKind::Integer, ""),
        column("float", ColumnKind::Number, ""),
        column("day", ColumnKind::Date, ""),
        column("text", ColumnKind::Text, ""),
        column("shared", ColumnKind::Text, ""),
    ],
};

type Row = (Option<i64>, Option<f64>, Option<Day>, Option<String>, Option<String>);

fn table(rows: &[Row]) -> Table {
    let all: Rc<Vec<Row>> = Rc::new(rows.to_vec());
    let of = || all.clone();
    let (whole, float, day, text, shared) = (of(), of(), of(), of(), of());
    Table::new(&SPEC, rows.len())
        .int_opt(move |row| whole[row].0)
        .float_opt(move |row| float[row].1)
        .push(Cells::Day(Rc::new(move |row| day[row].2)))
        .text_opt(move |row| text[row].3.clone().map(Cow::Owned))
        .push(Cells::Shared(Rc::new(move |row, take| take(shared[row].4.as_deref()))))
}

/// The texts of a row's cells.
fn texts(row: &Row) -> [Option<String>; 5] {
    [row.0.map(|value| value.to_string()), row.1.map(f64_text), row.2.map(iso), row.3.clone(), row.4.clone()]
}

fn place(column: &str) -> usize {
    NAMES.iter().position(|name| *name == column).expect("a column")
}

/// How two cells stand to each other, neither of them null.
fn compared(column: &str, left: &Row, right: &Row) -> Ordering {
    match column {
        "whole" => left.0.cmp(&right.0),
        "float" => {
            let (left, right) = (left.1.unwrap_or(0.0), right.1.unwrap_or(0.0));
            left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
        }
        "day" => left.2.cmp(&right.2),
        "text" => left.3.cmp(&right.3),
        _ => left.4.cmp(&right.4),
    }
}

fn small(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

fn holds(text: &str, part: &str) -> bool {
    small(text).contains(&small(part))
}

fn meets(row: &Row, asked: &ColumnCondition) -> bool {
    let cell = texts(row)[place(&asked.column)].clone();
    let bounded = |least: bool, most: bool| least && most;
    match &asked.condition {
        Condition::Null => cell.is_none(),
        Condition::NotNull => cell.is_some(),
        Condition::OneOf(values) => values.contains(&cell),
        Condition::Contains(part) => cell.is_some_and(|cell| holds(&cell, part)),
        Condition::Between { least, most } => cell.is_some_and(|cell| match asked.column.as_str() {
            "whole" | "float" => {
                let number = |text: &String| text.parse::<f64>().expect("a number");
                let value = number(&cell);
                !value.is_nan()
                    && bounded(
                        least.as_ref().is_none_or(|least| number(least) <= value),
                        most.as_ref().is_none_or(|most| value <= number(most)),
                    )
            }
            _ => bounded(
                least.as_ref().is_none_or(|least| *least <= cell),
                most.as_ref().is_none_or(|most| cell <= *most),
            ),
        }),
    }
}

/// The rows wanted, in the order wanted, the slow way.
fn wanted(rows: &[Row], choice: &RowChoice, sort: &[SortKey]) -> Vec<usize> {
    let mut found: Vec<usize> = (0..rows.len())
        .filter(|row| choice.conditions.iter().all(|condition| meets(&rows[*row], condition)))
        .filter(|row| {
            choice.search.is_empty() || texts(&rows[*row]).iter().flatten().any(|text| holds(text, &choice.search))
        })
        .collect();
    found.sort_by(|left, right| {
        let (left, right) = (&rows[*left], &rows[*right]);
        let by_key = sort.iter().map(|key| {
            let null = |row: &Row| texts(row)[place(&key.column)].is_none();
            let order = if null(left) || null(right) { Ordering::Equal } else { compared(&key.column, left, right) };
            null(left).cmp(&null(right)).then(if key.descending { order.reverse() } else { order })
        });
        by_key.fold(Ordering::Equal, Ordering::then)
    });
    found
}

fn cell_text() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.85, "[aAbBéÉςΣ1-3, \u{202e}\u{212a}]{0,4}")
}

fn row() -> impl Strategy<Value = Row> {
    let float = prop_oneof![
        6 => (-30..30i32).prop_map(|tenths| f64::from(tenths) / 10.0),
        1 => prop::sample::select(vec![-0.0, 0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 1e-7]),
    ];
    (
        prop::option::weighted(0.85, -12..30i64),
        prop::option::weighted(0.85, float),
        prop::option::weighted(0.85, 19_700..19_760i32),
        cell_text(),
        cell_text(),
    )
}

fn condition() -> impl Strategy<Value = ColumnCondition> {
    let value = || {
        prop_oneof![
            cell_text(),
            (-12..30i64).prop_map(|value| Some(value.to_string())),
            Just(Some("-0".to_owned())),
            Just(Some("NaN".to_owned())),
            (19_700..19_760i32).prop_map(|day| Some(iso(day)))
        ]
    };
    let number = || prop::option::of((-40..40i32).prop_map(|halves| f64_text(f64::from(halves) / 2.0)));
    let between = |(least, most)| Condition::Between { least, most };
    prop_oneof![
        (prop::sample::select(&NAMES[..]), prop_oneof![Just(Condition::Null), Just(Condition::NotNull)]),
        (prop::sample::select(&NAMES[..]), prop::collection::vec(value(), 0..6).prop_map(Condition::OneOf)),
        (prop::sample::select(&NAMES[..]), "[aÉσ1\\-.]{0,2}".prop_map(Condition::Contains)),
        (prop::sample::select(&NAMES[..2]), (number(), number()).prop_map(between)),
        (prop::sample::select(&NAMES[3..]), (cell_text(), cell_text()).prop_map(between)),
        (
            Just("day"),
            prop::option::of(19_700..19_760i32).prop_map(|day| Condition::Between { least: day.map(iso), most: None })
        ),
    ]
    .prop_map(|(column, condition)| ColumnCondition { column: column.to_owned(), condition })
}

fn choice() -> impl Strategy<Value = RowChoice> {
    (prop::collection::vec(condition(), 0..3), "([aÉσk1\\-.]{1,2})?")
        .prop_map(|(conditions, search)| RowChoice { conditions, search })
}

fn sort() -> impl Strategy<Value = Vec<SortKey>> {
    let key = (prop::sample::select(&NAMES[..]), any::<bool>())
        .prop_map(|(column, descending)| SortKey { column: column.to_owned(), descending });
    prop::collection::vec(key, 0..3)
}

fn asked(choice: RowChoice, sort: Vec<SortKey>) -> PageRequest {
    PageRequest { table: "things".to_owned(), limit: 1_000, sort, choice, ..PageRequest::default() }
}

fn ask(table: &Table, cache: &mut RowCache, request: &PageRequest) -> TablePage {
    page(Part::new(table, None), request, cache).expect("a page")
}

fn look(table: &Table, column: &str, choice: RowChoice) -> ColumnSummary {
    let request = SummaryRequest { table: "things".to_owned(), column: column.to_owned(), filters: Vec::new(), choice };
    summary(Part::new(table, None), &request, &mut RowCache::default()).expect("a summary")
}

proptest! {
    #[test]
    fn pages_are_those_of_the_naive_model(
        rows in prop::collection::vec(row(), 0..90),
        requests in prop::collection::vec((choice(), sort()), 1..7),
    ) {
        let table = table(&rows);
        // One cache for all: what it keeps must not leak into another answer.
        let mut cache = RowCache::default();
        for (choice, sort) in requests {
            let places = wanted(&rows, &choice, &sort);
            let page = ask(&table, &mut cache, &asked(choice.clone(), sort.clone()));
            prop_assert_eq!((page.rows as usize, page.all as usize), (places.len(), rows.len()));
            for (column, name) in page.columns.iter().zip(NAMES) {
                let cells: Vec<_> = places.iter().map(|row| texts(&rows[*row])[place(name)].clone()).collect();
                prop_assert_eq!((&column.name, &column.cells), (&name.to_owned(), &cells));
            }
        }
    }

    #[test]
    fn a_click_on_what_a_summary_counts_shows_as_many_rows(
        rows in prop::collection::vec(row(), 0..90),
        choice in choice(),
        column in prop::sample::select(&NAMES[..]),
    ) {
        let table = table(&rows);
        let summary = look(&table, column, choice.clone());
        let others = RowChoice {
            conditions: choice.conditions.into_iter().filter(|condition| condition.column != column).collect(),
            search: choice.search,
        };
        let cells: Vec<_> =
            wanted(&rows, &others, &[]).into_iter().map(|row| texts(&rows[row])[place(column)].clone()).collect();
        prop_assert_eq!(summary.rows as usize, cells.len());
        prop_assert_eq!(summary.nulls as usize, cells.iter().filter(|cell| cell.is_none()).count());
        let mut distinct: Vec<_> = cells.iter().flatten().collect();
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(summary.distinct, Some(distinct.len() as u32));
        prop_assert_eq!(summary.top.len(), distinct.len().min(12));
        prop_assert!(summary.top.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        prop_assert!(summary.bins.len() <= 23);
        let mut cache = RowCache::default();
        let mut rows_with = |condition: Condition| {
            let mut choice = others.clone();
            choice.conditions.push(ColumnCondition { column: column.to_owned(), condition });
            ask(&table, &mut cache, &asked(choice, Vec::new())).rows
        };
        for (value, count) in &summary.top {
            prop_assert_eq!(rows_with(Condition::OneOf(vec![Some(value.clone())])), *count);
        }
        for bin in summary.bins.iter().filter(|bin| bin.count > 0) {
            let condition = Condition::Between { least: Some(bin.least.clone()), most: Some(bin.most.clone()) };
            prop_assert_eq!(rows_with(condition), bin.count, "{:?}", bin);
        }
        let odd = |cell: &&Option<String>| matches!(cell.as_deref(), None | Some("NaN" | "inf" | "-inf"));
        if NAMES[..3].contains(&column) {
            let counted: u32 = summary.bins.iter().map(|bin| bin.count).sum();
            prop_assert_eq!(counted as usize, cells.iter().filter(|cell| !odd(cell)).count());
        }
    }
}

fn whole(value: i64) -> Row {
    (Some(value), None, None, Some("x".to_owned()), None)
}

#[test]
fn summaries_of_nothing_are_empty() {
    for table in [table(&[]), table(&[(None, None, None, None, None), (None, None, None, None, None)])] {
        for column in NAMES {
            let summary = look(&table, column, RowChoice::default());
            let nulls = table.rows() as u32;
            let nothing = ColumnSummary {
                column: column.to_owned(),
                rows: nulls,
                nulls,
                distinct: Some(0),
                ..ColumnSummary::default()
            };
            assert_eq!(summary, nothing);
        }
    }
}

#[test]
fn bins_and_values_read_well() {
    let rows: Vec<Row> = (0..200)
        .map(|row| {
            let text = ["web", "store", "mail"][row % 3].to_owned();
            (Some(row as i64), Some(row as f64 * 0.5), Some(19_723 + row as i32), Some(text), None)
        })
        .collect();
    let table = table(&rows);
    let bins = |column: &str| look(&table, column, RowChoice::default()).bins;
    let first = |column: &str| bins(column).into_iter().map(|bin| (bin.least, bin.most, bin.count)).next();
    assert_eq!(first("whole"), Some(("0".to_owned(), "9".to_owned(), 10)));
    assert_eq!(first("float"), Some(("0".to_owned(), "4.5".to_owned(), 10)));
    assert_eq!(first("day"), Some(("2024-01-01".to_owned(), "2024-01-10".to_owned(), 10)));
    assert_eq!((bins("whole").len(), bins("float").len(), bins("day").len(), bins("text").len()), (20, 20, 20, 0));
    let summary = look(&table, "text", RowChoice::default());
    let top: Vec<(&str, u32)> = summary.top.iter().map(|(text, count)| (text.as_str(), *count)).collect();
    assert_eq!(top, [("store", 67), ("web", 67), ("mail", 66)]);
    assert_eq!((summary.least.as_deref(), summary.most.as_deref()), (Some("mail"), Some("web")));
}

#[test]
fn whole_numbers_beyond_floats_keep_their_last_digit() {
    let table = table(&[whole(i64::MAX), whole(i64::MAX - 1), whole(i64::MIN), whole(0)]);
    let summary = look(&table, "whole", RowChoice::default());
    assert_eq!(
        (summary.least.as_deref(), summary.most.as_deref()),
        (Some("-9223372036854775808"), Some("9223372036854775807"))
    );
    assert_eq!(summary.bins.iter().map(|bin| bin.count).sum::<u32>(), 4);
    let between = |least: &str, most: &str| {
        let condition = Condition::Between { least: Some(least.to_owned()), most: Some(most.to_owned()) };
        let choice = RowChoice {
            conditions: vec![ColumnCondition { column: "whole".to_owned(), condition }],
            search: String::new(),
        };
        ask(&table, &mut RowCache::default(), &asked(choice, Vec::new())).rows
    };
    assert_eq!(between("9223372036854775807", "9223372036854775807"), 1);
    assert_eq!(between("-0.5", "1e18"), 1);
    assert_eq!(between("1", "0"), 0);
}

#[test]
fn columns_come_as_asked_and_unknown_ones_are_told() {
    let table = table(&[whole(1)]);
    let mut request =
        PageRequest { columns: vec!["text".to_owned(), "whole".to_owned()], ..asked(RowChoice::default(), Vec::new()) };
    let page_of = |request: &PageRequest| page(Part::new(&table, None), request, &mut RowCache::default());
    let names: Vec<String> = page_of(&request).expect("a page").columns.into_iter().map(|column| column.name).collect();
    assert_eq!(names, ["text", "whole"]);
    request.columns.push("colour".to_owned());
    let told = page_of(&request).expect_err("no such column");
    assert_eq!((told.code.as_str(), told.message.as_str()), ("unknown_column", "things has no column “colour”."));
    for (column, least, message) in [
        ("whole", "ten", "“ten” is not a number: rows of things cannot be chosen by whole with it."),
        ("float", "", "“” is not a number: rows of things cannot be chosen by float with it."),
        ("day", "2024-02-30", "“2024-02-30” is not a date: rows of things cannot be chosen by day with it."),
    ] {
        let condition = Condition::Between { least: Some(least.to_owned()), most: None };
        let conditions = vec![ColumnCondition { column: column.to_owned(), condition }];
        let told =
            page_of(&asked(RowChoice { conditions, search: String::new() }, Vec::new())).expect_err("a bad bound");
        assert_eq!((told.code.as_str(), told.message.as_str()), ("bad_condition", message));
    }
}
