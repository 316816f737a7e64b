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
    let busy = move || matches!(app.job.get(), Job::Inspecting(_));
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
        <p class="drop-zone__title">"Drop CSV or Parquet files here"</p>
        <p class="muted">"or anywhere on this page; several at once are fine"</p>
        <div class="drop-zone__actions">
            <FilePicker label="Choose files" />
            <button class="button" data-testid="sample" on:click=move |_| take::sample(app, SAMPLE_PIPELINE)>
                <Icon glyph=Glyph::Spark />
                "Try with sample data"
            </button>
        </div>
    }
}

/// A real file input that looks like a button.
#[component]
pub fn FilePicker(label: &'static str, #[prop(optional)] quiet: bool) -> impl IntoView {
    let app = AppState::get();
    let chosen = move |event: web_sys::Event| {
        let input: HtmlInputElement = event_target(&event);
        take::chosen(app, files::from_input(&input));
    };
    view! {
        <label class="button file-picker" class:button--primary=!quiet class:button--small=quiet>
            <input type="file" multiple class="visually-hidden" data-testid="file-input" on:change=chosen />
            {label}
        </label>
    }
}

#[component]
fn Looking() -> impl IntoView {
    let app = AppState::get();
    let subject = app.source.with_untracked(|source| match source {
        Some(Source::Files(files)) => format!("Looking at {}", counted(files.len(), "file", "files")),
        _ => "Making sample data".to_owned(),
    });
    let waiting = move || !app.engine.state().with(|state| state.is_ready());
    view! {
        <span class="spinner" aria-hidden="true"></span>
        <p class="drop-zone__title" role="status">
            {subject}
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
