//! Tables as files: the engine writes them, the browser saves them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unexpected;
use crate::base::Diagnostic;
use crate::client::Answer;
use crate::platform::download;
use crate::protocol::{Reply, Request};
use crate::ui::state::AppState;

/// Exports and saves; `name` is that of the button, which alone shows that it is busy. One at a time: the engine does one
/// thing at a time anyhow.
pub fn start(app: AppState, name: &'static str, request: Request) {
    if app.exporting.with_untracked(Option::is_some) {
        return;
    }
    app.exporting.set(Some(name));
    let call = app.engine.call(request, &[], |_| {});
    spawn_local(async move {
        match call.await.and_then(|answer| save(&answer)) {
            Ok(notes) => notes.into_iter().for_each(|note| app.notify(note)),
            Err(diagnostic) => app.notify(diagnostic),
        }
        app.exporting.set(None);
    });
}

/// Saves the file; answers what it could not hold as it was.
fn save(answer: &Answer) -> Result<Vec<Diagnostic>, Diagnostic> {
    match (&answer.reply, answer.parts.first()) {
        (Reply::Exported { name, notes, .. }, Some(blob)) => download::save(blob, name).map(|()| notes.clone()),
        _ => Err(unexpected(answer)),
    }
}
