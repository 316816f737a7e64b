//! Files written by the parquet crate's own writer, read back as text.

mod kinds;
mod lies;
mod nested;
mod ranges;

use std::cell::Cell;
use std::sync::Arc;

use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::Footer;
use crate::base::Diagnostic;
use crate::engine::host::{ByteSource, MemorySource};

/// The values of a column chunk that are there.
#[derive(Debug, Clone)]
enum Data {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<[u32; 3]>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<Vec<u8>>),
    Fixed(Vec<Vec<u8>>),
}

impl Data {
    fn texts(texts: &[&str]) -> Self {
        Self::Bytes(texts.iter().map(|text| text.as_bytes().to_vec()).collect())
    }
}

/// A column chunk: its values, and for each place its levels where the schema has some.
#[derive(Debug, Clone)]
struct Chunk {
    data: Data,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

impl Chunk {
    fn required(data: Data) -> Self {
        Self { data, definitions: Vec::new(), repetitions: Vec::new() }
    }

    fn optional(data: Data, definitions: &[i16]) -> Self {
        Self { data, definitions: definitions.to_vec(), repetitions: Vec::new() }
    }

    fn repeated(data: Data, definitions: &[i16], repetitions: &[i16]) -> Self {
        Self { data, definitions: definitions.to_vec(), repetitions: repetitions.to_vec() }
    }

    fn write(&self, writer: &mut SerializedColumnWriter<'_>) {
        match &self.data {
            Data::Bool(values) => self.batch::<BoolType>(writer, values),
            Data::Int32(values) => self.batch::<Int32Type>(writer, values),
            Data::Int64(values) => self.batch::<Int64Type>(writer, values),
            Data::Int96(values) => {
                let values: Vec<Int96> = values.iter().map(|words| Int96::from(words.to_vec())).collect();
                self.batch::<Int96Type>(writer, &values);
            }
            Data::Float(values) => self.batch::<FloatType>(writer, values),
            Data::Double(values) => self.batch::<DoubleType>(writer, values),
            Data::Bytes(values) => {
                let values: Vec<ByteArray> = values.iter().cloned().map(ByteArray::from).collect();
                self.batch::<ByteArrayType>(writer, &values);
            }
            Data::Fixed(values) => {
                let values: Vec<FixedLenByteArray> = values.iter().cloned().map(FixedLenByteArray::from).collect();
                self.batch::<FixedLenByteArrayType>(writer, &values);
            }
        }
    }

    fn batch<T: DataType>(&self, writer: &mut SerializedColumnWriter<'_>, values: &[T::T]) {
        let levels = |levels: &'_ Vec<i16>| (!levels.is_empty()).then(|| levels.clone());
        let (definitions, repetitions) = (levels(&self.definitions), levels(&self.repetitions));
        let written = writer.typed::<T>().write_batch(values, definitions.as_deref(), repetitions.as_deref());
        written.expect("values that fit the schema");
    }
}

/// A file with these fields and row groups.
fn file(fields: &str, properties: WriterProperties, groups: &[Vec<Chunk>]) -> Vec<u8> {
    let schema = parse_message_type(&format!("message m {{ {fields} }}")).expect("a schema");
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties)).expect("a writer in memory");
    for chunks in groups {
        let mut group = writer.next_row_group().expect("a row group");
        for chunk in chunks {
            let mut column = group.next_column().expect("a column").expect("as many as the schema has");
            chunk.write(&mut column);
            column.close().expect("a whole column");
        }
        group.close().expect("a whole row group");
    }
    writer.close().expect("a whole file");
    bytes
}

type Cells = Vec<Option<String>>;

/// All cells of all columns.
fn read(bytes: &[u8]) -> Result<Vec<(String, Cells)>, Diagnostic> {
    let source = MemorySource::new("t.parquet", bytes);
    read_source(&source)
}

fn read_source(source: &dyn ByteSource) -> Result<Vec<(String, Cells)>, Diagnostic> {
    let footer = Footer::read(source)?;
    let mut columns: Vec<(String, Cells)> = footer.columns().map(|name| (name.to_owned(), Vec::new())).collect();
    for group in 0..footer.row_groups() {
        for (index, (_, cells)) in columns.iter_mut().enumerate() {
            let before = cells.len();
            let mut push = |cell: Option<&str>| cells.push(cell.map(str::to_owned));
            footer.read_column(source, group, index, usize::MAX, &mut push)?;
            assert_eq!(cells.len() - before, footer.group_rows(group));
        }
    }
    Ok(columns)
}

fn owned(cells: &[Option<&str>]) -> Cells {
    cells.iter().map(|cell| cell.map(str::to_owned)).collect()
}

/// Bytes that stand `hole` further back in a file than where they were, and how many were asked for.
struct Sparse {
    bytes: Vec<u8>,
    hole: u64,
    asked: Cell<u64>,
}

impl Sparse {
    fn new(bytes: Vec<u8>, hole: u64) -> Self {
        Self { bytes, hole, asked: Cell::new(0) }
    }
}

impl ByteSource for Sparse {
    fn name(&self) -> &str {
        "t.parquet"
    }

    fn len(&self) -> u64 {
        self.hole + self.bytes.len() as u64
    }

    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic> {
        self.asked.set(self.asked.get() + length as u64);
        let start = usize::try_from(offset.checked_sub(self.hole).expect("nothing is in the hole")).expect("small");
        Ok(self.bytes[start..start + length].to_vec())
    }
}
