//! The values of a page in each encoding, one after the other.
//!
//! The parquet crate's own decoders slice and index by what the bytes say, so a damaged page is a panic, which ends
//! the worker. Here every step is checked, and no value is copied that need not be.

use bytes::Bytes;
use parquet::basic::Type;

use super::delta::{Deltas, LengthTexts, PrefixTexts};
use super::hybrid::{Hybrid, MAX_WIDTH};
use super::problem::{Problem, Result};
use super::text::Raw;

/// The physical type of a column, with what reading its bytes needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Physical {
    Boolean,
    Int32,
    Int64,
    Float,
    Double,
    Bytes,
    /// Bytes of a fixed length.
    Fixed(usize),
}

impl Physical {
    pub(super) fn new(kind: Type, length: i32) -> Self {
        match kind {
            Type::BOOLEAN => Self::Boolean,
            Type::INT32 => Self::Int32,
            Type::INT64 => Self::Int64,
            Type::INT96 => Self::Fixed(12),
            Type::FLOAT => Self::Float,
            Type::DOUBLE => Self::Double,
            Type::BYTE_ARRAY => Self::Bytes,
            Type::FIXED_LEN_BYTE_ARRAY => Self::Fixed(usize::try_from(length).unwrap_or(0)),
        }
    }

    /// Bytes of a value where they are as many for all.
    fn width(self) -> Option<usize> {
        match self {
            Self::Boolean | Self::Bytes => None,
            Self::Int32 | Self::Float => Some(4),
            Self::Int64 | Self::Double => Some(8),
            Self::Fixed(width) => Some(width),
        }
    }

    /// The value that `bytes` of the right length are.
    fn value(self, bytes: &[u8]) -> Option<Raw<'_>> {
        Some(match self {
            Self::Boolean => return None,
            Self::Int32 => Raw::Int(i64::from(i32::from_le_bytes(bytes.try_into().ok()?))),
            Self::Int64 => Raw::Int(i64::from_le_bytes(bytes.try_into().ok()?)),
            Self::Float => Raw::Float(f32::from_le_bytes(bytes.try_into().ok()?)),
            Self::Double => Raw::Double(f64::from_le_bytes(bytes.try_into().ok()?)),
            Self::Bytes | Self::Fixed(_) => Raw::Bytes(bytes),
        })
    }
}

/// Numbers of the encodings in the format.
pub(super) mod encoding {
    pub(crate) const PLAIN: i64 = 0;
    pub(crate) const PLAIN_DICTIONARY: i64 = 2;
    pub(crate) const RLE: i64 = 3;
    pub(crate) const DELTA_BINARY_PACKED: i64 = 5;
    pub(crate) const DELTA_LENGTH_BYTE_ARRAY: i64 = 6;
    pub(crate) const DELTA_BYTE_ARRAY: i64 = 7;
    pub(crate) const RLE_DICTIONARY: i64 = 8;
    pub(crate) const BYTE_STREAM_SPLIT: i64 = 9;
}

#[derive(Debug)]
enum Coded {
    /// Bytes, and where the next value begins.
    Plain(Bytes, usize),
    /// Booleans, a bit each, and the next bit.
    Bits(Bytes, usize),
    Runs(Hybrid),
    Deltas(Deltas),
    LengthTexts(LengthTexts),
    PrefixTexts(PrefixTexts),
    /// First bytes of all values, second bytes, …, the next value, and room for one.
    Split(Bytes, usize, Vec<u8>),
    /// Entries of the dictionary.
    Entries(Hybrid),
}

/// The values of a page that are still to come.
#[derive(Debug)]
pub(super) struct Values {
    physical: Physical,
    coded: Coded,
}

impl Values {
    /// No values: before the first page.
    pub(super) fn none(physical: Physical) -> Self {
        Self::plain(physical, Bytes::new())
    }

    /// Values back to back, as dictionaries always have them.
    pub(super) fn plain(physical: Physical, bytes: Bytes) -> Self {
        let coded = if physical == Physical::Boolean { Coded::Bits(bytes, 0) } else { Coded::Plain(bytes, 0) };
        Self { physical, coded }
    }

    /// The values of a data page.
    pub(super) fn new(physical: Physical, code: i64, bytes: Bytes) -> Result<Self> {
        use encoding as e;
        let is_text = matches!(physical, Physical::Bytes | Physical::Fixed(_));
        let coded = match (code, physical) {
            (e::PLAIN, _) => return Ok(Self::plain(physical, bytes)),
            (e::PLAIN_DICTIONARY | e::RLE_DICTIONARY, _) => bytes
                .first()
                .map(|width| u32::from(*width))
                .filter(|width| *width <= MAX_WIDTH)
                .map(|width| Coded::Entries(Hybrid::new(bytes.slice(1..), width))),
            (e::RLE, Physical::Boolean) => runs(&bytes, 1).map(|(runs, _)| Coded::Runs(runs)),
            (e::DELTA_BINARY_PACKED, Physical::Int32 | Physical::Int64) => Deltas::new(bytes).map(Coded::Deltas),
            (e::DELTA_LENGTH_BYTE_ARRAY, _) if is_text => LengthTexts::new(bytes).map(Coded::LengthTexts),
            (e::DELTA_BYTE_ARRAY, _) if is_text => PrefixTexts::new(bytes).map(Coded::PrefixTexts),
            (e::BYTE_STREAM_SPLIT, _) if physical.width().is_some() => {
                // The width is the schema's word; there must be a value of it before room is made for one.
                let width = physical.width().filter(|width| (1..=bytes.len()).contains(width));
                width.map(|width| Coded::Split(bytes, 0, vec![0; width]))
            }
            _ => return Err(unknown_encoding(code)),
        };
        let coded = coded.ok_or_else(|| Problem::damaged("the head of a page's values is not what it should be"))?;
        Ok(Self { physical, coded })
    }

    /// Whether the values are entries of a dictionary.
    pub(super) fn are_entries(&self) -> bool {
        matches!(self.coded, Coded::Entries(_))
    }

    /// The next entry of the dictionary.
    pub(super) fn next_entry(&mut self) -> Option<usize> {
        match &mut self.coded {
            Coded::Entries(entries) => usize::try_from(entries.next()?).ok(),
            _ => None,
        }
    }

    /// The next value; `None` when the bytes end before it.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Raw<'_>> {
        let physical = self.physical;
        match &mut self.coded {
            Coded::Plain(bytes, at) => {
                let rest = bytes.get(*at..)?;
                let (head, width) = match physical.width() {
                    Some(width) => (0, width),
                    None => (4, usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?),
                };
                let value = rest.get(head..)?.get(..width)?;
                *at += head + width;
                physical.value(value)
            }
            Coded::Bits(bytes, at) => {
                let bit = bytes.get(*at / 8)? >> (*at % 8) & 1;
                *at += 1;
                Some(Raw::Bool(bit == 1))
            }
            Coded::Runs(runs) => Some(Raw::Bool(runs.next()? == 1)),
            Coded::Deltas(deltas) => {
                let value = deltas.next()?;
                // Differences wrap around at the type's own width.
                Some(Raw::Int(if physical == Physical::Int32 { i64::from(value as i32) } else { value }))
            }
            Coded::LengthTexts(texts) => fitting(physical, texts.next()?),
            Coded::PrefixTexts(texts) => fitting(physical, texts.next()?),
            Coded::Split(bytes, next, value) => {
                let count = bytes.len() / value.len();
                if *next >= count {
                    return None;
                }
                for (index, byte) in value.iter_mut().enumerate() {
                    *byte = *bytes.get(index * count + *next)?;
                }
                *next += 1;
                physical.value(value)
            }
            Coded::Entries(_) => None,
        }
    }
}

/// Texts of a fixed length have that length in every encoding.
fn fitting(physical: Physical, text: &[u8]) -> Option<Raw<'_>> {
    physical.width().is_none_or(|width| width == text.len()).then_some(Raw::Bytes(text))
}

/// Runs after their length in four bytes, and how many bytes both are.
pub(super) fn runs(bytes: &Bytes, width: u32) -> Option<(Hybrid, usize)> {
    let length = usize::try_from(u32::from_le_bytes(*bytes.first_chunk()?)).ok()?;
    let end = length.checked_add(4).filter(|end| *end <= bytes.len())?;
    Some((Hybrid::new(bytes.slice(4..end), width), end))
}

pub(super) fn unknown_encoding(code: i64) -> Problem {
    let name = match code {
        1 => "GROUP_VAR_INT",
        encoding::RLE => "RLE",
        4 => "BIT_PACKED",
        encoding::DELTA_BINARY_PACKED => "DELTA_BINARY_PACKED",
        encoding::DELTA_LENGTH_BYTE_ARRAY => "DELTA_LENGTH_BYTE_ARRAY",
        encoding::DELTA_BYTE_ARRAY => "DELTA_BYTE_ARRAY",
        encoding::BYTE_STREAM_SPLIT => "BYTE_STREAM_SPLIT",
        10 => "ALP",
        _ => return Problem::damaged(format!("it is written in encoding {code}, which does not exist")),
    };
    Problem::Unsupported {
        what: format!("it is written in the encoding {name}, which Varve does not read here"),
        hint: "Write the file again with the default encodings of the program that made it.".to_owned(),
    }
}
