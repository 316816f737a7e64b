//! Which file feeds which input, column by column, and how it is read: first as the engine matched it, then as the
//! person changed it.

use std::collections::BTreeMap;

use super::parameters;
use crate::pipelines;
use crate::pipelines::spec::{InputColumn, InputSpec, PipelineSpec};
use crate::protocol::{CellEdit, FileInspection, FileMatch, FileUse, Inspection, Reading, ReadingChoice, RunRequest};
use crate::texts;

/// The text of a yes/no parameter that is on.
const ON: &str = "true";

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
    /// Whether choices of an earlier visit were applied.
    pub remembered: bool,
}

impl FileDraft {
    /// The source column of an input column.
    pub fn source(&self, column: &str) -> Option<usize> {
        self.columns.get(column).copied().flatten()
    }
}

/// How an input column is to be read; `None`: all of its rows decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub input: String,
    pub column: String,
    pub reading: Option<Reading>,
}

/// The choices for all files with columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub pipeline: String,
    /// By the index of the file, rising.
    pub files: Vec<FileDraft>,
    /// What the person decided; other columns are asked about where nothing in them decides.
    pub readings: Vec<Decision>,
    /// Of how many rows one is read; 0 and 1: all of them.
    pub every: u32,
    /// Columns that feed nothing are not read.
    pub only_needed: bool,
    /// Parameters that differ from their defaults.
    pub parameters: BTreeMap<String, String>,
    /// Cells that are to hold another text than the files.
    pub edits: Vec<CellEdit>,
}

impl Draft {
    /// The choices that follow the engine's own match for a pipeline.
    pub fn matched(inspection: &Inspection, pipeline: &str) -> Self {
        let tables = inspection.files.iter().enumerate().filter(|(_, file)| is_table(file));
        let files = tables.map(|(index, file)| {
            let found =
                best_match(file, pipeline).filter(|found| found.missing.is_empty() || !fits_another(file, pipeline));
            let only = || {
                only_input(pipeline)
                    .filter(|_| file.problem.is_none() && !fits_another(file, pipeline))
                    .map(str::to_owned)
            };
            let input = found.map(|found| found.input.clone()).or_else(only);
            FileDraft { file: index, columns: bindings(found), input, ..FileDraft::default() }
        });
        Self { pipeline: pipeline.to_owned(), files: files.collect(), ..Self::default() }
    }

    /// The choices for a file.
    pub fn of(&self, file: usize) -> Option<&FileDraft> {
        self.files.binary_search_by_key(&file, |draft| draft.file).ok().map(|at| &self.files[at])
    }

    fn each(&mut self, files: &[usize], change: impl Fn(&mut FileDraft)) {
        for file in files {
            if let Ok(at) = self.files.binary_search_by_key(file, |draft| draft.file) {
                change(&mut self.files[at]);
            }
        }
    }

    /// Sets the source column of an input column in these files.
    pub fn set_column(&mut self, files: &[usize], column: &str, source: Option<usize>) {
        self.each(files, |draft| {
            draft.columns.insert(column.to_owned(), source);
            draft.touched = true;
        });
    }

    /// Sets the input that these files feed; the columns go back to the engine's match for it.
    pub fn set_input(&mut self, inspection: &Inspection, files: &[usize], input: Option<&str>) {
        let pipeline = self.pipeline.clone();
        self.each(files, |draft| {
            let matches = inspection.files.get(draft.file).map(|file| file.matches.as_slice()).unwrap_or_default();
            let found = matches.iter().find(|found| found.pipeline == pipeline && Some(&*found.input) == input);
            let (file, input) = (draft.file, input.map(str::to_owned));
            *draft = FileDraft { file, columns: bindings(found), input, ..FileDraft::default() };
        });
    }

    /// What was decided about how a column is read; `None`: nothing.
    pub fn decision(&self, input: &str, column: &str) -> Option<&Decision> {
        self.readings.iter().find(|one| one.input == input && one.column == column)
    }

    /// Decides how a column is read.
    pub fn decide(&mut self, input: &str, column: &str, reading: Option<Reading>) {
        self.readings.retain(|one| one.input != input || one.column != column);
        self.readings.push(Decision { input: input.to_owned(), column: column.to_owned(), reading });
    }

    /// Whether a file takes part.
    pub fn takes(&self, file: usize) -> bool {
        self.of(file).is_some_and(|file| file.input.is_some())
    }

    /// Whether a yes/no parameter is on.
    pub fn is_on(&self, parameter: &str) -> bool {
        self.parameters.get(parameter).is_some_and(|text| text == ON)
    }

    /// Switches a yes/no parameter.
    pub fn switch(&mut self, parameter: &str, on: bool) {
        if on {
            self.parameters.insert(parameter.to_owned(), ON.to_owned());
        } else {
            self.parameters.remove(parameter);
        }
    }

    /// Whether a run cannot do without the column.
    pub fn requires(&self, column: &InputColumn) -> bool {
        let lifted =
            |(parameter, value): (&str, &str)| self.parameters.get(parameter).is_some_and(|text| text == value);
        column.required && !column.required_unless.is_some_and(lifted)
    }

    /// What is still missing before this can run: sentences for the person. Empty: it can run.
    pub fn missing(&self, inspection: &Inspection) -> Vec<String> {
        let Some(spec) = pipelines::spec(&self.pipeline) else {
            return vec![texts::files::CHOOSE_WHAT.to_owned()];
        };
        let mut taking_part = self.files.iter().filter(|draft| draft.input.is_some()).peekable();
        if taking_part.peek().is_none() {
            return vec![texts::files::NO_FILE.to_owned()];
        }
        // What is missing, the first file that misses it, and how many more do.
        let mut needs: Vec<(String, usize, usize)> = Vec::new();
        for draft in taking_part {
            for columns in self.missing_columns(spec, draft) {
                match needs.iter_mut().find(|(known, ..)| *known == columns) {
                    Some((.., more)) => *more += 1,
                    None => needs.push((columns, draft.file, 0)),
                }
            }
        }
        let sentence = |(columns, file, more): (String, usize, usize)| {
            let name = inspection.files.get(file).map(|file| file.name.as_str()).unwrap_or_default();
            texts::files::needs(name, more, &columns)
        };
        let without =
            spec.inputs.iter().filter(|input| self.files.iter().all(|file| file.input.as_deref() != Some(input.name)));
        let without = without.map(|input| texts::files::no_file_for(input.name, input.grain, input.without));
        let without: Vec<String> = without.collect();
        without
            .into_iter()
            .chain(needs.into_iter().map(sentence))
            .chain(parameters::problems(spec, &self.parameters))
            .collect()
    }

    /// The required columns, and the unmet alternatives, that a file has no source column for; ready for a sentence.
    fn missing_columns(&self, spec: &'static PipelineSpec, draft: &FileDraft) -> Vec<String> {
        let Some(input) = input_spec(spec, draft) else {
            return Vec::new();
        };
        let has = |column: &str| draft.source(column).is_some();
        let required = input.columns.iter().filter(|column| self.requires(column) && !has(column.name));
        let mut missing: Vec<String> = required.map(|column| texts::files::a_column(column.name)).collect();
        let met = |set: &&[&str]| set.iter().all(|column| has(column));
        if !input.alternatives.is_empty() && !input.alternatives.iter().any(met) {
            missing.push(texts::files::one_set(input.alternatives));
        }
        missing
    }

    /// The request to run this.
    pub fn request(&self) -> RunRequest {
        let files = self.files.iter().filter_map(|draft| {
            let mapping = draft.touched.then(|| draft.columns.clone());
            let (input, only_needed) = (draft.input.clone()?, self.only_needed);
            Some(FileUse { file: draft.file, input, mapping, only_needed })
        });
        let readings = self.readings.iter().filter_map(|one| {
            let (input, column) = (one.input.clone(), one.column.clone());
            Some(ReadingChoice { input, column, reading: one.reading? })
        });
        RunRequest {
            pipeline: self.pipeline.clone(),
            files: files.collect(),
            readings: readings.collect(),
            every: self.every,
            parameters: self.parameters.clone(),
            edits: self.edits.clone(),
        }
    }
}

/// The input spec a file draft feeds.
pub fn input_spec(spec: &'static PipelineSpec, draft: &FileDraft) -> Option<&'static InputSpec> {
    let name = draft.input.as_deref()?;
    spec.inputs.iter().find(|input| input.name == name)
}

/// The engine's match of a file for a pipeline.
pub fn best_match<'a>(file: &'a FileInspection, pipeline: &str) -> Option<&'a FileMatch> {
    file.matches.iter().find(|found| found.pipeline == pipeline)
}

/// Whether a file has everything that another pipeline needs of it.
fn fits_another(file: &FileInspection, pipeline: &str) -> bool {
    file.matches.iter().any(|found| found.pipeline != pipeline && found.missing.is_empty())
}

/// The input of a pipeline that has no other.
pub fn only_input(pipeline: &str) -> Option<&'static str> {
    match pipelines::spec(pipeline)?.inputs {
        [input] => Some(input.name),
        _ => None,
    }
}

/// Whether a file has columns, so that it can be used: by itself, or where no pipeline knows them, by hand.
pub fn is_table(file: &FileInspection) -> bool {
    file.problem.as_ref().is_none_or(|problem| problem.code == "no_match")
}

fn bindings(found: Option<&FileMatch>) -> BTreeMap<String, Option<usize>> {
    let mut bindings = BTreeMap::new();
    for binding in found.into_iter().flat_map(|found| &found.bindings) {
        bindings.insert(binding.input_column.clone(), binding.source);
    }
    bindings
}
