//! Stacked areas: how shares of a whole change over an axis.

use super::canvas::{Area, Canvas, Round, paint};
use super::color::Palette;
use super::frame::{Frame, Values};
use super::grid::Grid;
use super::labels::Axis;
use super::rows::{MISSING, Rows};
use super::scale::Linear;
use super::{Drawing, LegendItem, Mark, Options};
use crate::present::dashboard::{NumberFormat, Series};

/// Sums this close to 1 are a whole: shares are rounded.
const WHOLE: std::ops::RangeInclusive<f64> = 0.0..=1.01;

/// Width of the single column that a single place is drawn as.
const SINGLE: i32 = 64;

/// The areas of `WidgetKind::StackedArea`.
#[derive(Clone, Copy)]
pub(super) struct Areas<'a> {
    pub(super) x: &'a str,
    pub(super) by: &'a str,
    pub(super) value: &'a Series,
    pub(super) count: Option<&'a Series>,
    pub(super) filters: bool,
}

pub(super) fn draw(areas: Areas<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    if rows.data.rows == 0 || !rows.has(areas.x) || !rows.has(areas.by) {
        return None;
    }
    let palette = Palette::new(&options.theme);
    let grid = Grid::new(rows, areas.x, areas.by);
    let sum = |place| sum(&grid, areas, rows, place, grid.categories.len());
    let top = (0..grid.places.len()).map(sum).fold(0.0, f64::max);
    let format = areas.value.format;
    let values = if format == NumberFormat::Share && WHOLE.contains(&top) {
        Values::new(Linear::nice(0.0, 1.0, 4, false), format, rows)
    } else {
        Values::nice(&mut std::iter::once(top), 0.0, Some(areas.value), rows, options.height)
    };
    let axis = Axis::new(grid.places.iter().cloned().map(Some).collect());
    let frame = Frame::new(options, values.widest(), 0, axis.label_rows());
    let centers = centers(&axis, frame.plot, grid.places.len());
    let picture = Picture { areas, rows, options, palette: &palette, grid: &grid, frame: &frame, centers: &centers };
    let svg = paint(options.width, frame.height, &|canvas| {
        frame.grid(canvas, &palette, &values);
        (0..grid.categories.len()).for_each(|category| picture.layer(canvas, category, &values.scale));
        frame.base_line(canvas, &palette, &values.scale, 0.0);
        frame.labels(canvas, &palette, &axis.labels(&centers, 0.0, f64::from(options.width)));
    });
    let band = |place| picture.band(place, &axis);
    let marks = if areas.filters {
        (0..grid.places.len()).flat_map(|place| picture.cells(place, &values.scale, &band(place))).collect()
    } else {
        (0..grid.places.len()).map(band).collect()
    };
    let item = |(index, label): (usize, &String)| LegendItem::new(label.clone(), palette.series(index));
    let legend = grid.categories.iter().enumerate().map(item).collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend, ring: None })
}

/// Pixels of the places: by time where they are dates, else evenly.
fn centers(axis: &Axis, plot: Area, count: usize) -> Vec<f64> {
    let (left, width) = (f64::from(plot.left), f64::from(plot.width()));
    if count == 1 {
        return vec![left + width / 2.0];
    }
    let shares =
        axis.time_shares().unwrap_or_else(|| (0..count).map(|index| index as f64 / (count - 1) as f64).collect());
    shares.into_iter().map(|share| left + share * width).collect()
}

/// The height of the first categories on top of each other; a stack has no place for what is below zero.
fn sum(grid: &Grid, areas: Areas<'_>, rows: Rows<'_>, place: usize, categories: usize) -> f64 {
    let value = |category| rows.number(areas.value.column, grid.row(place, category)?);
    (0..categories).filter_map(value).map(|value| value.max(0.0)).sum()
}

struct Picture<'a> {
    areas: Areas<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    grid: &'a Grid,
    frame: &'a Frame,
    centers: &'a [f64],
}

impl Picture<'_> {
    fn sum(&self, place: usize, categories: usize) -> f64 {
        sum(self.grid, self.areas, self.rows, place, categories)
    }

    fn layer(&self, canvas: &Canvas<'_>, category: usize, scale: &Linear) {
        let full = self.palette.series(category);
        let others_picked = self.grid.categories.iter().any(|name| self.options.is_picked(Some(name)));
        let is_pale = others_picked && self.options.is_unpicked(Some(&self.grid.categories[category]));
        let color = if is_pale { self.palette.pale(full) } else { full };
        let edge = |below: usize| -> Vec<(i32, i32)> {
            let y = |place: usize| self.frame.y(scale, self.sum(place, below));
            self.centers.iter().enumerate().map(|(place, x)| (x.round() as i32, y(place))).collect()
        };
        let (low, high) = (edge(category), edge(category + 1));
        if let [(x, bottom)] = low[..] {
            let area = Area { left: x - SINGLE / 2, top: high[0].1, right: x + SINGLE / 2, bottom };
            canvas.bar(area, color, Round::None);
            return canvas.horizontal(area.left, area.right, area.top, self.palette.surface);
        }
        canvas.polygon(high.iter().copied().chain(low.into_iter().rev()).collect(), color);
        // A seam in the surface's colour keeps neighbours apart without hue.
        canvas.line(high, self.palette.surface, 1);
    }

    /// A band from half way to the neighbour before to half way to the one after.
    fn band(&self, place: usize, axis: &Axis) -> Mark {
        let plot = self.frame.plot;
        let middle = |a: usize, b: usize| (self.centers[a] + self.centers[b]) / 2.0;
        let left = if place == 0 { f64::from(plot.left) } else { middle(place - 1, place) };
        let right = if place + 1 == self.centers.len() { f64::from(plot.right) } else { middle(place, place + 1) };
        let line = |(category, name): (usize, &String)| {
            let row = self.grid.row(place, category);
            let share = row.map_or_else(|| MISSING.to_owned(), |row| self.rows.full(self.areas.value, row));
            let count = self.areas.count.zip(row).map(|(series, row)| self.rows.full(series, row));
            (name.clone(), count.map_or(share.clone(), |count| format!("{share} ({count})")))
        };
        Mark {
            x: left,
            y: f64::from(plot.top),
            width: (right - left).max(1.0),
            height: f64::from(plot.height()),
            title: axis.title(place),
            // From the top of the stack to its bottom, as it is seen.
            lines: self.grid.categories.iter().enumerate().rev().map(line).collect(),
            value: None,
        }
    }

    /// The band cut into its categories, from the bottom up: each is what a click picks.
    fn cells(&self, place: usize, scale: &Linear, band: &Mark) -> Vec<Mark> {
        let cell = |(category, name): (usize, &String)| {
            let y = |below: usize| f64::from(self.frame.y(scale, self.sum(place, below)));
            let (top, bottom) = (y(category + 1), y(category));
            let title = format!("{name}, {}", band.title);
            Mark { y: top, height: bottom - top, title, value: Some(name.clone()), ..band.clone() }
        };
        self.grid.categories.iter().enumerate().map(cell).collect()
    }
}
