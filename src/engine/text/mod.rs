//! A column of texts as read: blocks of rows, so that growing never copies what is there.
//!
//! Rows come into one open block. A full one is copied into no more memory than it needs, texts that come again as codes
//! of words that the column holds once; its own memory takes the next rows.

mod block;
pub mod image;
mod words;

use std::slice;

use block::{Block, Cells, GROUP_ROWS, Open};
use words::Words;

/// Rows that are taken from a block at a time.
const READY_ROWS: usize = 16 * GROUP_ROWS;

/// Texts by row, `None` where there is no cell.
pub type TextColumn = Column<{ 1 << 16 }, { 16 << 20 }>;

/// A [`TextColumn`] whose blocks have `ROWS` rows; one with `BYTES` of text is closed early, so that the open one stays
/// small beside the memory there is, and offsets of 32 bits suffice.
#[derive(Debug, Default, Clone)]
pub struct Column<const ROWS: usize, const BYTES: usize> {
    blocks: Vec<Block>,
    /// First row of each block.
    starts: Vec<usize>,
    /// Rows of all blocks.
    closed: usize,
    /// Whether there is a block of other than `ROWS` rows: else a row's block is a shift away.
    irregular: bool,
    /// The rows after the blocks.
    open: Open,
    /// Instead of rows in `open`: that many nulls, fewer than `ROWS`.
    nulls: usize,
    /// Rows that `open` may have before there is something to do: none while `nulls` have to come first.
    limit: usize,
    /// What the codes of blocks stand for.
    words: Words,
    /// Times in a row that coding a block was not worth it.
    failures: u32,
    /// Blocks to come for which it is not tried.
    untried: usize,
}

impl<const ROWS: usize, const BYTES: usize> Column<ROWS, BYTES> {
    /// New words that a block may bring besides one for every second row. With it up to some 13,000 texts in random order
    /// become words; of more, looking them up takes longer than reading them.
    const ALLOWANCE: usize = ROWS / 32;

    /// A column of nulls.
    pub fn nulls(rows: usize) -> Self {
        let mut column = Self::default();
        column.push_nulls(rows);
        column
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.closed + self.open.rows() + self.nulls
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a cell.
    #[inline]
    pub fn push(&mut self, text: Option<&str>) {
        let added = text.map_or(0, str::len);
        if self.open.rows() >= self.limit || self.open.bytes() + added > BYTES {
            self.make_room(added);
        }
        self.open.push(text);
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self, added: usize) {
        self.open.push_nulls(std::mem::take(&mut self.nulls));
        let rows = self.open.rows();
        // A text that is too long for any block gets one for itself.
        if rows == ROWS || (rows > 0 && self.open.bytes() + added > BYTES) {
            self.close();
        }
        self.limit = ROWS;
    }

    /// Appends nulls, which takes next to no time and memory.
    pub fn push_nulls(&mut self, count: usize) {
        let mut left = count;
        if self.open.rows() > 0 {
            let here = left.min(ROWS - self.open.rows());
            self.open.push_nulls(here);
            left -= here;
            if left == 0 {
                return;
            }
            self.close();
        }
        left += std::mem::take(&mut self.nulls);
        while left >= ROWS {
            self.add(Block::Nulls { rows: ROWS }, ROWS);
            left -= ROWS;
        }
        self.nulls = left;
        self.limit = 0;
    }

    fn close(&mut self) {
        let block = self.coded().unwrap_or_else(|| self.open.plain());
        self.add(block, self.open.rows());
        self.open.clear(BYTES);
    }

    fn add(&mut self, block: Block, rows: usize) {
        self.starts.push(self.closed);
        self.blocks.push(block);
        self.closed += rows;
        self.irregular |= rows != ROWS;
    }

    /// The open block as codes, if that is worth it.
    fn coded(&mut self) -> Option<Block> {
        if self.untried > 0 {
            self.untried -= 1;
            return None;
        }
        let known = self.words.len();
        let block = self.open.coded(&mut self.words, Self::ALLOWANCE, BYTES);
        if block.is_some() {
            self.failures = 0;
        } else {
            self.words.truncate(known);
            self.failures += 1;
            if self.failures > 1 {
                // Ever fewer tries: distinct texts should not pay for them.
                self.untried = 1 << self.failures.min(6);
            }
        }
        block
    }

    /// Keeps the first `rows` cells.
    pub fn truncate(&mut self, rows: usize) {
        if let Some(kept) = rows.checked_sub(self.closed) {
            self.nulls = self.nulls.min(kept);
            self.open.truncate(kept);
            return;
        }
        self.nulls = 0;
        self.open.clear(BYTES);
        while let Some(start) = self.starts.pop_if(|_| self.closed > rows) {
            let block = self.blocks.pop();
            self.closed = start;
            // The first rows of a block that is cut are open again.
            match block.filter(|_| start < rows) {
                Some(Block::Nulls { .. }) => self.push_nulls(rows - start),
                Some(block) => (start..rows).for_each(|row| self.open.push(block.get(&self.words, row - start))),
                None => {}
            }
        }
        self.words.truncate(self.blocks.iter().map(Block::last_word).max().unwrap_or(0));
    }

    /// The cell of a row; rows past the end are `None`.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&str> {
        if let Some(row) = row.checked_sub(self.closed) {
            return self.open.get(row);
        }
        let index = if self.irregular {
            self.starts.partition_point(|start| *start <= row).checked_sub(1)?
        } else {
            row / ROWS
        };
        self.blocks.get(index)?.get(&self.words, row - self.starts[index])
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> + Clone {
        let tail = if self.nulls > 0 { Cells::Nulls { rows: self.nulls } } else { self.open.cells() };
        Iter {
            ready: [None; READY_ROWS],
            at: READY_ROWS,
            current: Cells::Nulls { rows: 0 },
            blocks: self.blocks.iter(),
            tail: Some(tail),
            left: self.len(),
            words: &self.words,
        }
    }
}

/// To ask at every cell which form its block has would be slow: some are taken at a time, by a loop of each form's own.
#[derive(Clone)]
struct Iter<'a> {
    /// Cells taken, the last of them at the end.
    ready: [Option<&'a str>; READY_ROWS],
    /// Where the next of them is.
    at: usize,
    /// The block they are from.
    current: Cells<'a>,
    blocks: slice::Iter<'a, Block>,
    /// What comes after the blocks.
    tail: Option<Cells<'a>>,
    /// Rows not yet taken.
    left: usize,
    words: &'a Words,
}

impl Iter<'_> {
    /// Takes more rows; whether there were any.
    #[inline(never)]
    fn take_more(&mut self) -> bool {
        while self.current.rows() == 0 {
            let Some(next) = self.blocks.next().map(Block::cells).or_else(|| self.tail.take()) else { return false };
            self.current = next;
        }
        let rows = self.current.rows().min(READY_ROWS);
        self.left -= rows;
        self.at = READY_ROWS - rows;
        self.current.take(self.words, &mut self.ready[self.at..]);
        true
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = Option<&'a str>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at == READY_ROWS && !self.take_more() {
            return None;
        }
        let cell = self.ready.get(self.at).copied();
        self.at += 1;
        cell
    }

    /// Exact, so that what is collected is allocated once.
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let rows = READY_ROWS - self.at + self.left;
        (rows, Some(rows))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BLOCK_ROWS: usize = 1 << 16;

    #[test]
    fn cells_come_back_across_blocks() {
        // Of distinct texts, and of few.
        for texts in [usize::MAX, 100] {
            let mut column = TextColumn::default();
            let rows = BLOCK_ROWS * 2 + 17;
            let cell = |row: usize| (!row.is_multiple_of(7)).then(|| (row % texts).to_string());
            (0..rows).for_each(|row| column.push(cell(row).as_deref()));
            assert_eq!(column.len(), rows);
            for row in [0, 1, 7, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS * 2, rows - 1] {
                assert_eq!(column.get(row), cell(row).as_deref(), "row {row}");
            }
            assert_eq!(column.get(rows), None);
            for kept in [BLOCK_ROWS + 5, BLOCK_ROWS, 3, 0] {
                let mut short = column.clone();
                short.truncate(kept);
                short.push(Some("next"));
                assert_eq!((short.len(), short.get(kept), short.get(kept + 1)), (kept + 1, Some("next"), None));
                assert!((0..kept).all(|row| short.get(row) == column.get(row)));
            }
            assert_eq!(column.iter().count(), rows);
            assert!(column.iter().enumerate().all(|(row, text)| text == column.get(row)));
        }
    }

    type Small = Column<256, 8192>;

    fn filled(rows: usize, cell: impl Fn(usize) -> String) -> Small {
        let mut column = Small::default();
        (0..rows).for_each(|row| column.push(Some(&cell(row))));
        column
    }

    #[test]
    fn texts_that_come_again_are_held_once() {
        let column = filled(256 * 3 + 1, |row| format!("word {}", row % 5));
        assert!(column.blocks.iter().all(|block| matches!(block, Block::Bytes { .. })));
        assert_eq!((column.blocks.len(), column.words.len()), (3, 5));
    }

    #[test]
    fn codes_get_wider_with_the_words() {
        let mut column = Column::<1024, 65_536>::default();
        let text = |row: usize| format!("word {}", row / 5);
        (0..1024 * 3 + 1).for_each(|row| column.push(Some(&text(row))));
        assert!(matches!(*column.blocks, [Block::Bytes { .. }, Block::Codes { .. }, Block::Codes { .. }]));
        assert!(column.iter().enumerate().all(|(row, cell)| cell == Some(&text(row))));
        column.truncate(1030);
        assert_eq!(column.words.len(), 205, "words of rows that are gone go with them");
        assert_eq!(column.get(1029), Some(&*text(1029)));
    }

    #[test]
    fn distinct_texts_stay_plain_and_leave_no_words() {
        let column = filled(256 * 20 + 1, |row| row.to_string());
        assert!(column.blocks.iter().all(|block| matches!(block, Block::Short { .. })));
        assert_eq!((column.words.len(), column.failures), (0, 4), "tried for the blocks 0, 1, 6 and 15");

        let column = filled(256 * 3 + 1, |row| if row / 256 == 1 { row.to_string() } else { "again".to_owned() });
        assert!(matches!(*column.blocks, [Block::Bytes { .. }, Block::Short { .. }, Block::Bytes { .. }]));
        assert_eq!((column.words.len(), column.failures), (1, 0));
    }

    #[test]
    fn a_text_longer_than_a_block_has_one_for_itself() {
        let long = "x".repeat(20_000);
        let column = filled(3, |row| if row == 1 { long.clone() } else { row.to_string() });
        assert_eq!(column.blocks.len(), 2);
        assert_eq!(column.iter().collect::<Vec<_>>(), [Some("0"), Some(&long), Some("2")]);
    }

    #[test]
    fn nulls_take_no_memory() {
        let mut column = TextColumn::nulls(10_000_000);
        assert_eq!(column.len(), 10_000_000);
        assert!(column.blocks.iter().all(|block| matches!(block, Block::Nulls { .. })));
        assert_eq!(column.open.rows(), 0);
        column.push(Some("text"));
        assert_eq!((column.get(9_999_999), column.get(10_000_000)), (None, Some("text")));
    }

    /// What is done to a column.
    #[derive(Debug, Clone)]
    enum Step {
        /// So many rows, of so many texts with so many bytes at least; every so manieth is null.
        Push {
            rows: usize,
            texts: usize,
            bytes: usize,
            null: usize,
        },
        PushNulls(usize),
        /// To so many thousandths of the rows.
        Truncate(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            5 => (0..400usize, prop_oneof![1..9usize, Just(usize::MAX)], prop_oneof![4 => 0..20usize, 1 => 100..3000usize], 2..9usize)
                .prop_map(|(rows, texts, bytes, null)| Step::Push { rows, texts, bytes, null }),
            2 => (0..700usize).prop_map(Step::PushNulls),
            2 => (0..1100usize).prop_map(Step::Truncate),
        ]
    }

    proptest! {
        #[test]
        fn it_is_a_list_of_texts(nulls in 0..700usize, steps in prop::collection::vec(step(), 0..30)) {
            let mut column = Small::nulls(nulls);
            let mut model = vec![None; nulls];
            for step in steps {
                match step {
                    Step::Push { rows, texts, bytes, null } => {
                        for row in 0..rows {
                            let cell = (row % null != 1).then(|| format!("{:é>bytes$}", (model.len() + row) % texts));
                            column.push(cell.as_deref());
                            model.push(cell);
                        }
                    }
                    Step::PushNulls(count) => {
                        column.push_nulls(count);
                        model.resize(model.len() + count, None);
                    }
                    Step::Truncate(thousandths) => {
                        let rows = model.len() * thousandths / 1000;
                        column.truncate(rows);
                        model.truncate(rows);
                    }
                }
                prop_assert_eq!(column.len(), model.len());
                prop_assert_eq!(column.is_empty(), model.is_empty());
            }
            prop_assert!(column.iter().eq(model.iter().map(Option::as_deref)));
            prop_assert!((0..model.len() + 100).all(|row| column.get(row) == model.get(row).and_then(Option::as_deref)));
            let mut left = model.len();
            let mut cells = column.iter();
            while cells.size_hint() == (left, Some(left)) && cells.next().is_some() {
                left -= 1;
            }
            prop_assert_eq!(left, 0);
        }
    }
}
