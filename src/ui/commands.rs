//! Everything that can be done by name or by key: one list, from which the palette and the shortcuts are made.

use crate::base::order::sort;
use std::cell::Cell;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::actions::{export, filter, look, run, take};
use super::charts::figures::heading;
use super::components::drop_zone::{PICKER, SAMPLE_PIPELINE};
use super::components::parameter_row::field_id;
use super::components::parameters::PANEL;
use super::components::value::words;
use super::routes::{Page, View};
use super::state::palette::{Palette, Shown};
use super::state::{AppState, Run};
use crate::pipelines::spec::PipelineSpec;
use crate::platform::keys::{self, Key};
use crate::platform::page;
use crate::present::find::rank;
use crate::protocol::{ExportFormat, Request};
use crate::texts;

/// The key before the letter of a page.
const GO: &str = "g";
/// So long after it the letter counts.
const PAUSE_MILLIS: f64 = 1_500.0;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Page(Page),
    Table(usize),
    Section(&'static str),
    Widget(&'static str),
    Parameter(&'static str),
    RunAgain,
    ClearFilters,
    Theme,
    ExportAll(ExportFormat),
    NewFiles,
    Sample,
    Shortcuts,
}

/// Something that can be done now.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What it is about: the heading that it would stand under.
    pub group: &'static str,
    pub title: String,
    /// The keys that do it, with a space between; empty for most.
    pub keys: &'static str,
    act: Act,
}

/// The pages with their keys, in the order of the bar.
const PAGES: [(Page, &str); 8] = [
    (Page::Start, "g s"),
    (Page::Files, "g f"),
    (Page::Dashboard, "g d"),
    (Page::Tables, "g t"),
    (Page::Quality, "g q"),
    (Page::Lineage, "g l"),
    (Page::Campaign, "g c"),
    (Page::Runs, "g r"),
];

/// What can be done now. Reads the run, so that what shows the list follows it.
pub fn commands(app: AppState) -> Vec<Command> {
    let mut all = Vec::new();
    let mut add = |group, title: String, keys, act| all.push(Command { group, title, keys, act });
    for (page, keys) in PAGES {
        add(texts::commands::PAGE, page.title().to_owned(), keys, Act::Page(page));
    }
    let run = app.run.get();
    let spec = run.as_ref().and_then(|run| run.spec());
    if app.request.with(Option::is_some) {
        add(texts::commands::ACTION, texts::words::RUN_AGAIN.to_owned(), "r", Act::RunAgain);
    }
    if app.view().with(|view| !view.filters.is_empty()) {
        add(texts::commands::ACTION, texts::commands::CLEAR_FILTERS.to_owned(), "x", Act::ClearFilters);
    }
    add(texts::commands::ACTION, texts::commands::SWITCH_THEME.to_owned(), "", Act::Theme);
    add(texts::commands::ACTION, texts::commands::NEW_FILES.to_owned(), "n", Act::NewFiles);
    add(texts::commands::ACTION, texts::words::TRY_SAMPLE.to_owned(), "", Act::Sample);
    add(texts::commands::ACTION, texts::commands::LIST_SHORTCUTS.to_owned(), "?", Act::Shortcuts);
    if let Some((run, spec)) = run.as_deref().zip(spec) {
        for (format, name) in
            [(ExportFormat::Csv, texts::exports::CSV), (ExportFormat::Parquet, texts::exports::PARQUET)]
        {
            add(texts::commands::ACTION, texts::commands::export_all(name), "", Act::ExportAll(format));
        }
        about(run, spec, &mut add);
    }
    all
}

type Add<'a> = dyn FnMut(&'static str, String, &'static str, Act) + 'a;

fn about(run: &Run, spec: &PipelineSpec, add: &mut Add) {
    for section in (spec.dashboard)().sections {
        add(texts::commands::SECTION, section.title.to_owned(), "", Act::Section(section.id));
        for widget in section.widgets {
            for look in std::iter::once(&widget).chain(&widget.tabs) {
                add(texts::commands::CHART, look.title.to_owned(), "", Act::Widget(look.id));
            }
        }
    }
    for (index, table) in run.report.tables.iter().enumerate() {
        add(texts::commands::TABLE, table.name.clone(), "", Act::Table(index));
    }
    for parameter in spec.parameters {
        add(texts::commands::PARAMETER, words(parameter.name), "", Act::Parameter(parameter.name));
    }
}

/// Those that answer what is looked for, best first.
pub fn found(app: AppState, sought: &str) -> Vec<Command> {
    let ranked = commands(app)
        .into_iter()
        .filter_map(|command| Some((rank(sought, &format!("{} {}", command.title, command.group))?, command)));
    let mut ranked: Vec<(usize, Command)> = ranked.collect();
    sort(&mut ranked, &|left, right| left.0.cmp(&right.0));
    ranked.into_iter().map(|(_, command)| command).collect()
}

/// Shows the list of commands, or of shortcuts.
pub fn open(app: AppState, shown: Shown) {
    app.palette.update(|palette| {
        *palette = Palette { shown: Some(shown), keys_off: palette.keys_off, ..Palette::default() };
    });
}

/// Closes the list.
pub fn close(app: AppState) {
    if app.palette.with_untracked(|palette| palette.shown.is_some()) {
        app.palette.update(|palette| palette.shown = None);
    }
}

/// Closes the list and does it: after the dialog has given the focus back, which the act may take elsewhere.
pub fn act(app: AppState, command: &Command) {
    close(app);
    let act = command.act;
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        if let Some(id) = begin(app, act) {
            // What it leads to may be on a page that is only now put up.
            TimeoutFuture::new(0).await;
            arrive(app, act, &id);
        }
    });
}

/// Does it; where it leads to some place, the id of that.
fn begin(app: AppState, act: Act) -> Option<String> {
    let view = app.view().get_untracked();
    let go = |page: Page| app.router.go(&view.on(page));
    match act {
        Act::Page(page) => go(page),
        Act::Table(index) => {
            let table = app.run.with_untracked(|run| Some(run.as_ref()?.report.tables.get(index)?.name.clone()));
            app.router.go(&View { table, ..view.on(Page::Tables) });
        }
        Act::Section(section) => {
            go(Page::Dashboard);
            return Some(heading(section));
        }
        Act::Widget(widget) => {
            go(Page::Dashboard);
            return Some(widget.to_owned());
        }
        Act::Parameter(name) => {
            app.search.set(String::new());
            app.fold(PANEL, true);
            go(Page::Dashboard);
            return Some(field_id(name));
        }
        Act::RunAgain => run::again(app),
        Act::ClearFilters => filter::clear(app),
        Act::Theme => app.appearance.toggle(),
        Act::ExportAll(format) => export::start(app, "export-all", Request::ExportAll { format }),
        Act::NewFiles => {
            go(Page::Start);
            return Some(PICKER.to_owned());
        }
        Act::Sample => take::sample(app, SAMPLE_PIPELINE),
        Act::Shortcuts => open(app, Shown::Shortcuts),
    }
    None
}

fn arrive(app: AppState, act: Act, id: &str) {
    match act {
        Act::Widget(widget) => look::follow(app, widget),
        Act::Section(section) => {
            page::focus(id);
            page::scroll_to(section);
        }
        _ => page::focus(id),
    }
}

/// Hears the keys, for as long as the page lives.
pub fn listen(app: AppState) {
    let gone = Cell::new(f64::MIN);
    keys::follow(Box::new(move |key| {
        if key.command {
            return key.name.eq_ignore_ascii_case("k") && !busy_elsewhere(app) && {
                open(app, Shown::Commands);
                true
            };
        }
        if key.in_field || app.palette.with_untracked(|palette| palette.keys_off) {
            return false;
        }
        let pair = key.at - gone.replace(f64::MIN) < PAUSE_MILLIS;
        if !pair && key.name == GO {
            gone.set(key.at);
            return true;
        }
        single(app, &key, pair)
    }));
}

/// Whether another dialog is open, which must be answered first.
fn busy_elsewhere(app: AppState) -> bool {
    page::has_dialog() && app.palette.with_untracked(|palette| palette.shown.is_none())
}

fn single(app: AppState, key: &Key, pair: bool) -> bool {
    let keys = if pair { format!("{GO} {}", key.name) } else { key.name.clone() };
    let command = untrack(|| commands(app)).into_iter().find(|command| command.keys == keys);
    command.is_some_and(|command| {
        act(app, &command);
        true
    })
}
