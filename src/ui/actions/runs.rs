//! The log of runs: written behind every run, read, compared, deleted, repeated.

use crate::base::order::sort;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{recipe, take, unexpected};
use crate::base::Diagnostic;
use crate::client::Answer;
use crate::platform::{clipboard, clock, page};
use crate::protocol::{RecipeSource, Reply, Request, RunsReply, RunsRequest};
use crate::texts;
use crate::ui::live;
use crate::ui::routes::Page;
use crate::ui::state::journal::{Journal, Shown};
use crate::ui::state::{AppState, Job, Source};

/// How long the dashboard is left alone before its files are hashed.
const PAUSE_MS: u32 = 400;

/// Asks the engine about runs.
pub(super) async fn ask(app: AppState, request: RunsRequest, parts: &[JsValue]) -> Result<Answer, Diagnostic> {
    app.engine.call(Request::Runs(request), parts, |_| {}).await
}

fn reply(answer: Answer) -> Result<RunsReply, Diagnostic> {
    match answer.reply {
        Reply::Runs(reply) => Ok(reply),
        _ => Err(unexpected(&answer)),
    }
}

/// Reads the run, so that an effect around it writes each into the log: at once, and again when its files are hashed.
pub fn follow_run(app: AppState) {
    let Some(number) = app.run.with(|run| run.as_ref().map(|run| run.number)) else { return };
    let when = clock::now();
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        if !record(app, &when, number).await {
            return;
        }
        loop {
            TimeoutFuture::new(PAUSE_MS).await;
            while is_busy(app) {
                TimeoutFuture::new(PAUSE_MS).await;
            }
            // Piece by piece: what the person asks for meanwhile has its turn.
            loop {
                let hashed = ask(app, RunsRequest::Hash, &[]).await.and_then(reply);
                if !is_current(app, number) || is_busy(app) {
                    break;
                }
                match hashed {
                    Ok(RunsReply::Hashed(false)) => {}
                    Ok(_) => {
                        record(app, &when, number).await;
                        return;
                    }
                    // A file that has changed since has no hash.
                    Err(_) => return,
                }
            }
            if !is_current(app, number) {
                return;
            }
        }
    });
}

fn is_busy(app: AppState) -> bool {
    app.job.get_untracked() != Job::Idle
}

/// Whether the run is still the last one, and the engine still holds it.
fn is_current(app: AppState, number: u32) -> bool {
    let generation = app.engine.generation().get_untracked();
    app.run.with_untracked(|run| run.as_ref().is_some_and(|run| run.number == number && run.generation == generation))
}

async fn record(app: AppState, when: &str, number: u32) -> bool {
    if !is_current(app, number) {
        return false;
    }
    let record = ask(app, RunsRequest::Record { when: when.to_owned() }, &[]).await.and_then(reply);
    match record {
        Ok(RunsReply::Record(text)) if is_current(app, number) => {
            change(app, &mut |journal| journal.keep(when, text.clone()));
            true
        }
        _ => false,
    }
}

/// Changes the log, or what is looked at of it.
pub fn change(app: AppState, change: &mut dyn FnMut(&mut Journal)) {
    app.journal.update(|journal| change(journal));
}

/// Reads the log and the place, so that an effect around it has the engine make lines of the log while it is on screen.
pub fn follow(app: AppState) {
    let mut before = None;
    live::follow(Box::new(move || {
        let now = (app.view().with(|view| view.page == Page::Runs), app.journal.with(|journal| journal.revision));
        if before.replace(now) != Some(now) && now.0 {
            list(app);
        }
    }));
}

fn list(app: AppState) {
    let records = app.journal.with_untracked(Journal::texts);
    spawn_local(async move {
        let request = RunsRequest::List { records };
        let lines = ask(app, request, &[]).await.and_then(reply);
        change(app, &mut |journal| match &lines {
            Ok(RunsReply::List(lines)) => {
                journal.failure = None;
                journal.lines = Arc::new(lines.clone());
            }
            Ok(_) => {}
            Err(problem) => journal.failure = Some(problem.clone()),
        });
    });
}

/// Shows all about a run; asked for again, hides it.
pub fn open(app: AppState, when: String) {
    let is_open = |journal: &Journal| matches!(&journal.shown, Some(Shown::Run(own, _)) if *own == when);
    if app.journal.with_untracked(is_open) {
        return change(app, &mut |journal| journal.shown = None);
    }
    let Some(record) = app.journal.with_untracked(|journal| journal.text(&when)) else { return };
    show(app, RunsRequest::Detail { record }, move |reply| match reply {
        RunsReply::Detail(detail) => Some(Shown::Run(when.clone(), detail)),
        _ => None,
    });
}

/// Shows what differs between the two runs ticked.
pub fn compare(app: AppState) {
    let mut pair = app.journal.with_untracked(|journal| journal.ticked.clone());
    sort(&mut pair, &|left, right| left.cmp(right));
    let text = |when: &str| app.journal.with_untracked(|journal| journal.text(when));
    let [before, after] = pair.as_slice() else { return };
    let (Some(old), Some(new)) = (text(before), text(after)) else { return };
    let (before, after) = (before.clone(), after.clone());
    show(app, RunsRequest::Compare { before: old, after: new }, move |reply| match reply {
        RunsReply::Compared(sheets) => Some(Shown::Compared(before.clone(), after.clone(), sheets)),
        _ => None,
    });
}

fn show(app: AppState, request: RunsRequest, made: impl FnOnce(RunsReply) -> Option<Shown> + 'static) {
    spawn_local(async move {
        match ask(app, request, &[]).await.and_then(reply) {
            Ok(reply) => {
                let shown = made(reply);
                change(app, &mut |journal| journal.shown.clone_from(&shown));
                TimeoutFuture::new(0).await;
                page::focus("run-shown");
            }
            Err(problem) => app.notify(problem),
        }
    });
}

/// Repeats a run: over the files at hand if they are its own, else as soon as they are brought.
pub fn repeat(app: AppState, when: String) {
    let Some(record) = app.journal.with_untracked(|journal| journal.text(&when)) else { return };
    let line = app.journal.with_untracked(|journal| journal.lines.iter().find(|line| line.when == when).cloned());
    if let Some((pipeline, rows, seed)) = line.and_then(|line| line.sample) {
        change(app, &mut |journal| journal.awaited = Some(when.clone()));
        return take::take(app, Source::Sample { pipeline, rows, seed });
    }
    spawn_local(async move {
        // Without files the engine says which ones it was.
        let has_source = app.source.with_untracked(Option::is_some);
        if has_source && !app.engine_has_files() {
            let looked = take::inspect(app).await;
            if !matches!(looked, Some(Ok(_))) {
                return;
            }
        }
        match recipe::apply(app, RecipeSource::Record(record), &[]).await {
            Ok(inspection) => recipe::follow(app, &inspection),
            Err(problem) => {
                change(app, &mut |journal| journal.awaited = Some(when.clone()));
                app.notify(problem);
            }
        }
    });
}

/// Repeats the run that waited for the files that have come; `false`: none did, or these are others.
pub(super) async fn is_awaited(app: AppState) -> bool {
    let Some(when) = app.journal.with_untracked(|journal| journal.awaited.clone()) else { return false };
    change(app, &mut |journal| journal.awaited = None);
    let Some(record) = app.journal.with_untracked(|journal| journal.text(&when)) else { return false };
    match recipe::apply(app, RecipeSource::Record(record), &[]).await {
        Ok(inspection) => {
            recipe::follow(app, &inspection);
            true
        }
        Err(Diagnostic { message, .. }) => {
            let hint = texts::runs::OTHER_FILES;
            app.notify(Diagnostic::warning("other_files", message).hint(hint));
            false
        }
    }
}

/// Copies the command of a run; without one that of the last run.
pub fn copy(app: AppState, when: Option<String>, command: Option<String>) {
    spawn_local(async move {
        let command = match command {
            Some(command) => Ok(command),
            None => match ask(app, RunsRequest::Command, &[]).await.and_then(reply) {
                Ok(RunsReply::Command(command)) => Ok(command),
                Ok(_) => return,
                Err(problem) => Err(problem),
            },
        };
        match command {
            Ok(command) if clipboard::write(&command).await => {
                change(app, &mut |journal| journal.copied = Some(when.clone().unwrap_or_default()));
            }
            Ok(command) => app.notify(
                Diagnostic::warning("not_copied", texts::runs::not_copied(&command)).hint(texts::runs::COPY_BY_HAND),
            ),
            Err(problem) => app.notify(problem),
        }
    });
}
