//! A column of texts as read: blocks of contiguous bytes, so that growing never copies what is there.

const BLOCK_ROWS: usize = 1 << 16;
/// Bytes after which a block is closed early, so that its 32-bit offsets always suffice.
const BLOCK_BYTES: usize = 1 << 30;

/// End offset that marks a null; the real end is that of the row before.
const NULL_FLAG: u32 = 1 << 31;

#[derive(Debug, Default, Clone)]
struct Block {
    bytes: String,
    /// End of each row's text in `bytes`, with [`NULL_FLAG`] for nulls.
    ends: Vec<u32>,
}

/// Texts by row, `None` where there is no cell.
#[derive(Debug, Default, Clone)]
pub struct TextColumn {
    blocks: Vec<Block>,
    /// First row of each block.
    starts: Vec<usize>,
    rows: usize,
    /// Whether every block but the last has exactly [`BLOCK_ROWS`] rows, so that a row's block is a shift away.
    irregular: bool,
}

impl TextColumn {
    /// A column of nulls.
    pub fn nulls(rows: usize) -> Self {
        let mut column = Self::default();
        for _ in 0..rows {
            column.push(None);
        }
        column
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Appends a cell.
    pub fn push(&mut self, text: Option<&str>) {
        let added = text.map_or(0, str::len);
        let open = self
            .blocks
            .last()
            .is_some_and(|block| block.ends.len() < BLOCK_ROWS && block.bytes.len() + added <= BLOCK_BYTES);
        if !open {
            self.irregular |= self.blocks.last().is_some_and(|block| block.ends.len() != BLOCK_ROWS);
            self.starts.push(self.rows);
            self.blocks.push(Block::default());
        }
        if let Some(block) = self.blocks.last_mut() {
            let flag = match text {
                Some(text) => {
                    block.bytes.push_str(text);
                    0
                }
                None => NULL_FLAG,
            };
            block.ends.push(block.bytes.len() as u32 | flag);
        }
        self.rows += 1;
    }

    /// Keeps the first `rows` cells.
    pub fn truncate(&mut self, rows: usize) {
        while self.starts.last().is_some_and(|start| *start >= rows) {
            self.starts.pop();
            self.blocks.pop();
        }
        if let (Some(block), Some(start)) = (self.blocks.last_mut(), self.starts.last()) {
            block.ends.truncate(rows - start);
            block.bytes.truncate(block.ends.last().map_or(0, |end| (end & !NULL_FLAG) as usize));
        }
        self.rows = self.rows.min(rows);
    }

    /// The cell of a row; rows past the end are `None`.
    pub fn get(&self, row: usize) -> Option<&str> {
        let index = if self.irregular {
            self.starts.partition_point(|start| *start <= row).checked_sub(1)?
        } else {
            row / BLOCK_ROWS
        };
        let block = self.blocks.get(index)?;
        let within = row - self.starts[index];
        let end = *block.ends.get(within)?;
        if end & NULL_FLAG != 0 {
            return None;
        }
        let start = if within == 0 { 0 } else { block.ends[within - 1] & !NULL_FLAG };
        Some(&block.bytes[start as usize..end as usize])
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> + Clone {
        self.blocks.iter().flat_map(|block| {
            let mut start = 0usize;
            block.ends.iter().map(move |&end| {
                let from = start;
                start = (end & !NULL_FLAG) as usize;
                (end & NULL_FLAG == 0).then(|| &block.bytes[from..start])
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_across_blocks() {
        let mut column = TextColumn::default();
        let rows = BLOCK_ROWS * 2 + 17;
        for row in 0..rows {
            let text = row.to_string();
            column.push((row % 7 != 0).then_some(text.as_str()));
        }
        assert_eq!(column.len(), rows);
        for row in [0, 1, 7, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS * 2, rows - 1] {
            let text = row.to_string();
            assert_eq!(column.get(row), (row % 7 != 0).then_some(text.as_str()), "row {row}");
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
        assert!(column.iter().enumerate().all(|(row, cell)| cell == column.get(row)));
    }
}
