//! Taking files, or making sample data: the engine looks at them, and where nothing need be asked the run follows.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{run, unexpected};
use crate::base::Diagnostic;
use crate::client::Call;
use crate::platform::files::{self, Dropped};
use crate::protocol::{Inspection, Reply, Request};
use crate::ui::routes::{Page, View};
use crate::ui::state::{AppState, Draft, Job, RunProgress, Source, plan};

/// The size and seed of the sample data: large enough to be a real shop, small enough to be there at once.
const SAMPLE_ROWS: u32 = 40_000;
const SAMPLE_SEED: u32 = 42;

/// Takes dropped files in place of the ones before.
pub fn dropped(app: AppState, dropped: Dropped) {
    chosen(app, dropped.files);
    dropped.problems.into_iter().for_each(|problem| app.notify(problem));
}

/// Takes chosen files in place of the ones before.
pub fn chosen(app: AppState, files: Vec<web_sys::File>) {
    if !files.is_empty() {
        take(app, Source::Files(files));
    }
}

/// Makes sample data for a pipeline in the engine and runs it.
pub fn sample(app: AppState, pipeline: &str) {
    take(app, Source::Sample { pipeline: pipeline.to_owned(), rows: SAMPLE_ROWS, seed: SAMPLE_SEED });
}

fn take(app: AppState, source: Source) {
    run::cancel(app);
    app.notices.set(Vec::new());
    app.source.set(Some(source));
    app.inspection.set(None);
    app.request.set(None);
    spawn_local(async move {
        match inspect(app).await {
            Some(Ok(inspection)) => next_step(app, &inspection),
            Some(Err(diagnostic)) => run::fail(app, diagnostic),
            None => {}
        }
    });
}

/// Shows the engine the files. `None` when something newer has taken this one's place.
pub(super) async fn inspect(app: AppState) -> Option<Result<Arc<Inspection>, Diagnostic>> {
    let generation = app.engine.generation().get_untracked();
    let call = ask(app)?;
    let job = Job::Inspecting(call.id);
    app.job.set(job);
    app.failure.set(None);
    app.progress.set(RunProgress::default());
    let answer = call.await;
    if app.job.get_untracked() != job {
        return None;
    }
    app.job.set(Job::Idle);
    Some(answer.and_then(|answer| match answer.reply {
        Reply::Inspected(inspection) => {
            let inspection = Arc::new(inspection);
            app.inspection.set(Some(Arc::clone(&inspection)));
            app.shown_to.set(Some(generation));
            Ok(inspection)
        }
        _ => Err(unexpected(&answer)),
    }))
}

fn ask(app: AppState) -> Option<Call> {
    let on_progress = move |progress| app.progress.update(|all| all.update(progress));
    app.source.with_untracked(|source| {
        Some(match source.as_ref()? {
            Source::Files(list) => {
                let request = Request::Inspect { files: list.iter().map(files::stub).collect() };
                let parts: Vec<JsValue> = list.iter().map(JsValue::from).collect();
                app.engine.call(request, &parts, on_progress)
            }
            Source::Sample { pipeline, rows, seed } => {
                let request = Request::Sample { pipeline: pipeline.clone(), rows: *rows, seed: *seed };
                app.engine.call(request, &[], on_progress)
            }
        })
    })
}

pub(super) fn next_step(app: AppState, inspection: &Inspection) {
    let pipeline = plan::pipeline(inspection).map(|spec| spec.id).unwrap_or_default();
    let draft = Draft::matched(inspection, pipeline);
    let request = draft.request();
    app.draft.set(draft);
    if plan::runs_by_itself(inspection) {
        // The dashboard shows the files folded away, so the ones left out are named here.
        for problem in inspection.files.iter().filter_map(|file| file.problem.clone()) {
            app.notify(problem);
        }
        run::start(app, request);
    } else {
        app.router.go(&View { page: Page::Files, pipeline: Some(pipeline.to_owned()), ..View::default() });
    }
}
