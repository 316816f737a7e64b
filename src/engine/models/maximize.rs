//! The highest point of a smooth function of few variables.
//!
//! Newton's method kept inside a ball that grows and shrinks with its success (Nocedal and Wright, *Numerical
//! Optimization*, 2006, algorithm 4.1 and section 4.3). The likelihoods here give their second derivatives in the same
//! pass as their values, so that nothing is left for a quasi-Newton method to guess, and flat ridges, on which it would
//! crawl, are walked in a few steps.

/// The search stops here: the largest component of the gradient of the mean log-likelihood.
const STOP: f64 = 1e-10;
/// Up to this gradient, where rounding lets no step climb further, a search has still arrived.
const ARRIVED: f64 = 1e-7;
/// Log parameters beyond this are no result: the likelihood rises without end.
const RANGE: f64 = 12.0;
const MOST_ITERATIONS: usize = 2_000;
/// What rounding does to a mean of many terms, relative to it: a smaller gain is no longer seen in the values.
const NOISE: f64 = 1e-13;
/// The longest step: beyond it no likelihood looks like its second-order expansion.
const LONGEST_STEP: f64 = 4.0;
/// A search that strays this far does not come back.
const LOST: f64 = RANGE + LONGEST_STEP;
/// Enough halvings to place the damping to the last bit.
const HALVINGS: usize = 60;

/// A function's value with its first and second derivatives.
#[derive(Debug, Clone)]
pub(super) struct Point<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    /// Symmetric: only the lower triangle, column ≤ row, is filled and read.
    pub(super) hessian: [[f64; N]; N],
}

/// Where a search ended.
#[derive(Debug, Clone)]
pub(super) struct Peak<const N: usize> {
    pub(super) at: [f64; N],
    pub(super) value: f64,
    /// The gradient vanishes and every variable is within range.
    pub(super) converged: bool,
}

impl<const N: usize> Peak<N> {
    /// The higher of two; where they are equally high but for rounding, the one that converged.
    pub(super) fn or_higher(self, other: Self) -> Self {
        let tie = (self.value - other.value).abs() <= NOISE * (1.0 + self.value.abs());
        let other_wins = if tie { other.converged && !self.converged } else { other.value > self.value };
        if other_wins || self.value.is_nan() { other } else { self }
    }
}

/// Climbs from `start`. The same numbers in give the same numbers out, whatever the machine.
pub(super) fn climb<const N: usize>(start: [f64; N], function: impl Fn(&[f64; N]) -> Point<N>) -> Peak<N> {
    let mut at = start;
    let mut here = function(&at);
    let mut radius = 1.0;
    for _ in 0..MOST_ITERATIONS {
        if !here.value.is_finite() || here.steepest() <= STOP || at.iter().any(|x| x.abs() > LOST) {
            break;
        }
        let step = here.step(radius);
        let expected = here.expected_gain(&step);
        let next_at = std::array::from_fn(|i| at[i] + step[i]);
        let next = function(&next_at);
        // Near the top the gain drowns in rounding, and the gradient alone still tells better from worse.
        let by_value = expected > NOISE * (1.0 + here.value.abs());
        let ratio = (next.value - here.value) / expected;
        let better = if by_value { ratio > 1e-4 } else { next.steepest() < here.steepest() };
        if !better && !by_value {
            break;
        }
        if by_value && (!better || ratio < 0.25) {
            radius = 0.25 * length(&step);
        } else if ratio > 0.75 && length(&step) > 0.9 * radius {
            radius = LONGEST_STEP.min(2.0 * radius);
        }
        if better {
            (at, here) = (next_at, next);
        }
    }
    let converged = here.value.is_finite() && here.steepest() <= ARRIVED && at.iter().all(|x| x.abs() <= RANGE);
    Peak { at, value: here.value, converged }
}

impl<const N: usize> Point<N> {
    /// The largest component of the gradient; NaN if one is.
    fn steepest(&self) -> f64 {
        self.gradient
            .iter()
            .fold(0.0, |most, slope| if slope.abs() > most || slope.is_nan() { slope.abs() } else { most })
    }

    /// What the second-order expansion promises for a step.
    fn expected_gain(&self, step: &[f64; N]) -> f64 {
        let mut gain = 0.0;
        for row in 0..N {
            gain += step[row] * (self.gradient[row] + 0.5 * self.hessian[row][row] * step[row]);
            for column in 0..row {
                gain += step[row] * self.hessian[row][column] * step[column];
            }
        }
        gain
    }

    /// Newton's step if it climbs and stays within `radius`, else the least damped one that does.
    fn step(&self, radius: f64) -> [f64; N] {
        let within = |damping: f64| self.damped(damping).filter(|step| length(step) <= radius);
        if let Some(newton) = within(0.0) {
            return newton;
        }
        // Twice the length of a matrix's lower triangle is more than any of its eigenvalues: with this much the damped
        // matrix is positive definite and the step short enough.
        let size = length(self.hessian.as_flattened());
        let (mut low, mut high) = (0.0, 2.0 * (length(&self.gradient) / radius + size));
        let mut best = within(high);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            match within(middle) {
                Some(step) => (best, high) = (Some(step), middle),
                None => low = middle,
            }
        }
        best.unwrap_or_else(|| self.gradient.map(|slope| slope * radius / length(&self.gradient)))
    }

    /// (−H + damping·I)⁻¹ g by Cholesky's decomposition; nothing when that matrix is not positive definite.
    fn damped(&self, damping: f64) -> Option<[f64; N]> {
        let mut lower = [[0.0; N]; N];
        let mut solution = self.gradient;
        for row in 0..N {
            for column in 0..=row {
                let done: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
                let rest = -self.hessian[row][column] - done;
                if column < row {
                    lower[row][column] = rest / lower[column][column];
                    solution[row] -= lower[row][column] * solution[column];
                } else {
                    let pivot = rest + damping;
                    if pivot.is_nan() || pivot <= 0.0 {
                        return None;
                    }
                    lower[row][row] = libm::sqrt(pivot);
                    solution[row] /= lower[row][row];
                }
            }
        }
        for row in (0..N).rev() {
            for below in row + 1..N {
                solution[row] -= lower[below][row] * solution[below];
            }
            solution[row] /= lower[row][row];
        }
        Some(solution)
    }
}

fn length<'a>(vector: impl IntoIterator<Item = &'a f64>) -> f64 {
    libm::sqrt(vector.into_iter().map(|x| x * x).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's banana turned over: curved, with an indefinite Hessian between the start and the top.
    fn banana(at: &[f64; 2]) -> Point<2> {
        let [x, y] = *at;
        let bend = y - x * x;
        Point {
            value: -(1.0 - x) * (1.0 - x) - 100.0 * bend * bend,
            gradient: [2.0 * (1.0 - x) + 400.0 * x * bend, -200.0 * bend],
            hessian: [[-2.0 + 400.0 * bend - 800.0 * x * x, 0.0], [400.0 * x, -200.0]],
        }
    }

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let peak = climb([-1.2, 1.0], banana);
        assert!(peak.converged);
        assert!(peak.at.iter().all(|x| (x - 1.0).abs() < 1e-10), "{:?}", peak.at);
        let valley = climb([-0.5, 8.0], banana);
        assert!(valley.converged && valley.value > -1e-18, "{valley:?}");
    }

    #[test]
    fn a_ridge_that_rises_forever_is_no_peak() {
        let peak = climb([0.0], |at: &[f64; 1]| {
            let fall = libm::exp(-0.5 * at[0]);
            Point { value: -fall, gradient: [0.5 * fall], hessian: [[-0.25 * fall]] }
        });
        assert!(!peak.converged, "{peak:?}");
    }

    #[test]
    fn what_is_no_number_ends_the_search() {
        let nan = Point { value: f64::NAN, gradient: [0.0], hessian: [[-1.0]] };
        assert!(!climb([0.0], |_| nan.clone()).converged);
        let edge = climb([0.0], |at: &[f64; 1]| Point {
            value: if at[0] > 0.5 { f64::NAN } else { at[0] },
            gradient: [1.0],
            hessian: [[0.0]],
        });
        assert!(!edge.converged && edge.value <= 0.5 && edge.value > 0.499, "{edge:?}");
    }

    #[test]
    fn of_equal_heights_the_one_that_converged_is_kept() {
        let peak = |value, converged| Peak { at: [0.0], value, converged };
        assert!(peak(-3.0, false).or_higher(peak(-3.0 - 1e-14, true)).converged);
        assert!(!peak(-2.9, false).or_higher(peak(-3.0, true)).converged);
        assert!(peak(f64::NAN, false).or_higher(peak(-3.0, true)).converged);
    }
}
