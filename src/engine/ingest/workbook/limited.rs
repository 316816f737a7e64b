//! A reader that unpacks no more than it may.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, Read};

use crate::base::limits::MAX_RECORD_BYTES;

/// What a reader refuses to unpack.
#[derive(Debug)]
pub(super) enum Exceeded {
    Part,
    Event,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too large")
    }
}

impl Error for Exceeded {}

/// A reader that ends with an error after so many bytes of a part, and after so many of one XML event: an event is held
/// in memory as a whole. What the archive says of sizes is not believed.
pub(super) struct Limited<R> {
    inner: R,
    left: u64,
    event_left: usize,
}

impl<R> Limited<R> {
    /// A reader of at most `limit` bytes.
    pub(super) fn new(inner: R, limit: u64) -> Self {
        Self { inner, left: limit, event_left: MAX_RECORD_BYTES }
    }

    /// Says that the next event begins here.
    pub(super) fn begin_event(&mut self) {
        self.event_left = MAX_RECORD_BYTES;
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let (left, event_left) = (self.left, self.event_left);
        let bytes = self.inner.fill_buf()?;
        if bytes.is_empty() {
            return Ok(bytes);
        }
        if left == 0 || event_left == 0 {
            return Err(io::Error::other(if left == 0 { Exceeded::Part } else { Exceeded::Event }));
        }
        let length = bytes.len().min(event_left).min(usize::try_from(left).unwrap_or(usize::MAX));
        Ok(&bytes[..length])
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
        self.left = self.left.saturating_sub(amount as u64);
        self.event_left = self.event_left.saturating_sub(amount);
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}
