//! Which file feeds which input, column by column: first as the engine matched it, then as the person changed it.

use std::collections::BTreeMap;

use crate::pipelines;
use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::protocol::{FileInspection, FileMatch, FileUse, Inspection, RunRequest};

/// The choices for one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileDraft {
    /// Index into the files taken.
    pub file: usize,
    /// The input table it feeds; `None`: it is left out.
    pub input: Option<String>,
    /// The source column of every input column.
    pub columns: BTreeMap<String, Option<usize>>,
    /// Whether the person changed a column: only then is the mapping sent.
    pub touched: bool,
}

/// The choices for all usable files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub pipeline: String,
    pub files: Vec<FileDraft>,
}

impl Draft {
    /// The choices that follow the engine's own match for a pipeline.
    pub fn matched(inspection: &Inspection, pipeline: &str) -> Self {
        let usable = inspection.files.iter().enumerate().filter(|(_, file)| file.problem.is_none());
        let files = usable.map(|(index, file)| {
            let found = best_match(file, pipeline);
            let input = found.map(|found| found.input.clone()).or_else(|| only_input(pipeline));
            FileDraft { file: index, columns: bindings(found), input, touched: false }
        });
        Self { pipeline: pipeline.to_owned(), files: files.collect() }
    }

    /// Sets the source column of an input column.
    pub fn set_column(&mut self, file: usize, column: &str, source: Option<usize>) {
        if let Some(draft) = self.files.iter_mut().find(|draft| draft.file == file) {
            draft.columns.insert(column.to_owned(), source);
            draft.touched = true;
        }
    }

    /// Sets the input a file feeds; the columns go back to the engine's match for it.
    pub fn set_input(&mut self, inspection: &Inspection, file: usize, input: Option<String>) {
        let pipeline = self.pipeline.clone();
        if let Some(draft) = self.files.iter_mut().find(|draft| draft.file == file) {
            let found = inspection.files.get(file).and_then(|inspected| {
                inspected.matches.iter().find(|m| m.pipeline == pipeline && Some(&m.input) == input.as_ref())
            });
            *draft = FileDraft { file, columns: bindings(found), input, touched: false };
        }
    }

    /// What is still missing before this can run: sentences for the person. Empty: it can run.
    pub fn missing(&self, inspection: &Inspection) -> Vec<String> {
        let Some(spec) = pipelines::spec(&self.pipeline) else {
            return vec!["Choose what the files are.".to_owned()];
        };
        let mut taking_part = self.files.iter().filter(|draft| draft.input.is_some()).peekable();
        if taking_part.peek().is_none() {
            return vec!["No file takes part.".to_owned()];
        }
        taking_part
            .flat_map(|draft| {
                let name = inspection.files.get(draft.file).map(|file| file.name.as_str()).unwrap_or_default();
                missing_columns(spec, draft).into_iter().map(move |columns| format!("“{name}” needs {columns}."))
            })
            .collect()
    }

    /// The request to run this.
    pub fn request(&self) -> RunRequest {
        let files = self.files.iter().filter_map(|draft| {
            let mapping = draft.touched.then(|| draft.columns.clone());
            Some(FileUse { file: draft.file, input: draft.input.clone()?, mapping })
        });
        RunRequest { pipeline: self.pipeline.clone(), files: files.collect(), parameters: BTreeMap::new() }
    }
}

/// The input spec a file draft feeds.
pub fn input_spec(spec: &'static PipelineSpec, draft: &FileDraft) -> Option<&'static InputSpec> {
    let name = draft.input.as_deref()?;
    spec.inputs.iter().find(|input| input.name == name)
}

/// The required columns, and the unmet alternatives, that a file has no source column for; ready for a sentence.
fn missing_columns(spec: &'static PipelineSpec, draft: &FileDraft) -> Vec<String> {
    let Some(input) = input_spec(spec, draft) else {
        return Vec::new();
    };
    let has = |column: &str| draft.columns.get(column).is_some_and(Option::is_some);
    let required = input.columns.iter().filter(|column| column.required && !has(column.name));
    let mut missing: Vec<String> = required.map(|column| format!("a column for {}", column.name)).collect();
    let met = |set: &&[&str]| set.iter().all(|column| has(column));
    if !input.alternatives.is_empty() && !input.alternatives.iter().any(met) {
        let sets: Vec<String> = input.alternatives.iter().map(|set| set.join(" and ")).collect();
        missing.push(format!("columns for {}", sets.join(", or ")));
    }
    missing
}

fn best_match<'a>(file: &'a FileInspection, pipeline: &str) -> Option<&'a FileMatch> {
    file.matches.iter().find(|found| found.pipeline == pipeline)
}

fn only_input(pipeline: &str) -> Option<String> {
    match pipelines::spec(pipeline)?.inputs {
        [input] => Some(input.name.to_owned()),
        _ => None,
    }
}

fn bindings(found: Option<&FileMatch>) -> BTreeMap<String, Option<usize>> {
    let bindings = found.into_iter().flat_map(|found| &found.bindings);
    bindings.map(|binding| (binding.input_column.clone(), binding.source)).collect()
}
