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
    let (customers, prospects) = (&*outcome.warehouse.customers, &*outcome.business.prospects);
    let steps = outcome.steps();
    let spent = |customer: usize| Some(customers.spent[customer]);
    let expected = |customer: usize| prospects.clv(customer);
    let cuts = Some(customers.cuts);
    let mut specs = VALUE_HISTOGRAMS.into_iter();
    let mut table = |bins: &Bins, value: &dyn Fn(usize) -> Option<f64>, cuts| {
        specs.next().map(|spec| value_histogram(Table::new(spec, bins.count()), bins, customers, selection, value, cuts))
    };
    let [linear, log] = &steps.spent;
    let [expected_linear, expected_log] = &steps.expected;
    [table(linear, &spent, cuts), table(log, &spent, cuts), table(expected_linear, &expected, None), table(expected_log, &expected, None)]
        .into_iter()
        .flatten()
        .collect()
}

/// Customers by steps of a value, told apart by what they have spent; `cuts` where the value is what these cut.
fn value_histogram(
    table: Table,
    bins: &Bins,
    customers: &Customers,
    selection: Selection<'_>,
    value: &dyn Fn(usize) -> Option<f64>,
    cuts: Option<(f64, f64)>,
) -> Table {
    let mut counted = vec![Counts::default(); bins.count()];
    let (high, low) = (r6(customers.cuts.0), r6(customers.cuts.1));
    for customer in (0..customers.len()).filter(|customer| selection.has(*customer)) {
        let spent = r6(customers.spent[customer]);
        let group = if spent >= high { 2 } else { usize::from(spent >= low) };
        if let Some(step) = value(customer).and_then(|value| bins.of(value)) {
            counted[step][group] += 1;
        }
    }
    let named = counted.into_iter().enumerate().map(|(step, counts)| (bins.name(step), counts)).collect();
    let place = |cut: Option<f64>| -> Vec<Option<f64>> {
        (0..bins.count()).map(|step| cut.and_then(|cut| bins.place(step, cut))).collect()
    };
    let (at_low, at_high) = (place(cuts.map(|(_, low)| low)), place(cuts.map(|(high, _)| high)));
    histogram(table, named).float_opt(move |row| at_low[row]).float_opt(move |row| at_high[row])
}

/// The name of a churn risk's step.
pub(crate) fn churn_bin(risk: f64) -> String {
    churn_name(churn_index(risk))
}

fn churn_index(risk: f64) -> usize {
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
    for customer in (0..customers.len()).filter(|customer| selection.has(*customer)) {
        if let (Some(risk), Some(level)) = (prospects.risk[customer], prospects.level(customer)) {
            let group = match level {
                Level::Low => 0,
                Level::Medium => 1,
                Level::High => 2,
            };
            counted[churn_index(risk)].1[group] += 1;
            any = true;
        }
    }
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
            (churn_bin(0.0), churn_bin(69.999_999_9), churn_bin(100.0)),
            ("0–10".to_owned(), "70–80".to_owned(), "90–100".to_owned())
        );
    }
}
