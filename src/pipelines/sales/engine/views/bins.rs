//! Histograms: customers by lifetime value and by churn risk.

use std::rc::Rc;

use super::of;
use crate::base::format::{f64_text, r6};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Level, Prospects, Selection};
use crate::pipelines::sales::engine::warehouse::Customers;
use crate::pipelines::sales::tables::overviews::{CHURN_HISTOGRAM, LTV_HISTOGRAM};

/// About how many steps of lifetime value there are.
const LTV_STEPS: f64 = 24.0;
/// The share of customers on either side that the outermost steps take together.
const TAIL: f64 = 0.01;
/// Steps of the churn risk, and how wide they are.
const CHURN_STEPS: usize = 10;
const CHURN_STEP: f64 = 10.0;

/// Equal round steps of lifetime value, the same for every selection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LtvBins {
    start: f64,
    step: f64,
    count: usize,
    /// Whether some lie below the first step's start, or from the last one's end on.
    open: (bool, bool),
}

impl LtvBins {
    /// Steps from zero, or the low end, to the high end, without the tails.
    pub(crate) fn new(customers: &Customers) -> Self {
        let count = customers.len();
        let tail = (count as f64 * TAIL) as usize;
        let at_rank = |rank: usize| {
            customers.ltv_rank.iter().position(|own| *own as usize == rank + 1).map_or(0.0, |key| customers.spent[key])
        };
        let (high, low) = (at_rank(tail), at_rank(count.saturating_sub(1 + tail)).min(0.0));
        let step = round_step((high - low) / LTV_STEPS);
        let start = libm::floor(low / step) * step;
        let steps = (libm::floor((high - start) / step) as usize + 1).min(2 * LTV_STEPS as usize);
        let end = start + step * steps as f64;
        let open = (at_rank(count.saturating_sub(1)) < start, at_rank(0) >= end);
        Self { start, step, count: if count == 0 { 0 } else { steps }, open }
    }

    /// The step of a value.
    fn of(&self, value: f64) -> usize {
        let steps = libm::floor((r6(value) - self.start) / self.step);
        (steps.max(0.0) as usize).min(self.count.saturating_sub(1))
    }

    /// Its name: from and to.
    pub(crate) fn label(&self, value: f64) -> String {
        self.name(self.of(value))
    }

    fn name(&self, bin: usize) -> String {
        let edge = |bin: usize| f64_text(r6(self.start + self.step * bin as f64));
        match (bin == 0 && self.open.0, bin + 1 == self.count && self.open.1) {
            (true, _) => format!("below {}", edge(1)),
            (_, true) => format!("{} and more", edge(bin)),
            _ => format!("{}–{}", edge(bin), edge(bin + 1)),
        }
    }
}

/// The least of 1, 2, 5 and 10 times a power of ten that is not below `size`.
fn round_step(size: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(size.max(1e-6))));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| r6(*step) >= r6(size))
        .unwrap_or(10.0 * power)
}

/// Counts by step and by one of three groups, as a table: the step's name, then the groups.
type Counted = (String, [u32; 3]);

/// The view `ltv_histogram`.
pub(crate) fn ltv_histogram(customers: &Customers, bins: &LtvBins, selection: Selection<'_>) -> Table {
    let mut counted: Vec<Counted> = (0..bins.count).map(|bin| (bins.name(bin), [0; 3])).collect();
    let (high, low) = (r6(customers.cuts.0), r6(customers.cuts.1));
    for customer in (0..customers.len()).filter(|customer| selection.has(*customer)) {
        let value = r6(customers.spent[customer]);
        let group = if value >= high { 2 } else { usize::from(value >= low) };
        counted[bins.of(value)].1[group] += 1;
    }
    histogram(Table::new(&LTV_HISTOGRAM, bins.count), counted)
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
    let mut counted: Vec<Counted> = (0..CHURN_STEPS).map(|bin| (churn_name(bin), [0; 3])).collect();
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

fn histogram(table: Table, counted: Vec<Counted>) -> Table {
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

    fn bins(values: &[f64]) -> LtvBins {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        let mut ltv_rank = vec![0; values.len()];
        for (rank, key) in order.into_iter().enumerate() {
            ltv_rank[key] = rank as u32 + 1;
        }
        LtvBins::new(&Customers { spent: values.to_vec(), id: vec![0; values.len()], ltv_rank, ..Customers::default() })
    }

    #[test]
    fn every_value_has_its_step() {
        let values: Vec<f64> = (0..500).map(|value| f64::from(value) * 1.7).collect();
        let bins = bins(&values);
        assert_eq!((bins.step, bins.label(0.0).as_str(), bins.label(59.5).as_str()), (50.0, "0–50", "50–100"));
        assert_eq!(bins.label(1e9), bins.name(bins.count - 1));
        assert!(values.iter().all(|value| bins.of(*value) < bins.count));
    }

    #[test]
    fn odd_bases_give_steps_too() {
        assert_eq!(bins(&[]).count, 0);
        assert_eq!(bins(&[0.0, 0.0]).label(0.0), bins(&[0.0, 0.0]).name(0));
        let returns = bins(&[-30.0, 10.0, 20.0]);
        assert_eq!((returns.label(-30.0), returns.label(20.0)), ("-30–-25".to_owned(), "20–25".to_owned()));
        assert!(bins(&[1e15, 1.0, -1e15]).count < 60);
    }

    #[test]
    fn churn_steps_are_tens() {
        assert_eq!(
            (churn_bin(0.0), churn_bin(69.999_999_9), churn_bin(100.0)),
            ("0–10".to_owned(), "70–80".to_owned(), "90–100".to_owned())
        );
    }
}
