//! An axis of numbers between exact ends, linear or logarithmic: what lines and points are drawn over.

use super::canvas::{Align, Canvas, Ink};
use super::color::Palette;
use super::frame::{Frame, LABEL_ROW};
use super::labels::AXIS_TEXT;
use super::metrics;
use super::scale::Linear;
use crate::present::dashboard::{NumberFormat, Series};
use crate::present::hexagons::Span;

/// Free pixels between two labels.
const GAP: i32 = 10;

/// Pixels of width per label.
const LABEL_WIDTH: i32 = 64;

/// Where the ticks of a logarithmic axis lie within a power of ten.
const LOG_STEPS: [f64; 3] = [1.0, 2.0, 5.0];

/// A span with round ticks inside it.
pub(super) struct NumberAxis<'a> {
    series: &'a Series,
    /// Share of the span and label.
    pub(super) ticks: Vec<(f64, String)>,
}

/// How many ticks suit an x axis of this width.
pub(super) fn ticks_across(width: i32) -> usize {
    (width / LABEL_WIDTH).clamp(2, 10) as usize
}

impl<'a> NumberAxis<'a> {
    /// About `most` ticks.
    pub(super) fn new(span: &Span, series: &'a Series, currency: &str, most: usize) -> Self {
        let linear = || Linear::nice(span.from, span.to, most, series.format == NumberFormat::Integer);
        let log = if span.log { log_ticks(span, most) } else { Vec::new() };
        // Within a factor of two or so a logarithmic axis has no round ticks of its own.
        let mut scale = if log.len() > 1 { Linear { ticks: log } } else { linear() };
        scale.ticks.retain(|tick| (span.from..=span.to).contains(tick));
        let labels = scale.labels(series.format, currency);
        let ticks = scale.ticks.iter().zip(labels).map(|(tick, label)| (span.share(*tick), label)).collect();
        Self { series, ticks }
    }

    /// Pixels of the widest label.
    pub(super) fn widest(&self) -> i32 {
        self.ticks.iter().map(|(_, label)| metrics::pixels(label, AXIS_TEXT)).max().unwrap_or(0)
    }

    /// The labels that fit under the plot, with the axis' name below; `x` is the pixel of a share.
    pub(super) fn draw_below(&self, canvas: &Canvas<'_>, palette: &Palette, frame: &Frame, x: &dyn Fn(f64) -> f64) {
        let muted = |align| Ink::new(AXIS_TEXT, palette.muted, align);
        let y = frame.plot.bottom + 13;
        let mut edge = 0;
        for (share, label) in &self.ticks {
            let (x, half) = (x(*share).round() as i32, metrics::pixels(label, AXIS_TEXT) / 2);
            if x - half >= edge && x + half <= frame.plot.right + GAP {
                canvas.text(x, y, label, muted(Align::Middle));
                edge = x + half + GAP;
            }
        }
        let name = metrics::fit(self.series.label, AXIS_TEXT, f64::from(frame.plot.width()));
        let middle = (frame.plot.left + frame.plot.right) / 2;
        canvas.text(middle, y + LABEL_ROW, &name, muted(Align::Middle));
    }
}

/// 1, 2 and 5 in every power of ten; where those are too many the powers alone, or every k-th of them.
fn log_ticks(span: &Span, most: usize) -> Vec<f64> {
    let exponent = |value: f64| libm::floor(libm::log10(value)) as i32;
    let (first, last) = (exponent(span.from), exponent(span.to));
    let power = |exponent: i32| libm::pow(10.0, f64::from(exponent));
    let inside = |tick: &f64| (span.from..=span.to).contains(tick);
    let all: Vec<f64> =
        (first..=last).flat_map(|place| LOG_STEPS.map(|step| step * power(place))).filter(inside).collect();
    if all.len() <= most + 1 {
        return all;
    }
    let powers: Vec<f64> = (first..=last).map(power).filter(inside).collect();
    let step = powers.len().div_ceil(most + 1).max(1);
    powers.into_iter().step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64, log: bool, most: usize) -> Vec<String> {
        let series = Series { column: "x", label: "X", format: NumberFormat::Money };
        let axis = NumberAxis::new(&Span { from, to, log }, &series, "$", most);
        assert!(axis.ticks.iter().all(|(share, _)| (0.0..=1.0).contains(share)), "{:?}", axis.ticks);
        assert!(axis.ticks.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", axis.ticks);
        axis.ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn logarithmic_ticks_are_few_and_round() {
        assert_eq!(labels(3.0, 120.0, true, 5), ["$5", "$10", "$20", "$50", "$100"]);
        assert_eq!(labels(0.5, 2e6, true, 4), ["$1", "$100", "$10k", "$1M"]);
        assert_eq!(labels(1.0, 1e4, true, 4), ["$1", "$10", "$100", "$1,000", "$10k"]);
        assert_eq!(labels(12.0, 18.0, true, 4), ["$12", "$14", "$16", "$18"]);
        assert!((2..=6).contains(&labels(1e-300, 1e300, true, 4).len()));
    }

    #[test]
    fn linear_ticks_lie_inside_the_span() {
        assert_eq!(labels(13.0, 37.0, false, 5), ["$15", "$20", "$25", "$30", "$35"]);
        assert!(labels(5.0, 5.0, false, 5).len() <= 1);
    }
}
