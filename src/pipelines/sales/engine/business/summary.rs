//! The key figures of a run (spec sales.md, section 9).

use std::rc::Rc;

use super::campaigns::HIGH_PRIORITY;
use super::insights::{Insight, Sources, best_cohort};
use super::ratio;
use crate::base::date::{Month, iso, month_text};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::warehouse::Segment;
use crate::pipelines::sales::tables::findings::EXECUTIVE_SUMMARY;
use crate::protocol::Quality;

/// A key figure: name, value, and a text that belongs to it.
type Figure = (&'static str, Option<f64>, Option<String>);

fn figures(from: &Sources<'_>, insights: &[Insight], quality: Option<&Quality>) -> Vec<Figure> {
    let (staged, months, base) = (from.staged, from.months, from.base);
    let revenue = months.revenue();
    let (orders, customers) = (base.orders as f64, f64::from(base.customers));
    let one_time = f64::from(base.one_time);
    let last = months.complete().last().copied();
    let best = best_cohort(&from.cohorts.month_one(from.settings.min_cohort_size));
    let targets = from.targets;
    let spent = &from.warehouse.customers.spent;
    // An empty sum is minus zero; plus zero makes it zero.
    let number = |name, value: f64| (name, Some(value + 0.0), None);
    let maybe = |name, value: Option<f64>| (name, value, None);
    let segment = |name, segment| number(name, f64::from(base.segment(segment).0));
    vec![
        number("rows_read", staged.tally.read as f64),
        number("rows_accepted", staged.rows.len() as f64),
        number("rows_rejected", staged.rejects.len() as f64),
        ("quality_score", quality.map(|quality| quality.score), quality.map(|quality| quality.grade.clone())),
        ("as_of", None, staged.as_of.or(from.settings.as_of).map(iso)),
        number("revenue", revenue),
        number("orders", orders),
        number("customers", customers),
        maybe("avg_order_value", ratio(revenue, orders)),
        maybe("avg_customer_value", ratio(revenue, customers)),
        maybe("one_time_percent", ratio(100.0 * one_time, customers)),
        maybe("repeat_percent", ratio(100.0 * (customers - one_time), customers)),
        (
            "last_month_revenue",
            last.map(|last| months.sales[last]),
            last.map(|last| month_text(months.calendar.first + last as Month)),
        ),
        maybe("last_month_growth_percent", last.and_then(|last| months.growth_percent(last))),
        segment("segment_high_value", Segment::HighValue),
        segment("segment_regular", Segment::Regular),
        segment("segment_new", Segment::New),
        segment("segment_at_risk", Segment::AtRisk),
        segment("segment_lost", Segment::Lost),
        segment("segment_low_value", Segment::LowValue),
        number("revenue_at_risk", base.segment(Segment::AtRisk).1),
        number("high_churn_risk_customers", f64::from(base.high_risk)),
        maybe("mean_churn_risk", base.mean_risk()),
        ("expected_clv", from.prospects.total_clv(), Some(from.expected.purchase_model().to_owned())),
        number("campaign_targets", targets.len() as f64),
        number("campaign_value", targets.iter().map(|target| spent[target.customer as usize]).sum()),
        number(
            "campaign_high_priority",
            targets.iter().filter(|target| target.priority <= HIGH_PRIORITY).count() as f64,
        ),
        number("insights", insights.len() as f64),
        ("best_cohort", best.map(|best| best.rate), best.map(|best| month_text(best.cohort))),
    ]
}

/// The table `executive_summary`.
pub(crate) fn summary_table(from: &Sources<'_>, insights: &[Insight], quality: Option<&Quality>) -> Table {
    let figures = Rc::new(figures(from, insights, quality));
    let [a, b, c] = std::array::from_fn(|_| figures.clone());
    Table::new(&EXECUTIVE_SUMMARY, figures.len())
        .word(move |row| a[row].0)
        .float_opt(move |row| b[row].1)
        .text_opt(move |row| c[row].2.clone().map(Into::into))
}
