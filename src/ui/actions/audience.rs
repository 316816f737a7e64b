//! The list of people to address: made anew a moment after the plan has changed, the latest question winning.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use web_sys::File;

use super::unexpected;
use crate::base::Diagnostic;
use crate::platform::files;
use crate::protocol::{AudienceList, AudiencePlan, Reply, Request};
use crate::ui::state::AppState;
use crate::ui::state::campaign::Audience;

/// Who types goes on typing.
const PAUSE_MS: u32 = 200;

type Wanted = (u32, AudiencePlan);

/// Reads run and plan (so an effect around it follows both) and asks for the list.
pub fn follow(app: AppState) {
    let (run, plan) = (app.run.get(), app.campaign.with(|campaign| campaign.plan()));
    let (Some(run), Some(plan)) = (run, plan) else { return };
    if run.report.pipeline != app.campaign.with_untracked(|campaign| campaign.pipeline.clone()) {
        return;
    }
    let wanted = (run.number, plan);
    if app.audience.with_untracked(|audience| audience.wanted.as_ref() == Some(&wanted)) {
        return;
    }
    app.audience.update(|audience| {
        audience.loading = true;
        audience.wanted = Some(wanted.clone());
    });
    spawn_local(async move {
        let pause = app.audience.with_untracked(|audience| audience.list.is_some());
        TimeoutFuture::new(if pause { PAUSE_MS } else { 0 }).await;
        if !is_latest(app, &wanted) {
            return;
        }
        let answer = ask(app, wanted.1.clone()).await;
        if is_latest(app, &wanted) {
            settle(app, answer);
        }
    });
}

fn is_latest(app: AppState, wanted: &Wanted) -> bool {
    app.audience.with_untracked(|audience| audience.wanted.as_ref() == Some(wanted))
}

async fn ask(app: AppState, plan: AudiencePlan) -> Result<Box<AudienceList>, Diagnostic> {
    let answer = app.engine.call(Request::Audience(plan), &[], |_| {}).await?;
    match answer.reply {
        Reply::Audience(list) => Ok(list),
        _ => Err(unexpected(&answer)),
    }
}

fn settle(app: AppState, answer: Result<Box<AudienceList>, Diagnostic>) {
    app.audience.update(|audience| {
        audience.loading = false;
        match answer {
            Ok(list) => {
                audience.list = Some(Arc::from(list));
                audience.failure = None;
            }
            Err(failure) => {
                // Asked again at the next change, also back to the same plan.
                *audience = Audience { list: audience.list.take(), failure: Some(failure), ..Audience::default() };
            }
        }
    });
}

/// Adds the contacts of a file.
pub fn take_contacts(app: AppState, file: File) {
    spawn_local(async move {
        match files::text(&file).await {
            Ok(text) => app.campaign.update(|campaign| campaign.file = Some((file.name(), Arc::from(text)))),
            Err(diagnostic) => app.notify(diagnostic),
        }
    });
}
