//! The grid's element: header and rows are told apart, so that scrolling writes rows alone.

use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;

use super::{body, head};
use crate::platform::dom::{Built, Node};
use crate::platform::sheet::{Listening, SHEET_ID, listen};
use crate::ui::actions::grid::{HEAD_PIXELS, heard};
use crate::ui::state::AppState;

/// The grid. Its focus stays with the element itself; `aria-activedescendant` names the cell that one is at.
pub fn sheet(app: AppState) -> AnyView {
    let [whole, size, header, view, rows] = std::array::from_fn(|_| NodeRef::<Div>::new());
    let listening = StoredValue::new_local(None::<Listening>);
    Effect::new(move |_| {
        let Some(element) = whole.get() else { return };
        listening.set_value(Some(listen(&element, Rc::new(move |gesture| heard(app, gesture)))));
    });
    on_cleanup(move || listening.set_value(None));
    attributes(whole, Box::new(move || whole_attributes(app)));
    attributes(size, Box::new(move || vec![("style", size_style(app))]));
    attributes(view, Box::new(move || vec![("style", format!("height:{}px", app.grid.scroll.get().view))]));
    attributes(rows, Box::new(move || vec![("style", format!("translate:0 -{}px", app.grid.scroll.get().shift()))]));
    fill(header, Box::new(move || head::nodes(app)));
    fill(rows, Box::new(move || body::nodes(app)));
    view! {
        <div class="sheet" id=SHEET_ID role="grid" tabindex="0" data-testid="table-grid" node_ref=whole>
            <div class="sheet__size" node_ref=size>
                <div class="sheet__head" role="rowgroup" node_ref=header></div>
                <div class="sheet__view" node_ref=view>
                    <div role="rowgroup" node_ref=rows></div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn fill(place: NodeRef<Div>, content: Box<dyn Fn() -> Vec<Node>>) {
    Effect::new(move |built: Option<Option<Built>>| {
        let element = place.get()?;
        let mut built = built.flatten().unwrap_or_else(|| Built::at(element.as_ref()));
        built.fill(content());
        Some(built)
    });
}

type Attributes = Vec<(&'static str, String)>;

/// Keeps attributes of an element.
fn attributes(place: NodeRef<Div>, content: Box<dyn Fn() -> Attributes>) {
    Effect::new(move |before: Option<Attributes>| {
        let now = content();
        let Some(element) = place.get() else { return Attributes::new() };
        let before = before.unwrap_or_default();
        for (name, value) in now.iter().filter(|pair| !before.contains(pair)) {
            // The names are ours: none is refused.
            drop(element.set_attribute(name, value));
        }
        now
    });
}

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
            ("aria-label", format!("Rows of {table}")),
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
