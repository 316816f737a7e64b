//! Sorting. The library's sort is made anew for every kind of item and every comparison, four kilobytes each: the page, which
//! is downloaded, has one.

use std::cmp::Ordering;

/// Sorts numbers, for example places in a list; equal ones stay as they are.
pub fn sort_places(places: &mut [usize], by: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|left, right| by(*left, *right));
}

/// Sorts a list; equal items stay as they are.
pub fn sort<T>(items: &mut Vec<T>, by: &dyn Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &|left, right| by(&items[left], &items[right]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken[place].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_as_they_are() {
        let mut items: Vec<(usize, String)> = (0..100).map(|place| (place % 7, place.to_string())).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort(&mut items, &|left, right| left.0.cmp(&right.0));
        assert_eq!(items, expected);
    }
}
