//! What a sales run holds: its tables, its verdicts, and what selections are computed from.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

use super::business::{Calendar, Cohorts, Expectations, Insight, Lifecycle, Months, Prospects, Retention, Rfm, Seasons, Target};
use super::evidence;
use super::moves::Moves;
use super::select;
use super::settings::Settings;
use super::staging::{Staged, by_reason};
use super::views::{self, Steps};
use super::warehouse::Warehouse;
use crate::base::date::iso;
use crate::base::{Diagnostic, format};
use crate::engine::quality::Check;
use crate::engine::ingest::RawTable;
use crate::engine::table::{Catalog, Table};
use crate::engine::{Outcome, Summary};
use crate::present::dashboard::Filter;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{InputCount, Quality, QualityReport};

/// A finished sales run.
pub(super) struct SalesOutcome {
    pub(super) staged: Staged,
    pub(super) warehouse: Warehouse,
    pub(super) calendar: Calendar,
    pub(super) settings: Settings,
    pub(super) business: Business,
    pub(super) insights: Rc<Vec<Insight>>,
    pub(super) checks: Rc<Vec<Check>>,
    pub(super) score: Option<Quality>,
    pub(super) catalog: Catalog,
    /// Who has moved against the run before, where this one is that run with other parameters.
    pub(super) moves: Option<Rc<Moves>>,
    /// The steps of the histograms and the ranks of the breakdown: the same for every selection, made when first wanted.
    pub(super) steps: OnceCell<Steps>,
}

/// What the business steps found for everyone.
pub(super) struct Business {
    pub(super) months: Rc<Months>,
    pub(super) seasons: Rc<Seasons>,
    pub(super) cohorts: Rc<Cohorts>,
    pub(super) retention: Rc<Retention>,
    pub(super) rfm: Rc<Rfm>,
    pub(super) lifecycle: Rc<Lifecycle>,
    pub(super) expected: Rc<Expectations>,
    pub(super) prospects: Rc<Prospects>,
    /// In the order of the table.
    pub(super) targets: Rc<Vec<Target>>,
}

impl Outcome for SalesOutcome {
    fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    fn summary(&self) -> Summary {
        let staged = &self.staged;
        let tally = &staged.tally;
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        Summary {
            as_of: staged.as_of.map(iso),
            inputs: vec![InputCount {
                input: "sales".to_owned(),
                files: staged.raw.files.len(),
                bytes: Bytes(staged.raw.bytes()),
                rows_read: count(staged.raw.rows),
                rows_accepted: count(staged.rows.len()),
                rows_rejected: count(staged.rejects.len()),
                rejected_by_reason: by_reason(&tally.rejected),
            }],
            quality: self.score.clone(),
            readings: staged.readings.clone(),
            diagnostics: self.diagnostics(),
        }
    }

    fn select(&self, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
        select::select(self, filters)
    }

    fn behind(&self, table: &str, filters: &[Filter]) -> Result<Option<Vec<u32>>, Diagnostic> {
        select::behind(self, table, filters)
    }

    fn audience(&self) -> Option<Table> {
        Some(views::audience(&self.warehouse, &self.business))
    }

    fn quality(&self) -> QualityReport {
        evidence::report(self)
    }

    fn inputs(&self) -> Option<Vec<Rc<RawTable>>> {
        // Hashed ids cannot be had back.
        self.settings.hash_salt.is_none().then(|| vec![self.staged.raw.clone()])
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl SalesOutcome {
    /// The steps that selections are counted in.
    pub(super) fn steps(&self) -> &Steps {
        self.steps.get_or_init(|| Steps::new(&self.warehouse, &self.business, &self.settings))
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let staged = &self.staged;
        let tally = &staged.tally;
        let mut diagnostics = Vec::new();
        if tally.read == 0 {
            diagnostics.push(Diagnostic::warning("no_rows", "The files hold a header but no rows.").hint("Export them again with the rows."));
        } else if staged.rows.len() == 0 {
            let most = by_reason(&tally.rejected).into_iter().max_by_key(|(_, count)| *count);
            let most = most.map_or_else(String::new, |(reason, _)| format!(", most of them for {reason}"));
            diagnostics.push(
                Diagnostic::warning("all_rejected", format!("All {} rows were rejected{most}.", format::integer(tally.read)))
                    .hint("Look at stg_sales_rejected: it tells for each row which cell broke which rule."),
            );
        }
        for reading in &staged.readings {
            let column = reading.column.as_str();
            let said = if reading.ask.is_empty() {
                Diagnostic::info("reading", reading.how.clone())
            } else {
                Diagnostic::warning("date_order_uncertain", reading.how.clone()).hint("If the day comes first, choose “day first” for the column and run again.")
            };
            diagnostics.push(said.in_column(column));
        }
        if tally.offset_to_utc > 0 {
            let rows = format::integer(tally.offset_to_utc);
            diagnostics.push(Diagnostic::info("offset_to_utc", format!("{rows} dates with an offset were converted to UTC.")).in_column("date"));
        }
        diagnostics
    }
}
