//! The element of a grid of cells: what the person does in it, as plain values; where it is scrolled to; its attributes.
//!
//! One listener per event hears all cells: a cell tells its place by `aria-rowindex` of its row and its own
//! `aria-colindex`, and a control in it what it does by `data-act`.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, ResizeObserver};

/// The id of the grid's element. There is one.
pub const SHEET_ID: &str = "sheet";

/// Rows of the touch of a finger are taller than those for a mouse.
const ROW_PIXELS: f64 = 30.0;
const COARSE_ROW_PIXELS: f64 = 38.0;

/// A cell by its row (1 is the header) and its column (1 holds the row numbers).
pub type Place = (usize, usize);

/// What the person did.
#[derive(Debug)]
pub enum Gesture {
    Key {
        key: String,
        shift: bool,
        /// With Ctrl or ⌘.
        command: bool,
        alt: bool,
        /// Whether a control inside has the focus, which hears Enter and Space itself.
        inside: bool,
    },
    /// A cell was pressed, without or with Shift.
    Press(Place, bool),
    /// The pointer, held down, came to a cell.
    Drag(Place),
    Double(Place),
    /// A control was pressed: what it does, which one it is among its like, its cell, and whether with Shift.
    Act(String, usize, Place, bool),
    Scroll {
        top: f64,
        left: f64,
    },
    /// The part of the grid that is seen, without scroll bars.
    Size {
        width: f64,
        height: f64,
    },
}

/// Listens as long as it is kept.
pub struct Listening {
    _listeners: Vec<EventListener>,
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Hears what is done in an element; `heard` tells whether the browser need not do anything more about it.
pub fn listen(element: &Element, heard: Rc<dyn Fn(Gesture) -> bool>) -> Listening {
    let watched = element.clone();
    let told = Rc::clone(&heard);
    let resized = Closure::<dyn FnMut()>::new(move || {
        let (width, height) = (f64::from(watched.client_width()), f64::from(watched.client_height()));
        told(Gesture::Size { width, height });
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    // A finger that moves scrolls; only a tap is a press.
    let by_mouse = Cell::new(false);
    let hear = move |event: &Event| {
        if gesture(event, &by_mouse).is_some_and(|gesture| heard(gesture)) {
            event.prevent_default();
        }
    };
    let hear: Rc<dyn Fn(&Event)> = Rc::new(hear);
    let listeners = ["scroll", "keydown", "pointerdown", "pointermove", "click", "dblclick"].map(|kind| {
        let hear = Rc::clone(&hear);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(element, kind, options, move |event| hear(event))
    });
    Listening { _listeners: listeners.into(), observer, _resized: resized }
}

fn gesture(event: &Event, by_mouse: &Cell<bool>) -> Option<Gesture> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
        let command = event.ctrl_key() || event.meta_key();
        let inside = target.id() != SHEET_ID;
        return Some(Gesture::Key {
            key: event.key(),
            shift: event.shift_key(),
            command,
            alt: event.alt_key(),
            inside,
        });
    }
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
        let (top, left) = (f64::from(target.scroll_top()), f64::from(target.scroll_left()));
        return Some(Gesture::Scroll { top, left });
    };
    let act = target.closest("[data-act]").ok().flatten();
    let place = place(&target);
    match event.type_().as_str() {
        "pointerdown" => {
            let pointer = event.dyn_ref::<PointerEvent>();
            by_mouse.set(pointer.is_some_and(|pointer| pointer.pointer_type() == "mouse"));
            (by_mouse.get() && mouse.button() == 0 && act.is_none()).then_some(())?;
            Some(Gesture::Press(place?, mouse.shift_key()))
        }
        "pointermove" => (by_mouse.get() && mouse.buttons() == 1).then(|| place.map(Gesture::Drag)).flatten(),
        "dblclick" => act.is_none().then(|| place.map(Gesture::Double)).flatten(),
        _ => match act {
            Some(act) => {
                let index = number(&act, "data-index").unwrap_or_default();
                Some(Gesture::Act(act.get_attribute("data-act")?, index, place?, mouse.shift_key()))
            }
            None => (!by_mouse.get()).then(|| place.map(|place| Gesture::Press(place, false))).flatten(),
        },
    }
}

/// The cell around an element.
fn place(element: &Element) -> Option<Place> {
    let cell = element.closest("[aria-colindex]").ok().flatten()?;
    let row = cell.closest("[aria-rowindex]").ok().flatten()?;
    Some((number(&row, "aria-rowindex")?, number(&cell, "aria-colindex")?))
}

fn number(element: &Element, attribute: &str) -> Option<usize> {
    element.get_attribute(attribute)?.parse().ok()
}

fn sheet() -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(SHEET_ID)?.dyn_into().ok()
}

/// Scrolls down to a place; answers where the browser has stopped.
#[allow(clippy::cast_possible_truncation)]
pub fn scroll_down(top: f64) -> Option<f64> {
    let sheet = sheet()?;
    sheet.set_scroll_top(top as i32);
    Some(f64::from(sheet.scroll_top()))
}

/// Scrolls sideways to a place.
#[allow(clippy::cast_possible_truncation)]
pub fn scroll_aside(left: f64) {
    if let Some(sheet) = sheet() {
        sheet.set_scroll_left(left as i32);
    }
}

/// The height of a row, by what people point with here.
pub fn row_height() -> f64 {
    let coarse = web_sys::window().and_then(|window| window.match_media("(pointer: coarse)").ok().flatten());
    if coarse.is_some_and(|query| query.matches()) { COARSE_ROW_PIXELS } else { ROW_PIXELS }
}

/// Where the lower left corner of the header of a column is on the screen, in whole CSS pixels.
pub fn header_corner(column: usize) -> Option<(i32, i32)> {
    let selector = format!("[role=columnheader][aria-colindex=\"{column}\"]");
    let rect = sheet()?.query_selector(&selector).ok().flatten()?.get_bounding_client_rect();
    Some((rect.left() as i32, rect.bottom() as i32))
}
