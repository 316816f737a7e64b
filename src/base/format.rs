//! Numbers as text in the two ways Varve needs: exact (exports, cells) and short with thousands marks (screens, sentences).

use std::fmt::Write;

use super::locale;

/// The shortest decimal text that reads back as `value`: no trailing `.0`, an exponent outside 1e-5 ≤ |x| < 1e16.
pub fn push_f64(out: &mut String, value: f64) {
    if push_decimals(out, value) {
        return;
    }
    let magnitude = value.abs();
    let written = if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) {
        write!(out, "{value:e}")
    } else {
        write!(out, "{value}")
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

/// Writes a number of at most six decimals, which most are, several times as fast; whether it is one.
///
/// A decimal number of up to 15 digits is the only one of so few digits that reads as its float, so none is shorter.
fn push_decimals(out: &mut String, value: f64) -> bool {
    const SCALE: f64 = 1e6;
    let scaled = libm::rint(value * SCALE);
    let is_whole = scaled.abs() < 1e15 && scaled / SCALE == value;
    if !is_whole || (value == 0.0 && value.is_sign_negative()) || (value != 0.0 && value.abs() < 1e-5) {
        return false;
    }
    let (whole, mut decimals) = ((scaled.abs() as u64) / 1_000_000, (scaled.abs() as u64) % 1_000_000);
    if value < 0.0 {
        out.push('-');
    }
    push_digits(out, whole);
    let mut unit = 100_000;
    if decimals > 0 {
        out.push('.');
    }
    while decimals > 0 {
        out.push(char::from(b'0' + (decimals / unit) as u8));
        decimals %= unit;
        unit /= 10;
    }
    true
}

/// A whole number in plain digits.
pub fn push_i64(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    push_digits(out, value.unsigned_abs());
}

fn push_digits(out: &mut String, mut value: u64) {
    // 2⁶⁴ has 20 digits.
    let mut digits = [0; 20];
    let mut start = digits.len();
    // Divided by ten in 32 bits as soon as it fits: WebAssembly has no quick way for 64.
    while u32::try_from(value).is_err() {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    let mut small = value as u32;
    loop {
        start -= 1;
        digits[start] = b'0' + (small % 10) as u8;
        small /= 10;
        if small == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
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
    use proptest::prelude::*;

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

    proptest! {
        /// The short way writes what the long one does.
        #[test]
        fn numbers_are_written_as_the_standard_library_would(value: f64, cents: i64, decimals in 0..8u32, whole: i64) {
            for value in [value, cents as f64 / libm::pow(10.0, f64::from(decimals)), (cents % 1_000_000) as f64 / 1e6, (cents % 1_000_000) as f64 / 1e7, -0.0] {
                let plain = value == 0.0 || (1e-5..1e16).contains(&value.abs());
                prop_assert_eq!(f64_text(value), if plain { format!("{value}") } else { format!("{value:e}") });
            }
            let mut text = String::new();
            push_i64(&mut text, whole);
            prop_assert_eq!(text, whole.to_string());
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
