//! Why a column was matched, in the engine's words.

use leptos::prelude::*;

/// The words; what stands between backticks in them is a name and set as code.
#[component]
pub fn Evidence(text: String) -> impl IntoView {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let part = part.to_owned();
        if index % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    });
    view! { <span class="muted">{parts.collect_view()}</span> }
}
