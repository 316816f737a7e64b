//! A session over files in memory.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

use varve::base::{Diagnostic, Progress};
use varve::engine::SampleOptions;
use varve::engine::host::{ByteSource, Host, LocalFuture, MemorySource, Sources, block_on, cancelled};
use varve::engine::session::Session;
use varve::present::dashboard::{Filter, WidgetData};
use varve::protocol::{ExportFormat, FileUse, Inspection, Layout, Reply, Request, RowChoice, RunReport, RunRequest};

/// A host that counts checkpoints and cancels at one of them, if told to.
#[derive(Default)]
pub(crate) struct TestHost {
    pub(crate) checkpoints: Cell<u32>,
    pub(crate) cancel_at: Option<u32>,
}

impl Host for TestHost {
    fn now(&self) -> f64 {
        f64::from(self.checkpoints.get())
    }

    fn checkpoint(&self, progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
        assert!((0.0..=1.0).contains(&progress.fraction), "{progress:?}");
        self.checkpoints.set(self.checkpoints.get() + 1);
        let stop = self.cancel_at.is_some_and(|at| self.checkpoints.get() >= at);
        Box::pin(std::future::ready(if stop { Err(cancelled()) } else { Ok(()) }))
    }
}

/// Files as the session takes them.
pub(crate) fn sources<B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (String, B)>) -> Sources {
    files.into_iter().map(|(name, bytes)| Rc::new(MemorySource::new(name, bytes)) as Rc<dyn ByteSource>).collect()
}

/// Takes files.
pub(crate) fn take(session: &mut Session, files: Sources) -> Inspection {
    take_as(session, files, BTreeMap::new())
}

/// Takes files that are to be read in a certain way.
pub(crate) fn take_as(session: &mut Session, files: Sources, layouts: BTreeMap<String, Layout>) -> Inspection {
    let request = Request::Inspect { files: Vec::new(), layouts };
    match block_on(session.handle(&TestHost::default(), request, files, &mut Vec::new())) {
        Ok(Reply::Inspected(inspection)) => inspection,
        other => panic!("{other:?}"),
    }
}

/// Takes files besides those that are there.
pub(crate) fn add(session: &mut Session, files: Sources) -> Inspection {
    let request = Request::Add { files: Vec::new(), layouts: BTreeMap::new() };
    match block_on(session.handle(&TestHost::default(), request, files, &mut Vec::new())) {
        Ok(Reply::Inspected(inspection)) => inspection,
        other => panic!("{other:?}"),
    }
}

/// Files for the inputs of a pipeline that they fit best; where it has one input, whatever they fit.
pub(crate) fn uses(inspection: &Inspection, pipeline: &str) -> Vec<FileUse> {
    let only = match varve::pipelines::spec(pipeline).expect("a pipeline").inputs {
        [only] => Some(only.name),
        _ => None,
    };
    let input = |file: usize| {
        let mut found = inspection.files[file].matches.iter().filter(|found| found.pipeline == pipeline);
        only.or(found.next().map(|found| found.input.as_str())).map(str::to_owned)
    };
    let files = (0..inspection.files.len()).filter_map(|file| Some((file, input(file)?)));
    files.map(|(file, input)| FileUse { file, input, mapping: None, only_needed: false }).collect()
}

/// Runs the sales pipeline over all files taken.
pub(crate) fn run_sales(
    session: &mut Session,
    host: &TestHost,
    files: usize,
    parameters: BTreeMap<String, String>,
) -> Result<RunReport, Diagnostic> {
    let files = (0..files).map(|file| FileUse { file, ..sales_file() }).collect();
    run(session, host, RunRequest { pipeline: "sales".to_owned(), files, parameters, ..RunRequest::default() })
}

/// The first file taken, as it fits the sales input by itself.
pub(crate) fn sales_file() -> FileUse {
    FileUse { file: 0, input: "sales".to_owned(), mapping: None, only_needed: false }
}

/// Runs a request.
pub(crate) fn run(session: &mut Session, host: &TestHost, request: RunRequest) -> Result<RunReport, Diagnostic> {
    match block_on(session.handle(host, Request::Run(request), Vec::new(), &mut Vec::new()))? {
        Reply::Ran(report) => Ok(*report),
        other => panic!("{other:?}"),
    }
}

/// A table as a file's bytes.
pub(crate) fn export(session: &mut Session, table: &str, format: ExportFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let request =
        Request::Export { table: table.to_owned(), format, filters: Vec::new(), choice: RowChoice::default() };
    match block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)) {
        Ok(Reply::Exported { .. }) => bytes,
        other => panic!("{other:?}"),
    }
}

/// One CSV text, run: the session and the report.
pub(crate) fn run_text(text: &str) -> (Session, RunReport) {
    let mut session = Session::default();
    take(&mut session, sources([("sales.csv".to_owned(), text)]));
    let report = run_sales(&mut session, &TestHost::default(), 1, BTreeMap::new()).expect("a valid file");
    (session, report)
}

/// Records of a CSV text, the header first.
pub(crate) fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("a rectangular table").iter().map(str::to_owned).collect()).collect()
}

/// A path under the tests' folder.
pub(crate) fn path(parts: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(parts)
}

/// Packs bytes.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("in memory");
    packer.finish().expect("in memory")
}

/// The answer to a request that must succeed.
pub(crate) fn ask(session: &mut Session, request: Request) -> Reply {
    block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut Vec::new())).expect("an answer")
}

/// The data of a widget for a selection.
pub(crate) fn widget(session: &mut Session, id: &str, filters: &[(&str, &str)]) -> WidgetData {
    let filters = filters
        .iter()
        .map(|(field, value)| Filter { field: (*field).to_owned(), values: vec![(*value).to_owned()] })
        .collect();
    match ask(session, Request::Widgets { widgets: vec![id.to_owned()], filters }) {
        Reply::Widgets(mut widgets) => widgets.remove(0),
        other => panic!("{other:?}"),
    }
}

/// Sample files of the sales pipeline, as names and texts.
pub(crate) fn shop_files(options: &SampleOptions) -> Vec<(String, String)> {
    let sales = varve::pipelines::engines().into_iter().find(|engine| engine.spec().id == "sales").expect("sales");
    let text = |bytes| String::from_utf8(bytes).expect("sample files of sales are UTF-8");
    sales.sample(options).expect("a sample").into_iter().map(|(name, bytes)| (name, text(bytes))).collect()
}
