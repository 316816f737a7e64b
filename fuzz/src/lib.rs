//! What the fuzz targets share: bytes under a name, read as the page would read them.

use std::rc::Rc;

use varve::base::{Diagnostic, Progress};
use varve::engine::host::{ByteSource, Host, LocalFuture, MemorySource, block_on};
use varve::engine::ingest::{FileInput, inspect, read_table, unpack};
use varve::pipelines::sales;
use varve::protocol::Layout;

struct Silent;

impl Host for Silent {
    fn now(&self) -> f64 {
        0.0
    }

    fn checkpoint(&self, _progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Reads every table in the bytes to its end, and holds what must hold for any bytes: no panic, every problem says what
/// to do, and every column has all rows.
pub fn read_all(name: &str, bytes: &[u8]) {
    let source: Rc<dyn ByteSource> = Rc::new(MemorySource::new(name, bytes));
    for (name, content) in unpack(&source) {
        let (file, sniffed) = inspect(&name, content.as_ref().map_err(Clone::clone), &Layout::default());
        assert!(file.problem.as_ref().is_none_or(|problem| !problem.hints.is_empty()));
        let (Ok(content), Some(sniffed)) = (content, sniffed) else { continue };
        assert_eq!(file.columns.len(), file.profiles.len());
        assert!(file.preview.iter().all(|row| row.len() == file.columns.len()));
        let spec = &sales::SPEC.inputs[0];
        let bindings = file.matches.first().map_or_else(
            || vec![None; spec.columns.len()],
            |found| found.bindings.iter().map(|binding| binding.source).collect(),
        );
        let input = FileInput { content, sniffed, bindings, only_needed: false };
        match block_on(read_table(&Silent, spec, vec![input], vec![None; spec.columns.len()], 1)) {
            Ok(table) => {
                let columns = table.columns.iter().chain(table.extras.iter().map(|(_, column)| column));
                columns.for_each(|column| assert_eq!(column.len(), table.rows));
                assert_eq!(table.files.iter().map(|file| file.rows).sum::<usize>(), table.rows);
                assert!(table.ragged.windows(2).all(|pair| pair[0].0 < pair[1].0));
            }
            Err(problem) => assert!(!problem.hints.is_empty()),
        }
    }
}
