//! The foot of the page.

use leptos::prelude::*;

/// One quiet line.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="footer">
            <p>"Files are read and computed in this tab. Nothing is uploaded."</p>
            <p class="footer__version">{concat!("Varve ", env!("CARGO_PKG_VERSION"))}</p>
        </footer>
    }
}
