//! The tooltip beside the current mark.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::platform::dom::{Built, Node};
use crate::present::chart::{Mark, View, tooltip_place};

/// Pixels kept free between the tooltip and the edge of the window.
const EDGE: f64 = 8.0;

/// Names and values of the mark; placed after it is laid out, when its size is known.
pub fn tooltip(mark: Memo<Option<Mark>>, drawing_height: impl Fn() -> u32 + Send + Sync + 'static) -> AnyView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |built: Option<Option<Built>>| {
        let element = node.get()?;
        let mut built = built.flatten().unwrap_or_else(|| Built::at(element.as_ref()));
        // The last values stay while it fades.
        if let Some(mark) = mark.get() {
            built.fill(content(&mark));
            let drawing_height = drawing_height();
            request_animation_frame(move || place(&element, &mark, drawing_height));
        }
        Some(built)
    });
    let class =
        move || if mark.with(Option::is_some) { "chart__tooltip chart__tooltip--shown" } else { "chart__tooltip" };
    view! { <div class=class node_ref=node aria-hidden="true"></div> }.into_any()
}

fn content(mark: &Mark) -> Vec<Node> {
    let lines = mark.lines.iter().map(|(label, value)| {
        let line = Node::of("div", "chart__tooltip-line").child(Node::new("span").say(label));
        line.child(Node::new("b").say(value))
    });
    std::iter::once(Node::of("p", "chart__tooltip-title").say(&mark.title)).chain(lines).collect()
}

/// Moves the tooltip beside its mark, inside the window.
fn place(tooltip: &HtmlElement, mark: &Mark, drawing_height: u32) {
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
