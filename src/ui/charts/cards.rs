//! Findings as cards.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::dashboard::WidgetData;

/// The rows of a `WidgetKind::Cards` widget: its columns are title, sentence, advice and tone.
#[component]
pub fn CardsView(
    #[prop(into)] data: Signal<Arc<WidgetData>>,
    empty: &'static str,
    columns: [&'static str; 4],
) -> impl IntoView {
    let card = move |row: usize| {
        let [title, body, advice, tone] =
            columns.map(|column| data.with(|data| data.texts(column).get(row).cloned().flatten().unwrap_or_default()));
        let kind = tone.clone();
        view! {
            <li class="card" data-tone=kind>
                <p class="card__tone">{tone}</p>
                <h4>{title}</h4>
                <p>{body}"."</p>
                <p class="card__advice">{advice}"."</p>
            </li>
        }
    };
    move || match data.with(|data| data.rows) {
        0 => view! { <p class="chart__empty">{empty}</p> }.into_any(),
        rows => view! { <ul class="cards">{(0..rows).map(card).collect_view()}</ul> }.into_any(),
    }
}
