//! Above the grid: search, a row to go to, the columns, how many rows there are, and why not all.

use leptos::prelude::*;

use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::choice;
use crate::ui::actions::grid::{self, GO_ID, SEARCH_ID};
use crate::ui::components::controls::{button, icon};
use crate::ui::components::icon::Glyph;
use crate::ui::state::AppState;
use crate::ui::state::grid::Panel;

/// The line of tools.
pub fn toolbar(app: AppState) -> Vec<Node> {
    let grid_state = app.grid;
    let searched = app.view().with(|view| view.choice.search.clone());
    let search = Node::new("input").with("type", "search").with("id", SEARCH_ID).named(SEARCH_ID);
    let search = search.with("placeholder", texts::tables::SEARCH_IN).with("aria-label", texts::tables::SEARCH);
    let search = search.with("autocomplete", "off").value(&grid_state.search.get().unwrap_or(searched));
    let search = search.on_input(Box::new(move |text| choice::search(app, text)));
    let go = Node::new("input").with("type", "text").with("id", GO_ID).named(GO_ID).with("inputmode", "numeric");
    let go = go
        .with("placeholder", texts::tables::ROW)
        .with("aria-label", texts::tables::GO_TO_ROW)
        .with("autocomplete", "off");
    let go = go.on_choice(Box::new(move |text| grid::go_to_row(app, &text)));
    let columns = button(texts::words::COLUMNS, "columns", Box::new(move || app.grid.panel.set(Panel::Columns)));
    let record = button(texts::tables::RECORD, "record", Box::new(move || grid::open_record(app)));
    let record = record.with("title", texts::tables::RECORD_WHAT);
    let (shown, all) = grid_state.shape.with(|shape| (shape.shown.len(), shape.columns.len()));
    let hidden = (shown < all).then(|| Node::of("span", "muted").say(texts::tables::columns_shown(shown, all)));
    let summary = Node::of("summary", "button button--small").say(texts::tables::KEYS_TITLE);
    let keys = Node::of("details", "menu").named("table-keys").child(summary);
    let keys =
        keys.child(Node::of("dl", "menu__list sheet-keys").all(
            texts::tables::KEYS.iter().map(|(keys, what)| {
                Node::new("div").child(Node::new("dt").say(*keys)).child(Node::new("dd").say(*what))
            }),
        ));
    let said = Node::of("p", "sheet-tools__rows").with("role", "status").named("table-rows").say(rows_text(app));
    let copied = Node::of("p", "muted").with("role", "status").named("table-said").say(grid_state.said.get());
    let tools = Node::of("div", "sheet-tools").with("role", "group").with("aria-label", texts::tables::TOOLS);
    let tools = tools.child(Node::of("div", "sheet-tools__search").child(search));
    let tools =
        tools.child(Node::of("div", "sheet-tools__go").child(go)).child(columns).all(hidden).child(record).child(keys);
    vec![tools.child(copied).child(said)]
}

/// How many rows there are, and of how many.
fn rows_text(app: AppState) -> String {
    app.grid.rows.with(|rows| match &rows.shown {
        None => String::new(),
        Some(_) if rows.rows == rows.all => texts::words::rows(rows.all),
        Some(_) => texts::tables::some_rows(rows.rows, rows.all),
    })
}

/// The conditions in words, each with a way to take it away.
pub fn chips(app: AppState) -> Vec<Node> {
    let chosen = app.view().with(|view| view.choice.clone());
    if chosen.is_all() {
        return Vec::new();
    }
    let chip = |text: String, pressed: Box<dyn Fn()>| {
        let chip = Node::of("button", "filter-chip").named("condition-chip");
        let chip = chip.child(Node::of("span", "visually-hidden").say(texts::tables::REMOVE_CONDITION));
        chip.child(Node::of("span", "sheet-chip").say(text)).child(icon(Glyph::Close)).on_press(pressed)
    };
    let search = (!chosen.search.is_empty()).then(|| {
        let forget = move || {
            app.grid.search.set(None);
            choice::choose(app, &|rows| rows.search.clear());
        };
        chip(texts::tables::searched(&chosen.search), Box::new(forget))
    });
    let conditions = chosen.conditions.iter().map(|one| {
        let column = one.column.clone();
        let text = format!("{} {}", one.column, one.condition.words());
        chip(text, Box::new(move || choice::choose(app, &|rows| rows.set(&column, None))))
    });
    let all = Node::of("button", "link-button").named("clear-conditions").say(texts::words::CLEAR_ALL);
    let all = all.on_press(Box::new(move || choice::choose_all(app)));
    let row = Node::of("div", "selection__chips").with("role", "group").with("aria-label", texts::tables::CONDITIONS);
    vec![row.all(search).all(conditions).child(all)]
}
