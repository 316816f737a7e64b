//! Points, or hexagons that stand for many points, over two numbers.

use std::fmt::Write;

use plotters::style::RGBColor;

use super::canvas::{Align, Canvas, Ink, paint};
use super::color::{Palette, hex, mix};
use super::frame::{Frame, intervals};
use super::labels::AXIS_TEXT;
use super::metrics;
use super::number_axis::{NumberAxis, ticks_across};
use super::rows::{Rows, distinct, heading};
use super::{Drawing, LegendItem, Mark, Options};
use crate::present::dashboard::Series;
use crate::present::hexagons::{COLUMNS, CORNERS, ROWS, Span};
use crate::texts;

/// Height of the line above the plot, in which the y axis is named.
const HEADER: i32 = 16;

/// Least and greatest diameter of a dot.
const DOT: (f64, f64) = (3.5, 8.0);

/// A dot's diameter as a share of the way to its neighbour, were all dots spread evenly.
const DOT_SHARE: f64 = 0.6;

/// A colour's dots are dealt out to so many paths, which shine through each other: where points crowd it gets darker.
const LAYERS: usize = 5;

const OPACITY: f64 = 0.6;

/// Half the side of a point's box: pointer and keys find it there.
const REACH: f64 = 7.0;

/// How much of its hue a hexagon with the fewest points has.
const FAINTEST: f64 = 0.22;

/// Steps of the ramp in the legend.
const LEGEND_STEPS: usize = 5;

/// The points of `WidgetKind::Scatter`.
#[derive(Clone, Copy)]
pub(super) struct Scatter<'a> {
    pub(super) x: &'a Series,
    pub(super) y: &'a Series,
    pub(super) count: &'a Series,
    pub(super) by: &'a str,
    pub(super) key: &'a str,
}

/// A point or hexagon.
struct Dot {
    row: usize,
    x: f64,
    y: f64,
    by: usize,
    count: f64,
    key: Option<String>,
}

pub(super) fn draw(scatter: Scatter<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let spans = [span(rows, scatter.x, ["x_from", "x_to"], false)?, span(rows, scatter.y, ["y_from", "y_to"], true)?];
    let palette = Palette::new(&options.theme);
    let y_axis = NumberAxis::new(&spans[1], scatter.y, rows.currency, intervals(options.height));
    let mut frame = Frame::new(options, y_axis.widest(), 0, 2);
    frame.plot.top += HEADER;
    let place = Place::new(&frame);
    let x_axis = NumberAxis::new(&spans[0], scatter.x, rows.currency, ticks_across(frame.plot.width()));
    let hexagons = first_text(rows, "shape") == Some("hexagon");
    let (names, by) = distinct((0..rows.data.rows).map(|row| rows.name(scatter.by, row)));
    let dots = (0..rows.data.rows).filter_map(|row| {
        let (x, y) = (rows.number(scatter.x.column, row)?, rows.number(scatter.y.column, row)?);
        let count = rows.number(scatter.count.column, row).unwrap_or(1.0).max(1.0);
        let (x, y) = (place.x(spans[0].share(x)), place.y(spans[1].share(y)));
        Some(Dot { row, x, y, by: by[row], count, key: rows.text(scatter.key, row) })
    });
    let dots: Vec<Dot> = dots.collect();
    let most = dots.iter().map(|dot| dot.count).fold(1.0, f64::max);
    let picture = Picture { scatter, rows, options, palette: &palette, place: &place, names, dots, hexagons, most };
    let svg = paint(options.width, frame.height, |canvas| {
        for (share, label) in &y_axis.ticks {
            frame.tick(canvas, &palette, place.y(*share).round() as i32, label);
        }
        canvas.horizontal(frame.plot.left, frame.plot.right, frame.plot.bottom, palette.muted);
        let muted = Ink::new(AXIS_TEXT, palette.muted, Align::Start);
        canvas.text(0, 7, &metrics::fit(scatter.y.label, AXIS_TEXT, f64::from(options.width)), muted);
        x_axis.draw_below(canvas, &palette, &frame, &|share| place.x(share));
        if hexagons { picture.hexagons(canvas) } else { picture.points(canvas) }
    });
    let marks = picture.dots.iter().map(|dot| picture.mark(dot)).collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend: picture.legend() })
}

fn first_text<'a>(rows: Rows<'a>, column: &str) -> Option<&'a str> {
    rows.data.texts(column).iter().flatten().map(String::as_str).next()
}

/// The domain that the data names, else what its numbers cover; logarithmic only where that is possible.
fn span(rows: Rows<'_>, series: &Series, [from, to]: [&str; 2], may_bend: bool) -> Option<Span> {
    let numbers = || (0..rows.data.rows).filter_map(|row| rows.number(series.column, row));
    let named = |column: &str| (0..rows.data.rows).find_map(|row| rows.number(column, row));
    let from = named(from).or_else(|| numbers().reduce(f64::min))?;
    let to = named(to).or_else(|| numbers().reduce(f64::max))?.max(from);
    Some(Span { from, to, log: may_bend && from > 0.0 && first_text(rows, "y_scale") == Some("log") })
}

/// Where the unit square lies in the plot: inset by half a hexagon, so that the outermost ones stay inside.
struct Place {
    left: f64,
    bottom: f64,
    /// Pixels from one hexagon to the next, and from one row of them to the next.
    step: (f64, f64),
}

impl Place {
    fn new(frame: &Frame) -> Self {
        let (width, height) = (f64::from(frame.plot.width()), f64::from(frame.plot.height()));
        let step = (width / f64::from(COLUMNS + 1), height / (f64::from(ROWS) + 4.0 / 3.0));
        Self {
            left: f64::from(frame.plot.left) + step.0 / 2.0,
            bottom: f64::from(frame.plot.bottom) - step.1 * 2.0 / 3.0,
            step,
        }
    }

    fn x(&self, share: f64) -> f64 {
        self.left + share * self.step.0 * f64::from(COLUMNS)
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom - share * self.step.1 * f64::from(ROWS)
    }
}

struct Picture<'a> {
    scatter: Scatter<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    place: &'a Place,
    names: Vec<String>,
    dots: Vec<Dot>,
    hexagons: bool,
    /// The greatest count.
    most: f64,
}

impl Picture<'_> {
    fn is_picked(&self, dot: &Dot) -> bool {
        self.options.is_picked(dot.key.as_deref())
    }

    /// What fades a dot while others are picked; a pick that is none of these fades nothing.
    fn any_picked(&self) -> bool {
        self.dots.iter().any(|dot| self.is_picked(dot))
    }

    fn points(&self, canvas: &Canvas<'_>) {
        let room = self.place.x(1.0) - self.place.x(0.0);
        let area = room * (self.place.y(0.0) - self.place.y(1.0));
        let size = ((area / self.dots.len().max(1) as f64).sqrt() * DOT_SHARE).clamp(DOT.0, DOT.1);
        let any_picked = self.any_picked();
        let count = self.names.len();
        // What is picked lies in a layer of its own, above all others.
        let mut paths = vec![String::new(); count * (LAYERS + 1)];
        for (index, dot) in self.dots.iter().enumerate() {
            let layer = if any_picked && self.is_picked(dot) { LAYERS } else { index % LAYERS };
            push(&mut paths[layer * count + dot.by], format_args!("M{:.1} {:.1}h0", dot.x, dot.y));
        }
        for (index, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            let full = self.palette.series(index % count);
            let (color, size, opacity) = match (any_picked, index / count == LAYERS) {
                (_, true) => (full, size + 3.0, 1.0),
                (true, false) => (self.palette.pale(full), size, OPACITY),
                (false, false) => (full, size, OPACITY),
            };
            let color = hex(color);
            canvas.path(
                path,
                &format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{size:.1}\" opacity=\"{opacity}\""),
            );
        }
    }

    fn hexagons(&self, canvas: &Canvas<'_>) {
        let any_picked = self.any_picked();
        let seam_width = (self.place.step.0 / 16.0).min(1.0);
        for dot in &self.dots {
            let full = self.shade(self.palette.series(dot.by), dot.count);
            let color = if any_picked && !self.is_picked(dot) { self.palette.pale(full) } else { full };
            let mut path = String::new();
            for (index, (dx, dy)) in CORNERS.into_iter().enumerate() {
                let (x, y) = (dot.x + dx * self.place.step.0, dot.y + dy * self.place.step.1);
                push(&mut path, format_args!("{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' }));
            }
            path.push('z');
            let (fill, seam) = (hex(color), hex(self.palette.surface));
            canvas.path(&path, &format!("fill=\"{fill}\" stroke=\"{seam}\" stroke-width=\"{seam_width:.1}\""));
        }
    }

    /// The stronger, the more points a hexagon stands for, by their logarithm.
    fn shade(&self, color: RGBColor, count: f64) -> RGBColor {
        let share = if self.most > 1.0 { libm::log(count) / libm::log(self.most) } else { 1.0 };
        mix(self.palette.surface, color, FAINTEST + share * (1.0 - FAINTEST))
    }

    fn mark(&self, dot: &Dot) -> Mark {
        let Scatter { x, y, count, by, .. } = self.scatter;
        let line = |series: &Series| (series.label.to_owned(), self.rows.full(series, dot.row));
        let name = &self.names[dot.by];
        let (width, height) =
            if self.hexagons { (self.place.step.0 / 2.0, self.place.step.1 * 2.0 / 3.0) } else { (REACH, REACH) };
        Mark {
            x: (dot.x - width).max(0.0),
            y: (dot.y - height).max(0.0),
            width: width * 2.0,
            height: height * 2.0,
            title: dot.key.clone().filter(|_| !self.hexagons).unwrap_or_else(|| texts::charts::mostly(name)),
            lines: vec![line(x), line(y), line(count), (heading(by), name.clone())],
            value: dot.key.clone(),
        }
    }

    /// What the hues are, and where hexagons stand for several points, how many.
    fn legend(&self) -> Vec<LegendItem> {
        let item = |label: String, color: RGBColor| LegendItem { label, color: hex(color), hatched: false };
        let count = |value: f64| self.rows.short_text(value, self.scatter.count.format);
        let label = |step| match step {
            0 => count(1.0),
            LEGEND_STEPS => format!("{} {}", count(self.most), self.scatter.count.label.to_lowercase()),
            _ => String::new(),
        };
        let shade = |step| self.shade(self.palette.muted, libm::pow(self.most, step as f64 / LEGEND_STEPS as f64));
        let steps = if self.hexagons && self.most > 1.0 { LEGEND_STEPS + 1 } else { 0 };
        let ramp = (0..steps).map(|step| item(label(step), shade(step)));
        let hues = self.names.iter().enumerate().map(|(index, name)| item(name.clone(), self.palette.series(index)));
        ramp.chain(hues).collect()
    }
}

fn push(path: &mut String, text: std::fmt::Arguments<'_>) {
    let written = path.write_fmt(text);
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}
