//! Turning the pages of a table.

use super::controls::icon;
use super::icon::Glyph;
use crate::base::format;
use crate::platform::dom::Node;
use crate::ui::actions::table::{self, PAGE_ROWS};
use crate::ui::state::AppState;

/// First, previous, next, last, and which of the rows are shown.
pub fn pager(app: AppState, sheet: usize, rows: usize) -> Node {
    let first = sheet * PAGE_ROWS;
    let end = (first + PAGE_ROWS).min(rows);
    let number = |value: usize| format::integer(value as u64);
    let range = if end <= first {
        format!("no rows here, {} in all", number(rows))
    } else {
        format!("rows {}–{} of {}", number(first + 1), number(end), number(rows))
    };
    let last = rows.saturating_sub(1) / PAGE_ROWS;
    let range = Node::of("span", "pager__range").with("role", "status").named("pager-range").say(range);
    let turn = |label: &str, glyph, disabled, to: usize| {
        let button = Node::of("button", "icon-button").with("aria-label", label).with("title", label);
        let button = button.child(icon(glyph)).is("disabled", disabled);
        button.on_press(Box::new(move || table::turn_to(app, to)))
    };
    let nav = Node::of("nav", "pager").with("aria-label", "Pages of the table").child(range);
    let nav = nav.child(turn("First page", Glyph::First, sheet == 0, 0));
    let nav = nav.child(turn("Previous page", Glyph::Previous, sheet == 0, sheet.saturating_sub(1)));
    let nav = nav.child(turn("Next page", Glyph::Next, sheet >= last, sheet + 1));
    nav.child(turn("Last page", Glyph::Last, sheet >= last, last))
}
