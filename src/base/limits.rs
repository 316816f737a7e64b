//! Hard limits, each with its reason. A file beyond one is refused with a sentence that names it.

/// Columns that one file may have: a table wider than this is not a table of sales, and every column costs memory per row.
pub const MAX_COLUMNS: usize = 2_000;

/// Bytes of one CSV record: beyond it an unclosed quote is far more likely than a real value.
pub const MAX_RECORD_BYTES: usize = 16 << 20;

/// Rows of one run: row numbers and dense keys are 32 bits wide.
pub const MAX_ROWS: usize = 1 << 31;

/// Bytes read from a file at a time: large enough to be fast, small enough for progress and cancel to be prompt.
pub const CHUNK_BYTES: usize = 4 << 20;

/// Bytes looked at to tell a file's kind, its delimiter and its header before the full read.
pub const SNIFF_BYTES: usize = 256 << 10;

/// Rows shown of a file before the full read.
pub const PREVIEW_ROWS: usize = 100;

/// Rows that a page of a table may have.
pub const MAX_PAGE_ROWS: usize = 1_000;

/// Files taken from one archive.
pub const MAX_ARCHIVE_MEMBERS: usize = 1_000;

/// Bytes that the members of one archive may unpack to: more would not fit in a tab.
pub const MAX_UNPACKED_BYTES: u64 = 4 << 30;

/// Times that packed bytes may grow: real tables stay far below, archives made to fill a disk reach a thousand.
pub const MAX_UNPACKED_RATIO: u64 = 300;

/// Unpacked bytes from which the ratio is looked at: small files of one repeated line are harmless.
pub const UNPACKED_RATIO_FROM: u64 = 64 << 20;

/// Bytes of a packed Parquet file or workbook, which must be held as a whole to be read by ranges.
pub const MAX_UNPACKED_IN_MEMORY: usize = 1 << 30;
