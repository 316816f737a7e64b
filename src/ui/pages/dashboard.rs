//! The run page: progress while it works, then its layers and its dashboard. An earlier dashboard stays, dimmed.

use leptos::prelude::*;

use crate::pipelines;
use crate::platform::dom::Node;
use crate::platform::menu;
use crate::present::dashboard::Section;
use crate::texts;
use crate::ui::charts::figures::heading;
use crate::ui::components::conservation::conservation;
use crate::ui::components::diagnostics::diagnostics_panel;
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::error_panel::{error_panel, run_again};
use crate::ui::components::export_menu::report_button;
use crate::ui::components::filter_bar::filter_bar;
use crate::ui::components::keep::{keep_bar, kept_sets};
use crate::ui::components::layers::{layers, run_facts};
use crate::ui::components::match_panel::match_panel;
use crate::ui::components::open_readings::open_readings;
use crate::ui::components::parameters::parameters_panel;
use crate::ui::components::phases::phases_panel;
use crate::ui::components::recipe_bar::recipe_bar;
use crate::ui::components::session_banner::session_banner;
use crate::ui::components::widget;
use crate::ui::live::{Content, live, part};
use crate::ui::state::{AppState, Job};

/// The dashboard page.
pub fn dashboard_page(app: AppState) -> Vec<Node> {
    vec![part("dashboard", Box::new(move || page(app)))]
}

fn page(app: AppState) -> Content {
    // Taken away with the page.
    StoredValue::new_local(menu::follow());
    let busy = Memo::new(move |_| app.job.get() != Job::Idle);
    let pipeline = Memo::new(move |_| app.run.with(|run| Some(run.as_ref()?.report.pipeline.clone())));
    Box::new(move || {
        let page = Node::of("div", "page page--wide").child(error_panel(app));
        let above = live(Box::new(move || match (busy.get(), app.run.with(Option::is_none)) {
            (true, _) => vec![phases_panel(app)],
            (false, true) if app.failure.with(Option::is_none) => nothing_yet(app),
            _ => Vec::new(),
        }));
        let run = live(Box::new(move || {
            let (busy, finished) = (busy.get(), pipeline.get().map(|pipeline| finished(app, &pipeline)));
            let run = Node::of("div", if busy { "run run--old" } else { "run" }).with("aria-busy", busy.to_string());
            vec![run.all(finished)]
        }));
        vec![page.child(above).child(run)]
    })
}

/// A link was opened in a tab that has no data: say what it would show.
fn nothing_yet(app: AppState) -> Vec<Node> {
    let text = app.view().with_untracked(|view| {
        let spec = view.pipeline.as_deref().and_then(pipelines::spec);
        texts::dashboard::nothing_yet(spec.map(|spec| spec.title), !view.filters.is_empty())
    });
    let stopped = app.request.with(Option::is_some).then(|| {
        let banner = Node::of("div", "banner").with("role", "status");
        let banner = banner.child(Node::new("p").say(texts::dashboard::STOPPED));
        banner.child(run_again(app, "button button--small"))
    });
    let kept = live(Box::new(move || kept_sets(app)));
    stopped.into_iter().chain([empty_state(app, texts::words::NO_DATA, &text), kept]).collect()
}

/// What a run of this pipeline gives. Another run fills it anew; its cards stay as they are looked at.
fn finished(app: AppState, pipeline: &str) -> Node {
    let sections = pipelines::spec(pipeline).map(|spec| (spec.dashboard)().sections).unwrap_or_default();
    let links = sections.iter().map(|section| (section.id, section.title)).collect();
    let failure = move || {
        let failure = app.widgets.with(|widgets| widgets.failure.clone());
        let line = failure.map(|failure| Node::of("p", "inline-error").with("role", "alert").say(failure.to_string()));
        line.into_iter().collect()
    };
    let sections = sections.into_iter().map(|section| section_of(app, section));
    let page = Node::of("div", "live").keyed(pipeline).child(live(Box::new(move || account(app))));
    let page = page.child(parameters_panel(app)).child(live(Box::new(move || panels(app))));
    page.child(filter_bar(app, links)).child(live(Box::new(failure))).all(sections)
}

/// What the run took and made.
fn account(app: AppState) -> Vec<Node> {
    let Some(run) = app.run.get() else { return Vec::new() };
    let title = run.spec().map_or(texts::frame::DASHBOARD, |spec| spec.title);
    let head = Node::of("header", "page__head").child(Node::new("h1").say(title)).child(run_facts(&run.report));
    let bar = live(Box::new(move || recipe_bar(app)));
    let head = head.child(Node::of("div", "button-row").child(report_button(app)).child(bar));
    let account = Node::of("div", "account-grid").child(layers(&run.report)).child(conservation(&run.report));
    let keep = live(Box::new(move || keep_bar(app)));
    let head = [head, session_banner(app), keep].into_iter().chain(open_readings(app, &run));
    head.chain([account]).collect()
}

/// How it was matched, and what there is to say about it.
fn panels(app: AppState) -> Vec<Node> {
    let Some(run) = app.run.get() else { return Vec::new() };
    vec![Node::of("div", "panel-grid").all(match_panel(app, &run)).all(diagnostics_panel(&run.report.diagnostics))]
}

fn section_of(app: AppState, section: Section) -> Node {
    let heading = heading(section.id);
    let title = Node::new("h2").with("id", &heading).with("tabindex", "-1").say(section.title);
    let grid = Node::of("div", "widget-grid").all(section.widgets.into_iter().map(|widget| widget::card(app, widget)));
    let place = Node::of("section", "section").with("id", section.id).with("aria-labelledby", heading);
    place.child(title).child(grid)
}
