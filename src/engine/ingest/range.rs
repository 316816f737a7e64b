//! A file by ranges, as the standard library's readers: what walks about in a file (archives, workbooks) wants these.

use std::cell::Cell;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::host::ByteSource;

/// Bytes fetched at a time: small enough that a walk over many places stays cheap.
const WINDOW: usize = 256 << 10;

/// A window that moves over a part of a file.
pub(super) struct RangeReader {
    source: Rc<dyn ByteSource>,
    /// The part's place in the file.
    start: u64,
    end: u64,
    position: u64,
    window: Vec<u8>,
    /// Place of the window's first byte in the file.
    window_start: u64,
    /// Bytes handed out so far, for progress.
    read: Rc<Cell<u64>>,
}

impl RangeReader {
    /// The whole file.
    pub(super) fn new(source: Rc<dyn ByteSource>) -> Self {
        let end = source.len();
        Self::part(source, 0, end)
    }

    /// The bytes from `start` to before `end`.
    pub(super) fn part(source: Rc<dyn ByteSource>, start: u64, end: u64) -> Self {
        Self {
            source,
            start,
            end,
            position: start,
            window: Vec::new(),
            window_start: start,
            read: Rc::new(Cell::new(0)),
        }
    }

    /// A counter of the bytes handed out, which lives on when the reader has been wrapped.
    pub(super) fn counter(&self) -> Rc<Cell<u64>> {
        self.read.clone()
    }
}

impl BufRead for RangeReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let within = self.position.checked_sub(self.window_start).and_then(|from| usize::try_from(from).ok());
        let from = match within.filter(|from| *from < self.window.len()) {
            Some(from) => from,
            None => {
                let left = self.end.saturating_sub(self.position);
                let length = usize::try_from(left).unwrap_or(WINDOW).min(WINDOW);
                self.window = if length == 0 {
                    Vec::new()
                } else {
                    self.source.read(self.position, length).map_err(io::Error::other)?
                };
                self.window_start = self.position;
                0
            }
        };
        Ok(&self.window[from..])
    }

    fn consume(&mut self, amount: usize) {
        self.position += amount as u64;
        self.read.set(self.read.get() + amount as u64);
    }
}

impl Read for RangeReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let amount = there.len().min(buffer.len());
        buffer[..amount].copy_from_slice(&there[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

impl Seek for RangeReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(offset) => self.start.checked_add(offset),
            SeekFrom::End(offset) => self.end.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let outside = || io::Error::new(io::ErrorKind::InvalidInput, "a position outside the file");
        self.position = place.filter(|place| *place >= self.start).ok_or_else(outside)?;
        Ok(self.position - self.start)
    }
}

/// The sentence inside an error of a reader, if it carries one.
pub(super) fn carried(error: &io::Error) -> Option<Diagnostic> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Diagnostic>()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::host::MemorySource;

    #[test]
    fn a_part_reads_and_seeks_like_a_file_of_its_own() {
        let bytes: Vec<u8> = (0..600_000u32).map(|value| (value % 251) as u8).collect();
        let source: Rc<dyn ByteSource> = Rc::new(MemorySource::new("x", bytes.clone()));
        let mut part = RangeReader::part(source.clone(), 100, 500_100);
        let counter = part.counter();
        let mut all = Vec::new();
        part.read_to_end(&mut all).expect("readable");
        assert!(all == bytes[100..500_100] && counter.get() == 500_000);
        assert_eq!(part.seek(SeekFrom::End(-5)).expect("inside"), 499_995);
        let mut tail = Vec::new();
        part.read_to_end(&mut tail).expect("readable");
        assert_eq!(tail, bytes[500_095..500_100]);
        assert_eq!(part.seek(SeekFrom::Start(300_000)).expect("inside"), 300_000);
        assert_eq!(part.fill_buf().expect("readable")[0], bytes[300_100]);
        assert!(part.seek(SeekFrom::Current(-400_000)).is_err(), "before its start");
        let mut past = RangeReader::part(source, 599_999, 700_000);
        let error = past.read_to_end(&mut Vec::new()).expect_err("the file ends earlier");
        assert_eq!(carried(&error).map(|problem| problem.code), Some("file_changed".to_owned()));
    }
}
