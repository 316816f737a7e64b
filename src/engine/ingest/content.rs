//! Where the bytes of a table are: in a file of their own, or packed in an archive.

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::{DeflateDecoder, GzDecoder};

use super::range::{RangeReader, carried};
use crate::base::limits::{
    CHUNK_BYTES, MAX_UNPACKED_BYTES, MAX_UNPACKED_IN_MEMORY, MAX_UNPACKED_RATIO, UNPACKED_RATIO_FROM,
};
use crate::base::{Diagnostic, format};
use crate::engine::host::{ByteSource, LocalFuture, MemorySource};

/// Chunks of a file that are asked for before they are needed.
const CHUNKS_AHEAD: usize = 2;

/// How bytes are packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Member(Member),
}

/// A member of a ZIP archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Place of its packed bytes in the archive.
    pub(super) start: u64,
    pub(super) packed: u64,
    pub(super) unpacked: u64,
    pub(super) crc: u32,
    pub(super) deflated: bool,
}

/// The bytes of one table.
#[derive(Clone)]
pub struct Content {
    name: String,
    source: Rc<dyn ByteSource>,
    packing: Packing,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("name", &self.name).field("packing", &self.packing).finish_non_exhaustive()
    }
}

impl Content {
    pub(super) fn new(name: impl Into<String>, source: Rc<dyn ByteSource>, packing: Packing) -> Self {
        Self { name: name.into(), source, packing }
    }

    /// The file's path, or the archive's followed by the member's.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same under another name: those of a session are distinct.
    #[must_use]
    pub fn renamed(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// Bytes as stored.
    pub fn bytes(&self) -> u64 {
        match &self.packing {
            Packing::None | Packing::Gzip => self.source.len(),
            Packing::Member(member) => member.packed,
        }
    }

    /// Bytes when unpacked, where that is told.
    pub fn unpacked_bytes(&self) -> Option<u64> {
        match &self.packing {
            Packing::None => Some(self.source.len()),
            Packing::Gzip => None,
            Packing::Member(member) => Some(member.unpacked),
        }
    }

    /// Whether it is in an archive.
    pub fn is_packed(&self) -> bool {
        self.packing != Packing::None
    }

    /// How it is packed, in a word for people; empty when it is not.
    pub fn packing(&self) -> &'static str {
        match self.packing {
            Packing::None => "",
            Packing::Gzip => "gzip",
            Packing::Member(_) => "ZIP",
        }
    }

    /// Its bytes from the first on.
    pub fn stream(&self) -> Stream {
        let part = |start, end| RangeReader::part(self.source.clone(), start, end);
        let (reader, read): (Box<dyn Read>, _) = match &self.packing {
            Packing::None => return Stream { name: self.name.clone(), from: From::file(self.source.clone()) },
            Packing::Gzip => {
                let packed = part(0, self.source.len());
                let read = packed.counter();
                (Box::new(Gzip::Member(Box::new(GzDecoder::new(packed)))), read)
            }
            Packing::Member(member) => {
                let packed = part(member.start, member.start.saturating_add(member.packed));
                let read = packed.counter();
                let plain: Box<dyn Read> =
                    if member.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
                (
                    Box::new(Checked {
                        inner: plain,
                        sum: crc32fast::Hasher::new(),
                        read: 0,
                        expected: member.clone(),
                    }),
                    read,
                )
            }
        };
        Stream { name: self.name.clone(), from: From::Packed { reader, read, unpacked: 0 } }
    }

    /// Its bytes by ranges: the file itself, or what was packed, held in memory.
    ///
    /// # Errors
    /// A sentence when it cannot be unpacked, or is too big to be held.
    pub fn ranges(&self) -> Result<Rc<dyn ByteSource>, Diagnostic> {
        if self.packing == Packing::None {
            return Ok(self.source.clone());
        }
        let mut stream = self.stream();
        let mut bytes = Vec::new();
        while !stream.next(CHUNK_BYTES, &mut bytes)? {
            if bytes.len() > MAX_UNPACKED_IN_MEMORY {
                return Err(Diagnostic::error(
                    "archive_too_big",
                    format!(
                        "“{}” unpacks to more than {}; files of its kind are unpacked in memory, which is not done beyond that.",
                        self.name,
                        format::bytes(MAX_UNPACKED_IN_MEMORY as u64)
                    ),
                )
                .in_file(&self.name)
                .hint("Unpack it and drop the file itself."));
            }
        }
        Ok(Rc::new(MemorySource::new(self.name.clone(), bytes)))
    }
}

/// The bytes of a table, one chunk after the other.
pub struct Stream {
    name: String,
    from: From,
}

type Coming = LocalFuture<'static, Result<Vec<u8>, Diagnostic>>;

enum From {
    File {
        source: Rc<dyn ByteSource>,
        offset: u64,
        /// Chunks on their way, the next first, with their lengths.
        coming: VecDeque<(usize, Coming)>,
    },
    Packed {
        reader: Box<dyn Read>,
        read: Rc<Cell<u64>>,
        unpacked: u64,
    },
}

impl From {
    fn file(source: Rc<dyn ByteSource>) -> Self {
        Self::File { source, offset: 0, coming: VecDeque::new() }
    }
}

impl Stream {
    /// As [`Stream::next`] into an empty buffer, always with the same `limit`: the file's next chunks are on their way
    /// while one is worked on.
    ///
    /// # Errors
    /// As [`Stream::next`].
    pub async fn arrive(&mut self, limit: usize, bytes: &mut Vec<u8>) -> Result<bool, Diagnostic> {
        if let From::File { source, offset, coming } = &mut self.from {
            while coming.len() <= CHUNKS_AHEAD {
                let start = *offset + coming.iter().map(|(length, _)| *length as u64).sum::<u64>();
                let length = usize::try_from(source.len() - start).unwrap_or(limit).min(limit);
                let asked = if length > 0 { source.ask(start, length) } else { None };
                let Some(asked) = asked else { break };
                coming.push_back((length, asked));
            }
            if let Some((length, chunk)) = coming.pop_front() {
                *bytes = chunk.await?;
                *offset += length as u64;
                return Ok(*offset == source.len());
            }
        }
        self.next(limit, bytes)
    }

    /// Appends up to `limit` (more than 0) of the next bytes; true when nothing follows them.
    ///
    /// # Errors
    /// A sentence when the file has changed, is damaged, or unpacks to more than the limits allow.
    pub fn next(&mut self, limit: usize, bytes: &mut Vec<u8>) -> Result<bool, Diagnostic> {
        match &mut self.from {
            From::File { source, offset, .. } => {
                let left = source.len() - *offset;
                let length = usize::try_from(left).unwrap_or(limit).min(limit);
                if length > 0 {
                    let chunk = source.read(*offset, length)?;
                    if bytes.is_empty() { *bytes = chunk } else { bytes.extend_from_slice(&chunk) }
                }
                *offset += length as u64;
                Ok(*offset == source.len())
            }
            From::Packed { reader, read, unpacked } => {
                let before = bytes.len();
                let taken =
                    reader.take(limit as u64).read_to_end(bytes).map_err(|error| damaged(&self.name, &error))?;
                debug_assert_eq!(taken, bytes.len() - before);
                *unpacked += taken as u64;
                let bomb = *unpacked > UNPACKED_RATIO_FROM && *unpacked / read.get().max(1) > MAX_UNPACKED_RATIO;
                if bomb || *unpacked > MAX_UNPACKED_BYTES {
                    return Err(too_big(&self.name));
                }
                Ok(taken < limit)
            }
        }
    }

    /// Bytes taken so far, as stored.
    pub fn read(&self) -> u64 {
        match &self.from {
            From::File { offset, .. } => *offset,
            From::Packed { read, .. } => read.get(),
        }
    }
}

/// The members of a gzip file, one after the other: tools that write in parallel make several. Zeros after the last are
/// padding.
enum Gzip {
    Member(Box<GzDecoder<RangeReader>>),
    End,
}

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const MAGIC: u8 = 0x1f;
        while let Self::Member(decoder) = self {
            let taken = decoder.read(buffer)?;
            if taken > 0 || buffer.is_empty() {
                return Ok(taken);
            }
            let Self::Member(decoder) = std::mem::replace(self, Self::End) else { break };
            let mut rest = decoder.into_inner();
            loop {
                let window = rest.fill_buf()?;
                let zeros = window.iter().take_while(|byte| **byte == 0).count();
                match window.get(zeros) {
                    Some(&MAGIC) => {
                        rest.consume(zeros);
                        *self = Self::Member(Box::new(GzDecoder::new(rest)));
                        break;
                    }
                    Some(_) => {
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            "something else follows its packed data",
                        ));
                    }
                    None if zeros == 0 => return Ok(0),
                    None => rest.consume(zeros),
                }
            }
        }
        Ok(0)
    }
}

/// Compares size and checksum when the end is reached.
struct Checked {
    inner: Box<dyn Read>,
    sum: crc32fast::Hasher,
    read: u64,
    expected: Member,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.inner.read(buffer)?;
        self.sum.update(&buffer[..taken]);
        self.read += taken as u64;
        let ended = taken == 0 && !buffer.is_empty();
        let agrees = || self.read == self.expected.unpacked && self.sum.clone().finalize() == self.expected.crc;
        if self.read > self.expected.unpacked || (ended && !agrees()) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its size or checksum is wrong"));
        }
        Ok(taken)
    }
}

/// The sentence for an archive that unpacks to more than the limits allow.
pub(super) fn too_big(name: &str) -> Diagnostic {
    Diagnostic::error(
        "archive_too_big",
        format!(
            "“{name}” unpacks to more than Varve takes from an archive: to more than {}, or to more than {} and {MAX_UNPACKED_RATIO} times its packed size.",
            format::bytes(MAX_UNPACKED_BYTES),
            format::bytes(UNPACKED_RATIO_FROM)
        ),
    )
    .in_file(name)
    .hint("If you expect that much, unpack it and drop what is in it.")
}

/// The sentence for packed bytes that do not unpack.
pub(super) fn damaged(name: &str, error: &io::Error) -> Diagnostic {
    carried(error).unwrap_or_else(|| {
        let cause = match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
            // flate2's words for a wrong trailer and for bytes that cannot be unpacked.
            io::ErrorKind::InvalidInput if error.to_string().contains("checksum") => "its checksum is wrong".to_owned(),
            io::ErrorKind::InvalidInput => "its packed data is damaged".to_owned(),
            _ => error.to_string(),
        };
        Diagnostic::error("archive_damaged", format!("“{name}” cannot be unpacked: {cause}."))
            .in_file(name)
            .hint("It was probably cut or damaged on its way: copy or export it again.")
    })
}
