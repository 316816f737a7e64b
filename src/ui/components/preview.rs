//! The first rows of a file, as they stand in it.

use super::controls::table_box;
use crate::platform::dom::Node;
use crate::protocol::FileInspection;
use crate::texts;

/// Columns shown: more would make the page slow, and nobody reads them here.
const MAX_COLUMNS: usize = 60;

/// A small table that scrolls in its box; missing cells are dashes.
pub fn preview(file: &FileInspection) -> Node {
    let head = file.columns.iter().take(MAX_COLUMNS).map(|name| Node::new("th").with("scope", "col").say(name));
    let body = file.preview.iter().map(|cells| Node::new("tr").all(cells.iter().take(MAX_COLUMNS).map(cell)));
    table_box(&texts::files::first_rows_of(&file.name), head.collect(), body.collect())
}

fn cell(text: &Option<String>) -> Node {
    match text {
        Some(text) => Node::new("td").say(text),
        None => Node::of("td", "grid__null").with("aria-label", texts::files::MISSING_VALUE).say("–"),
    }
}
