//! Why the work came to nothing, and the two ways on.

use leptos::prelude::*;

use super::drop_zone::FilePicker;
use super::icon::{Glyph, Icon};
use crate::base::Diagnostic;
use crate::ui::actions::run;
use crate::ui::state::AppState;

/// The panel; shown while there is a failure.
#[component]
pub fn ErrorPanel() -> impl IntoView {
    let app = AppState::get();
    move || app.failure.get().map(|failure| view! { <Failure failure /> })
}

#[component]
fn Failure(failure: Diagnostic) -> impl IntoView {
    let app = AppState::get();
    let place = place(&failure);
    let hints = failure.hints.iter().map(|hint| view! { <li>{hint.clone()}</li> }).collect_view();
    view! {
        <section class="error-panel" role="alert" data-testid="error-panel" data-code=failure.code>
            <div class="error-panel__head">
                <Icon glyph=Glyph::Alert />
                <h2>{failure.message}</h2>
            </div>
            {place.map(|place| view! { <p class="muted">{place}</p> })}
            <ul class="error-panel__hints">{hints}</ul>
            <div class="button-row">
                <button class="button button--primary button--small" data-testid="run-again" on:click=move |_| run::again(app)>
                    <Icon glyph=Glyph::Repeat />
                    "Run again"
                </button>
                <FilePicker label="Choose other files" quiet=true />
            </div>
        </section>
    }
}

/// Where it happened, in words: “orders.csv, row 17, column Date”.
pub(super) fn place(diagnostic: &Diagnostic) -> Option<String> {
    let location = &diagnostic.location;
    let parts = [
        location.file.clone(),
        location.row.map(|row| format!("row {}", crate::base::format::integer(row))),
        location.column.as_ref().map(|column| format!("column “{column}”")),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}
