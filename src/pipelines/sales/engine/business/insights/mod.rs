//! What stands out, in sentences (spec sales.md, section 8).
//!
//! A rule is a function from the sources to a finding, or to nothing where its condition does not hold.

mod campaigns;
mod cohorts;
mod customers;
mod revenue;
mod words;

use std::rc::Rc;

pub(super) use cohorts::best_cohort;

use super::{Base, Cohorts, Expectations, Months, Prospects, Retention, Seasons, Target};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::staging::Staged;
use crate::pipelines::sales::engine::warehouse::Warehouse;
use crate::pipelines::sales::tables::findings::BUSINESS_INSIGHTS;

/// What the rules look at.
pub(crate) struct Sources<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) staged: &'a Staged,
    pub(crate) warehouse: &'a Warehouse,
    pub(crate) months: &'a Months,
    pub(crate) seasons: &'a Seasons,
    pub(crate) cohorts: &'a Cohorts,
    pub(crate) retention: &'a Retention,
    pub(crate) expected: &'a Expectations,
    pub(crate) prospects: &'a Prospects,
    pub(crate) targets: &'a [Target],
    pub(crate) base: &'a Base,
}

/// How grave a finding is; the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Critical,
    Warning,
    Positive,
    Info,
}

impl Severity {
    /// The word in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Warning => "warning",
            Self::Positive => "positive",
            Self::Info => "info",
        }
    }

    /// A warning when something holds, else an information.
    fn warning_if(holds: bool) -> Self {
        if holds { Self::Warning } else { Self::Info }
    }
}

/// A finding.
#[derive(Debug, Clone)]
pub(crate) struct Insight {
    pub(crate) id: &'static str,
    /// The cohort, month, segment or campaign that it is about; empty where it is about no single one.
    pub(crate) pick: String,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) description: String,
    metric: &'static str,
    value: f64,
    pub(crate) recommendation: String,
    pub(crate) priority: u8,
    pub(crate) severity: Severity,
}

/// All findings, in the order of the table.
pub(crate) fn find_insights(from: &Sources<'_>) -> Vec<Insight> {
    let mut found: Vec<Insight> =
        [customers::rules(from), campaigns::rules(from), cohorts::rules(from), revenue::rules(from)]
            .into_iter()
            .flatten()
            .collect();
    found.sort_unstable_by_key(|insight| (insight.priority, insight.severity, insight.id));
    found
}

/// The table `business_insights`.
pub(crate) fn insight_table(insights: &Rc<Vec<Insight>>) -> Table {
    let [a, b, c, d, e, f, g, h, i] = std::array::from_fn(|_| insights.clone());
    Table::new(&BUSINESS_INSIGHTS, insights.len())
        .word(move |row| a[row].id)
        .word(move |row| b[row].kind)
        .text(move |row| c[row].title.clone())
        .text(move |row| d[row].description.clone())
        .word(move |row| e[row].metric)
        .float(move |row| f[row].value)
        .text(move |row| g[row].recommendation.clone())
        .int(move |row| i64::from(h[row].priority))
        .word(move |row| i[row].severity.name())
}
