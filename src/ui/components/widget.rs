//! One widget of the dashboard: its frame here, its drawing in the charts.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::platform::dom::Node;
use crate::present::dashboard::{Widget, WidgetKind, Width};
use crate::ui::actions::look;
use crate::ui::charts::card::Card;
use crate::ui::charts::{cards, chart, figures, table, tabs, tools};
use crate::ui::live::{Content, live, part};
use crate::ui::state::AppState;

/// A titled card around figures, findings, rows or a chart, and its tabs. Old data stays, dimmed, until newer data has
/// come.
pub fn card(app: AppState, widget: Widget) -> Node {
    part(widget.id, Box::new(move || content(app, widget)))
}

fn content(app: AppState, widget: Widget) -> Content {
    let (quiet, tabbed) = (widget.quiet, !widget.tabs.is_empty());
    let half = if widget.width == Width::Half { " widget--half" } else { "" };
    let figures = if matches!(widget.kind, WidgetKind::Figures(_)) { " widget--figures" } else { "" };
    let card = Card::new(app, widget);
    let stale = Memo::new(move |_| app.widgets.read().loading);
    let found = Memo::new(move |_| app.found.get() == Some(card.id));
    let hidden = Memo::new(move |_| quiet && card.is_empty());
    let has_data = Memo::new(move |_| card.data().is_some());
    Box::new(move || {
        let (widget, stale) = (card.widget(), stale.get());
        let found = if found.get() { " widget--found" } else { "" };
        // Another look at the same card: the card stays.
        let place = Node::of("article", &format!("widget{half}{figures}{found}")).keyed(card.id);
        let place = place.with("id", look::place(card.id)).with("tabindex", "-1").named(look::place(widget.id));
        let place = place.with("aria-label", widget.title).with("aria-busy", stale.to_string());
        let place = place.maybe("hidden", hidden.get().then_some(""));
        let on_key = move |event: &web_sys::Event| {
            if let Some(event) = wasm_bindgen::JsCast::dyn_ref::<KeyboardEvent>(event) {
                tabs::on_key(card, event);
            }
        };
        let head = Node::of("header", "widget__head").on("keydown", Box::new(on_key));
        let head = head.child(live(Box::new(move || tools::head(card))));
        let body = Node::of("div", if stale { "widget__body widget__body--stale" } else { "widget__body" });
        let body = body.with("id", tabs::panel(card.id)).maybe("role", tabbed.then_some("tabpanel"));
        let label = tabbed.then(|| tabs::name(widget.id));
        let body = body.maybe("aria-labelledby", label.as_deref()).child(live(Box::new(move || {
            let widget = card.widget();
            if !has_data.get() {
                return vec![Node::of("div", "widget__skeleton")];
            }
            match widget.kind {
                WidgetKind::Figures(_) => figures::figures(card, &widget),
                WidgetKind::Cards { .. } => cards::findings(card, &widget),
                WidgetKind::Rows { .. } => table::rows(card, &widget),
                _ => vec![chart::chart(card, &widget)],
            }
        })));
        vec![place.child(head).child(body)]
    })
}
