//! The files page: what was brought, which column is which, how it is read, what a run would cost.

use super::counted;
use super::words::{about_rows, files};
use crate::base::format;

// The page.
pub const NO_FILES: &str = "No files yet";
pub const BRING: &str = "Bring files to see what Varve makes of them.";
pub const NONE_USABLE: &str = "None of these files can be used.";
pub const NOTHING_KNOWN: &str = "Nothing in these files is known: say which column is which.";
pub const CHECK_AND_RUN: &str = "Check which column is which, then run.";
pub const ANALYSE_AS: &str = "Analyse as";

/// How many of the files can be used.
pub fn some_usable(usable: usize, all: usize) -> String {
    format!("{usable} of {all} can be used; the others are left out.")
}

/// A pipeline, and how many files are for it.
pub fn data_set(title: &str, count: usize) -> String {
    format!("{title} ({})", files(count))
}

/// Files for several pipelines; `names` are those of [`data_set`].
pub fn data_sets(count: usize, names: &str) -> String {
    format!("These files hold {count} data sets: {names}. Each is a run of its own.")
}

/// Runs the files of one pipeline.
pub fn run_of(title: &str) -> String {
    format!("Run {title}")
}

/// Over the files that cannot be used, folded away.
pub fn more_unusable(count: usize) -> String {
    format!("{count} more cannot be used")
}

// A file, or files that are alike.
pub const BY_HAND: &str = "matched by hand";
pub const REMEMBERED: &str = "Your choices from last time are applied.";
pub const REMEMBERED_WHERE: &str = "See “Change the match” to change or forget them.";
pub const FORGET: &str = "Forget them";

/// After the first of many files.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// Over the first rows of a file, with the number of its columns.
pub fn first_rows(columns: usize) -> String {
    format!("First rows and {}", counted(columns, "column", "columns"))
}

pub const MISSING_VALUE: &str = "missing";

/// What the first rows are called for those who do not see them.
pub fn first_rows_of(file: &str) -> String {
    format!("First rows of {file}")
}

/// Files with the same columns.
pub fn alike(count: usize) -> String {
    format!("{}, same columns", files(count))
}

/// What a file was recognised as, and how sure that is, in percent.
pub fn fits(pipeline: &str, input: &str, percent: f64) -> String {
    format!("{pipeline} · {input} · {percent:.0}% match")
}

// Where a table begins.
pub const SHEET: &str = "Sheet";
pub const HEADER_LINE: &str = "Header line";
pub const YES: &str = "Yes";
pub const NO_HEADER: &str = "No, no line does";
pub const ASK_HEADER: &str = "Does the first line name the columns?";
pub const NO_LINE: &str = "No line names them";
pub const THE_LINE: &str = "The line that names the columns";

/// A line that may name the columns.
pub fn line_names(line: u32) -> String {
    format!("Line {line} names the columns")
}

// Which column is which.
pub const THIS_IS: &str = "This file is";
pub const THESE_ARE: &str = "These files are";
pub const NEEDED: &str = "Varve needs";
pub const SOURCE_COLUMN: &str = "Column in the file";
pub const CONTENT: &str = "What is in it";
pub const REQUIRED: &str = "required";
pub const NOT_THERE: &str = "not in this file";
pub const LEFT_OUT_BY_YOU: &str = "left out by you";
pub const READ_BY_VALUES: &str = "found from the values";
pub const LET_ROWS_DECIDE: &str = "let all rows decide";
pub const SAMPLES: &str = "Values";

/// The field for the source of a column.
pub fn column_for(column: &str) -> String {
    format!("Column for {column}")
}

/// The field for how a column's cells are read.
pub fn how_read(column: &str) -> String {
    format!("How {column} is read")
}

/// Asks for the order of day and month.
pub fn ask_order(sample: &str) -> String {
    format!("“{sample}” fits both. Which is it?")
}

/// Asks for the first day of a spreadsheet's days.
pub fn ask_epoch(sample: &str) -> String {
    format!("“{sample}” is the number of a day in a spreadsheet. Counted from when?")
}

/// Asks whether percentages are shares.
pub fn ask_share(sample: &str) -> String {
    format!("“{sample}” is a percentage. Read it as a share?")
}

/// Offers to run without a column; `doc` is what that means.
pub fn do_without(column: &str, doc: &str) -> String {
    format!("Do without {column}: {doc}")
}

// What still keeps a run from starting.
pub const CHOOSE_WHAT: &str = "Choose what the files are.";
pub const NO_FILE: &str = "No file takes part.";

/// What a file, and so many others, have no column for; `columns` come from [`a_column`] or [`one_set`].
pub fn needs(file: &str, others: usize, columns: &str) -> String {
    match others {
        0 => format!("“{file}” needs {columns}."),
        _ => format!("“{file}” and {others} more need {columns}."),
    }
}

/// A column that is needed.
pub fn a_column(column: &str) -> String {
    format!("a column for {column}")
}

/// Sets of columns, one of which is needed.
pub fn one_set(sets: &[&[&str]]) -> String {
    let sets: Vec<String> = sets.iter().map(|set| set.join(" and ")).collect();
    format!("columns for {}", sets.join(", or "))
}

/// An input that no file feeds, and what that leaves unanswered.
pub fn no_file_for(input: &str, grain: &str, without: &str) -> String {
    format!("No file is for {input} ({grain}). {without}").trim_end().to_owned()
}

// What a run would cost, and how to make it smaller.
pub const TOO_LARGE: &str = "A browser tab holds 4 GB at most, so this will hardly fit: see the options above.";
pub const ALL_THERE: &str = "Everything needed is there.";
pub const RUN: &str = "Run";
pub const RUN_ANYWAY: &str = "Run anyway";
pub const OPTIONS: &str = "Options";
pub const ONLY_NEEDED: &str =
    "Read only the columns that are needed. Rows that differ in other columns alone then count as duplicates.";
pub const COMMAND_LINE: &str = "Or on the command line, where memory has no such limit";

/// Samples of rows that are offered: every so many, and what that is called.
pub const EVERY: [(&str, &str); 5] = [
    ("1", "all rows"),
    ("2", "every 2nd row"),
    ("5", "every 5th row"),
    ("10", "every 10th row"),
    ("100", "every 100th row"),
];

/// What a run would take: rows, bytes of memory, seconds.
pub fn cost(rows: f64, exact: bool, memory: u64, seconds: f64) -> String {
    let time = match seconds {
        _ if seconds < 1.0 => "under a second".to_owned(),
        _ if seconds < 90.0 => format!("about {seconds:.0} s"),
        _ => format!("about {:.0} min", seconds / 60.0),
    };
    format!("{} · about {} of memory · {time}", about_rows(rows, exact), format::bytes(memory))
}
