//! The panel of parameters.

use super::counted;

pub const TITLE: &str = "Parameters ";
pub const DEFAULTS: &str = "all at their defaults";
pub const NONE_FOUND: &str = "No parameter is like this.";
pub const SEARCH: &str = "Search the parameters";
pub const ONLY_CHANGED: &str = "Only what is changed";
pub const OTHER_FILES: &str = "Other files have been taken since this run: run them first.";
pub const APPLY: &str = "Apply";
pub const RESET_ALL: &str = "Reset all";
pub const APPLIED: &str = "The figures below are of these parameters.";

/// How many are not at their defaults.
pub fn changed(count: usize) -> String {
    format!("{count} changed")
}

/// In the empty search field.
pub fn search_among(count: usize) -> String {
    format!("Search {count} parameters")
}

pub const NEXT_RUN: &str = "The run to come uses these.";
pub const NEXT_RUN_BY_LINK: &str = "Those that the link names are set. The run to come uses these.";

/// Names of parameters whose values cannot be used.
pub fn wrong(names: &[&str]) -> String {
    format!("Nothing runs with the value of {}.", names.join(", "))
}

/// How many changes wait.
pub fn not_applied(count: usize) -> String {
    format!("{} not applied yet.", counted(count, "change is", "changes are"))
}

/// The steps taken from the run before, and those computed anew.
pub fn outcome(reused: &[String], anew: &[&str]) -> String {
    let anew = if anew.is_empty() { "nothing".to_owned() } else { anew.join(", ") };
    format!("Reused: {}; computed anew: {anew}.", reused.join(", "))
}

// One parameter.
pub const CHANGED: &str = "changed";

/// Resets one parameter, for those who hear the button alone.
pub fn reset(name: &str) -> String {
    format!("Reset {name}")
}

/// The default.
pub fn default_is(value: &str) -> String {
    format!("Default: {value}.")
}

/// What a parameter takes, and its default.
pub fn takes(what: &str, default: &str) -> String {
    format!("Takes {what}. Default: {default}.")
}

/// A link that sets what the pipeline does not have.
pub fn unknown(name: &str, pipeline: &str) -> String {
    format!("The link sets “{name}”, which {pipeline} does not have: it is left out.")
}
