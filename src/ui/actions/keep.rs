//! Keeping files in this browser, coming back to them, adding to them, removing them.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{run, take, unexpected};
use crate::base::Diagnostic;
use crate::client::Call;
use crate::platform::files::Picked;
use crate::platform::{storage, tabs};
use crate::protocol::{Inspection, Opened, Reply, Request, Shelf, ShelfRequest};
use crate::texts;
use crate::ui::live;
use crate::ui::routes::Page;
use crate::ui::state::keep::{Keep, draft_of, draft_with};
use crate::ui::state::{AppState, Draft, LaidOut, Source, layouts, memory, parameters};

/// The channel between the tabs.
const CHANNEL: &str = "varve-kept";

/// Finds out what is kept, and goes on where a reload of a page about data has cut in.
pub fn begin(app: AppState) {
    let heard = move || look(app, true);
    let tabs = tabs::Tabs::follow(CHANNEL, Box::new(heard)).map(Rc::new);
    edit(app, &|keep| keep.tabs.clone_from(&tabs));
    spawn_local(async move {
        ask(app, ShelfRequest::List).await;
        let view = app.view().get_untracked();
        let wanted = view.page != Page::Start && app.source.with_untracked(Option::is_none);
        let found = app.keep.with_untracked(|keep| {
            let fits = |pipeline: &str| view.pipeline.as_deref().is_none_or(|wanted| wanted == pipeline);
            let set = keep.sets().iter().find(|set| set.problem.is_none() && fits(&set.pipeline))?;
            Some((set.id.clone(), set.name.clone()))
        });
        if let Some((id, name)) = found.filter(|_| wanted) {
            open(app, id, name);
        }
    });
}

/// Looks what is kept; `told`: because another tab has changed it.
fn look(app: AppState, told: bool) {
    spawn_local(async move {
        let before = app.keep.with_untracked(|keep| keep.open().cloned());
        ask(app, ShelfRequest::List).await;
        let Some(before) = before.filter(|_| told) else { return };
        let after = app.keep.with_untracked(|keep| keep.sets().iter().find(|set| set.id == before.id).cloned());
        let name = &before.name;
        match after {
            None => app.notify(
                Diagnostic::warning("kept_removed", texts::keep::removed_elsewhere(name)).hint(texts::keep::SEEN_STAYS),
            ),
            Some(after) if after.files != before.files => app.notify(
                Diagnostic::info("kept_changed", texts::keep::changed_elsewhere(name)).hint(texts::keep::OPEN_AGAIN),
            ),
            Some(_) => {}
        }
    });
}

fn edit(app: AppState, change: &dyn Fn(&mut Keep)) {
    app.keep.update(|keep| change(keep));
}

/// Asks about the shelf and takes the answer in; whether it was one.
async fn ask(app: AppState, request: ShelfRequest) -> bool {
    take_in(app, app.engine.call(Request::Shelf(request), &[], |_| {})).await.is_ok()
}

async fn take_in(app: AppState, call: Call) -> Result<(), Diagnostic> {
    let shelf: Result<Shelf, Diagnostic> = call.await.and_then(|answer| match answer.reply {
        Reply::Shelf(shelf) => Ok(*shelf),
        _ => Err(unexpected(&answer)),
    });
    match shelf {
        Ok(shelf) => {
            edit(app, &|keep| keep.shelf = Some(Ok(shelf.clone())));
            Ok(())
        }
        Err(problem) => {
            edit(app, &|keep| {
                // Other failures are of the engine or of the moment.
                if problem.code == "kept_unavailable" {
                    keep.shelf = Some(Err(problem.clone()));
                }
            });
            Err(problem)
        }
    }
}

fn tell_tabs(app: AppState) {
    app.keep.with_untracked(|keep| keep.tabs.iter().for_each(|tabs| tabs.tell()));
}

/// Keeps the files of the run that is shown, or those added to the set that is open.
pub fn save(app: AppState) {
    let Some(run) = app.run.get_untracked() else { return };
    if app.keep.with_untracked(|keep| keep.saving.is_some()) {
        return;
    }
    let layouts = app.layouts.with_untracked(|layouts| layouts::request(layouts));
    let request = ShelfRequest::Save { at: tabs::now(), request: run.request.clone(), layouts };
    let on_progress = move |progress: crate::base::Progress| {
        edit(app, &|keep| {
            if let Some((_, fraction)) = &mut keep.saving {
                *fraction = progress.fraction;
            }
        });
    };
    let call = app.engine.call(Request::Shelf(request), &[], on_progress);
    let id = call.id;
    let request = run.request.clone();
    edit(app, &|keep| keep.saving = Some((id, 0.0)));
    spawn_local(async move {
        let saved = take_in(app, call).await;
        edit(app, &|keep| keep.saving = None);
        match saved {
            Ok(()) => {
                let open = app.keep.with_untracked(|keep| keep.open().map(|set| (set.id.clone(), set.name.clone())));
                if let Some((id, name)) = open {
                    app.source.set(Some(Source::Kept { id, name }));
                    edit(app, &|keep| {
                        keep.added.clear();
                        keep.saved = Some(request.clone());
                    });
                }
                tell_tabs(app);
                let lasting = tabs::persist().await;
                edit(app, &|keep| keep.lasting = lasting);
            }
            Err(problem) => app.notify(problem),
        }
    });
}

/// Stops keeping: nothing of it stays.
pub fn cancel(app: AppState) {
    if let Some((id, _)) = app.keep.with_untracked(|keep| keep.saving) {
        app.engine.cancel(id);
    }
}

/// Has the set that is open know how it was run last, and what was added to it.
pub fn follow(app: AppState) {
    let mut before = None;
    live::follow(Box::new(move || before = Some(followed(app, before))));
}

fn followed(app: AppState, before: Option<u32>) -> u32 {
    let number = app.run.with(|run| run.as_ref().map_or(0, |run| run.number));
    let request = app.run.with_untracked(|run| run.as_ref().map(|run| run.request.clone()));
    let stale = app.keep.with_untracked(|keep| {
        let own = keep.open().is_some_and(|set| !set.elsewhere);
        own && (keep.saved != request || !keep.added.is_empty())
    });
    if before.is_some_and(|before| before != number) && stale {
        save(app);
    }
    number
}

/// Takes the files of a set and runs them as they were run.
pub fn open(app: AppState, id: String, name: String) {
    take::start_over(app, Source::Kept { id, name });
    spawn_local(async move {
        match take::inspect(app).await {
            Some(Ok(_)) => {}
            Some(Err(problem)) => run::fail(app, problem),
            None => {}
        }
        look(app, false);
    });
}

/// What follows when a set has been opened for the first time: its choices, then its run.
pub(super) fn opened(app: AppState, opened: &Opened) {
    let set = &opened.set;
    if set.elsewhere {
        app.notify(
            Diagnostic::warning("kept_elsewhere", texts::keep::is_open_elsewhere(&set.name))
                .hint(texts::keep::READ_ONLY),
        );
    }
    if app.request.with_untracked(Option::is_some) {
        return;
    }
    let laid_out = opened.layouts.iter().map(|(name, layout)| {
        let columns = opened.inspection.files.iter().find(|file| file.name == *name).map(|file| &*file.columns);
        let key = memory::layout_key(columns.unwrap_or_default());
        LaidOut { name: name.clone(), layout: layout.clone(), key, remembered: true }
    });
    app.layouts.set(laid_out.collect());
    edit(app, &|keep| keep.saved = Some(opened.request.clone()));
    let mut draft = draft_of(&opened.request, &opened.inspection);
    parameters::preset(app, &mut draft);
    let request = draft.request();
    app.draft.set(draft);
    spawn_local(async move { run::start(app, request) });
}

/// Adds files to those that are there, and runs them together.
pub fn add(app: AppState, files: Vec<Picked>) {
    if files.is_empty() {
        return;
    }
    run::cancel(app);
    let known = app.inspection.get_untracked().filter(|_| app.engine_has_files());
    let before = app.keep.with_untracked(|keep| keep.added.len());
    edit(app, &|keep| {
        keep.dropped.clear();
        keep.added.extend(files.iter().cloned());
    });
    spawn_local(async move {
        let looked = match known {
            Some(known) => take::look_at_added(app, known, &files).await,
            None => take::inspect(app).await,
        };
        match looked {
            Some(Ok(all)) => added(app, &all),
            Some(Err(problem)) => {
                edit(app, &|keep| keep.added.truncate(before));
                run::fail(app, problem);
            }
            None => edit(app, &|keep| keep.added.truncate(before)),
        }
    });
}

fn added(app: AppState, all: &Arc<Inspection>) {
    let before = app.draft.get_untracked();
    let mut fresh = Draft::matched(all, &before.pipeline);
    memory::recall(&mut fresh, all, &app.layouts.read_untracked());
    let draft = draft_with(&before, fresh, all);
    let problems: Vec<Diagnostic> = draft_problems(&draft, &before, all);
    let ready = draft.missing(all).is_empty() && problems.is_empty();
    let (request, pipeline) = (draft.request(), draft.pipeline.clone());
    app.draft.set(draft);
    if ready {
        run::start(app, request);
    } else {
        problems.into_iter().for_each(|problem| app.notify(problem));
        run::show(app, Page::Files, &pipeline);
    }
}

/// Why added files take no part.
fn draft_problems(draft: &Draft, before: &Draft, all: &Inspection) -> Vec<Diagnostic> {
    let had = before.files.last().map_or(0, |file| file.file + 1);
    let new = all.files.iter().enumerate().skip(had).filter(|(index, _)| !draft.takes(*index));
    new.filter_map(|(_, file)| file.problem.clone()).collect()
}

/// Asks what to do with files that were dropped while a set is open; `false`: there is nothing to ask.
pub fn asks(app: AppState, files: &[Picked]) -> bool {
    let open = app.keep.with_untracked(|keep| keep.open().is_some());
    if open && !files.is_empty() {
        edit(app, &|keep| keep.dropped = files.to_vec());
    }
    open && !files.is_empty()
}

/// Answers that question: adds them, or has them take the place of the set's.
pub fn answer(app: AppState, add_them: Option<bool>) {
    let files = app.keep.with_untracked(|keep| keep.dropped.clone());
    edit(app, &|keep| keep.dropped.clear());
    match add_them {
        Some(true) => add(app, files),
        Some(false) => take::chosen(app, Ok(files)),
        None => {}
    }
}

/// Asks whether to remove a set, or (`None`) everything; or forgets that question.
pub fn ask_removal(app: AppState, what: Option<Option<String>>) {
    edit(app, &|keep| keep.removing.clone_from(&what));
}

/// Removes what was asked about.
pub fn remove(app: AppState) {
    let Some(what) = app.keep.with_untracked(|keep| keep.removing.clone()) else { return };
    edit(app, &|keep| keep.removing = None);
    let (sets, name) = app.keep.with_untracked(|keep| {
        let name = keep.sets().iter().find(|set| Some(&set.id) == what.as_ref()).map(|set| set.name.clone());
        (keep.sets().len(), name)
    });
    let call = app.engine.call(Request::Shelf(ShelfRequest::Discard { id: what.clone() }), &[], |_| {});
    spawn_local(async move {
        let removed = take_in(app, call).await;
        let told = match (removed, name) {
            (Err(problem), _) => problem,
            (Ok(()), Some(name)) => Diagnostic::info("kept_removed", texts::keep::removed(&name)),
            (Ok(()), None) => Diagnostic::info("kept_removed", texts::keep::removed_all(sets, storage::clear())),
        };
        app.notify(told);
        tell_tabs(app);
    });
}

/// The call that shows the engine these files besides those that it has.
pub(super) fn call_add(app: AppState, files: &[Picked]) -> Call {
    let layouts = app.layouts.with_untracked(|layouts| layouts::request(layouts));
    let request = Request::Add { files: files.iter().map(Picked::stub).collect(), layouts };
    let parts: Vec<JsValue> = files.iter().map(|picked| JsValue::from(&picked.file)).collect();
    app.engine.call(request, &parts, move |progress| app.progress.update(|all| all.update(progress)))
}
