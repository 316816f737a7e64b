//! The list of edits: what would change, and the run that changes it.

use leptos::prelude::*;

use super::part;
use crate::platform::dom::Node;
use crate::protocol::{CellEdit, RunRequest};
use crate::texts;
use crate::ui::actions::quality as actions;
use crate::ui::components::controls::{button, fold, icon};
use crate::ui::components::icon::Glyph;
use crate::ui::state::AppState;

/// Edits that are listed.
const LISTED: usize = 100;

/// The section; `ran` is what the run shown was asked for.
pub fn edits(app: AppState, ran: &RunRequest) -> Node {
    let edits = app.draft.with(|draft| draft.edits.clone());
    let section = part("edits", texts::quality::EDITS);
    let busy = app.is_busy();
    let load = Node::new("input").with("type", "file").with("accept", ".csv").with("class", "visually-hidden");
    let load = load.named("edits-file").on_file(Box::new(move |file| actions::take_file(app, file)));
    let load = Node::of("label", "button button--small file-picker").child(load).say(texts::quality::LOAD_EDITS);
    if edits.is_empty() && ran.edits.is_empty() {
        let text = texts::quality::EDITS_HOW;
        let row = Node::of("div", "button-row").child(load);
        return section.child(Node::of("p", "muted").say(text)).child(row);
    }
    let pending = edits != ran.edits;
    let cells = edits.iter().filter(|edit| matches!(edit, CellEdit::Cell { .. })).count();
    let values = edits.len() - cells;
    let told = texts::quality::edits(cells, values);
    let status = Node::of("p", "quality__count").named("edits-count").with("role", "status");
    let status = status.child(Node::new("b").say(told)).say(if pending {
        texts::quality::EDITS_PENDING
    } else {
        texts::quality::EDITS_RUN
    });
    let run = Node::of("button", "button button--primary button--small").named("edits-run").child(icon(Glyph::Repeat));
    let run = run.say(texts::quality::RUN_WITH_EDITS).is("disabled", !pending || busy);
    let run = run.on_press(Box::new(move || actions::run_again(app)));
    let exporting = app.exporting.get().is_some();
    let save = button(
        texts::quality::SAVE_EDITS,
        "edits-download",
        Box::new(move || actions::download(app, "edits-download")),
    );
    let save = save.is("disabled", edits.is_empty() || exporting || busy);
    let discard =
        button(texts::quality::DISCARD, "edits-discard", Box::new(move || app.edit(&mut |draft| draft.edits.clear())));
    let discard = discard.is("disabled", edits.is_empty());
    let row = Node::of("div", "button-row").child(run).child(save).child(load).child(discard);
    let list = fold(app, texts::quality::LIST_OF_EDITS, "edits-list", false, &|| list(app, &edits));
    section.child(status).child(row).child(list)
}

fn list(app: AppState, edits: &[CellEdit]) -> Vec<Node> {
    let items = edits.iter().take(LISTED).enumerate().map(|(index, edit)| {
        let (place, text) = match edit {
            CellEdit::Cell { file, row, column, value } => (texts::quality::edit_of_cell(file, *row, column), value),
            CellEdit::Value { column, from, to, .. } => (texts::quality::edit_of_value(column, from), to),
        };
        let gone = edit.clone();
        let remove = Node::of("button", "icon-button").with("aria-label", texts::quality::remove_edit(index + 1));
        let remove = remove.child(icon(Glyph::Close));
        let remove = remove.on_press(Box::new(move || app.edit(&mut |draft| draft.edits.retain(|edit| *edit != gone))));
        Node::new("li")
            .child(Node::of("span", "muted").say(place))
            .child(super::read(Some(text.as_str())))
            .child(remove)
    });
    let items = Node::of("ul", "quality__examples").all(items);
    let more = edits.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| Node::of("p", "muted").say(texts::quality::more_edits(more)));
    [items].into_iter().chain(more).collect()
}
