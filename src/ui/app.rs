//! The root: app-wide state, and the frame around every page.

use std::cell::Cell;

use super::components::drop_overlay::drop_overlay;
use super::components::footer::footer;
use super::components::keep::drop_question;
use super::components::notices::notices;
use super::components::palette::palette;
use super::components::subject_card::subject_card;
use super::components::topbar::{link_id, top_bar};
use super::components::update_notice::update_notice;
use super::live::{follow, live, mount, part};
use super::pages::{campaign, dashboard, files, lineage, not_found, quality, runs, start, tables};
use super::routes::Page;
use super::state::{AppState, parameters};
use super::{actions, commands, routes};
use crate::base;
use crate::platform::dom::Node;
use crate::platform::{launch, locale, page};
use crate::texts;
use leptos::prelude::*;

/// The whole page.
pub fn start() {
    if let Some(own) = locale::locale() {
        base::locale::set(own);
    }
    let app = AppState::start(routes::Router::follow());
    // The world outside: the tab's title and focus, and the dashboard's data, which follows run and filters.
    let before = Cell::new(None);
    follow(Box::new(move || {
        let now = app.view().with(|view| view.page);
        page::set_title(&texts::frame::tab_title(now.title()));
        // What had the focus is gone with its page; reading goes on at the new page's start.
        if before.replace(Some(now)).is_some_and(|before| before != now) {
            page::begin("main");
        }
        // On a small screen the links scroll.
        page::reveal(&link_id(now));
    }));
    follow(Box::new(move || actions::widgets::follow(app)));
    follow(Box::new(move || actions::card::follow(app)));
    follow(Box::new(move || actions::quality::follow(app)));
    follow(Box::new(move || actions::runs::follow_run(app)));
    actions::runs::follow(app);
    parameters::follow(app);
    actions::keep::follow(app);
    actions::keep::begin(app);
    launch::follow(move |files| actions::take::chosen(app, Ok(files)));
    commands::listen(app);
    mount(Box::new(move || frame(app)));
}

fn frame(app: AppState) -> Vec<Node> {
    let skip = Node::of("button", "skip-link").say(texts::frame::SKIP).on_press(Box::new(|| page::focus("main")));
    let shown = Memo::new(move |_| app.view().with(|view| view.page));
    let pages = live(Box::new(move || vec![page_of(app, shown.get())]));
    let main = Node::new("main").with("id", "main").with("tabindex", "-1");
    let main = main.child(live(Box::new(move || update_notice(app)))).child(notices(app)).child(pages);
    let question = live(Box::new(move || drop_question(app)));
    let footer = live(Box::new(move || footer(app)));
    vec![skip, top_bar(app), main, footer, drop_overlay(app), subject_card(app), question, palette(app)]
}

/// A page; another page is another place, so that nothing of the one before stays.
fn page_of(app: AppState, page: Page) -> Node {
    let content: fn(AppState) -> Vec<Node> = match page {
        Page::Start => start::start_page,
        Page::Files => files::files_page,
        Page::Dashboard => dashboard::dashboard_page,
        Page::Tables => tables::tables_page,
        Page::Quality => quality::quality_page,
        Page::Lineage => lineage::lineage_page,
        Page::Campaign => campaign::campaign_page,
        Page::Runs => runs::runs_page,
        Page::Nowhere => |_| not_found::not_found_page(),
    };
    part(page.title(), Box::new(move || Box::new(move || content(app))))
}
