//! The mark: three layers of sediment, as a lake lays one down each year; that is what a varve is.

use leptos::prelude::*;

/// The layered mark alone.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark__top" d="M4 9a5 5 0 0 1 5-5h14a5 5 0 0 1 5 5v1.6c-4 2.6-8 2.6-12 .6s-8-2-12 .4Z"></path>
            <path class="mark__middle" d="M4 14.4c4-2.4 8-2.4 12-.4s8 2 12-.6v5.8c-4 2.6-8 2.6-12 .6s-8-2-12 .4Z"></path>
            <path class="mark__bottom" d="M4 23c4-2.4 8-2.4 12-.4s8 2 12-.6v1a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5Z"></path>
        </svg>
    }
}
