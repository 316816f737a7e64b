//! Runs of rows of a text column: one that grows, and the forms in which full ones are kept.

mod image;

use std::rc::Rc;

use super::words::Words;

/// End that marks a null; without this bit it is the end of the row before.
const NULL_FLAG: u32 = 1 << 31;
/// End within a [`Group`] that marks a null.
const NULL_END: u8 = u8::MAX;
/// Rows of a [`Group`].
pub(super) const GROUP_ROWS: usize = 8;

/// Rows as they come, one text after the other.
#[derive(Debug, Default, Clone)]
pub(super) struct Open {
    bytes: String,
    /// End of each row's text in `bytes`, with [`NULL_FLAG`] for nulls.
    ends: Vec<u32>,
}

impl Open {
    #[inline]
    pub(super) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Length of all texts.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    #[inline]
    pub(super) fn push(&mut self, text: Option<&str>) {
        let flag = match text {
            Some(text) => {
                self.bytes.push_str(text);
                0
            }
            None => NULL_FLAG,
        };
        self.ends.push(self.bytes.len() as u32 | flag);
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.ends.resize(self.ends.len() + count, self.bytes.len() as u32 | NULL_FLAG);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.ends.truncate(rows);
        self.bytes.truncate(self.ends.last().map_or(0, |end| (end & !NULL_FLAG) as usize));
    }

    /// Forgets the rows, but keeps their memory up to `max_bytes` of text: the next ones will need about as much.
    pub(super) fn clear(&mut self, max_bytes: usize) {
        self.truncate(0);
        self.bytes.shrink_to(max_bytes);
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<&str> {
        cell_by_ends(&self.bytes, &self.ends, row)
    }

    pub(super) fn cells(&self) -> Cells<'_> {
        Cells::Long { bytes: &self.bytes, ends: &self.ends, start: 0 }
    }

    /// The rows one text after the other, in no more memory than they need.
    pub(super) fn plain(&self) -> Block {
        let bytes = self.bytes.as_str().into();
        match self.groups() {
            Some(groups) => Block::Short { bytes, groups, rows: self.rows() },
            None => Block::Long { bytes, ends: self.ends.as_slice().into() },
        }
    }

    /// The ends in fewer bytes; `None` if there is a group with too much text.
    fn groups(&self) -> Option<Rc<[Group]>> {
        let mut groups = Vec::with_capacity(self.rows().div_ceil(GROUP_ROWS));
        let mut start = 0;
        let mut add = |ends: &[u32; GROUP_ROWS]| {
            let short = |end| if end & NULL_FLAG == 0 { (end - start) as u8 } else { NULL_END };
            groups.push(Group { start, ends: ends.map(short) });
            // No end is less than the one before: the last tells for all whether they fit.
            let last = ends[GROUP_ROWS - 1] & !NULL_FLAG;
            let fits = last - start < u32::from(NULL_END);
            start = last;
            fits.then_some(())
        };
        let (whole, rest) = self.ends.as_chunks();
        whole.iter().try_for_each(&mut add)?;
        if let Some(last) = rest.last() {
            let mut ends = [last | NULL_FLAG; GROUP_ROWS];
            ends[..rest.len()].copy_from_slice(rest);
            add(&ends)?;
        }
        Some(groups.into())
    }

    /// The rows as codes of words; `None` if that is not worth it, and `words` then has some that no row needs.
    ///
    /// They may bring `allowance` new words and one for every second row: distinct texts are soon found out.
    pub(super) fn coded(&self, words: &mut Words, allowance: usize, max_bytes: usize) -> Option<Block> {
        let known = words.len();
        let rows = self.rows();
        let mut codes = Vec::with_capacity(rows);
        let (mut start, mut last) = (0, 0);
        for (row, end) in self.ends.iter().enumerate() {
            if end & NULL_FLAG != 0 {
                codes.push(0);
                continue;
            }
            let code = words.code(&self.bytes[start..*end as usize], max_bytes)?;
            if words.len() - known > allowance + row / 2 {
                return None;
            }
            start = *end as usize;
            last = last.max(code);
            codes.push(code);
        }
        if last == 0 {
            return Some(Block::Nulls { rows });
        }
        if last <= u16::from(u8::MAX) {
            return Some(Block::Bytes { codes: codes.iter().map(|code| *code as u8).collect() });
        }
        let plain = self.bytes.len() + rows / GROUP_ROWS * size_of::<Group>();
        (rows * size_of::<u16>() < plain).then(|| Block::Codes { codes: codes.into() })
    }
}

#[inline]
fn cell_by_ends<'a>(bytes: &'a str, ends: &[u32], row: usize) -> Option<&'a str> {
    let end = *ends.get(row)?;
    if end & NULL_FLAG != 0 {
        return None;
    }
    let start = if row == 0 { 0 } else { ends[row - 1] & !NULL_FLAG };
    Some(&bytes[start as usize..end as usize])
}

/// Where the texts of some rows are, in less than half of what offsets of 32 bits would take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    start: u32,
    /// Counted from `start`; [`NULL_END`] for a null.
    ends: [u8; GROUP_ROWS],
}

impl Group {
    #[inline]
    fn cell<'a>(&self, bytes: &'a str, row: usize) -> Option<&'a str> {
        let end = self.ends[row];
        if end == NULL_END {
            return None;
        }
        let before = self.ends[..row].iter().rfind(|end| **end != NULL_END);
        let start = self.start as usize;
        Some(&bytes[start + usize::from(*before.unwrap_or(&0))..start + usize::from(end)])
    }
}

/// Rows that do not change. A copy shares them: a table that is read on from an earlier one costs no second memory.
#[derive(Debug, Clone)]
pub(super) enum Block {
    Nulls {
        rows: usize,
    },
    Short {
        bytes: Rc<str>,
        groups: Rc<[Group]>,
        rows: usize,
    },
    /// As in [`Open`]: for texts that are too long for groups.
    Long {
        bytes: Rc<str>,
        ends: Rc<[u32]>,
    },
    /// Of words with codes of 8 bits.
    Bytes {
        codes: Rc<[u8]>,
    },
    Codes {
        codes: Rc<[u16]>,
    },
}

impl Block {
    /// The greatest code.
    pub(super) fn last_word(&self) -> usize {
        match self {
            Self::Nulls { .. } | Self::Short { .. } | Self::Long { .. } => 0,
            Self::Bytes { codes } => codes.iter().max().map_or(0, |code| usize::from(*code)),
            Self::Codes { codes } => codes.iter().max().map_or(0, |code| usize::from(*code)),
        }
    }

    #[inline]
    pub(super) fn get<'a>(&'a self, words: &'a Words, row: usize) -> Option<&'a str> {
        match self {
            Self::Nulls { .. } => None,
            Self::Short { bytes, groups, .. } => groups.get(row / GROUP_ROWS)?.cell(bytes, row % GROUP_ROWS),
            Self::Long { bytes, ends } => cell_by_ends(bytes, ends, row),
            Self::Bytes { codes } => words.text(usize::from(*codes.get(row)?)),
            Self::Codes { codes } => words.text(usize::from(*codes.get(row)?)),
        }
    }

    pub(super) fn cells(&self) -> Cells<'_> {
        match self {
            Self::Nulls { rows } => Cells::Nulls { rows: *rows },
            Self::Short { bytes, groups, rows } => Cells::Short { bytes, groups, rows: *rows },
            Self::Long { bytes, ends } => Cells::Long { bytes, ends, start: 0 },
            Self::Bytes { codes } => Cells::Bytes { codes },
            Self::Codes { codes } => Cells::Codes { codes },
        }
    }
}

/// Rows of a block that are still to come.
#[derive(Debug, Clone)]
pub(super) enum Cells<'a> {
    Nulls { rows: usize },
    Short { bytes: &'a str, groups: &'a [Group], rows: usize },
    Long { bytes: &'a str, ends: &'a [u32], start: usize },
    Bytes { codes: &'a [u8] },
    Codes { codes: &'a [u16] },
}

impl<'a> Cells<'a> {
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Nulls { rows } | Self::Short { rows, .. } => *rows,
            Self::Long { ends, .. } => ends.len(),
            Self::Bytes { codes } => codes.len(),
            Self::Codes { codes } => codes.len(),
        }
    }

    /// Takes as many rows as `out` has room for, which must be there: the last ones, or a multiple of [`GROUP_ROWS`].
    ///
    /// Texts are cut for nulls too: see [`Words::text`].
    pub(super) fn take(&mut self, words: &'a Words, out: &mut [Option<&'a str>]) {
        let count = out.len();
        match self {
            Self::Nulls { rows } => {
                *rows -= count;
                out.fill(None);
            }
            Self::Short { bytes, groups, rows } => {
                *rows -= count;
                let groups = groups.split_off(..count.div_ceil(GROUP_ROWS)).unwrap_or_default();
                for (out, group) in out.chunks_mut(GROUP_ROWS).zip(groups) {
                    let mut start = group.start as usize;
                    for (out, end) in out.iter_mut().zip(group.ends) {
                        let there = end != NULL_END;
                        let end = if there { group.start as usize + usize::from(end) } else { start };
                        *out = there.then_some(&bytes[start..end]);
                        start = end;
                    }
                }
            }
            Self::Long { bytes, ends, start } => {
                for (out, end) in out.iter_mut().zip(ends.split_off(..count).unwrap_or_default()) {
                    let there = end & NULL_FLAG == 0;
                    let end = (end & !NULL_FLAG) as usize;
                    *out = there.then_some(&bytes[*start..end]);
                    *start = end;
                }
            }
            Self::Bytes { codes } => {
                for (out, code) in out.iter_mut().zip(codes.split_off(..count).unwrap_or_default()) {
                    *out = words.text(usize::from(*code));
                }
            }
            Self::Codes { codes } => {
                for (out, code) in out.iter_mut().zip(codes.split_off(..count).unwrap_or_default()) {
                    *out = words.text(usize::from(*code));
                }
            }
        }
    }
}
