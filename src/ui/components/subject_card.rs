//! The card of one whom the data is about: all that the tables know, over whatever page is shown.

use leptos::prelude::*;

use super::controls::{checkbox, icon, table_box};
use super::icon::Glyph;
use super::value::{about, shown, words};
use crate::pipelines::spec::{SubjectSpec, TableSpec};
use crate::platform::dom::Node;
use crate::protocol::{PageColumn, TablePage};
use crate::texts;
use crate::ui::actions::card;
use crate::ui::live::live;
use crate::ui::state::card::Card;
use crate::ui::state::{AppState, Run};

const TITLE: &str = "card-title";

/// The dialog; closed as long as the address names nobody.
pub fn subject_card(app: AppState) -> Node {
    live(Box::new(move || {
        let id = app.view().with(|view| view.card.clone());
        let run = app.run.get();
        let subject = run.as_ref().and_then(|run| run.spec()?.subject.as_ref());
        let content = id.zip(run).zip(subject).map(|((id, run), subject)| {
            app.card.with(|card| Content { app, run: &run, subject, card, id: &id }.nodes())
        });
        let dialog = Node::of("dialog", "card-dialog").named("subject-card").with("aria-labelledby", TITLE);
        // A press beside the card closes it too, in browsers that know how.
        let dialog = dialog.with("closedby", "any").on_close(Box::new(move || card::close(app)));
        vec![dialog.modal(content.is_some()).all(content.into_iter().flatten())]
    }))
}

struct Content<'a> {
    app: AppState,
    run: &'a Run,
    subject: &'static SubjectSpec,
    card: &'a Card,
    id: &'a str,
}

impl Content<'_> {
    fn nodes(&self) -> [Node; 2] {
        let (app, subject) = (self.app, self.subject);
        let mut name = subject.name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let title = Node::new("h2").with("id", TITLE).say(format!("{name} {}", self.id));
        let explain = move |on| app.card.update(|card| card.explained = on);
        let explain = checkbox(texts::card::EXPLAIN, "card-explain", self.card.explained, Box::new(explain));
        let id = self.id.to_owned();
        let only = Node::of("button", "button button--small").named("card-filter").say(texts::words::SHOW_ON_DASHBOARD);
        let only = only.on_press(Box::new(move || card::focus_on(app, subject.field, &id)));
        let close = Node::of("button", "icon-button")
            .named("card-close")
            .with("aria-label", texts::words::CLOSE)
            .child(icon(Glyph::Close));
        let close = close.on_press(Box::new(move || card::close(app)));
        let tools = Node::of("div", "card-dialog__tools").child(explain).child(only);
        [Node::of("header", "card-dialog__head").child(title).child(tools).child(close), self.body()]
    }

    fn body(&self) -> Node {
        let (one, many) = (self.subject.one, self.subject.many);
        let page = |name: &str| self.card.pages.iter().find(|page| page.table == name);
        let has_rows = |name: &&&str| page(name).is_some_and(|page| page.rows > 0);
        let groups = one.iter().filter(has_rows).filter_map(|name| self.group(page(name)?));
        let lists = many.iter().filter(has_rows).filter_map(|name| Some(self.list(page(name)?)));
        let absent = || one.iter().chain(many).copied().filter(|name| !has_rows(&name));
        let says = match &self.card.failure {
            Some(failure) => failure.to_string(),
            None if !self.card.whole => texts::card::LOOKING.to_owned(),
            None if absent().count() == one.len() + many.len() => texts::card::nowhere(self.subject.name),
            None if absent().next().is_some() => texts::card::absent_from(&absent().collect::<Vec<_>>()),
            None => String::new(),
        };
        let says = Node::of("p", "muted").with("role", "status").say(says);
        let body = Node::of("div", "card-dialog__body").with("aria-busy", (!self.card.whole).to_string());
        body.all(groups).all(lists).child(says)
    }

    fn section(&self, page: &TablePage) -> (Node, Option<&'static TableSpec>) {
        let spec = self.run.spec().and_then(|spec| spec.table(&page.table));
        let title = Node::new("h3").maybe("title", spec.map(|spec| spec.doc)).say(words(&page.table));
        let doc = spec.filter(|_| self.card.explained).map(|spec| Node::of("p", "muted").say(spec.doc));
        let section = Node::of("section", "card-dialog__group").named(format!("card-{}", page.table));
        (section.child(title).all(doc), spec)
    }

    /// The columns of a table's only row, but for the id that is in the title.
    fn group(&self, page: &TablePage) -> Option<Node> {
        let (section, spec) = self.section(page);
        let columns = page.columns.iter().filter(|column| column.name != self.subject.id);
        let pairs = columns.map(|column| {
            let (kind, doc) = about(spec, &column.name);
            let value = shown(column.cells.first().and_then(Option::as_deref), kind, self.run.currency());
            let pair = Node::of("div", "card-dialog__pair").maybe("title", doc);
            let pair = pair.child(Node::new("dt").say(words(&column.name))).child(Node::new("dd").say(value));
            pair.all(doc.filter(|_| self.card.explained).map(|doc| Node::of("dd", "muted").say(doc)))
        });
        (page.rows > 0).then(|| section.child(Node::of("dl", "card-dialog__pairs").all(pairs)))
    }

    fn list(&self, page: &TablePage) -> Node {
        let (section, spec) = self.section(page);
        let columns: Vec<&PageColumn> = page.columns.iter().filter(|column| column.name != self.subject.id).collect();
        let number = |column: &PageColumn| column.numeric.then_some("grid__number");
        let head = columns.iter().map(|column| {
            let head = Node::new("th").with("scope", "col").maybe("title", about(spec, &column.name).1);
            head.maybe("class", number(column)).say(words(&column.name))
        });
        let rows = columns.first().map_or(0, |column| column.cells.len());
        let row = |index: usize| {
            Node::new("tr").all(columns.iter().map(|column| {
                let cell = column.cells.get(index).and_then(Option::as_deref);
                let text = shown(cell, about(spec, &column.name).0, self.run.currency());
                Node::new("td").maybe("class", number(column)).say(text)
            }))
        };
        let cut = (page.rows as usize > rows).then(|| {
            let text = texts::words::first_rows(rows, page.rows as usize);
            Node::of("p", "muted").say(text)
        });
        let label = texts::words::rows_of(&page.table);
        section.child(table_box(&label, head.collect(), (0..rows).map(row).collect())).all(cut)
    }
}
