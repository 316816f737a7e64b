//! Findings about campaigns.

use super::words::{about, first_max, money};
use super::{Insight, Severity, Sources};
use crate::base::format::integer;
use crate::pipelines::sales::engine::business::Selection;
use crate::pipelines::sales::engine::business::campaigns::{
    CAMPAIGNS, CampaignSum, HIGH_PRIORITY, PRIORITIES, campaign_sums,
};

pub(super) fn rules(from: &Sources<'_>) -> Vec<Insight> {
    let up_to =
        |priority| campaign_sums(from.targets, &from.warehouse.customers, from.prospects, Selection::EVERYONE, priority);
    let currency = &from.settings.currency;
    let mut urgent: Vec<(&str, CampaignSum)> = CAMPAIGNS
        .iter()
        .map(|campaign| campaign.name)
        .zip(up_to(HIGH_PRIORITY))
        .filter(|(_, sum)| sum.targets > 0)
        .collect();
    urgent.sort_unstable_by_key(|(name, _)| *name);
    let top = first_max(urgent.into_iter(), |(_, sum)| sum.value).map(|(name, sum)| Insight {
        id: "CAMP_001",
        pick: name.to_owned(),
        kind: "CAMPAIGN",
        title: "Top campaign".to_owned(),
        description: format!(
            "{} customers are ready for campaign {name}, worth {}",
            integer(sum.targets.into()),
            money(sum.value, currency)
        ),
        metric: "campaign_customers",
        value: f64::from(sum.targets),
        recommendation: format!("Launch campaign {name} first"),
        priority: 1,
        severity: Severity::Info,
    });
    let all = up_to(PRIORITIES as u8);
    let expected: Option<f64> = all.iter().filter_map(|sum| sum.expected).reduce(|sum, value| sum + value);
    let expected = expected
        .map_or_else(String::new, |value| format!(", about {} expected within 180 days", about(value, currency)));
    let reach = (!from.targets.is_empty()).then(|| Insight {
        id: "CAMP_002",
        pick: String::new(),
        kind: "CAMPAIGN",
        title: "Campaign reach".to_owned(),
        description: format!(
            "{} customers qualify for a campaign; together they have spent {}{expected}",
            integer(from.targets.len() as u64),
            money(all.iter().map(|sum| sum.value).sum(), currency)
        ),
        metric: "campaign_targets",
        value: from.targets.len() as f64,
        recommendation: "Work through the targets by priority".to_owned(),
        priority: 3,
        severity: Severity::Info,
    });
    top.into_iter().chain(reach).collect()
}
