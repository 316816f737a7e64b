//! A recipe, brought with files or after them: the choices become its own, and where nothing is missing the run follows.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{run, runs, take, unexpected};
use crate::base::Diagnostic;
use crate::platform::files::Picked;
use crate::protocol::{Applied, FileUse, Inspection, RecipeSource, Reply, RunsRequest};
use crate::texts;
use crate::ui::routes::Page;
use crate::ui::state::draft::Decision;
use crate::ui::state::{AppState, Draft, LaidOut, memory};

/// A recipe has no more bytes: a larger file is data.
const MAX_BYTES: f64 = 256_000.0;

/// Whether what was brought could be a recipe for the files at hand: only its content tells.
pub fn may_be(app: AppState, files: &[Picked]) -> bool {
    let [one] = files else { return false };
    let is_small = one.path.to_lowercase().ends_with(".json") && one.file.size() <= MAX_BYTES;
    is_small && app.source.with_untracked(Option::is_some) && app.inspection.with_untracked(Option::is_some)
}

/// Applies a file to the files at hand if it is a recipe, else hands it to `otherwise`.
pub fn offer(app: AppState, file: Picked, otherwise: fn(AppState, Picked)) {
    spawn_local(async move {
        if !app.engine_has_files() && !matches!(take::inspect(app).await, Some(Ok(_))) {
            return;
        }
        let part = JsValue::from(&file.file);
        match apply(app, RecipeSource::File(file.stub()), &[part]).await {
            Ok(inspection) => follow(app, &inspection),
            Err(problem) if problem.code == "not_a_recipe" => otherwise(app, file),
            Err(problem) => app.notify(problem),
        }
    });
}

/// Has the engine look at its files as a recipe says.
pub(super) async fn apply(
    app: AppState,
    recipe: RecipeSource,
    parts: &[JsValue],
) -> Result<Arc<Inspection>, Diagnostic> {
    let answer = runs::ask(app, RunsRequest::Apply(recipe), parts).await?;
    match answer.reply {
        Reply::Inspected(inspection) => {
            let inspection = Arc::new(inspection);
            app.inspection.set(Some(Arc::clone(&inspection)));
            Ok(inspection)
        }
        _ => Err(unexpected(&answer)),
    }
}

/// Does as the recipe of an inspection says; without one nothing.
pub(super) fn follow(app: AppState, inspection: &Inspection) {
    let Some(applied) = inspection.recipe.as_deref() else { return };
    let Applied { name, request, layouts, problems } = applied;
    let laid_out = layouts.iter().filter_map(|(name, layout)| {
        let file = inspection.files.iter().find(|file| file.name == *name)?;
        let key = memory::layout_key(&file.columns);
        Some(LaidOut { name: name.clone(), layout: layout.clone(), key, remembered: false })
    });
    app.layouts.set(laid_out.collect());
    app.draft.set(draft(applied, inspection));
    runs::change(app, &mut |journal| journal.awaited = None);
    app.notify(Diagnostic::info("recipe", texts::runs::recipe_applied(name)));
    if problems.is_empty() {
        run::start(app, request.clone());
    } else {
        problems.iter().for_each(|problem| app.notify(problem.clone()));
        run::show(app, Page::Files, &request.pipeline);
    }
}

fn draft(applied: &Applied, inspection: &Inspection) -> Draft {
    let request = &applied.request;
    let mut draft = Draft::matched(inspection, &request.pipeline);
    for file in &mut draft.files {
        let found: Option<&FileUse> = request.files.iter().find(|one| one.file == file.file);
        file.input = found.map(|one| one.input.clone());
        if let Some(mapping) = found.and_then(|one| one.mapping.clone()) {
            file.columns = mapping;
            file.touched = true;
        }
    }
    let decision = |one: &crate::protocol::ReadingChoice| Decision {
        input: one.input.clone(),
        column: one.column.clone(),
        reading: Some(one.reading),
    };
    draft.readings = request.readings.iter().map(decision).collect();
    draft.every = request.every;
    draft.edits.clone_from(&request.edits);
    draft.only_needed = request.files.iter().any(|file| file.only_needed);
    draft.parameters.clone_from(&request.parameters);
    draft
}

/// The sentence for a file that is no recipe where one was asked for.
pub fn is_none(name: &str) -> Diagnostic {
    Diagnostic::error("not_a_recipe", texts::runs::no_recipe(name)).hint(texts::runs::RECIPE_IS)
}
