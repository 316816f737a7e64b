//! Horizontal bars, one row per category in table order: name at the left, value beside the bar, no axis needed.
//!
//! Series with one unit share a lane, their bars under each other; series with different units each get a lane of
//! their own, since their lengths must not be compared: side by side, or under each other where that is too narrow.

use plotters::style::RGBColor;

use super::canvas::{Align, Area, Canvas, Ink, Round, paint};
use super::color::Palette;
use super::metrics;
use super::ring::{Ring, SLICES};
use super::rows::{MISSING, Rows, heading};
use super::{Drawing, LegendItem, Mark, Options};
use crate::present::dashboard::Series;
use crate::texts;

const TEXT: f64 = 12.0;

/// Font size of the lanes' names.
const HEADER_TEXT: f64 = 11.0;

/// Height of the line with the lanes' names.
const HEADER: i32 = 22;

/// Least and greatest height of one bar.
const BAR: (i32, i32) = (12, 22);

/// Space between the rows.
const ROW_GAP: i32 = 12;

/// Space between the bars of one row.
const BAR_GAP: i32 = 2;

/// Space between names, bars and values.
const GAP: i32 = 8;

/// Space between lanes.
const LANE_GAP: i32 = 16;

/// Lanes side by side have at least this much room for their bars.
const NARROWEST_PLOT: i32 = 28;

/// Share of the width that names may take.
const NAME_SHARE: f64 = 0.36;

/// The ring's diameter at most, the space behind it, and the width from which on it stands beside the bars.
const RING: i32 = 220;
const RING_GAP: i32 = 28;
const WIDE: i32 = 420;

/// The bars of `WidgetKind::Bars`.
#[derive(Clone, Copy)]
pub(super) struct Bars<'a> {
    pub(super) category: &'a str,
    pub(super) series: &'a [Series],
    pub(super) detail: Option<&'a str>,
    /// Written behind the value of a single series.
    pub(super) label: Option<&'a Series>,
    pub(super) ring: bool,
    pub(super) filters: bool,
}

impl Bars<'_> {
    /// What is written beside a bar.
    fn text(&self, rows: Rows<'_>, row: usize, series: &Series) -> Option<String> {
        let value = rows.short_text(rows.number(series.column, row)?, series.format);
        let more = self.label.and_then(|more| Some(rows.short_text(rows.number(more.column, row)?, more.format)));
        Some(more.map_or_else(|| value.clone(), |more| format!("{value} · {more}")))
    }
}

pub(super) fn draw(bars: Bars<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let count = rows.data.rows;
    if count == 0 || bars.series.is_empty() || !rows.has(bars.category) {
        return None;
    }
    let palette = Palette::new(&options.theme);
    let mut picture = Picture::new(bars, rows, options, &palette);
    let ring = picture.ring.take();
    let height = picture.top(count).max(picture.least_height) + 2;
    let svg = paint(options.width, height as u32, &|canvas| {
        picture.header(canvas);
        (0..count).for_each(|row| picture.row(canvas, row));
        if let Some(ring) = &ring {
            ring.draw(canvas, &palette, &|row| picture.slice(row));
        }
    });
    let marks = (0..count).map(|row| picture.mark(row)).collect();
    Some(Drawing { svg, width: options.width, height: height as u32, marks, legend: picture.legend(), ring })
}

/// A stretch of the width with its own scale.
struct Lane<'a> {
    /// The first series' place among all, for its colour.
    first: usize,
    series: &'a [Series],
    /// Left end of the lane.
    left: i32,
    /// Where the longest bars to the left and to the right end.
    plot: (i32, i32),
    low: f64,
    high: f64,
}

impl<'a> Lane<'a> {
    fn new(bars: Bars<'_>, first: usize, series: &'a [Series], rows: Rows<'_>, (left, right): (i32, i32)) -> Self {
        let values = || {
            let of = |one: &'a Series| {
                (0..rows.data.rows).filter_map(move |row| Some((rows.number(one.column, row)?, (row, one))))
            };
            series.iter().flat_map(of)
        };
        let text_width = |(_, (row, one)): (f64, (usize, &Series))| {
            metrics::pixels(&bars.text(rows, row, one).unwrap_or_default(), TEXT) + GAP
        };
        let widest = |negative: bool| values().filter(|(value, _)| (*value < 0.0) == negative).map(text_width).max();
        let plot_left = left + widest(true).unwrap_or(0);
        let plot_right = (right - widest(false).unwrap_or(0)).max(plot_left + 1);
        let low = values().fold(0.0, |low: f64, (value, _)| low.min(value));
        let high = values().fold(0.0, |high: f64, (value, _)| high.max(value));
        Self { first, series, left, plot: (plot_left, plot_right), low, high }
    }

    fn x(&self, value: f64) -> i32 {
        // Halved, so that the span of two huge values does not overflow.
        let span = self.high / 2.0 - self.low / 2.0;
        let share = if span > 0.0 { (value / 2.0 - self.low / 2.0) / span } else { 0.0 };
        self.plot.0 + (share * f64::from(self.plot.1 - self.plot.0)).round() as i32
    }
}

/// A lane for each part, sharing the width or each taking all of it.
fn arranged<'a>(
    bars: Bars<'_>,
    parts: &[&'a [Series]],
    rows: Rows<'_>,
    (left, right): (i32, i32),
    side_by_side: bool,
) -> Vec<Lane<'a>> {
    let count = if side_by_side { parts.len() as i32 } else { 1 };
    let width = (right - left - (count - 1) * LANE_GAP) / count;
    let place = |index: usize| if side_by_side { left + index as i32 * (width + LANE_GAP) } else { left };
    let lane = |(index, part): (usize, &&'a [Series])| {
        Lane::new(bars, index, part, rows, (place(index), place(index) + width))
    };
    parts.iter().enumerate().map(lane).collect()
}

/// The ring where one is wanted and there is a whole, where the rows begin because of it, and how high all of it is: beside
/// the bars, above them where that is too narrow.
fn ringed(bars: Bars<'_>, rows: Rows<'_>, options: &Options) -> (Option<Ring>, (i32, i32), i32) {
    let width = options.width as i32;
    let beside = width >= WIDE;
    let size = if beside { width * 2 / 5 } else { width }.min(RING).min(options.height as i32);
    let middle = f64::from(if beside { size } else { width }) / 2.0;
    let values: Vec<f64> =
        (0..rows.data.rows).map(|row| rows.number(bars.series[0].column, row).unwrap_or(0.0)).collect();
    let radius = f64::from(size) / 2.0;
    match Ring::new(&values, (middle, radius), radius - 1.0).filter(|_| bars.ring) {
        None => (None, (0, 0), 0),
        ring if beside => (ring, (size + RING_GAP, 0), size),
        ring => (ring, (0, size + RING_GAP / 2), size),
    }
}

struct Picture<'a> {
    bars: Bars<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    palette: &'a Palette,
    lanes: Vec<Lane<'a>>,
    row_height: i32,
    bar_height: i32,
    name_room: i32,
    /// Else the lanes lie under each other within a row.
    side_by_side: bool,
    /// Where the rows begin.
    corner: (i32, i32),
    least_height: i32,
    ring: Option<Ring>,
}

impl<'a> Picture<'a> {
    fn new(bars: Bars<'a>, rows: Rows<'a>, options: &'a Options, palette: &'a Palette) -> Self {
        let width = options.width as i32;
        let names =
            (0..rows.data.rows).map(|row| metrics::pixels(&rows.name(bars.category, row), TEXT)).max().unwrap_or(0);
        let (ring, (start, mut first_top), least_height) = ringed(bars, rows, options);
        let name_room = names.min((f64::from(width - start) * NAME_SHARE) as i32);
        let shared = bars.series.iter().all(|series| series.format == bars.series[0].format);
        let parts: Vec<&'a [Series]> = if shared { vec![bars.series] } else { bars.series.chunks(1).collect() };
        let left = start + name_room + GAP;
        let mut lanes = arranged(bars, &parts, rows, (left, width), true);
        let side_by_side = lanes.iter().all(|lane| lane.plot.1 - lane.plot.0 >= NARROWEST_PLOT);
        if !side_by_side {
            lanes = arranged(bars, &parts, rows, (left, width), false);
        }
        let group = if side_by_side { lanes[0].series.len() } else { bars.series.len() } as i32;
        let room = options.height as i32 / rows.data.rows.max(1) as i32 - ROW_GAP;
        let bar_height = (room / group - BAR_GAP).clamp(BAR.0, BAR.1);
        let row_height = group * (bar_height + BAR_GAP) - BAR_GAP + ROW_GAP;
        if start > 0 {
            first_top = (least_height - row_height * rows.data.rows as i32).max(0) / 2;
        }
        let corner = (start, first_top);
        Self {
            bars,
            rows,
            options,
            palette,
            lanes,
            row_height,
            bar_height,
            name_room,
            side_by_side,
            corner,
            least_height,
            ring,
        }
    }

    /// The first pixel of a row.
    fn top(&self, row: usize) -> i32 {
        let header = if self.has_header() { HEADER } else { 0 };
        self.corner.1 + header + row as i32 * self.row_height
    }

    fn has_header(&self) -> bool {
        self.side_by_side && self.lanes.len() > 1
    }

    /// The lanes' names, where there are several side by side.
    fn header(&self, canvas: &Canvas<'_>) {
        for (index, lane) in self.lanes.iter().enumerate().filter(|_| self.has_header()) {
            let next = self.lanes.get(index + 1).map_or(self.options.width as i32, |next| next.left - GAP);
            let label = metrics::fit(lane.series[0].label, HEADER_TEXT, f64::from(next - lane.left));
            canvas.text(lane.left, HEADER / 2, &label, Ink::new(HEADER_TEXT, self.palette.muted, Align::Start));
        }
    }

    fn row(&self, canvas: &Canvas<'_>, row: usize) {
        let own = self.rows.text(self.bars.category, row);
        let is_pale = self.bars.filters && self.options.is_unpicked(own.as_deref());
        let is_strong = self.bars.filters && self.options.is_picked(own.as_deref());
        let text = metrics::fit(&self.rows.name(self.bars.category, row), TEXT, f64::from(self.name_room));
        let color = if is_pale { self.palette.muted } else { self.palette.text };
        let top = self.top(row);
        canvas.text(
            self.corner.0,
            top + self.row_height / 2,
            &text,
            Ink::new(TEXT, color, Align::Start).bold(is_strong),
        );
        for lane in &self.lanes {
            for (index, series) in lane.series.iter().enumerate() {
                let place = if self.side_by_side { index } else { lane.first + index } as i32;
                let bar_top = top + ROW_GAP / 2 + place * (self.bar_height + BAR_GAP);
                self.bar(canvas, (lane, lane.first + index, series), row, bar_top, is_pale);
            }
        }
    }

    fn bar(
        &self,
        canvas: &Canvas<'_>,
        (lane, place, series): (&Lane<'_>, usize, &Series),
        row: usize,
        top: i32,
        is_pale: bool,
    ) {
        let zero = lane.x(0.0);
        let (middle, bottom) = (top + self.bar_height / 2, top + self.bar_height);
        let Some(value) = self.rows.number(series.column, row) else {
            return canvas.text(zero + 6, middle, MISSING, Ink::new(TEXT, self.palette.muted, Align::Start));
        };
        let full = if self.bars.ring { self.color(row) } else { self.palette.series(place) };
        let (fill, text) =
            if is_pale { (self.palette.pale(full), self.palette.muted) } else { (full, self.palette.text) };
        // What is not zero leaves a trace.
        let end = lane.x(value);
        let end = if value > 0.0 {
            end.max(zero + 2)
        } else if value < 0.0 {
            end.min(zero - 2)
        } else {
            zero
        };
        let round = if value < 0.0 { Round::Left } else { Round::Right };
        canvas.bar(Area { left: zero.min(end), top, right: zero.max(end), bottom }, fill, round);
        if lane.low < 0.0 || value == 0.0 {
            canvas.rect(Area { left: zero, top: top - 2, right: zero + 1, bottom: bottom + 2 }, self.palette.muted);
        }
        let (x, align) = if value < 0.0 { (end - 6, Align::End) } else { (end + 6, Align::Start) };
        let label = self.bars.text(self.rows, row, series).unwrap_or_default();
        canvas.text(x, middle, &label, Ink::new(TEXT, text, align));
    }

    /// The colour of a row's slice and bar.
    fn color(&self, row: usize) -> RGBColor {
        let is_rest = self.rows.data.rows > SLICES && row + 1 >= SLICES;
        if is_rest { self.palette.muted } else { self.palette.series(row) }
    }

    /// How a row's slice is painted, and its name; without a row, that of what is left.
    fn slice(&self, row: Option<usize>) -> (RGBColor, String) {
        let Some(row) = row else { return (self.palette.muted, texts::charts::REST.to_owned()) };
        let own = self.rows.text(self.bars.category, row);
        let is_pale = self.bars.filters && self.options.is_unpicked(own.as_deref());
        let full = self.color(row);
        (if is_pale { self.palette.pale(full) } else { full }, self.rows.name(self.bars.category, row))
    }

    fn mark(&self, row: usize) -> Mark {
        let told = self.bars.series.iter().chain(self.bars.label);
        let mut lines: Vec<(String, String)> =
            told.map(|series| (series.label.to_owned(), self.rows.full(series, row))).collect();
        if let Some((column, text)) = self.bars.detail.and_then(|column| Some((column, self.rows.text(column, row)?))) {
            lines.push((heading(column), text));
        }
        Mark {
            x: f64::from(self.corner.0),
            y: f64::from(self.top(row)),
            width: f64::from(self.options.width as i32 - self.corner.0),
            height: f64::from(self.row_height),
            title: self.rows.name(self.bars.category, row),
            lines,
            value: self.rows.text(self.bars.category, row).filter(|_| self.bars.filters),
        }
    }

    /// Empty where a title or the lanes' names say it all.
    fn legend(&self) -> Vec<LegendItem> {
        let item =
            |(index, series): (usize, &Series)| LegendItem::new(series.label.to_owned(), self.palette.series(index));
        let shown = !self.has_header() && self.bars.series.len() > 1;
        self.bars.series.iter().enumerate().filter(|_| shown).map(item).collect()
    }
}
