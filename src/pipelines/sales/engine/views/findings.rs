//! Findings: as cards with their charts, by type, as seasons, and what to do first.

use std::rc::Rc;

use super::campaigns::Sums;
use super::of;
use crate::base::date::{Month, month_text};
use crate::base::format::integer;
use crate::engine::table::Table;
use crate::pipelines::sales::dashboard::{CAMPAIGN, COHORT, CUSTOMER_SEGMENT, MONTH, SEGMENT};
use crate::pipelines::sales::engine::business::{CAMPAIGNS, Insight, Seasons, ratio};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::warehouse::{MONTHS, Segment};
use crate::pipelines::sales::tables::breakdowns::SEASONS;
use crate::pipelines::sales::tables::overviews::{ACTIONS, INSIGHT_CARDS, INSIGHT_MATRIX, TILES};
use crate::present::dashboard::NumberFormat;
use crate::present::format::full;

/// How many findings and how many campaigns are done first.
const FIRST: usize = 3;

/// The view `insight_cards`: findings of the types picked, or all.
pub(crate) fn insight_cards(insights: &[Insight], kinds: Option<&[String]>) -> Table {
    let picked = |insight: &&Insight| kinds.is_none_or(|kinds| kinds.iter().any(|kind| kind == insight.kind));
    let rows: Rc<Vec<Insight>> = Rc::new(insights.iter().filter(picked).cloned().collect());
    Table::new(&INSIGHT_CARDS, rows.len())
        .text(of(&rows, |row| row.title.clone()))
        .text(of(&rows, |row| row.description.clone()))
        .text(of(&rows, |row| row.recommendation.clone()))
        .word(of(&rows, |row| row.severity.name()))
        .text(of(&rows, link))
}

/// The widget that shows a finding, with what it is about picked in it.
fn link(insight: &Insight) -> String {
    let at = |widget: &str, field: &str| {
        if insight.pick.is_empty() { widget.to_owned() } else { format!("{widget}?{field}={}", insight.pick) }
    };
    match insight.id {
        "DQ_001" => at("reconciliation", ""),
        "CONV_001" => at("frequency_value", ""),
        "COH_001" | "COH_002" => at("retention", COHORT),
        "RET_001" => at("cumulative_retention", COHORT),
        "RET_002" => at("retention", ""),
        "RISK_001" => at("churn_histogram", ""),
        "RISK_002" => format!("customer_segments?{CUSTOMER_SEGMENT}={}", Segment::AtRisk.name()),
        "SEG_CHA" | "SEG_ATR" | "SEG_CAN" => at("segments", SEGMENT),
        "VAL_001" => at("ltv_histogram", ""),
        "CAMP_001" | "CAMP_002" => at("campaigns", CAMPAIGN),
        "SEAS_001" | "SEAS_002" => at("season", ""),
        "REV_001" | "REV_002" => at("revenue", MONTH),
        "AOV_001" => at("order_value", ""),
        "ACQ_001" => at("customers", ""),
        "LTV_001" => at("model", ""),
        _ => String::new(),
    }
}

/// The views of the seasons: by calendar month and by quarter.
pub(crate) fn season_tables(seasons: &Seasons) -> [Table; 2] {
    let all = seasons.directions();
    let table = |spec, is_month: bool| {
        let name = |number: usize| if is_month { MONTHS[number].to_owned() } else { format!("Q{}", number + 1) };
        let own = all.iter().filter(|season| season.0 == is_month);
        let rows = Rc::new(own.map(|(_, number, index, direction)| (name(*number), *direction, *index)).collect::<Vec<_>>());
        Table::new(spec, rows.len())
            .text(of(&rows, |row| row.0.clone()))
            .text(of(&rows, |row| row.1.replace('_', " ")))
            .float(of(&rows, |row| row.2))
    };
    [table(SEASONS[0], true), table(SEASONS[1], false)]
}

/// The view `tiles`: of everyone.
pub(crate) fn tiles(outcome: &SalesOutcome) -> Table {
    let (customers, months) = (&outcome.warehouse.customers, &outcome.business.months);
    let (count, revenue) = (customers.len() as f64, months.revenue());
    let orders: f64 = customers.orders.iter().map(|orders| f64::from(*orders)).sum();
    let one_time = customers.orders.iter().filter(|orders| **orders == 1).count() as f64;
    let last = months.complete().last().copied();
    let last_revenue = last.map(|month| months.sales[month]);
    let growth = last.and_then(|month| months.growth_percent(month));
    let expected = outcome.business.prospects.total_clv();
    let quality = outcome.score.as_ref().map(|quality| quality.score);
    let grade = outcome.score.as_ref().map(|quality| format!("Quality grade {}. ", quality.grade)).unwrap_or_default();
    let month = last.map_or_else(
        || "No month is complete.".to_owned(),
        |month| format!("The last complete month is {}.", month_text(outcome.calendar.first + month as Month)),
    );
    let note = format!("{grade}{month} Of everyone, whatever is selected.");
    Table::new(&TILES, 1)
        .float(move |_| revenue)
        .int(move |_| count as i64)
        .int(move |_| orders as i64)
        .float_opt(move |_| ratio(revenue, orders))
        .float_opt(move |_| ratio(100.0 * one_time, count))
        .float_opt(move |_| last_revenue)
        .float_opt(move |_| growth)
        .float_opt(move |_| expected)
        .float_opt(move |_| quality)
        .text(move |_| note.clone())
}

/// The view `insight_matrix`, types in the order in which they first come up.
pub(crate) fn insight_matrix(insights: &[Insight]) -> Table {
    let mut counts: Vec<(&'static str, u8, i64)> = Vec::new();
    for insight in insights {
        match counts.iter_mut().find(|(kind, priority, _)| (*kind, *priority) == (insight.kind, insight.priority)) {
            Some((.., count)) => *count += 1,
            None => counts.push((insight.kind, insight.priority, 1)),
        }
    }
    let rows = Rc::new(counts);
    Table::new(&INSIGHT_MATRIX, rows.len())
        .word(of(&rows, |row| row.0))
        .int(of(&rows, |row| i64::from(row.1)))
        .int(of(&rows, |row| row.2))
}

/// The view `actions`.
pub(crate) fn actions(insights: &[Insight], sums: &Sums, currency: &str) -> Table {
    let urgent = insights.iter().filter(|insight| insight.priority == 1).take(FIRST);
    let mut rows: Vec<[String; 3]> = urgent
        .map(|insight| [insight.title.clone(), insight.description.clone(), insight.recommendation.clone()])
        .collect();
    let mut campaigns: Vec<_> = CAMPAIGNS.iter().zip(sums).filter(|(_, sum)| sum.targets > 0).collect();
    campaigns.sort_by(|(_, a), (_, b)| b.value.total_cmp(&a.value));
    rows.extend(campaigns.into_iter().take(FIRST).map(|(campaign, sum)| {
        let reason = format!(
            "{} customers, worth {}",
            integer(sum.targets.into()),
            full(sum.value, NumberFormat::Money, currency)
        );
        [format!("Campaign {}", campaign.name), reason, campaign.action.to_owned()]
    }));
    let rows = Rc::new(rows);
    Table::new(&ACTIONS, rows.len())
        .text(of(&rows, |row| row[0].clone()))
        .text(of(&rows, |row| row[1].clone()))
        .text(of(&rows, |row| row[2].clone()))
}

