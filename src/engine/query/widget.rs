//! The rows that a widget draws, from the table it is bound to.

use polars::prelude::{DataFrame, DataType, PolarsError};

use crate::base::Diagnostic;
use crate::engine::table::{Rows, Table};
use crate::pipelines::spec::ColumnKind;
use crate::present::dashboard::{Click, DataColumn, Widget, WidgetData, WidgetKind};

/// A text beside figures that says what they are of, in tables that have it.
const NOTE: &str = "note";

/// Reads the columns that a widget names.
///
/// # Errors
/// A sentence when the table lacks a column, which is a defect of the pipeline's dashboard.
pub fn widget_data(widget: &Widget, table: &Table) -> Result<WidgetData, Diagnostic> {
    let names = columns(&widget.kind, table);
    if let Some(name) = names.iter().find(|name| table.cells(name).is_none()) {
        return Err(Diagnostic::error(
            "widget_column",
            format!("Widget {} asks table {} for a column {name} that it does not have.", widget.id, widget.table),
        ));
    }
    let rows = match &widget.kind {
        WidgetKind::Rows { limit, .. } => table.rows().min(*limit),
        _ => table.rows(),
    };
    let frame = table.frame_of(Rows::Range(0, rows), |name| names.contains(&name));
    let is_id =
        |name: &str| table.spec.columns.iter().any(|column| column.name == name && column.kind == ColumnKind::Id);
    let columns = read(&frame, is_id).map_err(|error| {
        Diagnostic::error("widget_data", format!("Widget {} could not be read ({error}).", widget.id))
    })?;
    Ok(WidgetData { widget: widget.id.to_owned(), rows, columns })
}

/// The columns that a widget draws.
fn columns(kind: &WidgetKind, table: &Table) -> Vec<&'static str> {
    match kind {
        WidgetKind::Figures(figures) => {
            let named = figures.iter().flat_map(|figure| [figure.column].into_iter().chain(figure.previous));
            named.chain(table.cells(NOTE).map(|_| NOTE)).collect()
        }
        WidgetKind::Columns { x, series, line, partial, rules, .. } => [*x]
            .into_iter()
            .chain(series.iter().map(|series| series.column))
            .chain(line.map(|line| line.column))
            .chain(*partial)
            .chain(rules.iter().map(|rule| rule.column))
            .collect(),
        WidgetKind::ColumnsBy { x, by, value, partial, .. } => {
            [*x, *by, value.column].into_iter().chain(*partial).collect()
        }
        WidgetKind::Lines { x, by, value, partial, .. } => {
            [x.column, *by, value.column].into_iter().chain(*partial).collect()
        }
        WidgetKind::Scatter { x, y, count, by, key, funnel, .. } => {
            let fixed = ["shape", "y_scale", "x_from", "x_to", "y_from", "y_to"];
            let fixed = fixed.into_iter().filter(|name| table.cells(name).is_some());
            let overall = funnel.map(|funnel| funnel.overall.column);
            [*key, x.column, count.column, y.column].into_iter().chain(overall).chain([*by]).chain(fixed).collect()
        }
        WidgetKind::Spans { category, value, from, to, label, rule, details, .. } => [*category, value.column]
            .into_iter()
            .chain([from.column, to.column])
            .chain(*label)
            .chain(rule.map(|rule| rule.column))
            .chain(details.iter().map(|detail| detail.column))
            .collect(),
        WidgetKind::Gauge { value, borders, .. } => [value.column].into_iter().chain(*borders).collect(),
        WidgetKind::Bars { category, series, detail, label, .. } => [*category]
            .into_iter()
            .chain(series.iter().chain(label).map(|series| series.column))
            .chain(*detail)
            .collect(),
        WidgetKind::Heatmap { row, column, value, row_size, partial, detail, .. } => [*row, *column, value.column]
            .into_iter()
            .chain(row_size.iter().chain(detail).map(|series| series.column))
            .chain(*partial)
            .collect(),
        WidgetKind::StackedArea { x, by, value, count, .. } => {
            [*x, *by, value.column].into_iter().chain(count.map(|count| count.column)).collect()
        }
        WidgetKind::Cards { title, body, advice, tone, link } => vec![*title, *body, *advice, *tone, *link],
        WidgetKind::Rows { columns, click, .. } => {
            let mut names: Vec<_> = columns.iter().map(|series| series.column).collect();
            if let Some(Click::Filter { column, .. } | Click::Card { column }) = click
                && !names.contains(column)
            {
                names.push(column);
            }
            names
        }
    }
}

/// Identifiers that are held as integers are texts to people: they have no thousands.
fn read(frame: &DataFrame, is_id: impl Fn(&str) -> bool) -> Result<Vec<(String, DataColumn)>, PolarsError> {
    frame
        .get_columns()
        .iter()
        .map(|column| {
            let data = match column.dtype() {
                DataType::String => {
                    DataColumn::Texts(column.str()?.into_iter().map(|text| text.map(str::to_owned)).collect())
                }
                DataType::Date => {
                    let days = column.cast(&DataType::Int32)?;
                    DataColumn::Texts(days.i32()?.into_iter().map(|day| day.map(crate::base::date::iso)).collect())
                }
                DataType::Int64 if is_id(column.name()) => {
                    DataColumn::Texts(column.i64()?.into_iter().map(|id| id.map(|id| id.to_string())).collect())
                }
                _ => {
                    let numbers = column.cast(&DataType::Float64)?;
                    DataColumn::Numbers(numbers.f64()?.into_iter().collect())
                }
            };
            Ok((column.name().to_string(), data))
        })
        .collect()
}
