//! Integers as differences in blocks (`DELTA_BINARY_PACKED`), by themselves and as lengths of texts.

use bytes::Bytes;

/// A reader of one sequence of differences.
#[derive(Debug, Clone)]
pub(super) struct Deltas {
    bytes: Bytes,
    at: usize,
    /// Values left, the first one counted.
    left: u64,
    started: bool,
    last: i64,
    /// Small blocks in a block, and values in a small block.
    minis: usize,
    mini_values: u64,
    min_delta: i64,
    /// Where the widths of this block's small blocks stand, and how many of them are begun.
    widths: usize,
    begun: usize,
    mini_left: u64,
    width: u32,
    bits: u128,
    held: u32,
}

impl Deltas {
    /// Reads the head; `None` when the bytes are not such a sequence.
    pub(super) fn new(bytes: Bytes) -> Option<Self> {
        let mut deltas = Self {
            bytes,
            at: 0,
            left: 0,
            started: false,
            last: 0,
            minis: 0,
            mini_values: 0,
            min_delta: 0,
            widths: 0,
            begun: 0,
            mini_left: 0,
            width: 0,
            bits: 0,
            held: 0,
        };
        let block = deltas.varint()?;
        let minis = deltas.varint()?;
        deltas.left = deltas.varint()?;
        deltas.last = deltas.zigzag()?;
        deltas.minis = usize::try_from(minis).ok()?;
        deltas.mini_values = block.checked_div(minis)?;
        deltas.begun = deltas.minis;
        // Eight values of any width end at a byte.
        (deltas.mini_values > 0 && block.is_multiple_of(minis) && deltas.mini_values.is_multiple_of(8))
            .then_some(deltas)
    }

    /// The next value; `None` when there is no more, or the bytes end before it.
    #[inline]
    pub(super) fn next(&mut self) -> Option<i64> {
        self.left = self.left.checked_sub(1)?;
        if !self.started {
            self.started = true;
            return Some(self.last);
        }
        if self.mini_left == 0 {
            self.next_mini()?;
        }
        self.mini_left -= 1;
        while self.held < self.width {
            self.bits |= u128::from(*self.bytes.get(self.at)?) << self.held;
            self.held += 8;
            self.at += 1;
        }
        let delta = (self.bits & ((1 << self.width) - 1)) as u64;
        self.bits >>= self.width;
        self.held -= self.width;
        self.last = self.last.wrapping_add(self.min_delta).wrapping_add(delta.cast_signed());
        Some(self.last)
    }

    /// Where the sequence ends, without decoding it.
    pub(super) fn end(mut self) -> Option<usize> {
        if !self.started {
            self.left = self.left.saturating_sub(1);
        }
        while self.left > 0 {
            self.next_mini()?;
            let bytes = (self.mini_values / 8).checked_mul(u64::from(self.width))?;
            self.at = self.at.checked_add(usize::try_from(bytes).ok()?)?;
            self.left = self.left.saturating_sub(self.mini_values);
        }
        (self.at <= self.bytes.len()).then_some(self.at)
    }

    fn next_mini(&mut self) -> Option<()> {
        if self.begun == self.minis {
            self.min_delta = self.zigzag()?;
            self.widths = self.at;
            self.at = self.at.checked_add(self.minis).filter(|at| *at <= self.bytes.len())?;
            self.begun = 0;
        }
        self.width = u32::from(*self.bytes.get(self.widths + self.begun)?);
        self.begun += 1;
        self.mini_left = self.mini_values;
        (self.bits, self.held) = (0, 0);
        (self.width <= 64).then_some(())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }
}

/// Texts after all their lengths (`DELTA_LENGTH_BYTE_ARRAY`).
#[derive(Debug)]
pub(super) struct LengthTexts {
    lengths: Deltas,
    bytes: Bytes,
    at: usize,
}

impl LengthTexts {
    pub(super) fn new(bytes: Bytes) -> Option<Self> {
        let lengths = Deltas::new(bytes.clone())?;
        let at = lengths.clone().end()?;
        Some(Self { lengths, bytes, at })
    }

    pub(super) fn next(&mut self) -> Option<&[u8]> {
        let length = usize::try_from(self.lengths.next()?).ok()?;
        let text = self.bytes.get(self.at..)?.get(..length)?;
        self.at += length;
        Some(text)
    }
}

/// Texts that begin as the one before (`DELTA_BYTE_ARRAY`).
#[derive(Debug)]
pub(super) struct PrefixTexts {
    prefixes: Deltas,
    suffixes: LengthTexts,
    last: Vec<u8>,
}

impl PrefixTexts {
    pub(super) fn new(bytes: Bytes) -> Option<Self> {
        let prefixes = Deltas::new(bytes.clone())?;
        let suffixes = LengthTexts::new(bytes.slice(prefixes.clone().end()?..))?;
        Some(Self { prefixes, suffixes, last: Vec::new() })
    }

    pub(super) fn next(&mut self) -> Option<&[u8]> {
        let prefix = usize::try_from(self.prefixes.next()?).ok().filter(|prefix| *prefix <= self.last.len())?;
        let suffix = self.suffixes.next()?;
        self.last.truncate(prefix);
        self.last.extend_from_slice(suffix);
        Some(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Option<Vec<i64>> {
        let mut deltas = Deltas::new(Bytes::copy_from_slice(bytes))?;
        Some(std::iter::from_fn(|| deltas.next()).collect())
    }

    #[test]
    fn the_examples_of_the_format_are_read() {
        // 1 to 5: every difference is the smallest, in no bits.
        let steps = [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0];
        assert_eq!(all(&steps), Some(vec![1, 2, 3, 4, 5]));
        // 7, 5, 3, 1, 2, 3, 4, 5: smallest difference -2, the others in two bits.
        let mut bytes = vec![0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0xc0, 0x3f];
        bytes.extend([0; 6]);
        assert_eq!(all(&bytes), Some(vec![7, 5, 3, 1, 2, 3, 4, 5]));
        let deltas = Deltas::new(Bytes::from(bytes)).expect("a head");
        assert_eq!(deltas.end(), Some(18));
    }

    #[test]
    fn heads_that_lie_are_refused() {
        assert_eq!(all(&[]), None);
        assert_eq!(all(&[0, 0, 5, 0]), None);
        assert_eq!(all(&[0x80, 1, 0, 5, 0]), None);
        assert_eq!(all(&[0x80, 1, 3, 5, 0]), None);
        assert_eq!(all(&[4, 1, 5, 0]), None);
        // A count of four billion in no bytes: the first value, and no more.
        assert_eq!(all(&[0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 0x0f, 2]), Some(vec![1]));
        let endless = Deltas::new(Bytes::from_static(&[0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 0x0f, 2])).expect("a head");
        assert_eq!(endless.end(), None);
        assert!(LengthTexts::new(Bytes::from_static(&[0x80, 1, 4, 1, 1])).expect("a head").next().is_none());
    }
}
