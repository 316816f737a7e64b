//! How much customers spend on a purchase day: one distribution for all, or means that differ between customers.
//!
//! - Pooled: amounts follow one Gamma distribution.
//! - Gamma-Gamma: its rate differs between customers by another Gamma distribution (Fader and Hardie 2013, "The
//!   Gamma-Gamma Model of Monetary Value").

use special::Gamma;

use super::maximize::{Point, climb};
use super::{Choice, History, Verdict};

/// A value model with its parameters; mean and v in money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueModel {
    /// The mean amount of all purchase days after the first.
    Pooled { mean: f64 },
    /// Amounts have shape p; their rates have shape q and rate v.
    GammaGamma { p: f64, q: f64, v: f64 },
}

impl ValueModel {
    /// What tables and screens call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pooled { .. } => "pooled",
            Self::GammaGamma { .. } => "gamma_gamma",
        }
    }

    /// Its parameters by name; mean and v in money.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        match *self {
            Self::Pooled { mean } => vec![("mean", mean)],
            Self::GammaGamma { p, q, v } => vec![("p", p), ("q", q), ("v", v)],
        }
    }

    /// The mean amount expected of a customer's purchase day, in money. By Gamma-Gamma it lies between the customer's
    /// own mean and that of all, the nearer to the own the more purchases there are (Fader and Hardie 2013).
    pub fn expected_amount(&self, history: &History) -> f64 {
        match *self {
            Self::Pooled { mean } => mean,
            Self::GammaGamma { p, q, v } => {
                let everyone = p * v / (q - 1.0);
                if history.frequency == 0 {
                    return everyone;
                }
                let evidence = p * f64::from(history.frequency);
                let weight = evidence / (evidence + q - 1.0);
                (1.0 - weight) * everyone + weight * history.monetary
            }
        }
    }
}

/// Pearson's correlation of frequency and mean amount over the customers who came back, -1..1; none where either is the
/// same for all. The value models take the two to be independent.
pub fn frequency_value_correlation(histories: &[History]) -> Option<f64> {
    let repeats = || histories.iter().filter(|history| history.frequency > 0);
    let pairs = || repeats().map(|history| (f64::from(history.frequency), history.monetary));
    let count = pairs().count() as f64;
    let (mean_x, mean_m) = (pairs().map(|(x, _)| x).sum::<f64>() / count, pairs().map(|(_, m)| m).sum::<f64>() / count);
    let (mut xx, mut mm, mut xm) = (0.0, 0.0, 0.0);
    for (x, m) in pairs() {
        xx += (x - mean_x) * (x - mean_x);
        mm += (m - mean_m) * (m - mean_m);
        xm += (x - mean_x) * (m - mean_m);
    }
    let spread = libm::sqrt(xx) * libm::sqrt(mm);
    (spread > 0.0).then(|| xm / spread)
}

/// Fits both models to the histories with a purchase after the first; there is one, and their amounts are positive.
pub(super) fn choose(histories: &[History], min_gain: f64) -> Choice<ValueModel> {
    let spending = Spending::new(histories);
    // From the mean with amounts relative to their mean to the sum in money.
    let in_money = |mean: f64| (mean - libm::log(spending.mean)) * spending.customers;
    // Its shape may grow without end, where all amounts are equal; its mean is all that predictions take from it.
    let pooled = climb([0.0], |at| spending.pooled(at));
    let mut choice = Choice::start(ValueModel::Pooled { mean: spending.mean }, in_money(pooled.value));

    let search = |start| climb(start, |at| spending.gamma_gamma(at));
    let peak = search([0.1; 3]).or_higher(search([0.0, 1.0, 0.0]));
    let [p, q, v] = peak.at.map(libm::exp);
    let flaw = match (peak.converged, q > 1.0) {
        (false, _) => Some(Verdict::NotConverged),
        (true, false) => Some(Verdict::NoMean),
        (true, true) => None,
    };
    choice.offer(ValueModel::GammaGamma { p, q, v: v * spending.mean }, in_money(peak.value), flaw, min_gain);
    choice
}

/// The amounts of the customers who came back, as the likelihoods need them.
#[derive(Debug, Clone)]
pub(super) struct Spending {
    customers: f64,
    /// Of all purchase days after the first, in money: the unit of the amounts below.
    mean: f64,
    /// The mean logarithm of the customers' mean amounts.
    mean_log: f64,
    /// By frequency, rising.
    blocks: Vec<Block>,
}

/// Customers of one frequency x.
#[derive(Debug, Clone)]
struct Block {
    x: f64,
    customers: f64,
    /// Sums over them of the logarithm of the mean amount, and of that amount.
    logs: f64,
    amounts: f64,
    /// What each spent in all, x·m, with how many did.
    totals: Vec<(f64, f64)>,
}

impl Spending {
    /// Counts. Sums run in sorted order, so that the order of the histories leaves no trace.
    pub(super) fn new(histories: &[History]) -> Self {
        let repeats = histories.iter().filter(|history| history.frequency > 0);
        let mut sorted: Vec<(u32, f64)> = repeats.map(|history| (history.frequency, history.monetary)).collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let purchases: f64 = sorted.iter().map(|(x, _)| f64::from(*x)).sum();
        let mean = sorted.iter().map(|(x, m)| f64::from(*x) * m).sum::<f64>() / purchases;
        let blocks: Vec<Block> = sorted
            .chunk_by(|a, b| a.0 == b.0)
            .map(|block| {
                let x = f64::from(block[0].0);
                Block {
                    x,
                    customers: block.len() as f64,
                    logs: block.iter().map(|(_, m)| libm::log(m / mean)).sum(),
                    amounts: block.iter().map(|(_, m)| m / mean).sum(),
                    totals: block
                        .chunk_by(|a, b| a == b)
                        .map(|equal| (x * equal[0].1 / mean, equal.len() as f64))
                        .collect(),
                }
            })
            .collect();
        let customers = sorted.len() as f64;
        Self { customers, mean, mean_log: blocks.iter().map(|block| block.logs).sum::<f64>() / customers, blocks }
    }

    /// The mean log-likelihood of one Gamma distribution with mean 1 for all, at the logarithm of its shape.
    pub(super) fn pooled(&self, at: &[f64; 1]) -> Point<1> {
        let p = libm::exp(at[0]);
        let (mut value, mut gradient, mut hessian) = (0.0, 0.0, 0.0);
        for block in &self.blocks {
            let px = p * block.x;
            let log = libm::log(px);
            let excess = block.logs - block.amounts;
            value += block.customers * (px * log - libm::lgamma(px)) + px * excess;
            let slope = px * (block.customers * (log + 1.0 - px.digamma()) + excess);
            gradient += slope;
            hessian += slope + block.customers * px * (1.0 - px * px.trigamma());
        }
        Point {
            value: value / self.customers - self.mean_log,
            gradient: [gradient / self.customers],
            hessian: [[hessian / self.customers]],
        }
    }

    /// The mean log-likelihood of the Gamma-Gamma model at (ln p, ln q, ln v), v and amounts relative to their mean.
    ///
    /// q ln v + px ln xm − (px+q) ln(xm+v) is px·ln y − (px+q)·ln(1+y) with y = xm/v, so that no large terms cancel.
    pub(super) fn gamma_gamma(&self, at: &[f64; 3]) -> Point<3> {
        let [p, q, v] = at.map(libm::exp);
        let mut value = -self.customers * libm::lgamma(q);
        let mut gradient = [0.0, -self.customers * q * q.digamma(), 0.0];
        let mut hessian = [[0.0; 3]; 3];
        hessian[1][1] = gradient[1] - self.customers * q * q * q.trigamma();
        for block in &self.blocks {
            // Over the customers: sums of ln(1+y), of the share y/(1+y), and of share·(1−share).
            let (mut logs, mut shares, mut bends) = (0.0, 0.0, 0.0);
            for (total, customers) in &block.totals {
                let y = total / v;
                let share = y / (1.0 + y);
                logs += customers * libm::log1p(y);
                shares += customers * share;
                bends += customers * share * (1.0 - share);
            }
            let (n, px) = (block.customers, p * block.x);
            let both = px + q;
            // Σ ln y.
            let log_y = block.logs + n * (libm::log(block.x) - at[2]);
            value += n * (libm::lgamma(both) - libm::lgamma(px)) + px * log_y - both * logs;
            let slope_p = px * (n * (both.digamma() - px.digamma()) + log_y - logs);
            let slope_q = q * (n * both.digamma() - logs);
            let bend = n * both.trigamma();
            gradient[0] += slope_p;
            gradient[1] += slope_q;
            gradient[2] += both * shares - n * px;
            hessian[0][0] += slope_p + px * px * (bend - n * px.trigamma());
            hessian[1][0] += px * q * bend;
            hessian[1][1] += slope_q + q * q * bend;
            hessian[2][0] += px * (shares - n);
            hessian[2][1] += q * shares;
            hessian[2][2] -= both * bends;
        }
        Point {
            value: value / self.customers - self.mean_log,
            gradient: gradient.map(|slope| slope / self.customers),
            hessian: hessian.map(|row| row.map(|bend| bend / self.customers)),
        }
    }
}
