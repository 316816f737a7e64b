//! One value on a slim scale with three named zones.

use super::canvas::{Align, Area, Canvas, Ink, Round, paint};
use super::color::Palette;
use super::labels::AXIS_TEXT;
use super::metrics;
use super::rows::Rows;
use super::{Drawing, Mark, Options};
use crate::present::dashboard::Series;
use crate::texts;

const NUMBER_TEXT: f64 = 30.0;
const ZONE_TEXT: f64 = 12.0;

const HEIGHT: u32 = 118;

/// The middles of number, ticks and zone names, and the bar's top and bottom.
const NUMBER_Y: i32 = 20;
const BAR: (i32, i32) = (54, 68);
const TICK_Y: i32 = 82;
const NAME_Y: i32 = 102;

/// Free pixels between two texts.
const GAP: i32 = 10;

/// Half the marker's width.
const MARKER: i32 = 6;

/// Where on the theme's ramp the zones lie: told apart by lightness alone.
const SHADES: [f64; 3] = [0.22, 0.5, 0.8];

/// The scale of `WidgetKind::Gauge`.
#[derive(Clone, Copy)]
pub(super) struct Gauge<'a> {
    pub(super) value: &'a Series,
    pub(super) max: f64,
    pub(super) borders: &'a [&'static str; 2],
    pub(super) zones: &'a [&'static str; 3],
}

impl Gauge<'_> {
    /// The first row's value, its zone, and the lower and upper border of the middle zone.
    pub(super) fn read(&self, rows: Rows<'_>) -> Option<(f64, usize, [f64; 2])> {
        let value = rows.number(self.value.column, 0)?;
        let [a, b] = self.borders.map(|border| rows.number(border, 0));
        let (a, b) = (a?, b?);
        let borders = [a.min(b), a.max(b)];
        Some((value, borders.iter().filter(|border| value >= **border).count(), borders))
    }
}

pub(super) fn draw(gauge: Gauge<'_>, rows: Rows<'_>, options: &Options) -> Option<Drawing> {
    let (value, zone, borders) = gauge.read(rows)?;
    let palette = Palette::new(&options.theme);
    let full = |value| rows.full_text(value, gauge.value.format);
    let width = options.width as i32;
    let x = |value: f64| MARKER + ((value / gauge.max).clamp(0.0, 1.0) * f64::from(width - 2 * MARKER)).round() as i32;
    let ticks = [0.0, borders[0], borders[1], gauge.max];
    let edges = ticks.map(x);
    let svg = paint(options.width, HEIGHT, &|canvas| {
        for (index, shade) in SHADES.into_iter().enumerate() {
            // A gap in the surface's colour between neighbours.
            let right = edges[index + 1] - if index < 2 { 2 } else { 0 };
            let area = Area { left: edges[index], top: BAR.0, right, bottom: BAR.1 };
            canvas.bar(area, palette.ramp_at(shade), [Round::Left, Round::None, Round::Right][index]);
        }
        marker(canvas, &palette, x(value));
        let number = Ink::new(NUMBER_TEXT, palette.text, Align::Middle).bold(true);
        in_row(canvas, NUMBER_Y, width, &[(x(value), full(value), number)]);
        let muted = |size| Ink::new(size, palette.muted, Align::Middle);
        let short = |index: usize| rows.short_text(ticks[index], gauge.value.format);
        in_row(canvas, TICK_Y, width, &[0, 1, 2, 3].map(|index| (edges[index], short(index), muted(AXIS_TEXT))));
        let name = |index: usize| {
            let own = Ink::new(ZONE_TEXT, palette.text, Align::Middle).bold(true);
            let ink = if index == zone { own } else { muted(ZONE_TEXT) };
            ((edges[index] + edges[index + 1]) / 2, gauge.zones[index].to_owned(), ink)
        };
        in_row(canvas, NAME_Y, width, &[0, 1, 2].map(name));
    });
    let [low, middle, high] = gauge.zones.map(str::to_owned);
    let mark = Mark {
        x: 0.0,
        y: 0.0,
        width: f64::from(options.width),
        height: f64::from(HEIGHT),
        title: format!("{}: {} ({})", gauge.value.label, full(value), gauge.zones[zone]),
        lines: vec![
            (low, texts::charts::below(&full(borders[0]))),
            (middle, texts::charts::between(&full(borders[0]), &full(borders[1]))),
            (high, texts::charts::from(&full(borders[1]))),
        ],
        value: None,
    };
    Some(Drawing { svg, width: options.width, height: HEIGHT, marks: vec![mark], ..Drawing::default() })
}

/// A triangle that points at the bar, and a line through it.
fn marker(canvas: &Canvas<'_>, palette: &Palette, x: i32) {
    let (top, bottom) = BAR;
    canvas.rect(Area { left: x - 3, top: top - 2, right: x + 3, bottom: bottom + 3 }, palette.surface);
    canvas.rect(Area { left: x - 1, top: top - 4, right: x + 1, bottom: bottom + 3 }, palette.text);
    canvas.polygon(vec![(x - MARKER, top - 12), (x + MARKER, top - 12), (x, top - 3)], palette.text);
}

/// Texts about their places, moved so that they stay inside and apart, and cut where there is no room for all.
fn in_row(canvas: &Canvas<'_>, y: i32, width: i32, texts: &[(i32, String, Ink)]) {
    let most = (width - GAP * (texts.len() as i32 - 1)) / texts.len() as i32;
    let measured =
        |text: &str, ink: &Ink| (if ink.bold { metrics::bold_pixels } else { metrics::pixels })(text, ink.size);
    let all: i32 = texts.iter().map(|(_, text, ink)| measured(text, ink) + GAP).sum();
    let cut = |text: &str, ink: &Ink| {
        if all <= width + GAP { text.to_owned() } else { metrics::fit(text, ink.size, f64::from(most)) }
    };
    let cut: Vec<String> = texts.iter().map(|(_, text, ink)| cut(text, ink)).collect();
    let widths: Vec<i32> = cut.iter().zip(texts).map(|(text, (_, _, ink))| measured(text, ink)).collect();
    // From the left each as far right as it must, then from the right each as far left as it must.
    let mut lefts: Vec<i32> = Vec::with_capacity(texts.len());
    for ((x, ..), own) in texts.iter().zip(&widths) {
        let free = lefts.last().map_or(0, |left| left + widths[lefts.len() - 1] + GAP);
        lefts.push((x - own / 2).max(free));
    }
    let mut end = width;
    for (left, own) in lefts.iter_mut().zip(&widths).rev() {
        *left = (*left).min(end - own);
        end = *left - GAP;
    }
    for (((_, _, ink), text), (left, own)) in texts.iter().zip(&cut).zip(lefts.iter().zip(&widths)) {
        canvas.text(left + own / 2, y, text, *ink);
    }
}
