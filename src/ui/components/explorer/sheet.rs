//! The grid's element: header and rows are told apart, so that scrolling writes rows alone.

use std::any::Any;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use super::{body, head};
use crate::platform::dom::Node;
use crate::platform::sheet::{SHEET_ID, listen};
use crate::texts;
use crate::ui::actions::grid::{HEAD_PIXELS, heard};
use crate::ui::live::live;
use crate::ui::state::AppState;

/// The grid. Its focus stays with the element itself; `aria-activedescendant` names the cell that one is at. Each part
/// follows its own signals.
pub fn sheet(app: AppState) -> Node {
    live(Box::new(move || {
        let hears = move |element: &Element| -> Box<dyn Any> {
            Box::new(listen(element, Rc::new(move |gesture| heard(app, gesture))))
        };
        let whole = Node::of("div", "sheet").named("table-grid").with("id", SHEET_ID).with("role", "grid");
        let whole = attributes(whole.with("tabindex", "0"), whole_attributes(app)).inhabited(Box::new(hears));
        vec![whole.child(live(Box::new(move || vec![size(app)])))]
    }))
}

fn size(app: AppState) -> Node {
    let head = live(Box::new(move || head::nodes(app)));
    let head = Node::of("div", "sheet__head").with("role", "rowgroup").child(head);
    let size = Node::of("div", "sheet__size").with("style", size_style(app));
    size.child(head).child(live(Box::new(move || vec![view(app)])))
}

fn view(app: AppState) -> Node {
    let (height, shift) = (app.grid.scroll.with(|scroll| scroll.view), app.grid.scroll.with(|scroll| scroll.shift()));
    let rows = Node::new("div").with("role", "rowgroup").with("style", format!("translate:0 -{shift}px"));
    let rows = rows.child(live(Box::new(move || body::nodes(app))));
    Node::of("div", "sheet__view").with("style", format!("height:{height}px")).child(rows)
}

fn attributes(node: Node, attributes: Attributes) -> Node {
    attributes.into_iter().fold(node, |node, (name, value)| node.with(name, value))
}

type Attributes = Vec<(&'static str, String)>;

fn whole_attributes(app: AppState) -> Attributes {
    let grid = app.grid;
    let columns = grid.shape.with(|shape| shape.shown.len());
    let selection = grid.selection.get();
    let active = selection.header || grid.scroll.with(|scroll| scroll.window().contains(&selection.head.row));
    let busy = body::is_waiting(app);
    grid.rows.with(|rows| {
        let table = rows.shown.as_ref().map(|key| key.table.as_str()).unwrap_or_default();
        // As tall as its rows, if there are few; the last pixels are for a scroll bar.
        let room = HEAD_PIXELS + grid.scroll.with(|scroll| scroll.height()).max(64.0) + 18.0;
        vec![
            ("aria-label", texts::words::rows_of(table)),
            ("aria-rowcount", (rows.rows + 1).to_string()),
            ("aria-colcount", (columns + 1).to_string()),
            ("aria-multiselectable", "true".to_owned()),
            ("aria-busy", busy.to_string()),
            ("aria-activedescendant", if active { body::ACTIVE_ID.to_owned() } else { String::new() }),
            ("data-stale", (!rows.is_current()).to_string()),
            ("style", format!("--room:{room}px")),
        ]
    })
}

fn size_style(app: AppState) -> String {
    let height = HEAD_PIXELS + app.grid.scroll.with(|scroll| scroll.height());
    let (total, row) = (app.grid.shape.with(|shape| shape.total), app.grid.scroll.with(|scroll| scroll.row_height));
    format!("height:{height}px;width:{total}px;--row:{row}px")
}
