//! Histories counted together: what the likelihoods of the purchase models hang on, and no more.

use super::History;
use crate::engine::passes;

/// The customers of one age.
#[derive(Debug, Clone)]
pub(super) struct Age {
    /// Time since the first purchase, as a share of the longest.
    pub(super) time: f64,
    pub(super) customers: f64,
    /// Their purchases after the first.
    pub(super) purchases: f64,
}

/// Repeat customers of equal frequency, recency and age.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Index into [`Panel::recencies`].
    pub(super) recency: u32,
    /// Index into [`Panel::ages`].
    pub(super) age: u32,
    pub(super) customers: f64,
}

/// A customer base as the purchase models see it.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    pub(super) customers: f64,
    /// Purchases after the first, over all customers.
    pub(super) purchases: f64,
    /// Days since the first purchase, over all customers.
    pub(super) exposure: f64,
    /// The unit of the times below, in days.
    pub(super) longest: f64,
    /// Rising in time.
    pub(super) ages: Vec<Age>,
    /// How many customers have more than i purchases after the first, for each i from 0 that anyone exceeds.
    pub(super) exceeding: Vec<f64>,
    /// The recencies of repeat customers, rising.
    pub(super) recencies: Vec<f64>,
    /// Repeat customers by frequency, rising.
    pub(super) repeats: Vec<(u32, Vec<Group>)>,
}

impl Panel {
    /// Counts. Sums run in sorted order, so that the order of the histories leaves no trace.
    pub(super) fn new(histories: &[History]) -> Self {
        let longest = histories.iter().fold(0.0, |longest, history| history.age.max(longest));
        let mut by_age = passes::collect(histories.len(), |place| (histories[place].age, histories[place].frequency));
        by_age.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut ages: Vec<Age> = Vec::new();
        let mut days: Vec<f64> = Vec::new();
        passes::for_each(by_age.len(), |place| {
            let (age, frequency) = by_age[place];
            if days.last() != Some(&age) {
                days.push(age);
                ages.push(Age { time: age / longest, customers: 0.0, purchases: 0.0 });
            }
            if let Some(last) = ages.last_mut() {
                last.customers += 1.0;
                last.purchases += f64::from(frequency);
            }
        });

        let mut repeats: Vec<(u32, f64, f64)> = histories
            .iter()
            .filter(|history| history.frequency > 0)
            .map(|history| (history.frequency, history.recency, history.age))
            .collect();
        repeats.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        let mut recencies: Vec<f64> = repeats.iter().map(|repeat| repeat.1).collect();
        recencies.sort_unstable_by(f64::total_cmp);
        recencies.dedup();
        let position = |sorted: &[f64], time: f64| sorted.partition_point(|other| *other < time) as u32;
        let blocks: Vec<(u32, Vec<Group>)> = repeats
            .chunk_by(|a, b| a.0 == b.0)
            .map(|block| {
                let groups = block.chunk_by(|a, b| a == b).map(|equal| Group {
                    recency: position(&recencies, equal[0].1),
                    age: position(&days, equal[0].2),
                    customers: equal.len() as f64,
                });
                (block[0].0, groups.collect())
            })
            .collect();

        let most = repeats.last().map_or(0, |repeat| repeat.0);
        let exceeding =
            (0..most).map(|count| (repeats.len() - repeats.partition_point(|repeat| repeat.0 <= count)) as f64);
        Self {
            customers: histories.len() as f64,
            purchases: ages.iter().map(|age| age.purchases).sum(),
            exposure: days.iter().zip(&ages).map(|(days, age)| days * age.customers).sum(),
            longest,
            ages,
            exceeding: exceeding.collect(),
            recencies: recencies.iter().map(|recency| recency / longest).collect(),
            repeats: blocks,
        }
    }
}
