//! Views for the dashboard, over the selected customers: registered like tables, but neither listed nor exported.

mod bins;
mod campaigns;
mod customers;
mod findings;

use std::rc::Rc;

pub(super) use bins::{LtvBins, churn_bin, churn_histogram, ltv_histogram};
pub(super) use campaigns::{campaign_overview, campaign_priorities};
pub(super) use customers::{best_cohorts, definitions, outlook, retention_windows, segment_overview};
pub(super) use findings::{actions, insight_matrix, model_notes};

/// A column by what it says of each row.
fn of<R: 'static, T: 'static>(rows: &Rc<Vec<R>>, cell: fn(&R) -> T) -> impl Fn(usize) -> T + 'static {
    let rows = rows.clone();
    move |row| cell(&rows[row])
}
