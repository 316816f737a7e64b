//! Columns over an ordered axis, stacked where there are several series, with an optional line on its own axis.

use super::canvas::{Canvas, paint};
use super::color::Palette;
use super::frame::{Frame, Values};
use super::labels::Axis;
use super::rows::{MISSING, Rows};
use super::rules::Rules;
use super::scale::{Bands, Linear};
use super::stack::{Paint, Piece, WIDEST_COLUMN, stack};
use super::{Drawing, LegendItem, Mark, Options};
use crate::present::dashboard::{NumberFormat, Series};
use crate::texts;

/// Bands narrower than this have no dots on the line.
const DOT_BAND: f64 = 9.0;

/// The columns of `WidgetKind::Columns`.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    pub(super) x: &'a str,
    pub(super) series: &'a [Series],
    pub(super) line: Option<&'a Series>,
    pub(super) partial: Option<&'a str>,
    pub(super) rules: &'a [Series],
    pub(super) filters: bool,
}

impl Columns<'_> {
    /// Whether the line is of another unit than the columns: what has the same unit is compared on the same axis.
    fn has_right_axis(&self) -> bool {
        let same = |line: &Series| self.series.iter().all(|series| series.format == line.format);
        self.line.is_some_and(|line| !same(line))
    }
}

pub(super) fn draw(columns: Columns<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let count = rows.data.rows;
    if count == 0 || !rows.has(columns.x) {
        return None;
    }
    let palette = Palette::new(&options.theme);
    let names: Vec<Option<String>> = (0..count).map(|row| rows.text(columns.x, row)).collect();
    let axis = Axis::new(names.clone());
    let pieces: Vec<Vec<Piece>> = (0..count).map(|row| stacked(columns.series, rows, row)).collect();
    let mut ends = pieces.iter().flatten().map(|piece| piece.to);
    let left = Values::nice(&mut ends, 0.0, columns.series.first(), rows, options.height);
    let right = columns.line.filter(|_| columns.has_right_axis()).map(|line| {
        let mut numbers =
            (0..count).filter(|row| !rows.flag(columns.partial, *row)).filter_map(|row| rows.number(line.column, row));
        Values::aligned(&mut numbers, line, rows, left.scale.intervals())
    });
    let right_room = right.as_ref().map_or(0, Values::widest);
    let mut frame = Frame::new(options, left.widest(), right_room, axis.label_rows());
    let bands = Bands::new(frame.plot.left, frame.plot.right, count);
    let rules = Rules::new(columns.rules, rows, &bands, options.width as i32);
    frame.plot.top = (frame.plot.top + rules.height()).min(frame.plot.bottom - 1);
    let picture = Picture { columns, rows, options, palette: &palette, frame: &frame, bands: &bands, names: &names };
    let svg = paint(options.width, frame.height, &|canvas| {
        frame.grid(canvas, &palette, &left);
        picture.columns(canvas, &pieces, &left.scale);
        frame.base_line(canvas, &palette, &left.scale, 0.0);
        if let Some(values) = &right {
            frame.right_axis(canvas, palette.series(columns.series.len()), values);
        }
        if let Some(line) = columns.line {
            picture.line(canvas, line, &right.as_ref().unwrap_or(&left).scale);
        }
        rules.draw(canvas, &palette, frame.plot.bottom);
        frame.labels(canvas, &palette, &axis.labels(&bands.centers(), 0.0, f64::from(options.width)));
    });
    let marks = (0..count).map(|row| picture.mark(row, &axis)).collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend: picture.legend(), ring: None })
}

fn stacked(series: &[Series], rows: Rows<'_>, row: usize) -> Vec<Piece> {
    let value = |(index, one): (usize, &Series)| Some((index, rows.number(one.column, row)?));
    stack(0.0, &mut series.iter().enumerate().filter_map(value))
}

struct Picture<'a> {
    columns: Columns<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    frame: &'a Frame,
    bands: &'a Bands,
    names: &'a [Option<String>],
}

impl Picture<'_> {
    fn is_pale(&self, row: usize) -> bool {
        self.columns.filters && self.options.is_unpicked(self.names[row].as_deref())
    }

    fn columns(&self, canvas: &Canvas<'_>, pieces: &[Vec<Piece>], scale: &Linear) {
        for (row, pieces) in pieces.iter().enumerate() {
            let (left, right) = self.bands.column(row, WIDEST_COLUMN);
            let hatched = self.rows.flag(self.columns.partial, row);
            for piece in pieces {
                let full = self.palette.series(piece.series);
                let color = if self.is_pale(row) { self.palette.pale(full) } else { full };
                let area = piece.area(self.frame, scale, (left, right));
                piece.draw(canvas, self.palette, area, Paint { color, hatched });
            }
        }
    }

    /// The line, broken at missing values and never drawn to or from an unfinished period.
    fn line(&self, canvas: &Canvas<'_>, line: &Series, scale: &Linear) {
        let color = self.palette.series(self.columns.series.len());
        let point = |row: usize| {
            let finished = !self.rows.flag(self.columns.partial, row);
            let value = self.rows.number(line.column, row).filter(|_| finished)?;
            Some((self.bands.center(row).round() as i32, self.frame.y(scale, value)))
        };
        let points: Vec<Option<(i32, i32)>> = (0..self.rows.data.rows).map(point).collect();
        let runs: Vec<Vec<(i32, i32)>> = points
            .split(Option::is_none)
            .map(|run| run.iter().copied().flatten().collect::<Vec<_>>())
            .filter(|run| !run.is_empty())
            .collect();
        // A casing in the surface's colour keeps the line apart from the columns behind it.
        for (stroke, ink) in [(5, self.palette.surface), (2, color)] {
            for run in runs.iter().filter(|run| run.len() > 1) {
                canvas.line(run.clone(), ink, stroke);
            }
        }
        for run in &runs {
            if self.bands.step() >= DOT_BAND || run.len() == 1 {
                for point in run {
                    canvas.dot(*point, 4, self.palette.surface);
                    canvas.dot(*point, 3, color);
                }
            }
        }
    }

    fn mark(&self, row: usize, axis: &Axis) -> Mark {
        let (left, right) = self.bands.bounds(row);
        let partial = self.rows.flag(self.columns.partial, row);
        let all = self.columns.series;
        let mut lines: Vec<(String, String)> =
            all.iter().map(|series| (series.label.to_owned(), self.rows.full(series, row))).collect();
        if all.len() > 1 && all.iter().all(|series| series.format == all[0].format && adds_up(series.format)) {
            let total = all.iter().filter_map(|series| self.rows.number(series.column, row)).sum();
            lines.push((texts::charts::TOTAL.to_owned(), self.rows.full_text(total, all[0].format)));
        }
        if let Some(line) = self.columns.line {
            // What the line leaves out is not told here either: an unfinished period is no drop.
            let told = if partial { MISSING.to_owned() } else { self.rows.full(line, row) };
            lines.push((line.label.to_owned(), told));
        }
        let name = axis.title(row);
        Mark {
            x: f64::from(left),
            y: f64::from(self.frame.plot.top),
            width: f64::from(right.min(self.frame.plot.right) - left).max(1.0),
            height: f64::from(self.frame.plot.height()),
            title: if partial { texts::charts::unfinished(&name) } else { name },
            lines,
            value: self.names[row].clone().filter(|_| self.columns.filters),
        }
    }

    /// Empty where the widget's title says it all: one series, no line, nothing unfinished.
    fn legend(&self) -> Vec<LegendItem> {
        let item = |label: String, index: usize| LegendItem::new(label, self.palette.series(index));
        let all = self.columns.series;
        let mut items: Vec<LegendItem> =
            all.iter().enumerate().map(|(index, series)| item(series.label.to_owned(), index)).collect();
        if let Some(line) = self.columns.line {
            let named = if self.columns.has_right_axis() { texts::charts::line_right } else { texts::charts::line };
            items.push(item(named(line.label), all.len()));
        }
        if (0..self.rows.data.rows).any(|row| self.rows.flag(self.columns.partial, row)) {
            items.push(LegendItem::unfinished(self.palette.series(0)));
        }
        if items.len() > 1 { items } else { Vec::new() }
    }
}

/// Whether a sum of such values means anything.
pub(super) fn adds_up(format: NumberFormat) -> bool {
    matches!(format, NumberFormat::Integer | NumberFormat::Money)
}
