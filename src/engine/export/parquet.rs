//! Parquet with zstd, one row group at a time.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::not_written;
use crate::base::Diagnostic;
use crate::engine::table::{Cells, Part, Table};

/// Rows of a row group: small enough that a group's columns stay a few megabytes each.
pub(super) const GROUP_ROWS: usize = 1 << 17;

/// The bytes written and not yet taken. The writer wants a `Send` target, which a browser's sink is not.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A Parquet file being written.
pub(super) struct Writer {
    writer: SerializedFileWriter<Buffer>,
    buffer: Buffer,
}

impl Writer {
    /// Begins a file for a table.
    pub(super) fn new(table: &Table) -> Result<Self, Diagnostic> {
        let buffer = Buffer::default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("varve ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .build();
        let schema = schema(table).map_err(|error| not_written(&error))?;
        let writer = SerializedFileWriter::new(buffer.clone(), Arc::new(schema), Arc::new(properties))
            .map_err(|error| not_written(&error))?;
        Ok(Self { writer, buffer })
    }

    /// Writes a row group.
    pub(super) fn group(&mut self, part: Part<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        self.try_group(part, range).map_err(|error| not_written(&error))
    }

    fn try_group(&mut self, part: Part<'_>, range: Range<usize>) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for (_, cells) in part.table.columns() {
            if let Some(mut column) = group.next_column()? {
                write_column(&mut column, cells, part, range.clone())?;
                column.close()?;
            }
        }
        group.close()?;
        Ok(())
    }

    /// The bytes written since the last call.
    pub(super) fn take(&self) -> Vec<u8> {
        self.buffer.take()
    }

    /// Writes the footer and returns the last bytes.
    pub(super) fn finish(self) -> Result<Vec<u8>, Diagnostic> {
        self.writer.close().map_err(|error| not_written(&error))?;
        Ok(self.buffer.take())
    }
}

fn schema(table: &Table) -> Result<Type, ParquetError> {
    let fields = table
        .columns()
        .map(|(spec, cells)| {
            let (physical, logical) = match cells {
                Cells::Int(_) => (PhysicalType::INT64, None),
                Cells::Float(_) => (PhysicalType::DOUBLE, None),
                Cells::Day(_) => (PhysicalType::INT32, Some(LogicalType::Date)),
                Cells::Text(_) | Cells::Shared(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            };
            Type::primitive_type_builder(spec.name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()
                .map(Arc::new)
        })
        .collect::<Result<_, _>>()?;
    Type::group_type_builder(table.spec.name).with_fields(fields).build()
}

fn write_column(
    column: &mut SerializedColumnWriter<'_>,
    cells: &Cells,
    part: Part<'_>,
    range: Range<usize>,
) -> Result<(), ParquetError> {
    match cells {
        Cells::Int(cell) => {
            let (values, levels) = present(part, range, |row, push| push(cell(row)));
            column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Cells::Float(cell) => {
            let (values, levels) = present(part, range, |row, push| push(cell(row)));
            column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        Cells::Day(cell) => {
            let (values, levels) = present(part, range, |row, push| push(cell(row)));
            column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
        }
        Cells::Text(cell) => {
            let (values, levels) =
                present(part, range, |row, push| push(cell(row).map(|text| ByteArray::from(text.as_bytes().to_vec()))));
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Cells::Shared(cell) => {
            let (values, levels) = present(part, range, |row, push| {
                cell(row, &mut |text| push(text.map(|text| ByteArray::from(text.as_bytes().to_vec()))))
            });
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}

/// The values that are there, and for each row whether one is.
fn present<T>(
    part: Part<'_>,
    range: Range<usize>,
    cell: impl Fn(usize, &mut dyn FnMut(Option<T>)),
) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut levels) = (Vec::with_capacity(range.len()), Vec::with_capacity(range.len()));
    for place in range {
        cell(part.row(place), &mut |value| {
            levels.push(i16::from(value.is_some()));
            values.extend(value);
        });
    }
    (values, levels)
}
