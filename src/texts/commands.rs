//! The palette of commands and the list of shortcuts.

// The kinds of commands.
pub const PAGE: &str = "Page";
pub const ACTION: &str = "Action";
pub const SECTION: &str = "Section";
pub const CHART: &str = "Chart";
pub const TABLE: &str = "Table";
pub const PARAMETER: &str = "Parameter";

// What can be done.
pub const CLEAR_FILTERS: &str = "Clear all filters";
pub const SWITCH_THEME: &str = "Switch between light and dark";
pub const NEW_FILES: &str = "Choose new files";
pub const LIST_SHORTCUTS: &str = "List the shortcuts";

/// Exports all tables as files of this kind.
pub fn export_all(kind: &str) -> String {
    format!("Export all tables as {kind}")
}

// The two lists.
pub const SHORTCUTS: &str = "Shortcuts";
pub const COMMANDS: &str = "Commands";
pub const FIND: &str = "Find a command";
pub const SOUGHT: &str = "Page, table, chart, parameter or action";
pub const NONE_FOUND: &str = "No command is called like this.";
pub const CONTROL_KEY: &str = "Ctrl";
pub const SINGLE_KEYS: &str = "Shortcuts of a single key";
