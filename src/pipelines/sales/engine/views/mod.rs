//! Views for the dashboard, over the selected customers: registered like tables, but neither listed nor exported.

mod breakdown;
mod campaigns;
mod customers;
mod findings;
mod histograms;
mod money;
mod notes;
mod scatter;
mod steps;

pub(super) use breakdown::{NO_VALUE, Top, breakdown, daily};
pub(super) use campaigns::{Sums as CampaignSums, audience, campaign_overview, campaign_priorities};
pub(super) use customers::{best_cohorts, moves, outlook, retention_windows, risk, segment_overview};
pub(super) use findings::{actions, insight_cards, insight_matrix, season_tables, tiles};
pub(super) use histograms::{churn_flags, churn_histogram, churn_index, value_histograms};
pub(super) use money::reconciliation;
pub(super) use notes::model_notes;
pub(super) use scatter::{frequency_value, name as cell_name};
pub(super) use steps::Steps;

use crate::engine::table::of;
