//! What is the same for every selection: the steps that customers are counted in by value, and what holds for the run.

use super::breakdown::Top;
use super::customers::definitions;
use super::money::Sums;
use super::scatter::Field;
use crate::base::format::{f64_text, r6};
use crate::engine::passes;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::Prospects;
use crate::pipelines::sales::engine::outcome::Business;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::warehouse::{Customers, Warehouse};

/// About how many steps there are on a linear scale.
const LINEAR_STEPS: f64 = 24.0;
/// The share of customers on either side that the outermost steps take together.
const TAIL: f64 = 0.01;
/// Edges within a power of ten on a logarithmic scale.
const LOG_EDGES: [f64; 6] = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0];

/// All that the dashboard counts in.
#[derive(Debug)]
pub(crate) struct Steps {
    /// Of total_spent, linear and logarithmic.
    pub(crate) spent: [Bins; 2],
    /// Of clv_12m, linear and logarithmic.
    pub(crate) expected: [Bins; 2],
    pub(crate) field: Field,
    pub(crate) places: Places,
    /// The values shown of product, channel and country.
    pub(crate) tops: [Top; 3],
    pub(crate) sums: Sums,
    /// The view `definitions`.
    pub(crate) definitions: Table,
}

impl Steps {
    /// Looks once over everyone.
    pub(crate) fn new(warehouse: &Warehouse, business: &Business, settings: &Settings) -> Self {
        let (customers, prospects) = (&warehouse.customers, &business.prospects);
        let expected: Vec<f64> = (0..customers.len()).filter_map(|customer| prospects.clv(customer)).collect();
        let spent = [Bins::linear(&customers.spent), Bins::logarithmic(&customers.spent)];
        let expected = [Bins::linear(&expected), Bins::logarithmic(&expected)];
        let field = Field::new(customers);
        Self {
            places: Places::new(customers, prospects, &spent, &expected, field),
            spent,
            expected,
            field,
            tops: warehouse.rows.dimensions().map(|(_, words)| Top::new(warehouse, words)),
            sums: Sums::new(warehouse),
            definitions: definitions(customers, &business.rfm, settings),
        }
    }
}

/// Where each customer stands, by customer key: looked up once, so that selections only count.
#[derive(Debug)]
pub(crate) struct Places {
    /// Steps of total_spent, linear and logarithmic; nothing where there are none.
    pub(crate) spent: [Vec<Option<u16>>; 2],
    /// Steps of clv_12m.
    pub(crate) expected: [Vec<Option<u16>>; 2],
    /// What the cuts of the lifetime value make of each: low, regular or high.
    pub(crate) groups: Vec<u8>,
    /// Hexagons of the field, and each customer's index there.
    pub(crate) cells: Vec<(i32, i32)>,
    pub(crate) cell: Vec<u32>,
}

impl Places {
    fn new(customers: &Customers, prospects: &Prospects, spent: &[Bins; 2], expected: &[Bins; 2], field: Field) -> Self {
        let count = customers.len();
        // There are fewer steps than floats have powers of ten, six times.
        let step = |bins: &Bins, value: Option<f64>| value.and_then(|value| bins.of(value)).map(|step| step as u16);
        let of_spent = |bins: &Bins| passes::collect(count, |customer| step(bins, Some(customers.spent[customer])));
        let of_expected = |bins: &Bins| passes::collect(count, |customer| step(bins, prospects.clv(customer)));
        let (high, low) = (r6(customers.cuts.0), r6(customers.cuts.1));
        let group = |customer: usize| {
            let spent = r6(customers.spent[customer]);
            u8::from(spent >= low).max(2 * u8::from(spent >= high))
        };
        let of_customer = passes::collect(count, |customer| field.cell(customers, customer));
        let mut cells = of_customer.clone();
        cells.sort_unstable();
        cells.dedup();
        // Each is in the list.
        let index = |customer: usize| cells.partition_point(|other| *other < of_customer[customer]) as u32;
        let cell = passes::collect(count, index);
        Self {
            spent: spent.each_ref().map(of_spent),
            expected: expected.each_ref().map(of_expected),
            groups: passes::collect(count, group),
            cells,
            cell,
        }
    }
}

/// Round steps of a figure.
#[derive(Debug, Default)]
pub(crate) struct Bins {
    /// One more than there are steps; none without steps.
    edges: Vec<f64>,
    /// Whether some lie below the first step's start, or from the last one's end on.
    open: (bool, bool),
    log: bool,
}

impl Bins {
    /// Equal steps from zero, or the low end, to the high end, without the tails.
    pub(crate) fn linear(values: &[f64]) -> Self {
        let Some(ends) = Ends::of(values) else { return Self::default() };
        let low = ends.low.min(0.0);
        let step = round_step((ends.high - low) / LINEAR_STEPS);
        let start = libm::floor(low / step) * step;
        let count = (libm::floor((ends.high - start) / step) as usize + 1).min(2 * LINEAR_STEPS as usize);
        Self::between((0..=count).map(|edge| r6(start + step * edge as f64)).collect(), &ends, false)
    }

    /// Steps that grow with the value. Values that are not above zero are in the first.
    pub(crate) fn logarithmic(values: &[f64]) -> Self {
        let positive: Vec<f64> = values.iter().copied().filter(|value| r6(*value) > 0.0).collect();
        let Some(ends) = Ends::of(&positive) else { return Self::default() };
        let lowest = libm::floor(libm::log10(ends.low)) as i32;
        let highest = libm::floor(libm::log10(ends.high)) as i32 + 1;
        let of_power = |power: i32| LOG_EDGES.map(|edge| edge * libm::pow(10.0, f64::from(power)));
        let all: Vec<f64> = (lowest..=highest).flat_map(of_power).collect();
        let first = all.iter().rposition(|edge| *edge <= ends.low).unwrap_or(0);
        let last = all.iter().position(|edge| *edge > ends.high).unwrap_or(all.len() - 1).max(first + 1);
        let mut bins = Self::between(all[first..=last].to_vec(), &ends, true);
        bins.open.0 |= positive.len() < values.len();
        bins
    }

    fn between(edges: Vec<f64>, ends: &Ends, log: bool) -> Self {
        let open = (ends.least < edges[0], ends.greatest >= edges[edges.len() - 1]);
        Self { edges, open, log }
    }

    /// How many steps there are.
    pub(crate) fn count(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The step of a value; nothing without steps.
    pub(crate) fn of(&self, value: f64) -> Option<usize> {
        let last = self.count().checked_sub(1)?;
        let from = self.edges.partition_point(|edge| *edge <= r6(value));
        Some(from.saturating_sub(1).min(last))
    }

    /// A step's name: from and to.
    pub(crate) fn name(&self, step: usize) -> String {
        let edge = |edge: usize| f64_text(r6(self.edges[edge]));
        match (step == 0 && self.open.0, step + 1 == self.count() && self.open.1) {
            (true, true) => "all".to_owned(),
            (true, _) => format!("below {}", edge(1)),
            (_, true) => format!("{} and more", edge(step)),
            _ => format!("{}–{}", edge(step), edge(step + 1)),
        }
    }

    /// Which steps have one of these names.
    pub(crate) fn flags(&self, names: &[String]) -> Vec<bool> {
        (0..self.count()).map(|step| names.contains(&self.name(step))).collect()
    }

    /// How far along a step (0..1) a value stands, if it stands in it.
    pub(crate) fn place(&self, step: usize, value: f64) -> Option<f64> {
        if self.of(value) != Some(step) {
            return None;
        }
        let (from, to) = (self.edges[step], self.edges[step + 1]);
        let share = if self.log && value > 0.0 {
            libm::log(value / from) / libm::log(to / from)
        } else {
            (value - from) / (to - from)
        };
        Some(share.clamp(0.0, 1.0))
    }
}

/// The ends of some values, with and without the tails.
struct Ends {
    least: f64,
    low: f64,
    high: f64,
    greatest: f64,
}

impl Ends {
    fn of(values: &[f64]) -> Option<Self> {
        let last = values.len().checked_sub(1)?;
        let mut rounded = passes::collect(values.len(), |place| r6(values[place]));
        let tail = (values.len() as f64 * TAIL) as usize;
        let mut at = |rank: usize| *rounded.select_nth_unstable_by(rank, f64::total_cmp).1;
        Some(Self { least: at(0), low: at(tail), high: at(last - tail), greatest: at(last) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_step() {
        let values: Vec<f64> = (0..500).map(|value| f64::from(value) * 1.7).collect();
        let bins = Bins::linear(&values);
        let label = |value: f64| bins.of(value).map(|step| bins.name(step));
        assert_eq!((label(0.0).as_deref(), label(59.5).as_deref()), (Some("0–50"), Some("50–100")));
        assert_eq!(bins.of(1e9), Some(bins.count() - 1));
        assert_eq!(bins.place(1, 75.0), Some(0.5));
        assert_eq!(bins.place(0, 75.0), None);
    }

    #[test]
    fn odd_bases_give_steps_too() {
        assert_eq!((Bins::linear(&[]).count(), Bins::linear(&[]).of(1.0)), (0, None));
        assert_eq!(Bins::linear(&[0.0, 0.0]).of(0.0), Some(0));
        let returns = Bins::linear(&[-30.0, 10.0, 20.0]);
        assert_eq!(returns.of(-30.0).map(|step| returns.name(step)).as_deref(), Some("-30–-25"));
        assert!(Bins::linear(&[1e15, 1.0, -1e15]).count() < 60);
        assert_eq!(Bins::logarithmic(&[-5.0, 0.0]).count(), 0);
        assert_eq!(Bins::logarithmic(&[7.0]).count(), 1);
    }

    #[test]
    fn logarithmic_steps_grow_and_take_everyone() {
        let values = [-4.0, 0.0, 0.4, 12.0, 60.0, 900.0];
        let bins = Bins::logarithmic(&values);
        assert!(values.iter().all(|value| bins.of(*value).is_some()));
        assert_eq!(bins.name(0), "below 0.5");
        assert_eq!(bins.of(12.0).map(|step| bins.name(step)).as_deref(), Some("10–15"));
        assert_eq!(bins.of(-4.0), Some(0));
        assert_eq!(bins.flags(&["10–15".to_owned()]).iter().filter(|flag| **flag).count(), 1);
    }
}
