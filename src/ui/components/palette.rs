//! The palette: every command by name; and the list of shortcuts. One dialog over whatever page is shown.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::controls::checkbox;
use crate::platform::dom::Node;
use crate::platform::page;
use crate::texts;
use crate::ui::commands::{self, Command};
use crate::ui::live::live;
use crate::ui::state::AppState;
use crate::ui::state::palette::{Palette, Shown};

const LIST: &str = "palette-list";
/// Commands shown at once: more is not read but typed for.
const MAX_SHOWN: usize = 50;

/// The dialog; closed most of the time.
pub fn palette(app: AppState) -> Node {
    live(Box::new(move || {
        let palette = app.palette.get();
        let content = match palette.shown {
            Some(Shown::Commands) => choose(app, &palette),
            Some(Shown::Shortcuts) => shortcuts(app, &palette),
            None => Vec::new(),
        };
        let name = if palette.shown == Some(Shown::Shortcuts) {
            texts::commands::SHORTCUTS
        } else {
            texts::commands::COMMANDS
        };
        let dialog = Node::of("dialog", "palette").named("palette").with("aria-label", name).with("closedby", "any");
        let dialog = dialog.on_close(Box::new(move || commands::close(app)));
        vec![dialog.modal(palette.shown.is_some()).all(content)]
    }))
}

fn choose(app: AppState, palette: &Palette) -> Vec<Node> {
    let mut found = commands::found(app, &palette.text);
    found.truncate(MAX_SHOWN);
    let chosen = palette.chosen.min(found.len().saturating_sub(1));
    let typed = move |text: String| app.palette.update(|palette| (palette.text, palette.chosen) = (text, 0));
    let field = Node::of("input", "palette__field").with("type", "text").named("palette-field").value(&palette.text);
    let field = field.with("role", "combobox").with("aria-label", texts::commands::FIND).with("aria-expanded", "true");
    let field = field.with("aria-controls", LIST).with("autocomplete", "off").with("spellcheck", "false");
    let field = field.with("placeholder", texts::commands::SOUGHT);
    let active = (!found.is_empty()).then(|| option_id(chosen));
    let field = field.maybe("aria-activedescendant", active.as_deref()).on_input(Box::new(typed));
    let entries: Vec<Node> =
        found.iter().enumerate().map(|(place, command)| entry(app, command, place, place == chosen)).collect();
    let says = if found.is_empty() { texts::commands::NONE_FOUND.to_owned() } else { String::new() };
    let says = Node::of("p", "palette__none muted").with("role", "status").say(says);
    let list = Node::of("ul", "palette__list")
        .with("id", LIST)
        .with("role", "listbox")
        .with("aria-label", texts::commands::COMMANDS);
    let field = field.on("keydown", Box::new(move |event| on_key(app, event, &found, chosen)));
    vec![field, list.all(entries), says]
}

fn entry(app: AppState, command: &Command, place: usize, chosen: bool) -> Node {
    let own = command.clone();
    let entry = Node::of("li", "palette__entry").with("role", "option").with("id", option_id(place));
    let entry = entry.with("aria-selected", chosen.to_string()).on_press(Box::new(move || commands::act(app, &own)));
    let entry = entry.child(Node::of("span", "palette__title").say(&command.title));
    entry.child(Node::of("span", "palette__group").say(command.group)).all(keys(command))
}

fn keys(command: &Command) -> Option<Node> {
    let keys = command.keys.split(' ').map(|key| Node::new("kbd").say(key));
    (!command.keys.is_empty()).then(|| Node::of("span", "palette__keys").all(keys))
}

fn on_key(app: AppState, event: &Event, found: &[Command], chosen: usize) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !key.is_composing()) else { return };
    let last = found.len().saturating_sub(1);
    let to = match key.key().as_str() {
        "ArrowDown" => {
            if chosen < last {
                chosen + 1
            } else {
                0
            }
        }
        "ArrowUp" => chosen.checked_sub(1).unwrap_or(last),
        "Enter" => {
            event.prevent_default();
            if let Some(command) = found.get(chosen) {
                commands::act(app, command);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    app.palette.update(|palette| palette.chosen = to);
    page::reveal(&option_id(to));
}

fn shortcuts(app: AppState, palette: &Palette) -> Vec<Node> {
    let row = |keys: Node, what: &str| {
        Node::of("div", "palette__row").child(Node::new("dt").child(keys)).child(Node::new("dd").say(what))
    };
    let all = commands::commands(app);
    let rows = all.iter().filter_map(|command| Some(row(keys(command)?, &command.title)));
    let find = Node::of("span", "palette__keys")
        .child(Node::new("kbd").say(texts::commands::CONTROL_KEY))
        .child(Node::new("kbd").say("K"));
    let list = Node::of("dl", "palette__shortcuts").child(row(find, texts::commands::FIND)).all(rows);
    let switch = move |on| app.palette.update(|palette| palette.switch_keys(on));
    let switch = checkbox(texts::commands::SINGLE_KEYS, "shortcuts-on", !palette.keys_off, Box::new(switch));
    let close = Node::of("button", "button button--small").named("shortcuts-close").say(texts::words::CLOSE);
    let close = close.on_press(Box::new(move || commands::close(app)));
    let foot = Node::of("div", "palette__foot").child(switch).child(close);
    vec![Node::new("h2").say(texts::commands::SHORTCUTS), list, foot]
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}
