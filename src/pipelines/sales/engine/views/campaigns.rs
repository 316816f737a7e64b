//! Campaigns over the selected customers.

use std::rc::Rc;

use super::of;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{CAMPAIGNS, CampaignSum};
use crate::pipelines::sales::tables::overviews::{CAMPAIGN_OVERVIEW, CAMPAIGN_PRIORITIES};

/// The sums by campaign, as listed in [`CAMPAIGNS`].
pub(crate) type Sums = [CampaignSum; CAMPAIGNS.len()];

/// The view `campaign_overview`.
pub(crate) fn campaign_overview(sums: &Sums) -> Table {
    let rows: Rc<Vec<_>> = Rc::new(CAMPAIGNS.iter().zip(*sums).filter(|(_, sum)| sum.targets > 0).collect());
    Table::new(&CAMPAIGN_OVERVIEW, rows.len())
        .word(of(&rows, |(campaign, _)| campaign.name))
        .int(of(&rows, |(_, sum)| i64::from(sum.targets)))
        .float(of(&rows, |(_, sum)| sum.value))
        .float_opt(of(&rows, |(_, sum)| sum.expected))
        .word(of(&rows, |(campaign, _)| campaign.action))
}

/// The view `campaign_priorities`.
pub(crate) fn campaign_priorities(sums: &Sums) -> Table {
    let of_campaign = |(campaign, sum): (&'static _, &CampaignSum)| {
        let counts = sum.by_priority;
        (1..)
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(move |(priority, count)| (campaign, priority, i64::from(count)))
    };
    let names = CAMPAIGNS.iter().map(|campaign| campaign.name);
    let rows: Rc<Vec<(&'static str, i64, i64)>> = Rc::new(names.zip(sums).flat_map(of_campaign).collect());
    Table::new(&CAMPAIGN_PRIORITIES, rows.len())
        .word(of(&rows, |row| row.0))
        .int(of(&rows, |row| row.1))
        .int(of(&rows, |row| row.2))
}
