//! The lineage page: where tables and charts come from.

pub const LEAD: &str = "Every table, from the files it comes from to the charts it feeds. Choose one to see its sources, its results and its columns; the arrow keys go along the lines.";
pub const NOTHING_YET: &str =
    "What each figure is made from appears here once files are read. Data stays in the tab that read it.";
pub const RESTARTED: &str = "The engine was restarted. Run again to trace where its tables come from.";
pub const GRAPH: &str = "Graph from files to the dashboard";
pub const MADE_FROM: &str = "Made from";
pub const USED_BY: &str = "Used by";
pub const SHOW_ROWS: &str = "Show its rows";
