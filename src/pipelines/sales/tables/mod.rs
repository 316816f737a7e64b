//! The registry of the pipeline's tables: name, grain, keys, order, sources and the doc of every column.

#[cfg(feature = "engine")]
pub(super) mod breakdowns;
pub(super) mod business;
pub(super) mod findings;
#[cfg(feature = "engine")]
pub(super) mod histograms;
#[cfg(feature = "engine")]
pub(super) mod overviews;
pub(super) mod prospects;
pub(super) mod staging;
#[cfg(feature = "engine")]
pub(super) mod views;
pub(super) mod warehouse;

use crate::pipelines::spec::TableSpec;

/// In the order of the layers and of the specification.
pub(super) static TABLES: &[&TableSpec] = &[
    &staging::STG_SALES_RAW,
    &staging::STG_SALES_CLEANED,
    &staging::STG_SALES_REJECTED,
    &staging::DATA_QUALITY_CHECKS,
    &warehouse::DIM_DATE,
    &warehouse::DIM_CUSTOMER,
    &warehouse::DIM_ORDER,
    &warehouse::FACT_SALES,
    &warehouse::AGG_SALES_DAILY,
    &warehouse::AGG_SALES_BREAKDOWN,
    &business::MONTHLY_METRICS,
    &business::COHORT_ANALYSIS,
    &business::CUMULATIVE_RETENTION_ANALYSIS,
    &prospects::CUSTOMER_LTV_ANALYSIS,
    &prospects::CLV_MODEL_PARAMETERS,
    &business::CUSTOMER_SEGMENTATION,
    &business::SEASONAL_TRENDS,
    &business::CUSTOMER_LIFECYCLE_SNAPSHOT,
    &prospects::CAMPAIGN_TARGETS,
    &findings::BUSINESS_INSIGHTS,
    &findings::EXECUTIVE_SUMMARY,
];
