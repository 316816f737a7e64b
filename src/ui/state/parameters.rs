//! Parameters that differ from their defaults: in the address, in the panel, in the next run.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{AppState, Draft};
use crate::base::Diagnostic;
use crate::pipelines;
use crate::pipelines::spec::{ParameterSpec, PipelineSpec};
use crate::pipelines::values::Values;
use crate::texts;
use crate::ui::live;
use crate::ui::routes::View;

/// Parameter texts by name.
pub type Texts = BTreeMap<String, String>;

/// Why a parameter cannot have this value; `None`: it can.
pub fn problem(spec: &PipelineSpec, name: &str, text: &str) -> Option<Diagnostic> {
    let mut texts = Texts::new();
    texts.insert(name.to_owned(), text.to_owned());
    Values::parse(spec, &texts).err()
}

/// All that is wrong with these parameters: a sentence each.
pub fn problems(spec: &PipelineSpec, texts: &Texts) -> Vec<String> {
    texts.iter().filter_map(|(name, text)| Some(problem(spec, name, text)?.message)).collect()
}

/// Sets a parameter; the default is what is left out.
pub fn set(texts: &mut Texts, parameter: &ParameterSpec, text: String) {
    if text == parameter.default {
        texts.remove(parameter.name);
    } else {
        texts.insert(parameter.name.to_owned(), text);
    }
}

/// Makes the parameters of the address those of new files, in place of what was chosen for such files before. One that
/// stands in for a column is about files: where a run came before, it was about that run's.
pub fn preset(app: AppState, draft: &mut Draft) {
    let View { pipeline, parameters: texts, .. } = app.view().get_untracked();
    let same = !texts.is_empty() && pipeline.is_none_or(|pipeline| pipeline == draft.pipeline);
    let Some(spec) = pipelines::spec(&draft.pipeline).filter(|_| same) else { return };
    let first = app.run.with_untracked(Option::is_none);
    let about_files = |name: &str| {
        let mut columns = spec.inputs.iter().flat_map(|input| input.columns);
        columns.any(|column| column.required_unless.is_some_and(|(parameter, _)| parameter == name))
    };
    draft.parameters.retain(|name, _| about_files(name));
    for (name, text) in texts {
        if spec.parameters.iter().all(|parameter| parameter.name != name) {
            let message = texts::parameters::unknown(&name, spec.title);
            app.notify(Diagnostic::warning("unknown_parameter", message));
        } else if first || !about_files(&name) {
            draft.parameters.insert(name, text);
        }
    }
}

/// Has the draft follow the address where somebody goes back to other parameters, or forth.
pub fn follow(app: AppState) {
    let mut before = None;
    live::follow(Box::new(move || {
        let now = app.view().with(|view| view.parameters.clone());
        if before.replace(now.clone()).is_some_and(|before| before != now) {
            app.edit(&mut |draft| draft.parameters.clone_from(&now));
        }
    }));
}
