//! Runs of one value and bit-packed groups of eight, in turn: levels, dictionary indices, booleans.

use bytes::Bytes;

/// The widest a value may be.
pub(super) const MAX_WIDTH: u32 = 32;

/// Bits, lowest first.
#[derive(Debug, Default)]
struct Bits {
    held: u64,
    count: u32,
}

/// A reader of the hybrid encoding.
#[derive(Debug, Default)]
pub(super) struct Hybrid {
    bytes: Bytes,
    at: usize,
    width: u32,
    /// Values left in the run.
    left: u64,
    /// The value of a run, `None` in a packed one.
    repeated: Option<u32>,
    bits: Bits,
}

impl Hybrid {
    /// Values of `width` bits, at most [`MAX_WIDTH`].
    pub(super) fn new(bytes: Bytes, width: u32) -> Self {
        debug_assert!(width <= MAX_WIDTH);
        Self { bytes, width, ..Self::default() }
    }

    /// The next value; `None` when the bytes end before it.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u32> {
        if self.left == 0 {
            self.next_run()?;
        }
        self.left -= 1;
        if self.repeated.is_some() {
            return self.repeated;
        }
        while self.bits.count < self.width {
            self.bits.held |= u64::from(*self.bytes.get(self.at)?) << self.bits.count;
            self.bits.count += 8;
            self.at += 1;
        }
        let value = self.bits.held & ((1 << self.width) - 1);
        self.bits.held >>= self.width;
        self.bits.count -= self.width;
        Some(value as u32)
    }

    fn next_run(&mut self) -> Option<()> {
        let head = self.varint()?;
        self.left = head >> 1;
        if head & 1 == 1 {
            self.left = self.left.checked_mul(8)?;
            self.repeated = None;
            self.bits = Bits::default();
        } else {
            let bytes = self.bytes.get(self.at..)?.get(..self.width.div_ceil(8) as usize)?;
            self.repeated = Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)));
            self.at += bytes.len();
        }
        // An empty run is what some writers pad pages with.
        (self.left > 0).then_some(())
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], width: u32) -> Vec<u32> {
        let mut reader = Hybrid::new(Bytes::copy_from_slice(bytes), width);
        std::iter::from_fn(|| reader.next()).collect()
    }

    #[test]
    fn runs_and_packed_groups_alternate() {
        // The example of the format's own documentation: 0 to 7 in three bits, after a run of five fours.
        assert_eq!(all(&[10, 4, 3, 0x88, 0xc6, 0xfa], 3), [4, 4, 4, 4, 4, 0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(all(&[4, 0x01, 0x02, 0x00], 17), [0x201, 0x201]);
        assert_eq!(all(&[3], 0), [0; 8]);
        let wide: Vec<u8> =
            std::iter::once(3).chain((0..8u32).flat_map(|value| (u32::MAX - value).to_le_bytes())).collect();
        assert_eq!(all(&wide, 32), (0..8).map(|value| u32::MAX - value).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_cut_ends() {
        assert!(all(&[], 3).is_empty());
        assert!(all(&[10], 3).is_empty());
        assert_eq!(all(&[3, 0x88], 3), [0, 1]);
        assert!(all(&[0, 0, 0, 10, 1], 3).is_empty());
        assert!(all(&[0xff; 20], 3).is_empty());
    }
}
