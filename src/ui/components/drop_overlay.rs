//! Files may be dropped anywhere on the page; while they hover, a veil says so.

use leptos::ev;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::icon::{Glyph, Icon};
use crate::platform::files;
use crate::ui::actions::take;
use crate::ui::state::AppState;

/// Listens on the window and shows the veil.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let app = AppState::get();
    // Every element below the pointer sends enter and leave: the drag is over when as many were left as entered.
    let depth = RwSignal::new(0_u32);
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if brings_files(&event) {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
        }),
        // Without this the browser would open what is dropped, a link too.
        window_event_listener(ev::dragover, |event| event.prevent_default()),
        window_event_listener(ev::dragleave, move |event| {
            if brings_files(&event) {
                depth.update(|depth| *depth = depth.saturating_sub(1));
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.set(0);
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                take::dropped(app, files::from_transfer(&transfer));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view! {
        <Show when=move || depth.get() != 0>
            <div class="drop-overlay" aria-hidden="true">
                <div class="drop-overlay__card">
                    <Icon glyph=Glyph::Upload />
                    <p>"Drop to analyse"</p>
                </div>
            </div>
        </Show>
    }
}

fn brings_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| files::carries_files(&transfer))
}
