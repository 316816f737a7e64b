//! Long loops in passes of some thousand rows.
//!
//! A browser compiles a function at a glance first, and well only after it was called often; it does not change from one
//! version to the other within a call. A loop over millions of rows in one call would run to its end in the slow version.
//! So each pass is a call.

use std::ops::Range;

/// Rows of a pass.
const PASS: usize = 1 << 13;

/// Does something for each number below `count`, in order.
pub fn for_each(count: usize, mut each: impl FnMut(usize)) {
    for start in (0..count).step_by(PASS) {
        pass(start..count.min(start + PASS), &mut each);
    }
}

#[inline(never)]
fn pass(rows: Range<usize>, each: &mut impl FnMut(usize)) {
    rows.for_each(each);
}

/// What something makes of each number below `count`.
pub fn collect<T>(count: usize, mut each: impl FnMut(usize) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(count);
    for start in (0..count).step_by(PASS) {
        extend(&mut all, start..count.min(start + PASS), &mut each);
    }
    all
}

#[inline(never)]
fn extend<T>(all: &mut Vec<T>, rows: Range<usize>, each: &mut impl FnMut(usize) -> T) {
    all.extend(rows.map(each));
}

/// What something makes of each number below `count`; `None` as soon as it makes nothing of one.
pub fn try_collect<T>(count: usize, mut each: impl FnMut(usize) -> Option<T>) -> Option<Vec<T>> {
    let mut all = Vec::with_capacity(count);
    for start in (0..count).step_by(PASS) {
        try_extend(&mut all, start..count.min(start + PASS), &mut each)?;
    }
    Some(all)
}

#[inline(never)]
fn try_extend<T>(all: &mut Vec<T>, rows: Range<usize>, each: &mut impl FnMut(usize) -> Option<T>) -> Option<()> {
    for row in rows {
        all.push(each(row)?);
    }
    Some(())
}

/// The values at these places.
pub fn pick<T: Copy>(values: &[T], places: &[u32]) -> Vec<T> {
    collect(places.len(), |place| values[places[place] as usize])
}

/// For how many of the numbers below `count` something holds.
pub fn count(count: usize, mut holds: impl FnMut(usize) -> bool) -> usize {
    let mut found = 0;
    for_each(count, |row| found += usize::from(holds(row)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_comes_once_and_in_order() {
        for rows in [0, 1, PASS - 1, PASS, 2 * PASS + 1] {
            let mut seen = Vec::new();
            for_each(rows, |row| seen.push(row));
            assert!(seen.iter().copied().eq(0..rows));
            assert_eq!(collect(rows, |row| row), seen);
            assert_eq!(try_collect(rows, Some).as_ref(), Some(&seen));
            assert_eq!(try_collect(rows, |row| (row + 1 < rows).then_some(row)).is_none(), rows > 0);
            assert_eq!(count(rows, |row| row % 2 == 1), rows / 2);
        }
    }
}
