//! A run as a recipe, and as the command that does the same.

use std::collections::BTreeMap;

use super::recipe::{Recipe, RecipeFile};
use crate::base::shell;
use crate::engine::ingest::columns::bind;
use crate::engine::session::choose;
use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::protocol::{FileInspection, FileUse, Header, Inspection, Layout, RunRequest};

/// Names of files kept in a recipe whose files are all alike: there they tell nothing apart.
const NAMES_KEPT: usize = 20;

/// All that a run was made from.
pub struct Setup<'a> {
    pub spec: &'static PipelineSpec,
    /// The names of the files taken.
    pub sources: Vec<&'a str>,
    /// Rows and seed, where the file is sample data.
    pub sample: Option<(u32, u32)>,
    pub inspection: &'a Inspection,
    /// How files are to be read, where somebody said so.
    pub layouts: &'a BTreeMap<String, Layout>,
    pub request: &'a RunRequest,
    /// By file of the request: the source column of each input column.
    pub bound: Vec<Vec<Option<usize>>>,
}

/// A file of the run: how it takes part, what it is, what it feeds and from where.
type Part<'a> = (&'a FileUse, &'a FileInspection, &'static InputSpec, &'a [Option<usize>]);

impl Setup<'_> {
    fn parts(&self) -> Vec<Part<'_>> {
        let uses = self.request.files.iter().zip(&self.bound);
        uses.filter_map(|(file, bound)| {
            let inspected = self.inspection.files.get(file.file)?;
            let input = self.spec.inputs.iter().find(|input| input.name == file.input)?;
            Some((file, inspected, input, bound.as_slice()))
        })
        .collect()
    }

    fn layout(&self, file: &FileInspection) -> Layout {
        self.layouts.get(&file.name).cloned().unwrap_or_default()
    }

    /// The recipe of the run.
    pub fn recipe(&self) -> Recipe {
        let mut recipe = Recipe::new(self.spec, &self.request.parameters);
        for (_, file, input, bound) in self.parts() {
            let source = |from: &Option<usize>| from.and_then(|index| file.columns.get(index).cloned());
            let columns = input.columns.iter().zip(bound);
            let columns = columns.map(|(column, from)| (column.name.to_owned(), source(from))).collect();
            let mut entry = RecipeFile { input: input.name.to_owned(), columns, ..RecipeFile::default() };
            entry.set_layout(&self.layout(file));
            match recipe.files.iter_mut().find(|known| is_alike(known, &entry)) {
                Some(known) => known.names.push(file.name.clone()),
                None => {
                    entry.names.push(file.name.clone());
                    recipe.files.push(entry);
                }
            }
        }
        if let [only] = recipe.files.as_mut_slice() {
            only.names.truncate(NAMES_KEPT);
        }
        for choice in &self.request.readings {
            let columns = recipe.readings.entry(choice.input.clone()).or_default();
            columns.insert(choice.column.clone(), choice.reading.word().to_owned());
        }
        let takes_part = |index: usize| self.request.files.iter().any(|file| file.file == index);
        let files = self.inspection.files.iter().enumerate();
        recipe.left_out = files.filter(|(index, _)| !takes_part(*index)).map(|(_, file)| file.name.clone()).collect();
        recipe.edits.clone_from(&self.request.edits);
        recipe.every = self.request.every.max(1);
        recipe.only_needed = self.request.files.iter().any(|file| file.only_needed);
        recipe
    }

    /// The options that say how files are read and matched; `None` where options, which hold for all files, cannot.
    fn options(&self) -> Option<Vec<String>> {
        let parts = self.parts();
        if parts.len() != self.inspection.files.len() || !self.request.edits.is_empty() {
            return None;
        }
        let layout = parts.first().map(|(_, file, ..)| self.layout(file)).unwrap_or_default();
        if parts.iter().any(|(_, file, ..)| self.layout(file) != layout) {
            return None;
        }
        let mut options = Vec::new();
        match layout.header {
            Some(Header::Line(line)) => options.push(format!("--header {}", line + 1)),
            Some(Header::Absent) => options.push("--header none".to_owned()),
            None => {}
        }
        options.extend(layout.sheet.map(|sheet| format!("--sheet={}", shell::quoted(&sheet))));
        let maps = maps(&parts);
        if !parts.iter().all(|part| is_had(part, &maps, self.spec)) {
            return None;
        }
        let map = |(column, source): &(&str, Option<String>)| {
            let pair = format!("{column}={}", source.as_deref().unwrap_or_default());
            format!("--map {}", shell::quoted(&pair))
        };
        options.extend(maps.iter().map(map));
        let mut read: Vec<String> = Vec::new();
        for choice in &self.request.readings {
            let having =
                self.spec.inputs.iter().filter(|input| input.columns.iter().any(|own| own.name == choice.column));
            let same = |input: &InputSpec| {
                let mut choices = self.request.readings.iter().filter(|other| other.input == input.name);
                choices.any(|other| other.column == choice.column && other.reading == choice.reading)
            };
            if !having.into_iter().all(same) {
                return None;
            }
            let option = format!("--read {}={}", choice.column, choice.reading.word());
            if !read.contains(&option) {
                read.push(option);
            }
        }
        options.extend(read);
        Some(options)
    }

    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = Vec::new();
        for source in &self.sources {
            // A folder is given as one.
            let top = shell::path(source.split('/').next().unwrap_or_default());
            if !files.contains(&top) {
                files.push(top);
            }
        }
        files
    }
}

/// The command that makes the same tables, byte for byte. Where options cannot say how files are matched, or cells were
/// mended, it names the recipe.
pub fn command(setup: &Setup<'_>) -> String {
    let files = setup.files().join(" ");
    let made = setup
        .sample
        .map(|(rows, seed)| format!("varve sample {} --out . --rows {rows} --seed {seed} && ", setup.spec.id));
    let made = made.unwrap_or_default();
    let Some(options) = setup.options() else {
        let recipe = setup.recipe().file_name();
        return format!("{made}varve run {files} --recipe {recipe} --out tables");
    };
    let mut command = format!("{made}varve run {} {files} --out tables", setup.spec.id);
    let mut add = |option: &str| command.extend([" ", option]);
    options.iter().for_each(|option| add(option));
    for (name, text) in &Recipe::new(setup.spec, &setup.request.parameters).all_parameters() {
        add(&format!("--set {}", shell::quoted(&format!("{name}={text}"))));
    }
    if setup.request.every > 1 {
        add(&format!("--every {}", setup.request.every));
    }
    if setup.request.files.iter().any(|file| file.only_needed) {
        add("--only-needed");
    }
    command
}

fn is_alike(one: &RecipeFile, other: &RecipeFile) -> bool {
    (&one.input, &one.header, &one.sheet, &one.columns) == (&other.input, &other.header, &other.sheet, &other.columns)
}

/// What feeds input columns other than by their names, the first file that has it so.
fn maps(parts: &[Part<'_>]) -> Vec<(&'static str, Option<String>)> {
    let mut maps: Vec<(&'static str, Option<String>)> = Vec::new();
    for (_, file, input, bound) in parts {
        let by_name = bind(input, &file.columns);
        for ((column, own), from) in input.columns.iter().zip(by_name).zip(*bound) {
            if own != *from && maps.iter().all(|(known, _)| *known != column.name) {
                maps.push((column.name, from.and_then(|index| file.columns.get(index).cloned())));
            }
        }
    }
    maps
}

/// Whether a file gets its input and its columns from the options, as the command line understands them.
fn is_had(part: &Part<'_>, maps: &[(&str, Option<String>)], spec: &PipelineSpec) -> bool {
    let (_, file, input, bound) = part;
    let found = file.matches.iter().find(|found| found.pipeline == spec.id);
    let is_fed = match found {
        Some(found) => found.input == input.name,
        None => spec.inputs.len() == 1 && !maps.is_empty(),
    };
    let mut mapping = BTreeMap::new();
    let known = |column: &str| input.columns.iter().any(|own| own.name == column);
    for (column, source) in maps.iter().filter(|(column, _)| known(column)) {
        let index = source.as_ref().map(|source| file.columns.iter().position(|own| own == source));
        match index {
            Some(None) => {}
            Some(index) => drop(mapping.insert((*column).to_owned(), index)),
            None => drop(mapping.insert((*column).to_owned(), None)),
        }
    }
    let mut own = bind(input, &file.columns);
    choose(&mut own, input, &mapping, file.columns.len());
    is_fed && own == *bound
}
