//! A page's header, read before the parquet crate sees the page.

use super::thrift::{Cursor, Malformed, Result, kind};

/// How the bytes of a page are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Dictionary,
    /// Levels and values compressed together. The encodings of the levels.
    One {
        definition: i64,
        repetition: i64,
    },
    /// Levels before the values and never compressed: their bytes.
    Two {
        definition: usize,
        repetition: usize,
        compressed: bool,
    },
    /// Neither values nor a dictionary.
    Other,
}

/// A page's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// Bytes of the header itself.
    pub(super) header: usize,
    /// Bytes that follow it.
    pub(super) body: usize,
    /// Bytes of the body when decompressed.
    pub(super) size: usize,
    /// Values in the page, nulls counted.
    pub(super) values: usize,
    pub(super) encoding: i64,
    pub(super) layout: Layout,
}

impl PageHeader {
    /// Reads the header that `bytes` begin with.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self> {
        const DATA: i16 = 5;
        const DICTIONARY: i16 = 7;
        const DATA_TWO: i16 = 8;
        let mut cursor = Cursor::new(bytes);
        let (mut data, mut dictionary, mut data_two) = ([None; 5], [None; 5], [None; 8]);
        let [_, kind, size, body] = cursor.record(|cursor, id, kind| {
            match (id, kind) {
                (DATA, kind::STRUCT) => data = numbers(cursor)?,
                (DICTIONARY, kind::STRUCT) => dictionary = numbers(cursor)?,
                (DATA_TWO, kind::STRUCT) => data_two = numbers(cursor)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let (layout, values, encoding) = match kind {
            Some(0) => {
                let [_, values, encoding, definition, repetition] = data;
                let layout =
                    Layout::One { definition: definition.ok_or(Malformed)?, repetition: repetition.ok_or(Malformed)? };
                (layout, values, encoding)
            }
            Some(2) => (Layout::Dictionary, dictionary[1], dictionary[2]),
            Some(3) => {
                let [_, values, _, _, encoding, definition, repetition, compressed] = data_two;
                let layout = Layout::Two {
                    definition: length(definition)?,
                    repetition: length(repetition)?,
                    compressed: compressed != Some(0),
                };
                (layout, values, encoding)
            }
            Some(_) => (Layout::Other, Some(0), Some(0)),
            None => return Err(Malformed),
        };
        Ok(Self {
            header: cursor.passed(),
            body: length(body)?,
            size: length(size)?,
            values: length(values)?,
            encoding: encoding.ok_or(Malformed)?,
            layout,
        })
    }
}

/// The header of a version 1 page of `body` bytes that become `size`: the shortest way to the crate's codecs, which
/// then has no header of the file's to stumble over.
pub(super) fn disguise(size: usize, body: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body + 32);
    bytes.extend([0x15, 0, 0x15]);
    push_length(&mut bytes, size);
    bytes.push(0x15);
    push_length(&mut bytes, body);
    // No values, plain, levels in runs.
    bytes.extend([0x2c, 0x15, 0, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
    bytes
}

/// Zigzag and in groups of seven bits.
fn push_length(bytes: &mut Vec<u8>, length: usize) {
    let mut rest = (length as u64) << 1;
    while rest > 0x7f {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn numbers<const FIELDS: usize>(cursor: &mut Cursor<'_>) -> Result<[Option<i64>; FIELDS]> {
    cursor.record(|_, _, _| Ok(false))
}

/// A count or a length: the format keeps them in 31 bits.
fn length(value: Option<i64>) -> Result<usize> {
    value.and_then(|value| i32::try_from(value).ok()).and_then(|value| usize::try_from(value).ok()).ok_or(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_header_is_read() {
        // type 0, size 100, body 40, data page of 7 values, plain, levels RLE.
        let bytes = [0x15, 0, 0x15, 200, 1, 0x15, 80, 0x2c, 0x15, 14, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0, 99];
        let header = PageHeader::parse(&bytes).expect("a header");
        let layout = Layout::One { definition: 3, repetition: 3 };
        assert_eq!(header, PageHeader { header: 18, body: 40, size: 100, values: 7, encoding: 0, layout });
        for cut in 0..18 {
            assert_eq!(PageHeader::parse(&bytes[..cut]), Err(Malformed));
        }
    }

    #[test]
    fn a_disguise_is_a_header() {
        for (size, body) in [(0, 0), (100, 40), (i32::MAX as usize, 1 << 20)] {
            let bytes = disguise(size, body);
            let header = PageHeader::parse(&bytes).expect("a header");
            assert_eq!((header.header, header.size, header.body), (bytes.len(), size, body));
        }
    }
}
