//! The tooltip beside the current mark.

use std::any::Any;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::chart::Drawn;
use crate::platform::dom::Node;
use crate::present::chart::{Mark, View, tooltip_place};
use crate::ui::live::{Content, part};

/// Pixels kept free between the tooltip and the edge of the window.
const EDGE: f64 = 8.0;

/// Names and values of the mark; placed after it is laid out, when its size is known.
pub fn tooltip(mark: Memo<Option<Mark>>, drawing: Drawn) -> Node {
    part("tooltip", Box::new(move || shown(mark, drawing)))
}

fn shown(mark: Memo<Option<Mark>>, drawing: Drawn) -> Content {
    let (place, last) = (StoredValue::new_local(None::<HtmlElement>), StoredValue::new(None::<Mark>));
    Box::new(move || {
        let now = mark.get();
        let class = if now.is_some() { "chart__tooltip chart__tooltip--shown" } else { "chart__tooltip" };
        if let Some(mark) = &now {
            last.set_value(Some(mark.clone()));
            let (mark, height) = (mark.clone(), drawing.get().map_or(0, |drawing| drawing.height));
            request_animation_frame(move || {
                if let Some(tooltip) = place.try_get_value().flatten() {
                    put(&tooltip, &mark, height);
                }
            });
        }
        let made = move |element: &Element| -> Box<dyn Any> {
            place.set_value(element.clone().dyn_into().ok());
            Box::new(())
        };
        // The last values stay while it fades.
        let text = last.with_value(|last| last.as_ref().map(content)).unwrap_or_default();
        vec![Node::of("div", class).with("aria-hidden", "true").inhabited(Box::new(made)).all(text)]
    })
}

fn content(mark: &Mark) -> Vec<Node> {
    let lines = mark.lines.iter().map(|(label, value)| {
        let line = Node::of("div", "chart__tooltip-line").child(Node::new("span").say(label));
        line.child(Node::new("b").say(value))
    });
    std::iter::once(Node::of("p", "chart__tooltip-title").say(&mark.title)).chain(lines).collect()
}

/// Moves the tooltip beside its mark, inside the window.
fn put(tooltip: &HtmlElement, mark: &Mark, drawing_height: u32) {
    let Some((stage, root)) = tooltip
        .parent_element()
        .zip(web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element()))
    else {
        return;
    };
    let stage = stage.get_bounding_client_rect();
    let view = View {
        left: EDGE - stage.left(),
        top: EDGE - stage.top(),
        right: f64::from(root.client_width()) - EDGE - stage.left(),
        bottom: f64::from(root.client_height()) - EDGE - stage.top(),
    };
    let (width, height) = (f64::from(tooltip.offset_width()), f64::from(tooltip.offset_height()));
    let (left, top) = tooltip_place(mark, width, height, drawing_height, view);
    // Setting a style fails only for a read-only declaration, which an element's own is not.
    drop(tooltip.style().set_property("transform", &format!("translate({}px, {}px)", left.round(), top.round())));
}
