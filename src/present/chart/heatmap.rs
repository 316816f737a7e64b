//! Cells of row × column, coloured by value along the theme's ramp.

use plotters::style::RGBColor;

use super::canvas::{Align, Area, Canvas, Ink, paint};
use super::color::{Palette, mix};
use super::labels::Axis;
use super::metrics;
use super::rows::{MISSING, Rows, heading};
use super::{Drawing, LegendItem, Mark, Options};
use crate::base::format::fixed;
use crate::present::dashboard::{NumberFormat, Series};
use crate::texts;

const TEXT: f64 = 11.0;
const CELL_TEXT: f64 = 10.5;

/// Least and greatest height of a cell: below the least its text would not be readable, and the drawing grows instead.
const CELL_HEIGHT: (i32, i32) = (18, 34);

const WIDEST_CELL: i32 = 84;

/// Two rows above the cells: what the axes are, and the column names.
const HEADER: i32 = 38;

const GAP: i32 = 8;

/// Below this width the sizes beside the row names are left to the tooltip.
const SIZE_COLUMN_WIDTH: u32 = 300;

/// A scale starts at zero unless its least value is above this share of its greatest.
const ZERO_SHARE: f64 = 0.5;

/// Percentages are written without decimals only where some are this great.
const LEAST_WHOLE: f64 = 20.0;

/// The cells of `WidgetKind::Heatmap`.
#[derive(Clone, Copy)]
pub(super) struct Heatmap<'a> {
    pub(super) row: &'a str,
    pub(super) column: &'a str,
    pub(super) value: &'a Series,
    pub(super) row_size: Option<&'a Series>,
    pub(super) partial: Option<&'a str>,
    pub(super) outside_scale: Option<f64>,
    pub(super) filters: bool,
    pub(super) detail: Option<&'a Series>,
}

pub(super) fn draw(map: Heatmap<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    if rows.data.rows == 0 || !rows.has(map.row) || !rows.has(map.column) {
        return None;
    }
    let palette = Palette::new(&options.theme);
    let picture = Picture::new(map, rows, options, &palette);
    let height = (HEADER + picture.cell_height * picture.row_names.len() as i32 + 2) as u32;
    let svg = paint(options.width, height, &|canvas| {
        picture.header(canvas);
        (0..picture.row_names.len()).for_each(|line| picture.row_head(canvas, line));
        (0..rows.data.rows).for_each(|index| picture.cell(canvas, index));
    });
    let marks = (0..rows.data.rows).map(|index| picture.mark(index)).collect();
    Some(Drawing { svg, width: options.width, height, marks, legend: picture.legend(), ring: None })
}

struct Picture<'a> {
    map: Heatmap<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    row_names: Vec<String>,
    row_axis: Axis,
    column_names: Vec<String>,
    /// Row and column of each row of the data.
    places: Vec<(usize, usize)>,
    range: Option<(f64, f64)>,
    left: i32,
    size_width: i32,
    cell_width: f64,
    cell_height: i32,
    cell_text: CellText,
}

impl<'a> Picture<'a> {
    fn new(map: Heatmap<'a>, rows: Rows<'a>, options: &'a Options, palette: &'a Palette) -> Self {
        let all = 0..rows.data.rows;
        let (row_names, row_places) = rows.distinct(map.row);
        let (column_names, column_places) = rows.ordered(map.column);
        let row_axis = Axis::new(row_names.iter().cloned().map(Some).collect());
        let name_width = (0..row_names.len()).map(|line| metrics::pixels(&row_axis.title(line), TEXT));
        let name_width = name_width.max().unwrap_or(0).min(options.width as i32 / 3);
        let size_series = map.row_size.filter(|_| options.width >= SIZE_COLUMN_WIDTH);
        let size_width = size_series.map_or(0, |series| {
            let sizes = all.clone().map(|row| metrics::pixels(&size_text(series, rows, row), TEXT)).max();
            sizes.unwrap_or(0).max(metrics::pixels(series.label, TEXT).min(64)) + GAP
        });
        let left = name_width + size_width + GAP;
        let cell_width =
            (f64::from(options.width as i32 - left) / column_names.len() as f64).min(f64::from(WIDEST_CELL));
        // Whole pixels where a cell has enough of them that the lost rest does not show.
        let cell_width = if cell_width >= 12.0 { cell_width.floor() } else { cell_width };
        let cell_height = (options.height as i32 - HEADER) / row_names.len() as i32;
        let picture = Self {
            map,
            rows,
            options,
            palette,
            row_names,
            row_axis,
            column_names,
            places: row_places.into_iter().zip(column_places).collect(),
            range: None,
            left,
            size_width,
            cell_width,
            cell_height: cell_height.clamp(CELL_HEIGHT.0, CELL_HEIGHT.1),
            cell_text: CellText::None,
        };
        let inside: Vec<usize> = all.filter(|index| !picture.is_outside(*index)).collect();
        Self { range: picture.scale(), cell_text: CellText::of(&picture, &inside), ..picture }
    }

    /// Least and greatest value of the cells that take part in the colour scale.
    fn scale(&self) -> Option<(f64, f64)> {
        let inside = (0..self.rows.data.rows).filter(|index| !self.is_outside(*index));
        let (low, high) = inside.filter_map(|index| self.rows.number(self.map.value.column, index)).fold(
            None,
            |range: Option<(f64, f64)>, value| match range {
                Some((low, high)) => Some((low.min(value), high.max(value))),
                None => Some((value, value)),
            },
        )?;
        let low = if low >= 0.0 && low < high * ZERO_SHARE { 0.0 } else { low };
        Some((low, high))
    }

    fn is_outside(&self, index: usize) -> bool {
        let column = self.rows.number(self.map.column, index);
        self.map.outside_scale.is_some() && column == self.map.outside_scale
    }

    fn area(&self, index: usize) -> Area {
        let (line, column) = self.places[index];
        let edge = |column: usize| self.left + (self.cell_width * column as f64).round() as i32;
        let top = HEADER + line as i32 * self.cell_height;
        let gap = i32::from(self.cell_width >= 6.0);
        let (left, right) = (edge(column), edge(column + 1));
        Area { left, top, right: (right - gap).max(left + 1), bottom: top + self.cell_height - 1 }
    }

    fn percent(&self, value: f64) -> f64 {
        if self.map.value.format == NumberFormat::Share { value * 100.0 } else { value }
    }

    fn is_pale(&self, line: usize) -> bool {
        self.map.filters && self.options.is_unpicked(Some(&self.row_names[line]))
    }

    /// What the axes are, and the names of the columns as far as they fit.
    fn header(&self, canvas: &Canvas<'_>) {
        let ink = |align| Ink::new(TEXT, self.palette.muted, align);
        let room = f64::from(self.left - GAP);
        canvas.text(0, 9, &metrics::fit(&heading(self.map.row), TEXT, room), ink(Align::Start));
        if let Some(series) = self.map.row_size.filter(|_| self.size_width > 0) {
            let label = metrics::fit(series.label, TEXT, f64::from(self.size_width - GAP));
            canvas.text(self.left - GAP, HEADER - 12, &label, ink(Align::End));
        }
        let room = f64::from(self.options.width as i32 - self.left);
        canvas.text(self.left, 9, &metrics::fit(&heading(self.map.column), TEXT, room), ink(Align::Start));
        let centers: Vec<f64> = (0..self.column_names.len())
            .map(|column| f64::from(self.left) + self.cell_width * (column as f64 + 0.5))
            .collect();
        let axis = Axis::new(self.column_names.iter().cloned().map(Some).collect());
        for label in axis.labels(&centers, f64::from(self.left), f64::from(self.options.width)) {
            if label.row == 0 {
                canvas.text(label.x.round() as i32, HEADER - 12, &label.text, ink(Align::Middle));
            }
        }
    }

    fn row_head(&self, canvas: &Canvas<'_>, line: usize) {
        let y = HEADER + line as i32 * self.cell_height + self.cell_height / 2;
        let picked = self.map.filters && self.options.is_picked(Some(&self.row_names[line]));
        let color = if self.is_pale(line) { self.palette.muted } else { self.palette.text };
        let room = f64::from(self.left - self.size_width - GAP);
        let name = metrics::fit(&self.row_axis.title(line), TEXT, room);
        canvas.text(0, y, &name, Ink::new(TEXT, color, Align::Start).bold(picked));
        let first = self.places.iter().position(|place| place.0 == line);
        if let (Some(series), Some(first), true) = (self.map.row_size, first, self.size_width > 0) {
            let ink = Ink::new(TEXT, self.palette.muted, Align::End);
            canvas.text(self.left - GAP, y, &size_text(series, self.rows, first), ink);
        }
    }

    /// The cell's colour; outside the scale a neutral one, so that it is not read as the ramp's end.
    fn color(&self, index: usize, value: f64) -> RGBColor {
        let Some((low, high)) = self.range.filter(|_| !self.is_outside(index)) else { return self.palette.grid };
        let span = high / 2.0 - low / 2.0;
        self.palette.ramp_at(if span > 0.0 { (value / 2.0 - low / 2.0) / span } else { 0.5 })
    }

    fn cell(&self, canvas: &Canvas<'_>, index: usize) {
        let area = self.area(index);
        let Some(value) = self.rows.number(self.map.value.column, index) else {
            return self.print(canvas, area, MISSING, self.palette.muted);
        };
        let full = self.color(index, value);
        let fill = if self.is_pale(self.places[index].0) { self.palette.pale(full) } else { full };
        canvas.rect(area, fill);
        let text = self.palette.readable_on(fill);
        if self.rows.flag(self.map.partial, index) {
            canvas.hatch(area, mix(fill, text, 0.3));
        }
        let style = if self.is_outside(index) { CellText::of(self, &[index]) } else { self.cell_text };
        self.print(canvas, area, &style.text(self, value), text);
    }

    fn print(&self, canvas: &Canvas<'_>, area: Area, text: &str, color: RGBColor) {
        if metrics::pixels(text, CELL_TEXT) + 2 <= area.width() {
            let ink = Ink::new(CELL_TEXT, color, Align::Middle);
            canvas.text((area.left + area.right) / 2, (area.top + area.bottom) / 2, text, ink);
        }
    }

    fn mark(&self, index: usize) -> Mark {
        let (line, column) = self.places[index];
        let area = self.area(index);
        let mut lines = vec![(self.map.value.label.to_owned(), self.rows.full(self.map.value, index))];
        for series in self.map.row_size.into_iter().chain(self.map.detail) {
            lines.push((series.label.to_owned(), self.rows.full(series, index)));
        }
        let name =
            format!("{} · {} {}", self.row_axis.title(line), heading(self.map.column), self.column_names[column]);
        let partial = self.rows.flag(self.map.partial, index);
        Mark {
            x: f64::from(area.left),
            y: f64::from(area.top),
            width: f64::from(area.width()),
            height: f64::from(area.height()),
            title: if partial { texts::charts::unfinished(&name) } else { name },
            lines,
            value: self.rows.text(self.map.row, index).filter(|_| self.map.filters),
        }
    }

    /// The ramp from low to high, its steps without a label, and the hatch.
    fn legend(&self) -> Vec<LegendItem> {
        let Some((low, high)) = self.range else { return Vec::new() };
        let last = self.palette.ramp.len() - 1;
        let text = |value| self.rows.short_text(value, self.map.value.format);
        let mut items: Vec<LegendItem> = (self.palette.ramp.iter().enumerate())
            .map(|(index, color)| {
                let label = match index {
                    0 => text(low),
                    _ if index == last => text(high),
                    _ => String::new(),
                };
                LegendItem::new(label, *color)
            })
            .collect();
        if (0..self.rows.data.rows).any(|index| self.rows.flag(self.map.partial, index)) {
            items.push(LegendItem::unfinished(self.palette.ramp[last / 2]));
        }
        items
    }
}

/// How much of a value a cell has room for; one answer for all cells, so that they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellText {
    /// As on an axis, with its unit.
    Short,
    /// One decimal, no unit: the legend names it.
    Tenths,
    Whole,
    None,
}

impl CellText {
    /// The fullest that fits into each of these cells.
    fn of(picture: &Picture<'_>, indices: &[usize]) -> Self {
        let values: Vec<(f64, i32)> = (indices.iter())
            .filter_map(|index| {
                Some((picture.rows.number(picture.map.value.column, *index)?, picture.area(*index).width()))
            })
            .collect();
        let fits = |style: &Self| {
            values.iter().all(|(value, room)| metrics::pixels(&style.text(picture, *value), CELL_TEXT) + 2 <= *room)
        };
        let bare: &[Self] = match picture.map.value.format {
            NumberFormat::Percent | NumberFormat::Share => {
                let greatest = values.iter().map(|(value, _)| picture.percent(*value).abs()).fold(0.0, f64::max);
                if greatest >= LEAST_WHOLE { &[Self::Tenths, Self::Whole] } else { &[Self::Tenths] }
            }
            _ => &[],
        };
        std::iter::once(&Self::Short).chain(bare).copied().find(fits).unwrap_or(Self::None)
    }

    fn text(self, picture: &Picture<'_>, value: f64) -> String {
        match self {
            Self::Short => picture.rows.short_text(value, picture.map.value.format),
            Self::Tenths => fixed(picture.percent(value), 1),
            Self::Whole => fixed(picture.percent(value), 0),
            Self::None => String::new(),
        }
    }
}

fn size_text(series: &Series, rows: Rows<'_>, row: usize) -> String {
    rows.number(series.column, row).map_or_else(|| MISSING.to_owned(), |value| rows.short_text(value, series.format))
}
