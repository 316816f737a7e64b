//! The campaign page: who is to be addressed, in which order, for how much, and who is left alone to compare with.

use std::sync::Arc;

use leptos::prelude::*;

use crate::pipelines::spec::AudienceSpec;
use crate::platform::dom::Node;
use crate::protocol::Request;
use crate::texts;
use crate::ui::actions::audience as actions;
use crate::ui::components::audience_form::Form;
use crate::ui::components::audience_list::Shown;
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::export_button::export_button;
use crate::ui::components::session_banner::session_banner;
use crate::ui::live::{Content, follow, live, part};
use crate::ui::state::campaign::Campaign;
use crate::ui::state::{AppState, Run};

/// The campaign page.
pub fn campaign_page(app: AppState) -> Vec<Node> {
    vec![part("campaign", Box::new(move || page(app)))]
}

fn page(app: AppState) -> Content {
    follow(Box::new(move || {
        begin(app);
        actions::follow(app);
    }));
    let any = Memo::new(move |_| app.run.with(Option::is_some));
    Box::new(move || {
        let page = Node::of("div", "page page--wide");
        if !any.get() {
            let text = texts::campaign::MADE_FROM_RUN;
            return vec![page.child(empty_state(app, texts::words::NO_DATA, text))];
        }
        vec![page.child(session_banner(app)).child(live(Box::new(move || content(app))))]
    })
}

/// What this run's list is made from.
fn audience(run: &Run) -> Option<&'static AudienceSpec> {
    run.spec()?.audience.as_ref()
}

/// A first plan, where there is none for this pipeline.
fn begin(app: AppState) {
    let Some((run, spec)) = app.run.get().and_then(|run| Some((Arc::clone(&run), audience(&run)?))) else { return };
    let pipeline = &run.report.pipeline;
    if app.campaign.with_untracked(|campaign| campaign.pipeline != *pipeline) {
        let filters = app.view().with_untracked(|view| view.filters.clone());
        app.campaign.set(Campaign::first(pipeline, spec, &filters));
    }
}

fn content(app: AppState) -> Vec<Node> {
    let Some(run) = app.run.get() else { return Vec::new() };
    let Some((pipeline, spec)) = run.spec().zip(audience(&run)) else {
        return vec![Node::of("p", "lead").say(texts::campaign::NOBODY_KNOWN)];
    };
    let subject = pipeline.subject.as_ref();
    let people = subject.map_or("people".to_owned(), |subject| format!("{}s", subject.name));
    let (campaign, audience) = (app.campaign.get(), app.audience.get());
    let plan = campaign.plan();
    let list = audience.list.as_deref();
    let form = Form { app, pipeline, spec, people: &people, campaign: &campaign, list };
    let form = Node::of("div", "audience__form").all(form.nodes());

    let lead = Node::of("p", "lead").say(texts::campaign::lead(&people));
    let title = Node::new("div").child(Node::new("h1").say(texts::frame::CAMPAIGN)).child(lead);
    let nobody = list.is_none_or(|list| list.counts.addressed + list.counts.holdout == 0);
    let export = plan.clone().filter(|_| !nobody).map(|plan| {
        let request = move || Request::ExportAudience(plan.clone());
        export_button(app, "audience-export", texts::campaign::EXPORT, Box::new(request))
    });
    let head = Node::of("header", "page__head").child(title).child(Node::of("div", "button-row").all(export));

    let problem = match (&plan, &audience.failure) {
        (None, _) => Some(texts::campaign::UNUSABLE.to_owned()),
        (Some(plan), None) if plan.budget.is_some() && plan.cost == 0.0 => Some(texts::campaign::NO_COST.to_owned()),
        (_, failure) => failure.as_ref().map(ToString::to_string),
    };
    let problem =
        problem.map(|text| Node::of("p", "inline-error").with("role", "alert").named("audience-problem").say(text));
    let result =
        Node::of("div", "audience__result").named("audience-result").with("aria-busy", audience.loading.to_string());
    let result = result.all(problem);
    // The words follow the plan that was asked with.
    let asked = audience.wanted.as_ref().map(|(_, plan)| plan).or(plan.as_ref());
    let result = match (list, asked) {
        (Some(list), Some(plan)) => {
            let shown = Shown { pipeline, spec, people: &people, currency: run.currency(), plan, list };
            let sum = Node::of("section", "panel audience__sum").child(Node::new("h2").say(texts::campaign::OUTCOME));
            result.child(sum.child(shown.funnel()).child(shown.worth())).child(shown.rows())
        }
        _ => result.child(Node::of("p", "muted").with("role", "status").say(texts::campaign::MAKING)),
    };
    vec![head, Node::of("div", "audience").child(form).child(result)]
}
