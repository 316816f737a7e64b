//! The dashboard as data (spec sales.md, section 12).

mod campaigns;
mod customers;
mod findings;
mod trends;

use crate::present::dashboard::{Dashboard, Figure, NumberFormat, Section, Series, Widget, WidgetKind, Width};

/// The filter fields: what a click on a mark picks. Each is the column whose values are picked.
pub(super) const MONTH: &str = "month";
pub(super) const COHORT: &str = "cohort";
pub(super) const SEGMENT: &str = "rfm_segment";
pub(super) const STAGE: &str = "lifecycle_stage";
pub(super) const CUSTOMER_SEGMENT: &str = "customer_segment";
pub(super) const LIFETIME_VALUE: &str = "lifetime_value";
pub(super) const CHURN_RISK: &str = "churn_risk";
pub(super) const CAMPAIGN: &str = "campaign_type";

const NO_CUSTOMERS: &str = "There are no customers in this selection.";

const fn series(column: &'static str, label: &'static str, format: NumberFormat) -> Series {
    Series { column, label, format }
}

/// A column of texts in a list of rows.
const fn text(column: &'static str, label: &'static str) -> Series {
    series(column, label, NumberFormat::Integer)
}

const fn figure(column: &'static str, label: &'static str, format: NumberFormat, help: &'static str) -> Figure {
    Figure { column, label, format, help }
}

/// A widget over half the width.
const fn half(
    id: &'static str,
    title: &'static str,
    help: &'static str,
    table: &'static str,
    kind: WidgetKind,
    empty: &'static str,
) -> Widget {
    Widget { id, title, help, table, width: Width::Half, kind, empty }
}

/// The widget over the full width.
fn full(widget: Widget) -> Widget {
    Widget { width: Width::Full, ..widget }
}

/// The sections in their order.
pub(super) fn dashboard() -> Dashboard {
    Dashboard {
        sections: vec![
            Section { id: "headline", title: "At a glance", widgets: vec![trends::figures()] },
            Section { id: "trends", title: "Trends", widgets: trends::widgets() },
            Section { id: "cohorts", title: "Cohorts", widgets: customers::cohorts() },
            Section { id: "segments", title: "LTV and churn", widgets: customers::widgets() },
            Section { id: "campaigns", title: "Campaigns", widgets: campaigns::widgets() },
            Section { id: "insights", title: "Insights", widgets: findings::insights() },
            Section { id: "summary", title: "Executive summary", widgets: findings::summary() },
        ],
    }
}
