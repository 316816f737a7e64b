//! What page and worker say to each other. Plain, versioned: both sides refuse another version's messages.
//!
//! Every message is one [`ToWorker`] or [`FromWorker`], beside a list of parts that serde cannot carry: `File` handles
//! to the worker, `Blob`s back. File bytes never pass through the page.

mod audience;
mod choice;
mod edit;
mod estimate;
mod export;
mod inspection;
mod lineage;
mod quality;
mod reading;
mod report;
mod runs;
mod shelf;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use audience::{AudienceCounts, AudienceList, AudiencePlan};
pub use choice::sorted_by;
pub use edit::CellEdit;
pub use estimate::{Estimate, estimate};
pub use export::{CsvDialect, ExportFormat, Separator};
pub use inspection::{
    Binding, ColumnProfile, FileInspection, FileMatch, FoundLayout, Header, Inspection, Layout, RowCount, ValueKind,
};
pub use lineage::{Lineage, LineageAbout, LineageBand, LineageBox, LineageEdge, Tie};
pub use quality::{
    CheckResult, Correction, DimensionScore, EXAMPLES, EditAccount, Example, QualityReport, RejectReason, SourceFile,
};
pub use reading::{ColumnReading, Reading, ReadingChoice};
pub use report::{InputCount, PhaseTime, Quality, RunReport, StepTime, TableInfo};
pub use runs::{Applied, Cell, LogFormat, RecipeSource, RunDetail, RunLine, RunsReply, RunsRequest, Sheet};
pub use shelf::{KeptSet, Opened, Shelf, ShelfRequest};
pub use table::{
    Bin, ColumnCondition, ColumnSummary, Condition, PageColumn, RowChoice, SortKey, SummaryRequest, TablePage,
};

use crate::base::{Diagnostic, Progress};
use crate::present::dashboard::{Filter, WidgetData};

/// Raised whenever a message changes its meaning or shape.
pub const PROTOCOL_VERSION: u32 = 4;

/// A message to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    Request {
        id: u32,
        request: Request,
    },
    /// Asks the running request `id` to stop at its next checkpoint; it then answers with a `cancelled` diagnostic.
    Cancel {
        id: u32,
    },
}

/// A message from the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first message: nothing may be sent before it.
    Ready {
        protocol: u32,
        version: String,
    },
    Progress {
        id: u32,
        progress: Progress,
    },
    /// The answer to request `id`; exactly one.
    Reply {
        id: u32,
        result: Result<Reply, Diagnostic>,
    },
    /// The engine panicked or ran out of memory and is gone.
    Crashed {
        message: String,
    },
}

/// Name and size of a file whose handle travels beside the message, at the same index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStub {
    /// The file's path below the folder that was dropped, that folder included and separated by `/`; of a single file
    /// its name.
    pub name: String,
    pub bytes: f64_size::Bytes,
}

/// Sizes cross as `f64`: JavaScript numbers hold whole numbers up to 2⁵³ exactly, far more than any file has.
pub mod f64_size {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A number of bytes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Bytes(pub u64);

    impl Serialize for Bytes {
        #[allow(clippy::cast_precision_loss)]
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_f64(self.0 as f64)
        }
    }

    impl<'de> Deserialize<'de> for Bytes {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            f64::deserialize(deserializer).map(|bytes| Self(bytes as u64))
        }
    }
}

/// What the page can ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Takes these files (replacing the ones before) and says what they are. `layouts`: by [`FileInspection::name`], how
    /// the person wants a file to be read.
    Inspect { files: Vec<FileStub>, layouts: BTreeMap<String, Layout> },
    /// Takes these files besides the ones before; answers with the new ones alone.
    Add { files: Vec<FileStub>, layouts: BTreeMap<String, Layout> },
    /// About the files kept in this browser.
    Shelf(ShelfRequest),
    /// Makes sample data for a pipeline in the worker, takes it as the files, and says what it is.
    Sample { pipeline: String, rows: u32, seed: u32 },
    /// Runs a pipeline over the files taken.
    Run(RunRequest),
    /// A page of a table of the last run.
    Page(PageRequest),
    /// What the cells of a column look like, for its header.
    Summary(SummaryRequest),
    /// The graph of origins, and what there is to say about the box with this id.
    Lineage { about: Option<String> },
    /// The data of widgets, recomputed for a selection.
    Widgets { widgets: Vec<String>, filters: Vec<Filter> },
    /// One table as a file; of a filtered one the rows that belong to the selection.
    Export { table: String, format: ExportFormat, filters: Vec<Filter>, choice: RowChoice },
    /// All tables of the run in one ZIP, with a manifest; as [`ExportFormat::Xlsx`] in one workbook.
    ExportAll { format: ExportFormat },
    /// The dashboard, for a selection, as one HTML file that needs nothing else.
    Report { filters: Vec<Filter> },
    /// Who is on a list of people to address, and what it costs.
    Audience(AudiencePlan),
    /// The list as a CSV file.
    ExportAudience(AudiencePlan),
    /// The quality of the last run in full; examples are looked for now.
    Quality,
    /// Edits as a CSV file, as the command line takes them.
    ExportEdits(Vec<CellEdit>),
    /// The edits in such a file, which travels beside the message.
    ReadEdits(FileStub),
    /// Recipes and the log of runs.
    Runs(RunsRequest),
}

impl Request {
    /// The files whose handles travel beside it.
    pub fn files(&self) -> &[FileStub] {
        match self {
            Self::Inspect { files, .. } | Self::Add { files, .. } => files,
            Self::ReadEdits(file) | Self::Runs(RunsRequest::Apply(RecipeSource::File(file))) => {
                std::slice::from_ref(file)
            }
            _ => &[],
        }
    }
}

/// A run: which pipeline, which file feeds which input, which parameters differ from their defaults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRequest {
    pub pipeline: String,
    /// One entry per file that takes part.
    pub files: Vec<FileUse>,
    /// How columns are read, where the person decides it.
    pub readings: Vec<ReadingChoice>,
    /// Of how many rows of a file one is read, from the first on: 1 (or 0) is all of them.
    pub every: u32,
    /// Parameter texts by name, as on the command line.
    pub parameters: BTreeMap<String, String>,
    /// Cells that hold another text than the files.
    #[serde(default)]
    pub edits: Vec<CellEdit>,
}

/// How a file takes part in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileUse {
    /// Index into the files taken.
    pub file: usize,
    /// The input table it feeds.
    pub input: String,
    /// The source column (0-based) of each input column; unnamed input columns are left to the automatic match.
    /// `None`: the automatic match for all.
    pub mapping: Option<BTreeMap<String, Option<usize>>>,
    /// Columns that feed no input column are not read: less memory, but they take no part in finding duplicate rows.
    pub only_needed: bool,
}

/// Which rows of which table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageRequest {
    pub table: String,
    pub offset: usize,
    pub limit: usize,
    /// Empty: the table's own order. Ties keep the table's order.
    pub sort: Vec<SortKey>,
    /// Only the rows that belong to this selection, in tables that know whom their rows are about.
    pub filters: Vec<Filter>,
    /// Of these, only the rows whose cells are like this.
    pub choice: RowChoice,
    /// The columns wanted, in this order; empty: all, in the table's order.
    pub columns: Vec<String>,
}

/// What the worker answers, one variant per request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Inspected(Inspection),
    Shelf(Box<Shelf>),
    Opened(Box<Opened>),
    Ran(Box<RunReport>),
    Page(TablePage),
    Summary(Box<ColumnSummary>),
    Lineage(Box<Lineage>),
    Widgets(Vec<WidgetData>),
    Audience(Box<AudienceList>),
    Quality(Box<QualityReport>),
    Edits(Vec<CellEdit>),
    Runs(RunsReply),
    /// The file's name, and what it could not hold as it was; its content is a `Blob` beside the message.
    Exported {
        name: String,
        bytes: f64_size::Bytes,
        notes: Vec<Diagnostic>,
    },
}
