//! Segments, cohorts and prospects of the selected customers, and the thresholds they are told apart by.

use std::rc::Rc;

use super::campaigns::Sums;
use super::of;
use crate::base::date::month_text;
use crate::base::format::r6;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Base, Cohorts, Prospects, Retention, Rfm, Selection, ratio};
use crate::pipelines::sales::engine::warehouse::{Customers, Segment};
use crate::pipelines::sales::tables::overviews::{
    BEST_COHORTS, DEFINITIONS, OUTLOOK, RETENTION_WINDOWS, SEGMENT_OVERVIEW,
};

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
pub(crate) fn retention_windows(retention: Retention) -> Table {
    let rows = Rc::new(retention.cells());
    Table::new(&RETENTION_WINDOWS, rows.len())
        .text(of(&rows, |cell| month_text(cell.cohort)))
        .int(of(&rows, |cell| cell.window))
        .int(of(&rows, |cell| i64::from(cell.size)))
        .float_opt(of(&rows, |cell| cell.rate()))
        .flag(of(&rows, |cell| !cell.complete))
}

/// The view `definitions`: of everyone, since that is what segments and scores are made from.
pub(crate) fn definitions(customers: &Customers, rfm: &Rfm) -> Table {
    let mean = ratio(customers.by_id.iter().map(|key| customers.spent[*key as usize]).sum(), customers.len() as f64);
    let mut rows = vec![
        ("High value from (cut_high)".to_owned(), customers.cuts.0),
        ("Regular value from (cut_low)".to_owned(), customers.cuts.1),
    ];
    rows.extend(mean.map(|mean| ("Mean lifetime value".to_owned(), mean)));
    rows.extend(
        rfm.money_borders(customers).into_iter().map(|(score, value)| (format!("Monetary score {score} from"), value)),
    );
    let rows = Rc::new(if customers.len() == 0 { Vec::new() } else { rows });
    Table::new(&DEFINITIONS, rows.len()).text(of(&rows, |row| row.0.clone())).float(of(&rows, |row| row.1))
}

/// The view `outlook`.
pub(crate) fn outlook(
    base: &Base,
    prospects: &Prospects,
    customers: &Customers,
    sums: &Sums,
    selection: Selection<'_>,
) -> Table {
    let selected = (0..customers.len()).filter(|customer| selection.has(*customer));
    let clv = selected.filter_map(|customer| prospects.clv(customer)).reduce(|sum, value| sum + value);
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
