//! Columns as bytes and back: as they lie in memory, so that nothing is parsed again. What comes back is checked wholly:
//! damaged bytes give no column.

use super::Column;
use super::block::{Block, Open};
use crate::base::Diagnostic;

/// Where bytes go.
pub trait Output {
    /// Takes bytes.
    ///
    /// # Errors
    /// Where there is no room for them.
    fn put(&mut self, bytes: &[u8]) -> Result<(), Diagnostic>;

    /// Takes a number.
    ///
    /// # Errors
    /// As above.
    fn number(&mut self, number: usize) -> Result<(), Diagnostic> {
        self.put(&(number as u64).to_le_bytes())
    }

    /// Takes bytes and their length before them.
    ///
    /// # Errors
    /// As above.
    fn run(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.number(bytes.len())?;
        self.put(bytes)
    }
}

/// Where bytes come from; `None` where there are no more.
pub trait Input {
    /// Exactly so many bytes.
    fn get(&mut self, length: usize) -> Option<Vec<u8>>;

    /// A number.
    fn number(&mut self) -> Option<usize> {
        let bytes = self.get(size_of::<u64>())?;
        usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
    }

    /// Bytes with their length before them.
    fn run(&mut self) -> Option<Vec<u8>> {
        let length = self.number()?;
        self.get(length)
    }
}

impl<const ROWS: usize, const BYTES: usize> Column<ROWS, BYTES> {
    /// Writes the column.
    ///
    /// # Errors
    /// Where there is no room.
    pub fn write(&self, out: &mut dyn Output) -> Result<(), Diagnostic> {
        out.number(self.words.len())?;
        for code in 1..=self.words.len() {
            out.run(self.words.text(code).unwrap_or_default().as_bytes())?;
        }
        out.number(self.blocks.len())?;
        for block in &self.blocks {
            block.write(out)?;
        }
        self.open.write(out)?;
        [self.nulls, self.failures as usize, self.untried].into_iter().try_for_each(|number| out.number(number))
    }

    /// Reads a column of so many rows; `None` where the bytes are none.
    pub fn read(input: &mut dyn Input, rows: usize) -> Option<Self> {
        let mut column = Self::default();
        let words = input.number()?;
        for code in 1..=words {
            let text = String::from_utf8(input.run()?).ok()?;
            if column.words.code(&text, usize::MAX)? as usize != code {
                return None;
            }
        }
        for _ in 0..input.number()? {
            let block = Block::read(input, words)?;
            let rows = block.rows();
            if rows == 0 || rows > ROWS {
                return None;
            }
            column.add(block, rows);
        }
        column.open = Open::read(input)?;
        column.nulls = input.number()?;
        column.failures = u32::try_from(input.number()?).ok()?;
        column.untried = input.number()?;
        // The next cell looks what there is room for.
        column.limit = 0;
        let is_one =
            column.open.rows() <= ROWS && (column.nulls == 0 || column.open.rows() == 0) && column.nulls < ROWS;
        (is_one && column.len() == rows).then_some(column)
    }
}
