//! Light or dark.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::platform::theme::Look;
use crate::ui::state::Appearance;

/// A button that changes to the other look.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let appearance: Appearance = expect_context();
    let label = move || match appearance.look() {
        Look::Light => "Switch to dark",
        Look::Dark => "Switch to light",
    };
    view! {
        <button class="icon-button" data-testid="theme-toggle" aria-label=label title=label on:click=move |_| appearance.toggle()>
            {move || match appearance.look() {
                Look::Light => view! { <Icon glyph=Glyph::Moon /> },
                Look::Dark => view! { <Icon glyph=Glyph::Sun /> },
            }}
        </button>
    }
}
