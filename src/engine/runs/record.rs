//! The record of a run: one line of JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::recipe::Recipe;
use crate::base::Diagnostic;
use crate::engine::table::Catalog;
use crate::pipelines::spec::{ColumnKind, PipelineSpec};
use crate::present::dashboard::{Figure, NumberFormat, WidgetKind};
use crate::present::format::full;
use crate::protocol::RunReport;

/// Files whose names and hashes are kept: a folder may have thousands.
pub(in crate::engine) const FILES_KEPT: usize = 100;
/// Warnings kept.
const WARNINGS_KEPT: usize = 20;

/// A run of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When it was done, ISO, UTC.
    pub when: String,
    /// The version of Varve that ran.
    pub version: String,
    /// What it ran as: pipeline, match, parameters.
    pub recipe: Recipe,
    /// The command that does the same.
    pub command: String,
    /// Rows and seed of sample data.
    #[serde(default)]
    pub sample: Option<(u32, u32)>,
    /// The files, the first ones of a great many.
    pub files: Vec<FileRecord>,
    /// How many files there were.
    pub file_count: usize,
    /// What the files held, one entry for those of the same columns.
    pub sources: Vec<SourceRecord>,
    pub as_of: Option<String>,
    /// Rows read, accepted and rejected.
    pub rows: [u64; 3],
    /// The score 0-100 and its grade.
    pub quality: Option<(f64, String)>,
    /// Phase, step and milliseconds.
    pub steps: Vec<(String, String, f64)>,
    /// Of the whole run.
    pub milliseconds: f64,
    pub tables: Vec<TableRecord>,
    /// The headline figures.
    pub figures: Vec<FigureRecord>,
    pub warnings: Vec<String>,
}

/// A file as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    pub name: String,
    pub bytes: u64,
    /// Hexadecimal; `None`: it was not hashed to its end.
    pub sha256: Option<String>,
}

/// Files of the same columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    pub input: String,
    /// The first of them, and how many they are.
    pub name: String,
    pub files: usize,
    /// Names, and what the values look like.
    pub columns: Vec<(String, String)>,
}

/// A table that the run made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRecord {
    pub name: String,
    pub layer: String,
    pub rows: u64,
    /// Names and kinds.
    pub columns: Vec<(String, String)>,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureRecord {
    pub label: String,
    /// The word of [`NumberFormat`].
    pub format: String,
    pub value: Option<f64>,
}

impl FigureRecord {
    /// The figure of a widget.
    pub fn new(figure: &Figure, value: Option<f64>) -> Self {
        let format = match figure.format {
            NumberFormat::Integer => "integer",
            NumberFormat::Money => "money",
            NumberFormat::Percent => "percent",
            NumberFormat::Share => "share",
            NumberFormat::Decimal => "decimal",
        };
        Self { label: figure.label.to_owned(), format: format.to_owned(), value }
    }

    /// How it is written.
    pub fn format(&self) -> NumberFormat {
        match self.format.as_str() {
            "integer" => NumberFormat::Integer,
            "money" => NumberFormat::Money,
            "percent" => NumberFormat::Percent,
            "share" => NumberFormat::Share,
            _ => NumberFormat::Decimal,
        }
    }

    /// The figure in full.
    pub fn text(&self, currency: &str) -> String {
        self.value.map_or_else(|| "–".to_owned(), |value| full(value, self.format(), currency))
    }
}

impl Record {
    /// A record from its line.
    ///
    /// # Errors
    /// A sentence for one of another version.
    pub fn read(text: &str) -> Result<Self, Diagnostic> {
        serde_json::from_str(text).map_err(|error| {
            Diagnostic::error("record_unreadable", format!("A run of the log cannot be read ({error})."))
                .hint("It was kept by another version of Varve. Delete it, or export the log there.")
        })
    }

    /// Its line.
    pub fn text(&self) -> String {
        // Texts, whole numbers and finite ones: nothing that JSON cannot hold.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// All parameters that differ from their defaults.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        self.recipe.all_parameters()
    }

    /// The sign before amounts.
    pub fn currency(&self) -> String {
        const PARAMETER: &str = "currency";
        let spec = crate::pipelines::spec(&self.recipe.pipeline);
        let own = self.recipe.parameters.get(PARAMETER).cloned();
        let parameters = spec.map(|spec| spec.parameters).unwrap_or_default();
        let default = || parameters.iter().find(|one| one.name == PARAMETER).map(|one| one.default.to_owned());
        own.or_else(default).unwrap_or_default()
    }

    /// Takes down what a run did.
    pub(in crate::engine) fn take_report(&mut self, report: &RunReport) {
        self.as_of.clone_from(&report.as_of);
        for input in &report.inputs {
            let counts = [input.rows_read, input.rows_accepted, input.rows_rejected];
            for (sum, count) in self.rows.iter_mut().zip(counts) {
                *sum += u64::from(count);
            }
        }
        self.quality = report.quality.as_ref().map(|quality| (quality.score, quality.grade.clone()));
        let step =
            |step: &crate::protocol::StepTime| (step.phase.label().to_owned(), step.step.clone(), step.milliseconds);
        self.steps = report.steps.iter().map(step).collect();
        self.milliseconds = report.phases.iter().map(|phase| phase.milliseconds).sum();
        let told = report.diagnostics.iter();
        let told = told.filter(|diagnostic| diagnostic.severity != crate::base::Severity::Info);
        self.warnings = told.map(ToString::to_string).take(WARNINGS_KEPT).collect();
    }
}

/// The tables of a run, as the registry has them.
pub(in crate::engine) fn tables(catalog: &Catalog) -> Vec<TableRecord> {
    let tables = catalog.tables().iter();
    tables
        .map(|table| TableRecord {
            name: table.spec.name.to_owned(),
            layer: table.spec.layer.label().to_owned(),
            rows: table.rows() as u64,
            columns: table.spec.columns.iter().map(|one| (one.name.to_owned(), kind(one.kind).to_owned())).collect(),
        })
        .collect()
}

/// The first strip of figures on the dashboard.
pub(in crate::engine) fn headline(spec: &PipelineSpec) -> Option<(String, Vec<Figure>)> {
    (spec.dashboard)().widgets().find_map(|widget| match &widget.kind {
        WidgetKind::Figures(figures) => Some((widget.id.to_owned(), figures.clone())),
        _ => None,
    })
}

fn kind(kind: ColumnKind) -> &'static str {
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
