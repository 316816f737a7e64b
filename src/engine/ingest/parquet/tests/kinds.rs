//! Every type in every codec, page version and encoding.

use parquet::basic::{BrotliLevel, Compression, Encoding, GzipLevel, ZstdLevel};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::schema::types::ColumnPath;
use proptest::prelude::*;

use super::{Chunk, Data, file, owned, read};

fn codecs() -> [Compression; 7] {
    [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4,
        Compression::LZ4_RAW,
        Compression::BROTLI(BrotliLevel::default()),
    ]
}

const VERSIONS: [WriterVersion; 2] = [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0];

/// A field, the values in it, and their texts.
struct Kind {
    field: &'static str,
    data: Data,
    texts: Vec<&'static str>,
}

fn kind(field: &'static str, data: Data, texts: &[&'static str]) -> Kind {
    Kind { field, data, texts: texts.to_vec() }
}

fn kinds() -> Vec<Kind> {
    let stamp = |nanos: i64, day: u32| [nanos as u32, (nanos >> 32) as u32, day];
    vec![
        kind("boolean x", Data::Bool(vec![true, false]), &["true", "false"]),
        kind("int32 x", Data::Int32(vec![-7, i32::MAX]), &["-7", "2147483647"]),
        kind("int64 x", Data::Int64(vec![i64::MIN, 42]), &["-9223372036854775808", "42"]),
        kind("int32 x (INTEGER(8,true))", Data::Int32(vec![-128, 127]), &["-128", "127"]),
        kind("int32 x (INTEGER(32,false))", Data::Int32(vec![-1, 5]), &["4294967295", "5"]),
        kind("int64 x (INTEGER(64,false))", Data::Int64(vec![-1, 5]), &["18446744073709551615", "5"]),
        kind("int32 x (UINT_16)", Data::Int32(vec![65_535, 0]), &["65535", "0"]),
        kind("float x", Data::Float(vec![0.1, -1e-7]), &["0.1", "-1e-7"]),
        kind("double x", Data::Double(vec![0.1, 1e16]), &["0.1", "1e16"]),
        kind("fixed_len_byte_array(2) x (FLOAT16)", Data::Fixed(vec![vec![0x66, 0x2e], vec![0, 0x3c]]), &["0.1", "1"]),
        kind("binary x (UTF8)", Data::texts(&["Zürich", ""]), &["Zürich", ""]),
        kind("binary x (ENUM)", Data::texts(&["on", "off"]), &["on", "off"]),
        kind("binary x (JSON)", Data::texts(&["{\"a\":1}", "[]"]), &["{\"a\":1}", "[]"]),
        kind("binary x (BSON)", Data::Bytes(vec![vec![5, 0, 0, 0, 0x80], vec![0xff]]), &["0x0500000080", "0xff"]),
        kind("binary x", Data::Bytes(vec![b"plain".to_vec(), vec![0xc3]]), &["plain", "0xc3"]),
        kind("fixed_len_byte_array(3) x", Data::Fixed(vec![b"abc".to_vec(), vec![0xff; 3]]), &["abc", "0xffffff"]),
        kind(
            "fixed_len_byte_array(16) x (UUID)",
            Data::Fixed(vec![(0..16).collect(), vec![0xff; 16]]),
            &["00010203-0405-0607-0809-0a0b0c0d0e0f", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
        ),
        kind(
            "fixed_len_byte_array(12) x (INTERVAL)",
            Data::Fixed(vec![vec![1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0], vec![0; 12]]),
            &["P1M2DT0.003S", "P0M0DT0S"],
        ),
        kind("int32 x (DECIMAL(9,2))", Data::Int32(vec![-5, 12_345]), &["-0.05", "123.45"]),
        kind("int64 x (DECIMAL(18,0))", Data::Int64(vec![-5, 12_345]), &["-5", "12345"]),
        kind("binary x (DECIMAL(20,3))", Data::Bytes(vec![vec![0xff], vec![1, 0]]), &["-0.001", "0.256"]),
        kind(
            "fixed_len_byte_array(17) x (DECIMAL(40,1))",
            Data::Fixed(vec![vec![0xff; 17], [&[1u8][..], &[0; 16]].concat()]),
            &["-0.1", "34028236692093846346337460743176821145.6"],
        ),
        kind("int32 x (DATE)", Data::Int32(vec![-1, 18_628]), &["1969-12-31", "2021-01-01"]),
        kind("int32 x (TIME(MILLIS,true))", Data::Int32(vec![0, 86_399_001]), &["00:00:00", "23:59:59.001000"]),
        kind("int64 x (TIME(MICROS,false))", Data::Int64(vec![1, 3_600_000_000]), &["00:00:00.000001", "01:00:00"]),
        kind("int64 x (TIME(NANOS,true))", Data::Int64(vec![0, 1_000]), &["00:00:00", "00:00:00.000001"]),
        kind(
            "int64 x (TIMESTAMP(MILLIS,true))",
            Data::Int64(vec![1_609_459_200_000, -1]),
            &["2021-01-01 00:00:00", "1969-12-31 23:59:59.999000"],
        ),
        kind(
            "int64 x (TIMESTAMP(MICROS,false))",
            Data::Int64(vec![1_609_459_200_000_001, i64::MAX]),
            &["2021-01-01 00:00:00.000001", "+294247-01-10 04:00:54.775807"],
        ),
        kind(
            "int64 x (TIMESTAMP(NANOS,true))",
            Data::Int64(vec![1_609_459_200_000_001_000, 0]),
            &["2021-01-01 00:00:00.000001", "1970-01-01 00:00:00"],
        ),
        kind(
            "int64 x (TIMESTAMP_MILLIS)",
            Data::Int64(vec![0, 1]),
            &["1970-01-01 00:00:00", "1970-01-01 00:00:00.001000"],
        ),
        kind(
            "int96 x",
            Data::Int96(vec![stamp(0, 2_459_216), stamp(3_661_000_001_000, 2_440_588)]),
            &["2021-01-01 00:00:00", "1970-01-01 01:01:01.000001"],
        ),
    ]
}

/// Small pages, so that levels and values go over many.
fn properties(codec: Compression, version: WriterVersion, dictionary: bool) -> WriterProperties {
    WriterProperties::builder()
        .set_compression(codec)
        .set_writer_version(version)
        .set_dictionary_enabled(dictionary)
        .set_data_page_row_count_limit(3)
        .set_write_batch_size(3)
        .build()
}

#[test]
fn every_type_is_read_in_every_codec_and_page() {
    for codec in codecs() {
        for version in VERSIONS {
            for dictionary in [true, false] {
                for Kind { field, data, texts } in kinds() {
                    let context = format!("{field} in {codec}, {version:?}, dictionary {dictionary}");
                    let properties = || properties(codec, version, dictionary);
                    let required =
                        file(&format!("required {field};"), properties(), &[vec![Chunk::required(data.clone())]]);
                    let cells: Vec<Option<&str>> = texts.iter().map(|text| Some(*text)).collect();
                    assert_eq!(read(&required).expect(&context)[0].1, owned(&cells), "{context}");
                    let levels = [0, 1, 0, 0, 1, 0];
                    let chunk = Chunk::optional(data.clone(), &levels);
                    let optional =
                        file(&format!("optional {field};"), properties(), &[vec![chunk.clone()], vec![chunk]]);
                    let cells = [None, cells[0], None, None, cells[1], None].repeat(2);
                    assert_eq!(read(&optional).expect(&context)[0].1, owned(&cells), "{context}");
                }
            }
        }
    }
}

#[test]
fn nothing_but_nulls_and_nothing_at_all_are_read() {
    for version in VERSIONS {
        for dictionary in [true, false] {
            let properties = || properties(Compression::SNAPPY, version, dictionary);
            let nulls = file("optional int64 x;", properties(), &[vec![Chunk::optional(Data::Int64(vec![]), &[0; 7])]]);
            assert_eq!(read(&nulls).expect("nulls")[0].1, vec![None; 7]);
            let none = file("optional int64 x; required binary y;", properties(), &[]);
            let columns = read(&none).expect("no rows");
            assert_eq!(columns, [("x".to_owned(), vec![]), ("y".to_owned(), vec![])]);
        }
    }
}

fn encoded(field: &str, data: Data, levels: &[i16], encoding: Encoding, version: WriterVersion) -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_column_encoding(ColumnPath::from("x"), encoding)
        .set_writer_version(version)
        .set_data_page_size_limit(200)
        .set_write_batch_size(16)
        .build();
    file(&format!("optional {field} x;"), properties, &[vec![Chunk::optional(data, levels)]])
}

/// The texts at the places where a level is 1.
fn spread(texts: impl Iterator<Item = String>, levels: &[i16]) -> Vec<Option<String>> {
    let mut texts = texts;
    levels.iter().map(|level| (*level > 0).then(|| texts.next()).flatten()).collect()
}

proptest! {
    #[test]
    fn integers_survive_every_encoding(values in prop::collection::vec(prop::option::weighted(0.8, any::<i64>()), 1..400), shift in 0..64u32) {
        let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
        // Close together as well as far apart.
        let long: Vec<i64> = values.iter().flatten().map(|value| value >> shift).collect();
        let short: Vec<i32> = long.iter().map(|value| *value as i32).collect();
        for encoding in [Encoding::PLAIN, Encoding::DELTA_BINARY_PACKED, Encoding::BYTE_STREAM_SPLIT] {
            for version in VERSIONS {
                let cells = read(&encoded("int64", Data::Int64(long.clone()), &levels, encoding, version));
                prop_assert_eq!(&cells.expect("a file")[0].1, &spread(long.iter().map(i64::to_string), &levels));
                let cells = read(&encoded("int32", Data::Int32(short.clone()), &levels, encoding, version));
                prop_assert_eq!(&cells.expect("a file")[0].1, &spread(short.iter().map(i32::to_string), &levels));
            }
        }
    }

    #[test]
    fn texts_survive_every_encoding(values in prop::collection::vec(prop::option::weighted(0.8, "[a-c]{0,6}é?"), 1..300)) {
        let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
        let texts: Vec<&str> = values.iter().flatten().map(String::as_str).collect();
        for encoding in [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
            for version in VERSIONS {
                let cells = read(&encoded("binary", Data::texts(&texts), &levels, encoding, version));
                prop_assert_eq!(&cells.expect("a file")[0].1, &values);
            }
        }
    }

    #[test]
    fn booleans_survive_every_encoding(values in prop::collection::vec(any::<(bool, bool)>(), 1..300)) {
        let levels: Vec<i16> = values.iter().map(|(there, _)| i16::from(*there)).collect();
        let there: Vec<bool> = values.iter().filter(|(there, _)| *there).map(|(_, value)| *value).collect();
        for encoding in [Encoding::PLAIN, Encoding::RLE] {
            for version in VERSIONS {
                let cells = read(&encoded("boolean", Data::Bool(there.clone()), &levels, encoding, version));
                prop_assert_eq!(&cells.expect("a file")[0].1, &spread(there.iter().map(bool::to_string), &levels));
            }
        }
    }
}
