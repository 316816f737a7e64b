//! Figures as people read them.

use std::cmp::Ordering;

use super::dashboard::NumberFormat;
use crate::base::format::fixed;
use crate::base::locale;
use crate::texts;

/// A figure in full: `$6,709,020.43`, `85.9%`.
pub fn full(value: f64, format: NumberFormat, currency: &str) -> String {
    match format {
        NumberFormat::Integer => fixed(value, 0),
        NumberFormat::Money => money(value, 2, currency),
        NumberFormat::Percent => format!("{}%", fixed(value, 1)),
        NumberFormat::Share => format!("{}%", fixed(value * 100.0, 1)),
        NumberFormat::Decimal => fixed(value, 2),
    }
}

/// A figure for axes and tiles: `$6.7M`, `40k`.
pub fn short(value: f64, format: NumberFormat, currency: &str) -> String {
    match format {
        NumberFormat::Integer | NumberFormat::Decimal => scaled(value, ""),
        NumberFormat::Money => scaled(value, currency),
        NumberFormat::Percent => trim(value, "%"),
        NumberFormat::Share => trim(value * 100.0, "%"),
    }
}

/// A day written `2024-12-31`, as people read it.
pub fn day(iso: &str) -> String {
    locale::current().day(iso)
}

/// How a figure stands against the same figure before: whether it went up or down, and how far. In percent, and where it
/// is a percentage itself in points. Nothing can be said against nothing.
pub fn change(value: f64, before: f64, format: NumberFormat) -> Option<(Ordering, String)> {
    let (amount, unit) = match format {
        NumberFormat::Percent => (value - before, texts::charts::POINTS),
        NumberFormat::Share => ((value - before) * 100.0, texts::charts::POINTS),
        _ => ((value - before) / before.abs() * 100.0, "%"),
    };
    if before == 0.0 || !amount.is_finite() {
        return None;
    }
    let text = fixed(amount.abs(), 1);
    let way = if text == fixed(0.0, 1) { Ordering::Equal } else { amount.total_cmp(&0.0) };
    Some((way, format!("{text}{unit}")))
}

fn money(value: f64, decimals: usize, currency: &str) -> String {
    let text = fixed(value, decimals);
    match text.strip_prefix('-') {
        Some(positive) => format!("-{currency}{positive}"),
        None => format!("{currency}{text}"),
    }
}

fn scaled(value: f64, currency: &str) -> String {
    let magnitude = value.abs();
    let (divisor, unit) = if magnitude >= 999_500_000.0 {
        (1e9, "B")
    } else if magnitude >= 999_500.0 {
        (1e6, "M")
    } else if magnitude >= 10_000.0 {
        (1e3, "k")
    } else {
        (1.0, "")
    };
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{currency}{}", trim(magnitude / divisor, unit))
}

fn trim(value: f64, unit: &str) -> String {
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        2
    };
    // What is not quite a hundred must not read as one.
    let decimals = if decimals == 1 && (99.95..100.0).contains(&value.abs()) { 2 } else { decimals };
    let text = fixed(value, decimals);
    let mark = fixed(0.0, 1);
    let mark = mark.trim_matches('0');
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches(mark) } else { &text };
    format!("{text}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(full(6_709_020.43, NumberFormat::Money, "$"), "$6,709,020.43");
        assert_eq!(full(-5.0, NumberFormat::Money, "€"), "-€5.00");
        assert_eq!(full(0.8589, NumberFormat::Share, "$"), "85.9%");
        assert_eq!(short(6_709_020.43, NumberFormat::Money, "$"), "$6.71M");
        assert_eq!(short(40_000.0, NumberFormat::Integer, "$"), "40k");
        assert_eq!(short(350_000.0, NumberFormat::Money, "$"), "$350k");
        assert_eq!(short(1_200.0, NumberFormat::Integer, "$"), "1,200");
        assert_eq!(short(2.5, NumberFormat::Percent, "$"), "2.5%");
        assert_eq!(short(99.9652, NumberFormat::Decimal, "$"), "99.97");
    }

    #[test]
    fn changes_are_told_in_percent_or_points() {
        let told = |value, before, format| change(value, before, format).map(|(way, text)| (way, text.leak() as &str));
        assert_eq!(told(104.2, 100.0, NumberFormat::Money), Some((Ordering::Greater, "4.2%")));
        assert_eq!(told(-150.0, -100.0, NumberFormat::Integer), Some((Ordering::Less, "50.0%")));
        assert_eq!(told(12.0, 14.5, NumberFormat::Percent), Some((Ordering::Less, "2.5 points")));
        assert_eq!(told(0.145, 0.12, NumberFormat::Share), Some((Ordering::Greater, "2.5 points")));
        assert_eq!(told(1_000.2, 1_000.0, NumberFormat::Integer), Some((Ordering::Equal, "0.0%")));
        assert_eq!(told(5.0, 0.0, NumberFormat::Integer), None);
        assert_eq!(told(5.0, f64::NAN, NumberFormat::Integer), None);
    }
}
