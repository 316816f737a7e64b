//! What the run was made from, folded away above the dashboard.

use leptos::prelude::*;

use super::controls::{evidence, icon};
use super::file_card::{file_head, problem_line};
use super::icon::Glyph;
use crate::pipelines;
use crate::platform::dom::Node;
use crate::protocol::{FileInspection, Inspection};
use crate::texts;
use crate::ui::live::live;
use crate::ui::routes::Page;
use crate::ui::state::draft::{self, FileDraft};
use crate::ui::state::groups::groups;
use crate::ui::state::{AppState, Run};

/// The files of a run, and which of their columns went where.
pub fn match_panel(app: AppState, run: &Run) -> Option<Node> {
    let inspection = run.inspection.as_ref()?;
    let count = inspection.files.len();
    let title = texts::dashboard::matched(count);
    let groups = groups(inspection, &run.draft.pipeline);
    let files = Node::of("ul", "matched").all(groups.iter().filter_map(|files| matched(run, inspection, files)));
    let link = live(Box::new(move || {
        let href = app.view().with(|view| view.on(Page::Files).href());
        vec![Node::of("a", "button button--small").with("href", href).say(texts::dashboard::CHANGE_MATCH)]
    }));
    let panel = Node::of("details", "panel").named("match");
    Some(panel.child(Node::new("summary").child(icon(Glyph::File)).say(title)).child(files).child(link))
}

/// An input column, the source column that fed it, why, and how its cells were read.
struct Pair {
    input: &'static str,
    source: String,
    evidence: String,
    how: Option<String>,
}

/// Files that are alike.
fn matched(run: &Run, inspection: &Inspection, files: &[usize]) -> Option<Node> {
    let first = *files.first()?;
    let (file, takes) = (inspection.files.get(first)?, run.draft.takes(first));
    let pairs = pairs(file, first, run).into_iter().map(|pair| {
        let input = Node::of("span", "matched__input").say(pair.input);
        let source = Node::new("span").say(format!("← {}", pair.source));
        let how = pair.how.map(|how| Node::of("span", "matched__how").say(how));
        Node::new("li").child(input).child(source).child(evidence(&pair.evidence)).all(how)
    });
    let matched = Node::of("li", "matched__file").all(file_head(inspection, files, takes));
    let matched = matched.all(file.problem.as_ref().filter(|_| !takes).map(problem_line));
    Some(matched.child(Node::of("ul", "matched__pairs").all(pairs)))
}

/// The columns as they were run, in the order of the input.
fn pairs(file: &FileInspection, index: usize, run: &Run) -> Vec<Pair> {
    let spec = pipelines::spec(&run.draft.pipeline);
    let chosen = run.draft.of(index);
    let input = spec.zip(chosen).and_then(|(spec, chosen)| draft::input_spec(spec, chosen));
    let columns = input.into_iter().flat_map(|input| input.columns);
    columns.filter_map(|column| pair(file, chosen?, column.name, run)).collect()
}

fn pair(file: &FileInspection, chosen: &FileDraft, input: &'static str, run: &Run) -> Option<Pair> {
    let source = chosen.source(input)?;
    let found = file.matches.iter().find(|found| Some(&found.input) == chosen.input.as_ref());
    let binding = found.and_then(|found| found.bindings.iter().find(|binding| binding.input_column == input));
    let evidence = binding.filter(|binding| binding.source == Some(source)).map(|binding| binding.evidence.clone());
    let mut readings = run.report.readings.iter();
    let how = readings.find(|one| Some(&one.input) == chosen.input.as_ref() && one.column == input);
    Some(Pair {
        input,
        source: file.columns.get(source)?.clone(),
        evidence: evidence.unwrap_or_else(|| texts::words::CHOSEN_BY_YOU.to_owned()),
        how: how.map(|reading| reading.how.clone()),
    })
}
