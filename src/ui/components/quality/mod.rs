//! The parts of the quality page.

pub mod checks;
pub mod corrections;
pub mod edits;
pub mod rejects;
pub mod score;

use crate::base::format::fixed;
use crate::platform::dom::Node;
use crate::protocol::{Example, QualityReport};
use crate::texts;
use crate::ui::components::value::MISSING;

/// A part of the page below its heading.
fn part(name: &'static str, title: &str) -> Node {
    let heading = Node::new("h2").with("id", format!("quality-{name}")).say(title);
    let part = Node::of("section", "quality__part").with("aria-labelledby", format!("quality-{name}"));
    part.named(format!("quality-{name}")).child(heading)
}

/// A table as wide as its place, which scrolls in itself where that is narrow. Empty names are of columns of buttons.
fn grid(label: &str, names: &[&str], rows: Vec<Node>) -> Node {
    let head = names.iter().map(|name| Node::new("th").with("scope", "col").say(*name));
    let head = Node::new("thead").child(Node::new("tr").all(head));
    let table = Node::of("table", "grid grid--compact quality__grid").child(head).child(Node::new("tbody").all(rows));
    let place = Node::of("div", "table-box").with("tabindex", "0").with("role", "region").with("aria-label", label);
    place.child(table)
}

fn cell(text: impl Into<String>) -> Node {
    Node::new("td").say(text)
}

fn number(text: impl Into<String>) -> Node {
    Node::of("td", "grid__number").say(text)
}

/// A pass rate: `99.87%`. What rounds to 100 % but is less is not called so.
fn rate(value: f64) -> String {
    let text = fixed(value * 100.0, 2);
    let text = if text == "100.00" && value < 1.0 { "99.99" } else { text.trim_end_matches('0').trim_end_matches('.') };
    format!("{text}%")
}

/// “orders.csv, row 17 (line 19), date”.
fn place(report: &QualityReport, example: &Example) -> String {
    let mut text = example.file.clone();
    if example.row > 0 {
        text.push_str(", ");
        text.push_str(&row_text(report, &example.file, example.row));
    }
    if !example.column.is_empty() {
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(&example.column);
    }
    text
}

/// “row 17 (line 19)”.
fn row_text(report: &QualityReport, file: &str, row: u32) -> String {
    let source = report.files.iter().find(|source| source.name == file);
    match source.and_then(|source| source.line(row)) {
        Some(line) => texts::quality::row_at_line(row, line),
        None => texts::quality::row(row),
    }
}

/// A text as it is read, white space and all.
fn read(text: Option<&str>) -> Node {
    match text {
        Some(text) if !text.is_empty() => Node::of("code", "quality__value").say(text),
        Some(_) => Node::of("span", "muted").say(texts::words::EMPTY),
        None => Node::of("span", "muted").say(MISSING),
    }
}
