//! What people do in the grid: move, select, and open what lies over it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::table::pump;
use super::{card, choice, copy};
use crate::platform::page;
use crate::platform::sheet::{self, Gesture, Place};
use crate::present::grid::{Bounds, Cell, Selection, Step};
use crate::ui::state::AppState;
use crate::ui::state::grid::{Panel, Typed};

/// Fields that keys of the grid lead to, by their ids.
pub const SEARCH_ID: &str = "table-search";
pub const GO_ID: &str = "table-go";

/// The wheel or the finger has come to rest.
const REST_MS: u32 = 200;

/// The header's and the row numbers' part in the places of cells.
const BEFORE: (usize, usize) = (2, 2);

/// Hears what is done in the grid; whether that is all there is to do about it.
pub fn heard(app: AppState, gesture: Gesture) -> bool {
    let grid = app.grid;
    match gesture {
        Gesture::Scroll { top, left } => {
            if grid.aside.with_untracked(|aside| (aside.0 - left).abs() > 0.5) {
                grid.aside.update(|aside| aside.0 = left);
                pump(app);
            }
            scrolled(app, top);
            false
        }
        Gesture::Size { width, height } => {
            resized(app, width, height);
            false
        }
        Gesture::Press(place, shift) => {
            press(app, place, shift);
            // A press on a cell leaves the focus with the grid by itself, and a drag from it selects no text.
            false
        }
        Gesture::Drag(place) => {
            press(app, place, true);
            true
        }
        Gesture::Double(place) => {
            if place.0 >= BEFORE.0 {
                open_record(app);
            }
            true
        }
        Gesture::Act(what, index, place, shift) => {
            act(app, &what, index, place, shift);
            true
        }
        Gesture::Key { key, shift, command, alt, inside } => pressed_key(app, &key, shift, command, alt, inside),
    }
}

/// The height of the header; `--sheet-head` in the style.
pub const HEAD_PIXELS: f64 = 92.0;

/// The grid has another size, or is on the page again: it goes on where it was.
fn resized(app: AppState, width: f64, height: f64) {
    let grid = app.grid;
    grid.scroll.update(|scroll| scroll.view = (height - HEAD_PIXELS).max(0.0));
    let (left, top) = (grid.aside.get_untracked().0, grid.scroll.with_untracked(|scroll| scroll.top));
    grid.aside.set((left, width));
    sheet::scroll_aside(left);
    go_to(app, top);
}

fn scrolled(app: AppState, bar: f64) {
    let grid = app.grid;
    if grid.scroll.with_untracked(|scroll| (scroll.bar - bar).abs() < 0.5) {
        return;
    }
    grid.scroll.update(|scroll| scroll.moved(bar));
    pump(app);
    let seen = grid.scroll.get_untracked();
    spawn_local(async move {
        TimeoutFuture::new(REST_MS).await;
        let now = grid.scroll.get_untracked();
        if now == seen && now.settled().is_some() {
            go_to(app, now.top);
        }
    });
}

/// Makes rows and bar agree on a place.
fn go_to(app: AppState, top: f64) {
    app.grid.scroll.update(|scroll| {
        let bar = scroll.go(top);
        // Browsers round: what they say is what they will tell.
        scroll.bar = sheet::scroll_down(bar).unwrap_or(bar);
    });
    pump(app);
}

/// Shows the cell that one is at.
fn reveal(app: AppState) {
    let grid = app.grid;
    let head = grid.selection.with_untracked(|selection| selection.head);
    let scroll = grid.scroll.get_untracked();
    if let Some(top) = scroll.showing(head.row) {
        go_to(app, top);
    }
    let shape = grid.shape.get_untracked();
    let (left, width) = grid.aside.get_untracked();
    if let Some(column) = shape.column(head.column).filter(|_| head.column >= shape.pinned) {
        let (from, kept) = (f64::from(shape.lefts[head.column]), f64::from(shape.kept()));
        let end = from + f64::from(column.width);
        if from < left + kept {
            sheet::scroll_aside(from - kept);
        } else if end > left + width {
            sheet::scroll_aside((end - width).min(from - kept));
        }
    }
}

fn bounds(app: AppState) -> Bounds {
    let scroll = app.grid.scroll.get_untracked();
    let columns = app.grid.shape.with_untracked(|shape| shape.shown.len());
    Bounds { rows: scroll.rows, columns, page: scroll.page() }
}

fn press(app: AppState, (row, column): Place, extend: bool) {
    let Bounds { columns, rows, .. } = bounds(app);
    if row < BEFORE.0 || rows == 0 || columns == 0 {
        return;
    }
    app.grid.selection.update(|selection| {
        let row = row - BEFORE.0;
        // The number of a row stands for all its cells.
        let whole = column < BEFORE.1;
        let head = Cell { row, column: column.saturating_sub(BEFORE.1) };
        let anchor =
            if extend { selection.anchor } else { Cell { column: if whole { columns - 1 } else { head.column }, row } };
        *selection = Selection { anchor, head, header: false };
    });
}

/// Presses on controls in cells.
fn act(app: AppState, what: &str, index: usize, (row, column): Place, shift: bool) {
    let grid = app.grid;
    let shown = column.saturating_sub(BEFORE.1);
    let shape = grid.shape.get_untracked();
    let Some(name) = shape.column(shown).map(|column| column.name.clone()) else { return };
    match what {
        "sort" => choice::sort_by(app, &name, shift),
        "menu" => open_column(app, shown),
        "bar" => choice::press_bar(app, &name, index),
        "value" => choice::press_value(app, &name, index),
        "card" => {
            let place = shape.shown[shown];
            let id = grid.rows.with_untracked(|rows| rows.cell(row - BEFORE.0, place).flatten().map(str::to_owned));
            id.into_iter().for_each(|id| card::open(app, &id));
        }
        _ => {}
    }
}

fn pressed_key(app: AppState, key: &str, shift: bool, command: bool, alt: bool, inside: bool) -> bool {
    let grid = app.grid;
    let selection = grid.selection.get_untracked();
    let column = selection.head.column;
    let lower = key.to_lowercase();
    match (lower.as_str(), command) {
        ("enter" | " ", false) if inside => return false,
        ("enter", false) if selection.header => {
            let name = grid.shape.with_untracked(|shape| shape.column(column).map(|column| column.name.clone()));
            name.into_iter().for_each(|name| choice::sort_by(app, &name, shift));
        }
        (" ", false) if selection.header => open_column(app, column),
        ("contextmenu", _) => open_column(app, column),
        ("f10", false) if shift => open_column(app, column),
        ("arrowdown", false) if alt => open_column(app, column),
        ("enter", false) => open_record(app),
        ("escape", false) => grid.selection.set(Selection { anchor: selection.head, ..selection }),
        // As in a spreadsheet: Shift takes the row, Ctrl the column.
        (" ", false) if shift => select(app, (false, true)),
        (" ", true) => select(app, (true, false)),
        (" ", false) => {}
        ("a", true) => select(app, (true, true)),
        ("c", true) => copy::copy(app),
        ("f", true) | ("/", false) => page::focus(SEARCH_ID),
        ("g", true) => page::focus(GO_ID),
        _ => {
            let Some(step) = Step::of_key(key, command).filter(|_| !alt) else { return false };
            grid.selection.set(selection.stepped(step, shift, bounds(app)));
            reveal(app);
        }
    }
    true
}

/// Opens the row that one is at as a record.
pub fn open_record(app: AppState) {
    if app.grid.scroll.with_untracked(|scroll| scroll.rows > 0) {
        app.grid.panel.set(Panel::Record);
    }
}

/// Selects all rows of the columns selected, all columns of the rows selected, or both. One stays where one is.
fn select(app: AppState, (rows, columns): (bool, bool)) {
    let bounds = bounds(app);
    app.grid.selection.update(|selection| {
        let (from, to) = (&mut selection.anchor, &mut selection.head);
        if rows {
            (from.row, to.row) = (bounds.rows.saturating_sub(1), 0);
        }
        if columns {
            (from.column, to.column) = (bounds.columns.saturating_sub(1), 0);
        }
    });
}

/// Goes to a row by its number, as it is typed.
pub fn go_to_row(app: AppState, text: &str) {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rows = app.grid.scroll.with_untracked(|scroll| scroll.rows);
    let Some(row) = digits.parse::<usize>().ok().filter(|_| rows > 0) else { return };
    at_row(app, row.clamp(1, rows) - 1);
    page::focus(sheet::SHEET_ID);
}

/// Goes to a row, in the column that one is in.
pub fn at_row(app: AppState, row: usize) {
    app.grid.selection.update(|selection| *selection = Selection::at(row, selection.head.column));
    reveal(app);
}

/// Opens what can be done with a column.
pub fn open_column(app: AppState, shown: usize) {
    let name = app.grid.shape.with_untracked(|shape| shape.column(shown).map(|column| column.name.clone()));
    let Some(name) = name else { return };
    let corner = sheet::header_corner(shown + BEFORE.1).unwrap_or_default();
    app.grid.typed.set(app.view().with_untracked(|view| Typed::of(view.choice.of(&name))));
    app.grid.panel.set(Panel::Column { name, corner });
    pump(app);
}

/// Closes what lies open over the grid.
pub fn close(app: AppState) {
    app.grid.panel.set(Panel::Closed);
    app.grid.selection.update(|selection| {
        let columns = app.grid.shape.with_untracked(|shape| shape.shown.len());
        let rows = app.grid.scroll.with_untracked(|scroll| scroll.rows);
        *selection = selection.within(rows, columns);
    });
}
