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
    /// The widget with this id, tabs included.
    pub fn widget(&self, id: &str) -> Option<&Widget> {
        self.widgets().find(|widget| widget.id == id)
    }

    /// All widgets, each with its tabs behind it.
    pub fn widgets(&self) -> impl Iterator<Item = &Widget> {
        let cards = self.sections.iter().flat_map(|section| &section.widgets);
        cards.flat_map(|widget| std::iter::once(widget).chain(&widget.tabs))
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
    /// Distinct among all widgets of the dashboard, tabs included.
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
    /// Its name among its tabs; empty where there are none.
    pub tab: &'static str,
    /// Other looks at the same question, shown in its place one at a time. They have no tabs themselves.
    pub tabs: Vec<Widget>,
    /// The tab that comes to the front when a mark is clicked, by its id.
    pub opens: Option<&'static str>,
    /// Not shown at all while it has no rows.
    pub quiet: bool,
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
    /// The column with the same figure of the period before.
    pub previous: Option<&'static str>,
    /// The section that a click goes to, by its id.
    pub section: Option<&'static str>,
}

/// What a click on a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// Filters by the row's value of a column.
    Filter { column: &'static str, field: &'static str },
    /// Opens the card of the one (the customer) whose id stands in the column.
    Card { column: &'static str },
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
        /// A drag from one column to another filters by all from `a..b`.
        drag: bool,
        /// Upright lines: a column that says, for the place it stands in, how far along (0..1) it stands; else null.
        rules: Vec<Series>,
    },
    /// Columns over `x`, cut into or grouped by the values of `by`, which come as rows; they start at `base`.
    ColumnsBy {
        x: &'static str,
        by: &'static str,
        value: Series,
        stacked: bool,
        base: f64,
        partial: Option<&'static str>,
        /// The filter field that a click sets, to the mark's `x` or its `by`.
        field: Option<(&'static str, Axis)>,
    },
    /// A line over the numbers of `x` for each value of `by`; a click on one picks its `by`.
    Lines {
        x: Series,
        by: &'static str,
        value: Series,
        partial: Option<&'static str>,
        field: Option<&'static str>,
        /// A value holds until the next one, so that the line goes in steps.
        steps: bool,
    },
    /// Points, or hexagons that stand for many points. Further columns, the same in every row but the first: `shape`
    /// (`point` or `hexagon`), `y_scale` (`linear` or `log`), and the domain `x_from`, `x_to`, `y_from`, `y_to`.
    Scatter {
        x: Series,
        y: Series,
        /// How many points a mark stands for.
        count: Series,
        /// What the colour says; of a hexagon, of most of its points.
        by: &'static str,
        /// What a click picks: of a point the one whose card opens, of a hexagon the value of the filter.
        key: &'static str,
        field: &'static str,
        /// `y` is a rate of `x`: the limits that chance alone seldom passes are drawn.
        funnel: Option<Funnel>,
    },
    /// Lanes over numbers or dates, one per value of `category`: in each row a point at `value` on the line from `from` to
    /// `to`. Missing ends lie outside of what is shown, a missing value has no point.
    Spans {
        category: &'static str,
        value: Series,
        from: Series,
        to: Series,
        /// Written beside the point; else its value is.
        label: Option<&'static str>,
        /// An upright line at the value of the first row.
        rule: Option<Series>,
        /// What the tooltip tells besides.
        details: Vec<Series>,
        field: Option<&'static str>,
    },
    /// The value of the first row on a scale from 0 to `max`, whose three zones meet at the values of two columns.
    Gauge { value: Series, max: f64, borders: [&'static str; 2], zones: [&'static str; 3] },
    /// Horizontal bars, one per category, in table order.
    Bars {
        category: &'static str,
        series: Vec<Series>,
        field: Option<&'static str>,
        detail: Option<&'static str>,
        /// Written behind the value of a single series.
        label: Option<Series>,
        /// A ring beside the bars shows the first series as parts of a whole.
        ring: bool,
    },
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
        /// Told in the tooltip besides.
        detail: Option<Series>,
    },
    /// Stacked areas over `x`, one per value of `by`, each `value` 0..1.
    StackedArea { x: &'static str, by: &'static str, value: Series, count: Option<Series>, field: Option<&'static str> },
    /// A card per row: title, sentence, what to do, a word for how grave it is, and where a click leads: a widget's id,
    /// and behind a `?` the `field=value` that it filters by.
    Cards { title: &'static str, body: &'static str, advice: &'static str, tone: &'static str, link: &'static str },
    /// Rows of the table, the first `limit`; `all`: the registered table in which the others are.
    Rows { columns: Vec<Series>, limit: usize, all: Option<&'static str>, click: Option<Click> },
}

/// What the points of a funnel plot are held against.
#[derive(Debug, Clone, Copy)]
pub struct Funnel {
    /// The rate of all, the same in every row.
    pub overall: Series,
    /// The value of `by` whose points are filled; all others are rings.
    pub filled: &'static str,
}

/// The two ways in which a column of [`WidgetKind::ColumnsBy`] can be picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    X,
    By,
}

impl WidgetKind {
    /// The filter field that a click on a mark sets.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Columns { field, .. }
            | Self::Bars { field, .. }
            | Self::Heatmap { field, .. }
            | Self::Lines { field, .. }
            | Self::Spans { field, .. }
            | Self::StackedArea { field, .. } => *field,
            Self::ColumnsBy { field, .. } => field.map(|(field, _)| field),
            Self::Scatter { field, .. } => Some(field),
            Self::Rows { click: Some(Click::Filter { field, .. }), .. } => Some(field),
            Self::Figures(_) | Self::Gauge { .. } | Self::Cards { .. } | Self::Rows { .. } => None,
        }
    }
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
