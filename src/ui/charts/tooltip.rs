//! The tooltip beside the current mark.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::present::chart::{Mark, View, tooltip_place};

/// Pixels kept free between the tooltip and the edge of the window.
const EDGE: f64 = 8.0;

/// Names and values of the mark; placed after it is laid out, when its size is known.
#[component]
pub fn Tooltip(mark: Memo<Option<Mark>>, drawing_height: Signal<u32>) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let (Some(mark), Some(element)) = (mark.get(), node.get()) else { return };
        let drawing_height = drawing_height.get();
        request_animation_frame(move || place(&element, &mark, drawing_height));
    });
    view! {
        <div class="chart__tooltip" class:chart__tooltip--shown=move || mark.with(Option::is_some) node_ref=node aria-hidden="true">
            {move || mark.get().map(content)}
        </div>
    }
}

fn content(mark: Mark) -> impl IntoView {
    let line = |(label, value): (String, String)| {
        view! {
            <div class="chart__tooltip-line">
                <span>{label}</span>
                <b>{value}</b>
            </div>
        }
    };
    view! {
        <p class="chart__tooltip-title">{mark.title}</p>
        {mark.lines.into_iter().map(line).collect_view()}
    }
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
