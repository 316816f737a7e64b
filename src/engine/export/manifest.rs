//! What an export holds and where it comes from, as JSON: the same run gives the same bytes.

use serde::Serialize;

use super::{Written, not_written};
use crate::base::Diagnostic;
use crate::engine::Summary;
use crate::engine::table::{Catalog, Table};
use crate::pipelines::spec::{ColumnKind, PipelineSpec};
use crate::protocol::{InputCount, Quality, RunRequest};

/// Raised whenever a key changes its meaning or goes.
const FORMAT_VERSION: u32 = 1;

/// A file that took part in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRead {
    pub name: String,
    /// The input table it fed.
    pub input: String,
    pub bytes: u64,
}

/// The run that tables come from.
pub struct Origin<'a> {
    pub spec: &'static PipelineSpec,
    pub request: &'a RunRequest,
    pub files: &'a [FileRead],
    pub summary: &'a Summary,
}

/// The file that a table was written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    pub table: String,
    pub name: String,
    pub written: Written,
}

/// The account of a run's tables as files.
pub struct Manifest<'a> {
    pub origin: &'a Origin<'a>,
    pub catalog: &'a Catalog,
    pub files: &'a [TableFile],
}

impl Manifest<'_> {
    /// The name of its own file.
    pub const NAME: &'static str = "manifest.json";

    /// The JSON text, in UTF-8.
    ///
    /// # Errors
    /// When it cannot be written, which is a defect.
    pub fn text(&self) -> Result<Vec<u8>, Diagnostic> {
        let Origin { spec, request, files, summary } = *self.origin;
        let root = Root {
            format_version: FORMAT_VERSION,
            varve_version: env!("CARGO_PKG_VERSION"),
            pipeline: spec.id,
            as_of: summary.as_of.as_deref(),
            quality: summary.quality.as_ref().map(Score::of),
            parameters: spec
                .parameters
                .iter()
                .map(|parameter| Parameter::of(parameter.name, parameter.default, request))
                .collect(),
            files,
            inputs: summary.inputs.iter().map(Input::of).collect(),
            tables: self
                .files
                .iter()
                .filter_map(|file| Some(Entry::of(self.catalog.get(&file.table)?, file)))
                .collect(),
            recipe: request,
        };
        let mut text = serde_json::to_vec_pretty(&root).map_err(|error| not_written(&error))?;
        text.push(b'\n');
        Ok(text)
    }
}

#[derive(Serialize)]
struct Root<'a> {
    format_version: u32,
    varve_version: &'static str,
    pipeline: &'static str,
    as_of: Option<&'a str>,
    quality: Option<Score<'a>>,
    parameters: Vec<Parameter<'a>>,
    files: &'a [FileRead],
    inputs: Vec<Input<'a>>,
    tables: Vec<Entry<'a>>,
    recipe: &'a RunRequest,
}

#[derive(Serialize)]
struct Score<'a> {
    score: f64,
    grade: &'a str,
    failed_checks: Vec<&'a str>,
}

impl<'a> Score<'a> {
    fn of(quality: &'a Quality) -> Self {
        let failed_checks = quality.failed.iter().map(|(name, _)| name.as_str()).collect();
        Self { score: quality.score, grade: &quality.grade, failed_checks }
    }
}

#[derive(Serialize)]
struct Parameter<'a> {
    name: &'static str,
    value: &'a str,
    default: &'static str,
    differs: bool,
}

impl<'a> Parameter<'a> {
    fn of(name: &'static str, default: &'static str, request: &'a RunRequest) -> Self {
        let value = request.parameters.get(name).map_or(default, String::as_str);
        Self { name, value, default, differs: value != default }
    }
}

#[derive(Serialize)]
struct Input<'a> {
    input: &'a str,
    files: usize,
    bytes: u64,
    rows_read: u32,
    rows_accepted: u32,
    rows_rejected: u32,
    rejected_by_reason: Vec<Rejected<'a>>,
}

#[derive(Serialize)]
struct Rejected<'a> {
    reason: &'a str,
    rows: u32,
}

impl<'a> Input<'a> {
    fn of(count: &'a InputCount) -> Self {
        let rejected = count.rejected_by_reason.iter().map(|(reason, rows)| Rejected { reason, rows: *rows });
        Self {
            input: &count.input,
            files: count.files,
            bytes: count.bytes.0,
            rows_read: count.rows_read,
            rows_accepted: count.rows_accepted,
            rows_rejected: count.rows_rejected,
            rejected_by_reason: rejected.collect(),
        }
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'static str,
    file: &'a str,
    bytes: u64,
    sha256: &'a str,
    rows: usize,
    layer: String,
    grain: &'static str,
    doc: &'static str,
    primary_key: &'static [&'static str],
    order: &'static str,
    sources: &'static [&'static str],
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    kind: &'static str,
    doc: &'static str,
}

impl<'a> Entry<'a> {
    fn of(table: &Table, file: &'a TableFile) -> Self {
        let spec = table.spec;
        let column = |column: &crate::pipelines::spec::ColumnSpec| Column {
            name: column.name,
            kind: kind_word(column.kind),
            doc: column.doc,
        };
        Self {
            name: spec.name,
            file: &file.name,
            bytes: file.written.bytes,
            sha256: &file.written.sha256,
            rows: table.rows(),
            layer: spec.layer.label().to_lowercase(),
            grain: spec.grain,
            doc: spec.doc,
            primary_key: spec.primary_key,
            order: spec.order,
            sources: spec.sources,
            columns: spec.columns.iter().map(column).collect(),
        }
    }
}

/// The word for a kind of column.
pub(in crate::engine) fn kind_word(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Id => "id",
        ColumnKind::Text => "text",
        ColumnKind::Integer => "integer",
        ColumnKind::Flag => "flag",
        ColumnKind::Number => "number",
        ColumnKind::Money => "money",
        ColumnKind::Percent => "percent",
        ColumnKind::Share => "share",
        ColumnKind::Date => "date",
    }
}
