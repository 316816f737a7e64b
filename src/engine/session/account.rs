//! What a session tells about its runs: recipes, commands, records of the log.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::choices::bindings;
use super::{Counting, Finished, Session, no_run};
use crate::base::{Diagnostic, Phase, Progress};
use crate::engine::export::Sink;
use crate::engine::host::{Host, Sources};
use crate::engine::query::widget_data;
use crate::engine::runs::{
    self, FigureRecord, FileRecord, Recipe, Record, Setup, SourceRecord, command, compare, detail, export, line,
    recognise,
};
use crate::pipelines::values::Values;
use crate::protocol::{FileInspection, Inspection, Layout, RecipeSource, Reply, RunsReply, RunsRequest};

/// The files taken, as they were shown.
#[derive(Default)]
pub(super) struct Presented {
    pub(super) sources: Sources,
    pub(super) inspection: Inspection,
    /// How files are read, where somebody said so.
    pub(super) layouts: BTreeMap<String, Layout>,
    /// Rows and seed of sample data.
    pub(super) sample: Option<(u32, u32)>,
}

/// A recipe and the name it goes by.
pub(super) type Named = (String, Recipe);

/// Parts a recipe from the files that it came with.
///
/// # Errors
/// A sentence for a recipe that cannot be used, one without files, and more than one.
pub(super) fn part(sources: Sources) -> Result<(Sources, Option<Named>), Diagnostic> {
    let (mut files, mut recipe) = (Sources::new(), None);
    for source in sources {
        match recognise(&*source)? {
            None => files.push(source),
            Some(found) if recipe.is_none() => recipe = Some((source.name().to_owned(), found)),
            Some(_) => {
                return Err(Diagnostic::error("recipe_twice", format!("“{}” is a second recipe.", source.name()))
                    .in_file(source.name())
                    .hint("Bring the files together with one of them."));
            }
        }
    }
    match &recipe {
        Some((name, _)) if files.is_empty() => Err(alone(name)),
        _ => Ok((files, recipe)),
    }
}

fn alone(name: &str) -> Diagnostic {
    Diagnostic::error("recipe_alone", format!("“{name}” is a recipe: it says how files are read, and there are none."))
        .in_file(name)
        .hint("Bring it together with the files, or after them.")
}

impl Session {
    pub(super) async fn runs(
        &mut self,
        host: &dyn Host,
        request: RunsRequest,
        sources: Sources,
        sink: &mut dyn Sink,
    ) -> Result<Reply, Diagnostic> {
        let reply = match request {
            RunsRequest::Record { when } => RunsReply::Record(self.record(when)?.text()),
            RunsRequest::Hash => RunsReply::Hashed(self.hashing.piece(&self.presented.sources)?),
            RunsRequest::Apply(recipe) => return self.apply(host, recipe, sources).await.map(Reply::Inspected),
            RunsRequest::SaveRecipe { record: None } => {
                let recipe = self.last()?.setup()?.recipe();
                return save(sink, recipe.file_name(), &recipe.text());
            }
            RunsRequest::SaveRecipe { record: Some(record) } => {
                let recipe = Record::read(&record)?.recipe;
                return save(sink, recipe.file_name(), &recipe.text());
            }
            RunsRequest::Command => RunsReply::Command(command(&self.last()?.setup()?)),
            RunsRequest::List { records } => {
                let records = records.iter().filter_map(|record| Record::read(record).ok());
                RunsReply::List(records.map(|record| line(&record)).collect())
            }
            RunsRequest::Detail { record } => RunsReply::Detail(detail(&Record::read(&record)?)),
            RunsRequest::Compare { before, after } => {
                RunsReply::Compared(compare(&Record::read(&before)?, &Record::read(&after)?))
            }
            RunsRequest::Export { records, format } => {
                let (name, content) = export(&records, format);
                return save(sink, name.to_owned(), &content);
            }
        };
        Ok(Reply::Runs(reply))
    }

    fn last(&self) -> Result<&Finished, Diagnostic> {
        self.last.as_ref().ok_or_else(no_run)
    }

    async fn apply(
        &mut self,
        host: &dyn Host,
        recipe: RecipeSource,
        sources: Sources,
    ) -> Result<Inspection, Diagnostic> {
        let named = match recipe {
            RecipeSource::File(stub) => {
                let source = sources.first().ok_or_else(|| not_a_recipe(&stub.name))?;
                let recipe = recognise(&**source)?.ok_or_else(|| not_a_recipe(&stub.name))?;
                (stub.name, recipe)
            }
            RecipeSource::Record(text) => {
                let record = Record::read(&text)?;
                self.check_files(host, &record).await?;
                (format!("run of {}", record.when), record.recipe)
            }
        };
        if self.presented.sources.is_empty() {
            return Err(alone(&named.0));
        }
        let (sources, sample) = (self.presented.sources.clone(), self.presented.sample);
        self.start_over();
        self.look(host, sources, &BTreeMap::new(), Some(named), sample).await
    }

    /// Whether the files taken are those of a run: by name and size; under another name by their hashes.
    async fn check_files(&mut self, host: &dyn Host, record: &Record) -> Result<(), Diagnostic> {
        let shown = Rc::clone(&self.presented);
        let is_renamed = |file: &FileRecord| {
            !shown.sources.iter().any(|source| source.name() == file.name && source.len() == file.bytes)
        };
        let same_size = |file: &&FileRecord| shown.sources.iter().any(|source| source.len() == file.bytes);
        if record.files.iter().filter(|file| is_renamed(file)).any(|file| same_size(&file)) {
            while !self.hashing.piece(&shown.sources)? {
                let step = "comparing files".to_owned();
                host.checkpoint(Progress { phase: Phase::Reading, step, rows: 0, bytes: 0, fraction: 0.0 }).await?;
            }
        }
        let has_hash = |file: &FileRecord| {
            file.sha256.is_some() && (0..shown.sources.len()).any(|at| self.hashing.of(at) == file.sha256.as_ref())
        };
        let missing: Vec<&FileRecord> =
            record.files.iter().filter(|file| is_renamed(file) && !has_hash(file)).collect();
        if missing.is_empty() && shown.sources.len() == record.file_count {
            return Ok(());
        }
        let files = if missing.is_empty() { record.files.iter().collect() } else { missing };
        let listed =
            files.iter().take(5).map(|file| format!("“{}” ({})", file.name, crate::base::format::bytes(file.bytes)));
        let listed: Vec<String> = listed.collect();
        Err(Diagnostic::info("other_files", format!("The files of that run are not here: {}.", listed.join(", ")))
            .hint("Drop them anywhere on this page: the run is then repeated by itself."))
    }

    fn record(&self, when: String) -> Result<Record, Diagnostic> {
        let last = self.last()?;
        let setup = last.setup()?;
        let hash = |at: usize| self.hashing.of(at).filter(|_| last.taking == self.taking).cloned();
        let files = last.presented.sources.iter().enumerate().map(|(at, source)| FileRecord {
            name: source.name().to_owned(),
            bytes: source.len(),
            sha256: hash(at),
        });
        let mut record = Record {
            when,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            recipe: setup.recipe(),
            command: command(&setup),
            sample: last.presented.sample,
            files: files.take(runs::FILES_KEPT).collect(),
            file_count: last.presented.sources.len(),
            sources: held(&last.presented.inspection, last),
            as_of: None,
            rows: [0; 3],
            quality: None,
            steps: Vec::new(),
            milliseconds: 0.0,
            tables: runs::tables(last.outcome.catalog()),
            figures: last.figures.get_or_init(|| last.headline()).clone(),
            warnings: Vec::new(),
        };
        record.take_report(&last.report);
        Ok(record)
    }
}

/// What the files of a run held, by input and columns.
fn held(inspection: &Inspection, run: &Finished) -> Vec<SourceRecord> {
    let mut sources: Vec<SourceRecord> = Vec::new();
    let columns = |file: &FileInspection| -> Vec<(String, String)> {
        let kinds = file.profiles.iter().map(|profile| profile.kind.label().to_owned());
        file.columns.iter().cloned().zip(kinds).collect()
    };
    for one in &run.request.files {
        let Some(file) = inspection.files.get(one.file) else { continue };
        let columns = columns(file);
        match sources.iter_mut().find(|known| known.input == one.input && known.columns == columns) {
            Some(known) => known.files += 1,
            None => sources.push(SourceRecord { input: one.input.clone(), name: file.name.clone(), files: 1, columns }),
        }
    }
    sources
}

impl Finished {
    /// All that the run was made from.
    fn setup(&self) -> Result<Setup<'_>, Diagnostic> {
        let values = Values::parse(self.spec, &self.request.parameters)?;
        let files = &self.presented.inspection.files;
        let bound = self.request.files.iter().map(|one| {
            let file = files.get(one.file).ok_or_else(no_run)?;
            let input = self.spec.inputs.iter().find(|input| input.name == one.input).ok_or_else(no_run)?;
            bindings(input, one, &file.name, &file.columns, &values)
        });
        Ok(Setup {
            spec: self.spec,
            sources: self.presented.sources.iter().map(|source| source.name()).collect(),
            sample: self.presented.sample,
            inspection: &self.presented.inspection,
            layouts: &self.presented.layouts,
            request: &self.request,
            bound: bound.collect::<Result<_, _>>()?,
        })
    }

    /// The headline figures; none where the dashboard has none.
    fn headline(&self) -> Vec<FigureRecord> {
        let Some((id, figures)) = runs::headline(self.spec) else { return Vec::new() };
        let dashboard = (self.spec.dashboard)();
        let Some(widget) = dashboard.widget(&id) else { return Vec::new() };
        let Ok(catalog) = self.outcome.select(&[]) else { return Vec::new() };
        let data = catalog.find(widget.table).and_then(|table| widget_data(widget, table));
        let data = data.unwrap_or_default();
        let value = |column: &str| data.numbers(column).first().copied().flatten();
        figures.iter().map(|figure| FigureRecord::new(figure, value(figure.column))).collect()
    }
}

fn not_a_recipe(name: &str) -> Diagnostic {
    Diagnostic::error("not_a_recipe", format!("“{name}” is no recipe of Varve."))
        .in_file(name)
        .hint("A recipe is the small .json file that “Save recipe” makes.")
}

fn save(sink: &mut dyn Sink, name: String, content: &str) -> Result<Reply, Diagnostic> {
    let mut sink = Counting::new(sink);
    sink.write(content.as_bytes())?;
    Ok(sink.exported(name, Vec::new()))
}
