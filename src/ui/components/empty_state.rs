//! A page that has nothing to show yet.

use leptos::prelude::*;

use super::drop_zone::DropZone;

/// Says what is missing, and offers to bring it.
#[component]
pub fn EmptyState(title: &'static str, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="empty-state" data-testid="empty-state">
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            <DropZone />
        </div>
    }
}
