//! Files kept in the browser, and files that are added to them.

use super::counted;
use super::words::files;
use crate::base::format;

// Above the dashboard.
pub const OFFER: &str =
    "Not kept: with this tab the files are gone. What you keep stays in this browser; nothing is uploaded.";
pub const BAR: &str = "Keep these files";
pub const KEEPING: &str = "Keeping the files…";
pub const KEEPING_METER: &str = "Keeping the files";
pub const WHAT_IS_KEPT: &str = "What is kept";
pub const KEEP_HERE: &str = "Keep in this browser";
pub const ADD_FILES: &str = "Add files";

/// The set that is open; `room` is [`room`], or empty where it is not known.
pub fn kept_as(name: &str, room: &str, elsewhere: bool, lasting: bool) -> String {
    let elsewhere = if elsewhere { " It is open in another tab, which may change it." } else { "" };
    let lasting = if lasting { "" } else { " The browser may clear it away when the disk is full." };
    format!("Kept in this browser as “{name}”. {room}{elsewhere}{lasting}")
}

/// The bytes that are used, and those that there are.
pub fn room(used: u64, all: u64) -> String {
    format!("Uses {} of about {}.", format::bytes(used), format::bytes(all))
}

// What is kept.
pub const KEPT: &str = "Kept in this browser";
pub const PROMISE: &str = "Kept in this browser only. Nothing is uploaded.";
pub const CONTINUE: &str = "Continue";
pub const REMOVE: &str = "Remove";
pub const REMOVE_ALL: &str = "Remove everything kept in this browser";
pub const LEAVE: &str = "Leave it";
pub const ASK_SET: &str = "Remove this set from the browser? The files on your disk stay.";
pub const ASK_ALL: &str = "Remove all kept files and all settings from this browser? The files on your disk stay.";

/// After the facts of a set.
pub fn open_elsewhere(facts: &str) -> String {
    format!("{facts} · open in another tab")
}

/// Removes a set, for those who hear the button alone.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

// Files dropped where a set is open.
pub const ADDED_ARE: &str =
    "Added files are analysed together with those that are kept, and kept with them. Only they are read.";
pub const ANALYSE_ALONE: &str = "Analyse alone";

/// Asks what to do with them.
pub fn ask_add(count: usize, name: &str) -> String {
    format!("Add {} to “{name}”?", files(count))
}

/// Adds them.
pub fn add_to(name: &str) -> String {
    format!("Add to “{name}”")
}

// What happened to a set.
pub const SEEN_STAYS: &str = "What you see stays until you leave this page.";
pub const OPEN_AGAIN: &str = "Open it again from the start page to see that.";
pub const READ_ONLY: &str = "You can read it here. To add files here, close the other tab first.";

/// Another tab removed it.
pub fn removed_elsewhere(name: &str) -> String {
    format!("“{name}” was removed in another tab.")
}

/// Another tab changed it.
pub fn changed_elsewhere(name: &str) -> String {
    format!("“{name}” was changed in another tab.")
}

/// Another tab has it open.
pub fn is_open_elsewhere(name: &str) -> String {
    format!("“{name}” is open in another tab, which may change it.")
}

/// This tab removed it.
pub fn removed(name: &str) -> String {
    format!("“{name}” is no longer kept.")
}

/// Everything is removed: how many sets and settings that were.
pub fn removed_all(sets: usize, settings: usize) -> String {
    let sets = counted(sets, "set of files", "sets of files");
    format!("Removed from this browser: {sets} and {}.", counted(settings, "setting", "settings"))
}
