//! The parameters of a pipeline, to be changed and run again; on the files page, before the first run.

use std::sync::Arc;

use leptos::prelude::*;

use super::controls::{checkbox, icon};
use super::icon::Glyph;
use super::parameter_row::parameter_row;
use super::value::words;
use crate::pipelines::spec::{ParameterSpec, PipelineSpec};
use crate::platform::dom::Node;
use crate::protocol::RunReport;
use crate::texts;
use crate::ui::actions::run as actions;
use crate::ui::live::live;
use crate::ui::state::parameters::{self, Texts};
use crate::ui::state::{AppState, Run};

/// The name of the panel, folded or not.
pub const PANEL: &str = "parameters";
/// The line that tells what the latest run computed; it is read out after one.
const OUTCOME: &str = "parameters-outcome";
/// The word that is looked for to see what is changed.
const CHANGED: &str = "changed:";

/// The panel of a run.
pub fn parameters_panel(app: AppState) -> Node {
    live(Box::new(move || {
        let Some((run, spec)) = app.run.get().and_then(|run| Some((Arc::clone(&run), run.spec()?))) else {
            return Vec::new();
        };
        let same = app.draft.with(|draft| draft.pipeline == spec.id);
        let texts = if same { app.draft.with(|draft| draft.parameters.clone()) } else { Texts::new() };
        let bar = || bar(app, spec, &run, &texts);
        vec![panel(app, spec, &texts, &bar)]
    }))
}

/// The panel before a run: what is changed here holds for the run to come.
pub fn parameters_before(app: AppState, spec: &'static PipelineSpec, texts: &Texts) -> Node {
    panel(app, spec, texts, &|| {
        let by_link = app.run.with(Option::is_none) && app.view().with(|view| !view.parameters.is_empty());
        let text = if by_link { texts::parameters::NEXT_RUN_BY_LINK } else { texts::parameters::NEXT_RUN };
        let text = Node::of("p", "parameters__outcome").say(text);
        Node::of("div", "parameters__bar").child(text).all(reset_all(app, texts))
    })
}

fn panel(app: AppState, spec: &'static PipelineSpec, texts: &Texts, bar: &dyn Fn() -> Node) -> Node {
    let wrong = !parameters::problems(spec, texts).is_empty();
    let open = app.is_open(PANEL, wrong);
    let toggled = move |now| {
        // Unfolding by itself is told as well, and is nobody's wish.
        if now != untrack(|| app.is_open(PANEL, wrong)) {
            app.fold(PANEL, now);
        }
    };
    let changed = match texts.len() {
        0 => texts::parameters::DEFAULTS.to_owned(),
        count => texts::parameters::changed(count),
    };
    let summary = Node::new("summary").child(icon(Glyph::Sliders)).say(texts::parameters::TITLE);
    let summary = summary.child(Node::of("span", "muted").say(changed));
    let details = Node::of("details", "panel parameters").named(PANEL).child(summary);
    let details = if open { details.child(body(app, spec, texts)).child(bar()) } else { details };
    details.is("open", open).on_toggle(Box::new(toggled))
}

fn body(app: AppState, spec: &'static PipelineSpec, texts: &Texts) -> Node {
    let search = app.search.get();
    let (only_changed, word) = match search.strip_prefix(CHANGED) {
        Some(word) => (true, word),
        None => (false, search.as_str()),
    };
    let word = word.to_lowercase();
    let sought = |parameter: &&ParameterSpec| {
        let found = [parameter.name, &words(parameter.name), parameter.doc, parameter.unit];
        (!only_changed || texts.contains_key(parameter.name))
            && found.iter().any(|text| text.to_lowercase().contains(&word))
    };
    let rows = spec.parameters.iter().filter(sought).map(|parameter| parameter_row(app, spec, parameter, texts));
    let rows: Vec<Node> = rows.collect();
    let none = rows.is_empty().then(|| Node::of("p", "muted").say(texts::parameters::NONE_FOUND));
    let field = Node::new("input").with("type", "search").with("aria-label", texts::parameters::SEARCH);
    let field =
        field.with("placeholder", texts::parameters::search_among(spec.parameters.len())).named("parameters-search");
    let prefix = if only_changed { CHANGED } else { "" };
    let typed = move |text: String| app.search.set(format!("{prefix}{text}"));
    let field = field.value(search.strip_prefix(CHANGED).unwrap_or(&search)).on_input(Box::new(typed));
    let own = word.clone();
    let switch = move |on| app.search.set(format!("{}{own}", if on { CHANGED } else { "" }));
    let switch = checkbox(texts::parameters::ONLY_CHANGED, "parameters-changed", only_changed, Box::new(switch));
    let tools = Node::of("div", "parameters__tools").child(field).child(switch);
    Node::of("div", "parameters__body").child(tools).child(Node::of("ul", "parameters__list").all(rows)).all(none)
}

/// What the last run computed, why this cannot run if so, and the ways on.
fn bar(app: AppState, spec: &PipelineSpec, run: &Run, texts: &Texts) -> Node {
    let wrong = texts.iter().filter(|(name, text)| parameters::problem(spec, name, text).is_some());
    let wrong: Vec<&str> = wrong.map(|(name, _)| name.as_str()).collect();
    let latest = match (app.inspection.get(), &run.inspection) {
        (Some(now), Some(then)) => Arc::ptr_eq(&now, then),
        _ => false,
    };
    let differing = differing(texts, &run.request.parameters);
    let (ready, says) = match differing {
        _ if !latest => (false, texts::parameters::OTHER_FILES.to_owned()),
        _ if !wrong.is_empty() => (false, texts::parameters::wrong(&wrong)),
        0 => (false, outcome(&run.report)),
        _ => (true, texts::parameters::not_applied(differing)),
    };
    let says = Node::of("p", "parameters__outcome")
        .with("id", OUTCOME)
        .with("tabindex", "-1")
        .with("role", "status")
        .named(OUTCOME)
        .say(says);
    let apply = Node::of("button", "button button--primary button--small")
        .named("parameters-apply")
        .say(texts::parameters::APPLY);
    let apply = apply.is("disabled", !ready || app.is_busy());
    let apply = apply.on_press(Box::new(move || actions::retune(app, OUTCOME)));
    Node::of("div", "parameters__bar").child(says).all(reset_all(app, texts)).child(apply)
}

fn reset_all(app: AppState, texts: &Texts) -> Option<Node> {
    let reset = move || app.edit(&mut |draft| draft.parameters.clear());
    let button = Node::of("button", "button button--small").named("parameters-reset").say(texts::parameters::RESET_ALL);
    (!texts.is_empty()).then(|| button.on_press(Box::new(reset)))
}

/// How many parameters are not the same in both.
fn differing(left: &Texts, right: &Texts) -> usize {
    let absent = right.keys().filter(|name| !left.contains_key(*name)).count();
    left.iter().filter(|(name, text)| right.get(*name) != Some(text)).count() + absent
}

/// What was taken from the run before, and what was not.
fn outcome(report: &RunReport) -> String {
    if report.reused.is_empty() {
        return texts::parameters::APPLIED.to_owned();
    }
    let anew = report.steps.iter().map(|step| &step.step).filter(|step| !report.reused.contains(step));
    let anew: Vec<&str> = anew.map(String::as_str).collect();
    texts::parameters::outcome(&report.reused, &anew)
}
