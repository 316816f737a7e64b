//! The shape of a pipeline as the page sees it before the engine has arrived: titles, inputs, parameters, tables. Plain.

use crate::base::Phase;
use crate::present::dashboard::Dashboard;

/// Everything about a pipeline that is known without data.
#[derive(Debug)]
pub struct PipelineSpec {
    /// The word in URLs and on the command line.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence: what goes in, what comes out.
    pub summary: &'static str,
    pub status: Status,
    pub inputs: &'static [InputSpec],
    pub parameters: &'static [ParameterSpec],
    /// The tables in registry order: that of the layers.
    pub tables: &'static [&'static TableSpec],
    /// The dashboard's sections and widgets.
    pub dashboard: fn() -> Dashboard,
    /// The tables in which the rows behind a selection are shown, the first by itself.
    pub behind: &'static [&'static str],
    /// Whom the data is about, if about someone.
    pub subject: Option<SubjectSpec>,
    /// What a list of people to address is made from.
    pub audience: Option<AudienceSpec>,
}

/// The one whom many rows of many tables are about, for example a customer: shown together on a card.
#[derive(Debug)]
pub struct SubjectSpec {
    /// What one is called, for example `customer`.
    pub name: &'static str,
    /// The column with its id, in every table that has one.
    pub id: &'static str,
    /// The filter field that picks one by its id.
    pub field: &'static str,
    /// Tables with one row or none about it.
    pub one: &'static [&'static str],
    /// Tables with any number of rows about it.
    pub many: &'static [&'static str],
}

/// The table that lists whom one can address, and which of its columns say what.
#[derive(Debug)]
pub struct AudienceSpec {
    /// One row per person.
    pub table: &'static str,
    pub id: &'static str,
    /// Columns of few texts, by whose values people are chosen.
    pub groups: &'static [&'static str],
    /// Columns of numbers to rank by, the highest first.
    pub ranks: &'static [&'static str],
    /// Days since the last order.
    pub recency: &'static str,
    /// Money expected of a person; the sum says what the list is worth.
    pub value: &'static str,
}

impl PipelineSpec {
    /// The spec of one of the pipeline's tables.
    pub fn table(&self, name: &str) -> Option<&'static TableSpec> {
        self.tables.iter().copied().find(|table| table.name == name)
    }
}

/// Whether a pipeline can be run, said honestly on its card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Ready,
    Planned,
}

/// One input table.
#[derive(Debug)]
pub struct InputSpec {
    pub name: &'static str,
    /// One row is …
    pub grain: &'static str,
    pub columns: &'static [InputColumn],
    /// Words in a file's name that speak for this input: lower case, letters and digits only.
    pub hints: &'static [&'static str],
    /// Sets of columns of which at least one must be matched completely, besides the required ones (empty: no such rule).
    pub alternatives: &'static [&'static [&'static str]],
    /// Whether columns that feed none of these are read, because rows are compared in them too.
    pub compares_other_columns: bool,
    /// Whether files brought later follow those before, whatever their names: then a later row can update an earlier one.
    /// Else all files follow each other by name.
    pub in_batches: bool,
    /// What a pipeline of several inputs cannot answer without this one: a sentence.
    pub without: &'static str,
    /// The table of its rejected rows. It ends with the columns `source_file`, `source_row`, `column`, `value`, `reason` and
    /// `detail`; the page on quality shows it and lets people mend the values.
    pub rejects: Option<&'static str>,
}

/// How the cells of an input column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Date,
    Id,
    Number,
    Text,
}

/// What is kept of the cells of a column. The rest is gone once the file is parsed: no table, preview, message or saved
/// state holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Privacy {
    /// All.
    #[default]
    Open,
    /// Of a card number its last four digits, and how many digits it had.
    LastFour,
    /// That there was something.
    Dropped,
}

/// One column of an input table.
#[derive(Debug)]
pub struct InputColumn {
    pub name: &'static str,
    pub required: bool,
    /// A parameter and the value of it that lifts the requirement.
    pub required_unless: Option<(&'static str, &'static str)>,
    pub kind: InputKind,
    pub privacy: Privacy,
    /// Header names that mean this column: lower case, letters and digits only, the best first.
    pub aliases: &'static [&'static str],
    /// What the mapping screen says about it.
    pub doc: &'static str,
}

/// What values a parameter takes. Bounds are inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ParameterKind {
    Bool,
    Text,
    Integer {
        min: i64,
        max: i64,
    },
    Number {
        min: f64,
        max: f64,
    },
    /// A number above 0.
    Positive {
        max: f64,
    },
    Date,
    /// A date, or empty for "decided from the data".
    OptionalDate,
    /// Dates, or `none`.
    Dates,
    Choice(&'static [&'static str]),
    /// Some of these words, separated by commas.
    Subset(&'static [&'static str]),
    /// A fixed number of rising whole numbers.
    RisingIntegers {
        count: usize,
    },
    /// Any number of whole numbers from a lowest one.
    Integers {
        min: i64,
    },
}

/// A parameter of a pipeline: defaults are written as on the command line.
#[derive(Debug)]
pub struct ParameterSpec {
    pub name: &'static str,
    pub kind: ParameterKind,
    pub default: &'static str,
    pub unit: &'static str,
    pub doc: &'static str,
}

/// How a column of a produced table is shown and exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// An identifier: integer or text, kept as it was.
    Id,
    Text,
    Integer,
    /// Yes or no, as 1 and 0 or as `true` and `false`.
    Flag,
    Number,
    Money,
    /// 0-100.
    Percent,
    /// 0-1.
    Share,
    Date,
}

/// A column of a produced table.
#[derive(Debug)]
pub struct ColumnSpec {
    pub name: &'static str,
    pub kind: ColumnKind,
    pub doc: &'static str,
}

/// A produced table: its contract with exports, queries and docs.
#[derive(Debug)]
pub struct TableSpec {
    pub name: &'static str,
    /// Another name it answers to.
    pub alias: Option<&'static str>,
    /// `Staging`, `Warehouse` or `Business`.
    pub layer: Phase,
    /// "one row per …"
    pub grain: &'static str,
    pub doc: &'static str,
    pub primary_key: &'static [&'static str],
    /// The columns that fix the row order, in words where columns alone do not say it.
    pub order: &'static str,
    /// The inputs and tables it is made from.
    pub sources: &'static [&'static str],
    pub columns: &'static [ColumnSpec],
}

/// A column with its doc.
pub const fn column(name: &'static str, kind: ColumnKind, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, doc }
}

/// A view: a small table of the business layer that only the dashboard shows.
pub const fn view(
    name: &'static str,
    grain: &'static str,
    doc: &'static str,
    primary_key: &'static [&'static str],
    sources: &'static [&'static str],
    columns: &'static [ColumnSpec],
) -> TableSpec {
    let order = "as the rows are listed";
    TableSpec { name, alias: None, layer: Phase::Business, grain, doc, primary_key, order, sources, columns }
}
