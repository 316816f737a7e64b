//! A chart with its legend and its table twin.

use std::sync::Arc;

use leptos::prelude::*;

use super::card::Card;
use super::legend::legend;
use super::measure::follow_width;
use super::overlay::overlay;
use super::table::{nothing, twin_table};
use crate::platform::dom::Node;
use crate::present::chart::{Drawing, summary};
use crate::present::dashboard::Widget;
use crate::ui::live::{Content, live, part};

/// The drawing of a widget, while there is one.
pub(super) type Drawn = Memo<Option<Arc<Drawing>>>;

/// A chart of any kind but figures, findings and rows. Draws itself anew when its width, data, theme or picked values
/// change.
pub fn chart(card: Card, widget: &Arc<Widget>) -> Node {
    let own = Arc::clone(widget);
    part(widget.id, Box::new(move || content(card, own)))
}

fn content(card: Card, widget: Arc<Widget>) -> Content {
    let own = Arc::clone(&widget);
    let drawing: Drawn = Memo::new(move |_| card.drawing(&own).map(Arc::new));
    let is_drawn = Memo::new(move |_| drawing.with(Option::is_some));
    Box::new(move || {
        let legend = live(Box::new(move || drawing.get().map(|drawing| legend(&drawing.legend)).unwrap_or_default()));
        let own = Arc::clone(&widget);
        let body = part("body", Box::new(move || body(card, own, drawing, is_drawn)));
        vec![Node::of("div", "chart").inhabited(follow_width(card.width)).child(legend).child(body)]
    })
}

fn body(card: Card, widget: Arc<Widget>, drawing: Drawn, is_drawn: Memo<bool>) -> Content {
    Box::new(move || match (card.as_table.get(), is_drawn.get()) {
        (true, true) => twin_table(card, &widget),
        (false, true) => vec![picture(card, &widget, drawing)],
        // Until its width is known there is nothing to say.
        (_, false) => (card.width.get() > 0).then(|| nothing(&widget)).into_iter().collect(),
    })
}

/// The drawing with its overlay.
fn picture(card: Card, widget: &Arc<Widget>, drawing: Drawn) -> Node {
    let own = Arc::clone(widget);
    let drawn = live(Box::new(move || {
        let told = summary(&own, &card.data_of(&own), &card.currency());
        // Made by our own drawing code, which escapes every text in it: the one place where markup is set from a string.
        let svg = drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.svg.clone()).unwrap_or_default());
        vec![Node::of("div", "chart__drawing").with("role", "img").with("aria-label", told).markup(svg)]
    }));
    Node::of("div", "chart__stage").child(drawn).child(overlay(card, widget, drawing))
}
