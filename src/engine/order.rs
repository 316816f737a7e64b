//! Sorting by day, and within a day by something else: what star schemas are full of.

use crate::base::date::Day;

/// Days that are counted at most: those of the years that a date can have.
const MOST_DAYS: usize = 3_652_059;

/// The numbers below `count` by day, then by key, then by themselves. Days lie in the years 1 to 9999.
///
/// Days are counted rather than compared, so that only the rows of a day are sorted: they fit into a cache.
pub fn by_day_then(count: usize, day: impl Fn(usize) -> Day, key: impl Fn(usize) -> u64) -> Vec<u32> {
    let (mut first, mut last) = (Day::MAX, Day::MIN);
    for index in 0..count {
        let day = day(index);
        (first, last) = (first.min(day), last.max(day));
    }
    let days = if count == 0 { 0 } else { i64::from(last) - i64::from(first) + 1 };
    assert!(days <= MOST_DAYS as i64, "{days} days");
    let place = |index: usize| (day(index) - first) as usize;
    // Where the next of each day goes; when all have come, where the day ends.
    let mut ends = vec![0u32; days as usize];
    (0..count).for_each(|index| ends[place(index)] += 1);
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    let mut sorted = vec![0u32; count];
    for index in 0..count {
        let end = &mut ends[place(index)];
        sorted[*end as usize] = index as u32;
        *end += 1;
    }
    let mut keyed = Vec::new();
    let mut rest = sorted.as_mut_slice();
    let mut start = 0;
    for end in ends {
        let (of_day, others) = std::mem::take(&mut rest).split_at_mut((end - start) as usize);
        sort_by(of_day, &key, &mut keyed);
        (rest, start) = (others, end);
    }
    sorted
}

/// Sorts by key, then by themselves. A call of its own for each day: the browser makes fast code of what is called often.
#[inline(never)]
fn sort_by(indices: &mut [u32], key: impl Fn(usize) -> u64, keyed: &mut Vec<(u64, u32)>) {
    keyed.clear();
    keyed.extend(indices.iter().map(|index| (key(*index as usize), *index)));
    keyed.sort_unstable();
    for (index, (_, sorted)) in indices.iter_mut().zip(keyed) {
        *index = *sorted;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::by_day_then;

    proptest! {
        #[test]
        fn it_sorts(rows in prop::collection::vec((-3..400i32, 0..4u64), 0..200)) {
            let sorted = by_day_then(rows.len(), |row| rows[row].0, |row| rows[row].1);
            let mut expected: Vec<u32> = (0..rows.len() as u32).collect();
            expected.sort_by_key(|row| rows[*row as usize]);
            prop_assert_eq!(sorted, expected);
        }
    }
}
