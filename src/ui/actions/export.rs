//! Tables as files: the engine writes them, the browser saves them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unexpected;
use crate::base::Diagnostic;
use crate::client::Answer;
use crate::platform::download;
use crate::protocol::{ExportFormat, Reply, Request};
use crate::ui::state::AppState;

/// What to export: one table, or (`None`) all of them in a ZIP.
pub type Subject = Option<String>;

/// The text that names an export in `AppState::exporting`, so that its button alone shows that it is busy.
pub fn key(subject: Option<&str>, format: ExportFormat) -> String {
    format!("{}.{}", subject.unwrap_or("*"), format.extension())
}

/// Exports and saves. One at a time: the engine does one thing at a time anyhow.
pub fn start(app: AppState, subject: Subject, format: ExportFormat) {
    if app.exporting.with_untracked(Option::is_some) {
        return;
    }
    app.exporting.set(Some(key(subject.as_deref(), format)));
    let request = match subject {
        Some(table) => Request::Export { table, format, filters: Vec::new() },
        None => Request::ExportAll { format },
    };
    let call = app.engine.call(request, &[], |_| {});
    spawn_local(async move {
        if let Err(diagnostic) = call.await.and_then(|answer| save(&answer)) {
            app.notify(diagnostic);
        }
        app.exporting.set(None);
    });
}

fn save(answer: &Answer) -> Result<(), Diagnostic> {
    match (&answer.reply, answer.parts.first()) {
        (Reply::Exported { name, .. }, Some(blob)) => download::save(blob, name),
        _ => Err(unexpected(answer)),
    }
}
