//! Segments, cohorts and prospects of the selected customers, and the thresholds they are told apart by.

use std::rc::Rc;

use super::campaigns::Sums;
use super::of;
use crate::base::date::month_text;
use crate::base::format::{f64_text, r6};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Base, Cohorts, Prospects, Retention, Rfm, Selection, ratio};
use crate::pipelines::sales::engine::moves::Moves;
use crate::pipelines::sales::engine::settings::{ChurnRules, Settings};
use crate::pipelines::sales::engine::warehouse::{Customers, Segment};
use crate::pipelines::sales::tables::overviews::{
    BEST_COHORTS, DEFINITIONS, MOVES, OUTLOOK, RETENTION_WINDOWS, RISK, SEGMENT_OVERVIEW,
};
use crate::present::dashboard::NumberFormat;
use crate::present::format::full;

/// How many cohorts are the best.
const BEST: usize = 5;

/// The view `segment_overview`; segments without customers are left out.
pub(crate) fn segment_overview(base: &Base) -> Table {
    let all = Segment::ALL.map(|segment| (segment.name(), base.segment(segment)));
    let rows: Rc<Vec<_>> = Rc::new(all.into_iter().filter(|(_, (customers, _))| *customers > 0).collect());
    Table::new(&SEGMENT_OVERVIEW, rows.len())
        .word(of(&rows, |row| row.0))
        .int(of(&rows, |row| i64::from(row.1.0)))
        .float(of(&rows, |row| row.1.1))
}

/// The view `best_cohorts`: ties in the order of the months.
pub(crate) fn best_cohorts(cohorts: &Cohorts, min_size: i64) -> Table {
    let mut best = cohorts.month_one(min_size);
    best.sort_by(|a, b| r6(b.rate).total_cmp(&r6(a.rate)));
    best.truncate(BEST);
    let rows = Rc::new(best);
    Table::new(&BEST_COHORTS, rows.len())
        .text(of(&rows, |row| month_text(row.cohort)))
        .int(of(&rows, |row| i64::from(row.size)))
        .float(of(&rows, |row| row.rate))
}

/// The view `retention_windows`.
pub(crate) fn retention_windows(retention: &Rc<Retention>) -> Table {
    let rows = retention.clone();
    let [a, b, c, d, e] = std::array::from_fn(|_| rows.clone());
    Table::new(&RETENTION_WINDOWS, rows.cells().len())
        .text(move |row| month_text(a.cells()[row].cohort))
        .text(move |row| format!("{} months", b.cells()[row].window))
        .int(move |row| i64::from(c.cells()[row].size))
        .float_opt(move |row| d.cells()[row].rate())
        .flag(move |row| !e.cells()[row].complete)
}

/// The view `definitions`: of everyone, since that is what segments and scores are made from.
pub(crate) fn definitions(customers: &Customers, rfm: &Rfm, settings: &Settings) -> Table {
    let money = |value: f64| full(value, NumberFormat::Money, &settings.currency);
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| rows.push((name.to_owned(), value));
    let mean = ratio(customers.by_id.iter().map(|key| customers.spent[*key as usize]).sum(), customers.len() as f64);
    add("High value from (cut_high)", money(customers.cuts.0));
    add("Regular value from (cut_low)", money(customers.cuts.1));
    if let Some(mean) = mean {
        add("Mean lifetime value", money(mean));
    }
    let (recent, at_risk) = (settings.recent_activity_days, settings.at_risk_days);
    add("Lost", format!("more than {} days since the last order", settings.lost_days));
    add("New", format!("fewer than {} days since the first order", settings.new_customer_days));
    add("High Value", format!("at least {}, at most {recent} days since the last order", money(customers.cuts.0)));
    add(
        "At Risk",
        format!(
            "more than {at_risk} days since the last order, or more than {recent} and {} usual gaps",
            f64_text(settings.overdue_factor)
        ),
    );
    add("Regular", format!("at least {}", money(customers.cuts.1)));
    add("Low Value", "all others; the first that holds counts".to_owned());
    let listed = |values: &[i64]| values.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    add("Recency score 5, 4, 3, 2", format!("up to {} days since the last order", listed(&settings.rfm_recency_days)));
    add("Frequency score 2, 3, 4, 5", format!("from {} orders", listed(&settings.rfm_frequency_orders)));
    for (score, value) in rfm.money_borders(customers) {
        add(&format!("Monetary score {score}"), format!("from {}", money(value)));
    }
    add("Churn risk medium, high", format!("from {}, {}", f64_text(settings.churn.medium), f64_text(settings.churn.high)));
    let rows = Rc::new(if customers.len() == 0 { Vec::new() } else { rows });
    Table::new(&DEFINITIONS, rows.len()).text(of(&rows, |row| row.0.clone())).text(of(&rows, |row| row.1.clone()))
}

/// The view `moves`: without a run before there are none.
pub(crate) fn moves(moves: Option<&Moves>) -> Table {
    let mut rows: Vec<(String, i64)> = Vec::new();
    if let Some(moves) = moves {
        rows.extend(moves.all.iter().map(|one| (one.label(), one.customers.len() as i64)));
        rows.extend((moves.gone > 0).then(|| ("Customers who are there no more".to_owned(), moves.gone as i64)));
    }
    let rows = Rc::new(rows);
    Table::new(&MOVES, rows.len()).text(of(&rows, |row| row.0.clone())).int(of(&rows, |row| row.1))
}

/// The view `risk`; empty where nobody has a score.
pub(crate) fn risk(base: &Base, rules: &ChurnRules) -> Table {
    let mean = base.mean_risk();
    let (medium, high) = (rules.medium, rules.high);
    Table::new(&RISK, usize::from(mean.is_some()))
        .float_opt(move |_| mean)
        .float(move |_| medium)
        .float(move |_| high)
}

/// The view `outlook`.
pub(crate) fn outlook(
    base: &Base,
    prospects: &Prospects,
    customers: &Customers,
    sums: &Sums,
    selection: Selection<'_>,
) -> Table {
    let mut clv: Option<f64> = None;
    selection.for_each_customer(customers.len(), |customer| {
        if let Some(value) = prospects.clv(customer) {
            clv = Some(clv.map_or(value, |sum| sum + value));
        }
    });
    let (at_risk, revenue_at_risk) = base.segment(Segment::AtRisk);
    let (mean_risk, high_risk) = (base.mean_risk(), i64::from(base.high_risk));
    let targets: i64 = sums.iter().map(|sum| i64::from(sum.targets)).sum();
    let value: f64 = sums.iter().map(|sum| sum.value).sum();
    Table::new(&OUTLOOK, 1)
        .float_opt(move |_| clv)
        .float_opt(move |_| mean_risk)
        .int(move |_| high_risk)
        .int(move |_| i64::from(at_risk))
        .float(move |_| revenue_at_risk)
        .int(move |_| targets)
        .float(move |_| value)
}
