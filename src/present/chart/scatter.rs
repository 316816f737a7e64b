//! Points, or hexagons that stand for many points, over two numbers.

use std::fmt::Write;

use plotters::style::RGBColor;

use super::canvas::{Align, Canvas, Ink, paint};
use super::color::{Palette, hex, mix};
use super::frame::{Frame, intervals};
use super::labels::AXIS_TEXT;
use super::metrics;
use super::number_axis::{NumberAxis, ticks_across};
use super::rows::{Rows, heading};
use super::{Drawing, LegendItem, Mark, Options, Swatch};
use crate::present::dashboard::{Funnel, Series};
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

/// The lines of a funnel: how many standard errors from the rate of all, what they are called, how they are drawn.
const CURVES: [(f64, &str, &str); 3] = [
    (0.0, texts::charts::FUNNEL[0], "stroke-width=\"1.2\""),
    (Z_95, texts::charts::FUNNEL[1], "stroke-width=\"1.2\" stroke-dasharray=\"5 4\""),
    (Z_998, texts::charts::FUNNEL[2], "stroke-width=\"1.2\" stroke-dasharray=\"1.5 4\""),
];

/// Quantiles of the normal distribution: 95 % and 99.8 % lie within.
const Z_95: f64 = 1.959963984540054;
const Z_998: f64 = 3.090232306167813;

/// From the name of one line to that of the next.
const NAME_HEIGHT: i32 = 13;

/// Of rings and of filled points, their places in the palette.
const FUNNEL_HUES: [usize; 2] = [0, 3];

/// Points of such a line.
const CURVE_STEPS: u32 = 120;

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
    pub(super) funnel: Option<&'a Funnel>,
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
    let mut spans =
        [span(rows, scatter.x, ["x_from", "x_to"], false)?, span(rows, scatter.y, ["y_from", "y_to"], true)?];
    let overall = scatter.funnel.and_then(|funnel| rows.number(funnel.overall.column, 0));
    if let Some(overall) = overall {
        spans[0].from = 0.0;
        let top = spans[1].to.max(overall * 2.0) * 1.04;
        spans[1] = Span { from: 0.0, to: top.max(f64::MIN_POSITIVE), log: false };
    }
    let palette = Palette::new(&options.theme);
    let y_axis = NumberAxis::new(&spans[1], scatter.y, rows.currency, intervals(options.height));
    let named = |overall: f64| format!("{} {}", CURVES[0].1, rows.short_text(overall, scatter.y.format));
    let right = overall.map_or(0, |overall| metrics::pixels(&named(overall), AXIS_TEXT));
    let mut frame = Frame::new(options, y_axis.widest(), right, 2);
    frame.plot.top += HEADER;
    let place = Place::new(&frame);
    let x_axis = NumberAxis::new(&spans[0], scatter.x, rows.currency, ticks_across(frame.plot.width()));
    let hexagons = first_text(rows, "shape") == Some("hexagon");
    let (names, by) = rows.distinct(scatter.by);
    let dots = (0..rows.data.rows).filter_map(|row| {
        let (x, y) = (rows.number(scatter.x.column, row)?, rows.number(scatter.y.column, row)?);
        let count = rows.number(scatter.count.column, row).unwrap_or(1.0).max(1.0);
        let (x, y) = (place.x(spans[0].share(x)), place.y(spans[1].share(y)));
        Some(Dot { row, x, y, by: by[row], count, key: rows.text(scatter.key, row) })
    });
    let dots: Vec<Dot> = dots.collect();
    let most = dots.iter().map(|dot| dot.count).fold(1.0, f64::max);
    let picture = Picture { scatter, rows, options, palette: &palette, place: &place, names, dots, hexagons, most };
    let svg = paint(options.width, frame.height, &|canvas| {
        for (share, label) in &y_axis.ticks {
            frame.tick(canvas, &palette, place.y(*share).round() as i32, label);
        }
        canvas.horizontal(frame.plot.left, frame.plot.right, frame.plot.bottom, palette.muted);
        let muted = Ink::new(AXIS_TEXT, palette.muted, Align::Start);
        canvas.text(0, 7, &metrics::fit(scatter.y.label, AXIS_TEXT, f64::from(options.width)), muted);
        x_axis.draw_below(canvas, &palette, &frame, &|share| place.x(share));
        if let Some(overall) = overall {
            picture.limits(canvas, (overall, named(overall)), &spans);
        }
        if hexagons { picture.hexagons(canvas) } else { picture.points(canvas) }
    });
    let marks = picture.dots.iter().map(|dot| picture.mark(dot)).collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend: picture.legend(), ring: None })
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

    fn is_hollow(&self, by: usize) -> bool {
        self.scatter.funnel.is_some_and(|funnel| self.names[by] != funnel.filled)
    }

    /// The hue of a value of `by`; in a funnel it is the same, whichever come.
    fn color(&self, by: usize) -> RGBColor {
        let place = if self.scatter.funnel.is_none() { by } else { FUNNEL_HUES[usize::from(!self.is_hollow(by))] };
        self.palette.series(place)
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
            let path = &mut paths[layer * count + dot.by];
            if self.is_hollow(dot.by) {
                let (left, y, r) = (dot.x - size / 2.0, dot.y, size / 2.0);
                push(path, format_args!("M{left:.1} {y:.1}a{r} {r} 0 1 0 {size} 0a{r} {r} 0 1 0 -{size} 0"));
            } else {
                push(path, format_args!("M{:.1} {:.1}h0", dot.x, dot.y));
            }
        }
        for (index, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            let full = self.color(index % count);
            let (color, size, opacity) = match (any_picked, index / count == LAYERS) {
                (_, true) => (full, size + 3.0, 1.0),
                (true, false) => (self.palette.pale(full), size, OPACITY),
                (false, false) => (full, size, OPACITY),
            };
            let color = hex(color);
            let (size, opacity) = match (self.scatter.funnel, self.is_hollow(index % count)) {
                (None, _) => (size, opacity),
                (_, true) => (1.5, 0.8),
                (_, false) => (size + 2.0, 1.0),
            };
            canvas.path(
                path,
                &format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{size:.1}\" opacity=\"{opacity}\""),
            );
        }
    }

    /// The rate of all, and where the limits of chance lie for so many: that of the score test,
    /// p ± z √(p (1 − p) / n), as curves that end where the plot does. Each is named at its end.
    fn limits(&self, canvas: &Canvas<'_>, (overall, own_name): (f64, String), [x, y]: &[Span; 2]) {
        let ink = Ink::new(AXIS_TEXT, self.palette.muted, Align::Start);
        let mut free = i32::MAX;
        let spread = (overall * (1.0 - overall)).max(0.0).sqrt();
        for (z, name, style) in CURVES {
            for side in [1.0, -1.0] {
                let mut path = String::new();
                let mut last = None;
                for step in 1..=CURVE_STEPS {
                    let share = f64::from(step) / f64::from(CURVE_STEPS);
                    let value = overall + side * z * spread / (x.to * share).sqrt();
                    if (y.from..=y.to).contains(&value) {
                        let (x, y) = (self.place.x(share), self.place.y(y.share(value)));
                        let command = if path.is_empty() { 'M' } else { 'L' };
                        push(&mut path, format_args!("{command}{x:.1} {y:.1}"));
                        last = Some((x, y));
                    }
                }
                let color = hex(self.palette.muted);
                canvas.path(&path, &format!("fill=\"none\" stroke=\"{color}\" {style}"));
                if let Some((x, y)) = last.filter(|_| side > 0.0) {
                    // Names lie above each other, however near the curves end.
                    let middle = (y.round() as i32).min(free);
                    free = middle - NAME_HEIGHT;
                    canvas.text(x.round() as i32 + 6, middle, if z == 0.0 { &own_name } else { name }, ink);
                }
                if z == 0.0 {
                    break;
                }
            }
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
        let count = |value: f64| self.rows.short_text(value, self.scatter.count.format);
        let label = |step| match step {
            0 => count(1.0),
            LEGEND_STEPS => format!("{} {}", count(self.most), self.scatter.count.label.to_lowercase()),
            _ => String::new(),
        };
        let shade = |step| self.shade(self.palette.muted, libm::pow(self.most, step as f64 / LEGEND_STEPS as f64));
        let steps = if self.hexagons && self.most > 1.0 { LEGEND_STEPS + 1 } else { 0 };
        let ramp = (0..steps).map(|step| LegendItem::new(label(step), shade(step)));
        let hues = self.names.iter().enumerate().map(|(index, name)| {
            let swatch = if self.is_hollow(index) { Swatch::Hollow } else { Swatch::Filled };
            LegendItem { swatch, ..LegendItem::new(name.clone(), self.color(index)) }
        });
        ramp.chain(hues).collect()
    }
}

fn push(path: &mut String, text: std::fmt::Arguments<'_>) {
    let written = path.write_fmt(text);
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}
