//! A session: the files taken, the last run, and answers to requests. All that the worker and the command line can do.

mod choices;
mod kept_rows;
mod more;
mod shelf;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::export::{self, Sink};
use super::host::{ByteSource, Host, MemorySource, Sources};
use super::ingest::{Content, FileInput, Names, RawTable, Sniffed, inspect, read_on, unpack};
use super::keep::Keeper;
use super::query::{SortCache, page, widget_data};
use super::run::Run;
use super::table::{Catalog, Part, Table};
use super::{Outcome, Pipeline, SampleOptions, audience};
use crate::base::date::{Day, parse_iso};
use crate::base::{Diagnostic, Phase, Progress, format};
use crate::pipelines::spec::{AudienceSpec, InputSpec, PipelineSpec};
use crate::pipelines::values::Values;
use crate::pipelines::{engines, spec};
use crate::present::dashboard::{Filter, WidgetData};
use crate::protocol::f64_size::Bytes;
use crate::protocol::{ExportFormat, FileUse, Inspection, Layout, Reply, Request, RunReport, RunRequest, TableInfo};
use choices::{bindings, readings};
use more::{ReadAs, by_name, were_read};

/// A file the session holds.
struct Taken {
    name: String,
    /// Never the same for two lookings at files.
    serial: u32,
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
    /// Rows and bytes read.
    read: (u64, u64),
    /// By input: the files as they were read.
    parts: Vec<Vec<ReadAs>>,
}

/// The rows of a table that belong to a selection: paging through them finds them once.
struct Behind {
    table: String,
    filters: Vec<Filter>,
    rows: Option<Vec<u32>>,
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
    last: Option<Finished>,
    behind: Option<Behind>,
    sorts: SortCache,
    /// The tables behind the dashboard for the selection asked for last.
    selection: Option<(Vec<Filter>, Catalog)>,
}

/// What a run makes, what reading its files had to say, the rows and bytes read, and the files as they were read.
type Made = (Box<dyn Outcome>, Vec<Diagnostic>, (u64, u64), Vec<Vec<ReadAs>>);

/// A sink that counts what passes.
struct Counting<'a> {
    sink: &'a mut dyn Sink,
    bytes: u64,
}

impl Sink for Counting<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.bytes += bytes.len() as u64;
        self.sink.write(bytes)
    }
}

impl Session {
    /// Answers a request. `sources` are the files beside the message; the bytes of an export go to `sink`.
    ///
    /// # Errors
    /// What went wrong, where, and what to do.
    pub async fn handle(
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
                self.inspect(host, sources, &BTreeMap::new()).await.map(Reply::Inspected)
            }
            Request::Run(request) => self.run(host, &request).await.map(|report| Reply::Ran(Box::new(report))),
            Request::Page(request) => {
                self.find_behind(&request.table, &request.filters)?;
                let mut sorts = std::mem::take(&mut self.sorts);
                let part = Part::new(self.catalog()?.find(&request.table)?, self.picked());
                let page = page(part, &request, &mut sorts);
                self.sorts = sorts;
                page.map(Reply::Page)
            }
            Request::Summary(_) | Request::Find(_) => Err(no_run()),
            Request::Widgets { widgets, filters } => self.widgets(&widgets, filters).map(Reply::Widgets),
            Request::Export { table, format, filters, .. } => {
                self.find_behind(&table, &filters)?;
                let part = Part::new(self.catalog()?.find(&table)?, self.picked());
                let mut sink = Counting { sink, bytes: 0 };
                export::table(host, part, format, &mut sink).await?;
                let selected = if part.picked().is_some() { "_selected" } else { "" };
                Ok(Reply::Exported {
                    name: format!("{}{selected}.{}", part.table.spec.name, format.extension()),
                    bytes: Bytes(sink.bytes),
                })
            }
            Request::ExportAll { format } => {
                let finished = self.last.as_ref().ok_or_else(no_run)?;
                let mut sink = Counting { sink, bytes: 0 };
                export::zip(host, finished.outcome.catalog(), format, &mut sink).await?;
                Ok(Reply::Exported { name: zip_name(finished.spec, format), bytes: Bytes(sink.bytes) })
            }
            Request::Audience(plan) => {
                let (spec, table, as_of) = self.audience()?;
                audience::list(spec, &table, &plan, as_of).map(|list| Reply::Audience(Box::new(list)))
            }
            Request::ExportAudience(plan) => {
                let (spec, table, as_of) = self.audience()?;
                let mut sink = Counting { sink, bytes: 0 };
                audience::export(spec, &table, &plan, as_of, &mut sink)?;
                Ok(Reply::Exported { name: "campaign_list.csv".to_owned(), bytes: Bytes(sink.bytes) })
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
        self.start_over();
        self.look(host, sources, layouts).await
    }

    /// Looks at files and takes them behind those that are there.
    async fn look(
        &mut self,
        host: &dyn Host,
        sources: Sources,
        layouts: &BTreeMap<String, Layout>,
    ) -> Result<Inspection, Diagnostic> {
        let mut inspection = Inspection::default();
        let mut scores: BTreeMap<String, f64> = BTreeMap::new();
        let count = sources.len();
        for (index, source) in sources.into_iter().enumerate() {
            host.checkpoint(Progress {
                phase: Phase::Reading,
                step: source.name().to_owned(),
                rows: 0,
                bytes: 0,
                fraction: index as f64 / count as f64,
            })
            .await?;
            for (name, content) in unpack(&source) {
                let name = self.names.distinct(name);
                let content = content.map(|content| content.renamed(&name));
                let layout = layouts.get(&name).cloned().unwrap_or_default();
                let (file, sniffed) = inspect(&name, content.as_ref().map_err(Clone::clone), &layout);
                for (index, found) in file.matches.iter().enumerate() {
                    // Of a pipeline's inputs a file feeds one: the one it fits best.
                    if file.matches[..index].iter().all(|better| better.pipeline != found.pipeline) {
                        *scores.entry(found.pipeline.clone()).or_default() += found.confidence;
                    }
                }
                inspection.files.push(file);
                self.serials += 1;
                self.files.push(Taken { name, serial: self.serials, layout, table: content.ok().zip(sniffed) });
            }
            self.sources.push(source);
        }
        // Of equals the first in the list of pipelines.
        let best = |left: &(&String, &f64), right: &(&String, &f64)| {
            left.1.total_cmp(right.1).then_with(|| right.0.cmp(left.0))
        };
        inspection.pipeline = scores.iter().max_by(best).map(|(pipeline, _)| pipeline.clone());
        Ok(inspection)
    }

    /// Finds the rows behind a selection, unless they were found last.
    fn find_behind(&mut self, table: &str, filters: &[Filter]) -> Result<(), Diagnostic> {
        let outcome = &self.last.as_ref().ok_or_else(no_run)?.outcome;
        let name = outcome.catalog().find(table)?.spec.name;
        let is = |behind: &Behind| behind.table == name && behind.filters == filters;
        if !self.behind.as_ref().is_some_and(is) {
            let rows = if filters.is_empty() { None } else { outcome.behind(name, filters)? };
            self.behind = Some(Behind { table: name.to_owned(), filters: filters.to_vec(), rows });
        }
        Ok(())
    }

    fn picked(&self) -> Option<&[u32]> {
        self.behind.as_ref().and_then(|behind| behind.rows.as_deref())
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
        let mut run = Run::new(host);
        let (outcome, notes, read, parts) = match self.rerun(pipeline, request, &values, &mut run).await? {
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
        self.last = Some(Finished { spec, outcome, request: request.clone(), taking, notes, read, parts });
        self.sorts = SortCache::default();
        self.selection = None;
        self.behind = None;
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
        run.again(last.read.0, last.read.1);
        let outcome = pipeline.rerun(last.outcome.as_ref(), values, run).await?;
        Ok(outcome.map(|outcome| (outcome, last.notes.clone(), last.read, last.parts.clone())))
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
        for (index, input) in spec.inputs.iter().enumerate() {
            let uses: Vec<&FileUse> = request.files.iter().filter(|file| file.input == input.name).collect();
            let mut files =
                uses.into_iter().map(|file| self.file_input(input, file, values)).collect::<Result<Vec<_>, _>>()?;
            if files.is_empty() {
                return Err(Diagnostic::error(
                    "no_input",
                    format!("{} needs a file for its input “{}” ({}).", spec.title, input.name, input.grain),
                )
                .hint("Add a file, or choose the input that a file feeds."));
            }
            by_name(&mut files);
            let readings = readings(input, &request.readings)?;
            let own: Vec<ReadAs> = files.iter().map(|(part, _)| part.clone()).collect();
            let before =
                self.read_before(pipeline, request, index, &own).or_else(|| self.read_kept(input, request, &files));
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
        let read = inputs.iter().fold((0, 0), |(rows, bytes), table| (rows + table.rows as u64, bytes + table.bytes()));
        let notes = condensed(inputs.iter().flat_map(|table| table.notes.clone()).chain(told));
        run.read(read.0, read.1, host.now() - start);
        Ok((pipeline.run(inputs, values, run).await?, notes, read, parts))
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
        let part = ReadAs { serial: taken.serial, bindings: bindings.clone(), only_needed };
        Ok((part, FileInput { content: content.clone(), sniffed: sniffed.clone(), bindings, only_needed }))
    }

    fn widgets(&mut self, ids: &[String], filters: Vec<Filter>) -> Result<Vec<WidgetData>, Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        if self.selection.as_ref().is_none_or(|(selected, _)| *selected != filters) {
            let catalog = finished.outcome.select(&filters)?;
            self.selection = Some((filters, catalog));
        }
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

fn zip_name(spec: &PipelineSpec, format: ExportFormat) -> String {
    format!("varve_{}_{}.zip", spec.id, format.extension())
}

fn no_run() -> Diagnostic {
    Diagnostic::error("no_run", "Nothing has been run yet.").hint("Choose files and run a pipeline first.")
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
