//! More files besides those there are: what was read stays, only the new is read.

use std::collections::BTreeMap;

use super::Session;
use crate::base::Diagnostic;
use crate::engine::Pipeline;
use crate::engine::host::{Host, Sources};
use crate::engine::ingest::{FileInput, RawTable};
use crate::protocol::{Inspection, Layout, RunRequest};

/// A file as it was read for an input: another look at it, other columns or fewer give other cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadAs {
    pub(super) serial: u32,
    /// When it came, of an input whose files follow each other so; else 0.
    pub(super) batch: u32,
    /// The source column of each column of the input.
    pub(super) bindings: Vec<Option<usize>>,
    pub(super) only_needed: bool,
}

/// Puts files into the order in which their rows follow each other.
pub(super) fn in_order(files: &mut [(ReadAs, FileInput)]) {
    files.sort_by(|(left, file), (right, other)| {
        left.batch.cmp(&right.batch).then_with(|| file.content.name().cmp(other.content.name()))
    });
}

/// The note that of all files so many need not be read.
pub(super) fn were_read(had: usize, all: usize) -> Diagnostic {
    let text = if had == all {
        "The files were read before, when they were kept: their rows were taken from there.".to_owned()
    } else {
        format!("Of {all} files {had} had been read before: only the rest was read.")
    };
    Diagnostic::info("read_before", text)
}

impl Session {
    /// Takes more files; those that are there stay. Answers with the new ones.
    pub(super) async fn add(
        &mut self,
        host: &dyn Host,
        sources: Sources,
        layouts: &BTreeMap<String, Layout>,
    ) -> Result<Inspection, Diagnostic> {
        let (files, had) = (self.files.len(), self.sources.len());
        let names = self.names.clone();
        let looked = self.look(host, sources, layouts, None, None).await;
        if looked.is_err() {
            self.files.truncate(files);
            self.sources.truncate(had);
            self.names = names;
        }
        looked
    }

    /// What the last run has read of an input, up to the first file that is another one now, where files have come to those
    /// of the last run. Without new ones all are read: they may have changed.
    pub(super) fn read_before(
        &self,
        pipeline: &dyn Pipeline,
        request: &RunRequest,
        input: usize,
        parts: &[ReadAs],
    ) -> Option<RawTable> {
        let last = self.comparable(pipeline, request)?;
        let had = last.parts.get(input)?;
        let same = had.iter().zip(parts).take_while(|(had, part)| had == part).count();
        let adds = request.files.len() > last.request.files.len();
        if same == 0 || !adds {
            return None;
        }
        let tables = last.outcome.inputs()?;
        Some(tables.get(input)?.head(same))
    }

    /// The sentence for files that were read before and are read again all the same.
    pub(super) fn read_again(
        &self,
        pipeline: &dyn Pipeline,
        request: &RunRequest,
        input: usize,
        parts: &[ReadAs],
        had: usize,
    ) -> Option<Diagnostic> {
        let last = self.comparable(pipeline, request)?;
        let before = last.parts.get(input)?;
        let again = parts[had..].iter().filter(|part| before.contains(part)).count();
        if again == 0 || parts.len() <= before.len() {
            return None;
        }
        let files = if again == 1 { "One file was".to_owned() } else { format!("{again} files were") };
        let why = if last.outcome.inputs().is_some() {
            "rows follow the names of their files, and a new file comes before"
        } else {
            "the ids were hashed"
        };
        Some(Diagnostic::info("read_again", format!("{files} read again: {why}.")))
    }

    /// The last run, where its files may be those of the next one.
    pub(super) fn comparable(&self, pipeline: &dyn Pipeline, request: &RunRequest) -> Option<&super::Finished> {
        self.last.as_ref().filter(|last| {
            // Edits are made in what was read: it is no longer what the files hold.
            let edited = !last.request.edits.is_empty() || !request.edits.is_empty();
            let same = last.spec.id == pipeline.spec().id && last.request.every == request.every;
            last.taking == self.taking && same && !edited
        })
    }
}
