//! One value as text: a cell, or a value in JSON.
//!
//! Cells enter as text (spec sales.md, section 1): integers in digits, floats in their shortest form, time stamps
//! `YYYY-MM-DD HH:MM:SS[.ffffff]`.

use std::fmt::{Display, Write};

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

use super::moments::{push_date, push_interval, push_julian, push_time, push_timestamp};
use super::numbers::{push_decimal, push_decimal_bytes, push_f16, push_f32};
use super::problem::{Problem, Result};
use crate::base::format::push_f64;

/// A decoded value before its meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Raw<'a> {
    Bool(bool),
    Int(i64),
    Float(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// What a column's values mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What they are: bytes are text when they can be.
    Itself,
    /// An integer of so many bytes without a sign.
    Unsigned {
        bytes: u8,
    },
    /// A whole number of this many decimals.
    Decimal {
        scale: usize,
    },
    Date,
    /// Ticks since midnight.
    Time {
        per_second: i64,
    },
    /// Ticks since 1970.
    Timestamp {
        per_second: i64,
    },
    /// A Julian day and nanoseconds, as twelve bytes.
    JulianTimestamp,
    Float16,
    Uuid,
    /// Months, days and milliseconds.
    Interval,
}

impl Meaning {
    pub(super) fn of(column: &ColumnDescriptor) -> Result<Self> {
        /// Far beyond any real number: cells must not be blown up by a scale that lies.
        const MAX_SCALE: i32 = 1_000;
        let int32 = column.physical_type() == Type::INT32;
        let meaning = match (column.logical_type_ref(), column.converted_type()) {
            _ if column.physical_type() == Type::INT96 => Self::JulianTimestamp,
            (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => {
                let scale = column.type_scale();
                match usize::try_from(scale) {
                    Ok(digits) if scale <= MAX_SCALE => Self::Decimal { scale: digits },
                    _ => return Err(Problem::damaged(format!("its numbers are said to have {scale} decimals"))),
                }
            }
            (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Self::Date,
            (Some(LogicalType::Time(time)), _) => Self::Time { per_second: per_second(&time.unit) },
            (_, ConvertedType::TIME_MILLIS) => Self::Time { per_second: 1_000 },
            (_, ConvertedType::TIME_MICROS) => Self::Time { per_second: 1_000_000 },
            (Some(LogicalType::Timestamp(stamp)), _) => Self::Timestamp { per_second: per_second(&stamp.unit) },
            (_, ConvertedType::TIMESTAMP_MILLIS) => Self::Timestamp { per_second: 1_000 },
            (_, ConvertedType::TIMESTAMP_MICROS) => Self::Timestamp { per_second: 1_000_000 },
            (Some(LogicalType::Integer(int)), _) if !int.is_signed => {
                Self::Unsigned { bytes: if int32 { 4 } else { 8 } }
            }
            (_, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32) => Self::Unsigned { bytes: 4 },
            (_, ConvertedType::UINT_64) => Self::Unsigned { bytes: 8 },
            (Some(LogicalType::Float16), _) => Self::Float16,
            (Some(LogicalType::Uuid), _) => Self::Uuid,
            (_, ConvertedType::INTERVAL) => Self::Interval,
            _ => Self::Itself,
        };
        Ok(meaning)
    }

    /// Appends a value as a cell.
    pub(super) fn push(self, out: &mut String, raw: Raw<'_>) {
        match (self, raw) {
            (Self::Decimal { scale }, Raw::Int(value)) => push_decimal(out, i128::from(value), scale),
            (Self::Decimal { scale }, Raw::Bytes(bytes)) => {
                if !push_decimal_bytes(out, bytes, scale) {
                    push_hex(out, bytes);
                }
            }
            (Self::Unsigned { bytes: 4 }, Raw::Int(value)) => push_display(out, value & i64::from(u32::MAX)),
            (Self::Unsigned { .. }, Raw::Int(value)) => push_display(out, value.cast_unsigned()),
            (Self::Date, Raw::Int(day)) => push_date(out, day),
            (Self::Time { per_second }, Raw::Int(ticks)) => push_time(out, ticks, per_second),
            (Self::Timestamp { per_second }, Raw::Int(ticks)) => {
                push_timestamp(out, ticks.div_euclid(per_second), ticks.rem_euclid(per_second), per_second);
            }
            (Self::JulianTimestamp, Raw::Bytes(bytes)) if bytes.len() == 12 => push_julian(out, bytes),
            (Self::Float16, Raw::Bytes(&[low, high])) => push_f16(out, u16::from_le_bytes([low, high])),
            (Self::Uuid, Raw::Bytes(bytes)) if bytes.len() == 16 => push_uuid(out, bytes),
            (Self::Interval, Raw::Bytes(bytes)) if bytes.len() == 12 => push_interval(out, bytes),
            (_, Raw::Bool(value)) => out.push_str(if value { "true" } else { "false" }),
            (_, Raw::Int(value)) => push_display(out, value),
            (_, Raw::Float(value)) => push_f32(out, value),
            (_, Raw::Double(value)) => push_f64(out, value),
            (_, Raw::Bytes(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) => out.push_str(text),
                Err(_) => push_hex(out, bytes),
            },
        }
    }

    /// Appends a value as JSON: numbers and booleans bare, all others between quotes.
    pub(super) fn push_json(self, out: &mut String, raw: Raw<'_>, scratch: &mut String) {
        let bare = match (self, raw) {
            (Self::Itself | Self::Unsigned { .. } | Self::Decimal { .. }, Raw::Int(_) | Raw::Bool(_)) => true,
            (_, Raw::Float(value)) => value.is_finite(),
            (_, Raw::Double(value)) => value.is_finite(),
            _ => false,
        };
        if bare {
            return self.push(out, raw);
        }
        scratch.clear();
        self.push(scratch, raw);
        let digits = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.' | b'e'));
        if matches!(self, Self::Decimal { .. } | Self::Float16) && digits(scratch) {
            out.push_str(scratch);
        } else {
            push_json_text(out, scratch);
        }
    }
}

fn per_second(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// Appends a text between quotes, escaped as JSON wants.
pub(super) fn push_json_text(out: &mut String, text: &str) {
    out.push('"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..0x20 => "",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        done = at + 1;
        if short.is_empty() {
            push_display(out, format_args!("\\u{byte:04x}"));
        } else {
            out.push_str(short);
        }
    }
    out.push_str(&text[done..]);
    out.push('"');
}

pub(super) fn push_display(out: &mut String, value: impl Display) {
    let written = write!(out, "{value}");
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    out.push_str("0x");
    for byte in bytes {
        push_display(out, format_args!("{byte:02x}"));
    }
}

fn push_uuid(out: &mut String, bytes: &[u8]) {
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        push_display(out, format_args!("{byte:02x}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(meaning: Meaning, raw: Raw<'_>) -> String {
        let mut out = String::new();
        meaning.push(&mut out, raw);
        out
    }

    #[test]
    fn bytes_are_text_or_hexadecimal_never_lossy() {
        assert_eq!(text(Meaning::Itself, Raw::Bytes("Zürich".as_bytes())), "Zürich");
        assert_eq!(text(Meaning::Itself, Raw::Bytes(&[0xff, 0x00])), "0xff00");
        let uuid: Vec<u8> = (0..16).collect();
        assert_eq!(text(Meaning::Uuid, Raw::Bytes(&uuid)), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(text(Meaning::Unsigned { bytes: 4 }, Raw::Int(-1)), "4294967295");
        assert_eq!(text(Meaning::Unsigned { bytes: 8 }, Raw::Int(-1)), "18446744073709551615");
    }

    #[test]
    fn json_is_escaped_as_serde_reads_it() {
        for value in ["plain", "a \"b\" \\ c", "line\nline\ttab\r", "\u{0}\u{1f}\u{7f}é\u{2028}😀"] {
            let mut out = String::new();
            push_json_text(&mut out, value);
            assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), value);
        }
        let json = |meaning: Meaning, raw: Raw<'_>| {
            let (mut out, mut scratch) = (String::new(), String::new());
            meaning.push_json(&mut out, raw, &mut scratch);
            out
        };
        assert_eq!(json(Meaning::Itself, Raw::Double(f64::NAN)), "\"NaN\"");
        assert_eq!(json(Meaning::Itself, Raw::Double(1e300)), "1e300");
        assert_eq!(json(Meaning::Date, Raw::Int(0)), "\"1970-01-01\"");
        assert_eq!(json(Meaning::Decimal { scale: 2 }, Raw::Bytes(&[0xff])), "-0.01");
        assert_eq!(json(Meaning::Float16, Raw::Bytes(&[0x00, 0x3c])), "1");
        assert_eq!(json(Meaning::Float16, Raw::Bytes(&[0x00, 0x7c])), "\"inf\"");
    }
}
