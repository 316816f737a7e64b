//! How often customers buy: a constant rate, rates that differ between customers, and customers who may stop.
//!
//! - Poisson: everyone buys at one rate.
//! - NBD: rates differ by a Gamma distribution (Ehrenberg 1959, "The Pattern of Consumer Purchases").
//! - BG/NBD: and after each purchase a customer may stop for good, with a chance that differs by a Beta distribution
//!   (Fader, Hardie and Lee 2005, "'Counting Your Customers' the Easy Way: An Alternative to the Pareto/NBD Model").

use super::hypergeometric::scaled;
use super::likelihood;
use super::maximize::climb;
use super::panel::Panel;
use super::{Choice, History, Verdict};

/// A purchase model with its parameters; α in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PurchaseModel {
    /// Purchases per day.
    Poisson { rate: f64 },
    /// The Gamma distribution of the rates: shape r, rate α.
    Nbd { r: f64, alpha: f64 },
    /// And the Beta distribution of the chance to stop: a, b.
    BgNbd { r: f64, alpha: f64, a: f64, b: f64 },
}

/// Fits the three models, from the simplest to the richest. The histories are possible ones, with a purchase after the
/// first and an age above zero among them.
pub(super) fn choose(histories: &[History], min_gain: f64) -> Choice<PurchaseModel> {
    let panel = Panel::new(histories);
    let log_unit = libm::log(panel.longest);
    // From the mean with scaled times to the sum with times in days: each purchase is a density over time.
    let in_days = |mean: f64| mean * panel.customers - panel.purchases * log_unit;
    let flaw = |converged: bool| (!converged).then_some(Verdict::NotConverged);

    let rate = panel.purchases / panel.exposure;
    let mut choice = Choice::start(PurchaseModel::Poisson { rate }, panel.purchases * (libm::log(rate) - 1.0));

    let nbd = climb([0.0; 2], |at| likelihood::nbd(&panel, at));
    let [r, alpha] = nbd.at.map(libm::exp);
    let model = PurchaseModel::Nbd { r, alpha: alpha * panel.longest };
    choice.offer(model, in_days(nbd.value), flaw(nbd.converged), min_gain);

    // The first start is that of Python's `lifetimes`; the second sets out from the model without stopping.
    let search = |start| climb(start, |at| likelihood::bgnbd(&panel, at));
    let bgnbd = search([0.1; 4]).or_higher(search([nbd.at[0], nbd.at[1], 0.0, 1.4]));
    let [r, alpha, a, b] = bgnbd.at.map(libm::exp);
    let model = PurchaseModel::BgNbd { r, alpha: alpha * panel.longest, a, b };
    choice.offer(model, in_days(bgnbd.value), flaw(bgnbd.converged), min_gain);
    choice
}

impl PurchaseModel {
    /// What tables and screens call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Poisson { .. } => "poisson",
            Self::Nbd { .. } => "nbd",
            Self::BgNbd { .. } => "bgnbd",
        }
    }

    /// Its parameters by name; α in days, the rate per day.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        match *self {
            Self::Poisson { rate } => vec![("rate", rate)],
            Self::Nbd { r, alpha } => vec![("r", r), ("alpha", alpha)],
            Self::BgNbd { r, alpha, a, b } => vec![("r", r), ("alpha", alpha), ("a", a), ("b", b)],
        }
    }

    /// The chance, 0..1, that a customer has not stopped. By construction 1 where there is no purchase after the first,
    /// and in a model without stopping: no figure for retention. (Fader, Hardie and Lee 2008, "Computing P(alive)
    /// Using the BG/NBD Model".)
    pub fn p_alive(&self, history: &History) -> f64 {
        match *self {
            Self::BgNbd { r, alpha, a, b } if history.frequency > 0 => {
                let x = f64::from(history.frequency);
                let silence = libm::log((alpha + history.age) / (alpha + history.recency));
                let log_odds = libm::log(a / (b + x - 1.0)) + (r + x) * silence;
                1.0 / (1.0 + libm::exp(log_odds))
            }
            _ => 1.0,
        }
    }

    /// Purchases expected of a customer in the next `days`.
    pub fn expected_purchases(&self, history: &History, days: f64) -> f64 {
        self.p_alive(history) * self.expected_if_alive(history.frequency, history.age, days)
    }

    /// Purchases expected in the next `days` of a customer of this frequency and age who has not stopped by now.
    pub fn expected_if_alive(&self, frequency: u32, age: f64, days: f64) -> f64 {
        let x = f64::from(frequency);
        match *self {
            Self::Poisson { rate } => rate * days,
            Self::Nbd { r, alpha } => (r + x) / (alpha + age) * days,
            Self::BgNbd { r, alpha, a, b } => stopping(r + x, alpha + age, a, b + x, days),
        }
    }
}

/// Closer to 1 than this, a is moved away from it, where the formula divides by zero.
const NEAR_ONE: f64 = 1e-6;
/// Below this, the signs of Euler's series alternate long enough to cost digits.
const MOST_NEGATIVE: f64 = -8.0;

/// Equation (10) of Fader, Hardie and Lee (2005) without its denominator, p_alive; shape = r+x, rate = α+T, b = b+x.
fn stopping(shape: f64, rate: f64, a: f64, b: f64, days: f64) -> f64 {
    let a = if (a - 1.0).abs() < NEAR_ONE { 1.0 + NEAR_ONE } else { a };
    let c = a + b - 1.0;
    let z = days / (rate + days);
    let log_rest = -libm::log1p(days / rate);
    // The published series and Euler's transform of it have the same value. Euler's needs few terms, unless a is so
    // large that they grow first.
    let euler = (c - shape, a - 1.0);
    let stayed = if euler.0 >= MOST_NEGATIVE && a <= shape + 1.0 {
        scaled(euler.0, euler.1, c, z, (a - 1.0) * log_rest)
    } else {
        scaled(shape, b, c, z, shape * log_rest)
    };
    (c - stayed) / (a - 1.0)
}
