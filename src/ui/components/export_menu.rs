//! The menu of formats that one table, or all of them, are saved in.

use std::rc::Rc;

use leptos::prelude::*;

use super::controls::icon;
use super::export_button::export_button;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::{locale, menu};
use crate::protocol::{CsvDialect, ExportFormat, Request};
use crate::texts;
use crate::ui::actions::export;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// A format: the end of the item's name for tests, what it is called, and what it is good for.
type Choice = (&'static str, ExportFormat, &'static str, &'static str);

fn choices() -> [Choice; 4] {
    let dialect = CsvDialect::of_decimal_mark(&locale::decimal_mark());
    [
        ("csv", ExportFormat::Csv, texts::exports::CSV, texts::exports::CSV_FOR),
        ("csv-excel", ExportFormat::CsvExcel(dialect), texts::exports::EXCEL_CSV, texts::exports::EXCEL_CSV_FOR),
        ("parquet", ExportFormat::Parquet, texts::exports::PARQUET, texts::exports::PARQUET_FOR),
        ("xlsx", ExportFormat::Xlsx, texts::exports::XLSX, texts::exports::XLSX_FOR),
    ]
}

/// The menu: `name` is that of the items up to the format, `label` says what is saved, `request` asks for it.
pub fn export_menu(
    app: AppState,
    name: &'static str,
    label: &str,
    request: Box<dyn Fn(ExportFormat) -> Request>,
) -> Node {
    let exporting = app.exporting.get();
    let busy = exporting == Some(name);
    let disabled = exporting.is_some() || !app.session_alive() || app.is_busy();
    let mark = if busy {
        Node::of("span", "spinner spinner--small").with("aria-hidden", "true")
    } else {
        icon(Glyph::Download)
    };
    let summary = Node::of("summary", "button button--small").named(format!("{name}-menu"));
    let summary = summary.with("aria-busy", busy.to_string()).child(mark).say(label);
    let request = Rc::new(request);
    let items = choices().map(|(word, format, title, use_for)| {
        let request = Rc::clone(&request);
        let pressed = move || {
            menu::close();
            export::start(app, name, request(format));
        };
        let item = Node::of("button", "menu__item").with("type", "button").named(format!("{name}-{word}"));
        let item = item.child(Node::new("b").say(title)).say(" ").child(Node::new("span").say(use_for));
        item.is("disabled", disabled).on_press(Box::new(pressed))
    });
    let body = Node::of("div", "menu__body export-menu").all(items);
    Node::of("details", "menu").named(name).child(summary).child(body)
}

/// The button that saves the dashboard, as it is filtered, as one file.
pub fn report_button(app: AppState) -> Node {
    live(Box::new(move || {
        let filters = app.view().get().filters;
        let label = if filters.is_empty() { texts::exports::REPORT } else { texts::exports::REPORT_OF_SELECTION };
        let request = move || Request::Report { filters: filters.clone() };
        vec![export_button(app, "report", label, Box::new(request))]
    }))
}
