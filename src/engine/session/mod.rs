//! A session: the files taken, the last run, and answers to requests. All that the worker and the command line can do.

mod account;
mod brief;
mod choices;
mod exports;
mod kept_rows;
mod more;
mod private;
mod shelf;
mod tables;
mod warm;

pub use warm::{turns, warm_up};

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::export::{self, FileRead, Sink};
use super::host::{ByteSource, Host, MemorySource, Sources};
use super::ingest::{Content, FileInput, Names, RawTable, Sniffed, inspect, read_on, unpack};
use super::keep::Keeper;
use super::lineage::{Origins, ReadFile, lineage, read_files};
use super::query::widget_data;
use super::run::Run;
use super::runs::{FigureRecord, Hashing, apply, layout_of};
use super::table::{Catalog, Part, Table};
use super::{Outcome, Pipeline, SampleOptions, audience, edits};
use crate::base::date::{Day, parse_iso};
use crate::base::{Diagnostic, Phase, Progress, format};
use crate::pipelines::spec::{AudienceSpec, InputSpec, PipelineSpec};
use crate::pipelines::values::Values;
use crate::pipelines::{engines, spec};
use crate::present::dashboard::{Filter, WidgetData};
use crate::protocol::{EditAccount, FileUse, Inspection, Layout, Reply, Request, RunReport, RunRequest, TableInfo};
pub(in crate::engine) use choices::choose;

use account::{Named, Presented};
use brief::Brief;
use choices::{bindings, readings, unused};
use exports::Counting;
use more::{ReadAs, in_order, were_read};
use tables::Shown;

/// A file the session holds.
struct Taken {
    name: String,
    /// Never the same for two lookings at files.
    serial: u32,
    /// Files that came together have the same, later ones a higher one.
    batch: u32,
    layout: Layout,
    /// Its content and what it is, where it can be read.
    table: Option<(Content, Sniffed)>,
}

/// A finished run.
struct Finished {
    spec: &'static PipelineSpec,
    outcome: Box<dyn Outcome>,
    /// What was asked for, of which taking of files, and what the reading of these had to say.
    request: RunRequest,
    taking: u32,
    notes: Vec<Diagnostic>,
    files: Vec<FileRead>,
    read: Read,
    /// What edits did to what was read.
    edits: EditAccount,
    /// What the log tells of it: its files as they were shown, and its account.
    presented: Rc<Presented>,
    report: RunReport,
    /// The headline figures, once somebody has asked.
    figures: OnceCell<Vec<FigureRecord>>,
    /// By input: the files as they were read.
    parts: Vec<Vec<ReadAs>>,
}

/// What was read for a run.
#[derive(Clone)]
struct Read {
    rows: u64,
    bytes: u64,
    files: Vec<ReadFile>,
}

/// The engine's state between requests.
#[derive(Default)]
pub struct Session {
    files: Vec<Taken>,
    /// Where these are from: an archive is one source and many files.
    sources: Sources,
    names: Names,
    serials: u32,
    /// By input: how the files of the set that was opened were read when they were kept.
    rows_kept: BTreeMap<String, Rc<dyn ByteSource>>,
    /// Where files are kept beyond the session, if they can be, and which of those are these.
    keeper: Option<Keeper>,
    /// How often files were taken: a run again is one over the same taking.
    taking: u32,
    /// The files as they were shown.
    presented: Rc<Presented>,
    hashing: Hashing,
    last: Option<Finished>,
    shown: Shown,
    /// The tables behind the dashboard for the selection asked for last.
    selection: Option<(Vec<Filter>, Catalog)>,
    /// The long texts that answers were given without.
    brief: Brief,
}

/// What a run makes.
struct Made {
    outcome: Box<dyn Outcome>,
    /// What the reading of its files had to say.
    notes: Vec<Diagnostic>,
    read: Read,
    /// By input: the files as they were read.
    parts: Vec<Vec<ReadAs>>,
    /// What edits did to what was read.
    edits: EditAccount,
}

impl Session {
    /// Answers a request. `sources` are the files beside the message; the bytes of an export go to `sink`.
    ///
    /// # Errors
    /// What went wrong, where, and what to do.
    pub async fn handle(
        &mut self,
        host: &dyn Host,
        mut request: Request,
        sources: Sources,
        sink: &mut dyn Sink,
    ) -> Result<Reply, Diagnostic> {
        self.brief.restore(&mut request);
        let mut reply = self.answer(host, request, sources, sink).await?;
        self.brief.shorten(&mut reply);
        Ok(reply)
    }

    async fn answer(
        &mut self,
        host: &dyn Host,
        request: Request,
        sources: Sources,
        sink: &mut dyn Sink,
    ) -> Result<Reply, Diagnostic> {
        match request {
            Request::Inspect { layouts, .. } => self.inspect(host, sources, &layouts).await.map(Reply::Inspected),
            Request::Add { layouts, .. } => self.add(host, sources, &layouts).await.map(Reply::Inspected),
            Request::Shelf(request) => self.shelve(host, request).await,
            Request::Sample { pipeline, rows, seed } => {
                let options = SampleOptions { rows: rows as usize, seed: u64::from(seed), ..SampleOptions::default() };
                let files = engine(&pipeline)?.sample(&options)?;
                let sources = files
                    .into_iter()
                    .map(|(name, text)| Rc::new(MemorySource::new(name, text)) as Rc<dyn ByteSource>)
                    .collect();
                self.start_over();
                self.look(host, sources, &BTreeMap::new(), None, Some((rows, seed))).await.map(Reply::Inspected)
            }
            Request::Runs(request) => self.runs(host, request, sources, sink).await,
            Request::Run(request) => self.run(host, &request).await.map(|report| Reply::Ran(Box::new(report))),
            Request::Page(request) => self.tables(|shown, outcome| shown.page(outcome, &request)),
            Request::Summary(request) => self.tables(|shown, outcome| shown.summary(outcome, &request)),
            Request::Lineage { about } => self.lineage(about.as_deref()),
            Request::Widgets { widgets, filters } => self.widgets(&widgets, filters).map(Reply::Widgets),
            Request::Export { table, format, filters, choice } => {
                let outcome = self.last.as_ref().ok_or_else(no_run)?.outcome.as_ref();
                let (table, rows) = self.shown.chosen(outcome, &table, &filters, &choice)?;
                let part = Part::new(table, rows.as_ref().map(|rows| rows.as_slice()));
                let mut sink = Counting::new(sink);
                let notes = export::table(host, part, format, &mut sink).await?;
                let selected = if part.picked().is_some() { "_selected" } else { "" };
                Ok(sink.exported(format!("{}{selected}.{}", part.table.spec.name, format.extension()), notes))
            }
            Request::ExportAll { format } => self.export_all(host, format, sink).await,
            Request::Report { filters } => self.report(filters, sink),
            Request::Audience(plan) => {
                let (spec, table, as_of) = self.audience()?;
                audience::list(spec, &table, &plan, as_of).map(|list| Reply::Audience(Box::new(list)))
            }
            Request::ExportAudience(plan) => {
                let (spec, table, as_of) = self.audience()?;
                let mut sink = Counting::new(sink);
                audience::export(spec, &table, &plan, as_of, &mut sink)?;
                Ok(sink.exported("campaign_list.csv".to_owned(), Vec::new()))
            }
            Request::Quality => {
                let finished = self.last.as_ref().ok_or_else(no_run)?;
                Ok(Reply::Quality(Box::new(finished.outcome.quality().with_edits(finished.edits.clone()))))
            }
            Request::ExportEdits(list) => {
                let mut sink = Counting::new(sink);
                sink.write(edits::write(&list).as_bytes())?;
                Ok(sink.exported("edits.csv".to_owned(), Vec::new()))
            }
            Request::ReadEdits(_) => {
                let source = sources.first().ok_or_else(no_edits)?;
                edits::read(source.as_ref()).map(Reply::Edits)
            }
        }
    }

    /// The tables of the last run.
    ///
    /// # Errors
    /// When nothing has been run.
    pub fn catalog(&self) -> Result<&Catalog, Diagnostic> {
        self.last.as_ref().map(|finished| finished.outcome.catalog()).ok_or_else(no_run)
    }

    async fn inspect(
        &mut self,
        host: &dyn Host,
        sources: Sources,
        layouts: &BTreeMap<String, Layout>,
    ) -> Result<Inspection, Diagnostic> {
        let (sources, recipe) = account::part(sources)?;
        self.start_over();
        self.look(host, sources, layouts, recipe, None).await
    }

    /// Looks at files, what they are and what a recipe makes of them, and takes them behind those that are there.
    async fn look(
        &mut self,
        host: &dyn Host,
        sources: Sources,
        layouts: &BTreeMap<String, Layout>,
        recipe: Option<Named>,
        sample: Option<(u32, u32)>,
    ) -> Result<Inspection, Diagnostic> {
        let mut used = self.presented.layouts.clone();
        let mut inspection = Inspection::default();
        let mut scores: BTreeMap<String, f64> = BTreeMap::new();
        let count = sources.len();
        let batch = self.files.last().map_or(0, |last| last.batch + 1);
        for (index, source) in sources.iter().enumerate() {
            host.checkpoint(Progress {
                phase: Phase::Reading,
                step: source.name().to_owned(),
                rows: 0,
                bytes: 0,
                fraction: index as f64 / count as f64,
            })
            .await?;
            for (name, content) in unpack(source) {
                let name = self.names.distinct(name);
                let content = content.map(|content| content.renamed(&name));
                let layout = layouts.get(&name).cloned().or_else(|| {
                    let (_, recipe) = recipe.as_ref()?;
                    Some(layout_of(recipe, &name, content.as_ref().ok()?))
                });
                let layout = layout.unwrap_or_default();
                if layout != Layout::default() {
                    used.insert(name.clone(), layout.clone());
                }
                let (file, sniffed) = inspect(&name, content.as_ref().map_err(Clone::clone), &layout);
                for (index, found) in file.matches.iter().enumerate() {
                    // Of a pipeline's inputs a file feeds one: the one it fits best.
                    if file.matches[..index].iter().all(|better| better.pipeline != found.pipeline) {
                        *scores.entry(found.pipeline.clone()).or_default() += found.confidence;
                    }
                }
                inspection.files.push(file);
                self.serials += 1;
                self.files.push(Taken { name, serial: self.serials, batch, layout, table: content.ok().zip(sniffed) });
            }
            self.sources.push(Rc::clone(source));
        }
        // Of equals the first in the list of pipelines.
        let best = |left: &(&String, &f64), right: &(&String, &f64)| {
            left.1.total_cmp(right.1).then_with(|| right.0.cmp(left.0))
        };
        inspection.pipeline = scores.iter().max_by(best).map(|(pipeline, _)| pipeline.clone());
        if let Some((name, recipe)) = &recipe {
            inspection.pipeline = Some(recipe.pipeline.clone());
            inspection.recipe = Some(Box::new(apply(recipe, name, &inspection, used.clone())));
        }
        let mut shown = self.presented.inspection.clone();
        shown.files.extend(inspection.files.iter().cloned());
        (shown.pipeline, shown.recipe) = (inspection.pipeline.clone(), inspection.recipe.clone());
        self.presented = Rc::new(Presented { sources: self.sources.clone(), inspection: shown, layouts: used, sample });
        Ok(inspection)
    }

    /// Asks about the tables of the last run.
    fn tables(
        &mut self,
        ask: impl FnOnce(&mut Shown, &dyn Outcome) -> Result<Reply, Diagnostic>,
    ) -> Result<Reply, Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        ask(&mut self.shown, finished.outcome.as_ref())
    }

    fn audience(&self) -> Result<(&'static AudienceSpec, Table, Option<Day>), Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        let as_of = finished.outcome.summary().as_of.and_then(|day| parse_iso(&day));
        let found = finished.spec.audience.as_ref().zip(finished.outcome.audience());
        found.map(|(spec, table)| (spec, table, as_of)).ok_or_else(|| {
            Diagnostic::error("no_audience", format!("{} lists nobody to address.", finished.spec.title))
        })
    }

    async fn run(&mut self, host: &dyn Host, request: &RunRequest) -> Result<RunReport, Diagnostic> {
        let pipeline = engine(&request.pipeline)?;
        let values = Values::parse(pipeline.spec(), &request.parameters)?;
        pipeline.check(&values)?;
        private::check_edits(pipeline.spec(), &request.edits)?;
        let mut run = Run::new(host);
        let Made { outcome, notes, read, parts, edits } = match self.rerun(pipeline, request, &values, &mut run).await?
        {
            Some(again) => again,
            None => self.run_files(host, pipeline, request, &values, &mut run).await?,
        };
        let summary = outcome.summary();
        if let Some(input) = summary.inputs.iter().find(|input| !input.conserved()) {
            return Err(not_conserved(input));
        }
        let (phases, steps, reused) = run.finish();
        let tables = outcome.catalog().tables().iter();
        let tables = tables.map(|table| TableInfo {
            name: table.spec.name.to_owned(),
            layer: table.spec.layer,
            rows: table.rows() as u32,
            columns: table.spec.columns.len() as u32,
        });
        let report = RunReport {
            pipeline: request.pipeline.clone(),
            as_of: summary.as_of,
            inputs: summary.inputs,
            quality: summary.quality,
            phases,
            steps,
            reused,
            tables: tables.collect(),
            readings: summary.readings,
            diagnostics: notes.iter().cloned().chain(summary.diagnostics).collect(),
        };
        let (spec, taking) = (pipeline.spec(), self.taking);
        let files = self.files_read(request);
        self.last = Some(Finished {
            spec,
            outcome,
            request: request.clone(),
            taking,
            notes,
            files,
            read,
            parts,
            edits,
            presented: Rc::clone(&self.presented),
            report: report.clone(),
            figures: OnceCell::new(),
        });
        self.shown = Shown::default();
        self.selection = None;
        Ok(report)
    }

    /// Runs again where parameters have changed, and nothing else. Who asks for the very same run wants the files read:
    /// they may have changed.
    async fn rerun(
        &self,
        pipeline: &'static dyn Pipeline,
        request: &RunRequest,
        values: &Values,
        run: &mut Run<'_>,
    ) -> Result<Option<Made>, Diagnostic> {
        let Some(last) = self.last.as_ref().filter(|last| last.taking == self.taking) else { return Ok(None) };
        let same = RunRequest { parameters: request.parameters.clone(), ..last.request.clone() } == *request;
        if !same || last.request.parameters == request.parameters {
            return Ok(None);
        }
        // A parameter can make a column needed that the files lack.
        for input in pipeline.spec().inputs {
            for file in request.files.iter().filter(|file| file.input == input.name) {
                self.file_input(input, file, values)?;
            }
        }
        run.again(last.read.rows, last.read.bytes);
        let outcome = pipeline.rerun(last.outcome.as_ref(), values, run).await?;
        Ok(outcome.map(|outcome| Made {
            outcome,
            notes: last.notes.clone(),
            read: last.read.clone(),
            parts: last.parts.clone(),
            edits: last.edits.clone(),
        }))
    }

    async fn run_files(
        &self,
        host: &dyn Host,
        pipeline: &'static dyn Pipeline,
        request: &RunRequest,
        values: &Values,
        run: &mut Run<'_>,
    ) -> Result<Made, Diagnostic> {
        let (spec, start) = (pipeline.spec(), host.now());
        let (mut inputs, mut parts) = (Vec::with_capacity(spec.inputs.len()), Vec::with_capacity(spec.inputs.len()));
        let mut told = Vec::new();
        // The last run, while all of its files are the first ones of this.
        let same = |last: &&Finished| {
            last.request.parameters == request.parameters && last.request.readings == request.readings
        };
        let mut follows = self.comparable(pipeline, request).filter(same);
        for (index, input) in spec.inputs.iter().enumerate() {
            let uses: Vec<&FileUse> = request.files.iter().filter(|file| file.input == input.name).collect();
            let mut files =
                uses.into_iter().map(|file| self.file_input(input, file, values)).collect::<Result<Vec<_>, _>>()?;
            if files.is_empty() {
                return Err(Diagnostic::error(
                    "no_input",
                    format!(
                        "{} needs a file for its input “{}” ({}). {}",
                        spec.title, input.name, input.grain, input.without
                    )
                    .trim_end(),
                )
                .hint("Add a file, or choose the input that a file feeds."));
            }
            let unread = |(_, file): &(ReadAs, FileInput)| {
                unused(input, file.content.name(), &file.sniffed.columns, &file.bindings)
            };
            told.extend(files.iter().filter_map(unread));
            in_order(&mut files);
            let readings = readings(input, &request.readings)?;
            let own: Vec<ReadAs> = files.iter().map(|(part, _)| part.clone()).collect();
            let before = self.read_before(pipeline, request, index, &own);
            follows = follows
                .filter(|last| before.as_ref().is_some_and(|table| table.files.len() == last.parts[index].len()));
            let before = before.or_else(|| self.read_kept(input, request, &files));
            let (had, all) = (before.as_ref().map_or(0, |table| table.files.len()), files.len());
            if had > 0 {
                run.reuse(&format!("{had} of {all} files as read before"));
                told.push(were_read(had, all));
            }
            told.extend(self.read_again(pipeline, request, index, &own, had));
            let new = files.into_iter().skip(had).map(|(_, file)| file).collect();
            let before = before.unwrap_or_else(|| RawTable::new(input));
            inputs.push(read_on(host, before, new, readings, request.every).await?);
            parts.push(own);
        }
        let (rows, bytes) =
            inputs.iter().fold((0, 0), |(rows, bytes), table| (rows + table.rows as u64, bytes + table.bytes()));
        let read = Read { rows, bytes, files: read_files(&inputs) };
        let (edits, edited) = edits::apply(&mut inputs, &request.edits);
        let notes = condensed(inputs.iter().flat_map(|table| table.notes.clone()).chain(told).chain(edited));
        run.read(read.rows, read.bytes, host.now() - start);
        let outcome = pipeline.run(inputs, follows.map(|last| last.outcome.as_ref()), values, run).await?;
        Ok(Made { outcome, notes, read, parts, edits })
    }

    /// The files that take part in a run.
    fn files_read(&self, request: &RunRequest) -> Vec<FileRead> {
        let read = |file: &FileUse| {
            let taken = self.files.get(file.file)?;
            let bytes = taken.table.as_ref().map_or(0, |(content, _)| content.bytes());
            Some(FileRead { name: taken.name.clone(), input: file.input.clone(), bytes })
        };
        request.files.iter().filter_map(read).collect()
    }

    fn file_input(
        &self,
        input: &InputSpec,
        file: &FileUse,
        values: &Values,
    ) -> Result<(ReadAs, FileInput), Diagnostic> {
        let taken = self.files.get(file.file).ok_or_else(|| {
            Diagnostic::error(
                "no_such_file",
                format!("File number {} is not among the {} files taken.", file.file + 1, self.files.len()),
            )
            .hint("Choose the files again.")
        })?;
        let name = taken.name.as_str();
        let Some((content, sniffed)) = &taken.table else {
            // The reason was told when the file was taken; here it takes part nevertheless.
            return Err(Diagnostic::error("file_unreadable", format!("“{name}” cannot be read as a table."))
                .in_file(name)
                .hint("Leave it out of the run."));
        };
        let bindings = bindings(input, file, name, &sniffed.columns, values)?;
        let only_needed = file.only_needed;
        let part = ReadAs {
            serial: taken.serial,
            batch: if input.in_batches { taken.batch } else { 0 },
            bindings: bindings.clone(),
            only_needed,
        };
        Ok((part, FileInput { content: content.clone(), sniffed: sniffed.clone(), bindings, only_needed }))
    }

    fn lineage(&mut self, about: Option<&str>) -> Result<Reply, Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        // Any selection will do: the views are the same for all.
        if self.selection.is_none() {
            self.selection = Some((Vec::new(), finished.outcome.select(&[])?));
        }
        let Some((_, views)) = &self.selection else { return Err(no_run()) };
        let (spec, outcome) = (finished.spec, &finished.outcome);
        let inputs = outcome.summary().inputs;
        let origins = Origins { spec, tables: outcome.catalog(), views, inputs: &inputs, files: &finished.read.files };
        Ok(Reply::Lineage(Box::new(lineage(&origins, about))))
    }

    /// Makes the tables behind the dashboard for a selection, unless it was asked for last.
    fn select(&mut self, filters: &[Filter]) -> Result<(), Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        if self.selection.as_ref().is_none_or(|(selected, _)| selected != filters) {
            self.selection = Some((filters.to_vec(), finished.outcome.select(filters)?));
        }
        Ok(())
    }

    fn widgets(&mut self, ids: &[String], filters: Vec<Filter>) -> Result<Vec<WidgetData>, Diagnostic> {
        self.select(&filters)?;
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        let Some((_, catalog)) = &self.selection else { return Err(no_run()) };
        let dashboard = (finished.spec.dashboard)();
        ids.iter()
            .map(|id| {
                let widget = dashboard.widget(id).ok_or_else(|| {
                    Diagnostic::error("unknown_widget", format!("{} has no widget “{id}”.", finished.spec.title))
                        .hint("Reload the page.")
                })?;
                widget_data(widget, catalog.find(widget.table)?)
            })
            .collect()
    }
}

/// The pipeline that runs under an id.
///
/// # Errors
/// A sentence for an unknown or planned pipeline.
pub fn engine(id: &str) -> Result<&'static dyn Pipeline, Diagnostic> {
    if let Some(engine) = engines().into_iter().find(|engine| engine.spec().id == id) {
        return Ok(engine);
    }
    let ready: Vec<&str> = engines().into_iter().map(|engine| engine.spec().id).collect();
    let message = match spec(id) {
        Some(planned) => format!("The pipeline {} is not built yet.", planned.title),
        None => format!("There is no pipeline “{id}”."),
    };
    Err(Diagnostic::error("no_pipeline", message).hint(format!("Ready to run: {}.", ready.join(", "))))
}

fn no_run() -> Diagnostic {
    Diagnostic::error("no_run", "Nothing has been run yet.").hint("Choose files and run a pipeline first.")
}

fn no_edits() -> Diagnostic {
    Diagnostic::error("no_edits", "No file with edits was given.").hint("Choose the file again.")
}

fn not_conserved(input: &crate::protocol::InputCount) -> Diagnostic {
    let number = |rows: u32| format::integer(u64::from(rows));
    Diagnostic::error(
        "not_conserved",
        format!(
            "Rows were lost: {} rows were read for “{}”, but {} were accepted and {} rejected.",
            number(input.rows_read),
            input.input,
            number(input.rows_accepted),
            number(input.rows_rejected)
        ),
    )
    .hint("This is a defect of Varve; please report it with the file's first rows.")
}

/// The notes; of those of one kind, which a folder of files may give by the hundred, the first few.
fn condensed(notes: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    const SHOWN: usize = 3;
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut more: Vec<(String, u64)> = Vec::new();
    for note in notes {
        if kept.iter().filter(|other| other.code == note.code).count() < SHOWN {
            kept.push(note);
        } else if let Some((_, count)) = more.iter_mut().find(|(code, _)| *code == note.code) {
            *count += 1;
        } else {
            more.push((note.code, 1));
        }
    }
    for (code, count) in more {
        if let Some(last) = kept.iter_mut().rfind(|note| note.code == code) {
            last.message.push_str(&format!(" The same holds for {} more.", format::integer(count)));
        }
    }
    kept
}
