//! The files page: what was taken, how it matches, and what the person wants otherwise.

use std::sync::Arc;

use leptos::prelude::*;

use crate::pipelines::SPECS;
use crate::protocol::Inspection;
use crate::ui::actions::run;
use crate::ui::components::counted;
use crate::ui::components::drop_zone::FilePicker;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_panel::ErrorPanel;
use crate::ui::components::file_card::FileCard;
use crate::ui::state::{AppState, Draft, plan};

/// The files page.
#[component]
pub fn FilesPage() -> impl IntoView {
    let app = AppState::get();
    view! {
        <div class="page">
            <ErrorPanel />
            {move || match app.inspection.get() {
                Some(inspection) => view! { <Match inspection /> }.into_any(),
                None => {
                    view! { <EmptyState title="No files yet" text="Bring files to see what Varve makes of them." /> }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Match(inspection: Arc<Inspection>) -> impl IntoView {
    let count = inspection.files.len();
    let usable = inspection.files.iter().filter(|file| file.problem.is_none()).count();
    let cards = (0..count).map(|file| view! { <FileCard file inspection=Arc::clone(&inspection) /> }).collect_view();
    let lead = match usable {
        0 => "None of these files can be used.".to_owned(),
        _ if usable < count => format!("{usable} of {count} can be used; the others are left out."),
        _ => "Check which column is which, then run.".to_owned(),
    };
    view! {
        <header class="page__head">
            <div>
                <h1>{counted(count, "file", "files")}</h1>
                <p class="lead">{lead}</p>
            </div>
            <div class="button-row">
                <PipelineSelect inspection=Arc::clone(&inspection) />
                <FilePicker label="Choose other files" quiet=true />
            </div>
        </header>
        <ul class="file-list">{cards}</ul>
        {(usable > 0).then(|| view! { <RunBar inspection /> })}
    }
}

/// What the files are; only pipelines that can run are offered.
#[component]
fn PipelineSelect(inspection: Arc<Inspection>) -> impl IntoView {
    let app = AppState::get();
    let choose = move |event| app.draft.set(Draft::matched(&inspection, &event_target_value(&event)));
    let options = SPECS.iter().filter(|spec| plan::is_ready(spec)).map(|spec| {
        let chosen = move || app.draft.with(|draft| draft.pipeline == spec.id);
        view! { <option value=spec.id prop:selected=chosen>{spec.title}</option> }
    });
    view! {
        <label class="field field--inline">
            <span>"Analyse as"</span>
            <select on:change=choose data-testid="pipeline-select">
                {options.collect_view()}
            </select>
        </label>
    }
}

/// What is missing, or the way on.
#[component]
fn RunBar(inspection: Arc<Inspection>) -> impl IntoView {
    let app = AppState::get();
    let missing = Memo::new(move |_| app.draft.with(|draft| draft.missing(&inspection)));
    let ready = move || missing.with(Vec::is_empty);
    let list = move || missing.get().into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
    view! {
        <div class="run-bar">
            <ul class="run-bar__missing" role="status" data-testid="missing">
                {move || if ready() { view! { <li>"Everything needed is there."</li> }.into_any() } else { list().into_any() }}
            </ul>
            <button
                class="button button--primary"
                data-testid="run"
                disabled=move || !ready()
                on:click=move |_| run::start(app, app.draft.with_untracked(Draft::request))
            >
                "Run"
            </button>
        </div>
    }
}
