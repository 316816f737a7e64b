//! Charts: what stands around them, what is told to those who do not see them. The titles, names and helps of widgets are
//! the pipeline's.

use super::counted;

// What can be done with a chart.
pub const HOW: &str = "How is this computed?";

/// The question mark of a chart.
pub fn how_of(title: &str) -> String {
    format!("{title}: how is it computed?")
}

// The table that a chart is made from; its name, which is a link, follows the first.
pub const SOURCE: &str = "From ";

/// What that table is made from.
pub fn made_from(tables: &[&str]) -> String {
    format!(", which is made from {}.", tables.join(", "))
}

pub const TABLE: &str = "Table";
pub const SAVE: &str = "Save";

/// Shows a chart as a table.
pub fn as_table(title: &str) -> String {
    format!("Show {title} as a table")
}

/// Saves a chart.
pub fn save_of(title: &str) -> String {
    format!("Save {title}")
}

pub const CSV: &str = "CSV";
pub const SVG: &str = "SVG";
pub const PNG: &str = "PNG";
pub const CSV_IS: &str = "the values";
pub const SVG_IS: &str = "a drawing that scales";
pub const PNG_IS: &str = "a picture";

/// The tabs of a card.
pub fn looks_at(title: &str) -> String {
    format!("Looks at {title}")
}

// The finding follows, for those who hear the button alone.
pub const SHOW_IN_CHART: &str = "Show in chart";

// Key figures.
pub const TO_CHARTS: &str = "Go to the charts about it";

/// The question mark of a figure.
pub fn how_figure(label: &str) -> String {
    format!("How is “{label}” computed?")
}

pub const UP: &str = "up";
pub const DOWN: &str = "down";
pub const NO_CHANGE: &str = "no change";

/// The value of the period before, after the change.
pub fn from_before(value: &str) -> String {
    format!(" from {value}")
}

/// The same, in full.
pub fn period_before(value: &str) -> String {
    format!("{value} in the period before")
}

/// The change as it is said; `amount` begins with a blank, or is empty where there is no change.
pub fn change(way: &str, amount: &str, before: &str) -> String {
    format!("{way}{amount} from {before} in the period before")
}

// Legends.
pub const LEGEND: &str = "Legend";
pub const RAMP_TO: &str = " to ";
pub const UNFINISHED: &str = "Unfinished period";
pub const UNFINISHED_COLUMN: &str = "unfinished";
pub const UNNAMED: &str = "(none)";
pub const TOTAL: &str = "Total";

/// A period that is not over.
pub fn unfinished(period: &str) -> String {
    format!("{period} (unfinished)")
}

/// A line that has its own axis.
pub fn line_right(label: &str) -> String {
    format!("{label} (line, right axis)")
}

/// A line on the axis of the columns.
pub fn line(label: &str) -> String {
    format!("{label} (line)")
}

// What is left of a ring after the parts that it tells apart.
pub const REST: &str = "Others";

// The lines of a funnel: the rate of all, and the limits that chance keeps so many within.
pub const FUNNEL: [&str; 3] = ["all", "95%", "99.8%"];

/// The months on axes.
pub const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// As wide as a month and a day on an axis, to know how many have room.
pub const WIDE_MONTH: &str = "Mar";
pub const WIDE_DAY: &str = "31 Mar";

// What is told of a mark.
pub const PICKED: &str = ", picked";

/// How the values of a chart are reached; `picks` if one can filter by them.
pub fn keys(title: &str, picks: bool) -> String {
    let enter = if picks { " Enter filters by a value." } else { "" };
    format!("Values of {title}. Arrow keys move between them.{enter}")
}

/// The lowest zone of a gauge.
pub fn below(border: &str) -> String {
    format!("below {border}")
}

/// The middle zone.
pub fn between(low: &str, high: &str) -> String {
    format!("{low} to {high}")
}

/// The highest zone.
pub fn from(border: &str) -> String {
    format!("from {border}")
}

/// A hexagon, by what most of its points are.
pub fn mostly(name: &str) -> String {
    format!("Mostly {name}")
}

// A difference of shares, in percentage points.
pub const POINTS: &str = " points";

// The table of a chart.
pub const FILTER_BY_ROW: &str = "Filter by this row";

/// The field above the rows of a widget.
pub fn search_rows(title: &str) -> String {
    format!("Search in {title}")
}

/// Below rows of which none holds what was looked for.
pub const NO_ROW_HOLDS_IT: &str = "No row holds this.";

/// To the rows of the table that a chart is made from.
pub fn all_rows(table: &str) -> String {
    format!("All rows of {table}: sort, filter, export")
}

/// The table that stands for a chart.
pub fn table_of(title: &str) -> String {
    format!("Table: {title}")
}

// A chart in sentences, for those who do not see it.

/// Columns of several groups.
pub fn columns_by(value: &str, x: &str, groups: &[String]) -> String {
    format!("{value} by {x}: {}.", groups.join(", "))
}

/// So many lines; the names of the first and the last.
pub fn lines(value: &str, x: &str, count: usize, ends: Option<(String, String)>) -> String {
    let ends = match ends {
        Some((first, last)) if count > 1 => format!(", {first} to {last}"),
        Some((only, _)) => format!(", {only}"),
        None => String::new(),
    };
    format!("{value} over {x}, {}{ends}.", counted(count, "line", "lines"))
}

/// Points, or hexagons that count them; `of` says how many of what.
pub fn points(y: &str, x: &str, of: &str, hexagons: bool, by: &str, groups: &[String]) -> String {
    let marks = if hexagons { " counted by hexagons" } else { "" };
    format!("{y} over {x} of {of}{marks}, coloured by {by}: {}.", groups.join(", "))
}

/// A value and its zone, and where the zones meet.
pub fn zones(label: &str, value: &str, [low, high]: [&str; 2], [first, middle, last]: &[&str; 3]) -> String {
    format!("{label}: {value}. Below {low} is {first}, up to {high} {middle}, from there {last}.")
}

/// A heat map.
pub fn cells(value: &str, by: &str, rows: usize, columns: usize) -> String {
    format!("{value} by {by} in {rows} rows and {columns} columns.")
}

/// Areas upon one another.
pub fn shares(groups: &[String], x: &str) -> String {
    format!("Shares of {} over {x}.", groups.join(", "))
}

/// So many columns.
pub fn columns(count: usize) -> String {
    counted(count, "column", "columns")
}

/// So many bars.
pub fn bars(count: usize) -> String {
    counted(count, "bar", "bars")
}

/// So many points.
pub fn spans(count: usize) -> String {
    counted(count, "point", "points")
}

/// The first and the last of them.
pub fn span(counted: &str, first: &str, last: &str) -> String {
    format!("{counted}, {first} to {last}.")
}

/// A value and where it stands.
pub fn value_at(value: &str, place: &str) -> String {
    format!("{value} in {place}")
}

/// The greatest and the least value, after what is shown.
pub fn extremes(label: &str, highest: &str, lowest: &str) -> String {
    format!(" {label}: highest {highest}, lowest {lowest}.")
}
