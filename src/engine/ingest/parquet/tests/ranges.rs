//! What is fetched of a file, and from where.

use parquet::basic::Compression;
use parquet::file::metadata::{ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::WriterProperties;

use super::{Chunk, Data, Sparse, file, owned, read, read_source};
use crate::engine::ingest::parquet::Footer;

const ROWS: i64 = 500_000;

/// Four megabytes of numbers, plain and in lists of two, in pages of about so many bytes.
fn large(page: usize) -> Sparse {
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_data_page_size_limit(page)
        .set_data_page_row_count_limit(usize::MAX)
        .build();
    let numbers = Chunk::required(Data::Int64((0..ROWS).collect()));
    let odd: Vec<i16> = (0..2 * ROWS).map(|n| i16::from(n % 2 == 1)).collect();
    let lists = Chunk::repeated(Data::Int64((0..2 * ROWS).collect()), &vec![1; odd.len()], &odd);
    Sparse::new(file("required int64 n; repeated int64 l;", properties, &[vec![numbers, lists]]), 0)
}

#[test]
fn a_preview_fetches_a_prefix_only() {
    for (page, most) in [(10_000, 256 << 10), (1 << 20, 2 << 20)] {
        let source = large(page);
        let footer = Footer::read(&source).expect("a footer");
        for (column, first) in ["0", "[0,1]"].into_iter().enumerate() {
            source.asked.set(0);
            let mut cells = Vec::new();
            let mut push = |cell: Option<&str>| cells.push(cell.map(str::to_owned));
            let fetched = footer.read_column(&source, 0, column, 20, &mut push).expect("a preview");
            assert_eq!((cells.len(), cells[0].as_deref()), (20, Some(first)));
            assert_eq!(fetched, source.asked.get());
            assert!(fetched <= most, "{fetched} bytes for pages of {page}");
        }
    }
}

#[test]
fn a_whole_column_is_fetched_once() {
    let source = large(1 << 20);
    let footer = Footer::read(&source).expect("a footer");
    for column in 0..2 {
        source.asked.set(0);
        let mut cells = 0;
        let fetched = footer.read_column(&source, 0, column, usize::MAX, &mut |_| cells += 1).expect("all");
        assert_eq!(cells, ROWS);
        assert_eq!(fetched, source.asked.get());
        let chunk = footer.metadata.row_group(0).column(column).compressed_size();
        assert_eq!(i64::try_from(fetched), Ok(chunk));
    }
}

#[test]
fn files_beyond_four_gigabytes_are_read_where_they_say() {
    const HOLE: u64 = 5 << 30;
    let fields = "required int64 n; optional group s { optional binary t (UTF8); }";
    let chunks =
        vec![Chunk::required(Data::Int64(vec![1, 2, 3])), Chunk::optional(Data::texts(&["a", "a"]), &[2, 0, 2])];
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let bytes = file(fields, properties, &[chunks.clone(), chunks]);
    let near = read(&bytes).expect("the file as it was written");
    assert_eq!(near[1].1, owned(&[Some(r#"{"t":"a"}"#), None, Some(r#"{"t":"a"}"#)].repeat(2)));

    let footer_length = u32::from_le_bytes(*bytes[..bytes.len() - 4].last_chunk().expect("a length")) as usize;
    let footer = bytes.len() - 8 - footer_length;
    let metadata = ParquetMetaDataReader::decode_metadata(&bytes[footer..]).expect("a footer");
    let shift = i64::try_from(HOLE).expect("small");
    let groups = metadata.row_groups().iter().map(|group| {
        let columns = group.columns().iter().map(|chunk| {
            let dictionary = chunk.dictionary_page_offset().map(|offset| offset + shift);
            let data = chunk.data_page_offset() + shift;
            let builder = chunk.clone().into_builder().set_data_page_offset(data);
            builder.set_dictionary_page_offset(dictionary).build().expect("a chunk")
        });
        group.clone().into_builder().set_column_metadata(columns.collect()).build().expect("a row group")
    });
    let metadata = metadata.clone().into_builder().set_row_groups(groups.collect()).build();
    let mut far = bytes[..footer].to_vec();
    ParquetMetaDataWriter::new(&mut far, &metadata).finish().expect("a footer in memory");
    assert_eq!(read_source(&Sparse::new(far, HOLE)).expect("the file beyond the hole"), near);
}
