//! Tests of rates: exact binomial, Wilson interval, Benjamini-Hochberg (spec stores.md, section 6, "status_anomalies").

use libm::{exp, log, sqrt};
use special::Gamma;

/// The 97.5 % point of the normal distribution.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// P(X ≥ k) for X ~ Bin(n, p). Summed term by term from the side with fewer terms that matter; exact to about 1e-12.
pub fn binomial_tail(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return 1.0;
    }
    if k > n || p <= 0.0 {
        return 0.0;
    }
    let mean = n as f64 * p;
    if k as f64 > mean {
        return upward(k, n, p).min(1.0);
    }
    // The terms below k fall as they go down from k - 1.
    let mut term = density(k - 1, n, p);
    let mut sum = 0.0;
    let mut place = k - 1;
    loop {
        sum += term;
        if place == 0 || term < sum * f64::EPSILON {
            break;
        }
        term *= place as f64 * (1.0 - p) / ((n - place + 1) as f64 * p);
        place -= 1;
    }
    (1.0 - sum).clamp(0.0, 1.0)
}

/// The terms from k on, which fall.
fn upward(k: u64, n: u64, p: f64) -> f64 {
    let mut term = density(k, n, p);
    let mut sum = 0.0;
    for place in k..=n {
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
        term *= (n - place) as f64 * p / ((place + 1) as f64 * (1.0 - p));
    }
    sum
}

fn density(k: u64, n: u64, p: f64) -> f64 {
    let factorial = |value: u64| Gamma::ln_gamma(value as f64 + 1.0).0;
    let (k_f, rest) = (k as f64, (n - k) as f64);
    exp(factorial(n) - factorial(k) - factorial(n - k)
        + k_f * log(p)
        + if rest > 0.0 { rest * log(1.0 - p) } else { 0.0 })
}

/// The Wilson score interval of k of n at the normal quantile z, cut to 0..1. `n` is above 0.
pub fn wilson(k: u64, n: u64, z: f64) -> (f64, f64) {
    let (n, rate) = (n as f64, k as f64 / n as f64);
    let square = z * z;
    let centre = rate + square / (2.0 * n);
    let margin = z * sqrt(rate * (1.0 - rate) / n + square / (4.0 * n * n));
    let scale = 1.0 + square / n;
    // At the ends the roots are 0 and 1; rounding would leave a trace beside them.
    let low = if k == 0 { 0.0 } else { ((centre - margin) / scale).max(0.0) };
    let high = if rate >= 1.0 { 1.0 } else { ((centre + margin) / scale).min(1.0) };
    (low, high)
}

/// The q-values of p-values, in their order (Benjamini and Hochberg 1995).
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len() as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|left, right| p_values[*left].total_cmp(&p_values[*right]));
    let mut q_values = vec![0.0; p_values.len()];
    let mut least = 1.0f64;
    for (place, index) in order.into_iter().enumerate().rev() {
        least = least.min(p_values[index] * count / (place as f64 + 1.0));
        q_values[index] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() <= 1e-10 * right.abs().max(1e-3)
    }

    #[test]
    fn tails_are_exact() {
        // By hand: 1 - 0.9^10, 0.1^10, and 46/64 of 6 fair coins having at least 2... see each.
        assert!(close(binomial_tail(1, 10, 0.1), 1.0 - 0.348_678_440_1));
        assert!(close(binomial_tail(10, 10, 0.1), 1e-10));
        assert!(close(binomial_tail(2, 6, 0.5), 57.0 / 64.0));
        assert!(close(binomial_tail(3, 6, 0.5), 42.0 / 64.0));
        assert!((binomial_tail(0, 5, 0.3), binomial_tail(6, 5, 0.3), binomial_tail(1, 5, 0.0)) == (1.0, 0.0, 0.0));
        // Both sides of the mean meet: P(X ≥ k) falls by the density.
        for k in 1..200 {
            let step = binomial_tail(k, 200, 0.37) - binomial_tail(k + 1, 200, 0.37);
            assert!((step - density(k, 200, 0.37)).abs() < 1e-13, "{k}");
        }
    }

    #[test]
    fn intervals_and_q_values() {
        let (low, high) = wilson(5, 10, Z_95);
        assert!(close(low, 0.236_593_090_510_993_4) && close(high, 0.763_406_909_489_006_6), "{low} {high}");
        assert_eq!(wilson(0, 3, Z_95).0, 0.0);
        let q_values = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.5]);
        let expected = [0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5];
        assert!(q_values.iter().zip(expected).all(|(left, right)| close(*left, right)), "{q_values:?}");
    }
}
