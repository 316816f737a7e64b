//! The bar at the top: name, pages, engine, look.

use leptos::prelude::*;

use super::brand::mark;
use super::controls::icon;
use super::engine_chip::engine_chip;
use super::icon::Glyph;
use super::theme_toggle::theme_toggle;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::commands;
use crate::ui::live::live;
use crate::ui::routes::Page;
use crate::ui::state::AppState;
use crate::ui::state::palette::Shown;

/// The top bar. The pages are offered once there is something on them.
pub fn top_bar(app: AppState) -> Node {
    let brand = move || {
        let start = app.view().with(|view| view.on(Page::Start).href());
        let link = Node::of("a", "topbar__brand").with("href", start).with("aria-label", texts::frame::HOME_LINK);
        vec![link.child(mark()).child(Node::of("span", "topbar__name").say(texts::frame::APP))]
    };
    let name = texts::frame::COMMANDS;
    let commands = Node::of("button", "icon-button").named("commands").with("aria-label", name).with("title", name);
    let commands = commands.with("aria-keyshortcuts", "Control+K").child(icon(Glyph::Search));
    let commands = commands.on_press(Box::new(move || commands::open(app, Shown::Commands)));
    let tools = Node::of("div", "topbar__tools").child(engine_chip(app)).child(commands).child(theme_toggle(app));
    let bar = Node::of("header", "topbar").child(live(Box::new(brand)));
    bar.child(live(Box::new(move || pages(app)))).child(tools)
}

fn pages(app: AppState) -> Vec<Node> {
    let run = app.run.get();
    let has_log = app.journal.with(|journal| !journal.entries.is_empty());
    let is_empty = run.is_none() && !app.is_busy();
    let view = app.view().get();
    if is_empty && !has_log && view.page != Page::Runs {
        return Vec::new();
    }
    let has_audience = run.and_then(|run| run.spec()?.audience.as_ref()).is_some();
    let about_run = [Page::Dashboard, Page::Tables, Page::Quality, Page::Lineage].into_iter();
    let about_run = about_run.chain(has_audience.then_some(Page::Campaign)).filter(|_| !is_empty);
    let pages = [Page::Start].into_iter().chain(about_run).chain([Page::Runs]);
    let links = pages.map(|page| {
        let link = Node::of("a", "topbar__link").with("id", link_id(page)).with("href", view.on(page).href());
        let link = link.say(page.title());
        link.maybe("aria-current", (view.page == page).then_some("page"))
    });
    vec![Node::of("nav", "topbar__nav").with("aria-label", texts::frame::PAGES).all(links)]
}

/// The id of the link to a page.
pub fn link_id(page: Page) -> String {
    format!("to-{}", page.title())
}
