//! Answers that are files: tables, all of them, the report.

use super::{Finished, Session, no_run};
use crate::base::Diagnostic;
use crate::engine::Summary;
use crate::engine::export::{self, Manifest, Origin, Sink, TableFile};
use crate::engine::host::Host;
use crate::engine::query::widget_data;
use crate::engine::report::{self, Subject};
use crate::pipelines::values::Values;
use crate::present::dashboard::Filter;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{ExportFormat, Reply};

/// A sink that counts what passes.
pub(super) struct Counting<'a> {
    sink: &'a mut dyn Sink,
    bytes: u64,
}

impl<'a> Counting<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink) -> Self {
        Self { sink, bytes: 0 }
    }

    /// The answer that goes with what passed.
    pub(super) fn exported(&self, name: String, notes: Vec<Diagnostic>) -> Reply {
        Reply::Exported { name, bytes: Bytes(self.bytes), notes }
    }
}

impl Sink for Counting<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.bytes += bytes.len() as u64;
        self.sink.write(bytes)
    }
}

impl Finished {
    fn origin<'a>(&'a self, summary: &'a Summary) -> Origin<'a> {
        Origin { spec: self.spec, request: &self.request, files: &self.files, summary }
    }
}

impl Session {
    /// The manifest of tables that were written as these files.
    ///
    /// # Errors
    /// When nothing has been run.
    pub fn manifest(&self, files: &[TableFile]) -> Result<Vec<u8>, Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        let summary = finished.outcome.summary();
        let origin = finished.origin(&summary);
        Manifest { origin: &origin, catalog: finished.outcome.catalog(), files }.text()
    }

    pub(super) async fn export_all(
        &self,
        host: &dyn Host,
        format: ExportFormat,
        sink: &mut dyn Sink,
    ) -> Result<Reply, Diagnostic> {
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        let (id, catalog) = (finished.spec.id, finished.outcome.catalog());
        let mut sink = Counting::new(sink);
        if format == ExportFormat::Xlsx {
            let notes = export::workbook(host, catalog, &mut sink).await?;
            return Ok(sink.exported(format!("varve_{id}.xlsx"), notes));
        }
        let summary = finished.outcome.summary();
        let notes = export::zip(host, catalog, &finished.origin(&summary), format, &mut sink).await?;
        Ok(sink.exported(format!("varve_{id}_{}.zip", format.word()), notes))
    }

    pub(super) fn report(&mut self, filters: Vec<Filter>, sink: &mut dyn Sink) -> Result<Reply, Diagnostic> {
        self.select(&filters)?;
        let finished = self.last.as_ref().ok_or_else(no_run)?;
        let Some((_, catalog)) = &self.selection else { return Err(no_run()) };
        let dashboard = (finished.spec.dashboard)();
        let data = dashboard
            .widgets()
            .map(|widget| widget_data(widget, catalog.find(widget.table)?))
            .collect::<Result<Vec<_>, _>>()?;
        let summary = finished.outcome.summary();
        let values = Values::parse(finished.spec, &finished.request.parameters)?;
        let html = report::html(&Subject {
            origin: &finished.origin(&summary),
            catalog,
            dashboard: &dashboard,
            data: &data,
            filters: &filters,
            currency: values.text("currency"),
        });
        let mut sink = Counting::new(sink);
        sink.write(html.as_bytes())?;
        Ok(sink.exported(format!("varve_{}_report.html", finished.spec.id), Vec::new()))
    }
}
