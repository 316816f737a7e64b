//! What the page itself has to say when something fails: the engine's worker, the browser, files that cannot be taken.
//! Causes that the browser names are inserted as they come.

use crate::base::format::integer;

// The engine's worker.
pub const CHECK_CONNECTION: &str = "Check the connection and reload the page. Your files have not left this computer.";
pub const CLEAR_CACHE: &str = "Reload the page; if it says so again, clear the browser's cache for this site.";
pub const NO_REASON: &str = "no reason given";
pub const PRESS_RUN_AGAIN: &str = "Press “Run again”: a new engine has been started and your files are still chosen.";
pub const NEEDS_MEMORY: &str =
    "If it stops again, the files may need more memory than the browser gives a page: try fewer or smaller files.";
pub const START_OR_FEWER: &str = "Start it again, or reload the page and try fewer or smaller files.";
pub const CANCELLED: &str = "Cancelled. Nothing was changed.";
pub const RESTARTED_TO_CANCEL: &str = "The engine was restarted to cancel another request.";
pub const FILL_ENGINE: &str = "Run again to fill the new engine.";
pub const NOT_RUNNING: &str = "The engine is not running.";
pub const START_OR_RELOAD: &str = "Start it again, or reload the page.";

/// The worker did not start.
pub fn not_loaded(cause: &str) -> String {
    format!("The engine could not be loaded: {cause}.")
}

/// The worker is of another build.
pub fn other_version(protocol: u32) -> String {
    format!("The engine in the browser's cache speaks another version ({protocol}) than this page.")
}

/// The worker ended by itself.
pub fn engine_stopped(cause: &str) -> String {
    format!("The engine stopped in the middle of its work: {cause}.")
}

/// The worker ended by itself and is not started again.
pub fn engine_stopped_again(cause: &str) -> String {
    format!("The engine stopped several times in a row: {cause}.")
}

pub const NO_SCRIPT: &str = "its script could not be fetched";
pub const NOT_COPIED: &str = "a message could not be copied between page and engine";
pub const LOST_ACCESS: &str = "Choose the files again: the browser may have lost access to them.";

/// A message that the browser did not send.
pub fn message_refused(cause: &str) -> String {
    format!("The browser refused a message: {cause}.")
}

// Messages between page and engine.
pub const NO_BYTES: &str = "it holds no bytes";
pub const OTHER_BUILD: &str = "Reload the page: page and engine may be of different versions.";

/// A message that could not be made.
pub fn message_unwritten(cause: &str) -> String {
    format!("A message between page and engine could not be written: {cause}.")
}

/// A message that could not be understood.
pub fn message_unread(cause: &str) -> String {
    format!("A message between page and engine could not be read: {cause}.")
}

/// An answer of another kind.
pub fn unexpected(kind: &str) -> String {
    format!("The engine gave an answer that was not asked for ({kind}).")
}

pub const NO_ANSWER: &str = "the engine no longer answers";
pub const CHOOSE_AGAIN: &str = "Choose the files again.";

/// The page sent something else in place of a file.
pub fn no_file(what: &str) -> String {
    format!("Something that is no file was handed to the engine ({what}).")
}

// Files and folders that are brought.
pub const ONLY_TEXT: &str = "That was text or a link, not a file.";
pub const DROP_FILES: &str = "Drop files or folders: tables as CSV, Excel, JSON or Parquet, also packed.";
pub const CUT_IT: &str = "Take a file with nothing but ids and dates, or cut it.";
pub const MOVED: &str = "Choose it again; it may have been moved or changed.";

/// A file of ids that is too large.
pub fn too_large(name: &str) -> String {
    format!("“{name}” has more than 5 MB.")
}

/// A file that the browser could not read.
pub fn unreadable(name: &str, cause: &str) -> String {
    format!("“{name}” could not be read: {cause}.")
}

pub const CHECK_ACCESS: &str = "Check that you may read it, and drop it again.";
pub const HIDDEN_FILES: &str = "Files whose names begin with a dot or an underscore are passed over.";
pub const DROP_PART: &str = "Drop a part of them, or use the command line.";

/// Something in a folder that could not be opened.
pub fn not_opened(name: &str, cause: &str) -> String {
    format!("“{name}” could not be opened and is left out: {cause}.")
}

/// A folder without files.
pub fn empty_folder(name: &str) -> String {
    format!("The folder “{name}” holds no files for Varve.")
}

/// Too many files.
pub fn too_many(most: usize) -> String {
    format!("These are more than {} files, the most that Varve takes at a time.", integer(most as u64))
}

/// After the first problems.
pub fn more_left_out(count: usize) -> String {
    format!("{count} more are left out for reasons like these.")
}

// Files that are saved, and cells that are copied.
pub const NO_CONTENT: &str = "the engine sent no content";
pub const NO_LINK: &str = "the browser made no link";
pub const FREE_MEMORY: &str = "Free some memory by closing other tabs and try again.";
pub const ALLOW_DOWNLOADS: &str = "Allow downloads for this page in the browser and export again.";
pub const SVG_INSTEAD: &str = "Save the chart as SVG: most programs open it as well.";
pub const NO_CANVAS: &str = "the browser gave no canvas";
pub const TOO_LARGE_PICTURE: &str = "the picture is too large for the browser";

/// A file that could not be made.
pub fn not_made(name: &str, cause: &str) -> String {
    format!("“{name}” could not be made: {cause}.")
}

/// A file that the browser did not take.
pub fn not_saved(name: &str, cause: &str) -> String {
    format!("“{name}” could not be saved: {cause}.")
}

pub const NO_ROOM_FOR_EXPORT: &str = "The browser has no room for this export.";
pub const EXPORT_LESS: &str = "Export single tables, or use the command line.";
pub const NO_CLIPBOARD: &str = "The browser did not let this page copy the cells.";
pub const ALLOW_CLIPBOARD: &str = "Allow the page to use the clipboard, or export the table.";

// Why the page is not kept for use without a network.
pub const NO_SERVICE_WORKER: &str = "this browser keeps no pages here, as in some private windows and without https";
pub const REFUSED: &str = "the browser refused it";
pub const NO_ROOM_FOR_PAGE: &str = "the browser has no room left for this site";

// Files kept in the browser.
pub const NO_STORAGE: &str = "it has no storage for sites";
pub const NOT_KEPT_WHERE: &str =
    "A private window or an old browser does not. All else works; choose the files again at the next visit.";
pub const KEPT_IN_USE: &str = "Another tab is working with these kept files just now.";
pub const WAIT_FOR_TAB: &str = "Wait until it is done, or close it, and try again.";
pub const NO_FILE_ACCESS: &str = "it cannot write such files";
pub const KEPT_ANEW: &str = "Try again; if it fails again, remove what is kept and choose the files anew.";

/// A browser without a file system for pages.
pub fn keeps_no_files(cause: &str) -> String {
    format!("This browser keeps no files for pages here: {cause}.")
}

/// Something with kept files that the browser did not do.
pub fn kept_failed(cause: &str) -> String {
    format!("The browser did not do this with the kept files: {cause}.")
}
