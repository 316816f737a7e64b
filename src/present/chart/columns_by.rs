//! Columns over an axis whose rows come one per place and category: cut into the categories, or with one beside the other.

use super::canvas::{Canvas, paint};
use super::color::Palette;
use super::columns::adds_up;
use super::frame::{Frame, Values};
use super::grid::Grid;
use super::labels::Axis;
use super::rows::{MISSING, Rows};
use super::scale::{Bands, Linear};
use super::stack::{Paint, Piece, WIDEST_COLUMN, stack};
use super::{Drawing, LegendItem, Mark, Options};
use crate::present::dashboard::{self, Series};
use crate::texts;

/// Columns side by side are at most this wide each.
const WIDEST_SLOT: i32 = 32;

/// The columns of `WidgetKind::ColumnsBy`.
#[derive(Clone, Copy)]
pub(super) struct ColumnsBy<'a> {
    pub(super) x: &'a str,
    pub(super) by: &'a str,
    pub(super) value: &'a Series,
    pub(super) stacked: bool,
    pub(super) base: f64,
    pub(super) partial: Option<&'a str>,
    /// What a click picks.
    pub(super) picks: Option<dashboard::Axis>,
}

pub(super) fn draw(columns: ColumnsBy<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    if rows.data.rows == 0 || !rows.has(columns.x) || !rows.has(columns.by) {
        return None;
    }
    let palette = Palette::new(&options.theme);
    let grid = Grid::new(rows, columns.x, columns.by);
    let axis = Axis::new(grid.places.iter().cloned().map(Some).collect());
    let pieces: Vec<Vec<Piece>> = (0..grid.places.len()).map(|place| pieces(columns, rows, &grid, place)).collect();
    let mut ends = pieces.iter().flatten().map(|piece| piece.to);
    let values = Values::nice(&mut ends, columns.base, Some(columns.value), rows, options.height);
    let frame = Frame::new(options, values.widest(), 0, axis.label_rows());
    let bands = Bands::new(frame.plot.left, frame.plot.right, grid.places.len());
    let picture = Picture { columns, rows, options, palette: &palette, grid: &grid, frame: &frame, bands: &bands };
    let svg = paint(options.width, frame.height, &|canvas| {
        frame.grid(canvas, &palette, &values);
        for (place, pieces) in pieces.iter().enumerate() {
            pieces.iter().for_each(|piece| picture.piece(canvas, place, piece, &values.scale));
        }
        frame.base_line(canvas, &palette, &values.scale, columns.base);
        frame.labels(canvas, &palette, &axis.labels(&bands.centers(), 0.0, f64::from(options.width)));
    });
    let marks = (pieces.iter().enumerate()).flat_map(|(place, pieces)| {
        let band = picture.band(place, &axis);
        if columns.picks == Some(dashboard::Axis::By) {
            pieces.iter().map(|piece| picture.cell(place, piece, &values.scale, &band)).collect()
        } else {
            vec![band]
        }
    });
    let marks = marks.collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend: picture.legend(), ring: None })
}

fn pieces(columns: ColumnsBy<'_>, rows: Rows<'_>, grid: &Grid, place: usize) -> Vec<Piece> {
    let value = |(category, row)| Some((category, rows.number(columns.value.column, row)?));
    let mut values = grid.at(place).filter_map(value);
    if columns.stacked {
        return stack(columns.base, &mut values);
    }
    values.map(|(series, to)| Piece { series, from: columns.base, to, outermost: true }).collect()
}

struct Picture<'a> {
    columns: ColumnsBy<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    grid: &'a Grid,
    frame: &'a Frame,
    bands: &'a Bands,
}

impl Picture<'_> {
    /// What a click on a piece picks.
    fn picked_name(&self, place: usize, category: usize) -> Option<&str> {
        self.columns.picks.map(|axis| match axis {
            dashboard::Axis::X => self.grid.places[place].as_str(),
            dashboard::Axis::By => self.grid.categories[category].as_str(),
        })
    }

    /// The sides of a piece.
    fn sides(&self, place: usize, category: usize) -> (i32, i32) {
        if self.columns.stacked {
            return self.bands.column(place, WIDEST_COLUMN);
        }
        let count = self.grid.categories.len() as i32;
        let (left, right) = self.bands.column(place, WIDEST_SLOT * count);
        // Room between the places, so that what stands at one of them is seen as one.
        let inset = (right - left) / 16;
        let (left, right) = (left + inset, right - inset);
        let edge = |slot: i32| left + (right - left) * slot / count;
        let (from, to) = (edge(category as i32), edge(category as i32 + 1));
        let gap = i32::from(to - from > 4);
        (from, (to - gap).max(from + 1))
    }

    fn piece(&self, canvas: &Canvas<'_>, place: usize, piece: &Piece, scale: &Linear) {
        let full = self.palette.series(piece.series);
        let is_pale = self.columns.picks.is_some() && self.options.is_unpicked(self.picked_name(place, piece.series));
        let color = if is_pale { self.palette.pale(full) } else { full };
        let row = self.grid.row(place, piece.series);
        let hatched = row.is_some_and(|row| self.rows.flag(self.columns.partial, row));
        let area = piece.area(self.frame, scale, self.sides(place, piece.series));
        piece.draw(canvas, self.palette, area, Paint { color, hatched });
    }

    fn is_partial(&self, place: usize) -> bool {
        self.grid.at(place).any(|(_, row)| self.rows.flag(self.columns.partial, row))
    }

    /// All that stands at a place.
    fn band(&self, place: usize, axis: &Axis) -> Mark {
        let (left, right) = self.bands.bounds(place);
        let value = self.columns.value;
        let line = |(category, name): (usize, &String)| {
            let row = self.grid.row(place, category);
            (name.clone(), row.map_or_else(|| MISSING.to_owned(), |row| self.rows.full(value, row)))
        };
        let mut lines: Vec<(String, String)> = self.grid.categories.iter().enumerate().map(line).collect();
        if self.columns.stacked {
            // From the top of the stack to its bottom, as it is seen.
            lines.reverse();
            if lines.len() > 1 && adds_up(value.format) {
                let total = self.grid.at(place).filter_map(|(_, row)| self.rows.number(value.column, row)).sum();
                lines.push((texts::charts::TOTAL.to_owned(), self.rows.full_text(total, value.format)));
            }
        }
        let name = axis.title(place);
        let picks_x = self.columns.picks == Some(dashboard::Axis::X);
        let first = self.grid.at(place).next();
        Mark {
            x: f64::from(left),
            y: f64::from(self.frame.plot.top),
            width: f64::from(right.min(self.frame.plot.right) - left).max(1.0),
            height: f64::from(self.frame.plot.height()),
            title: if self.is_partial(place) { texts::charts::unfinished(&name) } else { name },
            lines,
            value: first.filter(|_| picks_x).and_then(|(_, row)| self.rows.text(self.columns.x, row)),
        }
    }

    /// A piece of its own: in a stack its box, else its column over the whole height, since it may be a low one.
    fn cell(&self, place: usize, piece: &Piece, scale: &Linear, band: &Mark) -> Mark {
        let row = self.grid.row(place, piece.series);
        let title = format!("{}, {}", self.grid.categories[piece.series], band.title);
        let value = row.and_then(|row| self.rows.text(self.columns.by, row));
        let area = piece.area(self.frame, scale, self.sides(place, piece.series));
        let mark = Mark { title, value, x: f64::from(area.left), width: f64::from(area.width()), ..band.clone() };
        if self.columns.stacked {
            Mark { y: f64::from(area.top), height: f64::from(area.height()), ..mark }
        } else {
            mark
        }
    }

    fn legend(&self) -> Vec<LegendItem> {
        let item = |(index, label): (usize, &String)| LegendItem::new(label.clone(), self.palette.series(index));
        let mut items: Vec<LegendItem> = self.grid.categories.iter().enumerate().map(item).collect();
        if (0..self.grid.places.len()).any(|place| self.is_partial(place)) {
            items.push(LegendItem::unfinished(self.palette.series(0)));
        }
        items
    }
}
