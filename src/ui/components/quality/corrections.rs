//! What was corrected while reading, and by hand: before and after.

use super::{grid, part, place, read};
use crate::platform::dom::Node;
use crate::protocol::{Example, QualityReport};
use crate::texts;
use crate::ui::components::value::words;

/// The section.
pub fn corrections(report: &QualityReport) -> Node {
    let (made, none): (Vec<_>, Vec<_>) = report.corrections.iter().partition(|correction| correction.rows > 0);
    let made = made.iter().map(|correction| {
        let rows = texts::words::rows(correction.rows as usize);
        group(report, &words(&correction.code), &rows, &correction.doc, &correction.examples)
    });
    let cells = texts::words::cells(report.edits.cells as usize);
    let doc = texts::quality::EDITED_IS;
    let edited = (report.edits.cells > 0)
        .then(|| group(report, texts::quality::EDITED, &cells, doc, &report.edits.examples).named("quality-edited"));
    let unused: Vec<String> = none.iter().map(|correction| words(&correction.code)).collect();
    let unused = (!unused.is_empty()).then(|| Node::of("p", "muted").say(texts::quality::not_needed(&unused)));
    part("corrections", texts::quality::CORRECTIONS).all(edited).all(made).all(unused)
}

fn group(report: &QualityReport, title: &str, rows: &str, doc: &str, examples: &[Example]) -> Node {
    let heading = Node::new("h3").say(title).say(" ").child(Node::of("span", "muted").say(rows));
    let lines = examples.iter().map(|example| {
        let row = Node::new("tr").child(Node::new("td").say(place(report, example)));
        let row = row.child(Node::new("td").child(read(example.value.as_deref())));
        row.child(Node::new("td").child(read(example.after.as_deref())))
    });
    let table = grid(
        &texts::quality::corrections_of(title),
        &[texts::quality::CORRECTED_AT, texts::quality::BEFORE, texts::quality::AFTER],
        lines.collect(),
    );
    Node::of("div", "quality__group").child(heading).child(Node::of("p", "muted").say(doc)).child(table)
}
