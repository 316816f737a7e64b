//! All columns of the table: which are shown, which stay in sight, in which order.

use leptos::prelude::*;

use super::panel::Content;
use super::table_spec;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::components::controls::{button, checkbox, icon};
use crate::ui::components::icon::Glyph;
use crate::ui::components::value::about;
use crate::ui::state::AppState;

pub(super) fn content(app: AppState) -> Content {
    let (columns, arrangement) = (app.grid.shape.with(|shape| shape.columns.clone()), app.grid.arrangement());
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let spec = table_spec(app);
    let rows = arrangement.all(&names).into_iter().map(|place| {
        let name = names[place];
        let (shown, pinned) = (!arrangement.is_hidden(name), arrangement.is_pinned(name));
        let own = name.to_owned();
        let show = move |on: bool| app.grid.arrange(&|columns, names| columns.hide(names, &own, !on));
        let own = name.to_owned();
        let pin = move |on: bool| app.grid.arrange(&|columns, _| columns.pin(&own, on));
        let step = |glyph, right: bool| {
            let own = name.to_owned();
            let button = Node::of("button", "icon-button").with("aria-label", texts::tables::move_column(name, right));
            let moved = move || app.grid.arrange(&|columns, names| columns.shift(names, &own, right));
            button.child(icon(glyph)).on_press(Box::new(moved))
        };
        let row = Node::of("li", "sheet-panel__column").maybe("title", about(spec, name).1);
        let row = row.child(checkbox(name, &format!("show-{name}"), shown, Box::new(show)));
        let row = row.child(checkbox(texts::tables::PINNED, &format!("pin-{name}"), pinned, Box::new(pin)));
        row.child(step(Glyph::ArrowUp, false)).child(step(Glyph::ArrowDown, true))
    });
    let list = Node::of("ul", "sheet-panel__columns").all(rows);
    let reset = button(
        texts::words::RESET,
        "columns-reset",
        Box::new(move || {
            app.grid.arrange(&|columns, _| *columns = crate::present::grid::Arrangement::default());
        }),
    );
    Content { title: texts::words::COLUMNS.to_owned(), tools: vec![reset], body: vec![list] }
}
