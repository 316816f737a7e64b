//! What is kept in this browser: the sets on the start page, the bar of the dashboard, the question about dropped files.

use leptos::prelude::With;

use super::controls::{button, icon, question};
use super::icon::Glyph;
use crate::base::format;
use crate::platform::dom::Node;
use crate::platform::tabs;
use crate::protocol::KeptSet;
use crate::texts;
use crate::ui::actions::keep;
use crate::ui::routes::Page;
use crate::ui::state::AppState;
use crate::ui::state::keep::{Keep, title};

/// The sets, each with the way back to it; nothing where there are none.
pub fn kept_sets(app: AppState) -> Vec<Node> {
    app.keep.with(|keep| {
        if keep.sets().is_empty() {
            return Vec::new();
        }
        let head = Node::of("div", "kept__head").child(Node::new("h2").say(texts::keep::KEPT));
        let head = head.all(room(keep).map(|room| Node::of("p", "muted").named("room").say(room)));
        let list = Node::of("ul", "kept__list").all(keep.sets().iter().map(|set| set_line(app, keep, set)));
        let all = match &keep.removing {
            Some(None) => agreed(app, texts::keep::ASK_ALL),
            _ => {
                let ask = Box::new(move || keep::ask_removal(app, Some(None)));
                let promise = Node::of("p", "muted").say(texts::keep::PROMISE);
                let all = button(texts::keep::REMOVE_ALL, "remove-all", ask);
                Node::of("div", "kept__foot").child(promise).child(all)
            }
        };
        let section = Node::of("section", "panel kept").with("aria-label", texts::keep::KEPT).named("kept");
        vec![section.child(head).child(list).child(all)]
    })
}

fn set_line(app: AppState, keep: &Keep, set: &KeptSet) -> Node {
    let id = &set.id;
    let facts = [
        title(set).to_owned(),
        texts::words::files(set.files as usize),
        format::bytes(set.bytes.0),
        tabs::moment(set.at),
    ];
    let facts = match &set.problem {
        Some(problem) => problem.clone(),
        None if set.elsewhere => texts::keep::open_elsewhere(&facts.join(" · ")),
        None => facts.join(" · "),
    };
    let text =
        Node::of("div", "kept__text").child(Node::new("b").say(&set.name)).child(Node::of("span", "muted").say(facts));
    let line = Node::of("li", "kept__set").named(format!("kept-{id}")).child(text);
    if keep.removing.as_ref() == Some(&Some(id.clone())) {
        return line.child(agreed(app, texts::keep::ASK_SET));
    }
    let (own, name) = (id.clone(), set.name.clone());
    let go = set.problem.is_none().then(|| {
        let go = Box::new(move || keep::open(app, own.clone(), name.clone()));
        Node::of("button", "button button--primary button--small")
            .named(format!("continue-{id}"))
            .say(texts::keep::CONTINUE)
            .on_press(go)
    });
    let own = id.clone();
    let ask = Box::new(move || keep::ask_removal(app, Some(Some(own.clone()))));
    let remove =
        button(texts::keep::REMOVE, &format!("remove-{id}"), ask).with("aria-label", texts::keep::remove(&set.name));
    line.child(Node::of("div", "button-row").all(go).child(remove))
}

/// Nothing is removed before the person agrees.
fn agreed(app: AppState, text: &str) -> Node {
    let yes = button(texts::keep::REMOVE, "remove-yes", Box::new(move || keep::remove(app)));
    let no = button(texts::keep::LEAVE, "remove-no", Box::new(move || keep::ask_removal(app, None)));
    question(text, "remove-ask", vec![yes, no])
}

/// “uses 41 MB of about 2 GB”.
fn room(keep: &Keep) -> Option<String> {
    let (used, quota) = keep.shelf.as_ref()?.as_ref().ok()?.room?;
    Some(texts::keep::room(used.0, quota.0))
}

/// Above the dashboard: keeping its files, how far that is, or that they are kept.
pub fn keep_bar(app: AppState) -> Vec<Node> {
    let alive = app.session_alive();
    app.keep.with(|keep| {
        let bar = Node::of("section", "keep-bar").with("aria-label", texts::keep::BAR).named("keep-bar");
        let (text, control) = match (&keep.shelf, keep.saving) {
            (None, _) => return Vec::new(),
            (Some(Err(problem)), _) => (problem.to_string(), None),
            (_, Some((_, fraction))) => {
                let meter = Node::new("progress").with("max", "1").with("value", fraction.to_string());
                let meter = meter.with("aria-label", texts::keep::KEEPING_METER);
                let stop = button(texts::words::CANCEL, "keep-cancel", Box::new(move || keep::cancel(app)));
                (texts::keep::KEEPING.to_owned(), Some(vec![meter, stop]))
            }
            (Some(Ok(_)), None) => match keep.open() {
                Some(set) => (
                    kept_text(keep, set),
                    Some(vec![
                        Node::of("a", "button button--small").with("href", start(app)).say(texts::keep::WHAT_IS_KEPT),
                    ]),
                ),
                None => (texts::keep::OFFER.to_owned(), Some(vec![keep_button(app, alive)])),
            },
        };
        let glyph = if keep.open().is_some() { Glyph::Check } else { Glyph::Lock };
        let text = Node::of("p", "keep-bar__text").with("role", "status").child(icon(glyph)).say(text);
        let tools = Node::of("div", "button-row").all(control.into_iter().flatten()).child(add_button(app));
        vec![bar.child(text).child(tools)]
    })
}

fn start(app: AppState) -> String {
    app.view().with(|view| view.on(Page::Start).href())
}

fn kept_text(keep: &Keep, set: &KeptSet) -> String {
    let room = room(keep).unwrap_or_default();
    texts::keep::kept_as(&set.name, &room, set.elsewhere, keep.lasting)
}

fn keep_button(app: AppState, alive: bool) -> Node {
    let keep =
        Node::of("button", "button button--small").named("keep").child(icon(Glyph::Lock)).say(texts::keep::KEEP_HERE);
    keep.is("disabled", !alive).on_press(Box::new(move || keep::save(app)))
}

fn add_button(app: AppState) -> Node {
    let input = Node::of("input", "visually-hidden").with("type", "file").with("multiple", "").named("add-input");
    let input = input.on_files(Box::new(move |files| keep::add(app, files)));
    Node::of("label", "button button--small file-picker").child(input).say(texts::keep::ADD_FILES)
}

/// Whether files dropped while a set is open are added to it or take its place.
pub fn drop_question(app: AppState) -> Vec<Node> {
    const TITLE: &str = "drop-title";
    app.keep.with(|keep| {
        let files = keep.dropped.len();
        let name = keep.open().map(|set| set.name.as_str()).unwrap_or_default();
        let dialog = Node::of("dialog", "ask-dialog").named("drop-question").with("aria-labelledby", TITLE);
        let title = Node::new("h2").with("id", TITLE).say(texts::keep::ask_add(files, name));
        let text = texts::keep::ADDED_ARE;
        let answer = |text: &str, class, name: &str, add: Option<bool>| {
            let button = Node::of("button", class).named(name).say(text);
            button.on_press(Box::new(move || keep::answer(app, add)))
        };
        let answers = [
            answer(&texts::keep::add_to(name), "button button--primary", "drop-add", Some(true)),
            answer(texts::keep::ANALYSE_ALONE, "button", "drop-replace", Some(false)),
            answer(texts::words::CANCEL, "button", "drop-cancel", None),
        ];
        let content = [title, Node::new("p").say(text), Node::of("div", "button-row").all(answers)];
        let content = content.into_iter().filter(|_| files > 0);
        vec![dialog.on_close(Box::new(move || keep::answer(app, None))).modal(files > 0).all(content)]
    })
}
