//! Identifiers: their text is kept; dense codes stand for them inside the engine.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Gives each distinct text a dense code, in the order of first sight.
pub struct Interner<'a> {
    /// Half the hash beside each code: most comparisons, and all growth, then touch no text.
    table: HashTable<(u32, u32)>,
    hasher: DefaultHashBuilder,
    texts: Vec<&'a str>,
}

/// A whole hash from half of one: the table takes its upper bits for tags and its lower ones for places.
fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl<'a> Interner<'a> {
    /// An empty interner.
    pub fn new() -> Self {
        Self { table: HashTable::new(), hasher: DefaultHashBuilder::default(), texts: Vec::new() }
    }

    /// The code of a text. The hasher's seed takes no part in it: codes follow first sight, never the table's order.
    pub fn code(&mut self, text: &'a str) -> u32 {
        let Self { table, hasher, texts } = self;
        let half = (hasher.hash_one(text) >> 32) as u32;
        let next = texts.len() as u32;
        let entry = table.entry(
            spread(half),
            |(other, code)| *other == half && texts[*code as usize] == text,
            |(other, _)| spread(*other),
        );
        let (_, code) = *entry.or_insert((half, next)).get();
        if code == next {
            texts.push(text);
        }
        code
    }

    /// The texts by code.
    pub fn texts(&self) -> &[&'a str] {
        &self.texts
    }
}

impl Default for Interner<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// The integer that a text is, if it is one without leading zeros in 64 bits: only such texts may be held as numbers.
pub fn canonical_integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let leading_zero = digits.first() == Some(&b'0') && text != "0";
    if digits.is_empty() || leading_zero || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // Up to 18 digits cannot overflow.
    if digits.len() <= 18 {
        let value = digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        return Some(if digits.len() < text.len() { -value } else { value });
    }
    text.parse().ok()
}

/// Distinct identifiers in *id order*: numeric when every one is a canonical integer, else by UTF-8 bytes
/// (spec sales.md, section 0).
#[derive(Debug, Clone, PartialEq)]
pub enum Ids {
    Integers(Vec<i64>),
    Texts(Vec<Box<str>>),
}

impl Ids {
    /// Sorts those of `texts` whose code is `used`; returns them with the rank of each code (unused codes: `u32::MAX`).
    pub fn rank(texts: &[&str], used: &[bool]) -> (Self, Vec<u32>) {
        let mut ranks = vec![u32::MAX; texts.len()];
        let codes = || (0..texts.len()).filter(|code| used[*code]);
        let integers: Option<Vec<(i64, u32)>> =
            codes().map(|code| canonical_integer(texts[code]).map(|value| (value, code as u32))).collect();
        let ids = if let Some(mut integers) = integers {
            integers.sort_unstable();
            for (rank, (_, code)) in integers.iter().enumerate() {
                ranks[*code as usize] = rank as u32;
            }
            Self::Integers(integers.into_iter().map(|(value, _)| value).collect())
        } else {
            let mut codes: Vec<usize> = codes().collect();
            codes.sort_unstable_by_key(|code| texts[*code]);
            for (rank, code) in codes.iter().enumerate() {
                ranks[*code] = rank as u32;
            }
            Self::Texts(codes.into_iter().map(|code| Box::from(texts[code])).collect())
        };
        (ids, ranks)
    }

    /// Number of identifiers.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(values) => values.len(),
            Self::Texts(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether they are held as integers.
    pub fn are_integers(&self) -> bool {
        matches!(self, Self::Integers(_))
    }

    /// The rank of an identifier by its text.
    pub fn find(&self, text: &str) -> Option<usize> {
        match self {
            Self::Integers(values) => values.binary_search(&canonical_integer(text)?).ok(),
            Self::Texts(values) => values.binary_search_by(|value| (**value).cmp(text)).ok(),
        }
    }

    /// The text of the identifier at a rank.
    pub fn text(&self, rank: usize) -> String {
        match self {
            Self::Integers(values) => values[rank].to_string(),
            Self::Texts(values) => values[rank].to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_sort_as_numbers_and_anything_else_as_bytes() {
        let (ids, ranks) = Ids::rank(&["10", "9", "-3"], &[true, true, true]);
        assert_eq!((ids, ranks), (Ids::Integers(vec![-3, 9, 10]), vec![2, 1, 0]));
        let (ids, ranks) = Ids::rank(&["10", "09", "9"], &[true, true, true]);
        assert_eq!(ids, Ids::Texts(vec!["09".into(), "10".into(), "9".into()]));
        assert_eq!(ranks, [1, 0, 2]);
        let (ids, ranks) = Ids::rank(&["10", "x", "9"], &[true, false, true]);
        assert_eq!((ids, ranks), (Ids::Integers(vec![9, 10]), vec![1, u32::MAX, 0]), "only used ones count");
        for text in ["0", "-5", "17", "9223372036854775807"] {
            assert!(canonical_integer(text).is_some(), "{text}");
        }
        for text in ["-0", "007", "", "-", "1.0", "+1", "9223372036854775808"] {
            assert!(canonical_integer(text).is_none(), "{text}");
        }
    }

    #[test]
    fn codes_follow_first_sight() {
        let mut interner = Interner::new();
        let codes: Vec<u32> = ["b", "a", "b", "c", "a"].into_iter().map(|text| interner.code(text)).collect();
        assert_eq!(codes, [0, 1, 0, 2, 1]);
        assert_eq!(interner.texts(), ["b", "a", "c"]);
    }
}
