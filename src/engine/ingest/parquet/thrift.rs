//! Just enough of Thrift's compact protocol to look before the parquet crate leaps: nothing is reserved, every count
//! ends with the bytes, and depth is counted.

/// Not Thrift, or cut off.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

pub(super) type Result<T> = std::result::Result<T, Malformed>;

/// Structs and lists in one another: the deepest that the format itself defines is eight.
const MAX_NESTING: usize = 32;

pub(super) mod kind {
    pub(crate) const STOP: u8 = 0;
    pub(crate) const TRUE: u8 = 1;
    pub(crate) const FALSE: u8 = 2;
    pub(crate) const BYTE: u8 = 3;
    pub(crate) const I16: u8 = 4;
    pub(crate) const I32: u8 = 5;
    pub(crate) const I64: u8 = 6;
    pub(crate) const DOUBLE: u8 = 7;
    pub(crate) const BINARY: u8 = 8;
    pub(crate) const LIST: u8 = 9;
    pub(crate) const SET: u8 = 10;
    pub(crate) const MAP: u8 = 11;
    pub(crate) const STRUCT: u8 = 12;
    pub(crate) const UUID: u8 = 13;
}

/// A place in bytes.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes passed so far.
    pub(super) fn passed(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).ok_or(Malformed)?;
        self.at += 1;
        Ok(byte)
    }

    fn pass(&mut self, count: u64) -> Result<()> {
        let count = usize::try_from(count).map_err(|_| Malformed)?;
        self.at = self.at.checked_add(count).filter(|at| *at <= self.bytes.len()).ok_or(Malformed)?;
        Ok(())
    }

    fn unsigned(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    pub(super) fn signed(&mut self) -> Result<i64> {
        let value = self.unsigned()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// The next field's id and kind; `None` at the end of the struct.
    pub(super) fn field(&mut self, last: &mut i16) -> Result<Option<(i16, u8)>> {
        let head = self.byte()?;
        let kind = head & 0x0f;
        if kind == kind::STOP {
            return Ok(None);
        }
        *last = match head >> 4 {
            0 => i16::try_from(self.signed()?).map_err(|_| Malformed)?,
            delta => last.checked_add(i16::from(delta)).ok_or(Malformed)?,
        };
        Ok(Some((*last, kind)))
    }

    /// The kind of a list's elements and how many there are.
    pub(super) fn list(&mut self) -> Result<(u8, u64)> {
        let head = self.byte()?;
        let count = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
        Ok((head & 0x0f, count))
    }

    pub(super) fn skip(&mut self, kind: u8, depth: usize) -> Result<()> {
        if depth > MAX_NESTING {
            return Err(Malformed);
        }
        match kind {
            // A field's boolean is in its kind.
            kind::TRUE | kind::FALSE => Ok(()),
            kind::BYTE => self.pass(1),
            kind::I16 | kind::I32 | kind::I64 => self.unsigned().map(|_| ()),
            kind::DOUBLE => self.pass(8),
            kind::UUID => self.pass(16),
            kind::BINARY => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            kind::LIST | kind::SET => {
                let (element, count) = self.list()?;
                (0..count).try_for_each(|_| self.skip_element(element, depth + 1))
            }
            kind::MAP => {
                let count = self.unsigned()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                (0..count).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth + 1)?;
                    self.skip_element(kinds & 0x0f, depth + 1)
                })
            }
            kind::STRUCT => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, depth + 1)?;
                }
                Ok(())
            }
            _ => Err(Malformed),
        }
    }

    /// Every element takes a byte at least, so a lying count ends with the bytes. Not for the crate's booleans, which
    /// take none; no footer and no page header has a list of them.
    fn skip_element(&mut self, kind: u8, depth: usize) -> Result<()> {
        if matches!(kind, kind::TRUE | kind::FALSE) { Err(Malformed) } else { self.skip(kind, depth) }
    }

    /// Reads a struct: its numbers and booleans by field id, the others to `other` or past them where that says no.
    pub(super) fn record<const FIELDS: usize>(
        &mut self,
        mut other: impl FnMut(&mut Self, i16, u8) -> Result<bool>,
    ) -> Result<[Option<i64>; FIELDS]> {
        let mut values = [None; FIELDS];
        let mut last = 0;
        while let Some((id, kind)) = self.field(&mut last)? {
            let value = match kind {
                kind::TRUE | kind::FALSE => Some(i64::from(kind == kind::TRUE)),
                kind::I16 | kind::I32 | kind::I64 => Some(self.signed()?),
                _ => {
                    if !other(self, id, kind)? {
                        self.skip(kind, 0)?;
                    }
                    None
                }
            };
            if let Some(slot) = usize::try_from(id).ok().and_then(|id| values.get_mut(id)) {
                *slot = value;
            }
        }
        Ok(values)
    }
}
