//! The log-likelihoods of the purchase models with their derivatives, each in one pass over the panel.
//!
//! Two identities make them quick and exact at the borders, where r, α or b grow without end: lnΓ(r+x) − lnΓ(r) is the
//! sum of ln(r+i) over i < x, summed over customers by how many exceed i; and r·ln α − (r+x)·ln(α+T) is
//! −(r+x)·ln(1+T/α) − x·ln α. So no difference of large numbers is taken.

use super::maximize::Point;
use super::panel::{Group, Panel};

/// A product is brought to an end well before it overflows; each factor is at most 2.
const LARGE: f64 = 1e300;

/// ln(1+T/α) and T/(α+T) for each of these times: the second is minus the first's derivative in ln α.
fn elapsed(times: impl Iterator<Item = f64>, alpha: f64) -> Vec<(f64, f64)> {
    times.map(|time| (libm::log1p(time / alpha), time / (alpha + time))).collect()
}

/// The mean log-likelihood of the negative binomial model at (ln r, ln α), α and times in units of [`Panel::longest`].
pub(super) fn nbd(panel: &Panel, at: &[f64; 2]) -> Point<2> {
    let (r, alpha) = (libm::exp(at[0]), libm::exp(at[1]));
    let ages = elapsed(panel.ages.iter().map(|age| age.time), alpha);
    mean(nbd_sum(panel, r, at[1], &ages), panel.customers)
}

fn nbd_sum(panel: &Panel, r: f64, log_alpha: f64, ages: &[(f64, f64)]) -> Point<2> {
    let (mut value, mut g_r, mut h_rr) = (0.0, 0.0, 0.0);
    for (i, customers) in panel.exceeding.iter().enumerate() {
        let (i, sum) = (i as f64, r + i as f64);
        value += customers * libm::log(sum);
        g_r += customers * r / sum;
        h_rr += customers * r * i / (sum * sum);
    }
    let (mut g_alpha, mut h_ra, mut h_aa) = (0.0, 0.0, 0.0);
    for (age, (log, share)) in panel.ages.iter().zip(ages) {
        let shape = r * age.customers + age.purchases;
        value -= shape * log;
        g_r -= r * age.customers * log;
        h_rr -= r * age.customers * log;
        g_alpha += shape * share;
        h_ra += r * age.customers * share;
        h_aa -= shape * share * (1.0 - share);
    }
    value -= panel.purchases * log_alpha;
    g_alpha -= panel.purchases;
    Point { value, gradient: [g_r, g_alpha], hessian: [[h_rr, 0.0], [h_ra, h_aa]] }
}

/// The mean log-likelihood of the BG/NBD model at (ln r, ln α, ln a, ln b), α and times as above: that of the negative
/// binomial model, and for repeat customers ln(1 + d), with d the odds of having stopped after the last purchase, and
/// the chance of not having stopped before.
pub(super) fn bgnbd(panel: &Panel, at: &[f64; 4]) -> Point<4> {
    let [r, alpha, a, b] = at.map(libm::exp);
    let ages = elapsed(panel.ages.iter().map(|age| age.time), alpha);
    let recencies = elapsed(panel.recencies.iter().copied(), alpha);
    let base = nbd_sum(panel, r, at[1], &ages);
    let mut value = base.value;
    let mut gradient = [base.gradient[0], base.gradient[1], 0.0, 0.0];
    let [[h_rr, _], [h_ra, h_aa]] = base.hessian;
    let mut hessian = [[h_rr, 0.0, 0.0, 0.0], [h_ra, h_aa, 0.0, 0.0], [0.0; 4], [0.0; 4]];
    // lnΓ(a+b) + lnΓ(b+x) − lnΓ(b) − lnΓ(a+b+x): the chance of not having stopped at any purchase before the last.
    for (i, customers) in panel.exceeding.iter().enumerate() {
        let stay = b + i as f64;
        let all = stay + a;
        let (stop, b_of_stay, b_of_all) = (a / all, b / stay, b / all);
        value -= customers * libm::log1p(a / stay);
        gradient[2] -= customers * stop;
        gradient[3] += customers * stop * b_of_stay;
        hessian[2][2] -= customers * stop * (1.0 - stop);
        hessian[3][2] += customers * stop * b_of_all;
        hessian[3][3] += customers * stop * b_of_stay * (1.0 - b_of_stay - b_of_all);
    }
    for (frequency, groups) in &panel.repeats {
        let x = f64::from(*frequency);
        let b_share = b / (b + x - 1.0);
        let sums = Odds::sum(at[2] - libm::log(b + x - 1.0), r + x, groups, &recencies, &ages);
        value += sums.log;
        // Of ln d, the derivatives are r·L, (r+x)·J, 1 and −b/(b+x−1), with L and J the sums' log and slope.
        gradient[0] += r * sums.p_l;
        gradient[1] += (r + x) * sums.p_j;
        gradient[2] += sums.p;
        gradient[3] -= b_share * sums.p;
        hessian[0][0] += r * sums.p_l + r * r * sums.v_ll;
        hessian[1][0] += r * sums.p_j + r * (r + x) * sums.v_lj;
        hessian[1][1] += (r + x) * sums.p_k + (r + x) * (r + x) * sums.v_jj;
        hessian[2][0] += r * sums.v_l;
        hessian[2][1] += (r + x) * sums.v_j;
        hessian[2][2] += sums.v;
        hessian[3][0] -= b_share * r * sums.v_l;
        hessian[3][1] -= b_share * (r + x) * sums.v_j;
        hessian[3][2] -= b_share * sums.v;
        hessian[3][3] += b_share * b_share * sums.v - b_share * (1.0 - b_share) * sums.p;
    }
    mean(Point { value, gradient, hessian }, panel.customers)
}

/// Sums over the repeat customers of one frequency. With d their odds of having stopped, p = d/(1+d), v = p(1−p),
/// L = ln((α+T)/(α+t)), J its derivative in ln α and K the derivative of J.
#[derive(Default)]
struct Odds {
    log: f64,
    p: f64,
    p_l: f64,
    p_j: f64,
    p_k: f64,
    v: f64,
    v_l: f64,
    v_j: f64,
    v_ll: f64,
    v_lj: f64,
    v_jj: f64,
}

impl Odds {
    /// With ln d = `constant` + `power`·L.
    fn sum(constant: f64, power: f64, groups: &[Group], recencies: &[(f64, f64)], ages: &[(f64, f64)]) -> Self {
        let mut sums = Self::default();
        // The logarithm of a product is as good as a sum of logarithms, which would cost a third of the whole pass.
        let mut product = 1.0;
        for group in groups {
            let (log_t, share_t) = recencies[group.recency as usize];
            let (log_age, share_age) = ages[group.age as usize];
            let l = log_age - log_t;
            let j = share_t - share_age;
            let k = share_age * (1.0 - share_age) - share_t * (1.0 - share_t);
            let log_odds = constant + power * l;
            // Of the two ways to write ln(1+d) and p, the one whose exponential cannot overflow.
            let small = libm::exp(-log_odds.abs());
            let rest = 1.0 / (1.0 + small);
            let p = group.customers * if log_odds > 0.0 { rest } else { small * rest };
            let v = group.customers * small * rest * rest;
            sums.log += group.customers * log_odds.max(0.0);
            if group.customers > 1.0 {
                sums.log += group.customers * libm::log1p(small);
            } else {
                product *= 1.0 + small;
            }
            if product > LARGE {
                sums.log += libm::log(product);
                product = 1.0;
            }
            sums.p += p;
            sums.p_l += p * l;
            sums.p_j += p * j;
            sums.p_k += p * k;
            sums.v += v;
            sums.v_l += v * l;
            sums.v_j += v * j;
            sums.v_ll += v * l * l;
            sums.v_lj += v * l * j;
            sums.v_jj += v * j * j;
        }
        sums.log += libm::log(product);
        sums
    }
}

fn mean<const N: usize>(sum: Point<N>, customers: f64) -> Point<N> {
    Point {
        value: sum.value / customers,
        gradient: sum.gradient.map(|slope| slope / customers),
        hessian: sum.hessian.map(|row| row.map(|bend| bend / customers)),
    }
}
