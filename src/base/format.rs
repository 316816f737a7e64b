//! Numbers as text in the two ways Varve needs: exact (exports, cells) and short with thousands marks (screens, sentences).

use std::fmt::Write;

use super::locale;

/// The shortest decimal text that reads back as `value`: no trailing `.0`, an exponent outside 1e-5 ≤ |x| < 1e16.
pub fn push_f64(out: &mut String, value: f64) {
    let magnitude = value.abs();
    let written = if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) {
        write!(out, "{value:e}")
    } else {
        write!(out, "{value}")
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

/// [`push_f64`] as a new string.
pub fn f64_text(value: f64) -> String {
    let mut out = String::new();
    push_f64(&mut out, value);
    out
}

/// `x` rounded to `decimals`, half away from zero, with marks between groups of digits: commas and a point, unless the
/// page has set another locale.
pub fn fixed(value: f64, decimals: usize) -> String {
    let scale = libm::pow(10.0, decimals as f64);
    let scaled = libm::round(value.abs() * scale);
    if !scaled.is_finite() {
        return f64_text(value);
    }
    let plain = format!("{:.*}", decimals, scaled / scale);
    let sign = if value < 0.0 && scaled != 0.0 { "-" } else { "" };
    format!("{sign}{}", locale::current().number(&plain))
}

/// A whole number with commas: `1234567` → `1,234,567`.
pub fn integer(value: u64) -> String {
    locale::current().number(&value.to_string())
}

/// A number of bytes for people: `1.4 MB`.
pub fn bytes(value: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if value < 1_000 {
        return format!("{value} B");
    }
    let mut scaled = value as f64 / 1_000.0;
    let mut unit = 0;
    while scaled >= 999.5 && unit + 1 < UNITS.len() {
        scaled /= 1_000.0;
        unit += 1;
    }
    let plain = if scaled < 10.0 { format!("{scaled:.1}") } else { format!("{scaled:.0}") };
    format!("{} {}", locale::current().number(&plain), UNITS[unit])
}

/// Milliseconds for people: `84 ms`, `1.25 s`.
pub fn milliseconds(value: f64) -> String {
    let number = |plain: String| locale::current().number(&plain);
    if value < 999.5 { format!("{value:.0} ms") } else { format!("{} s", number(format!("{:.2}", value / 1_000.0))) }
}

/// `x` to six decimals, half away from zero: what floats are ranked, sorted and compared by (spec sales.md, section 0).
pub fn r6(value: f64) -> f64 {
    libm::round(value * 1e6) / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_short_and_read_back() {
        for (value, text) in [
            (5.0, "5"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (0.0, "0"),
            (1e16, "1e16"),
            (1e15, "1000000000000000"),
            (1.5e-7, "1.5e-7"),
            (1e-5, "0.00001"),
        ] {
            assert_eq!(f64_text(value), text);
            assert_eq!(text.parse::<f64>(), Ok(value));
        }
    }

    #[test]
    fn fixed_rounds_half_away_and_groups() {
        assert_eq!(fixed(1234.5, 0), "1,235");
        assert_eq!(fixed(-0.004, 2), "0.00");
        assert_eq!(fixed(-1_234_567.125, 2), "-1,234,567.13");
        assert_eq!(fixed(0.125, 2), "0.13");
        assert_eq!(integer(33477), "33,477");
        assert_eq!(bytes(1_445_203), "1.4 MB");
        assert_eq!(bytes(999), "999 B");
    }
}
