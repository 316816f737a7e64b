//! A run under way: its four phases, what each has done, and the way to stop.

use leptos::prelude::*;

use super::drop_zone::subject;
use crate::base::{Phase, format};
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::run;
use crate::ui::live::{Content, live, part};
use crate::ui::state::{AppState, Job, PhaseState, RunProgress};

/// The progress panel.
pub fn phases_panel(app: AppState) -> Node {
    part("phases", Box::new(move || panel(app)))
}

fn panel(app: AppState) -> Content {
    let cancelling = RwSignal::new(false);
    let cancel = move || {
        cancelling.set(true);
        run::cancel(app);
    };
    let head = move || {
        let says = match app.job.get() {
            Job::Walking => subject(app),
            _ if !app.engine.state().with(|state| state.is_ready()) => texts::dashboard::WAITING.to_owned(),
            _ => texts::dashboard::WORKING.to_owned(),
        };
        let title = Node::new("h2").with("role", "status").say(says);
        let button = Node::of("button", "button").named("cancel").is("disabled", cancelling.get());
        let button = button
            .say(if cancelling.get() { texts::dashboard::STOPPING } else { texts::words::CANCEL })
            .on_press(Box::new(cancel));
        vec![Node::of("div", "phases__head").child(title).child(button)]
    };
    let list = move || {
        let rows = app.progress.with(|progress| Phase::ALL.map(|phase| row(phase, progress)));
        vec![Node::of("ol", "phases__list").all(rows)]
    };
    Box::new(move || {
        let panel = Node::of("section", "panel phases").with("aria-label", texts::dashboard::PROGRESS).named("phases");
        vec![panel.child(live(Box::new(head))).child(live(Box::new(list)))]
    })
}

fn row(phase: Phase, progress: &RunProgress) -> Node {
    let (state, counts) = (progress.state(phase), progress.phase(phase));
    let (percent, step) = match state {
        PhaseState::Waiting => (0, ""),
        PhaseState::Active => (percent_of(counts.fraction), counts.step.as_str()),
        PhaseState::Done => (100, ""),
    };
    let rows = (counts.rows > 0).then(|| texts::words::rows(counts.rows as usize));
    let bytes = (counts.bytes > 0).then(|| format::bytes(counts.bytes));
    let counts = rows.into_iter().chain(bytes).collect::<Vec<_>>().join(" · ");
    let cell = |class: &str, text: &str| Node::of("span", class).say(text);
    let bar = Node::of("div", "phase__bar").with("role", "progressbar").with("aria-label", phase.label());
    let bar = bar.with("aria-valuemin", "0").with("aria-valuemax", "100").with("aria-valuenow", percent.to_string());
    let bar = bar.child(Node::of("div", "phase__fill").with("style", format!("width:{percent}%")));
    let name = phase.label().to_lowercase();
    let row = Node::of("li", "phase").named(format!("phase-{name}")).with("data-layer", name);
    let row = row.with("data-state", state.word()).child(cell("phase__name", phase.label()));
    row.child(cell("phase__step", step)).child(cell("phase__counts", &counts)).child(bar)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent_of(fraction: f64) -> u32 {
    (fraction * 100.0) as u32
}
