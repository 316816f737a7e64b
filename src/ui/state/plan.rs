//! Whether files can run as they are, or the person must have a look first.

use super::draft::Draft;
use super::question;
use crate::pipelines;
use crate::pipelines::SPECS;
use crate::pipelines::spec::{PipelineSpec, Status};
use crate::protocol::{FileInspection, Inspection, estimate};

/// The pipeline to offer for these files: the one that fits, else the first that can run.
pub fn pipeline(inspection: &Inspection) -> Option<&'static PipelineSpec> {
    let fitting = inspection.pipeline.as_deref().and_then(pipelines::spec).filter(|spec| is_ready(spec));
    fitting.or_else(|| SPECS.iter().copied().find(|spec| is_ready(spec)))
}

/// Whether nobody need be asked: every file that fits feeds the pipeline, nothing is missing or open, and it will fit.
pub fn runs_by_itself(draft: &Draft, inspection: &Inspection) -> bool {
    let settled = |(index, file): (usize, &FileInspection)| {
        let left_out = || draft.of(index).is_none_or(|draft| draft.remembered);
        file.problem.is_some() || !file.layout.ask_header && (draft.takes(index) || left_out())
    };
    pipelines::spec(&draft.pipeline).is_some_and(is_ready)
        && inspection.files.iter().enumerate().all(settled)
        && draft.missing(inspection).is_empty()
        && !question::any_open(draft, inspection)
        && estimate(&inspection.files, &draft.request()).fits
}

/// The data sets among the files: pipelines that can run, each with how many files are wholly for it. A file that fits
/// several counts for the one it fits best.
pub fn data_sets(inspection: &Inspection) -> Vec<(&'static PipelineSpec, usize)> {
    let own = |file: &FileInspection| {
        let found = file.matches.iter().find(|found| found.missing.is_empty())?;
        pipelines::spec(&found.pipeline).filter(|spec| is_ready(spec))
    };
    let mut sets: Vec<(&'static PipelineSpec, usize)> = Vec::new();
    for spec in inspection.files.iter().filter_map(own) {
        match sets.iter_mut().find(|(known, _)| known.id == spec.id) {
            Some((_, files)) => *files += 1,
            None => sets.push((spec, 1)),
        }
    }
    sets
}

/// Whether a pipeline can be run.
pub fn is_ready(spec: &PipelineSpec) -> bool {
    spec.status == Status::Ready
}
