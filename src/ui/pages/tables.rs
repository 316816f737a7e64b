//! The tables page: every table of every layer, the rows of a selection, and its export.

use leptos::prelude::*;

use crate::pipelines::spec::SubjectSpec;
use crate::platform::dom::Node;
use crate::platform::menu;
use crate::protocol::Request;
use crate::texts;
use crate::ui::actions::table;
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::explorer::{chips, panel, sheet, toolbar};
use crate::ui::components::export_menu::export_menu;
use crate::ui::components::filter_chips::{chips_place, clear_button, filter_chips};
use crate::ui::components::session_banner::session_banner;
use crate::ui::components::table_list::table_list;
use crate::ui::live::{Content, follow, live, part};
use crate::ui::routes::View;
use crate::ui::state::grid::{Rows, RowsKey};
use crate::ui::state::{AppState, Run};

/// The tables page.
pub fn tables_page(app: AppState) -> Vec<Node> {
    vec![part("tables", Box::new(move || page(app)))]
}

fn page(app: AppState) -> Content {
    // Taken away with the page.
    StoredValue::new_local(menu::follow());
    let wanted = Memo::new(move |_| wanted(app));
    follow(Box::new(move || {
        if let Some(key) = wanted.get() {
            table::show(app, key);
        }
    }));
    let any = Memo::new(move |_| app.run.with(Option::is_some));
    Box::new(move || {
        let name = wanted.with(|key| key.as_ref().map(|key| key.table.clone()));
        let page = Node::of("div", "page page--wide");
        if !any.get() {
            let text = texts::tables::MADE_BY_RUN;
            return vec![page.child(empty_state(app, texts::tables::NO_TABLES, text))];
        }
        let head = live(Box::new(move || app.run.get().iter().map(|run| head(app, run)).collect()));
        let list = live(Box::new(move || app.run.get().iter().map(|run| table_list(app, run)).collect()));
        let table = name.map_or_else(unknown, |name| table_view(app, wanted, &name));
        let explorer = Node::of("div", "explorer").child(list).child(table);
        vec![page.child(head).child(session_banner(app)).child(explorer).child(panel(app))]
    })
}

fn unknown() -> Node {
    Node::of("p", "lead").say(texts::tables::UNKNOWN)
}

/// The rows of the table in the address; without a table there, of the first of the last layer: what most people came
/// for.
fn wanted(app: AppState) -> Option<RowsKey> {
    let (run, view) = (app.run.get()?, app.view().get());
    let tables = &run.report.tables;
    let last = tables.iter().map(|table| table.layer).max();
    let first = || tables.iter().find(|table| Some(table.layer) == last).map(|table| table.name.clone());
    let table = view.table.or_else(first)?;
    tables.iter().find(|known| known.name == table)?;
    let View { sort, filters, choice, .. } = view;
    Some(RowsKey { run: run.number, pipeline: run.report.pipeline.clone(), table, sort, filters, choice })
}

/// What the table is, its tools, and its rows.
fn table_view(app: AppState, wanted: Memo<Option<RowsKey>>, name: &str) -> Node {
    let view = Node::of("section", "table-view").with("aria-label", texts::tables::table(name));
    let about = live(Box::new(move || wanted.get().iter().flat_map(|key| about(app, key)).collect()));
    let tools = live(Box::new(move || toolbar(app)));
    let chips = live(Box::new(move || chips(app)));
    view.child(about).child(tools).child(chips).child(live(Box::new(move || says(app)))).child(sheet(app))
}

/// Why there are no rows.
fn says(app: AppState) -> Vec<Node> {
    app.grid.rows.with(|rows| {
        if let Some(failure) = &rows.failure {
            return vec![Node::of("p", "inline-error").with("role", "alert").say(failure.to_string())];
        }
        let Some(key) = rows.shown.as_ref().filter(|_| rows.rows == 0) else { return Vec::new() };
        let text = if rows.all == 0 {
            texts::tables::NO_ROWS
        } else if key.choice.is_all() {
            texts::tables::NONE_SELECTED
        } else {
            texts::tables::NONE_FOUND
        };
        vec![Node::of("p", "table-box__empty").named("no-rows").say(text)]
    })
}

fn head(app: AppState, run: &Run) -> Node {
    let lead = texts::tables::lead(run.report.tables.len());
    let title =
        Node::new("div").child(Node::new("h1").say(texts::frame::TABLES)).child(Node::of("p", "lead").say(lead));
    let request = |format| Request::ExportAll { format };
    let menu = export_menu(app, "export-zip", texts::tables::EXPORT_ALL, Box::new(request));
    Node::of("header", "page__head").child(title).child(Node::of("div", "button-row").child(menu))
}

/// Title, meaning and exports of the table, and the selection it is shown for.
fn about(app: AppState, key: &RowsKey) -> Vec<Node> {
    let Some(run) = app.run.get() else { return Vec::new() };
    let spec = run.spec();
    let subject = spec.and_then(|spec| spec.subject.as_ref());
    let about = spec.and_then(|spec| spec.table(&key.table)).into_iter().flat_map(|spec| {
        let line = texts::tables::made(spec.grain, spec.sources, spec.primary_key);
        let line = Node::of("p", "muted").say(line);
        [Node::of("p", "table-view__doc").say(spec.doc), line]
    });
    let title = Node::new("div").child(Node::new("h2").say(&key.table)).all(about);
    app.grid.rows.with(|rows| {
        let there = Some(rows).filter(|rows| rows.shown.as_ref() == Some(key));
        let head = Node::of("div", "table-view__head").child(title).child(exports(app, key, there));
        [head].into_iter().chain(selection(app, key, there, subject)).collect()
    })
}

/// The exports of what is shown: all rows, or those chosen.
fn exports(app: AppState, key: &RowsKey, there: Option<&Rows>) -> Node {
    let part = there.filter(|rows| rows.filtered || !key.choice.is_all());
    let label = part.map_or(texts::tables::EXPORT.to_owned(), |rows| texts::tables::export_rows(rows.rows));
    let RowsKey { table, filters, choice, .. } = key.clone();
    let request = move |format| Request::Export {
        table: table.clone(),
        format,
        filters: filters.clone(),
        choice: choice.clone(),
    };
    Node::of("div", "button-row").child(export_menu(app, "export", &label, Box::new(request)))
}

/// Which rows these are, where filters are set.
fn selection(app: AppState, key: &RowsKey, there: Option<&Rows>, subject: Option<&SubjectSpec>) -> Option<Node> {
    if key.filters.is_empty() {
        return None;
    }
    let text = match there {
        None => String::new(),
        Some(rows) if rows.filtered => texts::tables::selected(rows.rows, rows.all),
        Some(_) => match subject {
            Some(subject) => texts::tables::not_about(subject.name),
            None => texts::tables::NOT_FILTERED.to_owned(),
        },
    };
    let note = Node::of("div", "selection").named("selection").child(Node::new("p").with("role", "status").say(text));
    let chips = chips_place("selection__chips");
    let all = there.filter(|rows| rows.filtered).map(|_| clear_button(app, texts::tables::SHOW_ALL, "show-all"));
    Some(note.child(chips.all(filter_chips(app, &key.filters)).all(all)))
}
