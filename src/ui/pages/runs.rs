//! The runs page: what was run with what, kept, compared, run again.

use leptos::prelude::*;

use crate::platform::clock;
use crate::platform::dom::Node;
use crate::protocol::{LogFormat, Request, RunDetail, RunLine, RunsRequest};
use crate::texts;
use crate::ui::actions::runs as actions;
use crate::ui::components::controls::{button, icon, question};
use crate::ui::components::icon::Glyph;
use crate::ui::components::recipe_bar::copied;
use crate::ui::components::run_sheets::sheets;
use crate::ui::state::AppState;
use crate::ui::state::journal::{Doomed, Journal, Shown};

/// The page, as the state says it is.
pub fn runs_page(app: AppState) -> Vec<Node> {
    let page = Node::of("div", "page page--wide runs");
    vec![app.journal.with(|journal| page.all(content(app, journal)))]
}

fn content(app: AppState, journal: &Journal) -> Vec<Node> {
    let lead = texts::runs::LEAD;
    let title = Node::new("div").child(Node::new("h1").say(texts::frame::RUNS)).child(Node::of("p", "lead").say(lead));
    let head = Node::of("header", "page__head").child(title);
    if journal.entries.is_empty() {
        let text = texts::runs::NONE_YET;
        let start = app.view().with(|view| view.on(crate::ui::routes::Page::Start).href());
        let link = Node::of("a", "button button--primary").with("href", start).say(texts::words::BRING_FILES);
        let empty = Node::of("div", "empty panel").named("runs-empty").child(Node::new("p").say(text)).child(link);
        return vec![head, empty];
    }
    let mut nodes = vec![head.child(tools(app, journal))];
    nodes.extend(told(journal));
    nodes.extend(journal.doomed.as_ref().map(|doomed| doom(app, journal, doomed)));
    nodes.push(list(app, journal));
    nodes.extend(journal.shown.as_ref().map(|shown| panel(app, shown)));
    nodes
}

fn tools(app: AppState, journal: &Journal) -> Node {
    let export = |name: &'static str, label: &str, format: LogFormat| {
        let ask = move || {
            let records = app.journal.with_untracked(Journal::texts);
            crate::ui::actions::export::start(app, name, Request::Runs(RunsRequest::Export { records, format }));
        };
        let busy = app.exporting.get().is_some();
        Node::of("button", "button button--small")
            .named(name)
            .child(icon(Glyph::Download))
            .say(label)
            .is("disabled", busy)
            .on_press(Box::new(ask))
    };
    let compare = button(texts::runs::COMPARE_TWO, "runs-compare", Box::new(move || actions::compare(app)));
    let compare = compare.is("disabled", journal.ticked.len() != 2);
    let delete = move || actions::change(app, &mut |journal| journal.doomed = Some(Doomed::All));
    Node::of("div", "button-row")
        .child(compare)
        .child(export("runs-json", texts::runs::AS_JSON, LogFormat::Json))
        .child(export("runs-csv", texts::runs::AS_CSV, LogFormat::Csv))
        .child(button(texts::runs::DELETE_ALL, "runs-delete", Box::new(delete)))
}

/// What to know about the log itself.
fn told(journal: &Journal) -> Vec<Node> {
    let fleeting = texts::runs::FLEETING;
    let dropped = texts::runs::DROPPED;
    let unread = journal.entries.len().saturating_sub(journal.lines.len());
    let failure = journal.failure.as_ref().map(ToString::to_string);
    let waiting = (failure.is_none() && journal.lines.is_empty()).then(|| texts::runs::READING.to_owned());
    let unread = (unread > 0 && !journal.lines.is_empty()).then(|| texts::runs::unread(unread));
    let texts = [
        journal.fleeting.then(|| fleeting.to_owned()),
        journal.dropped.then(|| dropped.to_owned()),
        failure,
        waiting,
        unread,
    ];
    texts.into_iter().flatten().map(|text| Node::of("p", "runs__told").with("role", "status").say(text)).collect()
}

fn doom(app: AppState, journal: &Journal, doomed: &Doomed) -> Node {
    let text = match doomed {
        Doomed::One(when) => texts::runs::delete_one(&clock::local(when)),
        Doomed::All => texts::runs::delete_all(journal.entries.len()),
    };
    let own = doomed.clone();
    let yes = move || actions::change(app, &mut |journal| journal.delete(&own));
    let no = move || actions::change(app, &mut |journal| journal.doomed = None);
    let answers = vec![
        button(texts::runs::DELETE, "doom-yes", Box::new(yes)),
        button(texts::runs::KEEP, "doom-no", Box::new(no)),
    ];
    question(&text, "doom", answers)
}

/// The columns of the list; those of numbers are marked.
const COLUMNS: [(&str, bool); 9] = [
    (texts::runs::COMPARE, false),
    (texts::runs::WHEN, false),
    (texts::runs::FILES, false),
    (texts::runs::READ, true),
    (texts::runs::ACCEPTED, true),
    (texts::runs::REJECTED, true),
    (texts::runs::TIME, true),
    (texts::runs::PARAMETERS, false),
    ("", false),
];

fn list(app: AppState, journal: &Journal) -> Node {
    let head = COLUMNS.iter().map(|(name, number)| match *name {
        "" => Node::new("td"),
        name => Node::new("th").with("scope", "col").maybe("class", number.then_some("grid__number")).say(name),
    });
    let rows = journal.lines.iter().map(|line| row(app, journal, line));
    let table = Node::of("table", "grid grid--compact runs__list").named("runs-list");
    let table = table.child(Node::new("thead").child(Node::new("tr").all(head))).child(Node::new("tbody").all(rows));
    let place = Node::of("div", "table-box").with("tabindex", "0").with("role", "region");
    place.with("aria-label", texts::runs::LIST).child(table)
}

fn row(app: AppState, journal: &Journal, line: &RunLine) -> Node {
    let when = clock::local(&line.when);
    let own = || line.when.clone();
    let number = |text: &str| Node::of("td", "grid__number").say(text);
    let key = own();
    let tick = Node::new("input")
        .with("type", "checkbox")
        .with("aria-label", texts::runs::compare(&when))
        .named(format!("tick-{}", line.when))
        .is("checked", journal.ticked.contains(&line.when))
        .on_switch(Box::new(move |on| actions::change(app, &mut |journal| journal.tick(&key, on))));
    let is_open = matches!(&journal.shown, Some(Shown::Run(open, _)) if *open == line.when);
    let key = own();
    let open = Node::of("button", "link-button").with("aria-expanded", is_open.to_string());
    let open = open.named(format!("open-{}", line.when)).say(&when);
    let open = open.on_press(Box::new(move || actions::open(app, key.clone())));
    let warnings = texts::runs::made_by(&line.version, line.warnings as usize);
    let (repeated, doomed) = (own(), own());
    let act = |text: &str, name: &str, pressed: Box<dyn Fn()>| {
        button(text, &format!("{name}-{}", line.when), pressed).with("aria-label", texts::runs::act_on(text, &when))
    };
    let acts = Node::of("div", "button-row")
        .child(act(texts::words::RUN_AGAIN, "repeat", Box::new(move || actions::repeat(app, repeated.clone()))))
        .child(act(
            texts::runs::DELETE,
            "delete",
            Box::new(move || {
                actions::change(app, &mut |journal| journal.doomed = Some(Doomed::One(doomed.clone())));
            }),
        ));
    let when = Node::new("td").child(open).child(Node::of("div", "muted").say(warnings));
    let files = Node::of("td", "runs__files").say(&line.files).child(Node::of("div", "muted").say(&line.pipeline));
    Node::new("tr")
        .with("data-open", is_open.to_string())
        .child(Node::new("td").child(Node::of("label", "runs__tick").child(tick)))
        .child(when)
        .child(files)
        .child(number(&line.read))
        .child(number(&line.accepted))
        .child(number(&line.rejected))
        .child(number(&line.duration))
        .child(Node::of("td", "runs__parameters").say(if line.parameters.is_empty() {
            "defaults"
        } else {
            &line.parameters
        }))
        .child(Node::new("td").child(acts))
}

fn panel(app: AppState, shown: &Shown) -> Node {
    let panel = Node::of("section", "panel runs__shown").with("id", "run-shown").with("tabindex", "-1");
    let panel = panel.named("run-shown").with("aria-labelledby", "run-shown-title");
    let title = |text: String| Node::new("h2").with("id", "run-shown-title").say(text);
    let close = move || actions::change(app, &mut |journal| journal.shown = None);
    let close = button(texts::words::CLOSE, "run-close", Box::new(close));
    match shown {
        Shown::Run(when, detail) => {
            let title = title(texts::runs::run_of(&clock::local(when)));
            let head = Node::of("div", "runs__shown-head").child(title).child(close);
            panel.child(head).all(kept(app, when, detail)).child(columns(sheets(&detail.sheets)))
        }
        Shown::Compared(before, after, list) => {
            let title = title(format!("{} → {}", clock::local(before), clock::local(after)));
            let head = Node::of("div", "runs__shown-head").child(title).child(close);
            panel.child(head).child(columns(sheets(list)))
        }
    }
}

fn columns(sheets: Vec<Node>) -> Node {
    Node::of("div", "runs__sheets").all(sheets)
}

/// The command and the recipe of a run.
fn kept(app: AppState, when: &str, detail: &RunDetail) -> Vec<Node> {
    let command = Node::of("input", "command").with("readonly", "").named("run-command").value(&detail.command);
    let field = Node::of("label", "field").say(texts::runs::THE_COMMAND).child(command.selects_all());
    let (key, text) = (when.to_owned(), detail.command.clone());
    let copy = move || actions::copy(app, Some(key.clone()), Some(text.clone()));
    let key = when.to_owned();
    let save = move || {
        let record = app.journal.with_untracked(|journal| journal.text(&key));
        let request = Request::Runs(RunsRequest::SaveRecipe { record });
        crate::ui::actions::export::start(app, "run-recipe", request);
    };
    let row = Node::of("div", "button-row")
        .child(button(texts::runs::COPY_COMMAND, "run-copy", Box::new(copy)))
        .child(button(texts::runs::SAVE_RECIPE, "run-recipe", Box::new(save)))
        .child(copied(app, when));
    vec![field, row]
}
