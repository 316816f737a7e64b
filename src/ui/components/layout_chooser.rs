//! Which line names the columns, and which sheet of a workbook is read.

use leptos::prelude::*;

use super::controls::{button, field, fold, question, select, table_box};
use super::mapping::Subject;
use crate::platform::dom::Node;
use crate::protocol::{FileInspection, FoundLayout, Header};
use crate::texts;
use crate::ui::actions::take;

/// The choices, where there are any; the line is asked for where nothing tells.
pub fn layout_chooser(subject: &Subject, file: &FileInspection) -> Vec<Node> {
    let number = subject.number();
    let mut nodes = Vec::new();
    let mut layout = file.layout.clone();
    // What was wished is shown at once: until the engine has looked again, it is not what was found.
    subject.app.layouts.with(|all| {
        if let Some(wished) = all.iter().find(|one| one.name == file.name).map(|one| &one.layout) {
            layout.ask_header &= wished.header.is_none();
            layout.header = wished.header.or(layout.header);
            layout.sheet = wished.sheet.clone().or(layout.sheet.take());
        }
    });
    if layout.sheets.len() > 1 {
        let own = subject.clone();
        let choose = move |sheet: String| {
            take::relayout(own.app, &own.files, &|layout| {
                layout.sheet = Some(sheet.clone());
                // The lines of one sheet are not those of another.
                layout.header = None;
            });
        };
        let choices = layout.sheets.iter().map(|sheet| (sheet.clone(), sheet.clone())).collect();
        let chosen = layout.sheet.as_deref().unwrap_or_default();
        nodes.push(field(
            texts::files::SHEET,
            select(texts::files::SHEET, &format!("sheet-{number}"), choices, chosen, Box::new(choose)),
        ));
    }
    if !layout.first_lines.is_empty() {
        nodes.push(fold(
            subject.app,
            texts::files::HEADER_LINE,
            &format!("header-{number}"),
            layout.ask_header,
            &|| lines(subject, &layout),
        ));
    }
    nodes
}

fn choose(subject: &Subject, header: Header) -> Box<dyn Fn()> {
    let own = subject.clone();
    Box::new(move || take::relayout(own.app, &own.files, &|layout| layout.header = Some(header)))
}

fn lines(subject: &Subject, layout: &FoundLayout) -> Vec<Node> {
    let number = subject.number();
    let asked = layout.ask_header.then(|| {
        let answers = [(texts::files::YES, "yes", Header::Line(0)), (texts::files::NO_HEADER, "no", Header::Absent)];
        let answer = |(text, word, header)| button(text, &format!("header-{number}-{word}"), choose(subject, header));
        let answers = answers.map(answer).into();
        question(texts::files::ASK_HEADER, &format!("ask-{number}-header"), answers)
    });
    let width = layout.first_lines.iter().map(Vec::len).max().unwrap_or_default();
    let row = |header: Header, label: String, cells: Vec<Node>| {
        // Nothing is chosen while it is asked for.
        let chosen = layout.header == Some(header) && !layout.ask_header;
        let press = choose(subject, header);
        let radio = Node::new("input").with("type", "radio").with("name", format!("header-{number}"));
        let radio = radio.with("aria-label", label).is("checked", chosen).on_switch(Box::new(move |_| press()));
        let class = if chosen { "header-line header-line--chosen" } else { "header-line" };
        Node::of("tr", class).child(Node::new("td").child(radio)).all(cells)
    };
    let lines = layout.first_lines.iter().zip(0..).map(|(cells, line)| {
        let cells = cells.iter().map(|text| Node::new("td").say(text)).collect();
        row(Header::Line(line), texts::files::line_names(line + 1), cells)
    });
    let none = texts::files::NO_LINE;
    let cell = Node::new("td").with("colspan", width.to_string()).say(none);
    let rows = lines.chain([row(Header::Absent, none.to_owned(), vec![cell])]).collect();
    asked.into_iter().chain([table_box(texts::files::THE_LINE, Vec::new(), rows)]).collect()
}
