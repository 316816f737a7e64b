//! Reading a widget's columns row by row, and the texts made from them.

use super::super::dashboard::{NumberFormat, Series, WidgetData};
use super::super::format;
use super::labels::day;
use crate::base::format::f64_text;
use crate::base::order::sort_places;
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

    /// The names in a column by their first appearance, and for each row its name's place among them.
    pub(super) fn distinct(&self, column: &str) -> (Vec<String>, Vec<usize>) {
        let mut names: Vec<String> = Vec::new();
        let mut index = Vec::with_capacity(self.data.rows);
        for row in 0..self.data.rows {
            let name = self.name(column, row);
            // What stands behind each other is often the same: from the last to the first.
            let place = names.iter().rposition(|other| *other == name);
            index.push(place.unwrap_or(names.len()));
            if place.is_none() {
                names.push(name);
            }
        }
        (names, index)
    }

    /// [`Self::distinct`] with what are numbers or dates in their own order, before all else as it appears.
    pub(super) fn ordered(&self, column: &str) -> (Vec<String>, Vec<usize>) {
        let (names, index) = self.distinct(column);
        let place_in_time = |name: &String| day(name).map(f64::from);
        let rank = |name: &String| name.parse().ok().or_else(|| place_in_time(name)).unwrap_or(f64::INFINITY);
        let ranks: Vec<f64> = names.iter().map(rank).collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        sort_places(&mut order, &|a, b| ranks[a].total_cmp(&ranks[b]));
        let mut place = vec![0; names.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        (order.iter().map(|old| names[*old].clone()).collect(), index.into_iter().map(|old| place[old]).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_distinct_values() {
        assert_eq!(heading("months_since_acquisition"), "Months since acquisition");
        assert_eq!(heading(""), "");
        let column = |texts: &[&str]| {
            let texts = texts.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
            let columns = vec![("a".to_owned(), crate::present::dashboard::DataColumn::Texts(texts))];
            WidgetData { rows: 0, columns, ..WidgetData::default() }
        };
        let told = |texts: &[&str], is_ordered: bool| {
            let data = WidgetData { rows: texts.len(), ..column(texts) };
            let rows = Rows { data: &data, currency: "" };
            let (names, index) = if is_ordered { rows.ordered("a") } else { rows.distinct("a") };
            (names.join(" "), index)
        };
        assert_eq!(told(&["b", "a", "b"], false), ("b a".to_owned(), vec![0, 1, 0]));
        assert_eq!(told(&["10", "x", "9", "10"], true), ("9 10 x".to_owned(), vec![1, 2, 0, 1]));
        assert_eq!(told(&["2024-03", "2023-12"], true).0, "2023-12 2024-03");
    }
}
