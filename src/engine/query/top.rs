//! The most frequent values.

/// Values shown.
const TOP: usize = 12;

/// The most frequent values seen, the most frequent first, ties in order of the values.
pub(super) struct Top<T> {
    values: Vec<(T, u32)>,
}

impl<T: Ord> Top<T> {
    pub(super) fn new() -> Self {
        Self { values: Vec::with_capacity(TOP + 1) }
    }

    /// Takes a value, each once, with how often it is there.
    pub(super) fn push(&mut self, value: T, count: u32) {
        let before = |(other, more): &(T, u32)| *more > count || (*more == count && *other < value);
        let place = self.values.partition_point(before);
        if place < TOP {
            self.values.truncate(TOP - 1);
            self.values.insert(place, (value, count));
        }
    }

    /// The values as they are written.
    pub(super) fn texts(self, text: impl Fn(T) -> String) -> Vec<(String, u32)> {
        self.values.into_iter().map(|(value, count)| (text(value), count)).collect()
    }
}
