//! Small tables: the twin of a chart, and widgets that are rows.

use leptos::prelude::*;

use super::card::Card;
use super::explain::table_link;
use crate::base::format::f64_text;
use crate::platform::dom::Node;
use crate::present::chart::{Twin, TwinColumn, twin};
use crate::present::dashboard::{Click, Widget, WidgetData, WidgetKind};
use crate::texts;
use crate::ui::actions::{card as opened, filter};

/// Texts longer than this are sentences, which may take more than one line.
const ONE_LINE: usize = 32;

/// Rows that need no search.
const UNSEARCHED: usize = 20;

/// What is missing, in place of an empty widget.
pub fn nothing(widget: &Widget) -> Node {
    Node::of("p", "chart__empty").say(widget.empty)
}

/// The rows of a `WidgetKind::Rows` widget.
pub fn rows(card: Card, widget: &Widget) -> Vec<Node> {
    let WidgetKind::Rows { all, click, .. } = &widget.kind else { return Vec::new() };
    let data = card.data_of(widget);
    let table = twin(widget, &data, &card.currency());
    if table.rows == 0 {
        return vec![nothing(widget)];
    }
    let picked = card.picked(widget);
    let sought = card.search.get();
    let found: Vec<usize> = (0..count(&table)).filter(|row| holds(&table, *row, &sought.to_lowercase())).collect();
    let search = (count(&table) > UNSEARCHED).then(|| search(card, widget, &sought));
    let none = found.is_empty().then(|| Node::of("p", "chart__empty").say(texts::charts::NO_ROW_HOLDS_IT));
    let rows = found.into_iter().map(|row| {
        let Some((act, value)) = click.and_then(|click| Some((click, value(&data, column(click), row)?))) else {
            return line(&table, row, None);
        };
        let filters = matches!(act, Click::Filter { .. });
        let is_picked = filters && picked.contains(&value);
        let opens = widget.opens;
        let button = Node::of("button", "row-button").with("type", "button");
        let button = if filters { button.with("aria-pressed", is_picked.to_string()) } else { button };
        let button = button.with("title", if filters { texts::charts::FILTER_BY_ROW } else { texts::words::OPEN_CARD });
        let button = button.on_press(Box::new(move || press(card, act, &value, opens)));
        let line = line(&table, row, Some(button));
        let class = if is_picked { "chart__row chart__row--picked" } else { "chart__row" };
        line.with("class", class)
    });
    let more = all.map(|all| {
        let link =
            Node::new("a").with("href", table_link(&card.app.view().get(), all)).named(format!("all-{}", widget.id));
        Node::of("p", "chart__more").child(link.say(texts::charts::all_rows(all)))
    });
    search.into_iter().chain([boxed(widget, &table, rows.collect())]).chain(none).chain(more).collect()
}

fn search(card: Card, widget: &Widget, sought: &str) -> Node {
    let field = Node::new("input").with("type", "search").named(format!("search-{}", widget.id)).value(sought);
    let field = field
        .with("placeholder", texts::tables::SEARCH_IN)
        .with("aria-label", texts::charts::search_rows(widget.title));
    let field = field.with("autocomplete", "off").on_input(Box::new(move |text| card.search.set(text)));
    Node::of("div", "chart__search").child(field)
}

fn holds(table: &Twin, row: usize, small: &str) -> bool {
    small.is_empty() || table.columns.iter().any(|column| column.cells[row].to_lowercase().contains(small))
}

/// The table that stands for a chart; of a great many rows the first, and how many there are.
pub fn twin_table(card: Card, widget: &Widget) -> Vec<Node> {
    let table = twin(widget, &card.data_of(widget), &card.currency());
    let shown = count(&table);
    let cut = (shown < table.rows).then(|| {
        let text = texts::words::first_rows(shown, table.rows);
        Node::of("p", "chart__note").say(text)
    });
    let rows = (0..shown).map(|row| line(&table, row, None)).collect();
    std::iter::once(boxed(widget, &table, rows)).chain(cut).collect()
}

fn press(card: Card, click: Click, value: &str, opens: Option<&'static str>) {
    match click {
        Click::Filter { field, .. } => {
            filter::toggle(card.app, field, value);
            card.lead_on(opens);
        }
        Click::Card { .. } => opened::open(card.app, value),
    }
}

fn column(click: Click) -> &'static str {
    match click {
        Click::Filter { column, .. } | Click::Card { column } => column,
    }
}

/// A cell as filters and cards name it.
fn value(data: &WidgetData, column: &str, row: usize) -> Option<String> {
    match data.texts(column).get(row) {
        Some(text) => text.clone(),
        None => data.numbers(column).get(row).copied().flatten().map(f64_text),
    }
}

fn count(table: &Twin) -> usize {
    table.columns.first().map_or(0, |column| column.cells.len())
}

/// A table that scrolls sideways and downwards inside its box.
fn boxed(widget: &Widget, table: &Twin, rows: Vec<Node>) -> Node {
    let heads = table.columns.iter().map(|column| cell("th", column).with("scope", "col").say(&column.heading));
    let head = Node::new("thead").child(Node::new("tr").all(heads));
    let place = Node::of("div", "chart__table").with("tabindex", "0").with("role", "region");
    let place = place.with("aria-label", texts::charts::table_of(widget.title));
    place.child(Node::new("table").child(head).child(Node::new("tbody").all(rows)))
}

/// One row, its first cell the row's header, and the button that stands for the row.
fn line(table: &Twin, row: usize, mut button: Option<Node>) -> Node {
    let cells = table.columns.iter().enumerate().map(|(place, column)| {
        let text = &column.cells[row];
        let cell = if place == 0 { cell("th", column).with("scope", "row") } else { cell("td", column) };
        match button.take() {
            Some(button) => cell.child(button.say(text)),
            None => cell.say(text),
        }
    });
    let cells: Vec<Node> = cells.collect();
    Node::new("tr").all(cells)
}

fn cell(tag: &'static str, column: &TwinColumn) -> Node {
    if column.numeric {
        Node::of(tag, "chart__number")
    } else if column.cells.iter().any(|cell| cell.len() > ONE_LINE) {
        Node::of(tag, "chart__text")
    } else {
        Node::new(tag)
    }
}
