//! Tables as files: CSV, CSV for spreadsheets, Parquet, workbooks, or all of them in one ZIP (spec README.md, "Output").

mod archive;
mod csv;
mod csv_excel;
mod digest;
mod manifest;
mod parquet;
mod xlsx;

use super::host::Host;
use super::table::{Catalog, Part};
use crate::base::{Diagnostic, Phase, Progress};
use crate::protocol::ExportFormat;
use archive::{Archive, Packing};

pub(super) use csv::{push_cell, push_quoted};
pub use digest::{Hashing, Written};
pub(super) use manifest::kind_word;
pub use manifest::{FileRead, Manifest, Origin, TableFile};

/// Where an export's bytes go, in order.
pub trait Sink {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// A sentence when they cannot be kept.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic>;
}

impl Sink for Vec<u8> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.extend_from_slice(bytes);
        Ok(())
    }
}

/// Rows made into bytes between two checkpoints.
const STEP_ROWS: usize = 1 << 16;

/// Writes one table, or a part of it; answers what the format could not hold as it was.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub async fn table(
    host: &dyn Host,
    part: Part<'_>,
    format: ExportFormat,
    sink: &mut dyn Sink,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    match format {
        ExportFormat::Csv | ExportFormat::CsvExcel(_) => {
            let mut text = String::new();
            match format {
                ExportFormat::CsvExcel(dialect) => csv_excel::header(part.table, dialect, &mut text),
                _ => csv::header(part.table, &mut text),
            }
            for start in steps(part.rows(), STEP_ROWS) {
                checkpoint(host, part, start).await?;
                let places = start..(start + STEP_ROWS).min(part.rows());
                match format {
                    ExportFormat::CsvExcel(dialect) => csv_excel::rows(part, places, dialect, &mut text),
                    _ => csv::rows(part, places, &mut text),
                }
                sink.write(text.as_bytes())?;
                text.clear();
            }
            sink.write(text.as_bytes())?;
            Ok(Vec::new())
        }
        ExportFormat::Parquet => {
            let mut writer = parquet::Writer::new(part.table)?;
            for start in steps(part.rows(), parquet::GROUP_ROWS) {
                checkpoint(host, part, start).await?;
                writer.group(part, start..(start + parquet::GROUP_ROWS).min(part.rows()))?;
                sink.write(&writer.take())?;
            }
            sink.write(&writer.finish()?)?;
            Ok(Vec::new())
        }
        ExportFormat::Xlsx => xlsx::workbook(host, &[part], sink).await,
    }
}

/// Writes all tables of a run into one workbook, in registry order; answers what it could not hold as it was.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub async fn workbook(host: &dyn Host, catalog: &Catalog, sink: &mut dyn Sink) -> Result<Vec<Diagnostic>, Diagnostic> {
    let parts: Vec<Part<'_>> = catalog.tables().iter().map(|table| Part::new(table, None)).collect();
    xlsx::workbook(host, &parts, sink).await
}

/// Writes all tables of a run into one ZIP, in registry order, and a manifest behind them.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub async fn zip(
    host: &dyn Host,
    catalog: &Catalog,
    origin: &Origin<'_>,
    format: ExportFormat,
    sink: &mut dyn Sink,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut archive = Archive::new(sink);
    let (mut files, mut notes) = (Vec::with_capacity(catalog.tables().len()), Vec::new());
    for entry in catalog.tables() {
        let is_packed = matches!(format, ExportFormat::Parquet | ExportFormat::Xlsx);
        let name = format!("{}.{}", entry.spec.name, format.extension());
        archive.begin(&name, if is_packed { Packing::Stored } else { Packing::Deflated })?;
        let mut hashing = Hashing::new(&mut archive);
        notes.extend(table(host, Part::new(entry, None), format, &mut hashing).await?);
        files.push(TableFile { table: entry.spec.name.to_owned(), name, written: hashing.finish() });
    }
    archive.begin(Manifest::NAME, Packing::Deflated)?;
    archive.write(&Manifest { origin, catalog, files: &files }.text()?)?;
    archive.finish()?;
    Ok(notes)
}

fn not_written(error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("export_failed", format!("The export could not be written ({error})."))
        .hint("Check that there is room, and try again.")
}

/// Starts of steps over `rows`; none for an empty table.
fn steps(rows: usize, size: usize) -> impl Iterator<Item = usize> {
    (0..rows).step_by(size)
}

async fn checkpoint(host: &dyn Host, part: Part<'_>, row: usize) -> Result<(), Diagnostic> {
    let fraction = row as f64 / part.rows().max(1) as f64;
    host.checkpoint(Progress {
        phase: Phase::Business,
        step: part.table.spec.name.to_owned(),
        rows: row as u64,
        bytes: 0,
        fraction,
    })
    .await
}
