//! What the models say of every customer.

use super::{History, Models};
use crate::engine::passes;

/// The horizons of the expected purchases, in days.
pub const HORIZONS: [f64; 3] = [90.0, 180.0, 365.0];
/// A month of the customer value, in days.
const MONTH: f64 = 30.0;

/// How the value of a customer is summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// How many months of 30 days count.
    pub months: u32,
    /// Next month's money is worth 1 / (1 + this).
    pub monthly_discount_rate: f64,
}

/// Predictions by customer, in the order of the histories.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The chance that the customer has not stopped, 0..1; see [`super::purchase::PurchaseModel::p_alive`].
    pub p_alive: Vec<f64>,
    /// Purchases expected within each of [`HORIZONS`].
    pub purchases: [Vec<f64>; HORIZONS.len()],
    /// Mean amount expected of a purchase day, in money.
    pub amount: Vec<f64>,
    /// Money expected over the outlook's months, discounted month by month.
    pub value: Vec<f64>,
}

/// What hangs on frequency and age alone: the costly part, made once for all customers who share them.
#[derive(Debug, Clone, Copy, Default)]
struct IfAlive {
    purchases: [f64; HORIZONS.len()],
    /// Purchases over the outlook's months, discounted.
    discounted: f64,
}

impl Models {
    /// Predicts for every history.
    pub fn forecast(&self, histories: &[History], outlook: &Outlook) -> Forecast {
        let model = self.purchase.kept.model;
        let blank = || vec![0.0; histories.len()];
        let mut forecast =
            Forecast { p_alive: blank(), purchases: std::array::from_fn(|_| blank()), amount: blank(), value: blank() };
        let mut order = passes::collect(histories.len(), |position| {
            let history = &histories[position];
            (history.frequency, history.age, history.recency, position as u32)
        });
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        for same in order.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
            let if_alive = self.if_alive(same[0].0, same[0].1, outlook);
            for equal in same.chunk_by(|a, b| a.2 == b.2) {
                let p_alive = model.p_alive(&histories[equal[0].3 as usize]);
                passes::for_each(equal.len(), |place| {
                    let position = equal[place].3 as usize;
                    let amount = self.value.kept.model.expected_amount(&histories[position]);
                    forecast.p_alive[position] = p_alive;
                    for (column, purchases) in forecast.purchases.iter_mut().zip(if_alive.purchases) {
                        column[position] = p_alive * purchases;
                    }
                    forecast.amount[position] = amount;
                    forecast.value[position] = amount * p_alive * if_alive.discounted;
                });
            }
        }
        forecast
    }

    fn if_alive(&self, frequency: u32, age: f64, outlook: &Outlook) -> IfAlive {
        let expected = |days: f64| self.purchase.kept.model.expected_if_alive(frequency, age, days);
        let (mut discounted, mut before, mut factor) = (0.0, 0.0, 1.0);
        for month in 1..=outlook.months {
            let until = expected(MONTH * f64::from(month));
            factor /= 1.0 + outlook.monthly_discount_rate;
            discounted += (until - before) * factor;
            before = until;
        }
        IfAlive { purchases: HORIZONS.map(expected), discounted }
    }
}
