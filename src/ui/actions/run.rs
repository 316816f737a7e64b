//! Running a pipeline over the files taken, cancelling it, running it again.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{take, unexpected};
use crate::base::{Diagnostic, Severity};
use crate::client::EngineState;
use crate::platform::page;
use crate::protocol::{Reply, Request, RunRequest};
use crate::ui::routes::{Page, View};
use crate::ui::state::{AppState, Draft, Job, Run, RunProgress, memory};

/// Runs, and shows the dashboard page while it does. An engine started since the files were taken is given them first.
pub fn start(app: AppState, request: RunRequest) {
    show_dashboard(app, &request);
    spawn_local(begin(app, request));
}

pub(super) async fn begin(app: AppState, request: RunRequest) {
    if !app.engine_has_files() {
        match take::inspect(app).await {
            Some(Ok(_)) => {}
            Some(Err(diagnostic)) => return fail(app, diagnostic),
            None => return,
        }
    }
    run(app, request).await;
}

/// Runs the latest request again with the parameters of the panel, and goes on reading at the element with the id `then`.
pub fn retune(app: AppState, then: &'static str) {
    let Some(mut request) = app.request.get_untracked() else { return };
    request.parameters = app.draft.with_untracked(|draft| draft.parameters.clone());
    show_dashboard(app, &request);
    spawn_local(async move {
        begin(app, request).await;
        // The new account is drawn first.
        TimeoutFuture::new(0).await;
        page::focus(then);
    });
}

/// Runs what the person has chosen, and keeps the choices for such files.
pub fn chosen(app: AppState) {
    if let Some(inspection) = app.inspection.get_untracked() {
        let layouts = app.layouts.get_untracked();
        app.draft.with_untracked(|draft| memory::keep(draft, &inspection, &layouts));
    }
    start(app, app.draft.with_untracked(Draft::request));
}

/// Gives the engine the files again and repeats the last run, or the look at the files if that is what failed.
pub fn again(app: AppState) {
    cancel(app);
    app.notices.set(Vec::new());
    if matches!(app.engine.state().get_untracked(), EngineState::Failed(_)) {
        app.engine.restart();
    }
    let request = app.request.get_untracked();
    spawn_local(async move {
        match (take::inspect(app).await, request) {
            (Some(Ok(_)), Some(request)) => run(app, request).await,
            (Some(Ok(inspection)), None) => take::next_step(app, &inspection),
            (Some(Err(diagnostic)), _) => fail(app, diagnostic),
            (None, _) => {}
        }
    });
}

/// Stops whatever is under way.
pub fn cancel(app: AppState) {
    match app.job.get_untracked() {
        Job::Idle => {}
        Job::Walking => {
            app.walk.update(|(walk, _)| *walk += 1);
            app.job.set(Job::Idle);
        }
        Job::Inspecting(id) | Job::Running(id) => app.engine.cancel(id),
    }
}

/// Says why the work came to nothing. A cancel is the person's own wish and no failure.
pub(super) fn fail(app: AppState, diagnostic: Diagnostic) {
    if diagnostic.code == "cancelled" || diagnostic.severity == Severity::Info {
        app.notify(diagnostic);
    } else {
        app.failure.set(Some(diagnostic));
    }
}

async fn run(app: AppState, request: RunRequest) {
    app.request.set(Some(request.clone()));
    app.failure.set(None);
    app.progress.set(RunProgress::default());
    let on_progress = move |progress| app.progress.update(|all| all.update(progress));
    let generation = app.engine.generation().get_untracked();
    let call = app.engine.call(Request::Run(request.clone()), &[], on_progress);
    let job = Job::Running(call.id);
    app.job.set(job);
    let answer = call.await;
    if app.job.get_untracked() != job {
        return;
    }
    app.job.set(Job::Idle);
    match answer {
        Ok(answer) => match answer.reply {
            Reply::Ran(report) => {
                let number = app.run.with_untracked(|run| run.as_ref().map_or(0, |run| run.number)) + 1;
                let (draft, inspection) = (app.draft.get_untracked(), app.inspection.get_untracked());
                app.run.set(Some(Arc::new(Run { number, generation, report: *report, request, draft, inspection })));
            }
            _ => fail(app, unexpected(&answer)),
        },
        Err(diagnostic) => fail(app, diagnostic),
    }
}

fn show_dashboard(app: AppState, request: &RunRequest) {
    let parameters = request.parameters.clone();
    app.router.go(&View { parameters, ..shown(app, Page::Dashboard, &request.pipeline) });
}

/// Shows a page about a pipeline.
pub(super) fn show(app: AppState, page: Page, pipeline: &str) {
    app.router.go(&shown(app, page, pipeline));
}

/// A link that brought filters and parameters keeps them for the data it was made for; another pipeline starts without.
fn shown(app: AppState, page: Page, pipeline: &str) -> View {
    let current = app.view().get_untracked();
    let same = current.pipeline.as_ref().is_none_or(|own| own == pipeline);
    let kept = if same { current.on(page) } else { View { page, ..View::default() } };
    View { pipeline: Some(pipeline.to_owned()), ..kept }
}
