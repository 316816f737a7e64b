//! What the cells of a column look like.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::bins::{borders, of_days, of_whole};
use super::condition::column;
use super::rows::{RowCache, Wanted};
use super::sort::{float_key, float_of, int_key, int_of, sort_keys};
use super::top::Top;
use crate::base::Diagnostic;
use crate::base::date::{Day, iso};
use crate::base::format::f64_text;
use crate::engine::table::{Cells, Part};
use crate::protocol::{Bin, ColumnSummary, RowChoice, SummaryRequest};

/// Distinct texts that are counted, and bytes of these: of more nobody wants to know the number.
const MAX_TEXTS: usize = 1_000_000;
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Looks at all cells of a column in the rows that filters and choice leave, the column's own conditions left aside.
///
/// # Errors
/// A sentence for a column that the table does not have, and for a condition that cannot be read.
pub fn summary(part: Part<'_>, request: &SummaryRequest, cache: &mut RowCache) -> Result<ColumnSummary, Diagnostic> {
    let cells = column(part.table, &request.column)?;
    let mut choice = RowChoice { search: request.choice.search.clone(), ..RowChoice::default() };
    let others = request.choice.conditions.iter().filter(|condition| condition.column != request.column);
    choice.conditions = others.cloned().collect();
    let rows = cache.rows(part, Wanted { filters: &request.filters, choice: &choice, sort: &[] })?;
    let part = part.narrowed(rows.as_deref());
    let looked = match cells {
        Cells::Int(cell) => of_numbers(Kind::Whole, keys(part, |row| cell(row).map(int_key))),
        Cells::Day(cell) => of_numbers(Kind::Day, keys(part, |row| cell(row).map(|day| int_key(i64::from(day))))),
        Cells::Float(cell) => of_numbers(Kind::Float, keys(part, |row| cell(row).map(float_key))),
        Cells::Text(cell) => of_texts(part, |row, take| take(cell(row).as_deref())),
        Cells::Shared(cell) => of_texts(part, |row, take| cell(row, take)),
    };
    Ok(ColumnSummary { column: request.column.clone(), rows: part.rows() as u32, ..looked })
}

/// What the keys of a column's cells stand for.
#[derive(Clone, Copy)]
enum Kind {
    Whole,
    Day,
    Float,
}

impl Kind {
    fn text(self, key: u64) -> String {
        match self {
            Self::Whole => int_of(key).to_string(),
            Self::Day => iso(int_of(key) as Day),
            Self::Float => f64_text(float_of(key)),
        }
    }

    /// Whether it has a place on an axis.
    fn is_finite(self, key: u64) -> bool {
        !matches!(self, Self::Float) || float_of(key).is_finite()
    }

    fn is_number(self, key: u64) -> bool {
        !matches!(self, Self::Float) || !float_of(key).is_nan()
    }
}

/// The keys of the cells, rising, and how many cells are null.
fn keys(part: Part<'_>, key: impl Fn(usize) -> Option<u64>) -> (Vec<(u64, ())>, u32) {
    let mut keys: Vec<(u64, ())> = Vec::with_capacity(part.rows());
    keys.extend((0..part.rows()).filter_map(|place| key(part.row(place))).map(|key| (key, ())));
    let nulls = part.rows() - keys.len();
    let mut spare = keys.clone();
    sort_keys(&mut keys, &mut spare);
    (keys, nulls as u32)
}

fn of_numbers(kind: Kind, (keys, nulls): (Vec<(u64, ())>, u32)) -> ColumnSummary {
    let runs = || keys.chunk_by(|left, right| left.0 == right.0).map(|run| (run[0].0, run.len() as u32));
    let (mut top, mut distinct) = (Top::new(), 0);
    for (key, count) in runs() {
        top.push(key, count);
        distinct += 1;
    }
    let ends = |wanted: &dyn Fn(u64) -> bool| {
        let least = keys.iter().find(|key| wanted(key.0))?.0;
        Some((least, keys.iter().rfind(|key| wanted(key.0))?.0))
    };
    let numbers = ends(&|key| kind.is_number(key));
    let finite = runs().filter(|(key, _)| kind.is_finite(*key));
    let bins = ends(&|key| kind.is_finite(key)).map_or_else(Vec::new, |ends| match kind {
        Kind::Float => of_floats(ends, finite),
        Kind::Whole => of_steps(kind, of_whole(int_of(ends.0), int_of(ends.1)), finite),
        Kind::Day => of_steps(kind, of_days(int_of(ends.0), int_of(ends.1)), finite),
    });
    ColumnSummary {
        nulls,
        distinct: Some(distinct),
        least: numbers.map(|(least, _)| kind.text(least)),
        most: numbers.map(|(_, most)| kind.text(most)),
        bins,
        top: top.texts(|key| kind.text(key)),
        ..ColumnSummary::default()
    }
}

/// Counts values, which rise, in bins given by their first and last whole number.
fn of_steps(kind: Kind, steps: Vec<(i64, i64)>, runs: impl Iterator<Item = (u64, u32)>) -> Vec<Bin> {
    let mut runs = runs.peekable();
    let count_to = |last: i64| {
        let mut sum = 0;
        while let Some((_, count)) = runs.next_if(|(key, _)| int_of(*key) <= last) {
            sum += count;
        }
        sum
    };
    let counts: Vec<u32> = steps.iter().map(|(_, last)| *last).map(count_to).collect();
    let text = |value: i64| kind.text(int_key(value));
    steps
        .iter()
        .zip(counts)
        .map(|((first, last), count)| Bin { least: text(*first), most: text(*last), count })
        .collect()
}

/// Counts values, which rise, in bins between borders.
fn of_floats((least, most): (u64, u64), runs: impl Iterator<Item = (u64, u32)>) -> Vec<Bin> {
    let borders = borders(float_of(least), float_of(most));
    if borders.is_empty() {
        let count = runs.map(|(_, count)| count).sum();
        return vec![Bin { least: Kind::Float.text(least), most: Kind::Float.text(most), count }];
    }
    let mut runs = runs.peekable();
    borders
        .windows(2)
        .map(|pair| {
            let (mut count, mut last) = (0, pair[1]);
            while let Some((key, more)) = runs.next_if(|(key, _)| float_of(*key) < pair[1]) {
                (count, last) = (count + more, float_of(key));
            }
            Bin { least: f64_text(pair[0]), most: f64_text(last), count }
        })
        .collect()
}

fn of_texts(part: Part<'_>, cell: impl Fn(usize, &mut dyn FnMut(Option<&str>))) -> ColumnSummary {
    let (mut counted, mut nulls) = (Counted::default(), 0);
    for place in 0..part.rows() {
        cell(part.row(place), &mut |text| match text {
            Some(text) => counted.take(text),
            None => nulls += 1,
        });
    }
    let mut top = Top::new();
    for word in &counted.words {
        top.push(counted.text(word), word.count);
    }
    ColumnSummary {
        nulls,
        distinct: (!counted.is_full).then_some(counted.words.len() as u32),
        top: if counted.is_full { Vec::new() } else { top.texts(str::to_owned) },
        least: counted.least,
        most: counted.most,
        ..ColumnSummary::default()
    }
}

/// How often each text is there, until there are too many of them.
#[derive(Default)]
struct Counted {
    /// In the order of first sight: the hasher's seed takes no part in the result.
    words: Vec<Word>,
    texts: String,
    /// Half the hash beside each index: most comparisons, and all growth, then touch nothing else.
    table: HashTable<(u32, u32)>,
    hasher: DefaultHashBuilder,
    is_full: bool,
    least: Option<String>,
    most: Option<String>,
}

/// A whole hash from half of one: the table takes its upper bits for tags and its lower ones for places.
fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

struct Word {
    start: usize,
    end: usize,
    count: u32,
}

impl Counted {
    fn text(&self, word: &Word) -> &str {
        &self.texts[word.start..word.end]
    }

    fn take(&mut self, text: &str) {
        if self.is_full {
            return self.stretch(text);
        }
        let Self { words, texts, table, .. } = self;
        let half = (self.hasher.hash_one(text) >> 32) as u32;
        let same = |(other, index): &(u32, u32)| {
            let word = &words[*index as usize];
            *other == half && &texts[word.start..word.end] == text
        };
        if let Some((_, index)) = table.find(spread(half), same) {
            words[*index as usize].count += 1;
            return;
        }
        self.is_full = words.len() == MAX_TEXTS || texts.len() + text.len() > MAX_TEXT_BYTES;
        if !self.is_full {
            let start = texts.len();
            texts.push_str(text);
            table.insert_unique(spread(half), (half, words.len() as u32), |(other, _)| spread(*other));
            words.push(Word { start, end: texts.len(), count: 1 });
        }
        self.stretch(text);
    }

    /// Takes the text among the least and the most.
    fn stretch(&mut self, text: &str) {
        if self.least.as_deref().is_none_or(|least| text < least) {
            self.least = Some(text.to_owned());
        }
        if self.most.as_deref().is_none_or(|most| text > most) {
            self.most = Some(text.to_owned());
        }
    }
}
