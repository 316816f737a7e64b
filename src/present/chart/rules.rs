//! Upright lines over columns, each named at its top.

use super::canvas::{Align, Area, Canvas, Ink};
use super::color::Palette;
use super::labels::AXIS_TEXT;
use super::metrics;
use super::rows::Rows;
use super::scale::Bands;
use crate::base::order::sort;
use crate::present::dashboard::Series;

/// Height of a row of names.
const ROW: i32 = 16;

/// Pixels between a line and a name.
const GAP: i32 = 5;

/// A line and the box of its name.
struct Rule {
    x: i32,
    text: String,
    left: i32,
    right: i32,
    /// The row of its name, from the top.
    row: i32,
}

/// The lines of a chart.
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    /// Each line in the row where its number is not null, so far along the row's band as the number says.
    pub(super) fn new(series: &[Series], rows: Rows<'_>, bands: &Bands, width: i32) -> Self {
        let mut wanted = Vec::new();
        for one in series {
            let place = |row| rows.number(one.column, row).map(|share| (row, share.clamp(0.0, 1.0)));
            if let Some((row, share)) = (0..rows.data.rows).find_map(place) {
                let (left, right) = bands.bounds(row);
                let x = left + (share * f64::from(right - left)).round() as i32;
                wanted.push((x, metrics::fit(one.label, AXIS_TEXT, f64::from(width / 2))));
            }
        }
        Self::arranged(wanted, width)
    }

    /// From the left, or from the right where that leaves fewer lines without their name.
    pub(super) fn arranged(mut wanted: Vec<(i32, String)>, width: i32) -> Self {
        sort(&mut wanted, &|left, right| left.cmp(right));
        let placed = |wanted: &[(i32, String)]| {
            let mut rules = Self(Vec::new());
            wanted.iter().for_each(|(x, text)| rules.place(*x, text.clone(), width));
            rules
        };
        let unnamed = |rules: &Self| rules.0.iter().filter(|rule| rule.text.is_empty()).count();
        let first = placed(&wanted);
        wanted.reverse();
        let second = placed(&wanted);
        if unnamed(&second) < unnamed(&first) { second } else { first }
    }

    /// Puts the name beside its line, where it fits into the width, into the first row in which it meets nothing.
    fn place(&mut self, x: i32, text: String, width: i32) {
        let room = metrics::pixels(&text, AXIS_TEXT) + GAP;
        let (to_right, to_left) = ((x + GAP, x + room), (x - room, x - GAP));
        let sides = if x + room <= width { [to_right, to_left] } else { [to_left, to_right] };
        let inside = |side: &&(i32, i32)| side.0 >= 0 && side.1 <= width;
        let fits = |row: i32, (left, right): (i32, i32)| {
            self.0.iter().all(|other| {
                let meets_name = other.row == row && left < other.right + GAP && other.left < right + GAP;
                // A line runs from the row of its name down.
                let meets_line = other.row <= row && (left - 2..right + 2).contains(&other.x);
                let line_meets = row <= other.row && (other.left - 2..other.right + 2).contains(&x);
                !meets_name && !meets_line && !line_meets
            })
        };
        let rows = 0..=self.0.len() as i32;
        let found = rows.flat_map(|row| sides.iter().filter(inside).map(move |side| (row, *side)));
        let found = found.into_iter().find(|(row, side)| fits(*row, *side));
        // A name that would meet something everywhere is left out; its line begins below the names.
        let below = self.0.iter().map(|other| other.row + 1).max().unwrap_or(0);
        let (row, (left, right), text) = match found {
            Some((row, side)) => (row, side, text),
            None => (below, (x, x), String::new()),
        };
        self.0.push(Rule { x, text, left, right, row });
    }

    /// Pixels that the names take from the plot.
    pub(super) fn height(&self) -> i32 {
        self.0.iter().map(|rule| (rule.row + 1) * ROW).max().unwrap_or(0)
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, palette: &Palette, bottom: i32) {
        for rule in &self.0 {
            let top = rule.row * ROW + 2;
            // A casing in the surface's colour keeps it apart from the columns behind it.
            canvas.rect(Area { left: rule.x - 2, top, right: rule.x + 2, bottom }, palette.surface);
            canvas.dashed((rule.x, top), (rule.x, bottom), palette.text, 1);
            canvas.text(rule.left, top + ROW / 2 - 1, &rule.text, Ink::new(AXIS_TEXT, palette.text, Align::Start));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_neither_each_other_nor_the_lines() {
        for places in [[100, 100, 100], [10, 14, 290], [296, 298, 299], [0, 150, 200], [290, 150, 140]] {
            let name = |(index, x)| (x, format!("The name of line {index}"));
            let rules = Rules::arranged(places.into_iter().enumerate().map(name).collect(), 300);
            for (index, a) in rules.0.iter().enumerate().filter(|(_, rule)| !rule.text.is_empty()) {
                assert!(a.left >= 0 && a.right <= 300, "{places:?}");
                for (_, b) in rules.0.iter().enumerate().filter(|(other, _)| *other != index) {
                    assert!(a.row != b.row || a.right < b.left || b.right < a.left, "{places:?}");
                    assert!(b.row > a.row || !(a.left..a.right).contains(&b.x), "{places:?}");
                }
            }
            assert!(rules.0.iter().all(|rule| !rule.text.is_empty()), "{places:?}");
        }
    }
}
