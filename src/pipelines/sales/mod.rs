//! Sales: orders or order lines in; staging, a star schema and customer analytics out. Source: spec sales.md.

mod dashboard;
#[cfg(feature = "engine")]
mod engine;
mod inputs;
mod parameters;
mod tables;

use super::spec::{PipelineSpec, Status};

/// What the page knows of it before the engine has arrived.
pub static SPEC: PipelineSpec = PipelineSpec {
    id: "sales",
    title: "Sales marketing",
    summary: "Orders or order lines in; a star schema, cohorts, segments, lifetime value, churn risk, campaigns and insights out.",
    status: Status::Ready,
    inputs: inputs::INPUTS,
    parameters: parameters::PARAMETERS,
    tables: tables::TABLES,
    dashboard: dashboard::dashboard,
};

/// The pipeline that runs.
#[cfg(feature = "engine")]
pub fn engine() -> Option<&'static dyn crate::engine::Pipeline> {
    Some(&engine::Sales)
}
