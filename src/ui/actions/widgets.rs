//! The dashboard's data: asked for anew whenever the run or the filters change, the latest question winning.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unexpected;
use crate::base::Diagnostic;
use crate::pipelines;
use crate::present::dashboard::{Filter, WidgetData};
use crate::protocol::{Reply, Request};
use crate::ui::state::AppState;

/// Reads run and filters (so an effect around it follows both) and loads what they call for.
pub fn follow(app: AppState) {
    let filters = app.view().with(|view| view.filters.clone());
    let Some(run) = app.run.get() else {
        return;
    };
    let wanted = (run.number, filters);
    if app.widgets.with_untracked(|widgets| widgets.shown.as_ref() == Some(&wanted)) {
        return;
    }
    let Some(spec) = pipelines::spec(&run.report.pipeline) else {
        return;
    };
    let ids = (spec.dashboard)().widgets().map(|widget| widget.id.to_owned()).collect();
    load(app, ids, wanted);
}

fn load(app: AppState, widgets: Vec<String>, wanted: (u32, Vec<Filter>)) {
    app.widgets.update(|state| {
        state.loading = true;
        state.failure = None;
        state.wanted = Some(wanted.clone());
    });
    let call = app.engine.call(Request::Widgets { widgets, filters: wanted.1.clone() }, &[], |_| {});
    spawn_local(async move {
        let result = match call.await {
            Ok(answer) => match answer.reply {
                Reply::Widgets(data) => Ok(data),
                _ => Err(unexpected(&answer)),
            },
            Err(diagnostic) => Err(diagnostic),
        };
        match result {
            Ok(list) => show(app, list, &wanted).await,
            Err(diagnostic) => settle(app, &wanted, Some(diagnostic)),
        }
    });
}

/// A little more than a frame at 60 Hz.
const FRAME_MS: u32 = 20;

/// Hands the widgets their data one by one: all charts drawn at once would block the page for the sum of their times.
async fn show(app: AppState, list: Vec<WidgetData>, wanted: &(u32, Vec<Filter>)) {
    for data in list {
        let step = app.widgets.try_update(|state| {
            if state.wanted.as_ref() != Some(wanted) {
                return None;
            }
            // A new chart draws itself in the frame in which it learns its width: one frame each.
            let pause = if state.data.contains_key(&data.widget) { 0 } else { FRAME_MS };
            // Equal data keeps its old handle, so that an unchanged chart is not drawn again.
            if state.data.get(&data.widget).is_none_or(|old| **old != data) {
                state.data.insert(data.widget.clone(), Arc::new(data));
            }
            Some(pause)
        });
        let Some(Some(pause)) = step else { return };
        TimeoutFuture::new(pause).await;
    }
    settle(app, wanted, None);
}

/// Ends the loading, unless something else is wanted by now.
fn settle(app: AppState, wanted: &(u32, Vec<Filter>), failure: Option<Diagnostic>) {
    app.widgets.update(|state| {
        if state.wanted.as_ref() != Some(wanted) {
            return;
        }
        state.loading = false;
        if failure.is_none() {
            state.shown = Some(wanted.clone());
        }
        state.failure = failure;
    });
}
