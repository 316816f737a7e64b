//! A chart in a sentence, for those who do not see it.

use super::super::dashboard::{Series, Widget, WidgetData, WidgetKind};
use super::labels::Axis;
use super::rows::{Rows, distinct, heading};

/// One or two sentences: what is shown, over how many places, and where the least and greatest values lie.
pub fn summary(widget: &Widget, data: &WidgetData, currency: &str) -> String {
    let rows = Rows { data, currency };
    let body = match &widget.kind {
        WidgetKind::Columns { x, series, .. } => places(rows, x, "column", series.first()),
        WidgetKind::Bars { category, series, .. } => places(rows, category, "bar", series.first()),
        WidgetKind::Heatmap { row, column, value, .. } => {
            let (lines, _) = distinct((0..data.rows).filter_map(|index| rows.text(row, index)));
            let (columns, _) = distinct((0..data.rows).filter_map(|index| rows.text(column, index)));
            format!("{} by {} in {} rows and {} columns.", value.label, lower(column), lines.len(), columns.len())
        }
        WidgetKind::StackedArea { x, by, .. } => {
            let (categories, _) = distinct((0..data.rows).filter_map(|index| rows.text(by, index)));
            format!("Shares of {} over {}.", categories.join(", "), lower(x))
        }
        _ => String::new(),
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
    let by_value = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    let values = || (0..count).filter_map(|row| rows.number(series.column, row).map(|value| (row, value)));
    let span = format!("{count} {noun}{plural}, {} to {}.", axis.title(0), axis.title(count - 1));
    let (Some(low), Some(high)) = (values().min_by(by_value), values().max_by(by_value)) else { return span };
    let told = |(row, value): (usize, f64)| format!("{} in {}", rows.full_text(value, series.format), axis.title(row));
    format!("{span} {}: highest {}, lowest {}.", series.label, told(high), told(low))
}
