//! The start page: what Varve is, the place to drop files on, the pipelines.

use super::words::files;

pub const LEAD: &str = "Varve cleans raw exports, builds a star schema and customer analytics from them, and draws the dashboard. All of it happens in this tab.";
pub const CLAIM: &str = "Drop your files. Read your business.";
pub const PROMISE: &str = "Nothing leaves this computer: no upload, no account, no tracking.";
pub const PIPELINES: &str = "What Varve makes of your files";
pub const PIPELINES_HINT: &str = "Files are recognised by their columns; there is nothing to set up.";

// The drop zone.
pub const CHOOSE_FILES: &str = "Choose files";
pub const CHOOSE_FOLDER: &str = "Choose a folder";
pub const CHOOSE_OTHERS: &str = "Choose other files";
pub const DROP_HERE: &str = "Drop files or folders here";
pub const KINDS: &str = "CSV, Excel, JSON or Parquet, also packed; anywhere on this page";
pub const ENGINE_LOADING: &str = "The engine is still loading; this goes on by itself.";
pub const SOON: &str = "This takes a moment.";
pub const MAKING_SAMPLE: &str = "Making sample data…";

/// While a folder is walked through: how many files were found.
pub fn walking(found: usize) -> String {
    format!("Looking through the folder, {} so far…", files(found))
}

/// While the engine looks at files.
pub fn looking(count: usize) -> String {
    format!("Looking at {}…", files(count))
}

/// While kept files are opened; `name` is that of their set.
pub fn opening(name: &str) -> String {
    format!("Opening “{name}”…")
}

// The cards of the pipelines.
pub const READY: &str = "Ready";
pub const PLANNED: &str = "Not built yet";

/// An input of a pipeline, and what one of its rows is.
pub fn needs(input: &str, grain: &str) -> String {
    format!("Needs {input}: {grain}")
}

/// Sets of columns, one of which is enough.
pub fn either(sets: &[String]) -> String {
    sets.join(" or ")
}
