//! The place to bring files to: by drop, by picker, by keyboard; or sample data.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::counted;
use super::icon::{Glyph, Icon};
use crate::platform::files;
use crate::ui::actions::{run, take};
use crate::ui::state::{AppState, Job, Source};

/// The pipeline whose sample data is offered.
const SAMPLE_PIPELINE: &str = "sales";

/// The drop zone; while the engine looks at files it says so instead.
#[component]
pub fn DropZone() -> impl IntoView {
    let app = AppState::get();
    let busy = move || matches!(app.job.get(), Job::Walking | Job::Inspecting(_));
    view! {
        <section class="drop-zone" data-testid="drop-zone" aria-label="Choose files" aria-busy=move || busy().to_string()>
            <Show when=busy fallback=Invitation>
                <Looking />
            </Show>
        </section>
    }
}

#[component]
fn Invitation() -> impl IntoView {
    let app = AppState::get();
    view! {
        <div class="drop-zone__glyph">
            <Icon glyph=Glyph::Upload />
        </div>
        <p class="drop-zone__title">"Drop files or folders here"</p>
        <p class="muted">"CSV, Excel, JSON or Parquet, also packed; anywhere on this page"</p>
        <div class="drop-zone__actions">
            <FilePicker label="Choose files" />
            <FilePicker label="Choose a folder" folder=true />
            <button class="button" data-testid="sample" on:click=move |_| take::sample(app, SAMPLE_PIPELINE)>
                <Icon glyph=Glyph::Spark />
                "Try with sample data"
            </button>
        </div>
    }
}

/// A real file input that looks like a button; with `folder` for a whole folder.
#[component]
pub fn FilePicker(label: &'static str, #[prop(optional)] quiet: bool, #[prop(optional)] folder: bool) -> impl IntoView {
    let app = AppState::get();
    let chosen = move |event: web_sys::Event| {
        let input: HtmlInputElement = event_target(&event);
        take::chosen(app, if folder { files::from_folder_input(&input) } else { Ok(files::from_input(&input)) });
    };
    let (testid, primary) = if folder { ("folder-input", false) } else { ("file-input", !quiet) };
    let whole = folder.then_some("");
    let input = view! {
        <input type="file" multiple class="visually-hidden" data-testid=testid on:change=chosen />
    };
    view! {
        <label class="button file-picker" class:button--primary=primary class:button--small=quiet>
            {input.attr("webkitdirectory", whole)}
            {label}
        </label>
    }
}

/// What the app is looking at before there is anything to show.
pub fn subject(app: AppState) -> String {
    if app.job.get() == Job::Walking {
        return format!("Looking through the folder, {} so far", counted(app.walk.get().1, "file", "files"));
    }
    app.source.with(|source| match source {
        Some(Source::Files(files)) => format!("Looking at {}", counted(files.len(), "file", "files")),
        Some(Source::Kept { name, .. }) => format!("Opening “{name}”"),
        _ => "Making sample data".to_owned(),
    })
}

#[component]
fn Looking() -> impl IntoView {
    let app = AppState::get();
    let waiting = move || app.job.get() != Job::Walking && !app.engine.state().with(|state| state.is_ready());
    view! {
        <span class="spinner" aria-hidden="true"></span>
        <p class="drop-zone__title" role="status">
            {move || subject(app)}
            "…"
        </p>
        <p class="muted">
            {move || {
                if waiting() { "The engine is still loading; this goes on by itself." } else { "This takes a moment." }
            }}
        </p>
        <div class="drop-zone__actions">
            <button class="button" data-testid="cancel" on:click=move |_| run::cancel(app)>
                "Cancel"
            </button>
        </div>
    }
}
