//! For an address that names no page.

use leptos::prelude::*;

use crate::ui::routes::View;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="page empty-state">
            <h1>"There is no such page"</h1>
            <p class="lead">"The link may be of another version of Varve, or it was cut off."</p>
            <a class="button button--primary" href=View::default().href()>
                "Go to the start page"
            </a>
        </div>
    }
}
