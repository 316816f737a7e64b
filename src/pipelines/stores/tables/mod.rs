//! The registry of the pipeline's tables: name, grain, keys, order, sources and the doc of every column.

pub(super) mod business;
#[cfg(feature = "engine")]
pub(super) mod charts;
pub(super) mod findings;
pub(super) mod quality;
#[cfg(feature = "engine")]
pub(super) mod views;
pub(super) mod warehouse;

use crate::pipelines::spec::TableSpec;

/// In the order of the layers and of the specification.
pub(super) static TABLES: &[&TableSpec] = &[
    &quality::REJECTED,
    &warehouse::DIM_DATE,
    &warehouse::DIM_STORE,
    &warehouse::DIM_DEVICE,
    &warehouse::DIM_CUSTOMER,
    &warehouse::DIM_PRODUCT,
    &warehouse::FACT_TRANSACTION,
    &business::TOP_STORES,
    &business::TOP_PRODUCTS,
    &business::AVG_AMOUNT_BY_TYPOLOGY_COUNTRY,
    &business::DEVICE_TYPE_SHARE,
    &business::TIME_TO_FIVE_STORE,
    &business::TIME_TO_FIVE_CUSTOMER,
    &findings::STATUS_ANOMALIES,
    &business::DAILY_TRANSACTIONS,
    &business::STORE_PERFORMANCE,
    &findings::KPI_SUMMARY,
    &findings::INSIGHTS,
    &quality::QUALITY_REPORT,
];
