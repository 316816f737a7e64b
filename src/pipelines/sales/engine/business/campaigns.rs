//! Campaigns: who to address with what (spec sales.md, section 5, `campaign_targets`).

use std::rc::Rc;

use super::churn::Level;
use super::{Prospects, Selection};
use crate::base::format::r6;
use crate::engine::passes;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::CampaignRules;
use crate::pipelines::sales::engine::staging::id_cells;
use crate::pipelines::sales::engine::warehouse::{Customers, Segment, Warehouse};
use crate::pipelines::sales::tables::prospects::CAMPAIGN_TARGETS;

/// Priorities run from 1 to this.
pub(crate) const PRIORITIES: usize = 5;
/// Priorities up to this are high.
pub(crate) const HIGH_PRIORITY: u8 = 2;

/// A campaign and what it says to do.
pub(crate) struct Campaign {
    pub(crate) name: &'static str,
    family: &'static str,
    pub(crate) action: &'static str,
}

const fn lifecycle(name: &'static str, action: &'static str) -> Campaign {
    Campaign { name, family: "lifecycle", action }
}

const fn one_time(name: &'static str, action: &'static str) -> Campaign {
    Campaign { name, family: "one_time_buyer", action }
}

/// The campaigns in the order of their conditions.
pub(crate) static CAMPAIGNS: [Campaign; 9] = [
    lifecycle("Loyalty", "Invite to the loyalty tier with early access and premium offers"),
    lifecycle("Win-Back", "Personal win-back offer that recalls past purchases"),
    lifecycle("Retention", "Contact now with a retention offer and ask for feedback"),
    lifecycle("Cross-Sell", "Suggest products that complement earlier orders"),
    one_time("Early Engagement", "Recommendations based on the first order"),
    one_time("Re-activation", "15% discount with free shipping"),
    one_time("One-Time Win-Back", "20% discount for a limited time"),
    one_time("Final Push", "Short survey with a win-back offer"),
    one_time("Long-term Win-back", "Last attempt with a 25% discount"),
];

/// The first campaign for one-time buyers; its priority is 1, and those of the later ones follow.
const FIRST_ONE_TIME: u8 = 4;

/// A customer who qualifies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    /// Customer key.
    pub(crate) customer: u32,
    /// Index into [`CAMPAIGNS`].
    pub(crate) campaign: u8,
    pub(crate) priority: u8,
}

/// Finds the targets, in the order of the table.
pub(crate) fn find_targets(warehouse: &Warehouse, prospects: &Prospects, rules: &CampaignRules) -> Vec<Target> {
    let customers = &warehouse.customers;
    let found = passes::collect(customers.len(), |customer| campaign(customers, prospects, rules, customer));
    // ltv_rank runs by value descending, ties in id order: so do the targets of one priority.
    let mut by_value = vec![0u32; customers.len()];
    passes::for_each(by_value.len(), |customer| by_value[customers.ltv_rank[customer] as usize - 1] = customer as u32);
    let mut by_priority: [Vec<Target>; PRIORITIES] = Default::default();
    passes::for_each(by_value.len(), |place| {
        let customer = by_value[place];
        if let Some((campaign, priority)) = found[customer as usize] {
            by_priority[usize::from(priority) - 1].push(Target { customer, campaign, priority });
        }
    });
    by_priority.concat()
}

/// The campaign that a customer qualifies for, and its priority.
fn campaign(customers: &Customers, prospects: &Prospects, rules: &CampaignRules, customer: usize) -> Option<(u8, u8)> {
    let reaches = |value: f64| r6(customers.spent[customer]) >= r6(value);
    let above = |value: f64, priority: u8| if reaches(value) { priority } else { priority + 1 };
    let since_last = prospects.since_last(customer);
    let high = || prospects.level(customer) == Some(Level::High);
    let orders = customers.orders[customer];
    match customers.segment[customer] {
        Segment::HighValue => return Some((0, above(rules.high_value, 1))),
        Segment::Lost if since_last >= rules.win_back_days && reaches(customers.cuts.0) => {
            return Some((1, above(rules.high_value, 2)));
        }
        Segment::AtRisk if reaches(rules.retention_value) => return Some((2, if high() { 1 } else { 2 })),
        Segment::Regular if orders >= 2 && !high() => return Some((3, above(rules.regular_value, 3))),
        _ => {}
    }
    // How many of the borders are reached: none is too early for any.
    let reached = rules.one_time_days.iter().filter(|days| i64::from(since_last) >= **days).count() as u8;
    (orders == 1 && reached > 0).then(|| (FIRST_ONE_TIME + reached - 1, reached))
}

/// Sums over the targets of one campaign.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CampaignSum {
    pub(crate) targets: u32,
    pub(crate) value: f64,
    /// Expected within 180 days; nothing without a model.
    pub(crate) expected: Option<f64>,
    pub(crate) by_priority: [u32; PRIORITIES],
}

/// Sums the targets among the selected customers, up to a priority, by campaign.
pub(crate) fn campaign_sums(
    targets: &[Target],
    customers: &Customers,
    prospects: &Prospects,
    selection: Selection<'_>,
    up_to: u8,
) -> [CampaignSum; CAMPAIGNS.len()] {
    let mut sums = [CampaignSum::default(); CAMPAIGNS.len()];
    passes::for_each(targets.len(), |place| {
        let target = &targets[place];
        let customer = target.customer as usize;
        if target.priority > up_to || !selection.has(customer) {
            return;
        }
        let sum = &mut sums[usize::from(target.campaign)];
        sum.targets += 1;
        sum.value += customers.spent[customer];
        sum.expected = prospects.half_year(customer).map(|value| sum.expected.unwrap_or(0.0) + value);
        sum.by_priority[usize::from(target.priority) - 1] += 1;
    });
    sums
}

/// The table `campaign_targets`.
pub(crate) fn campaign_table(warehouse: &Warehouse, targets: &Rc<Vec<Target>>, prospects: &Rc<Prospects>) -> Table {
    let customers = &warehouse.customers;
    let at = || {
        let targets = targets.clone();
        move |row: usize| targets[row].customer as usize
    };
    let campaign = |cell: fn(&Campaign) -> &'static str| {
        let targets = targets.clone();
        move |row: usize| cell(&CAMPAIGNS[usize::from(targets[row].campaign)])
    };
    let priority = || {
        let targets = targets.clone();
        move |row: usize| targets[row].priority
    };
    let (ids, spent, segments) = (customers.clone(), customers.clone(), customers.clone());
    let [expected, since_last, risk] = std::array::from_fn(|_| prospects.clone());
    let [a, b, c, d, e, f] = std::array::from_fn(|_| at());
    let [level, label] = std::array::from_fn(|_| priority());
    Table::new(&CAMPAIGN_TARGETS, targets.len())
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, move |row| ids.id[a(row)] as usize))
        .word(campaign(|campaign| campaign.name))
        .word(campaign(|campaign| campaign.family))
        .int(move |row| i64::from(level(row)))
        .word(move |row| match label(row) {
            ..=HIGH_PRIORITY => "High",
            3 => "Medium",
            _ => "Low",
        })
        .float(move |row| spent.spent[b(row)])
        .float_opt(move |row| expected.half_year(c(row)))
        .int(move |row| i64::from(since_last.since_last(d(row))))
        .float_opt(move |row| risk.risk[e(row)])
        .word(move |row| segments.segment[f(row)].name())
        .word(campaign(|campaign| campaign.action))
}
