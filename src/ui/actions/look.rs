//! Where the dashboard is looked at: the tab in front of a card, and the card that a click leads to.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::pipelines;
use crate::platform::page;
use crate::ui::actions::filter;
use crate::ui::state::AppState;

/// How long a card that was led to is marked.
const MARKED_MILLIS: u32 = 1_800;

/// The id of a card's element.
pub fn place(card: &str) -> String {
    format!("widget-{card}")
}

/// Brings a widget to the front of its card, and answers the card's id.
pub fn open(app: AppState, widget: &str) -> Option<&'static str> {
    let run = app.run.get_untracked()?;
    let dashboard = (pipelines::spec(&run.report.pipeline)?.dashboard)();
    let mut cards = dashboard.sections.iter().flat_map(|section| &section.widgets);
    let (card, front) = cards.find_map(|card| {
        let mut looks = std::iter::once(card).chain(&card.tabs);
        looks.find(|look| look.id == widget).map(|look| (card.id, look.id))
    })?;
    app.fronts.update(|fronts| {
        fronts.retain(|(of, _)| *of != card);
        fronts.push((card, front));
    });
    Some(card)
}

/// Follows a link to a widget: its id, and behind a `?` the `field=value` to filter by in place of the field's values.
pub fn follow(app: AppState, link: &str) {
    let (widget, filter) = link.split_once('?').unwrap_or((link, ""));
    if let Some((field, value)) = filter.split_once('=') {
        filter::only(app, field, value);
    }
    let Some(card) = open(app, widget) else { return };
    page::focus(&place(card));
    page::scroll_to(&place(card));
    app.found.set(Some(card));
    Timeout::new(MARKED_MILLIS, move || {
        if app.found.get_untracked() == Some(card) {
            app.found.set(None);
        }
    })
    .forget();
}
