//! Stores and devices: devices, stores and card transactions in; the chain's five questions answered, and more.
//! Source: spec stores.md.

mod dashboard;
#[cfg(feature = "engine")]
mod engine;
mod inputs;
mod parameters;
mod tables;

use super::spec::{PipelineSpec, Status, SubjectSpec};

/// What the page knows of it before the engine has arrived.
pub static SPEC: PipelineSpec = PipelineSpec {
    id: "stores",
    title: "Stores and devices",
    summary: "Stores, devices and card transactions in; top stores and products, averages, device shares, activation, abnormal rates and store history out.",
    status: Status::Ready,
    inputs: inputs::INPUTS,
    parameters: parameters::PARAMETERS,
    tables: tables::TABLES,
    dashboard: dashboard::dashboard,
    behind: &["fact_transaction", "store_performance", "time_to_five_store"],
    subject: Some(SubjectSpec {
        name: "store",
        id: "store_id",
        field: dashboard::STORE,
        one: &["store_performance"],
        many: &["dim_store", "dim_device", "fact_transaction"],
    }),
    audience: None,
};

/// The pipeline that runs.
#[cfg(feature = "engine")]
pub fn engine() -> Option<&'static dyn crate::engine::Pipeline> {
    Some(&engine::StoresPipeline)
}
