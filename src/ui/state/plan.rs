//! Whether files can run as they are, or the person must have a look first.

use crate::pipelines;
use crate::pipelines::SPECS;
use crate::pipelines::spec::{PipelineSpec, Status};
use crate::protocol::Inspection;

/// The pipeline to offer for these files: the one that fits, else the first that can run.
pub fn pipeline(inspection: &Inspection) -> Option<&'static PipelineSpec> {
    let fitting = inspection.pipeline.as_deref().and_then(pipelines::spec).filter(|spec| is_ready(spec));
    fitting.or_else(|| SPECS.iter().copied().find(|spec| is_ready(spec)))
}

/// Whether every usable file fits one ready pipeline with nothing missing, so that nobody need be asked.
pub fn runs_by_itself(inspection: &Inspection) -> bool {
    let Some(spec) = inspection.pipeline.as_deref().and_then(pipelines::spec).filter(|spec| is_ready(spec)) else {
        return false;
    };
    let mut usable = inspection.files.iter().filter(|file| file.problem.is_none()).peekable();
    usable.peek().is_some()
        && usable.all(|file| {
            file.matches.iter().find(|found| found.pipeline == spec.id).is_some_and(|found| found.missing.is_empty())
        })
}

/// Whether a pipeline can be run.
pub fn is_ready(spec: &PipelineSpec) -> bool {
    spec.status == Status::Ready
}
