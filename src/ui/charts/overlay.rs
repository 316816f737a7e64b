//! What lies over a drawing: hover, click and keys on its marks. One tab stop; arrow keys move between marks.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use super::card::Card;
use super::chart::Drawn;
use super::tooltip::tooltip;
use crate::platform::dom::Node;
use crate::present::chart::{Drawing, Mark, Move, moved};
use crate::present::dashboard::{Widget, WidgetKind};
use crate::texts;
use crate::ui::actions::filter;
use crate::ui::live::{Content, live, part};

/// The marks of a drawing and where the person is among them.
#[derive(Clone, Copy)]
struct Cursor {
    card: Card,
    widget: StoredValue<Arc<Widget>>,
    drawing: Drawn,
    current: RwSignal<Option<usize>>,
    /// Where a drag over a range began, by pointer or by Shift.
    from: RwSignal<Option<usize>>,
    /// What a screen reader says; set by keys only, since a moving pointer would chatter.
    spoken: RwSignal<String>,
}

impl Cursor {
    fn at(self, x: i32, y: i32) -> Option<usize> {
        self.drawing.try_with_untracked(|drawing| drawing.as_ref()?.mark_at(f64::from(x), f64::from(y)))?
    }

    fn mark(self) -> Option<Mark> {
        let current = self.current.get()?;
        self.drawing.with(|drawing| drawing.as_ref()?.marks.get(current).cloned())
    }

    /// From where to where a drag goes by now, from left to right.
    fn range(self) -> Option<(Mark, Mark)> {
        let (from, to) = (self.from.get()?, self.current.get()?);
        let both = |drawing: &Option<Arc<Drawing>>| {
            let marks = &drawing.as_ref()?.marks;
            Some((marks.get(from.min(to))?.clone(), marks.get(from.max(to))?.clone()))
        };
        if from == to { None } else { self.drawing.with(both) }
    }

    /// Begins a drag, where the chart has one.
    fn begin(self, mark: Option<usize>) {
        let drags = self.widget.with_value(|widget| matches!(widget.kind, WidgetKind::Columns { drag: true, .. }));
        self.from.set(mark.filter(|_| drags));
    }

    fn hover(self, mark: Option<usize>) {
        // A focused or hovered element still sends its last event when it is taken off the page: by then there is no signal.
        if self.current.try_get_untracked().is_some_and(|current| current != mark) {
            self.current.set(mark);
        }
    }

    fn step(self, step: Move) {
        let from = self.current.get_untracked();
        let to = self.drawing.with_untracked(|drawing| moved(&drawing.as_ref()?.marks, from, step));
        self.current.set(to);
        self.spoken.set(untrack(|| self.mark()).map(|mark| self.sentence(&mark)).unwrap_or_default());
    }

    fn pick(self, mark: Option<usize>) {
        let range = untrack(|| self.range());
        self.from.set(None);
        if let (Some((from, to)), Some(field)) = (range, self.widget.with_value(|widget| widget.kind.field())) {
            let range = from.value.zip(to.value).map(|(from, to)| format!("{from}..{to}"));
            return range.into_iter().for_each(|range| filter::only(self.card.app, field, &range));
        }
        let value = self.drawing.with_untracked(|drawing| drawing.as_ref()?.marks.get(mark?)?.value.clone());
        if let Some(value) = value {
            self.card.pick(&self.widget.get_value(), &value);
        }
    }

    fn leave(self) {
        self.hover(None);
        // See there.
        if self.from.try_get_untracked().flatten().is_some() {
            self.from.set(None);
        }
        if self.spoken.try_with_untracked(|spoken| !spoken.is_empty()).unwrap_or(false) {
            self.spoken.set(String::new());
        }
    }

    fn sentence(self, mark: &Mark) -> String {
        let lines: Vec<String> = mark.lines.iter().map(|(label, value)| format!("{label} {value}")).collect();
        let picked = untrack(|| self.card.picked(&self.widget.get_value()));
        let is_picked = mark.value.as_ref().is_some_and(|value| picked.contains(value));
        format!("{}: {}{}", mark.title, lines.join(", "), if is_picked { texts::charts::PICKED } else { "" })
    }

    fn hear(self, kind: &str, event: &Event) {
        let at = || event.dyn_ref::<MouseEvent>().and_then(|event| self.at(event.offset_x(), event.offset_y()));
        match kind {
            "pointermove" => self.hover(at()),
            "pointerdown" => {
                self.hover(at());
                self.begin(at());
            }
            "pointerleave" => self.leave(),
            "click" => self.pick(at()),
            "focus" if self.current.with_untracked(Option::is_none) => self.step(Move::First),
            "blur" => self.leave(),
            "keydown" if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| self.key(event)) => {
                event.prevent_default()
            }
            _ => {}
        }
    }

    /// Acts on a key; whether it was one of ours.
    fn key(self, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        if event.shift_key() && self.from.with_untracked(Option::is_none) {
            self.begin(self.current.get_untracked());
        } else if !event.shift_key() && event.key() != "Enter" {
            self.from.set(None);
        }
        match event.key().as_str() {
            "ArrowLeft" => self.step(Move::Left),
            "ArrowRight" => self.step(Move::Right),
            "ArrowUp" => self.step(Move::Up),
            "ArrowDown" => self.step(Move::Down),
            "Home" => self.step(Move::First),
            "End" => self.step(Move::Last),
            "Enter" | " " => self.pick(self.current.get_untracked()),
            "Escape" if self.current.with_untracked(Option::is_some) => self.leave(),
            _ => return false,
        }
        true
    }
}

/// Hover, click and keys over `drawing`.
pub fn overlay(card: Card, widget: &Arc<Widget>, drawing: Drawn) -> Node {
    let widget = Arc::clone(widget);
    part("overlay", Box::new(move || content(card, widget, drawing)))
}

fn content(card: Card, widget: Arc<Widget>, drawing: Drawn) -> Content {
    let title = widget.title;
    let widget = StoredValue::new(widget);
    let (current, from, spoken) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(String::new()));
    let cursor = Cursor { card, widget, drawing, current, from, spoken };
    let mark = Memo::new(move |_| cursor.mark());
    let picks =
        Memo::new(move |_| drawing.get().is_some_and(|drawing| drawing.marks.iter().any(|mark| mark.value.is_some())));
    Box::new(move || {
        let class = if picks.get() { "chart__overlay chart__overlay--picks" } else { "chart__overlay" };
        let label = texts::charts::keys(title, picks.get());
        let field = Node::of("div", class).with("tabindex", "0").with("role", "application");
        let field = field.with("aria-roledescription", "chart").with("aria-label", label);
        let kinds = ["pointermove", "pointerdown", "pointerleave", "click", "focus", "blur", "keydown"];
        let field = kinds.into_iter().fold(field, |field, kind| {
            let hear = move |event: &Event| cursor.hear(kind, event);
            field.on(kind, Box::new(hear))
        });
        let cursor_box = live(Box::new(move || {
            let range = cursor.range().map(|(from, to)| Mark { width: to.x + to.width - from.x, ..from });
            range
                .or_else(|| mark.get())
                .map(|mark| Node::of("div", "chart__cursor").with("style", box_style(&mark)))
                .into_iter()
                .collect()
        }));
        let spoken = live(Box::new(move || {
            vec![Node::of("p", "visually-hidden").with("aria-live", "polite").say(cursor.spoken.get())]
        }));
        vec![field, cursor_box, tooltip(mark, drawing), spoken]
    })
}

fn box_style(mark: &Mark) -> String {
    format!("left:{}px;top:{}px;width:{}px;height:{}px", mark.x, mark.y, mark.width, mark.height)
}
