//! Files that are alike, or one: what they are, how they start, what they can feed.

use leptos::prelude::*;

use super::controls::{button, fold, icon, question};
use super::icon::Glyph;
use super::layout_chooser::layout_chooser;
use super::mapping::{Subject, mapping};
use super::preview::preview;
use crate::base::{Diagnostic, format};
use crate::pipelines;
use crate::platform::dom::Node;
use crate::protocol::{FileInspection, Inspection};
use crate::texts;
use crate::ui::actions::take;
use crate::ui::state::draft::is_table;
use crate::ui::state::{AppState, Draft, Source};

/// Files of a card that are listed: more would make the page slow, and nobody reads them all.
const MAX_LISTED: usize = 500;

/// The card of files that are shown as one.
pub fn file_card(subject: &Subject, draft: &Draft) -> Option<Node> {
    let first = subject.first()?;
    let card = |class| Node::of("li", class).named(format!("file-{}", subject.number()));
    let takes = draft.takes(subject.number());
    let head = file_head(&subject.inspection, &subject.files, takes);
    // Sample data is made as it is; files may be read otherwise, also those that fit nothing as they were read.
    let is_file = subject.app.source.with(|source| matches!(source, Some(Source::Files(_))));
    let layout = if is_file { layout_chooser(subject, first) } else { Vec::new() };
    Some(match &first.problem {
        Some(problem) if !is_table(first) => {
            card("file-card file-card--problem").all(head).child(problem_line(problem)).all(rows(subject.app, first))
        }
        problem => {
            let problem = problem.as_ref().filter(|_| !takes).map(problem_line);
            let remembered = draft.of(subject.number()).is_some_and(|file| file.remembered);
            let remembered = remembered.then(|| remembered_line(subject));
            let card = card("file-card").all(head).all(problem).all(remembered).all(layout);
            card.all(mapping(subject, draft)).all(contents(subject, first))
        }
    })
}

fn remembered_line(subject: &Subject) -> Node {
    let (own, name) = (subject.clone(), format!("forget-{}", subject.number()));
    let forget = button(texts::files::FORGET, &name, Box::new(move || take::forget(own.app, &own.files)));
    question(texts::files::REMEMBERED, &format!("remembered-{}", subject.number()), vec![forget])
}

/// What is in a file, or the list of many.
fn contents(subject: &Subject, first: &FileInspection) -> Vec<Node> {
    if subject.files.len() == 1 {
        return notes(first).chain(rows(subject.app, first)).collect();
    }
    let list = || {
        let files = subject.files.iter().take(MAX_LISTED).filter_map(|file| subject.inspection.files.get(*file));
        let listed = files.map(|file| {
            let facts = Node::of("span", "muted").say(file_facts(file));
            let name = Node::of("p", "file-card__name").say(format!("{} ", file.name)).child(facts);
            Node::new("li").child(name).all(notes(file)).all(rows(subject.app, file))
        });
        let more = subject.files.len().saturating_sub(MAX_LISTED);
        let more = (more > 0).then(|| Node::new("li").say(texts::files::and_more(more)));
        vec![Node::of("ul", "file-card__files").all(listed).all(more)]
    };
    let title = texts::words::files(subject.files.len());
    vec![fold(subject.app, &title, &format!("files-{}", subject.number()), false, &list)]
}

/// The first rows of a file; those of an only file are open.
fn rows(app: AppState, file: &FileInspection) -> Option<Node> {
    let title = texts::files::first_rows(file.columns.len());
    let alone = app.inspection.with_untracked(|all| all.as_ref().is_some_and(|all| all.files.len() == 1));
    let name = format!("preview-{}", file.name);
    (!file.columns.is_empty()).then(|| fold(app, &title, &name, alone, &|| vec![preview(file)]))
}

fn notes(file: &FileInspection) -> impl Iterator<Item = Node> {
    file.notes.iter().map(|note| Node::of("p", "file-card__note").say(note.to_string()))
}

/// Why a file cannot be used.
pub fn problem_line(problem: &Diagnostic) -> Node {
    let hints = Node::of("span", "muted").say(problem.hints.join(" "));
    Node::of("p", "file-card__problem").say(format!("{} ", problem.message)).child(hints)
}

/// Name, format, size and match of files that are alike, and take part or do not.
pub fn file_head(inspection: &Inspection, files: &[usize], takes: bool) -> Option<Node> {
    let own: Vec<&FileInspection> = files.iter().filter_map(|file| inspection.files.get(*file)).collect();
    let first = *own.first()?;
    let (title, facts) = match own.last().filter(|_| own.len() > 1) {
        Some(last) => {
            let bytes = own.iter().map(|file| file.bytes.0).sum();
            let title = texts::files::alike(own.len());
            (title, format!("{} … {} · {} · {}", first.name, last.name, first.format, format::bytes(bytes)))
        }
        None => (first.name.clone(), file_facts(first)),
    };
    let (tone, verdict) = verdict(first, takes);
    let text = Node::of("div", "file-head__text").child(Node::new("h2").say(title));
    let text = text.child(Node::of("p", "muted").say(facts));
    let badge = Node::of("span", "badge").with("data-tone", tone).say(verdict);
    Some(Node::of("div", "file-head").child(icon(Glyph::File)).child(text).child(badge))
}

fn file_facts(file: &FileInspection) -> String {
    let rows = file.rows.map(|count| texts::words::about_rows(count.rows, count.exact));
    let format = (!file.format.is_empty()).then(|| file.format.clone());
    format.into_iter().chain([format::bytes(file.bytes.0)]).chain(rows).collect::<Vec<_>>().join(" · ")
}

fn verdict(file: &FileInspection, takes: bool) -> (&'static str, String) {
    match file.matches.first() {
        _ if file.problem.is_some() && !takes => ("danger", texts::words::LEFT_OUT.to_owned()),
        Some(found) => {
            let title = pipelines::spec(&found.pipeline).map_or(found.pipeline.as_str(), |spec| spec.title);
            let tone = if found.missing.is_empty() { "success" } else { "warning" };
            (tone, texts::files::fits(title, &found.input, found.confidence * 100.0))
        }
        None => ("warning", texts::files::BY_HAND.to_owned()),
    }
}
