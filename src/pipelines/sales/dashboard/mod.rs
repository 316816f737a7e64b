//! The dashboard as data (spec sales.md, section 12).

mod campaigns;
mod customers;
mod findings;
mod trends;

use crate::pipelines::widgets::{against, figure, full, half, leading, series, tab, tabbed, text};
use crate::present::dashboard::{Dashboard, Section};

/// The filter fields: what a click on a mark picks. Each is the column whose values are picked.
pub(super) const MONTH: &str = "month";
pub(super) const COHORT: &str = "cohort";
pub(super) const SEGMENT: &str = "rfm_segment";
pub(super) const STAGE: &str = "lifecycle_stage";
pub(super) const CUSTOMER_SEGMENT: &str = "customer_segment";
pub(super) const LIFETIME_VALUE: &str = "lifetime_value";
pub(super) const CHURN_RISK: &str = "churn_risk";
pub(super) const CAMPAIGN: &str = "campaign_type";
pub(super) const CUSTOMER: &str = "customer";
pub(super) const LTV_LOG: &str = "lifetime_value_log";
pub(super) const CLV: &str = "expected_value";
pub(super) const CLV_LOG: &str = "expected_value_log";
pub(super) const FREQUENCY_VALUE: &str = "frequency_and_value";
pub(super) const MOVED: &str = "moved";
/// Picks findings by their type, not customers.
pub(super) const INSIGHT: &str = "insight_type";
/// What was bought, where, and through which channel.
pub(super) const DIMENSIONS: [&str; 3] = ["product", "channel", "country"];

/// All of them.
#[cfg(feature = "engine")]
pub(super) const FIELDS: [&str; 18] = [
    MONTH,
    DIMENSIONS[0],
    DIMENSIONS[1],
    DIMENSIONS[2],
    COHORT,
    SEGMENT,
    STAGE,
    CUSTOMER_SEGMENT,
    LIFETIME_VALUE,
    LTV_LOG,
    CLV,
    CLV_LOG,
    CHURN_RISK,
    FREQUENCY_VALUE,
    CAMPAIGN,
    CUSTOMER,
    MOVED,
    INSIGHT,
];

const NO_CUSTOMERS: &str = "There are no customers in this selection.";

/// The sections in their order.
pub(super) fn dashboard() -> Dashboard {
    Dashboard {
        sections: vec![
            Section { id: "headline", title: "At a glance", widgets: trends::glance() },
            Section { id: "trends", title: "Trends", widgets: trends::widgets() },
            Section { id: "cohorts", title: "Cohorts", widgets: customers::cohorts() },
            Section { id: "segments", title: "LTV and churn", widgets: customers::widgets() },
            Section { id: "campaigns", title: "Campaigns", widgets: campaigns::widgets() },
            Section { id: "insights", title: "Insights", widgets: findings::insights() },
            Section { id: "summary", title: "Executive summary", widgets: findings::summary() },
        ],
    }
}
