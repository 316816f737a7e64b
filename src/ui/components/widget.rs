//! One widget of the dashboard: its frame here, its drawing in the charts.

use leptos::prelude::*;

use super::controls::live;
use crate::present::dashboard::{Widget, WidgetKind, Width};
use crate::ui::actions::look;
use crate::ui::charts::card::Card;
use crate::ui::charts::{cards, chart, figures, table, tabs, tools};
use crate::ui::state::AppState;

/// A titled card around figures, findings, rows or a chart, and its tabs. Old data stays, dimmed, until newer data has
/// come.
pub fn card(app: AppState, widget: Widget, currency: StoredValue<String>) -> AnyView {
    let (quiet, tabbed) = (widget.quiet, !widget.tabs.is_empty());
    let mut class = String::from("widget");
    for (on, more) in [
        (widget.width == Width::Half, " widget--half"),
        (matches!(widget.kind, WidgetKind::Figures(_)), " widget--figures"),
    ] {
        class.push_str(if on { more } else { "" });
    }
    let card = Card::new(app, widget, currency);
    let class = move || format!("{class}{}", if app.found.get() == Some(card.id) { " widget--found" } else { "" });
    let stale = Memo::new(move |_| app.widgets.read().loading);
    let body_class = move || if stale.get() { "widget__body widget__body--stale" } else { "widget__body" };
    let hidden = Memo::new(move |_| quiet && card.is_empty());
    let has_data = Memo::new(move |_| card.data().is_some());
    let body = move || {
        let widget = card.widget();
        if !has_data.get() {
            return view! { <div class="widget__skeleton"></div> }.into_any();
        }
        let write = match widget.kind {
            WidgetKind::Figures(_) => figures::figures,
            WidgetKind::Cards { .. } => cards::findings,
            WidgetKind::Rows { .. } => table::rows,
            _ => return chart::chart(card, &widget),
        };
        live(Box::new(move || write(card, &widget)))
    };
    view! {
        <article
            id=look::place(card.id)
            class=class
            tabindex="-1"
            hidden=hidden
            aria-label=move || card.widget().title
            aria-busy=move || stale.get().to_string()
            data-testid=move || look::place(card.widget().id)
        >
            <header class="widget__head" on:keydown=move |event| tabs::on_key(card, &event)>
                {live(Box::new(move || tools::head(card)))}
            </header>
            <div
                id=tabs::panel(card.id)
                class=body_class
                role=tabbed.then_some("tabpanel")
                aria-labelledby=move || tabbed.then(|| tabs::name(card.widget().id))
            >
                {body}
            </div>
        </article>
    }
    .into_any()
}
