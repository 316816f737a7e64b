//! Sections to jump to, the filters in force, and the way to the rows behind them; stays in sight while the dashboard
//! scrolls.

use leptos::prelude::*;

use super::controls::icon;
use super::filter_chips::{chips_place, clear_button, filter_chips};
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::page;
use crate::texts;
use crate::ui::live::live;
use crate::ui::routes::{Page, View};
use crate::ui::state::AppState;

/// The bar.
pub fn filter_bar(app: AppState, sections: Vec<(&'static str, &'static str)>) -> Node {
    live(Box::new(move || {
        let links = sections.iter().map(|&(id, title)| {
            let button = Node::of("button", "filter-bar__section").say(title);
            button.on_press(Box::new(move || page::scroll_to(id)))
        });
        let nav = Node::of("nav", "filter-bar__sections").with("aria-label", texts::dashboard::SECTIONS).all(links);
        let loading = app.widgets.with(|widgets| widgets.loading);
        let busy = if loading { "filter-bar__busy filter-bar__busy--on" } else { "filter-bar__busy" };
        let busy = Node::of("div", busy).with("aria-hidden", "true");
        vec![Node::of("div", "filter-bar").named("filter-bar").child(nav).child(filters(app)).child(busy)]
    }))
}

fn filters(app: AppState) -> Node {
    let view = app.view().get();
    let place = chips_place("filter-bar__chips");
    if view.filters.is_empty() {
        return place.child(Node::of("span", "muted").say(texts::dashboard::HOW_TO_FILTER));
    }
    let place = place.all(filter_chips(app, &view.filters));
    place.child(clear_button(app, texts::words::CLEAR_ALL, "clear-filters")).all(rows_behind(app, &view))
}

/// Links to the rows of the selection: the first table's by itself, the others' in a menu.
fn rows_behind(app: AppState, view: &View) -> Vec<Node> {
    let Some(run) = app.run.get() else { return Vec::new() };
    let behind = run.spec().map(|spec| spec.behind).unwrap_or_default();
    let mut tables = behind.iter().filter(|name| run.report.tables.iter().any(|table| table.name == **name));
    let link = |class: &str, table: &str| {
        let href = View { table: Some(table.to_owned()), ..view.on(Page::Tables) }.href();
        Node::of("a", class).with("href", href)
    };
    let Some(first) = tables.next() else { return Vec::new() };
    let main =
        link("button button--small", first).named("rows-behind").with("title", texts::dashboard::rows_behind(first));
    let others = tables.map(|table| {
        let link = link("menu__entry", table).named(format!("rows-behind-{table}")).say(*table);
        Node::new("li").child(link)
    });
    let others: Vec<Node> = others.collect();
    let menu = (!others.is_empty()).then(|| {
        let summary = Node::of("summary", "button button--small").with("title", texts::dashboard::ROWS_ELSEWHERE);
        let list = Node::of("ul", "menu__list").all(others);
        Node::of("details", "menu").named("rows-behind-menu").child(summary.say(texts::dashboard::MORE)).child(list)
    });
    vec![main.child(icon(Glyph::Table)).say(texts::dashboard::SHOW_ROWS)].into_iter().chain(menu).collect()
}
