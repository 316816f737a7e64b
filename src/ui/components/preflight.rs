//! What a run will cost, told before it begins, and what makes it cost less.

use leptos::prelude::*;

use super::controls::{checkbox, field, fold, select};
use crate::base::shell;
use crate::platform::dom::Node;
use crate::protocol::{Estimate, FileInspection, Header, Inspection, estimate};
use crate::texts;
use crate::ui::actions::run;
use crate::ui::state::{AppState, Draft, LaidOut};

/// The name of the part with the options.
const OPTIONS: &str = "options";

/// The bar with what is missing, the estimate and the way on.
pub fn run_bar(app: AppState, draft: &Draft, inspection: &Inspection) -> Node {
    let cost = estimate(&inspection.files, &draft.request());
    let missing = draft.missing(inspection);
    let ready = missing.is_empty() && !app.is_busy();
    let missing = if missing.is_empty() { vec![texts::files::ALL_THERE.to_owned()] } else { missing };
    let list = Node::of("ul", "run-bar__missing").with("tabindex", "0").named("missing");
    let list = list.all(missing.into_iter().map(|one| Node::new("li").say(one)));
    let line = Node::of("p", "run-bar__cost").with("role", "status").named("estimate").say(cost_line(&cost));
    let large = (!cost.fits)
        .then(|| Node::of("p", "run-bar__large").with("role", "alert").named("too-large").say(texts::files::TOO_LARGE));
    let button = Node::of("button", "button button--primary").named("run");
    let button =
        button.say(if cost.fits { texts::files::RUN } else { texts::files::RUN_ANYWAY }).is("disabled", !ready);
    let bar = Node::of("div", "run-bar").child(
        Node::of("div", "run-bar__text")
            .child(Node::new("div").with("role", "status").child(list))
            .child(line)
            .all(large),
    );
    bar.child(button.on_press(Box::new(move || run::chosen(app))))
}

/// The estimate in words; nothing where nothing is known.
fn cost_line(cost: &Estimate) -> String {
    if cost.rows <= 0.0 {
        return String::new();
    }
    texts::files::cost(cost.rows, cost.exact, cost.memory.0, cost.seconds)
}

/// Fewer columns, fewer rows, or the command line; folded away where the run will fit.
pub fn options(app: AppState, draft: &Draft, inspection: &Inspection) -> Node {
    let fits = estimate(&inspection.files, &draft.request()).fits;
    fold(app, texts::files::OPTIONS, OPTIONS, !fits, &|| {
        let choices =
            texts::files::EVERY.iter().map(|(every, text)| ((*every).to_owned(), (*text).to_owned())).collect();
        let sample = move |every: String| {
            let every = every.parse().unwrap_or(1);
            change(app, &mut |draft| draft.every = every);
        };
        let rows = select(texts::words::ROWS, "every", choices, &draft.every.max(1).to_string(), Box::new(sample));
        let needed = checkbox(
            texts::files::ONLY_NEEDED,
            "only-needed",
            draft.only_needed,
            Box::new(move |on| change(app, &mut |draft| draft.only_needed = on)),
        );
        let command = command(draft, inspection, &app.layouts.get());
        let command = Node::of("input", "command").with("readonly", "").named("command").value(&command).selects_all();
        let elsewhere = Node::of("label", "field").say(texts::files::COMMAND_LINE);
        vec![
            Node::of("div", "options")
                .child(field(texts::words::ROWS, rows))
                .child(needed)
                .child(elsewhere.child(command)),
        ]
    })
}

/// The options stay open once one of them is changed, also if they were open because the run would not have fitted.
fn change(app: AppState, change: &mut dyn FnMut(&mut Draft)) {
    app.fold(OPTIONS, true);
    app.edit(change);
}

/// The command that does the same outside the browser.
fn command(draft: &Draft, inspection: &Inspection, layouts: &[LaidOut]) -> String {
    let top = |file: &FileInspection| file.name.split('/').next().unwrap_or_default().to_owned();
    let from = inspection.files.first().map(top).filter(|from| inspection.files.iter().all(|file| top(file) == *from));
    let mut command = format!(
        "varve run {} {} --out tables",
        draft.pipeline,
        from.map_or("FILES…".to_owned(), |from| shell::path(&from))
    );
    let mut add = |option: &str, value: String| command.extend([" --", option, " ", &value]);
    if let Some(LaidOut { layout, .. }) = layouts.first() {
        match layout.header {
            Some(Header::Line(line)) => add("header", (line + 1).to_string()),
            Some(Header::Absent) => add("header", "none".to_owned()),
            None => {}
        }
        if let Some(sheet) = &layout.sheet {
            add("sheet", shell::quoted(sheet));
        }
    }
    let touched = draft.files.iter().find(|file| file.touched);
    let columns = touched.and_then(|file| Some((file, &inspection.files.get(file.file)?.columns)));
    if let Some((file, names)) = columns {
        for (column, source) in &file.columns {
            if let Some(name) = source.and_then(|source| names.get(source)) {
                add("map", shell::quoted(&format!("{column}={name}")));
            }
        }
    }
    for one in &draft.readings {
        if let Some(reading) = one.reading {
            add("read", format!("{}={}", one.column, reading.word()));
        }
    }
    for (parameter, text) in &draft.parameters {
        add("set", shell::quoted(&format!("{parameter}={text}")));
    }
    if draft.every > 1 {
        add("every", draft.every.to_string());
    }
    if draft.only_needed {
        command.push_str(" --only-needed");
    }
    command
}
