//! A strip of headline figures.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::dashboard::{Figure, Widget, WidgetData, WidgetKind};
use crate::present::format;

/// Written where a figure has no value.
const MISSING: &str = "–";

/// The figures of a `WidgetKind::Figures` widget: name, value in short, value in full, and how it is computed.
#[component]
pub fn FiguresView(
    widget: Widget,
    #[prop(into)] data: Signal<Arc<WidgetData>>,
    #[prop(into)] currency: Signal<String>,
) -> impl IntoView {
    let figures = match widget.kind {
        WidgetKind::Figures(figures) => figures,
        _ => Vec::new(),
    };
    let tiles = figures.into_iter().map(|figure| view! { <Tile figure data currency /> }).collect_view();
    view! {
        <dl class="figures" aria-label=widget.title>
            {tiles}
        </dl>
    }
}

#[component]
fn Tile(figure: Figure, data: Signal<Arc<WidgetData>>, currency: Signal<String>) -> impl IntoView {
    let texts = Memo::new(move |_| {
        let value = data.with(|data| data.numbers(figure.column).first().copied().flatten());
        currency.with(|currency| texts(value.filter(|value| value.is_finite()), &figure, currency))
    });
    let short = move || texts.with(|(short, _)| short.clone());
    let full = move || texts.with(|(_, full)| full.clone());
    let exact = move || texts.with(|(short, full)| (short != full).then(|| full.clone()));
    view! {
        <div class="figure" data-testid=format!("figure-{}", figure.column)>
            <dt class="figure__label">{figure.label}</dt>
            <dd class="figure__value" title=full>{short}</dd>
            <dd class="figure__exact">{exact}</dd>
            <dd class="figure__help">
                <details>
                    <summary aria-label=format!("How is “{}” computed?", figure.label)>"?"</summary>
                    <p>{figure.help}</p>
                </details>
            </dd>
        </div>
    }
}

/// The value in short and in full.
fn texts(value: Option<f64>, figure: &Figure, currency: &str) -> (String, String) {
    match value {
        Some(value) => (format::short(value, figure.format, currency), format::full(value, figure.format, currency)),
        None => (MISSING.to_owned(), MISSING.to_owned()),
    }
}
