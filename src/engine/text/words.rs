//! The distinct texts of a column, each held once.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Texts by code, in the order of first sight. Codes start at 1: 0 stands for a null.
#[derive(Debug, Default, Clone)]
pub(super) struct Words {
    /// By code, the first one empty. Each by itself: to cut it from a string would take checks, cell by cell.
    texts: Vec<Box<str>>,
    /// Length of all texts.
    bytes: usize,
    /// Half the hash beside each code: most comparisons, and all growth, then touch no text.
    table: HashTable<(u32, u16)>,
    hasher: DefaultHashBuilder,
}

/// A whole hash from half of one: the table takes its upper bits for tags and its lower ones for places.
fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Words {
    /// Number of words, which is the greatest code.
    pub(super) fn len(&self) -> usize {
        self.texts.len().saturating_sub(1)
    }

    /// The text of a code.
    #[inline]
    pub(super) fn text(&self, code: usize) -> Option<&str> {
        // Nulls are looked up too: a branch for them would be guessed wrong where they are many, here and by the caller.
        let text = self.texts.get(code).map_or("", |text| text);
        (code != 0).then_some(text)
    }

    /// The code of a text, which becomes a word if it is none; `None` when that would be too many or too long. The hasher's
    /// seed takes no part in it: codes follow first sight, never the table's order.
    pub(super) fn code(&mut self, text: &str, max_bytes: usize) -> Option<u16> {
        let Self { texts, bytes, table, hasher } = self;
        let half = (hasher.hash_one(text) >> 32) as u32;
        let same = |(other, code): &(u32, u16)| *other == half && *texts[usize::from(*code)] == *text;
        if let Some((_, code)) = table.find(spread(half), same) {
            return Some(*code);
        }
        if texts.is_empty() {
            texts.push(Box::default());
        }
        let code = u16::try_from(texts.len()).ok()?;
        if *bytes + text.len() > max_bytes {
            return None;
        }
        texts.push(text.into());
        *bytes += text.len();
        table.insert_unique(spread(half), (half, code), |(other, _)| spread(*other));
        Some(code)
    }

    /// Keeps the words up to a code.
    pub(super) fn truncate(&mut self, last: usize) {
        if last == 0 {
            *self = Self { hasher: self.hasher, ..Self::default() };
        } else if last < self.len() {
            self.bytes -= self.texts.drain(last + 1..).map(|text| text.len()).sum::<usize>();
            self.table.retain(|(_, code)| usize::from(*code) <= last);
        }
    }
}
