//! A chart's data as a table for people: named columns, formatted cells, a limit on rows.

use super::super::dashboard::{Series, Widget, WidgetData, WidgetKind};
use super::rows::{MISSING, Rows, UNFINISHED, heading};
use crate::base::format::fixed;
use crate::texts;

/// Rows that a table twin shows: it is for reading; the whole table is a page of its own.
const MAX_ROWS: usize = 1_000;

/// A table beside a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Twin {
    pub columns: Vec<TwinColumn>,
    /// Rows of the data, of which the columns hold at most the first thousand.
    pub rows: usize,
}

/// One column of a [`Twin`].
#[derive(Debug, Clone, PartialEq)]
pub struct TwinColumn {
    pub heading: String,
    pub numeric: bool,
    pub cells: Vec<String>,
}

/// The table of a widget's data; for `WidgetKind::Rows` its own columns and limit, else all that the chart is drawn from.
pub fn twin(widget: &Widget, data: &WidgetData, currency: &str) -> Twin {
    let rows = Rows { data, currency };
    let (shown, limit) = match &widget.kind {
        WidgetKind::Rows { columns, limit, .. } => (columns.iter().map(|series| series.column).collect(), *limit),
        kind => {
            let all = data.columns.iter().map(|(name, _)| name.as_str());
            (all.filter(|name| !is_aside(kind, name)).collect::<Vec<_>>(), MAX_ROWS)
        }
    };
    let count = data.rows.min(limit);
    let known = series(&widget.kind);
    let column = |name: &str| {
        let series = known.iter().find(|series| series.column == name);
        let numeric = !data.numbers(name).is_empty();
        if partial(&widget.kind) == Some(name) {
            let cell = |row| if rows.flag(Some(name), row) { texts::words::YES } else { texts::words::NO }.to_owned();
            return TwinColumn { heading: heading(UNFINISHED), numeric: false, cells: (0..count).map(cell).collect() };
        }
        let cell = |row: usize| match (series, numeric) {
            (Some(series), true) => rows.full(series, row),
            (None, true) => rows.number(name, row).map_or_else(|| MISSING.to_owned(), plain),
            _ => rows.text(name, row).unwrap_or_else(|| MISSING.to_owned()),
        };
        TwinColumn {
            heading: series.map_or_else(|| heading(name), |series| series.label.to_owned()),
            numeric,
            cells: (0..count).map(cell).collect(),
        }
    };
    let columns = shown.into_iter().filter(|name| rows.has(name)).map(column).collect();
    Twin { columns, rows: data.rows }
}

/// Whether a column only says how the chart is drawn.
fn is_aside(kind: &WidgetKind, name: &str) -> bool {
    match kind {
        WidgetKind::Columns { rules, .. } => rules.iter().any(|rule| rule.column == name),
        WidgetKind::Scatter { x, y, count, by, key, funnel, .. } => {
            let overall = funnel.is_some_and(|funnel| funnel.overall.column == name);
            !overall && ![x.column, y.column, count.column, by, key].contains(&name)
        }
        _ => false,
    }
}

/// The column that marks unfinished periods.
fn partial(kind: &WidgetKind) -> Option<&'static str> {
    match kind {
        WidgetKind::Columns { partial, .. }
        | WidgetKind::ColumnsBy { partial, .. }
        | WidgetKind::Lines { partial, .. }
        | WidgetKind::Heatmap { partial, .. } => *partial,
        _ => None,
    }
}

/// A number of unknown meaning: whole as it is, else with two decimals.
fn plain(value: f64) -> String {
    fixed(value, if value.fract() == 0.0 { 0 } else { 2 })
}

/// The series a widget names its columns by.
fn series(kind: &WidgetKind) -> Vec<Series> {
    let all = |one: &[Series], more: &[Series], last: Option<Series>| [one, more, last.as_slice()].concat();
    match kind {
        WidgetKind::Columns { series, line, .. } => all(series, &[], *line),
        WidgetKind::Bars { series, label, .. } => all(series, &[], *label),
        WidgetKind::Spans { value, from, to, rule, details, .. } => all(&[*value, *from, *to], details, *rule),
        WidgetKind::ColumnsBy { value, .. } | WidgetKind::Gauge { value, .. } => vec![*value],
        WidgetKind::Lines { x, value, .. } => vec![*x, *value],
        WidgetKind::Scatter { x, y, count, funnel, .. } => {
            all(&[*x, *y, *count], &[], funnel.map(|funnel| funnel.overall))
        }
        WidgetKind::Heatmap { value, row_size, detail, .. } => all(&[*value], row_size.as_slice(), *detail),
        WidgetKind::StackedArea { value, count, .. } => all(&[*value], &[], *count),
        WidgetKind::Rows { columns, .. } => all(columns, &[], None),
        WidgetKind::Cards { .. } => Vec::new(),
        WidgetKind::Figures(figures) => figures
            .iter()
            .map(|figure| Series { column: figure.column, label: figure.label, format: figure.format })
            .collect(),
    }
}
