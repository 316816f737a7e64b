//! A column of identifiers as codes, in the rows that matter.

use std::borrow::Cow;

use super::ids::{Ids, Interner, canonical_integer};
use super::present;
use crate::engine::passes;
use crate::engine::text::TextColumn;

/// Code of a row without an identifier, or whose identifier does not matter.
pub const NO_CODE: u32 = u32::MAX;

/// Integers may spread over so many values, beside two for every row, before they are told apart by their texts.
const SPREAD: i64 = 1 << 20;

/// A code per row, the same for the same identifier.
pub struct IdColumn<'a> {
    /// By row; [`NO_CODE`] where there is none.
    pub codes: Vec<u32>,
    known: Known<'a>,
}

/// What the codes stand for.
enum Known<'a> {
    /// The code is how much the integer is more than `least`: nothing is looked up, and nothing sorted. Some codes may be
    /// no row's.
    Range { least: i64, count: usize },
    /// Texts by code, in the order of first sight.
    Listed(Vec<Cow<'a, str>>),
}

impl<'a> IdColumn<'a> {
    /// Reads the identifiers of the rows that are wanted.
    pub fn read(column: &'a TextColumn, wanted: impl Fn(usize) -> bool) -> Self {
        Self::integers(column, &wanted).unwrap_or_else(|| Self::texts(column, &wanted))
    }

    /// Canonical integers that lie close together; `None` if they are something else.
    fn integers(column: &'a TextColumn, wanted: impl Fn(usize) -> bool) -> Option<Self> {
        const NONE: i32 = i32::MIN;
        // Distances from the first integer, until the least of all is known.
        let (mut first, mut least, mut greatest, mut rows) = (None, 0, 0, 0);
        let mut cells = column.iter();
        let distances = passes::try_collect(column.len(), |row| {
            let Some(text) = present(cells.next()?).filter(|_| wanted(row)) else { return Some(NONE) };
            let value = canonical_integer(text)?;
            let distance = value.checked_sub(*first.get_or_insert(value))?;
            let distance = i32::try_from(distance).ok().filter(|distance| *distance != NONE)?;
            (least, greatest) = (distance.min(least), distance.max(greatest));
            rows += 1;
            Some(distance)
        })?;
        let spread = i64::from(greatest) - i64::from(least);
        if spread > 2 * rows + SPREAD {
            return None;
        }
        let code = |distance: i32| if distance == NONE { NO_CODE } else { distance.wrapping_sub(least) as u32 };
        let codes = passes::collect(distances.len(), |row| code(distances[row]));
        Some(Self { codes, known: Known::Range { least: first? + i64::from(least), count: spread as usize + 1 } })
    }

    fn texts(column: &'a TextColumn, wanted: impl Fn(usize) -> bool) -> Self {
        let mut interner = Interner::new();
        let mut cells = column.iter();
        let mut text = |row| cells.next().and_then(present).filter(|_| wanted(row));
        let codes = passes::collect(column.len(), |row| text(row).map_or(NO_CODE, |text| interner.code(text)));
        let texts = interner.texts().iter().map(|text| Cow::Borrowed(*text)).collect();
        Self { codes, known: Known::Listed(texts) }
    }

    /// Codes are below this.
    pub fn count(&self) -> usize {
        match &self.known {
            Known::Range { count, .. } => *count,
            Known::Listed(texts) => texts.len(),
        }
    }

    /// The identifier of a code.
    pub fn text(&self, code: u32) -> Cow<'_, str> {
        match &self.known {
            Known::Range { least, .. } => Cow::Owned((least + i64::from(code)).to_string()),
            Known::Listed(texts) => Cow::Borrowed(&texts[code as usize]),
        }
    }

    /// Gives rows that have no identifier these ones, of which some may be known.
    pub fn add(&mut self, more: impl Iterator<Item = (u32, String)>) {
        let texts: Vec<Cow<'a, str>> = match std::mem::replace(&mut self.known, Known::Listed(Vec::new())) {
            Known::Listed(texts) => texts,
            Known::Range { least, count } => (least..).take(count).map(|id| Cow::Owned(id.to_string())).collect(),
        };
        let more: Vec<(u32, String)> = more.collect();
        let mut interner = Interner::new();
        texts.iter().for_each(|text| _ = interner.code(text));
        more.iter().for_each(|(row, text)| self.codes[*row as usize] = interner.code(text));
        let new: Vec<Cow<'a, str>> =
            interner.texts()[texts.len()..].iter().map(|text| Cow::Owned((*text).to_owned())).collect();
        self.known = Known::Listed(texts.into_iter().chain(new).collect());
    }

    /// The identifiers of these rows in id order, and the rank of each row's.
    pub fn rank(&self, rows: &[u32]) -> (Ids, Vec<u32>) {
        let mut used = vec![false; self.count()];
        passes::for_each(rows.len(), |row| used[self.codes[rows[row] as usize] as usize] = true);
        let (ids, ranks) = match &self.known {
            Known::Listed(texts) => Ids::rank(&texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), &used),
            Known::Range { least, .. } => {
                let mut ids = Vec::new();
                let ranks = passes::collect(used.len(), |code| {
                    let rank = ids.len() as u32;
                    if used[code] {
                        ids.push(least + code as i64);
                    }
                    rank
                });
                (Ids::Integers(ids), ranks)
            }
        };
        let ranks = passes::collect(rows.len(), |row| ranks[self.codes[rows[row] as usize] as usize]);
        (ids, ranks)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(cells: &[String]) -> TextColumn {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(Some(cell)));
        column
    }

    /// The texts of the rows in their order, and the distinct ones in id order.
    fn told(read: &IdColumn<'_>, rows: &[u32]) -> (Vec<String>, Vec<String>) {
        let (ids, ranks) = read.rank(rows);
        (
            ranks.iter().map(|rank| ids.text(*rank as usize)).collect(),
            (0..ids.len()).map(|rank| ids.text(rank)).collect(),
        )
    }

    #[test]
    fn narrow_integers_are_codes_themselves() {
        let is_range = |cells: &[&str]| {
            let column = column(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
            matches!(IdColumn::read(&column, |_| true).known, Known::Range { .. })
        };
        assert!(is_range(&["9000000001", "9000000000", " 9000000007 ", ""]));
        assert!(!is_range(&["1", "9000000000"]), "too far apart");
        assert!(!is_range(&["1", "02"]), "a leading zero is text");
        assert!(!is_range(&["9223372036854775807", "-9223372036854775808"]));
        assert!(!is_range(&[]));
    }

    #[test]
    fn identifiers_that_are_added_may_be_known() {
        for cells in [["7", "", "9", ""], ["a", "", "b", ""]] {
            let column = column(&cells.map(str::to_owned));
            let mut read = IdColumn::read(&column, |_| true);
            read.add([(1, cells[2].to_owned()), (3, "7|x".to_owned())].into_iter());
            assert_eq!(told(&read, &[0, 1, 2, 3]).0, [cells[0], cells[2], cells[2], "7|x"]);
            assert_eq!(read.codes[1], read.codes[2]);
        }
    }

    proptest! {
        #[test]
        fn both_ways_tell_the_same(
            cells in prop::collection::vec(prop_oneof![8 => (-40i64..40).prop_map(|id| id.to_string()), 1 => Just(String::new()), 1 => "[a0]{1,2}"], 0..60),
            every in 1usize..4,
        ) {
            let column = column(&cells);
            let wanted = |row: usize| row.is_multiple_of(every);
            let (read, texts) = (IdColumn::read(&column, wanted), IdColumn::texts(&column, wanted));
            let there: Vec<u32> = (0..cells.len() as u32).filter(|row| texts.codes[*row as usize] != NO_CODE).collect();
            prop_assert!((0..cells.len()).all(|row| (read.codes[row] == NO_CODE) == (texts.codes[row] == NO_CODE)));
            prop_assert_eq!(told(&read, &there), told(&texts, &there));
            for row in there {
                prop_assert_eq!(read.text(read.codes[row as usize]), cells[row as usize].as_str());
            }
        }
    }
}
