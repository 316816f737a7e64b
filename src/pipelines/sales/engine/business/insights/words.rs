//! Figures as the sentences write them (section 8, "Formats").

use crate::base::format::{fixed, r6};
use crate::present::dashboard::NumberFormat;
use crate::present::format::full;

/// {p}: one decimal.
pub(super) fn p(value: f64) -> String {
    fixed(value, 1).replace(',', "")
}

/// {q}: two decimals.
pub(super) fn q(value: f64) -> String {
    fixed(value, 2).replace(',', "")
}

/// {$}: money.
pub(super) fn money(value: f64, currency: &str) -> String {
    full(value, NumberFormat::Money, currency)
}

/// {≈}: forecast money, three significant digits from 100 on.
pub(super) fn about(value: f64, currency: &str) -> String {
    if r6(value.abs()) < 100.0 {
        return money(value, currency);
    }
    let mut scale = 1.0;
    while value.abs() / scale >= 1000.0 {
        scale *= 10.0;
    }
    let rounded = money(libm::round(value / scale) * scale, currency);
    rounded.strip_suffix(".00").unwrap_or(&rounded).to_owned()
}

/// What `now` is against `before`, in percent; nothing where that was nothing or less.
pub(super) fn change(now: f64, before: f64) -> Option<f64> {
    (r6(before) > 0.0).then(|| 100.0 * (now - before) / before)
}

/// What a part is of a whole, in percent; nothing of nothing.
pub(super) fn percent(part: f64, whole: f64) -> Option<f64> {
    (r6(whole) != 0.0).then(|| 100.0 * part / whole)
}

/// The first of the largest by `key`, after rounding.
pub(super) fn first_max<T>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> f64) -> Option<T> {
    items.reduce(|best, item| if r6(key(&item)) > r6(key(&best)) { item } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forecasts_have_three_digits() {
        for (value, text) in [
            (1_035_356.36, "$1,040,000"),
            (999.6, "$1,000"),
            (123.5, "$124"),
            (99.994, "$99.99"),
            (100.0, "$100"),
            (12_345.0, "$12,300"),
        ] {
            assert_eq!(about(value, "$"), text);
        }
    }

    #[test]
    fn plain_figures_have_no_commas() {
        assert_eq!(p(1234.05), "1234.1");
        assert_eq!(q(-0.001), "0.00");
    }
}
