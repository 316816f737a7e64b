//! What must not leave the files: cells of private columns are neither mended by hand nor kept beyond the session.

use super::Session;
use crate::base::Diagnostic;
use crate::engine::ingest::{card_column, is_private};
use crate::pipelines::spec;
use crate::pipelines::spec::{PipelineSpec, Privacy};
use crate::protocol::{CellEdit, RunRequest};

/// An edit would carry such a cell into the run's request, log and recipe.
///
/// # Errors
/// A sentence that names the column, and no text of the edit.
pub(super) fn check_edits(spec: &PipelineSpec, edits: &[CellEdit]) -> Result<(), Diagnostic> {
    let column = |edit: &CellEdit| match edit {
        CellEdit::Cell { column, .. } | CellEdit::Value { column, .. } => column.clone(),
    };
    let private = |name: &String| columns(spec).any(|own| own == name);
    match edits.iter().map(column).find(private) {
        None => Ok(()),
        Some(name) => Err(Diagnostic::error(
            "private_edit",
            format!("An edit is for the column {name}: card data is not kept, so it cannot be edited."),
        )
        .in_column(name)
        .hint("Remove the edit; no result depends on that column's text.")),
    }
}

/// Names of the input columns of which not everything is kept.
fn columns(spec: &PipelineSpec) -> impl Iterator<Item = &'static str> {
    let columns = spec.inputs.iter().flat_map(|input| input.columns);
    columns.filter(|column| column.privacy != Privacy::Open).map(|column| column.name)
}

impl Session {
    /// Files are kept as they are, so those with card data are not kept at all.
    ///
    /// # Errors
    /// A sentence that names the file and its column.
    pub(super) fn check_keepable(&self, request: &RunRequest) -> Result<(), Diagnostic> {
        let by_name = self.files.iter().find_map(|taken| {
            let (_, sniffed) = taken.table.as_ref()?;
            Some((taken, sniffed.columns.iter().find(|name| is_private(name))?.clone()))
        });
        let chosen = || {
            request.files.iter().find_map(|file| {
                let taken = self.files.get(file.file)?;
                let mut bound = file.mapping.iter().flatten().filter(|(_, source)| source.is_some());
                let private =
                    |name: &String| spec(&request.pipeline).is_some_and(|spec| columns(spec).any(|own| own == name));
                Some((taken, bound.find(|(name, _)| private(name))?.0.clone()))
            })
        };
        // A file without a header says nothing by its names.
        let by_look = || {
            let mut files = self.files.iter();
            files.find_map(|taken| Some((taken, card_column(&taken.table.as_ref()?.1)?.to_owned())))
        };
        let Some((taken, column)) = by_name.or_else(chosen).or_else(by_look) else { return Ok(()) };
        let message =
            format!("“{}” holds card data in its column “{column}”, so these files are not kept.", taken.name);
        Err(Diagnostic::error("private_files", message)
            .in_file(&taken.name)
            .hint("Take the column out of the file, or choose the files again next time; the run itself can be kept as a recipe."))
    }
}
