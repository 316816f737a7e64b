//! Telecom subscriptions: planned; its card says so.

use super::spec::{PipelineSpec, Status};
use crate::present::dashboard::Dashboard;

/// What is known of it already.
pub static SPEC: PipelineSpec = PipelineSpec {
    id: "telecom",
    title: "Telecom subscriptions",
    summary: "Six kinds of subscription transactions in; user base, counters and movements per month out.",
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
