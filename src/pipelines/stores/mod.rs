//! Stores and devices: planned; its card says so.

use super::spec::{PipelineSpec, Status};
use crate::present::dashboard::Dashboard;

/// What is known of it already.
pub static SPEC: PipelineSpec = PipelineSpec {
    id: "stores",
    title: "Stores and devices",
    summary: "Stores, devices and card transactions in; the chain's five questions answered.",
    status: Status::Planned,
    inputs: &[],
    parameters: &[],
    tables: &[],
    dashboard: Dashboard::default,
    behind: &[],
    subject: None,
    audience: None,
};

/// Not built yet.
#[cfg(feature = "engine")]
pub fn engine() -> Option<&'static dyn crate::engine::Pipeline> {
    None
}
