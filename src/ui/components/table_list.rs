//! Every table of the run, by layer.

use leptos::prelude::*;

use super::value::count;
use crate::base::Phase;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::routes::{Page, View};
use crate::ui::state::{AppState, Run};

/// The list; each entry is a link to its table.
pub fn table_list(app: AppState, run: &Run) -> Node {
    let view = app.view().get();
    let groups = Phase::ALL.into_iter().filter_map(|layer| group(run, &view, layer));
    Node::of("nav", "table-list").with("aria-label", texts::frame::TABLES).named("table-list").all(groups)
}

fn group(run: &Run, view: &View, layer: Phase) -> Option<Node> {
    let spec = run.spec();
    let tables = run.report.tables.iter().filter(|table| table.layer == layer).map(|table| {
        let href = View { table: Some(table.name.clone()), ..view.on(Page::Tables) }.href();
        let doc = spec.and_then(|spec| spec.table(&table.name)).map(|spec| spec.doc);
        let current = (view.table.as_ref() == Some(&table.name)).then_some("page");
        let link = Node::of("a", "table-list__entry").with("href", href).maybe("aria-current", current);
        let link = link.maybe("title", doc).child(Node::of("span", "table-list__name").say(&table.name));
        Node::new("li").child(link.child(Node::of("span", "table-list__rows").say(count(table.rows))))
    });
    let tables: Vec<Node> = tables.collect();
    let name = layer.label();
    let group = Node::of("section", "table-list__group").with("data-layer", name.to_lowercase());
    let group = group.child(Node::new("h2").say(name));
    (!tables.is_empty()).then(|| group.child(Node::new("ul").all(tables)))
}
