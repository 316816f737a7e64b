//! The frame around every page: the bar on top, notices, the engine's state, the foot.

use super::counted;

// The pages, as the bar and the tab's title name them.
pub const START: &str = "Start";
pub const FILES: &str = "Files";
pub const DASHBOARD: &str = "Dashboard";
pub const TABLES: &str = "Tables";
pub const QUALITY: &str = "Quality";
pub const LINEAGE: &str = "Lineage";
pub const RUNS: &str = "Runs";
pub const CAMPAIGN: &str = "Campaign list";
pub const NOWHERE: &str = "No such page";

/// The title of the browser's tab.
pub fn tab_title(page: &str) -> String {
    format!("{page} · Varve")
}

// The bar on top.
pub const SKIP: &str = "Skip to content";
pub const APP: &str = "Varve";
pub const HOME_LINK: &str = "Varve, start page";
pub const PAGES: &str = "Pages";
pub const COMMANDS: &str = "Commands (Ctrl+K)";
pub const TO_DARK: &str = "Switch to dark";
pub const TO_LIGHT: &str = "Switch to light";

// What lies over a page: files held over it, notices, a newer version.
pub const DROP: &str = "Drop to analyse";
pub const NOTICES: &str = "Notices";
pub const DISMISS: &str = "Dismiss";
pub const UPDATES: &str = "Updates";
pub const NEW_VERSION: &str = "A new version is ready. Reload to use it. ";
pub const UPDATE_LOSES_FILES: &str =
    "This tab keeps its version until then; files that are not kept have to be chosen again after the reload.";
pub const UPDATE_WAITS: &str = "This tab keeps its version until then.";
pub const RELOAD: &str = "Reload";
pub const LATER: &str = "Later";

// A page that the address does not name.
pub const NO_PAGE: &str = "There is no such page";
pub const NO_PAGE_WHY: &str = "The link may be of another version of Varve, or it was cut off.";
pub const TO_START: &str = "Go to the start page";

// The engine's state.
pub const ENGINE_STARTING: &str = "Starting engine";
pub const ENGINE_LOADING: &str = "Loading engine";
pub const ENGINE_READY: &str = "Engine ready";
pub const ENGINE_STOPPED: &str = "Engine stopped";
pub const ENGINE_RESTART: &str = "Start again";
pub const ENGINE_MEANWHILE: &str = "Files can be chosen already; they are read as soon as the engine is here.";

/// How much of the engine is here, in percent.
pub fn engine_loading(percent: f64) -> String {
    format!("Loading engine {percent:.0}%")
}

/// Which engine it is.
pub fn engine_runs(version: &str) -> String {
    format!("Varve engine {version}, running in this tab.")
}

// The same, said aloud.
pub const ENGINE_HEARD_LOADING: &str = "Engine loading";
pub const ENGINE_HEARD_READY: &str = "Engine ready";
pub const ENGINE_HEARD_FAILED: &str = "Engine failed";

// The foot of the page.
pub const PROMISE: &str = "Files are read and computed in this tab. Nothing is uploaded.";
pub const OFFLINE_COMING: &str = "Getting ready for offline use…";
pub const OFFLINE_READY: &str = "Ready for offline use";
pub const VERSION: &str = concat!("Varve ", env!("CARGO_PKG_VERSION"));

/// Why the page is not kept for use without a network.
pub fn not_offline(why: &str) -> String {
    format!("Not available offline: {why}. All else works.")
}

/// How many requests to other hosts left the page, and how many were refused.
pub fn requests(left: usize, refused: usize) -> String {
    let left = counted(left, "request left this page", "requests left this page");
    match refused {
        0 => left,
        count => format!("{left}, {} refused", counted(count, "attempt", "attempts")),
    }
}

/// What the counter counts; `host` is the page's own.
pub fn requests_how(host: &str) -> String {
    format!(
        "Counted: what this page and its engine ask of any host but {host}. The browser refuses such requests before anything is sent, and they would be named here."
    )
}
