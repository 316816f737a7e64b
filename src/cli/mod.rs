//! The command line: arguments to session requests, answers to files and lines. Native.

mod files;
mod host;
mod how;
mod print;
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::base::Diagnostic;
use crate::engine::SampleOptions;
use crate::engine::host::block_on;
use crate::engine::session::{Session, engine};
use crate::pipelines;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{CellEdit, FileStub, Inspection, Layout, Reply, Request, RunReport};
use host::ConsoleHost;
use how::{How, pairs, request};
use writing::Writing;

/// Varve on the command line: cleans files, builds the star schema and the business tables, writes them out.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs a pipeline over files and writes every table.
    Run {
        /// The pipeline: sales or stores. Left out, it is the one that a recipe names, or that most files fit.
        pipeline: String,
        /// CSV, Excel, JSON or Parquet files, archives of them, or folders.
        files: Vec<PathBuf>,
        #[command(flatten)]
        writing: Writing,
        /// The day that recency is counted from; without it the latest accepted date.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<String>,
        /// A parameter of the pipeline; may be repeated.
        #[arg(long = "set", value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// Cells to be read as another text: a CSV file with the columns file, row, column and value.
        #[arg(long, value_name = "FILE")]
        edits: Option<PathBuf>,
        #[command(flatten)]
        how: Box<How>,
        /// Says nothing but errors, and which files are left out.
        #[arg(long)]
        quiet: bool,
    },
    /// Writes sample data for a pipeline.
    Sample {
        /// The pipeline: sales.
        pipeline: String,
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 40_000)]
        rows: usize,
        #[arg(long, default_value_t = 42)]
        seed: u64,
        /// The share of dirty rows: one number for all kinds together, or kind=share pairs separated by commas.
        #[arg(long)]
        dirty: Option<String>,
        /// Adds product, channel and country.
        #[arg(long)]
        dimensions: bool,
    },
    /// Lists a pipeline's tables with their grain, keys and columns.
    Tables {
        /// The pipeline: sales.
        pipeline: String,
    },
}

/// Runs the program; a failure is a sentence on standard error and exit code 1.
pub fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("varve: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<(), Diagnostic> {
    match command {
        Command::Run { pipeline, files, writing, as_of, set, edits, how, quiet } => {
            let mut parameters: BTreeMap<String, String> = pairs("--set", &set)?.into_iter().collect();
            if let Some(as_of) = as_of {
                parameters.insert("as_of".to_owned(), as_of);
            }
            let (pipeline, files) = named(pipeline, files, &how)?;
            let report = run(pipeline.as_deref(), &files, &how, &writing, parameters, edits.as_ref())?;
            if !quiet {
                print::report(&report, &writing.out);
            }
            Ok(())
        }
        Command::Sample { pipeline, out, rows, seed, dirty, dimensions } => {
            let engine = engine(&pipeline)?;
            let options = SampleOptions { rows, seed, dirty: dirty_shares(&pipeline, dirty.as_deref())?, dimensions };
            files::make_folder(&out)?;
            for (name, bytes) in engine.sample(&options)? {
                let path = out.join(name);
                files::write(&path, &bytes)?;
                println!("{}", path.display());
            }
            Ok(())
        }
        Command::Tables { pipeline } => {
            print::tables(engine(&pipeline)?.spec());
            Ok(())
        }
    }
}

/// `0.01`: that share, spread evenly over all kinds; `bad_date=0.01,ragged=0.02`: those kinds.
fn dirty_shares(pipeline: &str, text: Option<&str>) -> Result<Vec<(String, f64)>, Diagnostic> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let wrong = || {
        Diagnostic::error("bad_argument", format!("--dirty {text} is neither a share nor kind=share pairs."))
            .hint("Write --dirty 0.01, or --dirty bad_date=0.01,ragged=0.01.")
    };
    if let Ok(share) = text.parse::<f64>() {
        let kinds = engine(pipeline)?.dirt();
        return Ok(kinds.iter().map(|kind| ((*kind).to_owned(), share / kinds.len() as f64)).collect());
    }
    text.split(',')
        .map(|pair| {
            let (kind, share) = pair.split_once('=').ok_or_else(wrong)?;
            Ok((kind.trim().to_owned(), share.trim().parse().map_err(|_| wrong())?))
        })
        .collect()
}

/// The pipeline and the files. A first word that is no pipeline is a file already, where there is one of this name or a
/// recipe tells the pipeline.
fn named(first: String, mut files: Vec<PathBuf>, how: &How) -> Result<(Option<String>, Vec<PathBuf>), Diagnostic> {
    let may_be = how.recipe.is_some() || Path::new(&first).exists();
    let is_file = may_be && pipelines::spec(&first).is_none();
    let pipeline = if is_file {
        files.insert(0, PathBuf::from(first));
        None
    } else {
        Some(first)
    };
    if files.is_empty() {
        return Err(Diagnostic::error("bad_argument", "There are no files to run over.")
            .hint("Name them behind the pipeline: varve run sales FILES… --out DIR."));
    }
    Ok((pipeline, files))
}

fn run(
    pipeline: Option<&str>,
    paths: &[PathBuf],
    how: &How,
    writing: &Writing,
    parameters: BTreeMap<String, String>,
    edits: Option<&PathBuf>,
) -> Result<RunReport, Diagnostic> {
    if let Some(pipeline) = pipeline {
        engine(pipeline)?;
    }
    let host = ConsoleHost::default();
    let mut session = Session::default();
    let paths: Vec<PathBuf> = paths.iter().chain(&how.recipe).cloned().collect();
    let inspection = take(&mut session, &host, &paths, &how.layout()?)?;
    let recipe = inspection.recipe.as_ref().map(|recipe| recipe.request.pipeline.clone());
    if let (Some(path), None) = (&how.recipe, &recipe) {
        return Err(Diagnostic::error("not_a_recipe", format!("{} is no recipe of Varve.", path.display()))
            .hint("A recipe is the small .json file that “Save recipe” makes."));
    }
    let id = match (pipeline, recipe) {
        (Some(given), Some(own)) if given != own => {
            return Err(Diagnostic::error(
                "bad_argument",
                format!("The recipe is for the pipeline {own}, not {given}."),
            )
            .hint("Leave the pipeline out, or the recipe."));
        }
        (given, own) => own.or(given.map(str::to_owned)).or(inspection.pipeline.clone()).ok_or_else(no_pipeline)?,
    };
    let spec = engine(&id)?.spec();
    let left_out = how::left_out(spec, how, &inspection);
    let mut request = request(spec, how, inspection, parameters)?;
    for (file, other) in left_out {
        eprintln!("varve: “{file}” is left out: it belongs to the pipeline {other}, this run is {id}.");
    }
    let mut nothing = Vec::new();
    if let Some(path) = edits {
        request.edits = read_edits(&mut session, &host, path)?;
    }
    let ran = block_on(session.handle(&host, Request::Run(request), Vec::new(), &mut nothing))?;
    let Reply::Ran(mut report) = ran else { return Err(unexpected()) };
    let notes = writing.write(&mut session, &host, &report)?;
    report.diagnostics.extend(notes);
    Ok(*report)
}

/// Shows the session the files. A layout that a person gave holds for every file: it is asked for by name, so the names
/// are found first.
fn take(
    session: &mut Session,
    host: &ConsoleHost,
    paths: &[PathBuf],
    layout: &Layout,
) -> Result<Inspection, Diagnostic> {
    let mut inspect = |layouts| {
        let request = Request::Inspect { files: Vec::new(), layouts };
        match block_on(session.handle(host, request, files::open_all(paths)?, &mut Vec::new()))? {
            Reply::Inspected(inspection) => Ok(inspection),
            _ => Err(unexpected()),
        }
    };
    let found: Inspection = inspect(BTreeMap::new())?;
    if *layout == Layout::default() {
        return Ok(found);
    }
    inspect(found.files.into_iter().map(|file| (file.name, layout.clone())).collect())
}

/// The edits in a file.
fn read_edits(session: &mut Session, host: &ConsoleHost, path: &PathBuf) -> Result<Vec<CellEdit>, Diagnostic> {
    let source = files::open_all(std::slice::from_ref(path))?;
    let stub = FileStub { name: path.display().to_string(), bytes: Bytes::default() };
    match block_on(session.handle(host, Request::ReadEdits(stub), source, &mut Vec::new()))? {
        Reply::Edits(edits) => Ok(edits),
        _ => Err(unexpected()),
    }
}

fn no_pipeline() -> Diagnostic {
    Diagnostic::error("no_match", "The files fit no pipeline.")
        .hint("Name one before them: varve run sales FILES… --out DIR.")
}

fn unexpected() -> Diagnostic {
    Diagnostic::error("internal", "The engine answered something else than what it was asked.")
        .hint("This is a defect of Varve; please report it.")
}
