//! A run under way: its four phases, what each has done, and the way to stop.

use leptos::prelude::*;

use super::drop_zone::subject;
use crate::base::{Phase, format};
use crate::ui::actions::run;
use crate::ui::state::{AppState, Job, PhaseState};

/// The progress panel.
#[component]
pub fn PhasesPanel() -> impl IntoView {
    let app = AppState::get();
    let cancelling = RwSignal::new(false);
    let waiting = move || !app.engine.state().with(|state| state.is_ready());
    let cancel = move |_| {
        cancelling.set(true);
        run::cancel(app);
    };
    view! {
        <section class="panel phases" aria-label="Progress" data-testid="phases">
            <div class="phases__head">
                <h2 role="status">
                    {move || match app.job.get() {
                        Job::Walking => format!("{}…", subject(app)),
                        _ if waiting() => "Waiting for the engine…".to_owned(),
                        _ => "Working through the layers…".to_owned(),
                    }}
                </h2>
                <button class="button" data-testid="cancel" disabled=cancelling on:click=cancel>
                    {move || if cancelling.get() { "Stopping…" } else { "Cancel" }}
                </button>
            </div>
            <ol class="phases__list">
                {Phase::ALL.into_iter().map(|phase| view! { <PhaseRow phase /> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn PhaseRow(phase: Phase) -> impl IntoView {
    let progress = AppState::get().progress;
    let state = Memo::new(move |_| progress.with(|progress| progress.state(phase)));
    let percent = Memo::new(move |_| match state.get() {
        PhaseState::Waiting => 0,
        PhaseState::Active => progress.with(|progress| percent_of(progress.phase(phase).fraction)),
        PhaseState::Done => 100,
    });
    let counts = move || {
        progress.with(|progress| {
            let phase = progress.phase(phase);
            let rows = (phase.rows > 0).then(|| format!("{} rows", format::integer(phase.rows)));
            let bytes = (phase.bytes > 0).then(|| format::bytes(phase.bytes));
            rows.into_iter().chain(bytes).collect::<Vec<_>>().join(" · ")
        })
    };
    let step = move || match state.get() {
        PhaseState::Active => progress.with(|progress| progress.phase(phase).step.clone()),
        _ => String::new(),
    };
    let name = phase.label().to_lowercase();
    view! {
        <li class="phase" data-layer=name.clone() data-state=move || state.get().word() data-testid=format!("phase-{name}")>
            <span class="phase__name">{phase.label()}</span>
            <span class="phase__step">{step}</span>
            <span class="phase__counts">{counts}</span>
            <div
                class="phase__bar"
                role="progressbar"
                aria-label=phase.label()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent.get().to_string()
            >
                <div class="phase__fill" style:width=move || format!("{}%", percent.get())></div>
            </div>
        </li>
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent_of(fraction: f64) -> u32 {
    (fraction * 100.0) as u32
}
