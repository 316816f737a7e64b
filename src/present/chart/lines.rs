//! A line for each value of a column over the numbers of another: cohorts over their months.

use plotters::style::RGBColor;

use super::canvas::{Align, Area, Canvas, Ink, paint};
use super::color::Palette;
use super::frame::{Frame, Values};
use super::labels::{AXIS_TEXT, Axis};
use super::metrics;
use super::number_axis::{NumberAxis, ticks_across};
use super::rows::Rows;
use super::{Drawing, LegendItem, Mark, Options};
use crate::base::order::sort_places;
use crate::present::dashboard::Series;
use crate::present::hexagons::Span;
use crate::texts;

/// More lines than this are told apart by their order along the ramp.
const FEW: usize = 8;

/// Where lines begin on the theme's ramp: its pale end does not stand out from the ground.
const RAMP_START: f64 = 0.35;

/// Steps of the ramp in the legend.
const LEGEND_STEPS: usize = 6;

/// Half the side of a point's box: pointer and keys find it there.
const REACH: i32 = 9;

/// Room at the right for the names of lines, where the drawing is wide enough for it.
const NAME_ROOM: i32 = 72;
const WIDE: u32 = 420;

/// The lines of `WidgetKind::Lines`.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    pub(super) x: &'a Series,
    pub(super) by: &'a str,
    pub(super) value: &'a Series,
    pub(super) partial: Option<&'a str>,
    pub(super) filters: bool,
    /// A value holds until the next one.
    pub(super) steps: bool,
}

/// A point of a line: its row and pixel.
#[derive(Clone, Copy)]
struct Point {
    row: usize,
    at: (i32, i32),
    partial: bool,
}

pub(super) fn draw(lines: Lines<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let (names, line_of) = rows.distinct(lines.by);
    let xs: Vec<Option<f64>> = (0..rows.data.rows).map(|row| rows.number(lines.x.column, row)).collect();
    let mut order: Vec<usize> = (0..rows.data.rows).filter(|row| xs[*row].is_some()).collect();
    sort_places(&mut order, &|a, b| xs[a].unwrap_or(0.0).total_cmp(&xs[b].unwrap_or(0.0)));
    let (from, to) = (xs[*order.first()?]?, xs[*order.last()?]?);
    let span = Span { from, to, log: false };
    let palette = Palette::new(&options.theme);
    let mut numbers = order.iter().filter_map(|row| rows.number(lines.value.column, *row));
    let values = Values::nice(&mut numbers, 0.0, Some(lines.value), rows, options.height);
    let title = Axis::new(names.iter().cloned().map(Some).collect());
    let name_width = |line| metrics::bold_pixels(&title.title(line), AXIS_TEXT);
    let name_room = (0..names.len()).map(name_width).max().unwrap_or(0).min(NAME_ROOM);
    let frame = Frame::new(options, values.widest(), if options.width < WIDE { 0 } else { name_room }, 2);
    let x = |share: f64| f64::from(frame.plot.left) + share * f64::from(frame.plot.width());
    let mut points: Vec<Vec<Vec<Point>>> = names.iter().map(|_| vec![Vec::new()]).collect();
    for row in order {
        let runs = &mut points[line_of[row]];
        // A missing value ends a run.
        match (rows.number(lines.value.column, row), xs[row], runs.last_mut()) {
            (Some(value), Some(place), Some(run)) => {
                let at = (x(span.share(place)).round() as i32, frame.y(&values.scale, value));
                run.push(Point { row, at, partial: rows.flag(lines.partial, row) });
            }
            _ => runs.push(Vec::new()),
        }
    }
    let picture = Picture { lines, rows, options, palette: &palette, names, title, points };
    let axis = NumberAxis::new(&span, lines.x, rows.currency, ticks_across(frame.plot.width()));
    let svg = paint(options.width, frame.height, &|canvas| {
        frame.grid(canvas, &palette, &values);
        frame.base_line(canvas, &palette, &values.scale, 0.0);
        let (strong, pale): (Vec<usize>, Vec<usize>) = picture.all().partition(|line| !picture.is_pale(*line));
        pale.into_iter().chain(strong).for_each(|line| picture.line(canvas, line));
        picture.end_names(canvas);
        axis.draw_below(canvas, &palette, &frame, &x);
    });
    let marks = picture.all().flat_map(|line| picture.line_points(line).map(move |point| (line, point)));
    let marks = marks.map(|(line, point)| picture.mark(line, point)).collect();
    Some(Drawing { svg, width: options.width, height: frame.height, marks, legend: picture.legend(), ring: None })
}

struct Picture<'a> {
    lines: Lines<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    names: Vec<String>,
    /// The names as people write them.
    title: Axis,
    /// The runs of each line, which missing values part.
    points: Vec<Vec<Vec<Point>>>,
}

impl Picture<'_> {
    fn all(&self) -> std::ops::Range<usize> {
        0..self.names.len()
    }

    fn line_points(&self, line: usize) -> impl DoubleEndedIterator<Item = &Point> {
        self.points[line].iter().flatten()
    }

    fn is_picked(&self, line: usize) -> bool {
        self.lines.filters && self.options.is_picked(Some(&self.names[line]))
    }

    fn is_pale(&self, line: usize) -> bool {
        !self.is_picked(line) && self.all().any(|other| self.is_picked(other))
    }

    /// A hue of its own for each of a few lines, else a step of the ramp from the first to the last.
    fn color(&self, line: usize) -> RGBColor {
        if self.names.len() <= FEW {
            return self.palette.series(line);
        }
        self.ramp(line as f64 / (self.names.len() - 1) as f64)
    }

    fn ramp(&self, share: f64) -> RGBColor {
        self.palette.ramp_at(RAMP_START + share * (1.0 - RAMP_START))
    }

    fn line(&self, canvas: &Canvas<'_>, line: usize) {
        let full = self.color(line);
        let color = if self.is_pale(line) { self.palette.pale(full) } else { full };
        let stroke = if self.is_picked(line) { 3 } else { 2 };
        for run in &self.points[line] {
            let finished = run.chunk_by(|_, next| !next.partial).filter(|chunk| chunk.len() > 1);
            for chunk in finished {
                let mut path: Vec<(i32, i32)> = chunk.iter().map(|point| point.at).collect();
                if self.lines.steps {
                    let corners = path.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
                    path = corners.chain(path.last().copied()).collect();
                }
                if self.is_picked(line) {
                    // A casing in the surface's colour keeps it apart from the lines behind it.
                    canvas.line(path.clone(), self.palette.surface, 7);
                }
                canvas.line(path, color, stroke);
            }
            for pair in run.windows(2).filter(|pair| pair[1].partial) {
                canvas.dashed(pair[0].at, pair[1].at, color, stroke);
            }
            // Among many lines the dashes say enough.
            let dotted = self.names.len() <= FEW || self.is_picked(line);
            for point in run.iter().filter(|point| point.partial && dotted || run.len() == 1) {
                canvas.dot(point.at, 3, color);
                if point.partial {
                    canvas.dot(point.at, 1, self.palette.surface);
                }
            }
        }
    }

    /// Names at the last points: of the picked lines, of a few, or of the first and last of many.
    fn end_names(&self, canvas: &Canvas<'_>) {
        let any_picked = self.all().any(|line| self.is_picked(line));
        let is_end = |line: usize| line == 0 || line + 1 == self.names.len();
        let named = |line: &usize| {
            if any_picked { self.is_picked(*line) } else { self.names.len() <= FEW || is_end(*line) }
        };
        let mut taken: Vec<Area> = Vec::new();
        for line in self.all().filter(named) {
            let text = metrics::fit(&self.title.title(line), AXIS_TEXT, f64::from(NAME_ROOM));
            let Some(area) = self.name_area(line, metrics::bold_pixels(&text, AXIS_TEXT), &taken) else { continue };
            canvas.rect(area, self.palette.surface);
            let ink = Ink::new(AXIS_TEXT, self.palette.text, Align::Start).bold(self.is_picked(line));
            canvas.text(area.left, (area.top + area.bottom) / 2, &text, ink);
            taken.push(area);
        }
    }

    /// Behind the last point, or above it where the drawing ends; only where it meets no other name, and no other line
    /// unless its own is picked.
    fn name_area(&self, line: usize, width: i32, taken: &[Area]) -> Option<Area> {
        let (x, y) = self.line_points(line).next_back()?.at;
        let end = self.options.width as i32;
        let (left, y) = if x + 7 + width <= end { (x + 7, y) } else { (end - width, y - 16) };
        let area = Area { left, top: y - 8, right: left + width, bottom: y + 8 };
        let holds = |point: &Point| {
            (area.left..=area.right).contains(&point.at.0) && (area.top..=area.bottom).contains(&point.at.1)
        };
        let meets_line = || self.all().any(|other| other != line && self.line_points(other).any(holds));
        let meets = |other: &Area| {
            area.left < other.right && other.left < area.right && area.top < other.bottom && other.top < area.bottom
        };
        let is_free = area.top >= 0 && !taken.iter().any(meets) && (self.is_picked(line) || !meets_line());
        is_free.then_some(area)
    }

    fn mark(&self, line: usize, point: &Point) -> Mark {
        let row = point.row;
        let name = format!("{} · {} {}", self.title.title(line), self.lines.x.label, self.rows.full(self.lines.x, row));
        Mark {
            x: f64::from((point.at.0 - REACH).max(0)),
            y: f64::from((point.at.1 - REACH).max(0)),
            width: f64::from(REACH * 2),
            height: f64::from(REACH * 2),
            title: if point.partial { texts::charts::unfinished(&name) } else { name },
            lines: vec![(self.lines.value.label.to_owned(), self.rows.full(self.lines.value, row))],
            value: self.rows.text(self.lines.by, row).filter(|_| self.lines.filters),
        }
    }

    /// A few lines one by one, many as a ramp from the first to the last.
    fn legend(&self) -> Vec<LegendItem> {
        let last = self.names.len() - 1;
        let mut items: Vec<LegendItem> = if last < FEW {
            self.all().map(|line| LegendItem::new(self.title.title(line), self.color(line))).collect()
        } else {
            let label = |step| match step {
                0 => self.title.title(0),
                LEGEND_STEPS => self.title.title(last),
                _ => String::new(),
            };
            let shade = |step| self.ramp(step as f64 / LEGEND_STEPS as f64);
            (0..=LEGEND_STEPS).map(|step| LegendItem::new(label(step), shade(step))).collect()
        };
        if self.all().any(|line| self.line_points(line).any(|point| point.partial)) {
            items.push(LegendItem::unfinished(self.color(last)));
        }
        items
    }
}
