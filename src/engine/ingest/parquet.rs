//! Parquet files to columns of text, by ranges: the footer first, then one row group's column chunks at a time.
//!
//! Cells enter as text (spec sales.md, section 1): integers in digits, floats in their shortest form, time stamps
//! `YYYY-MM-DD HH:MM:SS[.ffffff]`.

use std::fmt::Write;
use std::io::Read;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::{FooterTail, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use crate::base::date::to_date;
use crate::base::format::push_f64;
use crate::base::{Diagnostic, date};
use crate::engine::host::ByteSource;

const FOOTER_BYTES: usize = 8;
const MAGIC_ENCRYPTED: &[u8] = b"PARE";
/// Values decoded at a time.
const BATCH: usize = 8_192;

/// Whether the first bytes are those of a Parquet file.
pub fn looks_like(head: &[u8]) -> bool {
    head.starts_with(b"PAR1") || head.starts_with(MAGIC_ENCRYPTED)
}

/// A file's footer: its schema and where its row groups stand.
#[derive(Debug, Clone)]
pub struct Footer {
    metadata: Arc<ParquetMetaData>,
    /// The leaf columns that can be read: index of the leaf, and its name.
    leaves: Vec<(usize, String)>,
    /// Names of nested columns, which are left out.
    pub nested: Vec<String>,
}

impl Footer {
    /// Reads the footer.
    ///
    /// # Errors
    /// A sentence for a truncated, encrypted or damaged file.
    pub async fn read(source: &dyn ByteSource) -> Result<Self, Diagnostic> {
        let name = source.name();
        if source.len() < (FOOTER_BYTES + 4) as u64 {
            return Err(truncated(name));
        }
        let tail = source.read(source.len() - FOOTER_BYTES as u64, FOOTER_BYTES).await?;
        if tail.ends_with(MAGIC_ENCRYPTED) {
            return Err(encrypted(name));
        }
        let mut last = [0u8; FOOTER_BYTES];
        last.copy_from_slice(&tail);
        let footer = FooterTail::try_new(&last).map_err(|_| truncated(name))?;
        let length = footer.metadata_length();
        let start = source.len().checked_sub((length + FOOTER_BYTES) as u64).ok_or_else(|| truncated(name))?;
        let bytes = source.read(start, length).await?;
        let metadata = ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| damaged(name, &error))?;
        let schema = metadata.file_metadata().schema_descr();
        let (mut leaves, mut nested) = (Vec::new(), Vec::new());
        for (index, leaf) in schema.columns().iter().enumerate() {
            let path = leaf.path().parts();
            let root = path.first().map_or("", String::as_str);
            if path.len() > 1 || leaf.max_rep_level() > 0 {
                if nested.last().is_none_or(|last| last != root) {
                    nested.push(root.to_owned());
                }
            } else {
                leaves.push((index, root.to_owned()));
            }
        }
        Ok(Self { metadata: Arc::new(metadata), leaves, nested })
    }

    /// Names of the columns that can be read.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.leaves.iter().map(|(_, name)| name.as_str())
    }

    /// Rows in the file.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.metadata.file_metadata().num_rows()).unwrap_or(0)
    }

    /// Number of row groups.
    pub fn row_groups(&self) -> usize {
        self.metadata.num_row_groups()
    }

    /// Rows of one row group.
    pub fn group_rows(&self, group: usize) -> usize {
        usize::try_from(self.metadata.row_group(group).num_rows()).unwrap_or(0)
    }

    /// Reads up to `limit` cells of one column of one row group and hands each to `push`; returns the bytes read.
    ///
    /// # Errors
    /// A sentence when the bytes are not what the footer says, or the codec is one that is not built in.
    pub async fn read_column(
        &self,
        source: &dyn ByteSource,
        group: usize,
        column: usize,
        limit: usize,
        push: &mut dyn FnMut(Option<&str>),
    ) -> Result<u64, Diagnostic> {
        let name = source.name();
        let leaf = self.leaves[column].0;
        let chunk = self.metadata.row_group(group).column(leaf);
        let (start, length) = chunk.byte_range();
        if start.saturating_add(length) > source.len() {
            return Err(truncated(name));
        }
        let bytes = source.read(start, usize::try_from(length).unwrap_or(usize::MAX)).await?;
        let reader = Arc::new(Range { start, bytes: bytes.into() });
        let rows = self.group_rows(group);
        let pages = SerializedPageReader::new(reader, chunk, rows, None).map_err(|error| damaged(name, &error))?;
        let descriptor = self.metadata.file_metadata().schema_descr().column(leaf);
        let reader = get_column_reader(descriptor.clone(), Box::new(pages));
        decode(reader, &descriptor, rows.min(limit), push).map_err(|error| damaged(name, &error))?;
        Ok(length)
    }
}

/// A column chunk's bytes under their offsets in the file.
struct Range {
    start: u64,
    bytes: Bytes,
}

impl Range {
    fn slice(&self, start: u64, length: Option<usize>) -> Result<Bytes, ParquetError> {
        let outside = || ParquetError::EOF("a page reaches past its column chunk".to_owned());
        let from = start.checked_sub(self.start).and_then(|from| usize::try_from(from).ok()).ok_or_else(outside)?;
        let to = length.map_or(Some(self.bytes.len()), |length| from.checked_add(length)).ok_or_else(outside)?;
        if from > to || to > self.bytes.len() {
            return Err(outside());
        }
        Ok(self.bytes.slice(from..to))
    }
}

impl Length for Range {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Range {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(Box::new(self.slice(start, None)?.reader()))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.slice(start, Some(length))
    }
}

type Push<'a> = &'a mut dyn FnMut(Option<&str>);

fn decode(reader: ColumnReader, column: &ColumnDescriptor, rows: usize, push: Push<'_>) -> Result<(), ParquetError> {
    let logical = column.logical_type_ref();
    let converted = column.converted_type();
    let scale = decimal_scale(column);
    match reader {
        ColumnReader::BoolColumnReader(reader) => {
            each(reader, rows, push, |value, out| out.push_str(if *value { "true" } else { "false" }))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            let is_date = matches!(logical, Some(LogicalType::Date)) || converted == ConvertedType::DATE;
            let unsigned = is_unsigned(column);
            each(reader, rows, push, move |value, out| match (scale, is_date) {
                (Some(scale), _) => push_decimal(out, i128::from(*value), scale),
                (None, true) => out.push_str(&date::iso(*value)),
                (None, false) if unsigned => push_display(out, value.cast_unsigned()),
                (None, false) => push_display(out, *value),
            })
        }
        ColumnReader::Int64ColumnReader(reader) => {
            let unit = timestamp_unit(column);
            let unsigned = is_unsigned(column);
            each(reader, rows, push, move |value, out| match (scale, unit) {
                (Some(scale), _) => push_decimal(out, i128::from(*value), scale),
                (None, Some(per_second)) => push_timestamp(out, *value, per_second),
                (None, None) if unsigned => push_display(out, value.cast_unsigned()),
                (None, None) => push_display(out, *value),
            })
        }
        ColumnReader::Int96ColumnReader(reader) => {
            each(reader, rows, push, |value, out| push_timestamp(out, value.to_nanos(), 1_000_000_000))
        }
        ColumnReader::FloatColumnReader(reader) => each(reader, rows, push, |value, out| push_f32(out, *value)),
        ColumnReader::DoubleColumnReader(reader) => each(reader, rows, push, |value, out| push_f64(out, *value)),
        ColumnReader::ByteArrayColumnReader(reader) => {
            each(reader, rows, push, move |value, out| push_bytes(out, value.data(), scale))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            each(reader, rows, push, move |value, out| push_bytes(out, value.data(), scale))
        }
    }
}

fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    push: Push<'_>,
    write: impl Fn(&T::T, &mut String),
) -> Result<(), ParquetError> {
    let (mut values, mut levels, mut text) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH), String::new());
    let mut done = 0;
    while done < rows {
        values.clear();
        levels.clear();
        let (records, found, _) = reader.read_records(BATCH.min(rows - done), Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF(format!("{done} of {rows} values are there")));
        }
        let mut next = values.iter();
        for index in 0..records {
            // A column that cannot be null has no levels; found == records then.
            let present = found == records || levels.get(index).is_some_and(|level| *level > 0);
            match present.then(|| next.next()).flatten() {
                Some(value) => {
                    text.clear();
                    write(value, &mut text);
                    push(Some(&text));
                }
                None => push(None),
            }
        }
        done += records;
    }
    Ok(())
}

fn decimal_scale(column: &ColumnDescriptor) -> Option<u32> {
    let decimal = matches!(column.logical_type_ref(), Some(LogicalType::Decimal(_)))
        || column.converted_type() == ConvertedType::DECIMAL;
    decimal.then(|| u32::try_from(column.type_scale()).unwrap_or(0))
}

fn is_unsigned(column: &ColumnDescriptor) -> bool {
    use ConvertedType::{UINT_8, UINT_16, UINT_32, UINT_64};
    matches!(column.converted_type(), UINT_8 | UINT_16 | UINT_32 | UINT_64)
        || matches!(column.logical_type_ref(), Some(LogicalType::Integer(int)) if !int.is_signed)
}

/// Ticks per second of a timestamp column.
fn timestamp_unit(column: &ColumnDescriptor) -> Option<i64> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(stamp)), _) => Some(match stamp.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(1_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(1_000_000),
        _ => None,
    }
}

fn push_display(out: &mut String, value: impl std::fmt::Display) {
    let written = write!(out, "{value}");
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

fn push_f32(out: &mut String, value: f32) {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) {
        push_display(out, format_args!("{value:e}"));
    } else {
        push_display(out, value);
    }
}

fn push_timestamp(out: &mut String, value: i64, per_second: i64) {
    const DAY_SECONDS: i64 = 86_400;
    let (seconds, fraction) = (value.div_euclid(per_second), value.rem_euclid(per_second));
    let day = to_date(i32::try_from(seconds.div_euclid(DAY_SECONDS)).unwrap_or(0));
    let second = seconds.rem_euclid(DAY_SECONDS);
    push_display(out, format_args!("{day} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60));
    let micros = fraction * 1_000_000 / per_second;
    if micros != 0 {
        push_display(out, format_args!(".{micros:06}"));
    }
}

fn push_decimal(out: &mut String, value: i128, scale: u32) {
    let digits = value.unsigned_abs().to_string();
    let scale = scale as usize;
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    if value < 0 {
        out.push('-');
    }
    out.push_str(whole);
    if scale > 0 {
        out.push('.');
        out.push_str(fraction);
    }
}

fn push_bytes(out: &mut String, bytes: &[u8], scale: Option<u32>) {
    match scale {
        Some(scale) if bytes.len() <= 16 => {
            let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
            let start = if negative { -1i128 } else { 0 };
            push_decimal(out, bytes.iter().fold(start, |sum, byte| (sum << 8) | i128::from(*byte)), scale);
        }
        _ => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}

fn truncated(name: &str) -> Diagnostic {
    Diagnostic::error(
        "parquet_truncated",
        format!(
            "“{name}” begins like a Parquet file but ends too early: its last part, the footer, is missing or cut."
        ),
    )
    .in_file(name)
    .hint("Copy or export the file again; the transfer was probably interrupted.")
}

fn encrypted(name: &str) -> Diagnostic {
    Diagnostic::error("parquet_encrypted", format!("“{name}” is an encrypted Parquet file; Varve has no key for it."))
        .in_file(name)
        .hint("Export it without encryption.")
}

fn damaged(name: &str, error: &ParquetError) -> Diagnostic {
    Diagnostic::error("parquet_damaged", format!("“{name}” is a Parquet file that cannot be decoded ({error})."))
        .in_file(name)
        .hint("Write it again with snappy, zstd or no compression, without nested columns.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn values_enter_as_the_spec_writes_them() {
        assert_eq!(text(|out| push_timestamp(out, 1_609_459_200_000, 1_000)), "2021-01-01 00:00:00");
        assert_eq!(text(|out| push_timestamp(out, -1, 1_000_000)), "1969-12-31 23:59:59.999999");
        assert_eq!(text(|out| push_decimal(out, -5, 2)), "-0.05");
        assert_eq!(text(|out| push_decimal(out, 12345, 2)), "123.45");
        assert_eq!(text(|out| push_bytes(out, &[0xff, 0xfe], Some(1))), "-0.2");
        assert_eq!(text(|out| push_f32(out, 0.1)), "0.1");
    }
}
