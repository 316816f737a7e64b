//! A column chunk's pages by ranges: no more of the file is held than the page being read and what was fetched with it.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::column::page::PageReader;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

use super::header::{Layout, PageHeader, disguise};
use super::problem::{Problem, Result};
use crate::base::format;
use crate::engine::host::ByteSource;

/// Bytes fetched first where only some cells are wanted; then four times as many at a time.
const FEW: usize = 256 << 10;
/// Bytes fetched at a time, unless a page is larger.
const MANY: usize = 4 << 20;
/// A page header is some dozen bytes, and a few thousand where it holds long texts as statistics.
const MAX_HEADER: usize = 16 << 20;
/// Bytes of a page when decompressed. Writers make pages of about one megabyte.
const MAX_PAGE: usize = 1 << 30;
/// Pages so small may be larger than their chunk says all of it is: some writers leave that number wrong.
const SMALL_PAGE: usize = 16 << 20;

/// How many bytes to fetch at a time: next, and at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fetch {
    next: usize,
    most: usize,
}

impl Fetch {
    /// For a column of so many leaves, which are all read at once; `few` when only its first cells are wanted.
    pub(super) fn new(leaves: usize, few: bool) -> Self {
        let part = |bytes: usize| (bytes / leaves.max(1)).max(bytes / 16);
        let most = part(MANY);
        Self { next: if few { part(FEW) } else { most }, most }
    }
}

/// A page with its bytes decompressed.
pub(super) struct Page {
    pub(super) header: PageHeader,
    /// Of a version 2 page the levels, which stand by themselves.
    pub(super) levels: Bytes,
    pub(super) body: Bytes,
}

/// The pages of one column chunk.
pub(super) struct Pages<'a> {
    source: &'a dyn ByteSource,
    chunk: &'a ColumnChunkMetaData,
    /// Bytes fetched and not yet passed.
    window: Bytes,
    /// Where the window ends in the file, and where the chunk does.
    position: u64,
    end: u64,
    fetch: Fetch,
    /// Bytes fetched so far.
    fetched: u64,
}

impl<'a> Pages<'a> {
    /// Begins at a chunk's first page.
    pub(super) fn new(source: &'a dyn ByteSource, chunk: &'a ColumnChunkMetaData, fetch: Fetch) -> Result<Self> {
        check_codec(chunk.compression())?;
        let (start, end) = range(chunk).ok_or_else(|| Problem::damaged("its place in the file is negative"))?;
        Ok(Self { source, chunk, window: Bytes::new(), position: start, end, fetch, fetched: 0 })
    }

    /// Bytes fetched from the file.
    pub(super) fn fetched(&self) -> u64 {
        self.fetched
    }

    /// The next page; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Page>> {
        loop {
            if self.window.is_empty() && self.position >= self.end {
                return Ok(None);
            }
            let header = self.header()?;
            let length = header.header + header.body;
            self.need(length)?;
            let mut body = self.window.split_to(length).split_off(header.header);
            let (levels, compressed) = match header.layout {
                Layout::Other => continue,
                Layout::Dictionary | Layout::One { .. } => (0, true),
                Layout::Two { definition, repetition, compressed } => (definition + repetition, compressed),
            };
            if levels > body.len().min(header.size) {
                return Err(Problem::damaged("the levels of a page are longer than the page"));
            }
            let levels = body.split_to(levels);
            if compressed && self.chunk.compression() != Compression::UNCOMPRESSED {
                body = self.decompress(header.size - levels.len(), &body)?;
            }
            return Ok(Some(Page { header, levels, body }));
        }
    }

    fn header(&mut self) -> Result<PageHeader> {
        loop {
            if let Ok(header) = PageHeader::parse(&self.window) {
                return Ok(header);
            }
            // Perhaps only cut off by the window's end.
            if self.position >= self.end || self.window.len() > MAX_HEADER {
                return Err(Problem::damaged("the header of a page is not what it should be"));
            }
            self.need(self.window.len() + 1)?;
        }
    }

    /// Fetches until the window has `length` bytes.
    fn need(&mut self, length: usize) -> Result<()> {
        let missing = length.saturating_sub(self.window.len());
        if missing == 0 {
            return Ok(());
        }
        let left = usize::try_from(self.end - self.position).unwrap_or(usize::MAX);
        if missing > left {
            return Err(Problem::damaged("a page reaches past the end of its column"));
        }
        let fetched = self.source.read(self.position, missing.max(self.fetch.next).min(left))?;
        self.position += fetched.len() as u64;
        self.fetched += fetched.len() as u64;
        self.fetch.next = (self.fetch.next * 4).min(self.fetch.most);
        self.window = if self.window.is_empty() {
            fetched.into()
        } else {
            let mut joined = Vec::with_capacity(self.window.len() + fetched.len());
            joined.extend_from_slice(&self.window);
            joined.extend_from_slice(&fetched);
            joined.into()
        };
        Ok(())
    }

    fn decompress(&self, size: usize, body: &[u8]) -> Result<Bytes> {
        // No values at all: some writers compress that, some leave it out.
        if size == 0 {
            return Ok(Bytes::new());
        }
        self.check_size(size, body.len())?;
        // Decoders that are at hand: the crate's would bring brotli's encoder, and stop at no size.
        match self.chunk.compression() {
            Compression::GZIP(_) => return inflate(MultiGzDecoder::new(body), size),
            Compression::BROTLI(_) => return inflate(brotli_decompressor::Decompressor::new(body, 4_096), size),
            _ => {}
        }
        // The crate keeps its codecs to itself; a chunk of one page is the way to them.
        let mut page = disguise(size, body.len());
        page.extend_from_slice(body);
        let chunk = ColumnChunkMetaData::builder(self.chunk.column_descr_ptr())
            .set_compression(self.chunk.compression())
            .set_total_compressed_size(i64::try_from(page.len()).unwrap_or(i64::MAX))
            .build()?;
        let mut reader = SerializedPageReader::new(Arc::new(Bytes::from(page)), &chunk, 0, None)?;
        let page = reader.get_next_page()?.ok_or_else(|| Problem::damaged("a page is empty"))?;
        Ok(page.buffer().clone())
    }

    /// The crate reserves what it is told, so that must be something the bytes could become.
    fn check_size(&self, size: usize, body: usize) -> Result<()> {
        // The most that a byte of each codec can stand for.
        let factor = match self.chunk.compression() {
            Compression::SNAPPY => 22,
            Compression::LZ4 | Compression::LZ4_RAW => 256,
            Compression::GZIP(_) => 1_033,
            _ => 1 << 15,
        };
        let possible = body.saturating_mul(factor).saturating_add(1 << 10);
        let said = usize::try_from(self.chunk.uncompressed_size()).unwrap_or(0).max(SMALL_PAGE);
        let bytes = format::bytes(size as u64);
        if size > possible || size > said {
            return Err(Problem::damaged(format!("a page of {body} bytes is said to hold {bytes}")));
        }
        if size > MAX_PAGE {
            return Err(Problem::Unsupported {
                what: format!("it has a page of {bytes}, more than fits into a browser"),
                hint: "Write the file again with pages of about one megabyte, as most programs do by default."
                    .to_owned(),
            });
        }
        Ok(())
    }
}

/// Reads what should be `size` bytes, and no more than one byte beyond.
fn inflate(decoder: impl Read, size: usize) -> Result<Bytes> {
    let mut bytes = Vec::with_capacity(size);
    decoder.take(size as u64 + 1).read_to_end(&mut bytes).map_err(|_| Problem::damaged("a page cannot be unpacked"))?;
    if bytes.len() == size { Ok(bytes.into()) } else { Err(Problem::damaged("a page is not as long as it says")) }
}

/// Where a chunk begins and ends in the file; `None` where the footer lies.
pub(super) fn range(chunk: &ColumnChunkMetaData) -> Option<(u64, u64)> {
    let data = chunk.data_page_offset();
    // Some writers say 0 for “no dictionary”.
    let dictionary = chunk.dictionary_page_offset().filter(|dictionary| (1..data).contains(dictionary));
    let start = u64::try_from(dictionary.unwrap_or(data)).ok()?;
    Some((start, start.checked_add(u64::try_from(chunk.compressed_size()).ok()?)?))
}

fn check_codec(codec: Compression) -> Result<()> {
    match codec {
        Compression::UNCOMPRESSED
        | Compression::SNAPPY
        | Compression::GZIP(_)
        | Compression::BROTLI(_)
        | Compression::LZ4
        | Compression::LZ4_RAW
        | Compression::ZSTD(_) => Ok(()),
        Compression::LZO => Err(Problem::Unsupported {
            what: format!("it is compressed with {codec}, which Varve has no decoder for"),
            hint: "Write the file again with zstd, snappy, gzip, lz4, brotli or no compression.".to_owned(),
        }),
    }
}
