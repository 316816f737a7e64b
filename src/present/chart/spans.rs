//! Lanes over numbers or dates, one per category: in each row a point on the line between its ends. Rates with their
//! intervals, versions with the time they were valid.

use super::canvas::{Align, Area, Canvas, Ink, paint};
use super::color::Palette;
use super::frame::{Frame, LABEL_ROW};
use super::labels::{AXIS_TEXT, Axis, day};
use super::metrics;
use super::number_axis::{NumberAxis, ticks_across};
use super::rows::{MISSING, Rows};
use super::rules::Rules;
use super::scale::Linear;
use super::{Drawing, Mark, Options};
use crate::base::date::{Day, iso, month_of, month_text};
use crate::present::dashboard::Series;
use crate::present::hexagons::Span;

const TEXT: f64 = 12.0;

/// Height of a lane, from its text to its line.
const LANE: i32 = 36;
const LINE: i32 = 25;
const NOTE: i32 = 11;

/// Half a point.
const DOT: i32 = 5;

/// Half of the stroke at an end.
const END: i32 = 4;

/// A mark is at least this wide.
const LEAST_MARK: i32 = 20;

/// Space between names and lanes, and at the right, where half a tick's label must have room.
const GAP: i32 = 12;
const RIGHT: i32 = 20;

/// Share of the width that names may take.
const NAME_SHARE: f64 = 0.3;

/// Dates are labelled by days up to so many of them, else by months.
const FEW_DAYS: Day = 92;

/// Free room before the first date, and behind the last, where what began then is still written, as shares of the time
/// between them.
const MARGINS: [f64; 2] = [0.04, 0.3];

/// The lanes of `WidgetKind::Spans`.
#[derive(Clone, Copy)]
pub(super) struct Spans<'a> {
    pub(super) category: &'a str,
    pub(super) value: &'a Series,
    pub(super) from: &'a Series,
    pub(super) to: &'a Series,
    pub(super) label: Option<&'a str>,
    pub(super) rule: Option<&'a Series>,
    pub(super) details: &'a [Series],
    pub(super) filters: bool,
}

pub(super) fn draw(spans: Spans<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let picture = Picture::new(spans, rows, options)?;
    let palette = Palette::new(&options.theme);
    let svg = paint(options.width, picture.frame.height, &|canvas| {
        picture.axis(canvas, &palette);
        picture.rules.draw(canvas, &palette, picture.frame.plot.bottom);
        picture.names(canvas, &palette);
        (0..rows.data.rows).for_each(|row| picture.row(canvas, &palette, row));
    });
    let marks = (0..rows.data.rows).map(|row| picture.mark(row)).collect();
    Some(Drawing { svg, width: options.width, height: picture.frame.height, marks, ..Drawing::default() })
}

struct Picture<'a> {
    spans: Spans<'a>,
    rows: Rows<'a>,
    options: &'a Options,
    names: Vec<String>,
    lane_of: Vec<usize>,
    /// The ticks of numbers; dates have none.
    ticks: Option<Linear>,
    span: Span,
    frame: Frame,
    rules: Rules,
}

impl<'a> Picture<'a> {
    fn new(spans: Spans<'a>, rows: Rows<'a>, options: &'a Options) -> Option<Self> {
        let (names, lane_of) = rows.distinct(spans.category);
        let ends = [spans.value, spans.from, spans.to].into_iter().chain(spans.rule);
        let places = ends.flat_map(|series| (0..rows.data.rows).filter_map(move |row| place(rows, series, row)));
        let (low, high) =
            places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
        if low > high {
            return None;
        }
        let name_room = names.iter().map(|name| metrics::pixels(name, TEXT)).max().unwrap_or(0);
        let name_room = name_room.min((f64::from(options.width) * NAME_SHARE) as i32);
        let (left, right) = (name_room + GAP, options.width as i32 - RIGHT);
        let is_dates = rows.data.numbers(spans.value.column).is_empty();
        let ticks = (!is_dates).then(|| Linear::nice(low, high, ticks_across(right - left), false));
        let span = match &ticks {
            Some(scale) => Span { from: scale.ticks[0], to: scale.ticks[scale.intervals()], log: false },
            None => {
                let [before, behind] = MARGINS.map(|share| ((high - low) * share).max(1.0));
                Span { from: low - before, to: high + behind, log: false }
            }
        };
        let mut frame = Frame { plot: Area { left, top: 0, right, bottom: 0 }, height: 0 };
        let named = |series: &Series| {
            let at = place(rows, series, 0)?;
            Some((x(&frame, &span, at), format!("{} {}", series.label, rows.full(series, 0))))
        };
        let rules = Rules::arranged(spans.rule.and_then(named).into_iter().collect(), options.width as i32);
        frame.plot.top = rules.height();
        frame.plot.bottom = frame.plot.top + LANE * names.len() as i32;
        frame.height = (frame.plot.bottom + 2 * LABEL_ROW + 6) as u32;
        Some(Self { spans, rows, options, names, lane_of, ticks, span, frame, rules })
    }

    fn x(&self, at: f64) -> i32 {
        x(&self.frame, &self.span, at)
    }

    fn axis(&self, canvas: &Canvas<'_>, palette: &Palette) {
        let plot = self.frame.plot;
        for lane in 1..=self.names.len() as i32 {
            canvas.horizontal(0, plot.right, plot.top + lane * LANE, palette.grid);
        }
        let upright = |x: i32| canvas.rect(Area { left: x, right: x + 1, ..plot }, palette.grid);
        if let Some(scale) = &self.ticks {
            scale.ticks.iter().for_each(|tick| upright(self.x(*tick)));
            let axis = NumberAxis::new(&self.span, self.spans.value, self.rows.currency, ticks_across(plot.width()));
            let place = |share: f64| f64::from(plot.left) + share * f64::from(plot.width());
            return axis.draw_below(canvas, palette, &self.frame, &place);
        }
        let (first, last) = (self.span.from.ceil() as Day, self.span.to as Day);
        let days: Vec<Day> = if last - first <= FEW_DAYS {
            (first..=last).collect()
        } else {
            let months = month_of(first) + 1..=month_of(last);
            months.filter_map(|month| day(&month_text(month))).collect()
        };
        let is_months = last - first > FEW_DAYS;
        let text = |day: &Day| Some(if is_months { month_text(month_of(*day)) } else { iso(*day) });
        let centers: Vec<f64> = days.iter().map(|day| f64::from(self.x(f64::from(*day)))).collect();
        let labels = Axis::new(days.iter().map(text).collect()).labels(&centers, 0.0, f64::from(self.options.width));
        labels.iter().filter(|label| label.row == 0).for_each(|label| upright(label.x.round() as i32));
        self.frame.labels(canvas, palette, &labels);
    }

    fn is_pale(&self, lane: usize) -> bool {
        self.spans.filters && self.options.is_unpicked(Some(&self.names[lane]))
    }

    fn top(&self, lane: usize) -> i32 {
        self.frame.plot.top + lane as i32 * LANE
    }

    fn names(&self, canvas: &Canvas<'_>, palette: &Palette) {
        let room = f64::from(self.frame.plot.left - GAP);
        for (lane, name) in self.names.iter().enumerate() {
            let picked = self.spans.filters && self.options.is_picked(Some(name));
            let ink = Ink::new(TEXT, if self.is_pale(lane) { palette.muted } else { palette.text }, Align::Start);
            canvas.text(0, self.top(lane) + LINE, &metrics::fit(name, TEXT, room), ink.bold(picked));
        }
    }

    /// Where a row's line begins and ends, and whether it has these ends.
    fn ends(&self, row: usize) -> [(i32, bool); 2] {
        let plot = self.frame.plot;
        let end = |series, otherwise| match place(self.rows, series, row) {
            Some(at) => (self.x(at), true),
            None => (otherwise, false),
        };
        [end(self.spans.from, plot.left), end(self.spans.to, plot.right)]
    }

    fn row(&self, canvas: &Canvas<'_>, palette: &Palette, row: usize) {
        let lane = self.lane_of[row];
        let y = self.top(lane) + LINE;
        let full = palette.series(0);
        let color = if self.is_pale(lane) { palette.pale(full) } else { full };
        let [from, to] = self.ends(row);
        canvas.rect(Area { left: from.0, top: y - 1, right: to.0, bottom: y + 1 }, color);
        for (x, _) in [from, to].into_iter().filter(|end| end.1) {
            canvas.rect(Area { left: x - 1, top: y - END, right: x + 1, bottom: y + END }, color);
        }
        let Some(at) = place(self.rows, self.spans.value, row) else { return };
        let at = self.x(at);
        canvas.dot((at, y), DOT, color);
        let text = match self.spans.label {
            Some(column) => self.rows.text(column, row).unwrap_or_default(),
            None => self.rows.full(self.spans.value, row),
        };
        // Up to where the next text of the lane may begin; a text that has no room at the right goes to the left.
        let wide = metrics::pixels(&text, AXIS_TEXT);
        let right = if self.is_alone(row) { self.frame.plot.right } else { to.0 - GAP / 2 };
        let room = right - at + DOT;
        let (x, room) = if wide > room && self.is_alone(row) { (at + DOT - wide, wide) } else { (at - DOT, room) };
        if room > 2 * GAP {
            let ink = Ink::new(AXIS_TEXT, if self.is_pale(lane) { palette.muted } else { palette.text }, Align::Start);
            let (middle, text) = (y + NOTE - LINE, metrics::fit(&text, AXIS_TEXT, f64::from(room)));
            // The rule and the grid do not run through it.
            let ground = Area {
                left: x - 2,
                top: middle - 7,
                right: x + metrics::pixels(&text, AXIS_TEXT) + 2,
                bottom: middle + 7,
            };
            canvas.rect(ground, palette.surface);
            canvas.text(x, middle, &text, ink);
        }
    }

    /// Whether a lane has no other row.
    fn is_alone(&self, row: usize) -> bool {
        self.lane_of.iter().filter(|lane| **lane == self.lane_of[row]).count() == 1
    }

    /// The lane, or the row's part of it.
    fn mark(&self, row: usize) -> Mark {
        let Spans { category, value, from, to, details, .. } = self.spans;
        let [start, end] = self.ends(row).map(|end| end.0);
        let spare = (LEAST_MARK - (end - start)).max(0) / 2;
        let (left, right) = if self.is_alone(row) {
            (0, self.options.width as i32)
        } else {
            ((start - spare).max(0), (end + spare).min(self.options.width as i32))
        };
        let told = [value, from, to].into_iter().chain(self.spans.rule).chain(details);
        let line = |series: &Series| (series.label.to_owned(), self.told(series, row));
        Mark {
            x: f64::from(left),
            y: f64::from(self.top(self.lane_of[row])),
            width: f64::from((right - left).max(1)),
            height: f64::from(LANE),
            title: self.rows.name(category, row),
            lines: told.filter(|series| !series.label.is_empty()).map(line).collect(),
            value: self.rows.text(category, row).filter(|_| self.spans.filters),
        }
    }

    /// A number in full, or the text that it is.
    fn told(&self, series: &Series, row: usize) -> String {
        match self.rows.data.texts(series.column).get(row) {
            Some(text) => text.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| MISSING.to_owned()),
            None => self.rows.full(series, row),
        }
    }
}

fn x(frame: &Frame, span: &Span, at: f64) -> i32 {
    frame.plot.left + (span.share(at) * f64::from(frame.plot.width())).round() as i32
}

/// A number, or the day that a text begins with.
fn place(rows: Rows<'_>, series: &Series, row: usize) -> Option<f64> {
    let date = |text: &String| day(text.get(..10).unwrap_or(text)).map(f64::from);
    rows.number(series.column, row).or_else(|| rows.data.texts(series.column).get(row)?.as_ref().and_then(date))
}
