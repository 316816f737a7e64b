//! The dialog over the grid: one column, all columns, or one row.

use leptos::prelude::*;

use super::{column, columns, record};
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::grid;
use crate::ui::components::controls::icon;
use crate::ui::components::icon::Glyph;
use crate::ui::live::live;
use crate::ui::state::AppState;
use crate::ui::state::grid::Panel;

/// The id of the dialog's title.
const TITLE: &str = "sheet-panel-title";

/// What a dialog shows.
pub(super) struct Content {
    pub title: String,
    /// Beside the title.
    pub tools: Vec<Node>,
    pub body: Vec<Node>,
}

/// The dialog; closed as long as nothing is asked for.
pub fn panel(app: AppState) -> Node {
    live(Box::new(move || {
        let panel = app.grid.panel.get();
        let (class, place, content) = match &panel {
            Panel::Closed => ("sheet-panel", None, None),
            Panel::Column { name, corner: (left, top) } => {
                let place = format!("--left:{left}px;--top:{top}px");
                ("sheet-panel sheet-panel--column", Some(place), column::content(app, name))
            }
            Panel::Columns => ("sheet-panel", None, Some(columns::content(app))),
            Panel::Record => ("sheet-panel sheet-panel--record", None, record::content(app)),
        };
        let dialog = Node::of("dialog", class).named("sheet-panel").with("aria-labelledby", TITLE);
        let dialog = dialog.with("closedby", "any").maybe("style", place.as_deref());
        let dialog = dialog.on_close(Box::new(move || grid::close(app)));
        vec![dialog.modal(content.is_some()).all(content.into_iter().flat_map(|content| frame(app, content)))]
    }))
}

fn frame(app: AppState, content: Content) -> [Node; 2] {
    let close = Node::of("button", "icon-button").named("sheet-panel-close").with("aria-label", texts::words::CLOSE);
    let close = close.child(icon(Glyph::Close)).on_press(Box::new(move || grid::close(app)));
    let title = Node::new("h2").with("id", TITLE).say(content.title);
    let head = Node::of("header", "sheet-panel__head").child(title).all(content.tools).child(close);
    [head, Node::of("div", "sheet-panel__body").all(content.body)]
}
