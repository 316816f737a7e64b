//! Files that are cut, damaged or lie: a sentence each, never a panic, and nothing reserved on their word.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::WriterProperties;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::SchemaDescriptor;

use super::{Cells, Chunk, Data, file, owned, read};
use crate::base::Diagnostic;
use crate::engine::ingest::parquet::check;

/// What a footer claims about a file of one column.
struct Claims {
    field: &'static str,
    codec: Compression,
    rows: i64,
    offset: i64,
    dictionary: Option<i64>,
    size: Option<i64>,
    path: Option<&'static str>,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            field: "required int32 x",
            codec: Compression::UNCOMPRESSED,
            rows: 2,
            offset: 4,
            dictionary: None,
            size: None,
            path: None,
        }
    }
}

/// A file of these pages that says what is claimed, and what the reader says to it.
fn claimed(pages: &[u8], claims: Claims) -> Result<Cells, Diagnostic> {
    let schema = parse_message_type(&format!("message m {{ {}; }}", claims.field)).expect("a schema");
    let schema = Arc::new(SchemaDescriptor::new(Arc::new(schema)));
    let size = claims.size.unwrap_or(i64::try_from(pages.len()).expect("few bytes"));
    let mut chunk = ColumnChunkMetaData::builder(schema.column(0))
        .set_compression(claims.codec)
        .set_data_page_offset(claims.offset)
        .set_dictionary_page_offset(claims.dictionary)
        .set_num_values(claims.rows)
        .set_total_compressed_size(size)
        .set_total_uncompressed_size(i64::MAX);
    if let Some(path) = claims.path {
        chunk = chunk.set_file_path(path.to_owned());
    }
    let group = RowGroupMetaData::builder(schema.clone())
        .set_num_rows(claims.rows)
        .set_column_metadata(vec![chunk.build().expect("a chunk")])
        .build()
        .expect("a row group");
    let footer = FileMetaData::new(2, claims.rows, None, None, schema, None);
    let mut bytes = [&b"PAR1"[..], pages].concat();
    let metadata = ParquetMetaData::new(footer, vec![group]);
    ParquetMetaDataWriter::new(&mut bytes, &metadata).finish().expect("a footer in memory");
    read(&bytes).map(|columns| columns.into_iter().next().map(|(_, cells)| cells).unwrap_or_default())
}

fn zigzag(value: i32) -> Vec<u8> {
    let mut rest = ((value << 1) ^ (value >> 31)).cast_unsigned();
    let mut bytes = Vec::new();
    while rest > 0x7f {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    bytes
}

/// A version 1 data page that says to have so many bytes, values and the encoding.
fn page((size, body_size): (i32, i32), values: i32, encoding: i32, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x15, 0, 0x15];
    bytes.extend(zigzag(size));
    bytes.push(0x15);
    bytes.extend(zigzag(body_size));
    bytes.extend([0x2c, 0x15]);
    bytes.extend(zigzag(values));
    bytes.push(0x15);
    bytes.extend(zigzag(encoding));
    bytes.extend([0x15, 6, 0x15, 6, 0, 0]);
    bytes.extend(body);
    bytes
}

fn sentence(result: Result<Cells, Diagnostic>) -> String {
    let error = result.expect_err("a sentence");
    assert!(!error.hints.is_empty());
    format!("{}: {}", error.code, error.message)
}

const BODY: [u8; 8] = [7, 0, 0, 0, 0xff, 0xff, 0xff, 0xff];

#[test]
fn what_is_true_is_read() {
    let cells = claimed(&page((8, 8), 2, 0, &BODY), Claims::default());
    assert_eq!(cells.expect("two numbers"), owned(&[Some("7"), Some("-1")]));
    // A page without values between the others.
    let pages = [page((4, 4), 1, 0, &BODY[..4]), page((0, 0), 0, 0, &[]), page((4, 4), 1, 0, &BODY[4..])].concat();
    assert_eq!(claimed(&pages, Claims::default()).expect("two numbers"), owned(&[Some("7"), Some("-1")]));
}

#[test]
fn footers_that_lie_are_sentences() {
    let good = page((8, 8), 2, 0, &BODY);
    let said = |claims: Claims| sentence(claimed(&good, claims));
    let damaged = "parquet_damaged: “t.parquet” is a Parquet file that cannot be decoded";
    let column = "parquet_damaged: “t.parquet” is a Parquet file whose column “x” cannot be decoded";
    assert_eq!(
        said(Claims { rows: -2, ..Claims::default() }),
        format!("{damaged} (its row group 1 is said to have -2 rows).")
    );
    let outside = format!("{column} (its part of row group 1 is not in the file).");
    for offset in [-1, 0, 5, i64::MAX] {
        assert_eq!(said(Claims { offset, ..Claims::default() }), outside);
    }
    for size in [-1, 1 << 40, i64::MAX] {
        assert_eq!(said(Claims { size: Some(size), ..Claims::default() }), outside);
    }
    assert_eq!(said(Claims { rows: 3, ..Claims::default() }), format!("{column} (it ends after 2 of 3 rows)."));
    assert_eq!(
        said(Claims { rows: 1, ..Claims::default() }),
        format!("{column} (it goes on after row 1, the last of its row group).")
    );
    assert_eq!(
        said(Claims { path: Some("part-0.parquet"), ..Claims::default() }),
        "parquet_unsupported: “t.parquet” is only the index of a Parquet data set: its rows lie in other files, such as “part-0.parquet”."
    );
    assert_eq!(
        said(Claims { codec: Compression::LZO, ..Claims::default() }),
        "parquet_unsupported: “t.parquet” is a Parquet file whose column “x” cannot be read: it is compressed with LZO, which Varve has no decoder for."
    );
    assert_eq!(
        said(Claims { field: "required binary x (DECIMAL(2000000000,1999999999))", ..Claims::default() }),
        format!("{column} (its numbers are said to have 1999999999 decimals).")
    );
    // No dictionary, as some writers put it.
    assert!(claimed(&good, Claims { dictionary: Some(0), ..Claims::default() }).is_ok());
}

#[test]
fn rows_are_counted_twice() {
    let bytes = sample();
    let footer = u32::from_le_bytes(*bytes[..bytes.len() - 4].last_chunk().expect("a length")) as usize;
    let metadata = ParquetMetaDataReader::decode_metadata(&bytes[bytes.len() - 8 - footer..]).expect("a footer");
    let said = metadata.file_metadata();
    let said = FileMetaData::new(said.version(), 9, None, None, said.schema_descr_ptr(), None);
    let lying = ParquetMetaData::new(said, metadata.row_groups().to_vec());
    let error = check("t.parquet", &lying, &[], u64::MAX).expect_err("nine is not three");
    assert!(error.message.ends_with("(its footer says 9 rows, its row groups together 3)."), "{error}");
}

#[test]
fn pages_that_lie_are_sentences() {
    let column = "parquet_damaged: “t.parquet” is a Parquet file whose column “x” cannot be decoded";
    let said = |page: Vec<u8>, claims: Claims| sentence(claimed(&page, claims));
    assert_eq!(
        said(page((8, i32::MAX), 2, 0, &BODY), Claims::default()),
        format!("{column} (a page reaches past the end of its column).")
    );
    for (values, encoding, bytes) in [(2, 0, 7), (i32::MAX, 0, 7), (2, 5, 1), (2, 6, 8), (2, 9, 4)] {
        let body = &BODY[..bytes];
        let length = i32::try_from(bytes).expect("few");
        assert!(said(page((length, length), values, encoding, body), Claims::default()).contains("column “x”"));
    }
    for header in [page((8, -8), 2, 0, &BODY), page((-8, 8), 2, 0, &BODY), page((8, 8), -2, 0, &BODY)] {
        assert_eq!(
            said(header, Claims::default()),
            format!("{column} (the header of a page is not what it should be).")
        );
    }
    assert_eq!(
        said(page((8, 8), 2, 8, &BODY), Claims::default()),
        format!("{column} (a page refers to a dictionary that is not there).")
    );
    assert_eq!(
        said(page((8, 8), 2, 77, &BODY), Claims::default()),
        format!("{column} (it is written in encoding 77, which does not exist).")
    );
    assert_eq!(
        said(page((8, 8), 2, 10, &BODY), Claims { field: "required double x", ..Claims::default() }),
        "parquet_unsupported: “t.parquet” is a Parquet file whose column “x” cannot be read: it is written in the encoding ALP, which Varve does not read here."
    );
    for (codec, size) in [(Compression::SNAPPY, 100_000_000), (Compression::ZSTD(<_>::default()), i32::MAX)] {
        assert_eq!(
            said(page((size, 8), 2, 0, &BODY), Claims { codec, ..Claims::default() }),
            format!("{column} (a page of 8 bytes is said to hold {}).", crate::base::format::bytes(size as u64))
        );
    }
    let field = "required fixed_len_byte_array(2000000000) x";
    assert_eq!(
        said(page((8, 8), 2, 9, &BODY), Claims { field, ..Claims::default() }),
        format!("{column} (the head of a page's values is not what it should be).")
    );
    let field = "required binary x (UTF8)";
    let text = [0xff, 0xff, 0xff, 0xff, b'a'];
    assert_eq!(
        said(page((5, 5), 1, 0, &text), Claims { field, rows: 1, ..Claims::default() }),
        format!("{column} (the values of a page end too early).")
    );
}

/// A small file with a plain, a dictionary and a nested column.
fn sample() -> Vec<u8> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let chunks = vec![
        Chunk::required(Data::Int64(vec![1, 2, 3])),
        Chunk::optional(Data::texts(&["a", "a"]), &[1, 0, 1]),
        Chunk::repeated(Data::Double(vec![1.0, 2.5]), &[0, 1, 1, 0], &[0, 0, 1, 0]),
    ];
    file("required int64 n; optional binary t (UTF8); repeated double l;", properties, &[chunks])
}

#[test]
fn every_cut_is_a_sentence() {
    let bytes = sample();
    assert!(read(&bytes).is_ok());
    for length in 0..bytes.len() {
        let error = read(&bytes[..length]).expect_err("a cut file");
        assert!(["parquet_truncated", "parquet_damaged"].contains(&error.code.as_str()), "{length}: {error}");
    }
    for length in [12usize, 1_000_000, 0x7fff_ffff, 0xffff_ffff] {
        let mut lying = bytes.clone();
        let at = lying.len() - 8;
        lying[at..at + 4].copy_from_slice(&(length as u32).to_le_bytes());
        assert_eq!(read(&lying).expect_err("a lying footer").code, "parquet_damaged");
    }
    let mut encrypted = bytes.clone();
    let at = encrypted.len() - 4;
    encrypted[at..].copy_from_slice(b"PARE");
    assert_eq!(read(&encrypted).expect_err("no key").code, "parquet_encrypted");
}

#[test]
fn every_flipped_bit_is_read_or_refused() {
    let bytes = sample();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            if let Err(error) = read(&flipped) {
                assert!(error.code.starts_with("parquet_") && !error.hints.is_empty(), "{error}");
            }
        }
    }
}
