//! A chart with its legend and its table twin.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use super::card::Card;
use super::legend::legend;
use super::measure::follow_width;
use super::overlay::overlay;
use super::table::{nothing, twin_table};
use crate::present::chart::{Drawing, summary};
use crate::present::dashboard::Widget;
use crate::ui::components::controls::live;

/// The drawing of a widget, while there is one.
pub(super) type Drawn = Memo<Option<Arc<Drawing>>>;

/// A chart of any kind but figures, findings and rows. Draws itself anew when its width, data, theme or picked values
/// change.
pub fn chart(card: Card, widget: &Arc<Widget>) -> AnyView {
    let node = NodeRef::<Div>::new();
    follow_width(node, card.width);
    let own = Arc::clone(widget);
    let drawing: Drawn = Memo::new(move |_| card.drawing(&own).map(Arc::new));
    let is_drawn = Memo::new(move |_| drawing.with(Option::is_some));
    let legend = live(Box::new(move || drawing.get().map(|drawing| legend(&drawing.legend)).unwrap_or_default()));
    let widget = Arc::clone(widget);
    let body = move || {
        let own = Arc::clone(&widget);
        match (card.as_table.get(), is_drawn.get()) {
            (true, true) => live(Box::new(move || twin_table(card, &own))),
            (false, true) => picture(card, &own, drawing),
            // Until its width is known there is nothing to say.
            (_, false) => live(Box::new(move || (card.width.get() > 0).then(|| nothing(&own)).into_iter().collect())),
        }
    };
    view! {
        <div class="chart" node_ref=node>
            {legend}
            {body}
        </div>
    }
    .into_any()
}

/// The drawing with its overlay.
fn picture(card: Card, widget: &Arc<Widget>, drawing: Drawn) -> AnyView {
    let own = Arc::clone(widget);
    let told = move || summary(&own, &card.data_of(&own), &card.currency.get_value());
    // Made by our own drawing code, which escapes every text in it: the one place where markup is set from a string.
    let svg = move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.svg.clone()).unwrap_or_default());
    view! {
        <div class="chart__stage">
            <div class="chart__drawing" role="img" aria-label=told inner_html=svg></div>
            {overlay(card, widget, drawing)}
        </div>
    }
    .into_any()
}
