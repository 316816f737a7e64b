//! What the run was made from, folded away above the dashboard.

use std::sync::Arc;

use leptos::prelude::*;

use super::counted;
use super::evidence::Evidence;
use super::file_card::FileHead;
use super::icon::{Glyph, Icon};
use crate::pipelines;
use crate::protocol::FileInspection;
use crate::ui::routes::Page;
use crate::ui::state::draft::{self, Draft, FileDraft};
use crate::ui::state::{AppState, Run};

/// The files of a run, and which of their columns went where.
#[component]
pub fn MatchPanel(run: Arc<Run>) -> impl IntoView {
    let view = AppState::get().view();
    let href = move || view.with(|view| view.on(Page::Files).href());
    let inspection = run.inspection.clone()?;
    let count = inspection.files.len();
    let title = format!("How {} {} matched", counted(count, "file", "files"), if count == 1 { "was" } else { "were" });
    let files = inspection.files.iter().enumerate().map(|(index, file)| {
        let pairs = pairs(file, index, &run.draft);
        view! { <MatchedFile file=file.clone() pairs /> }
    });
    Some(view! {
        <details class="panel" data-testid="match">
            <summary>
                <Icon glyph=Glyph::File />
                {title}
            </summary>
            <ul class="matched">{files.collect_view()}</ul>
            <a class="button button--small" href=href>
                "Change the match"
            </a>
        </details>
    })
}

/// An input column, the source column that fed it, and why.
struct Pair {
    input: &'static str,
    source: String,
    evidence: String,
}

#[component]
fn MatchedFile(file: FileInspection, pairs: Vec<Pair>) -> impl IntoView {
    let problem = file.problem.clone().map(|problem| view! { <p class="file-card__problem">{problem.to_string()}</p> });
    let pairs = pairs.into_iter().map(|pair| {
        view! {
            <li>
                <span class="matched__input">{pair.input}</span>
                <span>"← " {pair.source}</span>
                <Evidence text=pair.evidence />
            </li>
        }
    });
    view! {
        <li class="matched__file">
            <FileHead file />
            {problem}
            <ul class="matched__pairs">{pairs.collect_view()}</ul>
        </li>
    }
}

/// The columns as they were run, in the order of the input.
fn pairs(file: &FileInspection, index: usize, draft: &Draft) -> Vec<Pair> {
    let spec = pipelines::spec(&draft.pipeline);
    let chosen = draft.files.iter().find(|one| one.file == index);
    let input = spec.zip(chosen).and_then(|(spec, chosen)| draft::input_spec(spec, chosen));
    let columns = input.into_iter().flat_map(|input| input.columns);
    columns.filter_map(|column| pair(file, chosen?, column.name)).collect()
}

fn pair(file: &FileInspection, chosen: &FileDraft, input: &'static str) -> Option<Pair> {
    let source = chosen.columns.get(input).copied().flatten()?;
    let found = file.matches.iter().find(|found| Some(&found.input) == chosen.input.as_ref());
    let binding = found.and_then(|found| found.bindings.iter().find(|binding| binding.input_column == input));
    let evidence = binding.filter(|binding| binding.source == Some(source)).map(|binding| binding.evidence.clone());
    Some(Pair {
        input,
        source: file.columns.get(source)?.clone(),
        evidence: evidence.unwrap_or_else(|| "chosen by you".to_owned()),
    })
}
