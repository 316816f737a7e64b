//! A chart in a sentence, for those who do not see it.

use super::super::dashboard::{Series, Widget, WidgetData, WidgetKind};
use super::gauge::Gauge;
use super::labels::Axis;
use super::rows::{Rows, heading};
use crate::texts;

/// One or two sentences: what is shown, over how many places, and where the least and greatest values lie.
pub fn summary(widget: &Widget, data: &WidgetData, currency: &str) -> String {
    let rows = Rows { data, currency };
    let names = |column: &str| rows.distinct(column).0;
    let body = match &widget.kind {
        WidgetKind::Columns { x, series, .. } => places(rows, x, texts::charts::columns, series.first()),
        WidgetKind::Bars { category, series, .. } => places(rows, category, texts::charts::bars, series.first()),
        WidgetKind::Spans { category, value, .. } => places(rows, category, texts::charts::spans, Some(value)),
        WidgetKind::ColumnsBy { x, by, value, .. } => {
            let (all, places) = rows.ordered(x);
            let axis = Axis::new(all.into_iter().map(Some).collect());
            let told = |row: usize| format!("{}, {}", axis.title(places[row]), rows.name(by, row));
            texts::charts::columns_by(value.label, &lower(x), &names(by)) + &extremes(rows, value, &told)
        }
        WidgetKind::Lines { x, by, value, .. } => {
            let (all, lines) = rows.distinct(by);
            let count = all.len();
            let axis = Axis::new(all.into_iter().map(Some).collect());
            let told = |row: usize| format!("{}, {} {}", axis.title(lines[row]), x.label, rows.full(x, row));
            let ends = (count > 0).then(|| (axis.title(0), axis.title(count - 1)));
            texts::charts::lines(value.label, x.label, count, ends) + &extremes(rows, value, &told)
        }
        WidgetKind::Scatter { x, y, count, by, .. } => {
            let all: f64 = (0..data.rows).filter_map(|row| rows.number(count.column, row)).sum();
            let all = rows.full_text(all, count.format);
            let hexagons = data.texts("shape").iter().flatten().any(|shape| shape == "hexagon");
            let of = format!("{all} {}", count.label.to_lowercase());
            texts::charts::points(y.label, x.label, &of, hexagons, &lower(by), &names(by))
        }
        WidgetKind::Gauge { value, max, borders, zones } => {
            let gauge = Gauge { value, max: *max, borders, zones };
            gauge.read(rows).map_or_else(String::new, |(read, zone, [low, high])| {
                let full = |number| rows.full_text(number, value.format);
                let read = format!("{}, {}", full(read), zones[zone]);
                texts::charts::zones(value.label, &read, [&full(low), &full(high)], zones)
            })
        }
        WidgetKind::Heatmap { row, column, value, .. } => {
            let (lines, columns) = (names(row).len(), names(column).len());
            texts::charts::cells(value.label, &lower(column), lines, columns)
        }
        WidgetKind::StackedArea { x, by, .. } => texts::charts::shares(&names(by), &lower(x)),
        WidgetKind::Figures(_) | WidgetKind::Cards { .. } | WidgetKind::Rows { .. } => String::new(),
    };
    format!("{}. {body}", widget.title)
}

fn lower(column: &str) -> String {
    heading(column).to_lowercase()
}

fn places(rows: Rows<'_>, x: &str, counted: fn(usize) -> String, series: Option<&Series>) -> String {
    let count = rows.data.rows;
    let Some(series) = series.filter(|_| count > 0) else { return format!("{}.", counted(count)) };
    let axis = Axis::new((0..count).map(|row| rows.text(x, row)).collect());
    let span = texts::charts::span(&counted(count), &axis.title(0), &axis.title(count - 1));
    span + &extremes(rows, series, &|row| axis.title(row))
}

/// The greatest and the least value and where they stand; nothing where there are none.
fn extremes(rows: Rows<'_>, series: &Series, place: &dyn Fn(usize) -> String) -> String {
    let by_value = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    let values = || (0..rows.data.rows).filter_map(|row| rows.number(series.column, row).map(|value| (row, value)));
    let (Some(low), Some(high)) = (values().min_by(by_value), values().max_by(by_value)) else { return String::new() };
    let told = |(row, value): (usize, f64)| texts::charts::value_at(&rows.full_text(value, series.format), &place(row));
    texts::charts::extremes(series.label, &told(high), &told(low))
}
