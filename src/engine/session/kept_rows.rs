//! How kept files were read, kept beside them: a set that is opened again is not parsed again.

use super::Session;
use super::more::ReadAs;
use crate::engine::ingest::{FileInput, RawTable, image};
use crate::pipelines::spec;
use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::protocol::RunRequest;

impl Session {
    /// Keeps the input tables of the last run, if it is the run that was kept.
    pub(super) async fn keep_rows(&self, request: &RunRequest) {
        let last = self.last.as_ref().filter(|last| last.taking == self.taking && last.request == *request);
        // Edits are made in what was read: it is no longer what the files hold.
        let last = last.filter(|last| last.request.edits.is_empty());
        let (Some(last), Some(keeper)) = (last, &self.keeper) else { return };
        for (table, parts) in last.outcome.inputs().unwrap_or_default().iter().zip(&last.parts) {
            let keys: Option<Vec<String>> = parts.iter().map(|part| self.key(part)).collect();
            let Some(keys) = keys else { return };
            keeper.save_rows(table.spec.name, |put| image::write(table, &keys, request.every, put)).await;
        }
    }

    /// Finds what is kept of the inputs of a pipeline.
    pub(super) async fn find_rows(&mut self, pipeline: &str) {
        let inputs = spec(pipeline).map(|spec: &PipelineSpec| spec.inputs).unwrap_or_default();
        let Some(keeper) = &self.keeper else { return };
        for input in inputs {
            if let Some(source) = keeper.rows(input.name).await {
                self.rows_kept.insert(input.name.to_owned(), source);
            }
        }
    }

    /// What is kept of the first of these files, in their order; `None` where nothing is, or it was read otherwise.
    pub(super) fn read_kept(
        &self,
        input: &'static InputSpec,
        request: &RunRequest,
        files: &[(ReadAs, FileInput)],
    ) -> Option<RawTable> {
        // Whoever runs once more what has just run wants the files read.
        if self.last.as_ref().is_some_and(|last| last.taking == self.taking) {
            return None;
        }
        let image = image::read(self.rows_kept.get(input.name)?.as_ref(), input)?;
        let own = files.iter().map(|(part, _)| self.key(part));
        let same = image.keys.iter().zip(own).take_while(|(had, own)| own.as_ref() == Some(*had)).count();
        (same > 0 && image.every.max(1) == request.every.max(1)).then(|| image.table.head(same))
    }

    /// A file and how it is read, in words that hold beyond the session: the files of a set never change.
    fn key(&self, part: &ReadAs) -> Option<String> {
        let taken = self.files.iter().find(|taken| taken.serial == part.serial)?;
        let (content, sniffed) = taken.table.as_ref()?;
        Some(format!(
            "{}\n{} bytes, {:?}, {:?}, {:?}, {}",
            taken.name,
            content.bytes(),
            taken.layout,
            sniffed.columns,
            part.bindings,
            part.only_needed
        ))
    }
}
