//! The rejected rows: by reason, searched, paged, saved, and mended where the offending cell is known.

use leptos::prelude::*;

use super::{part, read, row_text};
use crate::platform::dom::Node;
use crate::present::edits::{self, Place};
use crate::protocol::{ExportFormat, QualityReport, Request, RunRequest, TablePage};
use crate::texts;
use crate::ui::actions::quality::{self as actions, PAGE_ROWS};
use crate::ui::components::controls::{icon, select};
use crate::ui::components::export_button::export_button;
use crate::ui::components::icon::Glyph;
use crate::ui::components::value::{count, words};
use crate::ui::state::quality::RejectChoice;
use crate::ui::state::{AppState, Run};

/// The section; nothing for a pipeline that lists no rejects.
pub fn rejects(app: AppState, run: &Run, report: &QualityReport) -> Option<Node> {
    let (choice, rows) = app.quality.with(|quality| (quality.choice.clone(), quality.rows.clone()));
    let (input, table) = actions::shown_table(run, &choice)?;
    let section = part("rejects", texts::quality::REJECTS);
    let reasons = reasons(run, report, table);
    let total: u32 = reasons.iter().map(|(_, rows)| rows).sum();
    let section = section.all(tables(app, run, table));
    if total == 0 {
        return Some(section.child(Node::of("p", "muted").say(texts::quality::ALL_ACCEPTED)));
    }
    let doc = report.rejects.iter().find(|reason| Some(&reason.reason) == choice.reason.as_ref());
    let doc = doc.map_or(texts::quality::REJECTS_HOW, |reason| reason.doc.as_str());
    let section = section.child(chips(app, &reasons, total, &choice));
    let section = section.child(Node::of("p", "muted").named("reason-doc").say(doc));
    let section = section.child(tools(app, table, &choice));
    let current = rows.filter(|(of, _)| of.table == choice.table);
    let Some((shown, page)) = current else {
        return Some(section.child(Node::of("p", "muted").with("role", "status").say(texts::quality::READING)));
    };
    let list = Rejected { app, report, input, ran: &run.request, page: &page };
    let box_ = list.node().with("aria-busy", (shown != choice).to_string());
    Some(section.child(box_).child(pager(app, choice.sheet, page.rows as usize)))
}

fn choose(app: AppState, how: &mut dyn FnMut(&mut RejectChoice)) {
    actions::change(app, &mut |quality| {
        quality.choice.sheet = 0;
        how(&mut quality.choice);
    });
}

/// Which table of rejects, where a pipeline has several.
fn tables(app: AppState, run: &Run, table: &str) -> Option<Node> {
    let inputs = run.spec()?.inputs.iter();
    let mut tables: Vec<_> =
        inputs.filter_map(|input| Some((input.rejects?.to_owned(), input.name.to_owned()))).collect();
    tables.dedup_by(|one, before| one.0 == before.0);
    let heard = move |table| {
        choose(app, &mut |choice| {
            *choice = RejectChoice { table: Some(String::clone(&table)), ..RejectChoice::default() }
        })
    };
    (tables.len() > 1).then(|| select(texts::quality::INPUT, "rejects-input", tables, table, Box::new(heard)))
}

/// The reasons in a table of rejects with their rows; inputs that share the table are counted together.
fn reasons(run: &Run, report: &QualityReport, table: &str) -> Vec<(String, u32)> {
    let inputs = run.spec().map(|spec| spec.inputs).unwrap_or_default();
    let of_table = |name: &str| inputs.iter().any(|input| input.name == name && input.rejects == Some(table));
    let mut reasons: Vec<(String, u32)> = Vec::new();
    for one in report.rejects.iter().filter(|reason| of_table(&reason.input)) {
        match reasons.iter_mut().find(|(reason, _)| *reason == one.reason) {
            Some((_, rows)) => *rows += one.rows,
            None => reasons.push((one.reason.clone(), one.rows)),
        }
    }
    reasons
}

fn chips(app: AppState, reasons: &[(String, u32)], total: u32, choice: &RejectChoice) -> Node {
    let chip = |label: &str, number: u32, reason: Option<String>| {
        let name = reason.as_deref().unwrap_or("all");
        let button = Node::of("button", "chip quality__chip").named(format!("reason-{name}"));
        let button = button.with("aria-pressed", (choice.reason == reason).to_string());
        let button = button.say(label).say(" ").child(Node::new("b").say(count(number)));
        button.on_press(Box::new(move || choose(app, &mut |choice| choice.reason.clone_from(&reason))))
    };
    let chips = reasons.iter().map(|(reason, rows)| chip(&words(reason), *rows, Some(reason.clone())));
    let row = Node::of("div", "chip-row").with("role", "group").with("aria-label", texts::quality::REASONS);
    row.child(chip(texts::quality::ALL_REASONS, total, None)).all(chips)
}

fn tools(app: AppState, table: &'static str, choice: &RejectChoice) -> Node {
    let search = Node::new("input")
        .with("type", "search")
        .with("placeholder", texts::quality::SEARCH_IN)
        .named("rejects-search");
    let search = search.with("aria-label", texts::quality::SEARCH).value(&choice.search);
    let search = search.on_input(Box::new(move |text| choose(app, &mut |choice| choice.search.clone_from(&text))));
    let rows = choice.rows();
    let request = move || Request::Export {
        table: table.to_owned(),
        format: ExportFormat::Csv,
        filters: Vec::new(),
        choice: rows.clone(),
    };
    let label = if choice.rows().is_all() { texts::quality::SAVE_ALL } else { texts::quality::SAVE_THESE };
    let save = export_button(app, "rejects-download", label, Box::new(request));
    Node::of("div", "quality__tools").child(search).child(save)
}

/// A page of rejected rows.
struct Rejected<'a> {
    app: AppState,
    report: &'a QualityReport,
    input: &'a str,
    ran: &'a RunRequest,
    page: &'a TablePage,
}

impl Rejected<'_> {
    fn node(&self) -> Node {
        let rows = self.page.columns.first().map_or(0, |column| column.cells.len());
        let names = [
            texts::quality::WHERE,
            texts::quality::REASON,
            texts::quality::COLUMN,
            texts::quality::VALUE,
            texts::quality::EVERYWHERE,
        ];
        let lines = (0..rows).map(|index| self.row(index)).collect();
        super::grid(texts::quality::REJECTS, &names, lines).named("rejects")
    }

    fn cell(&self, name: &str, index: usize) -> Option<&str> {
        let column = self.page.columns.iter().find(|column| column.name == name)?;
        column.cells.get(index)?.as_deref()
    }

    fn row(&self, index: usize) -> Node {
        let text = |name: &str| self.cell(name, index).unwrap_or_default().to_owned();
        let (file, column, value) = (text("source_file"), text("column"), self.cell("value", index));
        let row = text("source_row").parse().unwrap_or_default();
        let place =
            Node::new("td").say(&file).child(Node::of("span", "quality__doc").say(row_text(self.report, &file, row)));
        let reason = Node::new("td").say(words(&text("reason")));
        let reason = reason.child(Node::of("span", "quality__doc").say(text("detail")));
        let line = Node::new("tr").named(format!("reject-{file}-{row}")).child(place).child(reason);
        let source = self.report.files.iter().find(|source| source.name == file);
        if !source.is_some_and(|source| source.columns.contains(&column)) {
            let value = if column.is_empty() && value.is_none() {
                Node::of("span", "muted").say(texts::quality::WHOLE_ROW)
            } else {
                read(value)
            };
            return line.child(Node::new("td").say(column)).child(Node::new("td").child(value)).child(Node::new("td"));
        }
        // A table for several inputs tells whose row it is.
        let input = self.cell("input_table", index).unwrap_or(self.input).to_owned();
        let at = Place { input, file, row, column };
        let (field, buttons) = self.field(&at, value.unwrap_or_default());
        line.child(Node::new("td").say(&at.column))
            .child(Node::new("td").child(field))
            .child(Node::new("td").all(buttons))
    }

    /// The field of a cell that can be mended, and what can be done with what was typed.
    fn field(&self, at: &Place, read: &str) -> (Node, Vec<Node>) {
        let app = self.app;
        let now = app.draft.with(|draft| edits::text_at(&draft.edits, at, read).map(str::to_owned));
        let ran = edits::text_at(&self.ran.edits, at, read).is_some();
        let changed = now.as_deref().is_some_and(|now| now != read);
        let name = texts::quality::cell_at(&at.column, at.row, &at.file);
        let field = Node::new("input").with("type", "text").with("class", "quality__field").with("aria-label", &name);
        let field = field.maybe("data-changed", changed.then_some("")).with("spellcheck", "false");
        let (place, original) = (at.clone(), read.to_owned());
        let field = field.value(now.as_deref().unwrap_or(read)).on_input(Box::new(move |text| {
            app.edit(&mut |draft| {
                edits::take_back(&mut draft.edits, &place);
                // What the run has read already needs no edit, unless an edit is what it has read.
                if ran || edits::text_at(&draft.edits, &place, &original).unwrap_or(&original) != text {
                    edits::put(&mut draft.edits, place.edit(&text));
                }
            });
        }));
        let Some(now) = now.filter(|_| changed) else { return (field, Vec::new()) };
        let (place, from) = (at.clone(), read.to_owned());
        let label = texts::quality::all_like(&shortened(read));
        let all = Node::of("button", "button button--small").with("title", texts::quality::EVERYWHERE_IS);
        let all = all.with("aria-label", texts::quality::all_become(&label, &at.column, &now)).say(label);
        let all = all.on_press(Box::new(move || {
            app.edit(&mut |draft| {
                edits::take_back(&mut draft.edits, &place);
                edits::put(&mut draft.edits, place.edit_all(&from, &now));
            });
        }));
        (field, vec![all])
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(16).collect()
}

fn pager(app: AppState, sheet: usize, rows: usize) -> Node {
    let (first, end) = (sheet * PAGE_ROWS, ((sheet + 1) * PAGE_ROWS).min(rows));
    let range = if rows == 0 {
        texts::quality::NONE_FOUND.to_owned()
    } else {
        texts::quality::rows_from_to(first + 1, end, rows)
    };
    let turn = |label: &str, glyph, disabled, to: usize| {
        let button =
            Node::of("button", "icon-button").with("aria-label", label).child(icon(glyph)).is("disabled", disabled);
        button.on_press(Box::new(move || actions::change(app, &mut |quality| quality.choice.sheet = to)))
    };
    let nav = Node::of("nav", "pager").with("aria-label", texts::quality::PAGES);
    let nav = nav.child(Node::of("span", "pager__range").with("role", "status").named("rejects-range").say(range));
    let nav = nav.child(turn(texts::quality::PREVIOUS_PAGE, Glyph::Previous, sheet == 0, sheet.saturating_sub(1)));
    nav.child(turn(texts::quality::NEXT_PAGE, Glyph::Next, end >= rows, sheet + 1))
}
