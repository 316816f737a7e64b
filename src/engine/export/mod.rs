//! Tables as files: CSV, Parquet, or all of them in one ZIP (spec README.md, "Output").

mod csv;
mod parquet;

use std::io::{self, Write};

use ::zip::write::{SimpleFileOptions, StreamWriter};
use ::zip::{CompressionMethod, DateTime, ZipWriter};

use super::host::Host;
use super::table::{Catalog, Part};
use crate::base::{Diagnostic, Phase, Progress};
use crate::protocol::ExportFormat;

pub(super) use csv::{push_cell, push_quoted};

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
/// Deflate level of CSV members: they shrink to a fifth already, and a higher level takes several times as long.
const DEFLATE_LEVEL: i64 = 1;

/// Writes one table, or a part of it.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub async fn table(
    host: &dyn Host,
    part: Part<'_>,
    format: ExportFormat,
    sink: &mut dyn Sink,
) -> Result<(), Diagnostic> {
    match format {
        ExportFormat::Csv => {
            let mut text = String::new();
            csv::header(part.table, &mut text);
            for start in steps(part.rows(), STEP_ROWS) {
                checkpoint(host, part, start).await?;
                csv::rows(part, start..(start + STEP_ROWS).min(part.rows()), &mut text);
                sink.write(text.as_bytes())?;
                text.clear();
            }
            sink.write(text.as_bytes())
        }
        ExportFormat::Parquet => {
            let mut writer = parquet::Writer::new(part.table)?;
            for start in steps(part.rows(), parquet::GROUP_ROWS) {
                checkpoint(host, part, start).await?;
                writer.group(part, start..(start + parquet::GROUP_ROWS).min(part.rows()))?;
                sink.write(&writer.take())?;
            }
            sink.write(&writer.finish()?)
        }
    }
}

/// Writes all tables of a run into one ZIP, in registry order.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub async fn zip(
    host: &dyn Host,
    catalog: &Catalog,
    format: ExportFormat,
    sink: &mut dyn Sink,
) -> Result<(), Diagnostic> {
    let mut archive = Archive(ZipWriter::new_stream(Out(sink)));
    for entry in catalog.tables() {
        // Parquet is compressed already. A fixed date keeps the archive the same on every day.
        let options = match format {
            ExportFormat::Csv => SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .compression_level(Some(DEFLATE_LEVEL)),
            ExportFormat::Parquet => SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
        };
        let name = format!("{}.{}", entry.spec.name, format.extension());
        archive
            .0
            .start_file(name, options.last_modified_time(DateTime::default()))
            .map_err(|error| not_written(&error))?;
        table(host, Part::new(entry, None), format, &mut archive).await?;
    }
    archive.0.finish().map_err(|error| not_written(&error))?;
    Ok(())
}

struct Out<'a>(&'a mut dyn Sink);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Archive<'a>(ZipWriter<StreamWriter<Out<'a>>>);

impl Sink for Archive<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.0.write_all(bytes).map_err(|error| not_written(&error))
    }
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
