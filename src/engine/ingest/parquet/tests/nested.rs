//! Nested columns as JSON.

use parquet::basic::{Compression, Encoding};
use parquet::file::properties::{WriterProperties, WriterVersion};

use super::{Cells, Chunk, Data, file, owned, read};
use crate::engine::host::MemorySource;
use crate::engine::ingest::parquet::Footer;

/// The cells of the columns, the same in pages of either version, of any size.
fn cells(fields: &str, chunks: &[Chunk]) -> Vec<(String, Cells)> {
    let read_as = |version: WriterVersion, dictionary: bool, rows: usize| {
        let properties = WriterProperties::builder()
            .set_writer_version(version)
            .set_dictionary_enabled(dictionary)
            .set_encoding(Encoding::PLAIN)
            .set_compression(Compression::SNAPPY)
            .set_data_page_row_count_limit(rows)
            .set_write_batch_size(1)
            .build();
        read(&file(fields, properties, &[chunks.to_vec()])).expect("a nested file")
    };
    let first = read_as(WriterVersion::PARQUET_1_0, true, 1_000);
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        for dictionary in [true, false] {
            for rows in [1, 2, 1_000] {
                assert_eq!(
                    read_as(version, dictionary, rows),
                    first,
                    "{version:?}, dictionary {dictionary}, {rows} rows"
                );
            }
        }
    }
    for (name, cells) in &first {
        for cell in cells.iter().flatten().filter(|cell| cell.starts_with(['{', '['])) {
            assert!(serde_json::from_str::<serde_json::Value>(cell).is_ok(), "{name}: {cell}");
        }
    }
    first
}

#[test]
fn the_documents_of_the_dremel_paper_come_back() {
    let fields = "required int64 DocId;
        optional group Links { repeated int64 Backward; repeated int64 Forward; }
        repeated group Name {
            repeated group Language { required binary Code (UTF8); optional binary Country (UTF8); }
            optional binary Url (UTF8);
        }";
    let chunks = [
        Chunk::required(Data::Int64(vec![10, 20])),
        Chunk::repeated(Data::Int64(vec![10, 30]), &[1, 2, 2], &[0, 0, 1]),
        Chunk::repeated(Data::Int64(vec![20, 40, 60, 80]), &[2, 2, 2, 2], &[0, 1, 1, 0]),
        Chunk::repeated(Data::texts(&["en-us", "en", "en-gb"]), &[2, 2, 1, 2, 1], &[0, 2, 1, 1, 0]),
        Chunk::repeated(Data::texts(&["us", "gb"]), &[3, 2, 1, 3, 1], &[0, 2, 1, 1, 0]),
        Chunk::repeated(Data::texts(&["http://A", "http://B", "http://C"]), &[2, 2, 1, 2], &[0, 1, 1, 0]),
    ];
    let read = cells(fields, &chunks);
    let column = |index: usize| (read[index].0.as_str(), read[index].1.clone());
    assert_eq!(column(0), ("DocId", owned(&[Some("10"), Some("20")])));
    let links = [r#"{"Backward":[],"Forward":[20,40,60]}"#, r#"{"Backward":[10,30],"Forward":[80]}"#];
    assert_eq!(column(1), ("Links", owned(&links.map(Some))));
    let names = [
        r#"[{"Language":[{"Code":"en-us","Country":"us"},{"Code":"en","Country":null}],"Url":"http://A"},{"Language":[],"Url":"http://B"},{"Language":[{"Code":"en-gb","Country":"gb"}],"Url":null}]"#,
        r#"[{"Language":[],"Url":"http://C"}]"#,
    ];
    assert_eq!(column(2), ("Name", owned(&names.map(Some))));
}

#[test]
fn nulls_at_every_depth_are_told_apart() {
    let field = "optional group a (LIST) { repeated group list { optional group element (LIST) {
        repeated group list { optional int32 element; } } } }";
    // null, [], [null], [[]], [[null]], [[1,2],[3]]
    let chunk = Chunk::repeated(Data::Int32(vec![1, 2, 3]), &[0, 1, 2, 3, 4, 5, 5, 5], &[0, 0, 0, 0, 0, 0, 2, 1]);
    let expected = [None, Some("[]"), Some("[null]"), Some("[[]]"), Some("[[null]]"), Some("[[1,2],[3]]")];
    assert_eq!(cells(field, &[chunk])[0].1, owned(&expected));
}

#[test]
fn structs_hold_every_kind_of_value() {
    let field = "optional group s { required double d; optional int32 day (DATE); required binary t (UTF8);
        required boolean b; required fixed_len_byte_array(20) m (DECIMAL(40,2)); optional group o { optional float f; } }";
    let chunks = [
        Chunk::optional(Data::Double(vec![0.5, f64::NAN]), &[1, 0, 1]),
        Chunk::optional(Data::Int32(vec![0]), &[2, 0, 1]),
        Chunk::optional(Data::texts(&["a \"b\"\n", "\\"]), &[1, 0, 1]),
        Chunk::optional(Data::Bool(vec![true, false]), &[1, 0, 1]),
        Chunk::optional(Data::Fixed(vec![vec![0; 20], vec![0xff; 20]]), &[1, 0, 1]),
        Chunk::optional(Data::Float(vec![]), &[1, 0, 2]),
    ];
    let expected = [
        Some(r#"{"d":0.5,"day":"1970-01-01","t":"a \"b\"\n","b":true,"m":0.00,"o":null}"#),
        None,
        Some(r#"{"d":"NaN","day":null,"t":"\\","b":false,"m":-0.01,"o":{"f":null}}"#),
    ];
    assert_eq!(cells(field, &chunks)[0].1, owned(&expected));
}

#[test]
fn maps_have_texts_as_keys() {
    let field = "optional group m (MAP) { repeated group key_value {
        required int32 key; optional group value (LIST) { repeated group list { required int64 element; } } } }";
    // null, {}, {1:null, 2:[5,6], 3:[]}
    let chunks = [
        Chunk::repeated(Data::Int32(vec![1, 2, 3]), &[0, 1, 2, 2, 2], &[0, 0, 0, 1, 1]),
        Chunk::repeated(Data::Int64(vec![5, 6]), &[0, 1, 2, 4, 4, 3], &[0, 0, 0, 1, 2, 1]),
    ];
    let expected = [None, Some("{}"), Some(r#"{"1":null,"2":[5,6],"3":[]}"#)];
    assert_eq!(cells(field, &chunks)[0].1, owned(&expected));
    let field =
        "required group m (MAP) { repeated group key_value { required int32 key (DATE); required binary value; } }";
    let chunks = [
        Chunk::repeated(Data::Int32(vec![0, 1]), &[1, 1], &[0, 1]),
        Chunk::repeated(Data::texts(&["x", "y"]), &[1, 1], &[0, 1]),
    ];
    assert_eq!(cells(field, &chunks)[0].1, owned(&[Some(r#"{"1970-01-01":"x","1970-01-02":"y"}"#)]));
}

#[test]
fn lists_of_old_writers_are_lists() {
    let two_levels = "required group a (LIST) { repeated binary element; }";
    let chunk = Chunk::repeated(Data::texts(&["x", "y"]), &[0, 1, 1], &[0, 0, 1]);
    assert_eq!(cells(two_levels, &[chunk])[0].1, owned(&[Some("[]"), Some(r#"["x","y"]"#)]));
    let bare = "repeated int64 a;";
    let chunk = Chunk::repeated(Data::Int64(vec![1, 2]), &[1, 1, 0], &[0, 1, 0]);
    assert_eq!(cells(bare, &[chunk])[0].1, owned(&[Some("[1,2]"), Some("[]")]));
}

#[test]
fn columns_keep_the_order_of_the_schema() {
    let fields = "required group a { required int32 x; } required int32 b; repeated int32 c; required int32 d;";
    let one = |definitions: &[i16]| Chunk::repeated(Data::Int32(vec![1]), definitions, &[0; 1][..definitions.len()]);
    let chunks = [one(&[]), one(&[]), one(&[1]), one(&[])];
    let read = cells(fields, &chunks);
    let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
    let texts: Vec<&str> = read.iter().filter_map(|(_, cells)| cells[0].as_deref()).collect();
    assert_eq!(texts, [r#"{"x":1}"#, "1", "[1]", "1"]);
}

#[test]
fn a_group_without_values_is_left_out_by_name() {
    let chunk = Chunk::required(Data::Int32(vec![1]));
    let bytes = file("required int32 a; optional group nothing { } ", WriterProperties::default(), &[vec![chunk]]);
    let footer = Footer::read(&MemorySource::new("t.parquet", bytes.clone())).expect("a footer");
    assert_eq!(footer.nested, ["nothing"]);
    assert_eq!(read(&bytes).expect("the other column"), [("a".to_owned(), owned(&[Some("1")]))]);
}
