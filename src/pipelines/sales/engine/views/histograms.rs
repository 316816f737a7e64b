//! Histograms: customers by value and by churn risk.

use std::rc::Rc;

use super::of;
use super::steps::Bins;
use crate::base::format::r6;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Level, Prospects, Selection};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::warehouse::Customers;
use crate::pipelines::sales::tables::histograms::{CHURN_HISTOGRAM, VALUE_HISTOGRAMS};

/// Steps of the churn risk, and how wide they are.
const CHURN_STEPS: usize = 10;
const CHURN_STEP: f64 = 10.0;

/// Groups of a step: low, middle and high.
type Counts = [u32; 3];

/// The views of total_spent and of clv_12m, linear and logarithmic each, in the order of [`VALUE_HISTOGRAMS`].
pub(crate) fn value_histograms(outcome: &SalesOutcome, selection: Selection<'_>) -> Vec<Table> {
    let steps = outcome.steps();
    let places = &steps.places;
    let cuts = Some(outcome.warehouse.customers.cuts);
    let spent = steps.spent.iter().zip(&places.spent).map(|(bins, of)| (bins, of, cuts));
    let expected = steps.expected.iter().zip(&places.expected).map(|(bins, of)| (bins, of, None));
    let tables = VALUE_HISTOGRAMS.into_iter().zip(spent.chain(expected));
    tables
        .map(|(spec, (bins, of, cuts))| {
            value_histogram(Table::new(spec, bins.count()), bins, of, &places.groups, selection, cuts)
        })
        .collect()
}

/// Customers by steps of a value, told apart by what they have spent; `cuts` where the value is what these cut.
fn value_histogram(
    table: Table,
    bins: &Bins,
    steps: &[Option<u16>],
    groups: &[u8],
    selection: Selection<'_>,
    cuts: Option<(f64, f64)>,
) -> Table {
    let mut counted = vec![Counts::default(); bins.count()];
    selection.for_each_customer(steps.len(), |customer| {
        if let Some(step) = steps[customer] {
            counted[usize::from(step)][usize::from(groups[customer])] += 1;
        }
    });
    let named = counted.into_iter().enumerate().map(|(step, counts)| (bins.name(step), counts)).collect();
    let place = |cut: Option<f64>| -> Vec<Option<f64>> {
        (0..bins.count()).map(|step| cut.and_then(|cut| bins.place(step, cut))).collect()
    };
    let (at_low, at_high) = (place(cuts.map(|(_, low)| low)), place(cuts.map(|(high, _)| high)));
    histogram(table, named).float_opt(move |row| at_low[row]).float_opt(move |row| at_high[row])
}

/// The steps of the churn risk that have one of these names.
pub(crate) fn churn_flags(names: &[String]) -> [bool; CHURN_STEPS] {
    std::array::from_fn(|step| names.contains(&churn_name(step)))
}

/// The step of a churn risk.
pub(crate) fn churn_index(risk: f64) -> usize {
    ((r6(risk) / CHURN_STEP) as usize).min(CHURN_STEPS - 1)
}

fn churn_name(bin: usize) -> String {
    let edge = |bin: usize| CHURN_STEP * bin as f64;
    format!("{}–{}", edge(bin), edge(bin + 1))
}

/// The view `churn_histogram`.
pub(crate) fn churn_histogram(customers: &Customers, prospects: &Prospects, selection: Selection<'_>) -> Table {
    let mut counted: Vec<(String, Counts)> = (0..CHURN_STEPS).map(|bin| (churn_name(bin), [0; 3])).collect();
    let mut any = false;
    selection.for_each_customer(customers.len(), |customer| {
        if let Some((risk, level)) = prospects.risk[customer].zip(prospects.level(customer)) {
            let group = match level {
                Level::Low => 0,
                Level::Medium => 1,
                Level::High => 2,
            };
            counted[churn_index(risk)].1[group] += 1;
            any = true;
        }
    });
    histogram(Table::new(&CHURN_HISTOGRAM, if any { CHURN_STEPS } else { 0 }), counted)
}

fn histogram(table: Table, counted: Vec<(String, Counts)>) -> Table {
    let rows = Rc::new(counted);
    table
        .text(of(&rows, |row| row.0.clone()))
        .int(of(&rows, |row| i64::from(row.1[0])))
        .int(of(&rows, |row| i64::from(row.1[1])))
        .int(of(&rows, |row| i64::from(row.1[2])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn churn_steps_are_tens() {
        assert_eq!(
            [0.0, 69.999_999_9, 100.0].map(|risk| churn_name(churn_index(risk))),
            ["0–10", "70–80", "90–100"]
        );
    }
}
