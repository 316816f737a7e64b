//! Numbers as digits: decimals of any width, floats in their shortest form.

use super::text::push_display;
use crate::base::format::push_f64;

/// Appends `value` with `scale` decimals.
pub(super) fn push_decimal(out: &mut String, value: i128, scale: usize) {
    push_sign(out, value < 0);
    let start = out.len();
    push_display(out, value.unsigned_abs());
    push_point(out, start, scale);
}

/// Appends a big-endian two's complement number with `scale` decimals; does nothing and says no for one too wide.
pub(super) fn push_decimal_bytes(out: &mut String, bytes: &[u8], scale: usize) -> bool {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let sign = if negative { 0xff } else { 0 };
    // Wide columns hold small numbers for the most part.
    let padding = bytes.iter().take_while(|byte| **byte == sign).count();
    let narrow = &bytes[padding.min(bytes.len().saturating_sub(16))..];
    if narrow.len() <= 16 && narrow.first().is_none_or(|byte| byte & 0x80 == sign & 0x80) {
        let start = if negative { -1 } else { 0 };
        push_decimal(out, narrow.iter().fold(start, |sum: i128, byte| (sum << 8) | i128::from(*byte)), scale);
        return true;
    }
    push_wide(out, bytes, negative, scale)
}

/// Long division by a billion: more digits than any integer type has.
fn push_wide(out: &mut String, bytes: &[u8], negative: bool, scale: usize) -> bool {
    const LIMBS: usize = 16;
    const BILLION: u64 = 1_000_000_000;
    if bytes.len() > LIMBS * 4 {
        return false;
    }
    // The magnitude, lowest limb first.
    let mut limbs = [0u32; LIMBS];
    for (index, byte) in bytes.iter().rev().enumerate() {
        let byte = if negative { !byte } else { *byte };
        limbs[index / 4] |= u32::from(byte) << (index % 4 * 8);
    }
    let mut carry = negative;
    for limb in &mut limbs {
        (*limb, carry) = limb.overflowing_add(u32::from(carry));
    }
    // Sixteen limbs of 32 bits have at most 155 digits: eighteen groups of nine.
    let mut groups = [0u64; 18];
    let mut used = 0;
    for group in &mut groups {
        let mut rest = 0;
        for limb in limbs.iter_mut().rev() {
            let value = rest << 32 | u64::from(*limb);
            *limb = (value / BILLION) as u32;
            rest = value % BILLION;
        }
        *group = rest;
        used += 1;
        if limbs.iter().all(|limb| *limb == 0) {
            break;
        }
    }
    push_sign(out, negative);
    let start = out.len();
    for (index, group) in groups[..used].iter().rev().enumerate() {
        if index == 0 { push_display(out, group) } else { push_display(out, format_args!("{group:09}")) }
    }
    push_point(out, start, scale);
    true
}

fn push_sign(out: &mut String, negative: bool) {
    if negative {
        out.push('-');
    }
}

/// Sets the point into the digits from `start` on, with zeros before it where there are too few.
fn push_point(out: &mut String, start: usize, scale: usize) {
    if scale == 0 {
        return;
    }
    for _ in out.len() - start..=scale {
        out.insert(start, '0');
    }
    out.insert(out.len() - scale, '.');
}

pub(super) fn push_f32(out: &mut String, value: f32) {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) {
        push_display(out, format_args!("{value:e}"));
    } else {
        push_display(out, value);
    }
}

/// The shortest decimal that is nearer to this half-precision float than to any other.
pub(super) fn push_f16(out: &mut String, bits: u16) {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    // The place of the last bit of the fraction.
    let step = libm::ldexp(1.0, exponent.max(1) - 25);
    let magnitude = match exponent {
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        0 => fraction * step,
        _ => (1_024.0 + fraction) * step,
    };
    let mut shortest = magnitude;
    if magnitude.is_finite() && magnitude > 0.0 {
        // Below a power of two the neighbour is half as far.
        let room = if fraction == 0.0 && exponent > 1 { step / 4.0 } else { step / 2.0 };
        let candidates = (0..4).filter_map(|digits| format!("{magnitude:.digits$e}").parse::<f64>().ok());
        shortest = candidates.into_iter().find(|near| (near - magnitude).abs() < room).unwrap_or(magnitude);
    }
    push_f64(out, sign * shortest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ingest::parquet::text::{Meaning, Raw};

    fn text(meaning: Meaning, raw: Raw<'_>) -> String {
        let mut out = String::new();
        meaning.push(&mut out, raw);
        out
    }

    fn narrow(value: i128, scale: usize) -> String {
        let mut out = "x".to_owned();
        push_decimal(&mut out, value, scale);
        out.split_off(1)
    }

    fn wide(bytes: &[u8], scale: usize) -> Option<String> {
        let mut out = "x".to_owned();
        push_decimal_bytes(&mut out, bytes, scale).then(|| out.split_off(1))
    }

    #[test]
    fn decimals_have_their_point_in_place() {
        assert_eq!(narrow(-5, 2), "-0.05");
        assert_eq!(narrow(12_345, 2), "123.45");
        assert_eq!(narrow(0, 3), "0.000");
        assert_eq!(narrow(7, 0), "7");
        assert_eq!(narrow(i128::MIN, 0), i128::MIN.to_string());
        assert_eq!(narrow(100, 2), "1.00");
    }

    #[test]
    fn bytes_of_any_width_are_the_same_number() {
        assert_eq!(wide(&[], 1).as_deref(), Some("0.0"));
        assert_eq!(wide(&[0xff, 0xfe], 1).as_deref(), Some("-0.2"));
        for value in [0, 1, -1, 255, -256, i128::MAX, i128::MIN, 10i128.pow(37), -(10i128.pow(37))] {
            for extra in [0, 1, 5, 16, 48] {
                let mut bytes = vec![if value < 0 { 0xff } else { 0 }; extra];
                bytes.extend(value.to_be_bytes());
                assert_eq!(wide(&bytes, 3), Some(narrow(value, 3)), "{value} in {} bytes", bytes.len());
                let mut out = String::new();
                assert!(push_wide(&mut out, &bytes, value < 0, 3));
                assert_eq!(out, narrow(value, 3));
            }
        }
        let mut most = vec![0xff; 32];
        most[0] = 0x7f;
        let digits = "57896044618658097711785492504343953926634992332820282019728792003956564819967";
        assert_eq!(wide(&most, 0).as_deref(), Some(digits));
        most.iter_mut().for_each(|byte| *byte = !*byte);
        assert_eq!(wide(&most, 76), Some(format!("-{}.{}8", &digits[..1], &digits[1..76])));
        assert_eq!(wide(&[0x7f; 65], 0), None);
        assert_eq!(wide(&[0x7f; 64], 0).map(|text| text.len()), Some(154));
    }

    #[test]
    fn floats_are_short() {
        let half = |bits: u16| text(Meaning::Float16, Raw::Bytes(&bits.to_le_bytes()));
        assert_eq!(half(0x2e66), "0.1");
        assert_eq!(half(0x3c00), "1");
        assert_eq!(half(0xc100), "-2.5");
        assert_eq!(half(0x7bff), "65500");
        assert_eq!(half(0x0001), "6e-8");
        assert_eq!(half(0x8000), "-0");
        assert_eq!(half(0xfc00), "-inf");
        assert_eq!(half(0x7e00), "NaN");
        assert_eq!(text(Meaning::Itself, Raw::Float(0.1)), "0.1");
        assert_eq!(text(Meaning::Itself, Raw::Float(1e20)), "1e20");
    }

    #[test]
    fn half_floats_read_back() {
        for bits in (0..0x7c00u16).chain(0x8000..0xfc00) {
            let near: f64 = half_text(bits).parse().expect("a number");
            let gap = |other: u16| (near - value(other)).abs();
            let nearest = gap(bits);
            for other in [bits.wrapping_sub(1), bits + 1] {
                if other & 0x7fff < 0x7c00 && other & 0x8000 == bits & 0x8000 {
                    assert!(nearest < gap(other), "{bits:#x} as {near}");
                }
            }
        }
        fn half_text(bits: u16) -> String {
            text(Meaning::Float16, Raw::Bytes(&bits.to_le_bytes()))
        }
        fn value(bits: u16) -> f64 {
            let exponent = i32::from(bits >> 10 & 0x1f);
            let fraction = f64::from(bits & 0x3ff) + if exponent == 0 { 0.0 } else { 1_024.0 };
            libm::ldexp(fraction, exponent.max(1) - 25) * if bits & 0x8000 == 0 { 1.0 } else { -1.0 }
        }
    }
}
