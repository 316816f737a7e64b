//! A chart in a sentence, for those who do not see it.

use super::super::dashboard::{Series, Widget, WidgetData, WidgetKind};
use super::gauge::Gauge;
use super::labels::Axis;
use super::rows::{Rows, heading};

/// One or two sentences: what is shown, over how many places, and where the least and greatest values lie.
pub fn summary(widget: &Widget, data: &WidgetData, currency: &str) -> String {
    let rows = Rows { data, currency };
    let names = |column: &str| rows.distinct(column).0;
    let body = match &widget.kind {
        WidgetKind::Columns { x, series, .. } => places(rows, x, "column", series.first()),
        WidgetKind::Bars { category, series, .. } => places(rows, category, "bar", series.first()),
        WidgetKind::Spans { category, value, .. } => places(rows, category, "point", Some(value)),
        WidgetKind::ColumnsBy { x, by, value, .. } => {
            let (all, places) = rows.ordered(x);
            let axis = Axis::new(all.into_iter().map(Some).collect());
            let told = |row: usize| format!("{}, {}", axis.title(places[row]), rows.name(by, row));
            format!("{} by {}: {}.{}", value.label, lower(x), names(by).join(", "), extremes(rows, value, &told))
        }
        WidgetKind::Lines { x, by, value, .. } => {
            let (all, lines) = rows.distinct(by);
            let count = all.len();
            let axis = Axis::new(all.into_iter().map(Some).collect());
            let told = |row: usize| format!("{}, {} {}", axis.title(lines[row]), x.label, rows.full(x, row));
            let from_to = match count {
                0 => String::new(),
                1 => format!(", {}", axis.title(0)),
                _ => format!(", {} to {}", axis.title(0), axis.title(count - 1)),
            };
            let plural = if count == 1 { "" } else { "s" };
            let what = format!("{} over {}, {count} line{plural}{from_to}.", value.label, x.label);
            what + &extremes(rows, value, &told)
        }
        WidgetKind::Scatter { x, y, count, by, .. } => {
            let all: f64 = (0..data.rows).filter_map(|row| rows.number(count.column, row)).sum();
            let all = rows.full_text(all, count.format);
            let marks = if data.texts("shape").iter().flatten().any(|shape| shape == "hexagon") {
                " counted by hexagons"
            } else {
                ""
            };
            let (x, y, noun) = (x.label, y.label, count.label.to_lowercase());
            format!("{y} over {x} of {all} {noun}{marks}, coloured by {}: {}.", lower(by), names(by).join(", "))
        }
        WidgetKind::Gauge { value, max, borders, zones } => {
            let gauge = Gauge { value, max: *max, borders, zones };
            gauge.read(rows).map_or_else(String::new, |(read, zone, [low, high])| {
                let full = |number| rows.full_text(number, value.format);
                let ([first, middle, last], own) = (zones, zones[zone]);
                let (low, high) = (full(low), full(high));
                format!(
                    "{}: {}, {own}. Below {low} is {first}, up to {high} {middle}, from there {last}.",
                    value.label,
                    full(read)
                )
            })
        }
        WidgetKind::Heatmap { row, column, value, .. } => {
            let (lines, columns) = (names(row).len(), names(column).len());
            format!("{} by {} in {lines} rows and {columns} columns.", value.label, lower(column))
        }
        WidgetKind::StackedArea { x, by, .. } => format!("Shares of {} over {}.", names(by).join(", "), lower(x)),
        WidgetKind::Figures(_) | WidgetKind::Cards { .. } | WidgetKind::Rows { .. } => String::new(),
    };
    format!("{}. {body}", widget.title)
}

fn lower(column: &str) -> String {
    heading(column).to_lowercase()
}

fn places(rows: Rows<'_>, x: &str, noun: &str, series: Option<&Series>) -> String {
    let count = rows.data.rows;
    let plural = if count == 1 { "" } else { "s" };
    let Some(series) = series.filter(|_| count > 0) else { return format!("{count} {noun}{plural}.") };
    let axis = Axis::new((0..count).map(|row| rows.text(x, row)).collect());
    let span = format!("{count} {noun}{plural}, {} to {}.", axis.title(0), axis.title(count - 1));
    span + &extremes(rows, series, &|row| axis.title(row))
}

/// The greatest and the least value and where they stand; nothing where there are none.
fn extremes(rows: Rows<'_>, series: &Series, place: &dyn Fn(usize) -> String) -> String {
    let by_value = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    let values = || (0..rows.data.rows).filter_map(|row| rows.number(series.column, row).map(|value| (row, value)));
    let (Some(low), Some(high)) = (values().min_by(by_value), values().max_by(by_value)) else { return String::new() };
    let told = |(row, value): (usize, f64)| format!("{} in {}", rows.full_text(value, series.format), place(row));
    format!(" {}: highest {}, lowest {}.", series.label, told(high), told(low))
}
