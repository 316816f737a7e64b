//! Campaigns over the selected customers.

use std::rc::Rc;

use super::of;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{CAMPAIGNS, CampaignSum, Prospects, SEGMENTS};
use crate::pipelines::sales::engine::outcome::Business;
use crate::pipelines::sales::engine::staging::id_cells;
use crate::pipelines::sales::engine::warehouse::Warehouse;
use crate::pipelines::sales::tables::overviews::{CAMPAIGN_AUDIENCE, CAMPAIGN_OVERVIEW, CAMPAIGN_PRIORITIES};

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
    let mut rows: Vec<(&'static str, i64, i64)> = names.zip(sums).flat_map(of_campaign).collect();
    // A chart's places come in the order of its rows.
    rows.sort_by_key(|(_, priority, _)| *priority);
    let rows = Rc::new(rows);
    Table::new(&CAMPAIGN_PRIORITIES, rows.len())
        .word(of(&rows, |row| row.0))
        .int(of(&rows, |row| row.1))
        .int(of(&rows, |row| row.2))
}

/// The table that campaign lists are made from, in id order.
pub(crate) fn audience(warehouse: &Warehouse, business: &Business) -> Table {
    /// A column by what is known of a customer.
    fn of<T: 'static>(prospects: &Rc<Prospects>, cell: fn(&Prospects, usize) -> T) -> impl Fn(usize) -> T + 'static {
        let prospects = prospects.clone();
        move |row| cell(&prospects, prospects.customers().by_id[row] as usize)
    }
    let mut campaign_of: Vec<Option<u8>> = vec![None; warehouse.customers.len()];
    for target in business.targets.iter() {
        campaign_of[target.customer as usize] = Some(target.campaign);
    }
    let (known, rfm) = (&business.prospects, business.rfm.clone());
    let [a, b] = std::array::from_fn(|_| warehouse.customers.clone());
    Table::new(&CAMPAIGN_AUDIENCE, warehouse.customers.len())
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, |row| row))
        .text_opt(move |row| campaign_of[a.by_id[row] as usize].map(|campaign| CAMPAIGNS[usize::from(campaign)].name.into()))
        .word(of(known, |known, customer| known.customers().segment[customer].name()))
        .word(move |row| SEGMENTS[usize::from(rfm.segment[b.by_id[row] as usize])].name)
        .word(of(known, |known, customer| known.level(customer).map_or("unknown", |level| level.name())))
        .float_opt(of(known, |known, customer| known.risk[customer]))
        .int(of(known, |known, customer| i64::from(known.since_last(customer))))
        .int(of(known, |known, customer| i64::from(known.customers().orders[customer])))
        .float(of(known, |known, customer| known.customers().spent[customer]))
        .float_opt(of(known, |known, customer| known.half_year(customer)))
        .float_opt(of(known, |known, customer| known.clv(customer)))
}
