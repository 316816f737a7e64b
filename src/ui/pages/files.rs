//! The files page: what was taken, how it matches, and what the person wants otherwise.

use std::sync::Arc;

use leptos::prelude::*;

use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::{self, SPECS};
use crate::platform::dom::Node;
use crate::protocol::Inspection;
use crate::texts;
use crate::ui::actions::run;
use crate::ui::components::controls::{button, fold, select};
use crate::ui::components::drop_zone::{Picker, file_picker, subject};
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::error_panel::error_panel;
use crate::ui::components::file_card::{file_card, problem_line};
use crate::ui::components::mapping::Subject;
use crate::ui::components::parameters::parameters_before;
use crate::ui::components::preflight::{options, run_bar};
use crate::ui::components::recipe_bar::recipe_picker;
use crate::ui::live::live;
use crate::ui::state::groups::groups;
use crate::ui::state::{AppState, Draft, Job, memory, plan};

/// Files that cannot be used and have a card of their own each.
const MAX_PROBLEM_CARDS: usize = 20;

/// The files page.
pub fn files_page(app: AppState) -> Vec<Node> {
    let any = Memo::new(move |_| app.inspection.with(Option::is_some));
    let page = Node::of("div", "page").child(error_panel(app));
    if !any.get() {
        return vec![page.child(empty_state(app, texts::files::NO_FILES, texts::files::BRING))];
    }
    let row = Node::of("div", "button-row").child(shown(app, pipeline_select));
    let row = row.child(file_picker(app, Picker::Others)).child(recipe_picker(app));
    let head = Node::of("header", "page__head").child(shown(app, head)).child(row);
    vec![page.child(head).child(shown(app, data_sets)).child(shown(app, body))]
}

/// A place that shows something about the files and the choices.
fn shown(app: AppState, content: fn(AppState, &Draft, &Arc<Inspection>) -> Vec<Node>) -> Node {
    live(Box::new(move || match app.inspection.get() {
        Some(inspection) => app.draft.with(|draft| content(app, draft, &inspection)),
        None => Vec::new(),
    }))
}

fn head(app: AppState, draft: &Draft, inspection: &Arc<Inspection>) -> Vec<Node> {
    let count = inspection.files.len();
    let fitting = inspection.files.iter().filter(|file| file.problem.is_none()).count();
    let lead = match fitting {
        _ if matches!(app.job.get(), Job::Walking | Job::Inspecting(_)) => subject(app),
        0 if draft.files.is_empty() => texts::files::NONE_USABLE.to_owned(),
        0 => texts::files::NOTHING_KNOWN.to_owned(),
        _ if fitting < count => texts::files::some_usable(fitting, count),
        _ => texts::files::CHECK_AND_RUN.to_owned(),
    };
    let title = Node::new("h1").say(texts::words::files(count));
    vec![Node::new("div").child(title).child(Node::of("p", "lead").with("role", "status").say(lead))]
}

/// What the files are; only pipelines that can run are offered.
fn pipeline_select(app: AppState, draft: &Draft, inspection: &Arc<Inspection>) -> Vec<Node> {
    let own = Arc::clone(inspection);
    let choose = move |pipeline: String| turn_to(app, &own, &pipeline);
    let ready = SPECS.iter().filter(|spec| plan::is_ready(spec));
    let choices = ready.map(|spec| (spec.id.to_owned(), spec.title.to_owned())).collect();
    let select = select(texts::files::ANALYSE_AS, "pipeline-select", choices, &draft.pipeline, Box::new(choose));
    vec![Node::of("label", "field field--inline").child(Node::new("span").say(texts::files::ANALYSE_AS)).child(select)]
}

/// Has the files analysed as what a pipeline takes.
fn turn_to(app: AppState, inspection: &Inspection, pipeline: &str) {
    let mut draft = Draft::matched(inspection, pipeline);
    memory::recall(&mut draft, inspection, &app.layouts.read_untracked());
    app.draft.set(draft);
}

/// Where the files hold several data sets: which, and a button that runs each; one run after the other.
fn data_sets(app: AppState, draft: &Draft, inspection: &Arc<Inspection>) -> Vec<Node> {
    let sets = plan::data_sets(inspection);
    if sets.len() < 2 {
        return Vec::new();
    }
    let named = |(spec, files): &(&PipelineSpec, usize)| texts::files::data_set(spec.title, *files);
    let names = sets.iter().map(named).collect::<Vec<_>>().join(", ");
    let text = texts::files::data_sets(sets.len(), &names);
    let buttons = sets.iter().map(|(spec, _)| {
        let (own, id) = (Arc::clone(inspection), spec.id);
        let ready = !app.is_busy() && (draft.pipeline != id || draft.missing(inspection).is_empty());
        let go = move || {
            if app.draft.with_untracked(|draft| draft.pipeline != id) {
                turn_to(app, &own, id);
            }
            // What is still missing is said below.
            if app.draft.with_untracked(|draft| draft.missing(&own).is_empty()) {
                run::chosen(app);
            }
        };
        button(&texts::files::run_of(spec.title), &format!("run-{id}"), Box::new(go)).is("disabled", !ready)
    });
    let row = Node::of("div", "button-row").all(buttons);
    let banner = Node::of("div", "banner").with("role", "status").named("data-sets");
    vec![banner.child(Node::new("p").say(text)).child(row)]
}

/// The options, one card for files that are alike, and the way on.
fn body(app: AppState, draft: &Draft, inspection: &Arc<Inspection>) -> Vec<Node> {
    let busy = matches!(app.job.get(), Job::Inspecting(_));
    let mut list = Node::of("ul", "file-list").with("aria-busy", busy.to_string());
    let (mut problem_cards, mut rest) = (0, Vec::new());
    for files in groups(inspection, &draft.pipeline) {
        let problems: Vec<_> = files.iter().filter_map(|file| inspection.files.get(*file)?.problem.as_ref()).collect();
        problem_cards += usize::from(!problems.is_empty());
        if problems.is_empty() || problem_cards <= MAX_PROBLEM_CARDS {
            let subject = Subject { app, inspection: Arc::clone(inspection), files: Arc::new(files) };
            list = list.all(file_card(&subject, draft));
        } else {
            rest.extend(problems);
        }
    }
    if !rest.is_empty() {
        let title = texts::files::more_unusable(rest.len());
        let lines = || rest.iter().copied().map(problem_line).collect();
        let more = fold(app, &title, "more-problems", false, &lines);
        list = list.child(Node::of("li", "file-card file-card--problem").child(more));
    }
    if draft.files.is_empty() {
        return vec![list];
    }
    let parameters = pipelines::spec(&draft.pipeline).map(|spec| parameters_before(app, spec, &draft.parameters));
    let settings = [options(app, draft, inspection)].into_iter().chain(parameters);
    settings.chain([list, run_bar(app, draft, inspection)]).collect()
}
