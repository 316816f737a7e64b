//! The rows of Parquet files.

use super::{FileInput, Reader, Target, too_many_rows};
use crate::base::Diagnostic;
use crate::base::limits::MAX_ROWS;
use crate::engine::ingest::parquet::Footer;

impl Reader<'_> {
    pub(super) async fn parquet(&mut self, file: &FileInput, footer: &Footer) -> Result<(), Diagnostic> {
        let name = file.content.name();
        let source = file.content.ranges()?;
        let start = self.done;
        let every = self.every;
        // Before reading: a damaged footer can tell of billions of rows in a few bytes.
        if footer.rows() / every as u64 > MAX_ROWS as u64 {
            return Err(too_many_rows(name));
        }
        for group in 0..footer.row_groups() {
            let rows = footer.group_rows(group);
            // The first row of the group that is one of those read.
            let first = self.seen.next_multiple_of(every) - self.seen;
            for column in 0..file.sniffed.own_columns() {
                let target = self.targets[column];
                if target == Target::Nowhere {
                    continue;
                }
                self.checkpoint(name).await?;
                let Some(mut cells) = self.column(target) else { continue };
                let mut row = 0;
                let bytes = footer.read_column(&*source, group, column, usize::MAX, &mut |cell| {
                    if row >= first && (row - first).is_multiple_of(every) {
                        cells.push(cell);
                    }
                    row += 1;
                })?;
                self.done += bytes;
            }
            self.seen += rows;
            self.add_rows(name, rows.saturating_sub(first).div_ceil(every))?;
        }
        self.done = start + file.content.bytes();
        Ok(())
    }
}
