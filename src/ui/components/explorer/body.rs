//! The rows in view.

use std::ops::Range;

use leptos::prelude::*;

use crate::base::format;
use crate::platform::dom::Node;
use crate::present::grid::Selection;
use crate::texts;
use crate::ui::components::value::MISSING;
use crate::ui::state::AppState;
use crate::ui::state::grid::{Column, Rows, Shape};

/// The id of the cell that one is at.
pub(super) const ACTIVE_ID: &str = "sheet-cell";

/// Tables of more columns show those in view only.
const MANY_COLUMNS: usize = 24;
/// Letters of a cell that are shown; the record has more.
const CELL_LETTERS: usize = 160;

/// Whether something in view is still on its way.
pub(super) fn is_waiting(app: AppState) -> bool {
    let scroll = app.grid.scroll.get();
    app.grid.rows.with(|rows| {
        let chunks = |window: Range<usize>| window.into_iter().any(|row| rows.row(row).is_none());
        rows.failure.is_none() && (!rows.is_current() || chunks(scroll.window()))
    })
}

/// The columns to draw besides the pinned ones, by their places among those shown.
pub(super) fn columns_in_view(shape: &Shape, (left, width): (f64, f64)) -> Range<usize> {
    let all = shape.pinned..shape.shown.len();
    if shape.shown.len() <= MANY_COLUMNS {
        return all;
    }
    let end = |place: usize| shape.lefts.get(place + 1).copied().unwrap_or(shape.total);
    let first = all.clone().find(|place| f64::from(end(*place)) > left).unwrap_or(all.start);
    let last = all.clone().rev().find(|place| f64::from(shape.lefts[*place]) < left + width).unwrap_or(all.start);
    // One more to each side: the browser scrolls before it asks.
    first.saturating_sub(1).max(all.start)..(last + 2).min(all.end)
}

/// The place of a cell in its row.
pub(super) fn cell_style(shape: &Shape, place: usize, column: &Column) -> String {
    if place < shape.pinned {
        format!("width:{}px;left:{}px", column.width, shape.lefts[place])
    } else {
        format!("width:{}px", column.width)
    }
}

/// What stands for the columns out of view to the left.
pub(super) fn gap(shape: &Shape, columns: &Range<usize>) -> Node {
    let from = shape.lefts.get(shape.pinned).copied().unwrap_or_default();
    let to = shape.lefts.get(columns.start).copied().unwrap_or(from);
    Node::of("div", "sheet__gap").with("style", format!("width:{}px", to - from))
}

/// The rows.
pub(super) fn nodes(app: AppState) -> Vec<Node> {
    let grid = app.grid;
    let (scroll, selection) = (grid.scroll.get(), grid.selection.get());
    let subject = app.run.with(|run| run.as_ref()?.spec()?.subject.as_ref().map(|subject| subject.id));
    let aside = grid.aside.get();
    grid.shape.with(|shape| {
        grid.rows.with(|rows| {
            let columns = columns_in_view(shape, aside);
            let body = Body { shape, rows, selection, subject, columns };
            scroll.window().map(|row| body.row(row)).collect()
        })
    })
}

struct Body<'a> {
    shape: &'a Shape,
    rows: &'a Rows,
    selection: Selection,
    subject: Option<&'static str>,
    columns: Range<usize>,
}

impl Body<'_> {
    fn row(&self, row: usize) -> Node {
        let number = format::integer(row as u64 + 1);
        let at = self.selection.rows().contains(&row) && !self.selection.header;
        let class = if at { "sheet__number sheet__number--at" } else { "sheet__number" };
        let number = Node::of("div", class).with("role", "rowheader").with("aria-colindex", "1").say(number);
        let number = number.with("style", format!("width:{}px", self.shape.numbers));
        let line = Node::of("div", "sheet__row").with("role", "row").with("aria-rowindex", (row + 2).to_string());
        let line = line.child(number).all((0..self.shape.pinned).map(|place| self.cell(row, place)));
        line.child(gap(self.shape, &self.columns)).all(self.columns.clone().map(|place| self.cell(row, place)))
    }

    fn cell(&self, row: usize, place: usize) -> Node {
        let Some(column) = self.shape.column(place) else { return Node::new("div") };
        let text = self.rows.cell(row, self.shape.shown[place]);
        let mut class = String::from("sheet__cell");
        let mut add = |on: bool, name: &str| {
            if on {
                class.push_str(name);
            }
        };
        let (head, header) = (self.selection.head, self.selection.header);
        let active = !header && head.row == row && head.column == place;
        let inside = self.selection.is_wide()
            && self.selection.rows().contains(&row)
            && self.selection.columns().contains(&place);
        add(column.numeric, " sheet__cell--number");
        add(text == Some(None), " sheet__cell--null");
        add(text.is_none(), " sheet__cell--due");
        add(place < self.shape.pinned, " sheet__cell--pinned");
        add(inside, " sheet__cell--in");
        let cell = Node::of("div", &class).with("role", "gridcell").with("aria-colindex", (place + 2).to_string());
        let cell = cell.with("style", cell_style(self.shape, place, column)).maybe("id", active.then_some(ACTIVE_ID));
        let cell = cell.maybe("aria-selected", (active || inside).then_some("true"));
        match text {
            Some(Some(id)) if self.subject == Some(column.name.as_str()) => {
                let button =
                    Node::of("button", "link-button grid__card").with("tabindex", "-1").with("data-act", "card");
                cell.child(button.with("title", texts::words::OPEN_CARD).say(id))
            }
            Some(Some(text)) => cell.say(cut(text)),
            Some(None) => cell.say(MISSING),
            None => cell.say(""),
        }
    }
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(CELL_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
