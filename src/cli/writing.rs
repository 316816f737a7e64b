//! What a run leaves behind: the tables as files, and on request the manifest, one workbook of all, the report.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::files::{self, FileSink};
use super::host::ConsoleHost;
use super::unexpected;
use crate::base::Diagnostic;
use crate::engine::export::{Hashing, Manifest, TableFile};
use crate::engine::host::block_on;
use crate::engine::session::Session;
use crate::protocol::{CsvDialect, ExportFormat, Reply, Request, RowChoice, RunReport, Separator};

/// What a run writes, and where.
#[derive(Debug, Args)]
pub(super) struct Writing {
    /// The folder for the tables; it is made if it is not there.
    #[arg(long)]
    pub(super) out: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// What stands between the cells of csv-excel.
    #[arg(long, value_enum, default_value_t = Between::Comma)]
    separator: Between,
    /// What stands before the decimals in csv-excel.
    #[arg(long, value_enum, default_value_t = Mark::Point)]
    decimal: Mark,
    /// Writes manifest.json beside the tables: their columns, rows and hashes, the files read, the parameters.
    #[arg(long)]
    manifest: bool,
    /// Writes all tables into one Excel workbook as well.
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
    /// Writes the dashboard as one HTML file as well.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    /// CSV that spreadsheets open right, and without formulas.
    CsvExcel,
    Parquet,
    Xlsx,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Between {
    Comma,
    Semicolon,
    Tab,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mark {
    Point,
    Comma,
}

impl Writing {
    fn format(&self) -> ExportFormat {
        match self.format {
            Format::Csv => ExportFormat::Csv,
            Format::CsvExcel => {
                let separator = match self.separator {
                    Between::Comma => Separator::Comma,
                    Between::Semicolon => Separator::Semicolon,
                    Between::Tab => Separator::Tab,
                };
                ExportFormat::CsvExcel(CsvDialect { separator, decimal_comma: self.decimal == Mark::Comma })
            }
            Format::Parquet => ExportFormat::Parquet,
            Format::Xlsx => ExportFormat::Xlsx,
        }
    }

    /// Writes all that was asked for; answers what the formats could not hold as it was.
    pub(super) fn write(
        &self,
        session: &mut Session,
        host: &ConsoleHost,
        report: &RunReport,
    ) -> Result<Vec<Diagnostic>, Diagnostic> {
        files::make_folder(&self.out)?;
        let format = self.format();
        let (mut files, mut notes) = (Vec::with_capacity(report.tables.len()), Vec::new());
        for table in &report.tables {
            let name = format!("{}.{}", table.name, format.extension());
            let filters = Vec::new();
            let request = Request::Export { table: table.name.clone(), format, filters, choice: RowChoice::default() };
            let mut sink = FileSink::create(&self.out.join(&name))?;
            let mut hashing = Hashing::new(&mut sink);
            let reply = block_on(session.handle(host, request, Vec::new(), &mut hashing))?;
            files.push(TableFile { table: table.name.clone(), name, written: hashing.finish() });
            sink.finish()?;
            notes.extend(noted(reply)?);
        }
        if self.manifest {
            files::write(&self.out.join(Manifest::NAME), &session.manifest(&files)?)?;
        }
        if let Some(path) = &self.workbook {
            notes.extend(whole(session, host, path, Request::ExportAll { format: ExportFormat::Xlsx })?);
        }
        if let Some(path) = &self.report {
            notes.extend(whole(session, host, path, Request::Report { filters: Vec::new() })?);
        }
        Ok(notes)
    }
}

/// Writes one answer to a file.
fn whole(
    session: &mut Session,
    host: &ConsoleHost,
    path: &Path,
    request: Request,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut sink = FileSink::create(path)?;
    let reply = block_on(session.handle(host, request, Vec::new(), &mut sink))?;
    sink.finish()?;
    noted(reply)
}

fn noted(reply: Reply) -> Result<Vec<Diagnostic>, Diagnostic> {
    match reply {
        Reply::Exported { notes, .. } => Ok(notes),
        _ => Err(unexpected()),
    }
}
