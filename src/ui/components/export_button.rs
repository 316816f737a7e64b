//! A button that saves tables as a file and shows that it is at it.

use leptos::prelude::*;

use super::controls::icon;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::protocol::Request;
use crate::ui::actions::export;
use crate::ui::state::AppState;

/// Exports what `request` asks for; `name` tells this button from the others on its page.
pub fn export_button(app: AppState, name: &'static str, label: &str, request: Box<dyn Fn() -> Request>) -> Node {
    let exporting = app.exporting.get();
    let busy = exporting == Some(name);
    let disabled = exporting.is_some() || !app.session_alive() || app.is_busy();
    let mark = if busy {
        Node::of("span", "spinner spinner--small").with("aria-hidden", "true")
    } else {
        icon(Glyph::Download)
    };
    let button = Node::of("button", "button button--small").named(name).with("aria-busy", busy.to_string());
    let button = button.child(mark).say(label).is("disabled", disabled);
    button.on_press(Box::new(move || export::start(app, name, request())))
}
