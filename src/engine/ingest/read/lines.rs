//! In which line of a text file each row begins: one line after the row before, but for blank lines and cells with
//! line breaks.

/// Places out of step that are kept; a file with more is told by its rows alone.
const MAX_PAIRS: usize = 4096;

/// Follows the records of a file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Line ends before `position`.
    ends: usize,
    /// Where the record before ended in the buffer.
    position: usize,
    /// As in [`crate::engine::ingest::RawFile::lines`].
    pairs: Vec<(u32, u32)>,
    /// The line that the row before began in.
    before: usize,
    lost: bool,
}

impl Lines {
    /// A record ends at `end` of the buffer; `row` is its number, from 1, where it is a row.
    pub(super) fn pass(&mut self, buffer: &str, end: usize, row: Option<usize>) {
        let record = &buffer.as_bytes()[self.position..end];
        let lead = record.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let line = self.ends + ends(&record[..lead]) + 1;
        if let Some(row) = row {
            // Two rows in one line: the lines of this file end in another way.
            self.lost |= line == self.before || self.pairs.len() > MAX_PAIRS;
            let expected = self.pairs.last().map(|(first, line)| *line as usize + (row - *first as usize));
            if expected != Some(line) && !self.lost {
                self.pairs.push((row as u32, line as u32));
            }
            self.before = line;
        }
        self.ends += ends(record);
        self.position = end;
    }

    /// The buffer was emptied up to the record found last.
    pub(super) fn drain(&mut self) {
        self.position = 0;
    }

    /// The pairs of rows and lines; none where they cannot be told.
    pub(super) fn finish(self) -> Vec<(u32, u32)> {
        if self.lost { Vec::new() } else { self.pairs }
    }
}

fn ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn pairs(records: &[(&str, bool)]) -> Vec<(u32, u32)> {
        let (mut lines, mut row) = (Lines::default(), 0);
        for (text, is_row) in records {
            row += usize::from(*is_row);
            lines.pass(text, text.len(), is_row.then_some(row));
            lines.drain();
        }
        lines.finish()
    }

    #[test]
    fn rows_begin_in_the_lines_that_an_editor_shows() {
        let header = ("a,b\n", false);
        assert_eq!(pairs(&[header, ("1,2\n", true), ("3,4\n", true), ("5,6", true)]), [(1, 2)]);
        let broken = ("\"x\ny\",2\n", true);
        assert_eq!(
            pairs(&[header, ("1,2\n", true), broken, ("3,4\n", true), ("\n\n5,6\n", true)]),
            [(1, 2), (3, 5), (4, 8)]
        );
        let windows = [("a,b\r", false), ("\n1,2\r", true), ("\n\r\n3,4\r", true), ("\n", false), ("5,6\r", true)];
        assert_eq!(pairs(&windows), [(1, 2), (2, 4)]);
        let other = [("a,b\r", false), ("1,2\r", true), ("3,4\r", true)];
        assert!(pairs(&other).is_empty(), "lines that end in another way");
    }
}
