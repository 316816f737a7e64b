//! The Gauss hypergeometric function by its power series.

/// The series ends where a term no longer changes the sum.
const LAST_TERM: f64 = 1e-17;
/// Only where a customer's α+T is a matter of seconds does the series run this long; the sum is then cut short.
const MOST_TERMS: u32 = 10_000_000;
/// A term above this is made smaller, and the sum with it, before they overflow. A product: the compiler takes it in
/// every round, where a quotient would make the loop three times as slow.
const TOO_LARGE: f64 = 1e200;
const SMALLER: f64 = 1e-200;

/// c·₂F₁(a, b; c; z)·e^`log_factor` for 0 ≤ z < 1 and c > −1.
///
/// With the factor c the function is finite at c = 0 too; the other factor is given as a logarithm because it may be
/// too small for a number where the function is too large for one.
pub(super) fn scaled(a: f64, b: f64, c: f64, z: f64, log_factor: f64) -> f64 {
    let (mut sum, mut scale) = (c, log_factor);
    let mut term = a * b * z;
    for k in 1..MOST_TERMS {
        sum += term;
        if term.abs() <= LAST_TERM * sum.abs() {
            break;
        }
        let k = f64::from(k);
        term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        if term.abs() > TOO_LARGE {
            (term, sum) = (term * SMALLER, sum * SMALLER);
            scale -= libm::log(SMALLER);
        }
    }
    sum * libm::exp(scale)
}

#[cfg(test)]
mod tests {
    use super::scaled;

    /// Against mpmath 1.4 with 50 digits: a, b, c, z, ₂F₁(a, b; c; z).
    const REFERENCE: &[[f64; 5]] = &[
        [1.98, -0.207, 4.219, 0.5, 0.9445221647730013],
        [1.98, -0.207, 2.219, 0.9, 0.6899917440944043],
        [0.5, 0.5, 1.5, 0.3, 1.058272536745462],
        [1.0, 1.0, 2.0, 0.999, 6.914669948931067],
        [-1.3, -0.9, 0.4, 0.7, 3.0306960773472045],
        [-6.5, -0.4, 0.3, 0.95, 4.770452264130598],
        [24.243, 26.426, 28.219, 0.3, 3248.110448238368],
        [0.243, 2.426, 2.219, 0.99, 4.375261367408537],
        [10000.0, 0.5, 10003.0, 0.6, 1.5807833404207279],
        [2.5, 40.0, 60.0, 0.8, 7.04850211085821],
        [1e-06, 1.7, 2.7, 0.97, 1.0000012072378195],
        [120.0, 80.0, 300.0, 0.5, 162888037.00338843],
        [-0.5, 2.0, -0.25, 0.1, 1.44515630982935],
    ];

    #[test]
    fn it_agrees_with_reference_values() {
        for [a, b, c, z, expected] in REFERENCE {
            let found = scaled(*a, *b, *c, *z, 0.0) / c;
            assert!((found / expected - 1.0).abs() < 1e-13, "2F1({a}, {b}; {c}; {z}) = {found}, not {expected}");
        }
    }

    #[test]
    fn a_value_beyond_all_numbers_is_brought_back_by_its_factor() {
        // ₂F₁(a, b; a; z) = (1 − z)^−b.
        let log = -5000.0 * libm::log1p(-0.5);
        let found = scaled(3.5, 5000.0, 3.5, 0.5, -log);
        assert!((found / 3.5 - 1.0).abs() < 1e-9, "{found}");
    }

    #[test]
    fn at_c_zero_the_limit_comes_out() {
        // c·₂F₁(a, b; c; z) tends to a·b·z·₂F₁(a+1, b+1; 2; z).
        let limit = 0.3 * 0.7 * 0.4 * scaled(1.3, 1.7, 2.0, 0.4, 0.0) / 2.0;
        assert!((scaled(0.3, 0.7, 0.0, 0.4, 0.0) / limit - 1.0).abs() < 1e-14);
        assert!(scaled(0.0, 0.7, 0.0, 0.4, 0.0).abs() < 1e-300);
    }
}
