//! The frame of a chart with a value axis: margins from the widths of its texts, grid, tick and axis labels.

use plotters::style::RGBColor;

use super::Options;
use super::canvas::{Align, Area, Canvas, Ink};
use super::color::Palette;
use super::labels::{AXIS_TEXT, Label};
use super::metrics;
use super::rows::Rows;
use super::scale::Linear;
use crate::present::dashboard::{NumberFormat, Series};

/// Pixels of height per interval of the value axis.
const INTERVAL_HEIGHT: u32 = 62;

/// Height of a row of labels under the axis.
pub(super) const LABEL_ROW: i32 = 15;

/// Space between tick labels and the plot.
const TICK_GAP: i32 = 8;

/// Margin where nothing is written.
const MARGIN: i32 = 8;

/// A drawing is at least this high and wide, whatever is asked for.
const LEAST: (u32, u32) = (120, 80);

/// A value axis with its labels.
pub(super) struct Values {
    pub(super) scale: Linear,
    labels: Vec<String>,
}

impl Values {
    /// An axis for what stands on `base`, which is a tick of it.
    pub(super) fn nice(
        numbers: &mut dyn Iterator<Item = f64>,
        base: f64,
        series: Option<&Series>,
        rows: Rows<'_>,
        height: u32,
    ) -> Self {
        let format = series.map_or(NumberFormat::Decimal, |series| series.format);
        let (low, high) = range_with(base, numbers);
        let nice = |by: f64| Linear::nice(low - by, high - by, intervals(height), format == NumberFormat::Integer);
        let scale = nice(0.0);
        let scale = if scale.ticks.contains(&base) { scale } else { nice(base).shifted(base) };
        Self::new(scale, format, rows)
    }

    /// An axis from zero on another axis' grid.
    pub(super) fn aligned(
        numbers: &mut dyn Iterator<Item = f64>,
        series: &Series,
        rows: Rows<'_>,
        intervals: usize,
    ) -> Self {
        let (low, high) = range_with(0.0, numbers);
        Self::new(Linear::aligned(low, high, intervals, series.format == NumberFormat::Integer), series.format, rows)
    }

    pub(super) fn new(scale: Linear, format: NumberFormat, rows: Rows<'_>) -> Self {
        let labels = scale.labels(format, rows.currency);
        Self { scale, labels }
    }

    /// Pixels of the widest label.
    pub(super) fn widest(&self) -> i32 {
        self.labels.iter().map(|label| metrics::pixels(label, AXIS_TEXT)).max().unwrap_or(0)
    }
}

/// How many intervals suit a value axis in a drawing of this height.
pub(super) fn intervals(height: u32) -> usize {
    (height / INTERVAL_HEIGHT).clamp(2, 5) as usize
}

fn range_with(base: f64, numbers: &mut dyn Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((base, base), |(low, high), number| (number.min(low), number.max(high)))
}

/// The plot's box inside the drawing.
pub(super) struct Frame {
    pub(super) plot: Area,
    pub(super) height: u32,
}

impl Frame {
    /// `left` and `right`: how wide the texts beside the plot are.
    pub(super) fn new(options: &Options, left: i32, right: i32, label_rows: i32) -> Self {
        let (width, height) = (options.width.max(LEAST.0), options.height.max(LEAST.1));
        let (width_pixels, bottom) = (width as i32, height as i32 - label_rows * LABEL_ROW - 6);
        // Half the drawing stays the plot's own, however long the tick labels are.
        let plot_left = (left + TICK_GAP).min(width_pixels / 3);
        let plot_right = (width_pixels - right - TICK_GAP).max(width_pixels * 2 / 3);
        Self { plot: Area { left: plot_left, top: MARGIN, right: plot_right, bottom }, height }
    }

    /// The pixel row of a value.
    pub(super) fn y(&self, scale: &Linear, value: f64) -> i32 {
        self.plot.bottom - (scale.share(value) * f64::from(self.plot.height())).round() as i32
    }

    pub(super) fn grid(&self, canvas: &Canvas<'_>, palette: &Palette, values: &Values) {
        for (tick, label) in values.scale.ticks.iter().zip(&values.labels) {
            self.tick(canvas, palette, self.y(&values.scale, *tick), label);
        }
    }

    /// A line of the grid with its label.
    pub(super) fn tick(&self, canvas: &Canvas<'_>, palette: &Palette, y: i32, label: &str) {
        canvas.horizontal(self.plot.left, self.plot.right, y, palette.grid);
        canvas.text(self.plot.left - TICK_GAP, y, label, Ink::new(AXIS_TEXT, palette.muted, Align::End));
    }

    /// The line that columns stand on, stronger than the grid.
    pub(super) fn base_line(&self, canvas: &Canvas<'_>, palette: &Palette, scale: &Linear, base: f64) {
        canvas.horizontal(self.plot.left, self.plot.right, self.y(scale, base), palette.muted);
    }

    pub(super) fn right_axis(&self, canvas: &Canvas<'_>, color: RGBColor, values: &Values) {
        let ink = Ink::new(AXIS_TEXT, color, Align::Start);
        for (tick, label) in values.scale.ticks.iter().zip(&values.labels) {
            canvas.text(self.plot.right + TICK_GAP, self.y(&values.scale, *tick), label, ink);
        }
    }

    /// The labels of the x axis; years, in the second row, are strong.
    pub(super) fn labels(&self, canvas: &Canvas<'_>, palette: &Palette, labels: &[Label]) {
        for label in labels {
            let color = if label.row == 0 { palette.muted } else { palette.text };
            let y = self.plot.bottom + 13 + label.row * LABEL_ROW;
            canvas.text(label.x.round() as i32, y, &label.text, Ink::new(AXIS_TEXT, color, Align::Middle));
        }
    }
}
