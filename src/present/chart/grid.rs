//! Rows in long format as places × categories.

use super::rows::Rows;

/// Which row of the data stands at a place for a category.
pub(super) struct Grid {
    /// Numbers and dates in their order, texts as they appear.
    pub(super) places: Vec<String>,
    /// As they appear.
    pub(super) categories: Vec<String>,
    /// Place by place; of several rows for one cell the last.
    cells: Vec<Option<usize>>,
}

impl Grid {
    pub(super) fn new(rows: Rows<'_>, x: &str, by: &str) -> Self {
        let (places, place_of) = rows.ordered(x);
        let (categories, category_of) = rows.distinct(by);
        let mut cells = vec![None; places.len() * categories.len()];
        for row in 0..rows.data.rows {
            cells[place_of[row] * categories.len() + category_of[row]] = Some(row);
        }
        Self { places, categories, cells }
    }

    pub(super) fn row(&self, place: usize, category: usize) -> Option<usize> {
        self.cells[place * self.categories.len() + category]
    }

    /// The categories that have a row at this place, each with its row.
    pub(super) fn at(&self, place: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        (0..self.categories.len()).filter_map(move |category| Some((category, self.row(place, category)?)))
    }
}
