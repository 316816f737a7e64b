//! Reading a widget's columns row by row, and the texts made from them.

use super::super::dashboard::{NumberFormat, Series, WidgetData};
use super::super::format;
use super::labels::day;
use crate::base::format::f64_text;
use crate::texts;

/// Written where a value is missing.
pub(super) const MISSING: &str = "–";

/// Written in place of an empty name.
pub(super) const UNNAMED: &str = texts::charts::UNNAMED;

/// Added to the name of a period that is not over.
pub(super) const UNFINISHED: &str = texts::charts::UNFINISHED_COLUMN;

/// A widget's data and how its numbers are written.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) data: &'a WidgetData,
    pub(super) currency: &'a str,
}

impl Rows<'_> {
    /// The finite number in a cell.
    pub(super) fn number(&self, column: &str, row: usize) -> Option<f64> {
        self.data.numbers(column).get(row).copied().flatten().filter(|value| value.is_finite())
    }

    /// The text in a cell; a number as its shortest text, which is also what a filter names it by.
    pub(super) fn text(&self, column: &str, row: usize) -> Option<String> {
        match self.data.texts(column).get(row) {
            Some(text) => text.clone(),
            None => self.number(column, row).map(f64_text),
        }
    }

    /// The text in a cell, or what stands for an empty name.
    pub(super) fn name(&self, column: &str, row: usize) -> String {
        self.text(column, row).filter(|text| !text.is_empty()).unwrap_or_else(|| UNNAMED.to_owned())
    }

    /// Whether a 0/1 column says 1.
    pub(super) fn flag(&self, column: Option<&str>, row: usize) -> bool {
        column.and_then(|column| self.number(column, row)).is_some_and(|value| value != 0.0)
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.data.columns.iter().any(|(name, _)| name == column)
    }

    /// A series' value in full.
    pub(super) fn full(&self, series: &Series, row: usize) -> String {
        self.number(series.column, row).map_or_else(|| MISSING.to_owned(), |value| self.full_text(value, series.format))
    }

    /// A value in full.
    pub(super) fn full_text(&self, value: f64, format: NumberFormat) -> String {
        format::full(value, format, self.currency)
    }

    /// A value in short.
    pub(super) fn short_text(&self, value: f64, format: NumberFormat) -> String {
        format::short(value, format, self.currency)
    }
}

/// A column's name for people: `months_since_acquisition` → `Months since acquisition`.
pub(super) fn heading(column: &str) -> String {
    let words = column.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The first appearances of `keys` in order, and for each key its place among them.
pub(super) fn distinct(keys: impl Iterator<Item = String>) -> (Vec<String>, Vec<usize>) {
    let mut places = std::collections::BTreeMap::new();
    let mut names = Vec::new();
    let index = keys
        .map(|key| {
            *places.entry(key).or_insert_with_key(|key| {
                names.push(key.clone());
                names.len() - 1
            })
        })
        .collect();
    (names, index)
}

/// [`distinct`] with what are numbers or dates in their own order, before all else as it appears.
pub(super) fn ordered(keys: impl Iterator<Item = String>) -> (Vec<String>, Vec<usize>) {
    let (names, index) = distinct(keys);
    let place_in_time = |name: &String| day(name).map(f64::from);
    let rank = |name: &String| name.parse().ok().or_else(|| place_in_time(name)).unwrap_or(f64::INFINITY);
    let ranks: Vec<f64> = names.iter().map(rank).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| ranks[*a].total_cmp(&ranks[*b]));
    let mut place = vec![0; names.len()];
    order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    (order.iter().map(|old| names[*old].clone()).collect(), index.into_iter().map(|old| place[old]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_distinct_values() {
        assert_eq!(heading("months_since_acquisition"), "Months since acquisition");
        assert_eq!(heading(""), "");
        let (names, index) = distinct(["b", "a", "b"].into_iter().map(str::to_owned));
        assert_eq!((names, index), (vec!["b".to_owned(), "a".to_owned()], vec![0, 1, 0]));
        let (names, index) = ordered(["10", "x", "9", "10"].into_iter().map(str::to_owned));
        assert_eq!((names.join(" "), index), ("9 10 x".to_owned(), vec![1, 2, 0, 1]));
        let (names, _) = ordered(["2024-03", "2023-12"].into_iter().map(str::to_owned));
        assert_eq!(names, ["2023-12", "2024-03"]);
    }
}
