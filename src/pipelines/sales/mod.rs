//! Sales: orders or order lines in; staging, a star schema and customer analytics out. Source: spec sales.md.

mod dashboard;
#[cfg(feature = "engine")]
mod engine;
mod inputs;
mod parameters;
mod tables;

use super::spec::{AudienceSpec, PipelineSpec, Status, SubjectSpec};

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
    behind: &["customer_ltv_analysis", "campaign_targets", "dim_order", "fact_sales"],
    subject: Some(SubjectSpec {
        name: "customer",
        id: "customer_id",
        field: dashboard::CUSTOMER,
        one: &["dim_customer", "customer_segmentation", "customer_ltv_analysis", "campaign_targets"],
        many: &["dim_order"],
    }),
    audience: Some(AudienceSpec {
        table: "campaign_audience",
        id: "customer_id",
        groups: &["campaign_type", "customer_segment", "rfm_segment", "churn_risk_level"],
        ranks: &["expected_value_180d", "clv_12m", "total_spent", "churn_risk_score"],
        recency: "days_since_last_order",
        value: "expected_value_180d",
    }),
};

/// The pipeline that runs.
#[cfg(feature = "engine")]
pub fn engine() -> Option<&'static dyn crate::engine::Pipeline> {
    Some(&engine::Sales)
}
