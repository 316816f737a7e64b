//! One row: every column's name, value and meaning.

use leptos::prelude::*;

use super::panel::Content;
use super::table_spec;
use crate::pipelines::spec::ColumnKind;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::{card, grid};
use crate::ui::components::controls::icon;
use crate::ui::components::icon::Glyph;
use crate::ui::components::value::{about, shown};
use crate::ui::state::AppState;

/// Letters of a value that are shown: a megabyte would stop the page.
const LETTERS: usize = 5_000;

pub(super) fn content(app: AppState) -> Option<Content> {
    let row = app.grid.selection.with(|selection| selection.head.row);
    let (spec, run) = (table_spec(app), app.run.get()?);
    let subject = run.spec()?.subject.as_ref().map(|subject| subject.id);
    app.grid.rows.with(|rows| {
        let count = rows.rows;
        if row >= count {
            return None;
        }
        let pairs = rows.row(row).map(|(page, place)| {
            let pairs = page.columns.iter().map(|column| {
                let (kind, doc) = about(spec, &column.name);
                let cell = column.cells.get(place).and_then(Option::as_deref);
                let value = Node::new("dd").named(format!("record-{}", column.name));
                let value = match cell {
                    Some(id) if subject == Some(column.name.as_str()) => value.child(card_button(app, id)),
                    cell => value.say(told(cell, kind, run.currency())),
                };
                let pair = Node::of("div", "record__pair").child(Node::new("dt").say(&column.name)).child(value);
                pair.all(doc.map(|doc| Node::of("dd", "muted").say(doc)))
            });
            Node::of("dl", "record").all(pairs)
        });
        let body =
            pairs.unwrap_or_else(|| Node::of("p", "muted").with("role", "status").say(texts::tables::ROW_COMING));
        let step = |label: &str, name: &str, glyph, disabled, to: usize| {
            let button = Node::of("button", "icon-button").named(name).with("aria-label", label).with("title", label);
            button.child(icon(glyph)).is("disabled", disabled).on_press(Box::new(move || grid::at_row(app, to)))
        };
        let tools = vec![
            step(texts::tables::PREVIOUS_ROW, "record-previous", Glyph::ArrowUp, row == 0, row.saturating_sub(1)),
            step(texts::tables::NEXT_ROW, "record-next", Glyph::ArrowDown, row + 1 >= count, row + 1),
        ];
        Some(Content { title: texts::tables::row_of(row + 1, count), tools, body: vec![body] })
    })
}

/// A value as people read it; numbers that may be keys as they are.
fn told(cell: Option<&str>, kind: Option<ColumnKind>, currency: &str) -> String {
    let kind = kind.filter(|kind| !matches!(kind, ColumnKind::Integer | ColumnKind::Number));
    shown(cell, kind, currency).chars().take(LETTERS).collect()
}

/// The id of one whom the data is about; a press opens the card.
pub(super) fn card_button(app: AppState, id: &str) -> Node {
    let own = id.to_owned();
    let button = Node::of("button", "link-button grid__card").with("title", texts::words::OPEN_CARD).say(id);
    button.on_press(Box::new(move || {
        grid::close(app);
        card::open(app, &own);
    }))
}
