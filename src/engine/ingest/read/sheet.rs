//! The rows of a workbook's sheet.

use super::{FileInput, Reader};
use crate::base::Diagnostic;
use crate::base::format::integer;
use crate::engine::ingest::range::RangeReader;
use crate::engine::ingest::sniff::SheetFormat;
use crate::engine::ingest::workbook::{Row, Workbook};

/// Rows between two moments at which a cancel is heard.
const ROWS_AT_A_TIME: usize = 4_096;

impl Reader<'_> {
    pub(super) async fn sheet(&mut self, file: &FileInput, format: &SheetFormat) -> Result<(), Diagnostic> {
        let name = file.content.name();
        let mut workbook = Workbook::open(RangeReader::new(file.content.ranges()?), name)?;
        let mut rows = workbook.rows(&format.sheet)?;
        let mut row = Row::default();
        let (start, width) = (self.done, file.sniffed.own_columns());
        let (mut skip, mut since) = (format.skip, 0);
        while rows.next_row(&mut row)? {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if !self.is_wanted() {
                continue;
            }
            // Empty cells at a row's end are not written; only cells beside the table make a row of another shape.
            let left = format.left;
            if row.len() > left + width || (0..left).any(|index| row.get(index).is_some()) {
                self.table.ragged.push((self.table.rows as u32, row.len() as u32));
            }
            for index in 0..width {
                let target = self.targets[index];
                if let Some(mut column) = self.column(target) {
                    column.push(row.get(left + index));
                }
            }
            self.add_rows(name, 1)?;
            since += 1;
            if since == ROWS_AT_A_TIME {
                since = 0;
                self.done = start + (rows.share() * file.content.bytes() as f64) as u64;
                self.checkpoint(name).await?;
            }
        }
        let uncalculated = rows.uncalculated();
        if uncalculated > 0 {
            self.table.notes.push(
                Diagnostic::warning(
                    "workbook_uncalculated",
                    format!(
                        "{} cells of “{name}” are formulas without a stored value; they are read as missing.",
                        integer(uncalculated)
                    ),
                )
                .in_file(name)
                .hint("Open the workbook in Excel or LibreOffice and save it: that stores the values."),
            );
        }
        self.done = start + file.content.bytes();
        Ok(())
    }
}
