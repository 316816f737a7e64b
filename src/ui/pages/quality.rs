//! The quality page: checks, score, corrections, and the rejected rows, which can be mended.

use leptos::prelude::*;

use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::run;
use crate::ui::components::controls::button;
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::quality::{checks, corrections, edits, rejects, score};
use crate::ui::state::{AppState, Run};

/// The page, as the state says it is.
pub fn quality_page(app: AppState) -> Vec<Node> {
    let content = match app.run.get() {
        Some(run) => content(app, &run),
        None => nothing(app),
    };
    vec![Node::of("div", "page page--wide quality").all(content)]
}

fn nothing(app: AppState) -> Vec<Node> {
    vec![empty_state(app, texts::words::NO_DATA, texts::quality::TOLD_OF_RUN)]
}

fn content(app: AppState, run: &Run) -> Vec<Node> {
    let lead = texts::quality::LEAD;
    let title =
        Node::new("div").child(Node::new("h1").say(texts::frame::QUALITY)).child(Node::of("p", "lead").say(lead));
    let head = Node::of("header", "page__head").child(title);
    let (report, failure) = app.quality.with(|quality| (quality.report.clone(), quality.failure.clone()));
    let mut nodes = vec![head];
    nodes.extend(banner(app));
    let failure = failure.map(|failure| Node::of("p", "inline-error").with("role", "alert").say(failure.to_string()));
    nodes.extend(failure);
    let Some(report) = report else {
        nodes.push(Node::of("p", "muted").with("role", "status").say(texts::quality::GATHERING));
        return nodes;
    };
    // Not every pipeline makes a score of its checks.
    if !report.making.is_empty() {
        nodes.push(score::score(run.report.quality.as_ref(), &report));
    }
    nodes.push(checks::checks(app, &report));
    nodes.push(corrections::corrections(&report));
    nodes.push(edits::edits(app, &run.request));
    nodes.extend(rejects::rejects(app, run, &report));
    nodes
}

/// What is to be known before the rest is read: a run under way, one that failed, or an engine that has gone.
fn banner(app: AppState) -> Option<Node> {
    let again = || button(texts::words::RUN_AGAIN, "run-again", Box::new(move || run::again(app)));
    let told = |tone: &str, text: String| {
        Node::of("div", "banner").with("data-tone", tone).with("role", "status").child(Node::new("p").say(text))
    };
    if app.is_busy() {
        let stop = button(texts::words::CANCEL, "cancel", Box::new(move || run::cancel(app)));
        let text = texts::quality::BUSY;
        return Some(told("", text.to_owned()).named("quality-busy").child(stop));
    }
    if let Some(failure) = app.failure.get() {
        return Some(told("danger", failure.to_string()).named("quality-failure").child(again()));
    }
    let gone = texts::quality::RESTARTED;
    (!app.session_alive()).then(|| told("warning", gone.to_owned()).child(again()))
}
