//! A recipe over files: each goes where the entry says that names its columns.

use std::collections::BTreeMap;

use super::recipe::{Recipe, RecipeFile};
use crate::base::Diagnostic;
use crate::engine::ingest::{Content, inspect};
use crate::protocol::{Applied, FileInspection, FileUse, Inspection, Layout, Reading, ReadingChoice, RunRequest};

/// How a recipe has a file read: as the first of its entries says whose columns are found that way.
pub fn layout_of(recipe: &Recipe, name: &str, content: &Content) -> Layout {
    let mut entries: Vec<&RecipeFile> = recipe.files.iter().collect();
    // The file's own entry comes before those of others.
    entries.sort_by_key(|entry| !is_named(entry, name));
    let mut seen: Vec<(Layout, Vec<String>)> = Vec::new();
    for entry in entries {
        let layout = entry.layout().unwrap_or_default();
        if seen.iter().all(|(known, _)| *known != layout) {
            let (file, _) = inspect(name, Ok(content), &layout);
            seen.push((layout.clone(), file.columns));
        }
        let columns = seen.iter().find(|(known, _)| *known == layout).map(|(_, columns)| columns.as_slice());
        if lacking(entry, columns.unwrap_or_default()).is_empty() {
            return layout;
        }
    }
    Layout::default()
}

/// What a recipe asks for over these files, and what they lack.
pub fn apply(recipe: &Recipe, name: &str, inspection: &Inspection, layouts: BTreeMap<String, Layout>) -> Applied {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for (index, file) in inspection.files.iter().enumerate() {
        let problem = file.problem.as_ref().filter(|problem| problem.code != "no_match");
        if recipe.left_out.contains(&file.name) {
            continue;
        }
        if let Some(problem) = problem {
            problems.push(problem.clone());
            continue;
        }
        let Some(entry) = entry_for(recipe, file) else {
            problems.push(Diagnostic::error("recipe_empty", format!("“{name}” says nothing about any file.")));
            continue;
        };
        let lacking = lacking(entry, &file.columns);
        if !lacking.is_empty() {
            problems.push(not_there(name, file, &lacking));
        }
        let source = |column: &Option<String>| {
            column.as_ref().and_then(|column| file.columns.iter().position(|own| own == column))
        };
        let mapping = entry.columns.iter().map(|(column, from)| (column.clone(), source(from))).collect();
        let (input, mapping) = (entry.input.clone(), Some(mapping));
        files.push(FileUse { file: index, input, mapping, only_needed: recipe.only_needed });
    }
    let readings = recipe.readings.iter().flat_map(|(input, columns)| {
        columns.iter().filter_map(|(column, word)| {
            let (input, column) = (input.clone(), column.clone());
            Some(ReadingChoice { input, column, reading: Reading::of_word(word)? })
        })
    });
    let request = RunRequest {
        pipeline: recipe.pipeline.clone(),
        files,
        readings: readings.collect(),
        every: recipe.every,
        parameters: recipe.all_parameters(),
        edits: recipe.edits.clone(),
    };
    Applied { name: name.to_owned(), request, layouts, problems }
}

/// The entry that fits a file best: nothing lacking, then its own name, then the most columns.
fn entry_for<'a>(recipe: &'a Recipe, file: &FileInspection) -> Option<&'a RecipeFile> {
    recipe.files.iter().min_by_key(|entry| {
        let lacking = lacking(entry, &file.columns).len();
        (lacking, !is_named(entry, &file.name), usize::MAX - entry.sources().count())
    })
}

fn is_named(entry: &RecipeFile, name: &str) -> bool {
    entry.names.iter().any(|own| own == name)
}

/// The columns of the entry that are not there: the input column and its source.
fn lacking<'a>(entry: &'a RecipeFile, columns: &[String]) -> Vec<(&'a String, &'a String)> {
    let pairs = entry.columns.iter().filter_map(|(column, source)| Some((column, source.as_ref()?)));
    pairs.filter(|(_, source)| !columns.contains(source)).collect()
}

fn not_there(name: &str, file: &FileInspection, lacking: &[(&String, &String)]) -> Diagnostic {
    let wanted: Vec<String> = lacking.iter().map(|(column, source)| format!("“{source}” for {column}")).collect();
    Diagnostic::error(
        "recipe_column",
        format!(
            "“{}” lacks what the recipe “{name}” takes from such a file: {}. It has {}.",
            file.name,
            wanted.join(", "),
            file.columns.join(", ")
        ),
    )
    .in_file(&file.name)
    .hint("Add the column to the export, or choose another one by hand and save the recipe anew.")
}
