//! What the run has to say besides its result.

use leptos::prelude::*;

use super::counted;
use super::error_panel::place;
use super::icon::{Glyph, Icon};
use crate::base::{Diagnostic, Severity};

/// A panel that opens on request; nothing at all when there is nothing to say.
#[component]
pub fn DiagnosticsPanel(diagnostics: Vec<Diagnostic>) -> impl IntoView {
    (!diagnostics.is_empty()).then(|| {
        let warnings = diagnostics.iter().any(|one| one.severity != Severity::Info);
        let title = counted(diagnostics.len(), "note about this run", "notes about this run");
        view! {
            <details class="panel" data-testid="diagnostics">
                <summary>
                    <Icon glyph=if warnings { Glyph::Alert } else { Glyph::Info } />
                    {title}
                </summary>
                <ul class="diagnostics">
                    {diagnostics.into_iter().map(|one| view! { <Line one /> }).collect_view()}
                </ul>
            </details>
        }
    })
}

#[component]
fn Line(one: Diagnostic) -> impl IntoView {
    let (tone, word) = match one.severity {
        Severity::Error => ("danger", "Error"),
        Severity::Warning => ("warning", "Warning"),
        Severity::Info => ("neutral", "Note"),
    };
    let place = place(&one);
    let hints = one.hints.join(" ");
    view! {
        <li class="diagnostics__line">
            <span class="badge" data-tone=tone>
                {word}
            </span>
            <div>
                <p>{one.message}</p>
                <p class="muted">{hints} {place.map(|place| format!(" ({place})"))}</p>
            </div>
        </li>
    }
}
