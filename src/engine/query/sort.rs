//! Rows in the order of a column: nulls last, ties as they were.
//!
//! Numbers and days become integers of the same order, which are sorted byte by byte; texts are sorted so too, seven
//! bytes at a time.

use crate::engine::passes;
use crate::engine::table::Cells;

/// Rows and keys below which comparing is faster than counting bytes.
const SMALL: usize = 64;
/// Bytes of text in a key; its last byte says how the text goes on.
const WORD: usize = 7;
/// The last byte of the key of a text that goes on.
const MORE: u64 = WORD as u64 + 1;

/// The rows in the order of a column.
pub(super) fn sort_by(rows: &[u32], cells: &Cells, descending: bool) -> Vec<u32> {
    match cells {
        Cells::Int(cell) => by_key(rows, descending, |row| cell(row).map(int_key)),
        Cells::Day(cell) => by_key(rows, descending, |row| cell(row).map(|day| int_key(i64::from(day)))),
        // Zero is zero with whatever sign.
        Cells::Float(cell) => by_key(rows, descending, |row| cell(row).map(|value| float_key(value + 0.0))),
        Cells::Text(cell) => by_text(rows, descending, |row, take| take(cell(row).as_deref())),
        Cells::Shared(cell) => by_text(rows, descending, |row, take| cell(row, take)),
    }
}

/// An unsigned number in the order of a signed one.
pub(super) fn int_key(value: i64) -> u64 {
    value as u64 ^ (1 << 63)
}

/// The number behind an [`int_key`].
pub(super) fn int_of(key: u64) -> i64 {
    (key ^ (1 << 63)) as i64
}

/// An unsigned number in the order of a float: -0 before 0, and NaN after all.
pub(super) fn float_key(value: f64) -> u64 {
    let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// The float behind a [`float_key`].
pub(super) fn float_of(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key ^ (1 << 63) } else { !key })
}

fn by_key(rows: &[u32], descending: bool, key: impl Fn(usize) -> Option<u64>) -> Vec<u32> {
    let flip = if descending { u64::MAX } else { 0 };
    let (mut items, mut nulls) = (Vec::with_capacity(rows.len()), Vec::new());
    passes::for_each(rows.len(), |place| match key(rows[place] as usize) {
        Some(key) => items.push((key ^ flip, rows[place])),
        None => nulls.push(rows[place]),
    });
    let mut spare = items.clone();
    sort_keys(&mut items, &mut spare);
    let mut sorted = passes::collect(items.len(), |place| items[place].1);
    sorted.append(&mut nulls);
    sorted
}

/// Sorts by key; what has the same key stays in its order. `spare` is as long as `items`, and left in any state.
pub(super) fn sort_keys<T: Copy>(items: &mut [(u64, T)], spare: &mut [(u64, T)]) {
    if items.len() < SMALL {
        items.sort_by_key(|(key, _)| *key);
        return;
    }
    if items.is_sorted_by_key(|(key, _)| *key) {
        return;
    }
    let (mut least, mut most) = (u64::MAX, 0);
    passes::for_each(items.len(), |item| (least, most) = (least.min(items[item].0), most.max(items[item].0)));
    let bytes = (64 - (most - least).leading_zeros()).div_ceil(8) as usize;
    let mut counts = vec![[0_u32; 256]; bytes];
    passes::for_each(items.len(), |item| {
        for (byte, counts) in counts.iter_mut().enumerate() {
            counts[place(items[item].0 - least, byte)] += 1;
        }
    });
    let (mut from, mut to) = (items, spare);
    let mut swapped = false;
    for (byte, counts) in counts.iter_mut().enumerate() {
        if counts.iter().any(|count| *count as usize == from.len()) {
            continue;
        }
        let mut start = 0;
        for count in counts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        passes::for_each(from.len(), |item| {
            let item = from[item];
            let next = &mut counts[place(item.0 - least, byte)];
            to[*next as usize] = item;
            *next += 1;
        });
        (from, to, swapped) = (to, from, !swapped);
    }
    if swapped {
        to.copy_from_slice(from);
    }
}

fn place(key: u64, byte: usize) -> usize {
    usize::from((key >> (8 * byte)) as u8)
}

/// The next bytes of a text as a number of the same order.
fn word(text: &[u8]) -> u64 {
    if let Some(whole) = text.first_chunk::<8>() {
        return u64::from_be_bytes(*whole) & !0xFF | MORE;
    }
    let mut bytes = [0; 8];
    bytes[..text.len()].copy_from_slice(text);
    bytes[WORD] = text.len() as u8;
    u64::from_be_bytes(bytes)
}

fn by_text(rows: &[u32], descending: bool, cell: impl Fn(usize, &mut dyn FnMut(Option<&str>))) -> Vec<u32> {
    let flip = if descending { u64::MAX } else { 0 };
    let (mut texts, mut nulls) = (Texts::default(), Vec::new());
    let mut items: Vec<(u64, u32)> = Vec::with_capacity(rows.len());
    let mut own = Vec::with_capacity(rows.len());
    passes::for_each(rows.len(), |place| {
        let row = rows[place];
        cell(row as usize, &mut |text| match text {
            Some(text) => {
                items.push((word(text.as_bytes()) ^ flip, own.len() as u32));
                own.push(row);
                texts.push(text);
            }
            None => nulls.push(row),
        });
    });
    let mut spare = items.clone();
    // A stack of our own: texts that are alike for a megabyte would overflow the real one.
    let mut open = vec![(0, items.len(), 0)];
    while let Some((start, end, depth)) = open.pop() {
        let (run, spare) = (&mut items[start..end], &mut spare[start..end]);
        if run.len() < SMALL {
            run.sort_by(|left, right| {
                let order = texts.rest(left.1, depth).cmp(texts.rest(right.1, depth));
                if descending { order.reverse() } else { order }
            });
            continue;
        }
        if depth > 0 {
            passes::for_each(run.len(), |item| run[item].0 = word(texts.rest(run[item].1, depth)) ^ flip);
        }
        sort_keys(run, spare);
        let mut at = start;
        for alike in run.chunk_by(|left, right| left.0 == right.0) {
            if alike.len() > 1 && (alike[0].0 ^ flip) & 0xFF == MORE {
                open.push((at, at + alike.len(), depth + WORD));
            }
            at += alike.len();
        }
    }
    let mut sorted = passes::collect(items.len(), |place| own[items[place].1 as usize]);
    sorted.append(&mut nulls);
    sorted
}

/// Texts one after the other.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// A text from a byte on that it has.
    fn rest(&self, index: u32, from: usize) -> &[u8] {
        let index = index as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start + from..self.ends[index]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_in_the_order_of_their_numbers() {
        let floats = [f64::NEG_INFINITY, -1e300, -1.5, -5e-324, -0.0, 0.0, 5e-324, 2.0, f64::INFINITY, f64::NAN];
        assert!(floats.windows(2).all(|pair| float_key(pair[0]) < float_key(pair[1])));
        assert!(floats.iter().all(|value| float_of(float_key(*value)).total_cmp(value).is_eq()));
        let ints = [i64::MIN, -1, 0, 1, i64::MAX];
        assert!(ints.windows(2).all(|pair| int_key(pair[0]) < int_key(pair[1])));
        assert!(ints.iter().all(|value| int_of(int_key(*value)) == *value));
        assert_eq!(float_key(-f64::NAN), float_key(f64::NAN));
    }

    proptest! {
        #[test]
        fn many_keys_are_sorted_and_ties_stay(keys in prop::collection::vec(prop_oneof![0..5u64, 0..100_000u64, any::<u64>()], 0..400)) {
            let mut items: Vec<(u64, usize)> = keys.iter().copied().zip(0..).collect();
            let mut model = items.clone();
            model.sort_by_key(|item| item.0);
            let mut spare = items.clone();
            sort_keys(&mut items, &mut spare);
            prop_assert_eq!(items, model);
        }

        #[test]
        fn many_texts_are_sorted_and_ties_stay(
            texts in prop::collection::vec(prop::option::weighted(0.9, "(order-2024-)?(a\0?|b|é){0,12}"), 0..400),
            descending: bool,
        ) {
            let rows: Vec<u32> = (0..texts.len() as u32).rev().collect();
            let sorted = by_text(&rows, descending, |row, take| take(texts[row].as_deref()));
            let mut model = rows;
            model.sort_by(|left, right| {
                let (left, right) = (&texts[*left as usize], &texts[*right as usize]);
                let order = if descending { right.cmp(left) } else { left.cmp(right) };
                left.is_none().cmp(&right.is_none()).then(order)
            });
            prop_assert_eq!(sorted, model);
        }
    }

    #[test]
    fn huge_texts_that_are_alike_are_sorted_without_a_deep_stack() {
        let long = "x".repeat(1 << 20);
        let texts: Vec<String> = (0..70).map(|row| format!("{long}{}", 9 - row % 10)).collect();
        let rows: Vec<u32> = (0..70).collect();
        let sorted = by_text(&rows, false, |row, take| take(Some(&texts[row])));
        assert_eq!(sorted[..8], [9, 19, 29, 39, 49, 59, 69, 8]);
    }
}
