//! Business tables: metrics over the warehouse, for everyone or for a selection (spec sales.md, sections 5 to 9).

mod base;
mod campaigns;
mod churn;
mod cohorts;
mod expectations;
mod insights;
mod lifecycle;
mod months;
mod prospects;
mod purchases;
mod retention;
mod rfm;
mod seasons;
mod summary;

pub(super) use base::Base;
pub(super) use campaigns::{CAMPAIGNS, CampaignSum, PRIORITIES, Target, campaign_sums, campaign_table, find_targets};
pub(super) use churn::Level;
pub(super) use cohorts::{Cohorts, cohort_table};
pub(super) use expectations::{Expectations, model_table};
pub(super) use insights::{Insight, Sources, find_insights, insight_table};
pub(super) use lifecycle::{Lifecycle, STAGES, lifecycle_table, stage};
pub(super) use months::{Months, month_table};
pub(super) use prospects::{Prospects, ltv_table};
pub(super) use purchases::Purchases;
pub(super) use retention::{Retention, retention_table};
pub(super) use rfm::{Rfm, SEGMENTS, segmentation_table};
pub(super) use seasons::{Seasons, season_table};
pub(super) use summary::summary_table;

use crate::base::date::{Day, Month, month_bounds, month_of};
use crate::engine::passes;
use crate::pipelines::sales::engine::warehouse::{Facts, Warehouse};

/// Which customers count, and which of their rows: all, or those whose flag is set (by customer key, by cleaned row).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Selection<'a> {
    pub(super) customers: Option<&'a [bool]>,
    pub(super) rows: Option<&'a [bool]>,
    /// The customers and the facts that count, where somebody has listed them.
    pub(super) keys: Option<&'a [u32]>,
    pub(super) facts: Option<&'a [Fact]>,
}

impl Selection<'_> {
    /// All rows of all customers.
    pub(super) const EVERYONE: Selection<'static> = Selection { customers: None, rows: None, keys: None, facts: None };

    /// Whether nothing is left out.
    pub(super) fn is_everyone(self) -> bool {
        self.customers.is_none() && self.rows.is_none()
    }

    /// Whether a customer counts.
    pub(super) fn has(self, customer: usize) -> bool {
        self.customers.is_none_or(|flags| flags[customer])
    }

    /// Hands over the customers that count, by key.
    pub(super) fn for_each_customer(self, count: usize, mut each: impl FnMut(usize)) {
        if let Some(keys) = self.keys {
            passes::for_each(keys.len(), |place| each(keys[place] as usize));
            return;
        }
        passes::for_each(count, |customer| {
            if self.has(customer) {
                each(customer);
            }
        });
    }

    /// Their keys, for many walks over them; `None` where all count.
    pub(super) fn list_keys(self, count: usize) -> Option<Vec<u32>> {
        self.customers.map(|_| {
            let mut keys = Vec::new();
            self.for_each_customer(count, |customer| keys.push(customer as u32));
            keys
        })
    }

    /// Whether a fact counts.
    fn has_fact(self, facts: &Facts, fact: usize) -> bool {
        self.has(facts.customer[fact] as usize) && self.has_row(facts.row[fact] as usize)
    }

    /// Its facts by date, for many walks over them; `None` where all count.
    pub(super) fn list_facts(self, warehouse: &Warehouse, calendar: &Calendar) -> Option<Vec<Fact>> {
        if self.is_everyone() {
            return None;
        }
        let mut listed = Vec::new();
        for_each_fact(warehouse, calendar, self, |fact| listed.push(fact));
        Some(listed)
    }

    /// Whether a cleaned row counts, where its customer does.
    pub(super) fn has_row(self, row: usize) -> bool {
        self.rows.is_none_or(|flags| flags[row])
    }
}

/// The months of a run, from the first to the last accepted row's, and which of them are unfinished.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    pub(super) first: Month,
    pub(super) count: usize,
    /// More days than the slack lie before the first accepted date, or after as_of.
    pub(super) partial: Vec<bool>,
}

impl Calendar {
    /// The calendar of a warehouse; without rows it has no months.
    pub(super) fn new(warehouse: &Warehouse, slack_days: i32) -> Self {
        let Some((first_day, last_day)) = warehouse.days else { return Self { first: 0, count: 0, partial: Vec::new() } };
        let (first, last) = (month_of(first_day), month_of(last_day));
        let partial = (first..=last).map(|month| is_partial(month, first_day, warehouse.as_of, slack_days)).collect();
        Self { first, count: (last - first) as usize + 1, partial }
    }

    /// The index of each customer's cohort month, by customer key.
    fn cohorts(&self, warehouse: &Warehouse) -> Vec<usize> {
        let cohort = &warehouse.customers.cohort;
        // A first order is an accepted row, so its month is always one of the calendar's.
        passes::collect(cohort.len(), |customer| self.index(cohort[customer]).unwrap_or(0))
    }

    /// The index of a month; months outside give `None`.
    pub(super) fn index(&self, month: Month) -> Option<usize> {
        usize::try_from(month - self.first).ok().filter(|index| *index < self.count)
    }
}

/// A fact as the business steps look at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// Order and customer keys, 0-based.
    pub(super) order: usize,
    pub(super) customer: usize,
    /// Index of the row's month in the calendar.
    pub(super) month: usize,
    /// Above 0 for a purchase row.
    pub(super) amount: f64,
}

/// Hands over the facts of a selection by date: what an order or customer was last seen in tells whether it is new to a
/// month.
pub(super) fn for_each_fact(warehouse: &Warehouse, calendar: &Calendar, selection: Selection<'_>, mut each: impl FnMut(Fact)) {
    if let Some(listed) = selection.facts {
        passes::for_each(listed.len(), |place| each(listed[place]));
        return;
    }
    let (rows, orders, facts) = (&*warehouse.rows, &*warehouse.orders, &*warehouse.facts);
    // The calendar is asked once a day, not once a row.
    let mut today = (Day::MIN, None);
    passes::for_each(facts.row.len(), |fact| {
        if !selection.has_fact(facts, fact) {
            return;
        }
        let (row, customer) = (facts.row[fact] as usize, facts.customer[fact] as usize);
        let day = rows.days[row];
        if today.0 != day {
            today = (day, calendar.index(month_of(day)));
        }
        if let Some(month) = today.1 {
            each(Fact { order: orders.of_row[row] as usize, customer, month, amount: rows.amounts[row] });
        }
    });
}

fn is_partial(month: Month, first_day: Day, as_of: Day, slack_days: i32) -> bool {
    let (start, end) = month_bounds(month);
    first_day - start > slack_days || end - as_of > slack_days
}

/// `a / b`, nothing for a zero denominator.
pub(super) fn ratio(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| a / b)
}
