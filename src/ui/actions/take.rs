//! Taking files, or making sample data: the engine looks at them, and where nothing need be asked the run follows.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{keep, recipe, run, runs, unexpected};
use crate::base::Diagnostic;
use crate::client::Call;
use crate::platform::files::{Brought, Picked};
use crate::platform::folder;
use crate::protocol::{Inspection, Layout, Reply, Request, ShelfRequest};
use crate::texts;
use crate::ui::routes::Page;
use crate::ui::state::draft::only_input;
use crate::ui::state::{AppState, Draft, Job, RunProgress, Source, layouts, memory, parameters, plan};

/// The size and seed of the sample data: large enough to be a real shop, small enough to be there at once.
const SAMPLE_ROWS: u32 = 40_000;
const SAMPLE_SEED: u32 = 42;

/// Takes what was dropped in place of the files before; folders are walked to their end first.
pub fn dropped(app: AppState, brought: Result<Brought, Diagnostic>) {
    match brought {
        Err(problem) => app.notify(problem),
        Ok(brought) if brought.folders.is_empty() => came(app, brought.files),
        Ok(brought) => walk(app, brought),
    }
}

/// Takes dropped files; while a set is open it is asked what for.
fn came(app: AppState, files: Vec<Picked>) {
    if !keep::asks(app, &files) {
        chosen(app, Ok(files));
    }
}

/// Takes chosen files in place of the ones before.
pub fn chosen(app: AppState, files: Result<Vec<Picked>, Diagnostic>) {
    match files {
        Err(problem) => app.notify(problem),
        Ok(files) if files.is_empty() => {}
        // It may be a recipe for the files at hand.
        Ok(mut files) if recipe::may_be(app, &files) => {
            let take_as_data = |app, file| take(app, Source::Files(vec![file]));
            files.pop().into_iter().for_each(|file| recipe::offer(app, file, take_as_data));
        }
        Ok(files) => take(app, Source::Files(files)),
    }
}

fn walk(app: AppState, brought: Brought) {
    run::cancel(app);
    app.notices.set(Vec::new());
    app.walk.update(|walk| *walk = (walk.0 + 1, brought.files.len()));
    app.job.set(Job::Walking);
    let (number, _) = app.walk.get_untracked();
    let is_latest = move || app.job.get_untracked() == Job::Walking && app.walk.get_untracked().0 == number;
    let found = move |files| {
        let on = is_latest();
        if on {
            app.walk.set((number, files));
        }
        on
    };
    spawn_local(async move {
        let walked = folder::walk(brought, found).await;
        if !is_latest() {
            return;
        }
        app.job.set(Job::Idle);
        match walked {
            Err(problem) => app.notify(problem),
            Ok(None) => {}
            Ok(Some(walked)) => {
                came(app, walked.files);
                tell(app, walked.problems);
            }
        }
    });
}

/// Makes sample data for a pipeline in the engine and runs it.
pub fn sample(app: AppState, pipeline: &str) {
    take(app, Source::Sample { pipeline: pipeline.to_owned(), rows: SAMPLE_ROWS, seed: SAMPLE_SEED });
}

/// Turns to other files.
pub(super) fn start_over(app: AppState, source: Source) {
    run::cancel(app);
    app.notices.set(Vec::new());
    app.source.set(Some(source));
    app.inspection.set(None);
    app.request.set(None);
    app.layouts.set(Vec::new());
    app.folds.set(Vec::new());
    app.keep.update(|keep| {
        keep.added.clear();
        if let Some(Ok(shelf)) = &mut keep.shelf {
            shelf.open = None;
        }
    });
}

pub(super) fn take(app: AppState, source: Source) {
    start_over(app, source);
    spawn_local(async move {
        let mut answer = inspect(app).await;
        if let Some(Ok(inspection)) = &answer {
            let layouts = memory::recall_layouts(inspection);
            if !layouts.is_empty() && inspection.recipe.is_none() {
                app.layouts.set(layouts);
                answer = inspect(app).await;
            }
        }
        match answer {
            Some(Ok(inspection)) if inspection.recipe.is_some() => recipe::follow(app, &inspection),
            Some(Ok(inspection)) if !runs::is_awaited(app).await => next_step(app, &inspection),
            Some(Ok(_)) | None => {}
            Some(Err(diagnostic)) => run::fail(app, diagnostic),
        }
    });
}

/// Has these files read in another layout; choices about others stay.
pub fn relayout(app: AppState, files: &[usize], change: &dyn Fn(&mut Layout)) {
    let Some(inspection) = app.inspection.get_untracked() else { return };
    app.layouts.update(|layouts| layouts::change(layouts, &inspection, files, change));
    look_again(app, inspection);
}

/// Forgets the choices of earlier visits for these files: they are matched as if seen for the first time.
pub fn forget(app: AppState, files: &[usize]) {
    let Some(inspection) = app.inspection.get_untracked() else { return };
    let is_one = |name: &str| files.iter().any(|file| inspection.files.get(*file).is_some_and(|one| one.name == name));
    app.draft.update(|draft| {
        memory::forget(&draft.pipeline, &inspection, files, &app.layouts.read_untracked());
        let fresh = Draft::matched(&inspection, &draft.pipeline);
        draft.readings.clear();
        draft.parameters.clear();
        for file in draft.files.iter_mut().filter(|file| files.contains(&file.file)) {
            *file = fresh.of(file.file).cloned().unwrap_or_default();
        }
    });
    let had = app.layouts.read_untracked().len();
    app.layouts.update(|layouts| layouts.retain(|one| !is_one(&one.name)));
    if app.layouts.read_untracked().len() != had {
        look_again(app, inspection);
    }
}

/// Shows the engine the files once more; what was chosen for files that come out the same stays.
fn look_again(app: AppState, old: Arc<Inspection>) {
    spawn_local(async move {
        match inspect(app).await {
            Some(Ok(new)) => app.draft.update(|draft| {
                let mut fresh = Draft::matched(&new, &draft.pipeline);
                memory::recall(&mut fresh, &new, &app.layouts.read_untracked());
                for file in &mut fresh.files {
                    let [before, after] = [&old, &new].map(|inspection| inspection.files.get(file.file));
                    let same = before
                        .zip(after)
                        .is_some_and(|(before, after)| before.name == after.name && before.columns == after.columns);
                    match draft.of(file.file) {
                        Some(kept) if same => *file = kept.clone(),
                        // Who has it read otherwise wants it to take part.
                        _ if file.input.is_none() && !file.remembered => {
                            file.input = only_input(&draft.pipeline).map(str::to_owned);
                        }
                        _ => {}
                    }
                }
                draft.files = fresh.files;
                for one in fresh.readings {
                    if draft.decision(&one.input, &one.column).is_none() {
                        draft.readings.push(one);
                    }
                }
                for (parameter, text) in fresh.parameters {
                    draft.parameters.insert(parameter, text);
                }
            }),
            Some(Err(diagnostic)) => run::fail(app, diagnostic),
            None => {}
        }
    });
}

/// Shows the engine the files. `None` when something newer has taken this one's place.
pub(super) async fn inspect(app: AppState) -> Option<Result<Arc<Inspection>, Diagnostic>> {
    let looked = look(app, ask(app)?).await?;
    let added = app.keep.with_untracked(|keep| keep.added.clone());
    match looked {
        Ok(inspection) if !added.is_empty() => look_at_added(app, inspection, &added).await,
        looked => Some(looked),
    }
}

/// Shows the engine more files; answers with all of them.
pub(super) async fn look_at_added(
    app: AppState,
    known: Arc<Inspection>,
    files: &[Picked],
) -> Option<Result<Arc<Inspection>, Diagnostic>> {
    Some(match look(app, keep::call_add(app, files)).await? {
        Ok(new) => {
            let mut all = Inspection::clone(&known);
            all.files.extend(new.files.iter().cloned());
            let all = Arc::new(all);
            app.inspection.set(Some(Arc::clone(&all)));
            Ok(all)
        }
        Err(problem) => {
            app.inspection.set(Some(known));
            Err(problem)
        }
    })
}

async fn look(app: AppState, call: Call) -> Option<Result<Arc<Inspection>, Diagnostic>> {
    let generation = app.engine.generation().get_untracked();
    let job = Job::Inspecting(call.id);
    app.job.set(job);
    app.failure.set(None);
    app.progress.set(RunProgress::default());
    let answer = call.await;
    if app.job.get_untracked() != job {
        return None;
    }
    app.job.set(Job::Idle);
    let inspection = answer.and_then(|answer| match answer.reply {
        Reply::Inspected(inspection) => Ok(inspection),
        Reply::Opened(opened) => {
            keep::opened(app, &opened);
            Ok(opened.inspection)
        }
        _ => Err(unexpected(&answer)),
    });
    Some(inspection.map(|inspection| {
        let inspection = Arc::new(inspection);
        app.inspection.set(Some(Arc::clone(&inspection)));
        app.shown_to.set(Some(generation));
        inspection
    }))
}

fn ask(app: AppState) -> Option<Call> {
    let on_progress = move |progress| app.progress.update(|all| all.update(progress));
    app.source.with_untracked(|source| {
        let layouts = || app.layouts.with_untracked(|layouts| layouts::request(layouts));
        Some(match source.as_ref()? {
            Source::Files(list) => {
                let request = Request::Inspect { files: list.iter().map(Picked::stub).collect(), layouts: layouts() };
                let parts: Vec<JsValue> = list.iter().map(|picked| JsValue::from(&picked.file)).collect();
                app.engine.call(request, &parts, on_progress)
            }
            Source::Sample { pipeline, rows, seed } => {
                let request = Request::Sample { pipeline: pipeline.clone(), rows: *rows, seed: *seed };
                app.engine.call(request, &[], on_progress)
            }
            Source::Kept { id, .. } => {
                // Before the first run the layouts are those that are kept.
                let layouts = app.request.with_untracked(Option::is_some).then(layouts);
                let request = ShelfRequest::Open { id: id.clone(), layouts };
                app.engine.call(Request::Shelf(request), &[], on_progress)
            }
        })
    })
}

pub(super) fn next_step(app: AppState, inspection: &Inspection) {
    let pipeline = plan::pipeline(inspection).map(|spec| spec.id).unwrap_or_default();
    let mut draft = Draft::matched(inspection, pipeline);
    memory::recall(&mut draft, inspection, &app.layouts.read_untracked());
    parameters::preset(app, &mut draft);
    let (by_itself, remembered) =
        (plan::runs_by_itself(&draft, inspection), draft.files.iter().any(|one| one.remembered));
    app.draft.set(draft);
    if by_itself {
        // The dashboard shows the files folded away, so the ones left out are named here.
        let files = inspection.files.iter().enumerate();
        let left_out = files.filter(|(index, _)| app.draft.with_untracked(|draft| !draft.takes(*index)));
        tell(app, left_out.filter_map(|(_, file)| file.problem.clone()).collect());
        if remembered {
            app.notify(Diagnostic::info("remembered", texts::files::REMEMBERED).hint(texts::files::REMEMBERED_WHERE));
        }
        run::start(app, app.draft.with_untracked(Draft::request));
    } else {
        run::show(app, Page::Files, pipeline);
    }
}

/// Tells what was left out; of a great many the first ones and their number.
fn tell(app: AppState, mut problems: Vec<Diagnostic>) {
    const TOLD: usize = 5;
    let more = problems.len().saturating_sub(TOLD);
    problems.truncate(TOLD);
    problems.into_iter().for_each(|problem| app.notify(problem));
    if more > 0 {
        app.notify(Diagnostic::warning("more_left_out", texts::errors::more_left_out(more)));
    }
}
