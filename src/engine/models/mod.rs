//! How often customers will buy again, and for how much (spec sales.md, section 6).
//!
//! Plain mathematics: no tables, no clock, and only `libm`, so that the browser and the command line reach the same
//! bits. Reading order: [`purchase`] and [`value`] hold the models and choose among them, `likelihood` what they
//! maximise and `maximize` how, [`forecast`] what they say of each customer.

pub mod forecast;
mod hypergeometric;
mod likelihood;
mod maximize;
mod panel;
pub mod purchase;
pub mod rates;
#[cfg(test)]
mod tests;
pub mod value;

use purchase::PurchaseModel;
use value::ValueModel;

use crate::base::format::r6;

/// What the models know of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Days with a purchase after the first (x).
    pub frequency: u32,
    /// Days from the first purchase to the last (t).
    pub recency: f64,
    /// Days from the first purchase to the day of the analysis (T).
    pub age: f64,
    /// Mean amount of the purchase days after the first (m); not read where there are none.
    pub monetary: f64,
}

/// More purchase days than anyone has: a count beyond it is a mistake, and would take memory by its size.
const MOST_PURCHASES: u32 = 1_000_000;

impl History {
    /// Whether a customer can have it: 0 ≤ recency ≤ age, and a positive amount for those who came back.
    fn is_possible(&self) -> bool {
        let times = 0.0 <= self.recency && self.recency <= self.age && self.age.is_finite();
        let money = self.frequency == 0 || (self.monetary > 0.0 && self.monetary.is_finite());
        times && money && self.frequency <= MOST_PURCHASES
    }
}

/// When to fit at all, and when a richer model is worth having.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Fewer customers: no model.
    pub min_customers: usize,
    /// Fewer customers with a purchase after the first: no model. At least one is always needed.
    pub min_repeat_customers: usize,
    /// A richer model must raise the log-likelihood by more than this.
    pub min_gain: f64,
}

/// Why there is no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFitted {
    /// There are only so many customers.
    TooFewCustomers { customers: usize, needed: usize },
    /// Only so many customers bought again.
    TooFewRepeatCustomers { customers: usize, needed: usize },
    /// Everyone first bought on the day of the analysis: no time has passed.
    NoTime,
    /// The history at this position is none that a customer can have: see [`History`].
    Impossible { position: usize },
}

/// The models kept for a customer base.
#[derive(Debug, Clone, PartialEq)]
pub struct Models {
    /// How often customers buy; from all histories.
    pub purchase: Choice<PurchaseModel>,
    /// How much they spend when they do; from the histories with a purchase after the first.
    pub value: Choice<ValueModel>,
}

/// Fits the models and keeps the richest that the data carry. The order of the histories makes no difference.
///
/// # Errors
/// Says why there is no model.
pub fn fit(histories: &[History], rules: &Rules) -> Result<Models, NotFitted> {
    if histories.len() < rules.min_customers {
        return Err(NotFitted::TooFewCustomers { customers: histories.len(), needed: rules.min_customers });
    }
    if let Some(position) = histories.iter().position(|history| !history.is_possible()) {
        return Err(NotFitted::Impossible { position });
    }
    // Without any, the rate would be zero and its logarithm nothing.
    let needed = rules.min_repeat_customers.max(1);
    let customers = histories.iter().filter(|history| history.frequency > 0).count();
    if customers < needed {
        return Err(NotFitted::TooFewRepeatCustomers { customers, needed });
    }
    if histories.iter().all(|history| history.age <= 0.0) {
        return Err(NotFitted::NoTime);
    }
    Ok(Models {
        purchase: purchase::choose(histories, rules.min_gain),
        value: value::choose(histories, rules.min_gain),
    })
}

/// A model and how it did against the one kept before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial<M> {
    pub model: M,
    /// Summed over the customers, with time in days and amounts in money.
    pub log_likelihood: f64,
    /// Above the model kept until then; none for the first.
    pub gain: Option<f64>,
    pub verdict: Verdict,
}

/// What became of a model that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Taken in place of the one before it, or as the first.
    Taken,
    /// It says too little more than the simpler model to be worth its parameters.
    SmallGain,
    /// Its likelihood has no highest point within range: the data do not determine it.
    NotConverged,
    /// Its mean is infinite.
    NoMean,
}

/// The models tried, from the simplest to the richest; the last one taken is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<M> {
    /// The model kept.
    pub kept: Trial<M>,
    /// All that were tried, in order.
    pub trials: Vec<Trial<M>>,
}

impl<M: Copy> Choice<M> {
    /// Begins with the simplest model, which needs no comparison.
    fn start(model: M, log_likelihood: f64) -> Self {
        let kept = Trial { model, log_likelihood, gain: None, verdict: Verdict::Taken };
        Self { kept, trials: vec![kept] }
    }

    /// Tries a richer model; `flaw` is what rules it out whatever it gains.
    fn offer(&mut self, model: M, log_likelihood: f64, flaw: Option<Verdict>, min_gain: f64) {
        let gain = log_likelihood - self.kept.log_likelihood;
        let verdict = flaw.unwrap_or(if r6(gain) > r6(min_gain) { Verdict::Taken } else { Verdict::SmallGain });
        let trial = Trial { model, log_likelihood, gain: Some(gain), verdict };
        self.trials.push(trial);
        if verdict == Verdict::Taken {
            self.kept = trial;
        }
    }
}
