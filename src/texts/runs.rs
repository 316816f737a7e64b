//! The log of runs, recipes and the command line.

use super::counted;

// The page.
pub const LEAD: &str = "Every run of this browser, kept on this computer. Tick two to compare them.";
pub const NONE_YET: &str =
    "No run is in the log yet. Bring files, or try the sample data: every run is written down here.";
pub const COMPARE_TWO: &str = "Compare the two";
pub const AS_JSON: &str = "Export as JSON";
pub const AS_CSV: &str = "Export as CSV";
pub const DELETE_ALL: &str = "Delete all…";
pub const FLEETING: &str = "The browser does not let the page keep anything (a private window, or no room): this log ends with the tab. Export it to keep it.";
pub const DROPPED: &str = "The log keeps the newest 200 runs: the oldest ones made room.";
pub const READING: &str = "Reading the log…";

/// Runs that this version cannot read.
pub fn unread(count: usize) -> String {
    format!("{} cannot be read by this version.", counted(count, "run", "runs"))
}

/// Asks before one run is deleted; `when` it was.
pub fn delete_one(when: &str) -> String {
    format!("Delete the run of {when} from the log?")
}

/// Asks before all are deleted.
pub fn delete_all(count: usize) -> String {
    format!("Delete all {} from the log?", counted(count, "run", "runs"))
}

pub const DELETE: &str = "Delete";
pub const KEEP: &str = "Keep";

// The list.
pub const LIST: &str = "Runs, the newest first";
pub const COMPARE: &str = "Compare";
pub const WHEN: &str = "When";
pub const FILES: &str = "Files";
pub const READ: &str = "Read";
pub const ACCEPTED: &str = "Accepted";
pub const REJECTED: &str = "Rejected";
pub const TIME: &str = "Time";
pub const PARAMETERS: &str = "Parameters";

/// Ticks a run to compare it.
pub fn compare(when: &str) -> String {
    format!("Compare the run of {when}")
}

/// The version that made a run, and how many warnings there were.
pub fn made_by(version: &str, warnings: usize) -> String {
    match warnings {
        0 => format!("Varve {version}"),
        _ => format!("Varve {version} · {}", counted(warnings, "warning", "warnings")),
    }
}

/// What a button of a run does, for those who hear it alone.
pub fn act_on(act: &str, when: &str) -> String {
    format!("{act}: the run of {when}")
}

/// The title of one run.
pub fn run_of(when: &str) -> String {
    format!("Run of {when}")
}

pub const THE_COMMAND: &str = "The same on the command line";

// Recipes and the command line.
pub const COPY_COMMAND: &str = "Copy command line";
pub const SAVE_RECIPE: &str = "Save recipe";
pub const LOAD_RECIPE: &str = "Load a recipe";
pub const COPIED: &str = "Copied";
pub const OTHER_FILES: &str =
    "These are run by themselves. “Run again” on the page Runs asks for the others once more.";
pub const COPY_BY_HAND: &str = "Select the text here and copy it by hand.";

/// A command that the browser did not copy, to be copied by hand.
pub fn not_copied(command: &str) -> String {
    format!("The browser did not let the page copy: {command}")
}

pub const RECIPE_IS: &str = "A recipe is the small .json file that “Save recipe” makes.";

/// A recipe was taken.
pub fn recipe_applied(name: &str) -> String {
    format!("The recipe “{name}” is applied.")
}

/// A file that was given as a recipe.
pub fn no_recipe(name: &str) -> String {
    format!("“{name}” is no recipe of Varve.")
}
