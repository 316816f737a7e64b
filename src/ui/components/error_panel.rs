//! Why the work came to nothing, and the two ways on.

use leptos::prelude::*;

use super::controls::icon;
use super::drop_zone::{Picker, file_picker};
use super::icon::Glyph;
use crate::base::Diagnostic;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::actions::run;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// The panel; shown while there is a failure.
pub fn error_panel(app: AppState) -> Node {
    live(Box::new(move || app.failure.get().iter().map(|failure| panel(app, failure)).collect()))
}

fn panel(app: AppState, failure: &Diagnostic) -> Node {
    let panel = Node::of("section", "error-panel").with("role", "alert").named("error-panel").keyed(&failure.message);
    let head = Node::of("div", "error-panel__head").child(icon(Glyph::Alert));
    let panel = panel.with("data-code", &*failure.code).child(head.child(Node::new("h2").say(&failure.message)));
    let panel = panel.all(place(failure).map(|place| Node::of("p", "muted").say(place)));
    let hints = failure.hints.iter().map(|hint| Node::new("li").say(hint));
    let again = run_again(app, "button button--primary button--small");
    let row = Node::of("div", "button-row").child(again).child(file_picker(app, Picker::Others));
    panel.child(Node::of("ul", "error-panel__hints").all(hints)).child(row)
}

/// Runs the latest request again.
pub fn run_again(app: AppState, class: &str) -> Node {
    let button = Node::of("button", class).named("run-again").child(icon(Glyph::Repeat)).say(texts::words::RUN_AGAIN);
    button.on_press(Box::new(move || run::again(app)))
}

/// Where it happened, in words: “orders.csv, row 17, column Date”.
pub(super) fn place(diagnostic: &Diagnostic) -> Option<String> {
    let location = &diagnostic.location;
    let parts = [
        location.file.clone(),
        location.row.map(texts::dashboard::at_row),
        location.column.as_ref().map(|column| texts::dashboard::at_column(column)),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}
