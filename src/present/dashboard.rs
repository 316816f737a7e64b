//! A dashboard as data: sections of widgets, each bound to one registered table (or view) of the run.
//!
//! The page renders any pipeline's dashboard with the same components; a click on a mark sets a [`Filter`] and the
//! engine recomputes the tables behind the other widgets for the selection.

use serde::{Deserialize, Serialize};

/// A pipeline's dashboard.
#[derive(Debug, Clone, Default)]
pub struct Dashboard {
    pub sections: Vec<Section>,
}

impl Dashboard {
    /// The widget with this id.
    pub fn widget(&self, id: &str) -> Option<&Widget> {
        self.sections.iter().flat_map(|section| &section.widgets).find(|widget| widget.id == id)
    }
}

/// A titled group of widgets.
#[derive(Debug, Clone)]
pub struct Section {
    pub id: &'static str,
    pub title: &'static str,
    pub widgets: Vec<Widget>,
}

/// How wide a widget is on a wide screen; on a narrow one all are full width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Half,
    Full,
}

/// One figure strip, chart or table.
#[derive(Debug, Clone)]
pub struct Widget {
    pub id: &'static str,
    pub title: &'static str,
    /// How the figures are computed, in one or two sentences.
    pub help: &'static str,
    /// The table (or view) whose rows it shows.
    pub table: &'static str,
    pub width: Width,
    pub kind: WidgetKind,
    /// Shown in place of an empty chart: what is missing.
    pub empty: &'static str,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFormat {
    /// 1,234
    Integer,
    /// $1,234.56, or $1.2M where room is short
    Money,
    /// 12.3% from 12.3
    Percent,
    /// 12.3% from 0.123
    Share,
    /// 1.23
    Decimal,
}

/// A numeric column drawn as a series.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    pub column: &'static str,
    pub label: &'static str,
    pub format: NumberFormat,
}

/// One headline figure: a numeric column of the table's first row.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub column: &'static str,
    pub label: &'static str,
    pub format: NumberFormat,
    pub help: &'static str,
}

/// What a widget draws. Column names are those of the widget's table.
#[derive(Debug, Clone)]
pub enum WidgetKind {
    /// A strip of headline figures from the table's single row.
    Figures(Vec<Figure>),
    /// Columns over an ordered axis; stacked when there are several; an optional line on its own axis.
    Columns {
        x: &'static str,
        series: Vec<Series>,
        line: Option<Series>,
        /// A 0/1 column: 1 marks an unfinished period, drawn hatched and left out of the line.
        partial: Option<&'static str>,
        /// The filter field that a click on a column sets.
        field: Option<&'static str>,
    },
    /// Horizontal bars, one per category, in table order.
    Bars { category: &'static str, series: Vec<Series>, field: Option<&'static str>, detail: Option<&'static str> },
    /// Cells of `row` × `column`, coloured by `value`.
    Heatmap {
        row: &'static str,
        column: &'static str,
        value: Series,
        /// Columns shown beside the row's name, for example the cohort's size.
        row_size: Option<Series>,
        partial: Option<&'static str>,
        /// Values of `column` that are drawn but take no part in the colour scale (month 0 is always 100%).
        outside_scale: Option<f64>,
        field: Option<&'static str>,
    },
    /// Stacked areas over `x`, one per value of `by`, each `value` 0..1.
    StackedArea { x: &'static str, by: &'static str, value: Series, count: Option<Series>, field: Option<&'static str> },
    /// A card per row: title, sentence, what to do, and a word for how grave it is.
    Cards { title: &'static str, body: &'static str, advice: &'static str, tone: &'static str },
    /// Rows of the table, the first `limit`.
    Rows { columns: Vec<Series>, limit: usize },
}

/// A selection made by clicking: rows whose `field` has one of `values`. What a field means is the pipeline's to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    pub field: String,
    pub values: Vec<String>,
}

/// One column of a widget's data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DataColumn {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
}

/// The rows a widget draws: equally long columns under the table's column names.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WidgetData {
    pub widget: String,
    pub rows: usize,
    pub columns: Vec<(String, DataColumn)>,
}

impl WidgetData {
    /// The numbers of a column; empty when the column is not numeric or not there.
    pub fn numbers(&self, name: &str) -> &[Option<f64>] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, DataColumn::Numbers(values))) => values,
            _ => &[],
        }
    }

    /// The texts of a column; empty when the column is not text or not there. Dates are ISO texts.
    pub fn texts(&self, name: &str) -> &[Option<String>] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, DataColumn::Texts(values))) => values,
            _ => &[],
        }
    }
}
