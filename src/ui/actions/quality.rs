//! The report on quality, the rejected rows, and runs with edits.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::{export, run, table, unexpected};
use crate::base::Diagnostic;
use crate::present::edits;
use crate::protocol::{CellEdit, PageRequest, QualityReport, Reply, Request};
use crate::ui::routes::Page;
use crate::ui::state::quality::{QualityView, RejectChoice};
use crate::ui::state::{AppState, Job, Run};

/// Rejected rows on a page.
pub const PAGE_ROWS: usize = 50;

/// Reads page, run and choice (so an effect around it follows them) and asks for what is not there yet.
pub fn follow(app: AppState) {
    let here = app.view().with(|view| view.page == Page::Quality);
    let (alive, idle, run) = (app.session_alive(), app.job.get() == Job::Idle, app.run.get());
    let choice = app.quality.with(|quality| quality.choice.clone());
    let Some(run) = run.filter(|_| here && alive && idle) else { return };
    if app.quality.with_untracked(|quality| quality.asked != Some(run.number)) {
        change(app, &mut |quality| {
            quality.asked = Some(run.number);
            quality.choice.sheet = 0;
        });
        spawn_local(load_report(app, run.number));
    }
    let wanted = Some((run.number, choice));
    if app.quality.with_untracked(|quality| quality.rows_asked != wanted) {
        change(app, &mut |quality| quality.rows_asked.clone_from(&wanted));
        spawn_local(load_rows(app, run, wanted));
    }
}

/// Changes what the page shows. All changes go this one way, which keeps each of them small.
pub fn change(app: AppState, how: &mut dyn FnMut(&mut QualityView)) {
    app.quality.update(|quality| how(quality));
}

async fn load_report(app: AppState, number: u32) {
    let report = ask(app).await;
    if app.quality.with_untracked(|quality| quality.asked == Some(number)) {
        change(app, &mut |quality| match &report {
            Ok(report) => {
                // The reason that was looked at may be gone with its rows.
                let reason = &mut quality.choice.reason;
                *reason = reason.take().filter(|reason| report.rejects.iter().any(|one| one.reason == *reason));
                (quality.report, quality.failure) = (Some(Arc::clone(report)), None);
            }
            Err(failure) => quality.failure = Some(failure.clone()),
        });
    }
}

async fn ask(app: AppState) -> Result<Arc<QualityReport>, Diagnostic> {
    let answer = app.engine.call(Request::Quality, &[], |_| {}).await?;
    match answer.reply {
        Reply::Quality(report) => Ok(report.into()),
        _ => Err(unexpected(&answer)),
    }
}

/// The table of rejects that is shown, and its input.
pub fn shown_table(run: &Run, choice: &RejectChoice) -> Option<(&'static str, &'static str)> {
    let tables = run.spec()?.inputs.iter().filter_map(|input| Some((input.name, input.rejects?)));
    tables.clone().find(|(_, table)| Some(*table) == choice.table.as_deref()).or_else(|| tables.clone().next())
}

async fn load_rows(app: AppState, run: Arc<Run>, wanted: Option<(u32, RejectChoice)>) {
    let Some((choice, (_, table))) = wanted.as_ref().and_then(|(_, choice)| Some((choice, shown_table(&run, choice)?)))
    else {
        return;
    };
    let request = PageRequest {
        table: table.to_owned(),
        offset: choice.sheet * PAGE_ROWS,
        limit: PAGE_ROWS,
        choice: choice.rows(),
        ..PageRequest::default()
    };
    let rows = table::fetch(app, request).await;
    if app.quality.with_untracked(|quality| quality.rows_asked == wanted) {
        change(app, &mut |quality| match &rows {
            Ok(rows) => quality.rows = Some((choice.clone(), Arc::clone(rows))),
            Err(failure) => quality.failure = Some(failure.clone()),
        });
    }
}

/// Runs again with the cells as edited, and stays on the page.
pub fn run_again(app: AppState) {
    let Some(mut request) = app.request.get_untracked() else { return };
    request.edits = app.draft.with_untracked(|draft| draft.edits.clone());
    spawn_local(run::begin(app, request));
}

/// Saves the edits as a file.
pub fn download(app: AppState, name: &'static str) {
    export::start(app, name, Request::ExportEdits(app.draft.with_untracked(|draft| draft.edits.clone())));
}

/// Adds the edits of a file to those there are.
pub fn take_file(app: AppState, file: File) {
    let call = app.engine.call(Request::ReadEdits, &[file.into()], |_| {});
    spawn_local(async move {
        let read: Result<Vec<CellEdit>, Diagnostic> = call.await.and_then(|answer| match answer.reply {
            Reply::Edits(edits) => Ok(edits),
            _ => Err(unexpected(&answer)),
        });
        match read {
            Ok(new) => app.edit(&mut |draft| new.iter().for_each(|edit| edits::put(&mut draft.edits, edit.clone()))),
            Err(problem) => app.notify(problem),
        }
    });
}
