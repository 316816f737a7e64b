//! Blocks as bytes and back.

use super::{Block, GROUP_ROWS, Group, NULL_END, NULL_FLAG, Open};
use crate::base::Diagnostic;
use crate::engine::text::image::{Input, Output};

const NULLS: usize = 0;
const SHORT: usize = 1;
const LONG: usize = 2;
const BYTES: usize = 3;
const CODES: usize = 4;
/// Bytes of a [`Group`].
const GROUP_BYTES: usize = size_of::<u32>() + GROUP_ROWS;

fn words_of(bytes: &[u8]) -> Option<Vec<u32>> {
    let (words, rest) = bytes.as_chunks();
    rest.is_empty().then(|| words.iter().map(|word| u32::from_le_bytes(*word)).collect())
}

fn text(input: &mut dyn Input) -> Option<String> {
    String::from_utf8(input.run()?).ok()
}

/// Whether texts can be cut at these ends.
fn are_ends(bytes: &str, ends: &[u32]) -> bool {
    let mut start = 0;
    ends.iter().all(|end| {
        let end = (end & !NULL_FLAG) as usize;
        let fits = start <= end && bytes.is_char_boundary(end);
        start = end;
        fits
    })
}

impl Group {
    /// Whether its texts can be cut, from where those before it end; and where they end.
    fn cut(&self, bytes: &str, start: usize) -> Option<usize> {
        let mut last = self.start as usize;
        if last < start || !bytes.is_char_boundary(last) {
            return None;
        }
        for end in self.ends.iter().filter(|end| **end != NULL_END) {
            let end = self.start as usize + usize::from(*end);
            if end < last || !bytes.is_char_boundary(end) {
                return None;
            }
            last = end;
        }
        Some(last)
    }
}

impl Open {
    pub(in crate::engine::text) fn write(&self, out: &mut dyn Output) -> Result<(), Diagnostic> {
        out.run(self.bytes.as_bytes())?;
        out.run(&self.ends.iter().flat_map(|end| end.to_le_bytes()).collect::<Vec<u8>>())
    }

    pub(in crate::engine::text) fn read(input: &mut dyn Input) -> Option<Self> {
        let (bytes, ends) = (text(input)?, words_of(&input.run()?)?);
        let last = ends.last().map_or(0, |end| (end & !NULL_FLAG) as usize);
        (are_ends(&bytes, &ends) && last == bytes.len()).then_some(Self { bytes, ends })
    }
}

impl Block {
    pub(in crate::engine::text) fn rows(&self) -> usize {
        self.cells().rows()
    }

    pub(in crate::engine::text) fn write(&self, out: &mut dyn Output) -> Result<(), Diagnostic> {
        match self {
            Self::Nulls { rows } => {
                out.number(NULLS)?;
                out.number(*rows)
            }
            Self::Short { bytes, groups, rows } => {
                out.number(SHORT)?;
                out.number(*rows)?;
                out.run(bytes.as_bytes())?;
                let mut packed = Vec::with_capacity(groups.len() * GROUP_BYTES);
                for group in groups.iter() {
                    packed.extend_from_slice(&group.start.to_le_bytes());
                    packed.extend_from_slice(&group.ends);
                }
                out.run(&packed)
            }
            Self::Long { bytes, ends } => {
                out.number(LONG)?;
                out.run(bytes.as_bytes())?;
                out.run(&ends.iter().flat_map(|end| end.to_le_bytes()).collect::<Vec<u8>>())
            }
            Self::Bytes { codes } => {
                out.number(BYTES)?;
                out.run(codes)
            }
            Self::Codes { codes } => {
                out.number(CODES)?;
                out.run(&codes.iter().flat_map(|code| code.to_le_bytes()).collect::<Vec<u8>>())
            }
        }
    }

    /// A block whose codes stand for so many words.
    pub(in crate::engine::text) fn read(input: &mut dyn Input, words: usize) -> Option<Self> {
        Some(match input.number()? {
            NULLS => Self::Nulls { rows: input.number()? },
            SHORT => {
                let (rows, bytes, packed) = (input.number()?, text(input)?, input.run()?);
                let (packed, rest) = packed.as_chunks::<GROUP_BYTES>();
                let groups: Vec<Group> = packed.iter().map(unpacked).collect();
                let ends = groups.iter().try_fold(0, |start, group| group.cut(&bytes, start));
                if !rest.is_empty() || rows.div_ceil(GROUP_ROWS) != groups.len() || ends.is_none() {
                    return None;
                }
                Self::Short { bytes: bytes.into(), groups: groups.into(), rows }
            }
            LONG => {
                let (bytes, ends) = (text(input)?, words_of(&input.run()?)?);
                if !are_ends(&bytes, &ends) {
                    return None;
                }
                Self::Long { bytes: bytes.into(), ends: ends.into() }
            }
            BYTES => {
                let codes = input.run()?;
                if codes.iter().any(|code| usize::from(*code) > words) {
                    return None;
                }
                Self::Bytes { codes: codes.into() }
            }
            CODES => {
                let bytes = input.run()?;
                let (pairs, rest) = bytes.as_chunks();
                let codes: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
                if !rest.is_empty() || codes.iter().any(|code| usize::from(*code) > words) {
                    return None;
                }
                Self::Codes { codes: codes.into() }
            }
            _ => return None,
        })
    }
}

fn unpacked(bytes: &[u8; GROUP_BYTES]) -> Group {
    let mut group = Group { start: 0, ends: [0; GROUP_ROWS] };
    let (start, ends) = bytes.split_at(size_of::<u32>());
    group.start = start.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
    group.ends.copy_from_slice(ends);
    group
}
