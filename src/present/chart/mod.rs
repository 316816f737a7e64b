//! Charts drawn by plotters into SVG text, with the geometry of their marks beside it, so that the page can lay
//! hover, click and keyboard over the picture without reading the picture back.

mod area;
mod backend;
mod bars;
mod canvas;
mod color;
mod columns;
mod columns_by;
mod csv;
mod frame;
mod gauge;
mod grid;
mod heatmap;
mod hit;
mod labels;
mod lines;
mod metrics;
mod number_axis;
mod ring;
mod rows;
mod rules;
mod scale;
mod scatter;
mod spans;
mod stack;
mod standalone;
mod summary;
#[cfg(test)]
mod tests;
mod twin;

use crate::texts;
pub use csv::csv;
pub use hit::{Move, View, mark_at, moved, tooltip_place};
pub use standalone::standalone;
pub use summary::summary;
pub use twin::{Twin, TwinColumn, twin};

use super::dashboard::{Widget, WidgetData, WidgetKind};
use area::Areas;
use bars::Bars;
use columns::Columns;
use columns_by::ColumnsBy;
use gauge::Gauge;
use heatmap::Heatmap;
use lines::Lines;
use ring::Ring;
use rows::Rows;
use scatter::Scatter;
use spans::Spans;

/// The colours a chart is drawn with; plotters writes them into the SVG, so a theme switch is a redraw.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub dark: bool,
    /// `#rrggbb` texts.
    pub text: String,
    pub muted: String,
    pub grid: String,
    pub surface: String,
    pub accent: String,
    /// Colours of series, in order, told apart also without hue.
    pub series: Vec<String>,
    /// Low to high, for heatmaps.
    pub ramp: Vec<String>,
}

/// How a chart is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// CSS pixels.
    pub width: u32,
    pub height: u32,
    pub theme: Theme,
    pub currency: String,
    /// Values of the widget's own filter field that are picked: the other marks are drawn pale.
    pub picked: Vec<String>,
}

/// A finished chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// A whole `<svg>` element made by us alone: every user text in it is escaped.
    pub svg: String,
    pub width: u32,
    pub height: u32,
    pub marks: Vec<Mark>,
    pub legend: Vec<LegendItem>,
    /// Where the first marks can be pointed at as well.
    ring: Option<Ring>,
}

/// The area of one mark in CSS pixels of the drawing, and what it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// The first line of the tooltip, for example the month; with the lines it is also the accessible name.
    pub title: String,
    /// Label and formatted value.
    pub lines: Vec<(String, String)>,
    /// The value that a click filters by, where the widget has a filter field.
    pub value: Option<String>,
}

/// A series in the legend, which the page draws in HTML. Items without a label are the inner steps of a colour ramp.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendItem {
    pub label: String,
    pub color: String,
    pub swatch: Swatch,
}

/// How the colour of a legend's item is laid on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    Filled,
    /// Of periods that are not over.
    Hatched,
    /// Of points that are rings.
    Hollow,
}

impl LegendItem {
    fn new(label: String, color: plotters::style::RGBColor) -> Self {
        Self { label, color: color::hex(color), swatch: Swatch::Filled }
    }

    /// What stands for periods that are not over.
    fn unfinished(color: plotters::style::RGBColor) -> Self {
        Self { swatch: Swatch::Hatched, ..Self::new(texts::charts::UNFINISHED.to_owned(), color) }
    }
}

impl Options {
    /// Whether this value is picked.
    fn is_picked(&self, value: Option<&str>) -> bool {
        value.is_some_and(|value| self.picked.iter().any(|picked| picked == value))
    }

    /// Whether others are picked and this value is not.
    fn is_unpicked(&self, value: Option<&str>) -> bool {
        !self.picked.is_empty() && !self.is_picked(value)
    }
}

/// Draws a widget; `None` when it has no rows to draw or is not a chart (figures and row lists are HTML).
pub fn draw(widget: &Widget, data: &WidgetData, options: &Options) -> Option<Drawing> {
    let rows = Rows { data, currency: &options.currency };
    match &widget.kind {
        WidgetKind::Columns { x, series, line, partial, field, rules, .. } => {
            let (line, partial, filters) = (line.as_ref(), *partial, field.is_some());
            columns::draw(Columns { x, series, line, partial, rules, filters }, rows, options)
        }
        WidgetKind::ColumnsBy { x, by, value, stacked, base, partial, field } => {
            let (stacked, base, partial, picks) = (*stacked, *base, *partial, field.map(|(_, axis)| axis));
            columns_by::draw(ColumnsBy { x, by, value, stacked, base, partial, picks }, rows, options)
        }
        WidgetKind::Lines { x, by, value, partial, field, steps } => {
            let (partial, filters, steps) = (*partial, field.is_some(), *steps);
            lines::draw(Lines { x, by, value, partial, filters, steps }, rows, options)
        }
        WidgetKind::Scatter { x, y, count, by, key, funnel, .. } => {
            scatter::draw(Scatter { x, y, count, by, key, funnel: funnel.as_ref() }, rows, options)
        }
        WidgetKind::Spans { category, value, from, to, label, rule, details, field } => {
            let (label, rule, filters) = (*label, rule.as_ref(), field.is_some());
            spans::draw(Spans { category, value, from, to, label, rule, details, filters }, rows, options)
        }
        WidgetKind::Gauge { value, max, borders, zones } => {
            gauge::draw(Gauge { value, max: *max, borders, zones }, rows, options)
        }
        WidgetKind::Bars { category, series, field, detail, label, ring } => {
            let (detail, label, ring, filters) = (*detail, label.as_ref(), *ring, field.is_some());
            bars::draw(Bars { category, series, detail, label, ring, filters }, rows, options)
        }
        WidgetKind::Heatmap { row, column, value, row_size, partial, outside_scale, field, detail } => {
            let (row_size, partial, filters) = (row_size.as_ref(), *partial, field.is_some());
            let (outside_scale, detail) = (*outside_scale, detail.as_ref());
            let map = Heatmap { row, column, value, row_size, partial, outside_scale, filters, detail };
            heatmap::draw(map, rows, options)
        }
        WidgetKind::StackedArea { x, by, value, count, field } => {
            area::draw(Areas { x, by, value, count: count.as_ref(), filters: field.is_some() }, rows, options)
        }
        WidgetKind::Figures(_) | WidgetKind::Cards { .. } | WidgetKind::Rows { .. } => None,
    }
}
