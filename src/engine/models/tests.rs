//! The models against published figures, against their own derivatives, and on data that determine nothing.

use proptest::prelude::*;

use super::forecast::Outlook;
use super::likelihood;
use super::maximize::Point;
use super::panel::Panel;
use super::purchase::{self, PurchaseModel};
use super::value::{Spending, ValueModel, frequency_value_correlation};
use super::*;
use crate::engine::random::SplitMix64;

const RULES: Rules = Rules { min_customers: 1, min_repeat_customers: 1, min_gain: 2.0 };

/// The CDNOW sample of 2,357 customers, its times in weeks as published.
fn cdnow() -> Vec<History> {
    let rows = include_str!("../../../tests/fixtures/cdnow_summary.csv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<f64> = row.split(',').map(|cell| cell.parse().expect("a number")).collect();
        History { frequency: cells[0] as u32, recency: cells[1], age: cells[2], monetary: cells[3] }
    })
    .collect()
}

fn history(frequency: u32, recency: f64, age: f64, monetary: f64) -> History {
    History { frequency, recency, age, monetary }
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

#[test]
fn cdnow_in_weeks_gives_the_published_parameters() {
    let histories = cdnow();
    assert_eq!(histories.len(), 2357);
    let models = fit(&histories, &RULES).expect("fitted");
    let PurchaseModel::BgNbd { r, alpha, a, b } = models.purchase.kept.model else { panic!("{models:?}") };
    // As Fader, Hardie and Lee (2005) print them.
    near(r, 0.243, 5e-4);
    near(alpha, 4.414, 5e-4);
    near(a, 0.793, 5e-4);
    near(b, 2.426, 5e-4);
    near(models.purchase.kept.log_likelihood, -9582.4, 0.05);
    // As Fader and Hardie (2013) print them.
    let ValueModel::GammaGamma { p, q, v } = models.value.kept.model else { panic!("{models:?}") };
    near(p, 6.25, 5e-3);
    near(q, 3.74, 5e-3);
    near(v, 15.44, 1e-2);
}

#[test]
fn cdnow_in_days_gives_the_same_customers() {
    let histories: Vec<History> = cdnow()
        .into_iter()
        .map(|week| History { recency: (7.0 * week.recency).round(), age: (7.0 * week.age).round(), ..week })
        .collect();
    let choice = purchase::choose(&histories, 2.0);
    let PurchaseModel::BgNbd { r, alpha, a, b } = choice.kept.model else { panic!("{choice:?}") };
    near(r, 0.2426, 5e-5);
    near(alpha, 30.895, 5e-4);
    near(a, 0.7929, 5e-5);
    near(b, 2.4259, 5e-5);
    // The unit of time moves the likelihood of each purchase by its logarithm.
    let purchases: f64 = histories.iter().map(|history| f64::from(history.frequency)).sum();
    near(choice.kept.log_likelihood + purchases * libm::log(7.0), -9582.4, 0.05);
    let nbd = choice.trials[1];
    assert_eq!((nbd.verdict, nbd.model.name()), (Verdict::Taken, "nbd"));
}

#[test]
fn the_order_of_the_customers_makes_no_difference() {
    let mut histories = cdnow();
    let models = fit(&histories, &RULES).expect("fitted");
    histories.reverse();
    histories.rotate_left(1000);
    assert_eq!(fit(&histories, &RULES).expect("fitted"), models);
}

#[test]
fn predictions_are_the_published_ones() {
    let model = PurchaseModel::BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    // x, t, T, horizon, expected purchases, p_alive; Fader, Hardie and Lee (2005) print 1.226 for the first.
    for (x, t, age, days, expected, alive) in [
        (2, 30.43, 38.86, 39.0, 1.226_028, 0.726_579),
        (7, 29.43, 38.86, 39.0, 3.337_053, 0.641_756),
        (0, 0.0, 38.86, 39.0, 0.195_098, 1.0),
        (26, 30.86, 31.0, 52.0, 25.758_196, 0.968_916),
    ] {
        let customer = history(x, t, age, 1.0);
        near(model.expected_purchases(&customer, days), expected, 1e-6);
        near(model.p_alive(&customer), alive, 1e-6);
    }
    let model = ValueModel::GammaGamma { p: 6.25, q: 3.74, v: 15.44 };
    near(model.expected_amount(&history(0, 0.0, 38.86, f64::NAN)), 35.218_978, 1e-6);
    near(model.expected_amount(&history(2, 30.43, 38.86, 22.35)), 24.663_714, 1e-6);
    let nbd = PurchaseModel::Nbd { r: 0.5, alpha: 100.0 };
    near(nbd.expected_purchases(&history(2, 1.0, 25.0, 1.0), 50.0), 1.0, 1e-12);
    near(PurchaseModel::Poisson { rate: 0.01 }.expected_purchases(&history(2, 1.0, 25.0, 1.0), 50.0), 0.5, 1e-12);
}

#[test]
fn expected_purchases_hold_where_the_series_is_hard() {
    // r, α, a, b, x, T, days, and E(days) given alive, by mpmath 1.4 with 60 digits from the published formula.
    for &[r, alpha, a, b, x, age, days, expected] in HARD {
        let model = PurchaseModel::BgNbd { r, alpha, a, b };
        let found = model.expected_if_alive(x as u32, age, days);
        // At a = 1 the formula is taken a millionth beside it.
        let tolerance = if (a - 1.0).abs() < 1e-5 { 1e-6 } else { 1e-10 };
        assert!((found / expected - 1.0).abs() < tolerance, "{model:?}, x {x}, T {age}: {found}, not {expected}");
    }
}

const HARD: &[[f64; 8]] = &[
    [0.25, 5.0, 0.8, 2.5, 0.0, 0.0, 1800.0, 8.114276549761602],
    [0.25, 5.0, 0.8, 2.5, 0.0, 0.5, 365.0, 3.919640819169416],
    [0.3, 0.02, 0.7, 1.5, 0.0, 0.0, 365.0, 35.31617676554464],
    [0.5, 30.0, 1.0, 3.0, 2.0, 100.0, 180.0, 2.5584141106631506],
    [0.5, 30.0, 1.0000001, 3.0, 0.0, 100.0, 180.0, 0.5655662282361531],
    [0.5, 30.0, 0.3, 0.4, 0.0, 200.0, 365.0, 0.581496042683936],
    [0.5, 30.0, 0.3, 0.7, 0.0, 200.0, 365.0, 0.6321253876064244],
    [0.6, 50.0, 0.1, 0.2, 0.0, 10.0, 365.0, 2.392335901454578],
    [9.5, 900.0, 0.2, 0.3, 1.0, 100.0, 365.0, 3.1998361748925057],
    [20.0, 900.0, 0.2, 0.3, 1.0, 100.0, 365.0, 5.847350311187354],
    [500.0, 1000.0, 0.5, 2.0, 3.0, 10.0, 365.0, 50.439450340148255],
    [2000.0, 150000.0, 0.5, 2.0, 3.0, 300.0, 365.0, 4.0748466915198875],
    [0.4, 60.0, 5.0, 20.0, 1.0, 40.0, 365.0, 2.821475680963141],
    [0.45, 33.0, 4000.0, 16000.0, 0.0, 100.0, 365.0, 0.8935976265325989],
    [0.45, 33.0, 4000.0, 16000.0, 6.0, 100.0, 1800.0, 5.00142588520991],
    [0.45, 33.0, 100000.0, 50000.0, 50.0, 100.0, 1800.0, 1.5005050050500506],
    [0.5, 900.0, 1e-05, 50.0, 2.0, 300.0, 365.0, 0.7604165894874779],
    [0.5, 900.0, 1e-05, 100000.0, 2.0, 300.0, 365.0, 0.7604166666261913],
    [0.6, 20.0, 30.0, 100.0, 60.0, 400.0, 365.0, 6.510677133387484],
    [0.6, 20.0, 0.8, 5.0, 800.0, 900.0, 1800.0, 970.74819292868],
    [2.0, 3.0, 2.0, 1.0, 0.0, 1.0, 90.0, 1.9148936170212767],
];

#[test]
fn a_forecast_is_the_single_predictions() {
    let histories = cdnow();
    let models = fit(&histories, &RULES).expect("fitted");
    let outlook = Outlook { months: 3, monthly_discount_rate: 0.01 };
    let forecast = models.forecast(&histories, &outlook);
    for (position, history) in histories.iter().enumerate().step_by(97) {
        let purchase = models.purchase.kept.model;
        near(forecast.p_alive[position], purchase.p_alive(history), 0.0);
        near(forecast.purchases[2][position], purchase.expected_purchases(history, 365.0), 0.0);
        near(forecast.amount[position], models.value.kept.model.expected_amount(history), 0.0);
        let mut worth = 0.0;
        for (month, discounted) in [(1.0, 1.01), (2.0, 1.01 * 1.01), (3.0, 1.01 * 1.01 * 1.01)] {
            let until = |months: f64| purchase.expected_purchases(history, 30.0 * months);
            worth += forecast.amount[position] * (until(month) - until(month - 1.0)) / discounted;
        }
        near(forecast.value[position], worth, 1e-9 * worth);
    }
}

#[test]
fn too_little_data_is_said() {
    let histories = cdnow();
    let rules = |min_customers, min_repeat_customers| Rules { min_customers, min_repeat_customers, min_gain: 2.0 };
    let error = |histories: &[History], rules| fit(histories, &rules).expect_err("no model");
    assert_eq!(error(&histories, rules(3000, 1)), NotFitted::TooFewCustomers { customers: 2357, needed: 3000 });
    assert_eq!(error(&histories, rules(1, 947)), NotFitted::TooFewRepeatCustomers { customers: 946, needed: 947 });
    assert_eq!(error(&[], rules(0, 0)), NotFitted::TooFewRepeatCustomers { customers: 0, needed: 1 });
    assert_eq!(error(&[history(1, 0.0, 0.0, 5.0)], rules(1, 1)), NotFitted::NoTime);
    let once = vec![history(0, 0.0, 50.0, f64::NAN); 500];
    assert_eq!(error(&once, rules(100, 30)), NotFitted::TooFewRepeatCustomers { customers: 0, needed: 30 });
    for broken in [
        history(1, 9.0, 8.0, 1.0),
        history(1, -1.0, 8.0, 1.0),
        history(1, 1.0, f64::INFINITY, 1.0),
        history(1, f64::NAN, 8.0, 1.0),
        history(1, 1.0, 8.0, 0.0),
        history(u32::MAX, 1.0, 8.0, 1.0),
    ] {
        assert_eq!(error(&[histories[0], broken], rules(1, 1)), NotFitted::Impossible { position: 1 });
    }
}

#[test]
fn customers_all_alike_leave_the_simplest_models() {
    for count in [1, 500] {
        let models = fit(&vec![history(3, 80.0, 100.0, 20.0); count], &RULES).expect("fitted");
        assert_eq!(models.purchase.kept.model, PurchaseModel::Poisson { rate: 0.03 });
        assert_eq!(models.value.kept.model, ValueModel::Pooled { mean: 20.0 });
        assert_eq!(models.value.trials[1].verdict, Verdict::NotConverged);
        let rest = models.purchase.trials[1..].iter().map(|trial| trial.verdict);
        assert!(rest.clone().all(|verdict| verdict != Verdict::Taken), "{:?}", rest.collect::<Vec<_>>());
    }
    let models = fit(&[history(1, 0.0, 1e-9, 1e-300), history(0, 0.0, 0.0, f64::NAN)], &RULES).expect("fitted");
    assert!(models.purchase.kept.log_likelihood.is_finite());
}

#[test]
fn without_stopping_the_richest_model_is_left_aside() {
    // Rates of three kinds, purchases spread evenly over the whole age: the likelihood rises without end towards no
    // stopping.
    let mut random = SplitMix64::new(7);
    let histories: Vec<History> = (0..3000)
        .map(|customer| {
            let age = 50.0 + 300.0 * random.uniform();
            let (mut frequency, mut recency) = (0, 0.0);
            let mut day = 0.0;
            loop {
                day -= [400.0, 100.0, 30.0][customer % 3] * libm::log(1.0 - random.uniform());
                if day > age {
                    break;
                }
                (frequency, recency) = (frequency + 1, day);
            }
            history(frequency, recency, age, 10.0 + random.uniform())
        })
        .collect();
    let choice = fit(&histories, &RULES).expect("fitted").purchase;
    assert_eq!(choice.kept.model.name(), "nbd", "{choice:?}");
    let bgnbd = choice.trials[2];
    assert_ne!(bgnbd.verdict, Verdict::Taken);
    assert!(bgnbd.gain.is_some_and(|gain| gain < RULES.min_gain), "{bgnbd:?}");
}

#[test]
fn correlation_is_none_where_nothing_varies() {
    assert_eq!(frequency_value_correlation(&[]), None);
    assert_eq!(frequency_value_correlation(&[history(2, 1.0, 2.0, 5.0); 3]), None);
    let falling: Vec<History> = (1..5).map(|x| history(x, 1.0, 9.0, 20.0 - f64::from(x))).collect();
    near(frequency_value_correlation(&falling).expect("varies"), -1.0, 1e-12);
}

/// A panel with all that happens: one-time buyers, equal rows, a last purchase on the last day, heavy buyers.
fn mixed() -> Vec<History> {
    let mut histories = vec![history(0, 0.0, 90.0, 0.0); 5];
    histories.extend([history(0, 0.0, 0.0, 0.0), history(1, 4.0, 60.0, 3.0), history(1, 4.0, 60.0, 3.0)]);
    histories.extend([history(2, 60.0, 60.0, 7.5), history(5, 30.0, 100.0, 4.0), history(40, 95.0, 97.0, 6.25)]);
    histories
}

/// Each derivative against the slope of the one before it, by Richardson's central differences.
fn check_derivatives<const N: usize>(
    at: [f64; N],
    function: impl Fn(&[f64; N]) -> Point<N>,
) -> Result<(), TestCaseError> {
    let here = function(&at);
    let step = 2e-3;
    for column in 0..N {
        let moved = |by: f64| function(&std::array::from_fn(|i| at[i] + if i == column { by } else { 0.0 }));
        let (near_up, near_down, up, down) = (moved(step), moved(-step), moved(2.0 * step), moved(-2.0 * step));
        let slope = |of: &dyn Fn(&Point<N>) -> f64| {
            (8.0 * (of(&near_up) - of(&near_down)) - (of(&up) - of(&down))) / (12.0 * step)
        };
        let found = slope(&|point| point.value);
        let scale = 1.0 + here.value.abs();
        prop_assert!((found - here.gradient[column]).abs() < 1e-8 * scale, "gradient {column}: {found} at {here:?}");
        for row in column..N {
            let found = slope(&|point| point.gradient[row]);
            let (known, scale) = (here.hessian[row][column], scale + here.gradient[row].abs());
            prop_assert!((found - known).abs() < 1e-8 * scale, "hessian {row} {column}: {found} at {here:?}");
        }
    }
    Ok(())
}

fn same(found: f64, expected: f64) -> Result<(), TestCaseError> {
    prop_assert!((found - expected).abs() < 1e-11 * (1.0 + expected.abs()), "{found} is not {expected}");
    Ok(())
}

proptest! {
    #[test]
    fn derivatives_are_those_of_the_likelihoods(r in -4.0..4.0, alpha in -4.0..4.0, a in -4.0..4.0, b in -4.0..4.0) {
        let (panel, spending) = (Panel::new(&mixed()), Spending::new(&mixed()));
        check_derivatives([r, alpha], |at| likelihood::nbd(&panel, at))?;
        check_derivatives([r, alpha, a, b], |at| likelihood::bgnbd(&panel, at))?;
        check_derivatives([r], |at| spending.pooled(at))?;
        check_derivatives([r, alpha, a], |at| spending.gamma_gamma(at))?;
    }

    #[test]
    fn likelihoods_are_the_published_formulas(r in -3.0..3.0, alpha in -3.0..3.0, a in -3.0..3.0, b in -3.0..3.0) {
        let gamma = libm::lgamma;
        let log = libm::log;
        let (histories, panel) = (mixed(), Panel::new(&mixed()));
        let [p_r, p_alpha, p_a, p_b] = [r, alpha, a, b].map(libm::exp);
        let (mut nbd, mut bgnbd) = (0.0, 0.0);
        for history in &histories {
            let (x, t, age) = (f64::from(history.frequency), history.recency / 100.0, history.age / 100.0);
            let a1 = gamma(p_r + x) - gamma(p_r) + p_r * log(p_alpha);
            nbd += a1 - (p_r + x) * log(p_alpha + age);
            let a2 = gamma(p_a + p_b) + gamma(p_b + x) - gamma(p_b) - gamma(p_a + p_b + x);
            let a3 = libm::pow(p_alpha + age, -(p_r + x));
            let a4 = p_a / (p_b + x.max(1.0) - 1.0) * libm::pow(p_alpha + t, -(p_r + x));
            bgnbd += a1 + a2 + log(a3 + if history.frequency > 0 { a4 } else { 0.0 });
        }
        let count = histories.len() as f64;
        same(likelihood::nbd(&panel, &[r, alpha]).value, nbd / count)?;
        same(likelihood::bgnbd(&panel, &[r, alpha, a, b]).value, bgnbd / count)?;

        let repeats = || histories.iter().filter(|history| history.frequency > 0);
        let (spent, days) = repeats().fold((0.0, 0.0), |(spent, days), history| {
            let x = f64::from(history.frequency);
            (spent + x * history.monetary, days + x)
        });
        let (mut pooled, mut gamma_gamma) = (0.0, 0.0);
        for history in repeats() {
            let (x, m) = (f64::from(history.frequency), history.monetary * days / spent);
            let px = p_r * x;
            pooled += -gamma(px) + px * log(px) + (px - 1.0) * log(m) - px * m;
            gamma_gamma += gamma(px + p_alpha) - gamma(px) - gamma(p_alpha) + p_alpha * log(p_a) + (px - 1.0) * log(m)
                + px * log(x) - (px + p_alpha) * log(x * m + p_a);
        }
        let (count, spending) = (repeats().count() as f64, Spending::new(&histories));
        same(spending.pooled(&[r]).value, pooled / count)?;
        same(spending.gamma_gamma(&[r, alpha, a]).value, gamma_gamma / count)?;
    }
}
