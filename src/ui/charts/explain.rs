//! How the figures of a widget are computed, told when somebody asks.

use leptos::prelude::*;

use super::card::Card;
use super::tools;
use crate::pipelines;
use crate::pipelines::spec::TableSpec;
use crate::platform::dom::Node;
use crate::present::dashboard::Widget;
use crate::texts;
use crate::ui::routes::{Page, View};

/// The menu behind the question mark; its text is made while it is open.
pub fn menu(card: Card, widget: &Widget) -> Node {
    let open = card.explained.get();
    let label = texts::charts::how_of(widget.title);
    let summary = Node::of("summary", "chart__tool chart__tool--round")
        .with("aria-label", label)
        .with("title", texts::charts::HOW);
    // It may be longer than its box, which then scrolls by keys as well.
    let body = Node::of("div", "menu__body menu__body--text").with("tabindex", "0").with("role", "region");
    let body = body.with("aria-label", texts::charts::HOW);
    let body = if open {
        body.child(Node::of("p", "menu__title").say(texts::charts::HOW)).all(text(card, widget))
    } else {
        body
    };
    let menu = tools::menu(summary.say("?"), format!("chart-how-{}", widget.id), body);
    let toggled = move |now| {
        if card.explained.get_untracked() != now {
            card.explained.set(now);
        }
    };
    menu.is("open", open).on_toggle(Box::new(toggled))
}

fn text(card: Card, widget: &Widget) -> Vec<Node> {
    let mut text = vec![Node::new("p").say(widget.help)];
    let view = card.app.view().get();
    let spec = view.pipeline.as_deref().and_then(pipelines::spec).and_then(|spec| spec.table(widget.table));
    if let Some(spec) = spec {
        text.push(source(spec, &view));
        let data = card.data().unwrap_or_default();
        let shown = spec.columns.iter().filter(|column| data.columns.iter().any(|(name, _)| name == column.name));
        let columns = shown.flat_map(|column| {
            let name = Node::new("dt").child(Node::new("code").say(column.name));
            [name, Node::new("dd").say(column.doc)]
        });
        text.push(Node::of("dl", "menu__columns").all(columns));
    }
    text
}

/// The table, with a link to it, and what it is made from.
fn source(spec: &TableSpec, view: &View) -> Node {
    let link = Node::new("a").with("href", table_link(view, spec.name)).say(spec.name);
    let source = Node::new("p").say(texts::charts::SOURCE).child(link);
    if spec.sources.is_empty() {
        return source.say(".");
    }
    source.say(texts::charts::made_from(spec.sources))
}

/// The address of a table on its own page, under the filters of now.
pub fn table_link(view: &View, table: &str) -> String {
    View { table: Some(table.to_owned()), ..view.on(Page::Tables) }.href()
}
