//! How files are read and matched, where they do not tell it themselves.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use crate::base::Diagnostic;
use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::protocol::{
    Applied, FileInspection, FileMatch, FileUse, Header, Inspection, Layout, Reading, ReadingChoice, RunRequest,
};

/// How files are read, where they do not tell it themselves.
#[derive(Debug, Args)]
pub(super) struct How {
    /// A recipe saved from a run: match, readings and parameters. What is given besides it wins.
    #[arg(long)]
    pub(super) recipe: Option<PathBuf>,
    /// Feeds an input column from a source column, in every file that has it; with nothing behind the sign it is fed from
    /// none; may be repeated.
    #[arg(long = "map", value_name = "COLUMN=SOURCE")]
    map: Vec<String>,
    /// How a column's cells are read: dmy, mdy, excel1900, excel1904, point, comma or percent; may be repeated.
    #[arg(long = "read", value_name = "COLUMN=READING")]
    read: Vec<String>,
    /// The line that names the columns, counted from 1 without blank lines, or `none`.
    #[arg(long, value_name = "LINE")]
    header: Option<String>,
    /// The sheet of a workbook.
    #[arg(long)]
    sheet: Option<String>,
    /// Reads one of every so many rows of a file.
    #[arg(long, value_name = "ROWS")]
    every: Option<u32>,
    /// Does not read columns that feed no input column: less memory, but duplicate rows are found without them.
    #[arg(long)]
    only_needed: bool,
}

impl How {
    pub(super) fn layout(&self) -> Result<Layout, Diagnostic> {
        let header = match self.header.as_deref() {
            None => None,
            Some("none") => Some(Header::Absent),
            Some(line) => {
                Some(Header::Line(line.parse::<u32>().ok().and_then(|line| line.checked_sub(1)).ok_or_else(|| {
                    Diagnostic::error("bad_argument", format!("--header {line} is no line of a file."))
                        .hint("Write --header 1 for the first line, or --header none.")
                })?))
            }
        };
        Ok(Layout { header, sheet: self.sheet.clone() })
    }

    pub(super) fn readings(&self, inputs: &[InputSpec]) -> Result<Vec<ReadingChoice>, Diagnostic> {
        let mut choices = Vec::new();
        for (column, word) in pairs("--read", &self.read)? {
            let reading = Reading::of_word(&word).ok_or_else(|| {
                Diagnostic::error("bad_argument", format!("--read {column}={word}: there is no reading “{word}”."))
                    .hint("There are dmy, mdy, excel1900, excel1904, point, comma and percent.")
            })?;
            let having = inputs.iter().filter(|input| input.columns.iter().any(|own| own.name == column));
            let before = choices.len();
            choices.extend(having.map(|input| ReadingChoice {
                input: input.name.to_owned(),
                column: column.clone(),
                reading,
            }));
            if choices.len() == before {
                return Err(no_column(&column));
            }
        }
        Ok(choices)
    }

    /// The source columns chosen for an input, in a file of these columns.
    fn mapping(
        &self,
        input: &InputSpec,
        columns: &[String],
    ) -> Result<Option<BTreeMap<String, Option<usize>>>, Diagnostic> {
        let mut mapping = BTreeMap::new();
        for (column, source) in pairs("--map", &self.map)? {
            let known = input.columns.iter().any(|own| own.name == column);
            if known && source.is_empty() {
                mapping.insert(column, None);
            } else if let Some(index) = columns.iter().position(|name| *name == source).filter(|_| known) {
                mapping.insert(column, Some(index));
            }
        }
        Ok(Some(mapping).filter(|mapping| !mapping.is_empty()))
    }
}

fn no_column(column: &str) -> Diagnostic {
    Diagnostic::error("bad_argument", format!("No input of the pipeline has a column “{column}”."))
        .hint("The names on the left are those of the input columns: varve tables PIPELINE lists them.")
}

/// The request that options, and a recipe if there is one, make of files.
///
/// # Errors
/// The first sentence of what the recipe misses, or the files: on the command line nobody sees a hint in time.
pub(super) fn request(
    spec: &PipelineSpec,
    how: &How,
    mut inspection: Inspection,
    given: BTreeMap<String, String>,
) -> Result<RunRequest, Diagnostic> {
    let readings = how.readings(spec.inputs)?;
    let Some(Applied { mut request, problems, .. }) = inspection.recipe.take().map(|applied| *applied) else {
        let files = file_uses(spec, how, inspection)?;
        let (pipeline, every) = (spec.id.to_owned(), how.every.unwrap_or(1));
        return Ok(RunRequest { pipeline, files, readings, every, parameters: given, edits: Vec::new() });
    };
    check_map(spec, how, &inspection)?;
    for file in &mut request.files {
        let input = spec.inputs.iter().find(|input| input.name == file.input);
        let (Some(input), Some(found)) = (input, inspection.files.get(file.file)) else { continue };
        for (column, source) in how.mapping(input, &found.columns)?.unwrap_or_default() {
            file.mapping.get_or_insert_default().insert(column, source);
        }
        file.only_needed |= how.only_needed;
    }
    // A column that the recipe misses may have been told by hand.
    if let Some(problem) = problems.into_iter().find(|problem| problem.code != "recipe_column" || how.map.is_empty()) {
        return Err(problem);
    }
    request.readings.retain(|own| !readings.iter().any(|new| (&new.input, &new.column) == (&own.input, &own.column)));
    request.readings.extend(readings);
    request.every = how.every.unwrap_or(request.every);
    request.parameters.extend(given);
    Ok(request)
}

/// `name=value` texts of an option, taken apart.
pub(super) fn pairs(option: &str, texts: &[String]) -> Result<Vec<(String, String)>, Diagnostic> {
    texts
        .iter()
        .map(|pair| {
            pair.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.to_owned())).ok_or_else(|| {
                Diagnostic::error("bad_argument", format!("{option} {pair} has no value."))
                    .hint(format!("Write it as {option} name=value."))
            })
        })
        .collect()
}

/// The pipeline that a file belongs to, where it is another one: it fits that wholly, and this one not.
fn elsewhere(spec: &PipelineSpec, how: &How, file: &FileInspection) -> Option<String> {
    let is_whole = |found: &&FileMatch| found.missing.is_empty();
    let first = file.matches.first().filter(is_whole)?;
    let fits = file.matches.iter().filter(is_whole).any(|found| found.pipeline == spec.id);
    (!fits && how.map.is_empty()).then(|| first.pipeline.clone())
}

/// The files that belong to other pipelines, with these: they are left out, as on the page.
pub(super) fn left_out(spec: &PipelineSpec, how: &How, inspection: &Inspection) -> Vec<(String, String)> {
    if inspection.recipe.is_some() {
        return Vec::new();
    }
    let files = inspection.files.iter();
    files.filter_map(|file| Some((file.name.clone(), elsewhere(spec, how, file)?))).collect()
}

/// Every file feeds the input it fits best, but those that belong to another pipeline. One that fits none, or cannot be
/// read, stops the run: on the command line nobody sees a hint in time.
fn file_uses(spec: &PipelineSpec, how: &How, inspection: Inspection) -> Result<Vec<FileUse>, Diagnostic> {
    check_map(spec, how, &inspection)?;
    let all_elsewhere = inspection.files.iter().all(|file| elsewhere(spec, how, file).is_some());
    inspection
        .files
        .into_iter()
        .enumerate()
        .filter(|(_, file)| all_elsewhere || elsewhere(spec, how, file).is_none())
        .map(|(index, file)| {
            let found = file.matches.iter().find(|found| found.pipeline == spec.id);
            let input = match (found, spec.inputs) {
                (Some(found), inputs) => inputs.iter().find(|input| input.name == found.input),
                // A file whose names say nothing is matched by hand.
                (None, [input]) if !file.columns.is_empty() && !how.map.is_empty() => Some(input),
                (None, _) => None,
            };
            let Some(input) = input else {
                return Err(file.problem.unwrap_or_else(|| {
                    Diagnostic::error("no_match", format!("“{}” fits no input of the pipeline {}.", file.name, spec.id))
                        .hint("Leave it out, or tell its columns by --map.")
                }));
            };
            let mapping = how.mapping(input, &file.columns)?;
            Ok(FileUse { file: index, input: input.name.to_owned(), mapping, only_needed: how.only_needed })
        })
        .collect()
}

/// A choice that nothing has is a slip of the pen: it would change nothing, silently.
fn check_map(spec: &PipelineSpec, how: &How, inspection: &Inspection) -> Result<(), Diagnostic> {
    for (column, source) in pairs("--map", &how.map)? {
        if spec.inputs.iter().all(|input| input.columns.iter().all(|own| own.name != column)) {
            return Err(no_column(&column));
        }
        if !source.is_empty() && inspection.files.iter().all(|file| !file.columns.contains(&source)) {
            return Err(Diagnostic::error(
                "bad_argument",
                format!("--map {column}={source}: no file has a column “{source}”."),
            )
            .hint("Write the name as it stands in the header."));
        }
    }
    Ok(())
}
