//! The place to bring files to: by drop, by picker, by keyboard; or sample data.

use leptos::prelude::*;

use super::controls::icon;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::files;
use crate::texts;
use crate::ui::actions::{run, take};
use crate::ui::live::live;
use crate::ui::state::{AppState, Job, Source};

/// The id of the drop zone's file picker.
pub const PICKER: &str = "choose-files";

/// The pipeline whose sample data is offered.
pub const SAMPLE_PIPELINE: &str = "sales";

/// The drop zone; while the engine looks at files it says so instead.
pub fn drop_zone(app: AppState) -> Node {
    live(Box::new(move || {
        let busy = matches!(app.job.get(), Job::Walking | Job::Inspecting(_));
        let zone = Node::of("section", "drop-zone").named("drop-zone").with("aria-label", texts::start::CHOOSE_FILES);
        let zone = zone.with("aria-busy", busy.to_string());
        vec![if busy { zone.all(looking(app)) } else { zone.all(invitation(app)) }]
    }))
}

fn invitation(app: AppState) -> [Node; 4] {
    let glyph = Node::of("div", "drop-zone__glyph").child(icon(Glyph::Upload));
    let title = Node::of("p", "drop-zone__title").say(texts::start::DROP_HERE);
    let kinds = Node::of("p", "muted").say(texts::start::KINDS);
    let sample = Node::of("button", "button").named("sample").child(icon(Glyph::Spark)).say(texts::words::TRY_SAMPLE);
    let sample = sample.on_press(Box::new(move || take::sample(app, SAMPLE_PIPELINE)));
    let pickers = [Picker::Files, Picker::Folder].map(|picker| file_picker(app, picker));
    [glyph, title, kinds, Node::of("div", "drop-zone__actions").all(pickers).child(sample)]
}

/// What a picker takes, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picker {
    Files,
    Folder,
    /// Files in place of those that are there: a quieter button.
    Others,
}

/// A real file input that looks like a button.
pub fn file_picker(app: AppState, picker: Picker) -> Node {
    let (class, label) = match picker {
        Picker::Files => ("button file-picker button--primary", texts::start::CHOOSE_FILES),
        Picker::Folder => ("button file-picker", texts::start::CHOOSE_FOLDER),
        Picker::Others => ("button file-picker button--small", texts::start::CHOOSE_OTHERS),
    };
    let folder = picker == Picker::Folder;
    let input = Node::of("input", "visually-hidden").with("type", "file").with("multiple", "");
    let input = input.named(if folder { "folder-input" } else { "file-input" });
    let input =
        input.maybe("id", (picker == Picker::Files).then_some(PICKER)).maybe("webkitdirectory", folder.then_some(""));
    let chosen = move |input: &_| {
        take::chosen(app, if folder { files::from_folder_input(input) } else { Ok(files::from_input(input)) });
    };
    Node::of("label", class).child(input.on_field(Box::new(chosen))).say(label)
}

/// What the app is looking at before there is anything to show.
pub fn subject(app: AppState) -> String {
    if app.job.get() == Job::Walking {
        return texts::start::walking(app.walk.get().1);
    }
    app.source.with(|source| match source {
        Some(Source::Files(files)) => texts::start::looking(files.len()),
        Some(Source::Kept { name, .. }) => texts::start::opening(name),
        _ => texts::start::MAKING_SAMPLE.to_owned(),
    })
}

fn looking(app: AppState) -> [Node; 4] {
    let waiting = app.job.get() != Job::Walking && !app.engine.state().with(|state| state.is_ready());
    let title = Node::of("p", "drop-zone__title").with("role", "status").say(subject(app));
    let hint = if waiting { texts::start::ENGINE_LOADING } else { texts::start::SOON };
    let cancel = Node::of("button", "button").named("cancel").say(texts::words::CANCEL);
    let cancel = cancel.on_press(Box::new(move || run::cancel(app)));
    let spinner = Node::of("span", "spinner").with("aria-hidden", "true");
    [spinner, title, Node::of("p", "muted").say(hint), Node::of("div", "drop-zone__actions").child(cancel)]
}
