//! The tables page: every table of every layer, the rows of a selection, and its export.

use leptos::prelude::*;

use crate::pipelines::spec::SubjectSpec;
use crate::platform::dom::Node;
use crate::platform::menu;
use crate::protocol::{Request, RowChoice, TablePage};
use crate::ui::actions::table::{self, Loaded, PageKey};
use crate::ui::components::counted;
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::export_menu::export_menu;
use crate::ui::components::filter_chips::{clear_button, filter_chips};
use crate::ui::components::pager::pager;
use crate::ui::components::session_banner::session_banner;
use crate::ui::components::table_grid::Grid;
use crate::ui::components::table_list::table_list;
use crate::ui::components::value::count;
use crate::ui::live::{Content, follow, live, part};
use crate::ui::state::{AppState, Run};

/// The tables page.
pub fn tables_page(app: AppState) -> Vec<Node> {
    vec![part("tables", Box::new(move || page(app)))]
}

fn page(app: AppState) -> Content {
    let loaded: RwSignal<Loaded> = RwSignal::new(None);
    let wanted = Memo::new(move |_| wanted(app));
    follow(Box::new(move || {
        if let Some(key) = wanted.get() {
            table::load(app, key, loaded);
        }
    }));
    let any = Memo::new(move |_| app.run.with(Option::is_some));
    Box::new(move || {
        let page = Node::of("div", "page page--wide");
        if !any.get() {
            let text = "Tables are made by a run, and a run's data stays in the tab that made it. Bring the files to make them here.";
            return vec![page.child(empty_state(app, "No tables in this tab yet", text))];
        }
        let head = live(Box::new(move || app.run.get().iter().map(|run| head(app, run)).collect()));
        let list = live(Box::new(move || app.run.get().iter().map(|run| table_list(app, run)).collect()));
        let table = live(Box::new(move || vec![table(app, wanted.get(), loaded)]));
        let explorer = Node::of("div", "explorer").child(list).child(table);
        vec![page.child(head).child(session_banner(app)).child(explorer)]
    })
}

/// The page of the table in the address; without a table there, of the first of the last layer: what most people came for.
fn wanted(app: AppState) -> Option<PageKey> {
    let (run, view) = (app.run.get()?, app.view().get());
    let tables = &run.report.tables;
    let last = tables.iter().map(|table| table.layer).max();
    let first = || tables.iter().find(|table| Some(table.layer) == last).map(|table| table.name.clone());
    let table = view.table.or_else(first)?;
    tables.iter().find(|known| known.name == table)?;
    Some(PageKey { run: run.number, table, sheet: view.sheet, sort: view.sort, filters: view.filters })
}

fn head(app: AppState, run: &Run) -> Node {
    let lead = format!("{}, from raw rows to results", counted(run.report.tables.len(), "table", "tables"));
    let title = Node::new("div").child(Node::new("h1").say("Tables")).child(Node::of("p", "lead").say(lead));
    let request = |format| Request::ExportAll { format };
    let row = Node::of("div", "button-row").child(export_menu(
        app,
        "export-zip",
        "Export all tables".to_owned(),
        Box::new(request),
    ));
    Node::of("header", "page__head").child(title).child(row)
}

fn table(app: AppState, wanted: Option<PageKey>, loaded: RwSignal<Loaded>) -> Node {
    let known = app.run.get().zip(wanted).and_then(|(run, key)| {
        let info = run.report.tables.iter().find(|table| table.name == key.table).cloned()?;
        Some((run, key, info))
    });
    let Some((run, key, info)) = known else {
        return Node::of("p", "lead").say("This run has no table of that name. Choose one from the list.");
    };
    let spec = run.spec();
    let table_spec = spec.and_then(|spec| spec.table(&key.table));
    let subject = spec.and_then(|spec| spec.subject.as_ref());
    let (loading, shown) = loaded.with(|loaded| match loaded {
        Some((of, page)) if of.table == key.table => (*of != key, Some(page.clone())),
        _ => (true, None),
    });
    let failure = shown
        .as_ref()
        .and_then(|page| page.as_ref().err())
        .map(|failure| Node::of("p", "inline-error").with("role", "alert").say(failure.to_string()));
    let page = shown.and_then(Result::ok);
    let page = page.as_deref();
    let about = table_spec.into_iter().flat_map(|spec| {
        let made_of =
            if spec.sources.is_empty() { String::new() } else { format!("Made from {}. ", spec.sources.join(", ")) };
        let grain = spec.grain.trim_start_matches("one row per ");
        let key = spec.primary_key.join(", ");
        let line = Node::of("p", "muted").say(format!("One row per {grain}. {made_of}Key: {key}."));
        [Node::of("p", "table-view__doc").say(spec.doc), line]
    });
    let title = Node::new("div").child(Node::new("h2").say(&info.name)).all(about);
    let filtered = page.filter(|page| page.filtered);
    let label = filtered.map_or("Export".to_owned(), |page| format!("Export {}", rows(page.rows)));
    let (table, filters) = (key.table.clone(), key.filters.clone());
    let request = move |format| Request::Export {
        table: table.clone(),
        format,
        filters: filters.clone(),
        choice: RowChoice::default(),
    };
    let buttons = Node::of("div", "button-row").child(export_menu(app, "export", label, Box::new(request)));
    let grid = Grid {
        app,
        table: &key.table,
        spec: table_spec,
        subject: subject.map(|subject| subject.id),
        sort: key.sort.as_ref(),
        loading,
    };
    let view = Node::of("section", "table-view").with("aria-label", format!("Table {}", info.name));
    let view = view.child(Node::of("div", "table-view__head").child(title).child(buttons));
    let view = view.all(selection(app, &key, page, subject)).all(failure).child(grid.node(page));
    view.child(pager(app, key.sheet, page.map_or(0, |page| page.rows as usize)))
}

/// Which rows these are, where filters are set.
fn selection(app: AppState, key: &PageKey, page: Option<&TablePage>, subject: Option<&SubjectSpec>) -> Option<Node> {
    if key.filters.is_empty() {
        return None;
    }
    let text = match page {
        None => String::new(),
        Some(page) if page.filtered => format!("{} of {}: those of the selection.", count(page.rows), rows(page.all)),
        Some(_) => match subject {
            Some(subject) => format!("This table is not about {}s, so all its rows are shown.", subject.name),
            None => "The filters choose nothing in this table, so all its rows are shown.".to_owned(),
        },
    };
    let note = Node::of("div", "selection").named("selection").child(Node::new("p").with("role", "status").say(text));
    let chips = Node::of("div", "selection__chips").with("role", "group").with("aria-label", "Filters");
    let all = page.filter(|page| page.filtered).map(|_| clear_button(app, "Show all rows", "show-all"));
    Some(note.child(chips.all(filter_chips(app, &key.filters)).all(all)))
}

fn rows(number: u32) -> String {
    counted(number as usize, "row", "rows")
}
