//! Products by number: names are the most frequent of the number's transactions.

use std::collections::BTreeMap;

use super::Ranked;
use crate::pipelines::stores::engine::staging::{Lexicon, NONE, Staged};

/// A product, by rank of its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product {
    /// Codes; [`NONE`] where no transaction has a name.
    pub(crate) name: u32,
    pub(crate) name_2: u32,
    pub(crate) distinct_names: u32,
    pub(crate) is_gtin: bool,
}

/// All products.
#[derive(Debug, Default)]
pub(crate) struct Products {
    pub(crate) rows: Vec<Product>,
}

impl Products {
    pub(super) fn new(staged: &Staged, skus: &Ranked) -> Self {
        let mut names: Vec<[BTreeMap<u32, u32>; 2]> = vec![Default::default(); skus.len()];
        for transaction in &staged.transactions.rows {
            let Some(rank) = skus.rank(transaction.sku) else { continue };
            for (counts, name) in names[rank].iter_mut().zip([transaction.name, transaction.name_2]) {
                if name != NONE {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
        let rows = names.iter().enumerate().map(|(rank, [first, second])| Product {
            name: most_frequent(first, &staged.lexicon),
            name_2: most_frequent(second, &staged.lexicon),
            distinct_names: first.len() as u32,
            is_gtin: is_gtin(&skus.ids.text(rank)),
        });
        Self { rows: rows.collect() }
    }
}

/// The most frequent text; of equals the first by its bytes.
fn most_frequent(counts: &BTreeMap<u32, u32>, lexicon: &Lexicon) -> u32 {
    let best = counts.iter().min_by_key(|(code, count)| (std::cmp::Reverse(**count), lexicon.text(**code)));
    best.map_or(NONE, |(code, _)| *code)
}

/// 8, 12, 13 or 14 digits with a right check digit (GS1 General Specifications, section 7.9).
pub(crate) fn is_gtin(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|character| character.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| matches!(digits.len(), 8 | 12 | 13 | 14)) else { return false };
    // From the right: the check digit counts once, its neighbour three times, and so on.
    let sum: u32 = digits.iter().rev().enumerate().map(|(place, digit)| digit * if place % 2 == 1 { 3 } else { 1 }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for good in ["4006381333931", "96385074", "036000291452", "10614141000415"] {
            assert!(is_gtin(good), "{good}");
        }
        for bad in ["3770009015048", "1234567", "", "37700090150A8", "037700090150480"] {
            assert!(!is_gtin(bad), "{bad}");
        }
    }
}
