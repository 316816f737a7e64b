//! The campaign list: whom to address, and what comes of it.

use super::counted;
use crate::base::format::{fixed, integer};

// The page.
pub const MADE_FROM_RUN: &str = "A list of people to address is made from a run, and a run's data stays in the tab that made it. Bring the files to make one.";
pub const NOBODY_KNOWN: &str = "This pipeline knows nobody to address.";
pub const EXPORT: &str = "Export the list as CSV";
pub const UNUSABLE: &str = "Something filled in cannot be used: it is marked. The figures are those from before.";
pub const NO_COST: &str = "At no cost per contact, the budget limits nothing.";
pub const OUTCOME: &str = "What comes of it";
pub const MAKING: &str = "Making the list…";

/// Under the title; `people` is what they are called.
pub fn lead(people: &str) -> String {
    format!(
        "Whom to address of your {people}, in which order, within a budget. Who is held out shows what the campaign did."
    )
}

// The form.
pub const WHO: &str = "Who";
pub const NONE: &str = "none";
pub const QUIET: &str = "Quiet for at least";
pub const QUIET_IS: &str = "Who ordered later than this is left out; 0: nobody.";
pub const DAYS: &str = "days";
pub const CONTACTED: &str = "Contacted already";
pub const CONTACT_LASTS: &str = "A contact counts for";
pub const CONTACT_LASTS_IS: &str = "Contacts without a date always count.";
pub const HOW_MANY: &str = "How many";
pub const BUDGET: &str = "Budget";
pub const BUDGET_IS: &str = "What may be spent; empty: no limit.";
pub const COST: &str = "Cost per contact";
pub const COST_IS: &str = "What it costs to address one of them.";
pub const HELD_OUT: &str = "Held out";
pub const SEED: &str = "Seed";
pub const SEED_IS: &str = "Another number holds out others; the same number the same ones.";
pub const IDS: &str = "Ids, one per line, a date behind a comma if known";
pub const LOAD_IDS: &str = "Load a file of ids";
pub const REMOVE: &str = "Remove ";
pub const FIRST_COME: &str = "First come those with the most";

/// What being held out means.
pub fn held_out_is(people: &str) -> String {
    format!(
        "The {people} who are on the list but not addressed: by comparing with them you learn what the campaign did."
    )
}

/// How many values of a column are chosen, after its name.
pub fn groups(chosen: usize, all: usize) -> String {
    if chosen == 0 { " any".to_owned() } else { format!(" {chosen} of {all}") }
}

/// A file of ids.
pub fn file_of_ids(name: &str, lines: usize) -> String {
    format!("{name}, {}", counted(lines, "line", "lines"))
}

/// Lines with ids that nobody has.
pub fn unknown_ids(lines: usize) -> String {
    format!("{} whose id is nobody's here.", counted(lines, "line", "lines"))
}

/// Lines with something that is no date.
pub fn unreadable_dates(lines: usize) -> String {
    format!("{} whose date cannot be read: write it like 2024-12-31.", counted(lines, "line", "lines"))
}

// What the fields take.
pub const TAKES_DAYS: &str = "a whole number of days up to 36,500";
pub const TAKES_BUDGET: &str = "an amount like 5000, or nothing";
pub const TAKES_COST: &str = "an amount like 1.50";
pub const TAKES_SHARE: &str = "a percentage from 0 to 90";
pub const TAKES_SEED: &str = "a whole number up to 4,294,967,295";

/// A field that holds something else.
pub fn takes(what: &str) -> String {
    format!("This takes {what}.")
}

// From all people to those who are addressed: who is left out, and who is left.
pub const OTHER_GROUPS: &str = "in other groups";
pub const IN_GROUPS: &str = "in the groups chosen";
pub const RECENT: &str = "ordered more recently";
pub const QUIET_ENOUGH: &str = "quiet for long enough";
pub const CONTACTED_ALREADY: &str = "contacted already";
pub const NOT_CONTACTED: &str = "not contacted lately";
pub const BEYOND_BUDGET: &str = "beyond the budget";
pub const WITHIN_BUDGET: &str = "within the budget";
pub const TO_COMPARE: &str = "held out, to compare with";
pub const TO_ADDRESS: &str = "to be addressed";

/// The first step.
pub fn in_all(people: &str) -> String {
    format!("{people} in all")
}

/// How many a step leaves out, and why.
pub fn left_out(people: u32, why: &str) -> String {
    format!("{} {why}", integer(u64::from(people)))
}

// What it costs and is worth.
pub const TOTAL_COST: &str = "Cost";
pub const EXPECTED: &str = "Expected of those addressed";
pub const EXPECTED_HELD_OUT: &str = "Expected of those held out";
pub const UNKNOWN: &str = "unknown";

/// What is expected, of how many.
pub fn value_of(value: &str, people: u32) -> String {
    format!("{value} of {}", integer(u64::from(people)))
}

/// What is expected, and how many times the cost that is.
pub fn value_per_cost(value: &str, times: Option<f64>) -> String {
    match times {
        Some(times) => format!("{value}, {} times the cost", fixed(times, 1)),
        None => value.to_owned(),
    }
}

pub const FIRST_ON_LIST: &str = "First on the list";
pub const FIRST_ROWS: &str = "First rows of the list";
pub const NOBODY: &str = "Nobody is on the list.";
