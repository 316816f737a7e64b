//! SaaS churn: planned; its card says so.

use super::spec::{PipelineSpec, Status};
use crate::present::dashboard::Dashboard;

/// What is known of it already.
pub static SPEC: PipelineSpec = PipelineSpec {
    id: "saas",
    title: "SaaS churn",
    summary: "Customers, billing, usage and support in; churn features, lifecycle stages and a retention simulator out.",
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
