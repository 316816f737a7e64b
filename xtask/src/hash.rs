//! FNV-1a, 64 bit: to tell builds apart, not to keep anyone from forging one.

/// The hash of nothing, to go on from.
pub(crate) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on hashing.
pub(crate) fn fnv1a_more(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of these bytes.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    fnv1a_more(SEED, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
