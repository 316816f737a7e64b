//! What keeps a run: its recipe as a file, its command line; and the way to load a recipe.

use leptos::prelude::*;

use super::controls::{button, icon};
use super::export_button::export_button;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::files::Picked;
use crate::protocol::{Request, RunsRequest};
use crate::texts;
use crate::ui::actions::{recipe, runs};
use crate::ui::state::AppState;

/// The buttons beside a run's heading.
pub fn recipe_bar(app: AppState) -> Vec<Node> {
    let request = || Request::Runs(RunsRequest::SaveRecipe { record: None });
    let save = export_button(app, "save-recipe", texts::runs::SAVE_RECIPE, Box::new(request));
    let copy = button(texts::runs::COPY_COMMAND, "copy-command", Box::new(move || runs::copy(app, None, None)));
    let copy = copy.is("disabled", !app.session_alive() || app.is_busy());
    vec![Node::of("div", "button-row recipe-bar").child(save).child(copy).child(copied(app, ""))]
}

/// Says that the command of a run was copied; empty: that of the last run.
pub fn copied(app: AppState, when: &str) -> Node {
    let is_copied = app.journal.with(|journal| journal.copied.as_deref() == Some(when));
    let place = Node::of("span", "recipe-bar__copied").with("role", "status").named("copied");
    if is_copied { place.child(icon(Glyph::Check)).say(texts::runs::COPIED) } else { place }
}

/// Takes a recipe for the files at hand.
pub fn recipe_picker(app: AppState) -> Node {
    let heard = move |file: _| {
        recipe::offer(app, Picked::alone(file), |app, file| app.notify(recipe::is_none(&file.path)));
    };
    let input = Node::of("input", "visually-hidden").with("type", "file").with("accept", ".json,application/json");
    let input = input.named("recipe-input").on_file(Box::new(heard));
    Node::of("label", "button button--small file-picker").child(input).say(texts::runs::LOAD_RECIPE)
}
