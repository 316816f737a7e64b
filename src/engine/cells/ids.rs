//! Identifiers: their text is kept; dense codes stand for them inside the engine.

use std::cmp::Ordering;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::engine::passes;

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
    Texts(Texts),
}

/// Texts by rank, one after the other: millions of them take no allocation each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts {
    bytes: String,
    /// End of each text in `bytes`.
    ends: Vec<usize>,
}

impl Texts {
    /// The text at a rank.
    pub fn get(&self, rank: usize) -> &str {
        let start = if rank == 0 { 0 } else { self.ends[rank - 1] };
        &self.bytes[start..self.ends[rank]]
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|rank| self.get(rank))
    }

    fn find(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(text) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.bytes.push_str(text);
            all.ends.push(all.bytes.len());
        }
        all.bytes.shrink_to_fit();
        all.ends.shrink_to_fit();
        all
    }
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
            let sorted = sorted_texts(texts, codes());
            for (rank, code) in sorted.iter().enumerate() {
                ranks[*code as usize] = rank as u32;
            }
            Self::Texts(sorted.iter().map(|code| texts[*code as usize]).collect())
        };
        (ids, ranks)
    }

    /// The identifiers of both in id order, and where those of each are now. `None` where more identifiers would change the
    /// order of these.
    pub fn joined(&self, more: &Self) -> Option<(Self, Vec<u32>, Vec<u32>)> {
        Some(match (self, more) {
            (Self::Integers(these), Self::Integers(more)) => {
                let (all, these, more) = merged(these, more);
                (Self::Integers(all.into_iter().copied().collect()), these, more)
            }
            (Self::Integers(_), Self::Texts(_)) => return None,
            (Self::Texts(these), _) => {
                let these: Vec<&str> = these.iter().collect();
                let written: Vec<String> = (0..more.len()).map(|rank| more.text(rank)).collect();
                let mut order: Vec<u32> = (0..more.len() as u32).collect();
                order.sort_unstable_by_key(|rank| &written[*rank as usize]);
                let sorted: Vec<&str> = order.iter().map(|rank| written[*rank as usize].as_str()).collect();
                let (all, these, places) = merged(&these, &sorted);
                let mut more = vec![0; order.len()];
                order.iter().zip(places).for_each(|(rank, place)| more[*rank as usize] = place);
                (Self::Texts(all.into_iter().copied().collect()), these, more)
            }
        })
    }

    /// Number of identifiers.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(values) => values.len(),
            Self::Texts(texts) => texts.ends.len(),
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
            Self::Texts(texts) => texts.find(text),
        }
    }

    /// The text of the identifier at a rank.
    pub fn text(&self, rank: usize) -> String {
        match self {
            Self::Integers(values) => values[rank].to_string(),
            Self::Texts(texts) => texts.get(rank).to_owned(),
        }
    }
}

/// What is in one of two sorted lists without repetitions, sorted, and the places of both lists' items in it.
pub(crate) fn merged<'a, T: Ord>(left: &'a [T], right: &'a [T]) -> (Vec<&'a T>, Vec<u32>, Vec<u32>) {
    let mut all = Vec::with_capacity(left.len() + right.len());
    let (mut of_left, mut of_right) = (Vec::with_capacity(left.len()), Vec::with_capacity(right.len()));
    let mut rest = right;
    let mut take = |all: &mut Vec<&'a T>, until: Option<&T>| {
        while let Some((next, others)) = rest.split_first().filter(|(next, _)| until.is_none_or(|until| *next < until))
        {
            of_right.push(all.len() as u32);
            all.push(next);
            rest = others;
        }
        if let Some((_, others)) = rest.split_first().filter(|(next, _)| until == Some(next)) {
            of_right.push(all.len() as u32);
            rest = others;
        }
    };
    passes::for_each(left.len(), |place| {
        take(&mut all, Some(&left[place]));
        of_left.push(all.len() as u32);
        all.push(&left[place]);
    });
    take(&mut all, None);
    (all, of_left, of_right)
}

/// The codes in the byte order of their texts, which are distinct.
///
/// Most are told apart by the eight bytes behind what all begin with, which takes no look at the texts.
fn sorted_texts(texts: &[&str], codes: impl Iterator<Item = usize> + Clone) -> Vec<u32> {
    let first = codes.clone().next().map_or("", |code| texts[code]).as_bytes();
    let common = codes.clone().fold(first.len(), |common, code| {
        first[..common].iter().zip(texts[code].bytes()).take_while(|(left, right)| *left == right).count()
    });
    let key = |code: usize| {
        let mut key = [0; 8];
        let rest = &texts[code].as_bytes()[common..];
        let length = rest.len().min(key.len());
        key[..length].copy_from_slice(&rest[..length]);
        u64::from_be_bytes(key)
    };
    let mut keyed: Vec<(u64, u32)> = codes.map(|code| (key(code), code as u32)).collect();
    let text = |code: u32| texts[code as usize];
    keyed.sort_unstable_by(|left, right| left.0.cmp(&right.0).then_with(|| text(left.1).cmp(text(right.1))));
    keyed.into_iter().map(|(_, code)| code).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn integers_sort_as_numbers_and_anything_else_as_bytes() {
        let (ids, ranks) = Ids::rank(&["10", "9", "-3"], &[true, true, true]);
        assert_eq!((ids, ranks), (Ids::Integers(vec![-3, 9, 10]), vec![2, 1, 0]));
        let (ids, ranks) = Ids::rank(&["10", "09", "9"], &[true, true, true]);
        assert_eq!(ids, Ids::Texts(["09", "10", "9"].into_iter().collect()));
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

    proptest! {
        #[test]
        fn texts_are_ranked_by_their_bytes(texts in prop::collection::btree_set("(ab?|ORD-0000-)[ab\\u{0}é]{0,12}", 1..40), turn in 0usize..40) {
            let mut shuffled: Vec<&str> = texts.iter().map(String::as_str).collect();
            let turn = turn % shuffled.len();
            shuffled.rotate_left(turn);
            let (ids, ranks) = Ids::rank(&shuffled, &vec![true; shuffled.len()]);
            prop_assert!((0..ids.len()).map(|rank| ids.text(rank)).eq(texts.iter().cloned()));
            prop_assert!(shuffled.iter().zip(ranks).all(|(text, rank)| ids.find(text) == Some(rank as usize) && ids.text(rank as usize) == *text));
            prop_assert_eq!(ids.find("zz"), None);
        }
    }

    proptest! {
        #[test]
        fn joined_ids_are_those_of_all(these in prop::collection::btree_set("[0-9]{1,2}|[ab]", 1..20), more in prop::collection::btree_set("[0-9]{1,2}|[ab]", 0..20)) {
            let (these, more): (Vec<&str>, Vec<&str>) = (these.iter().map(String::as_str).collect(), more.iter().map(String::as_str).collect());
            let rank = |texts: &[&str]| Ids::rank(texts, &vec![true; texts.len()]);
            let ((these_ids, these_ranks), (more_ids, more_ranks)) = (rank(&these), rank(&more));
            let mut all: Vec<&str> = these.iter().chain(&more).copied().collect();
            all.sort_unstable();
            all.dedup();
            let (expected, _) = rank(&all);
            match these_ids.joined(&more_ids) {
                None => prop_assert!(these_ids.are_integers() && !expected.are_integers()),
                Some((joined, of_these, of_more)) => {
                    prop_assert_eq!(&joined, &expected);
                    for (text, rank) in these.iter().zip(these_ranks) {
                        prop_assert!(joined.text(of_these[rank as usize] as usize) == *text);
                    }
                    for (text, rank) in more.iter().zip(more_ranks) {
                        prop_assert!(joined.text(of_more[rank as usize] as usize) == *text);
                    }
                }
            }
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
