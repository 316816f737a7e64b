//! Every check with its figure, threshold and verdict; what breaks it unfolds below.

use super::{cell, grid, number, part, place, rate, read};
use crate::platform::dom::Node;
use crate::protocol::{CheckResult, QualityReport};
use crate::texts;
use crate::ui::components::controls::icon;
use crate::ui::components::icon::Glyph;
use crate::ui::components::value::{MISSING, count, words};
use crate::ui::state::AppState;

/// The section: a table per dimension, in the order of the checks.
pub fn checks(app: AppState, report: &QualityReport) -> Node {
    let groups = report.checks.chunk_by(|one, next| one.dimension == next.dimension).filter_map(|alike| {
        let rows: Vec<Node> = alike.iter().flat_map(|check| rows(app, report, check)).collect();
        let title = dimension_title(&alike.first()?.dimension);
        let names = [
            texts::quality::VERDICT,
            texts::quality::CHECK,
            texts::quality::FIGURE,
            texts::quality::THRESHOLD,
            texts::quality::SEVERITY,
            texts::quality::BREAKING,
        ];
        let heading = (!title.is_empty()).then(|| Node::new("h3").say(&title));
        let group = Node::of("div", "quality__group").all(heading);
        Some(group.child(grid(&texts::quality::checks_of(&title), &names, rows)))
    });
    part("checks", texts::quality::CHECKS).all(groups)
}

/// A dimension's word as a title.
pub(super) fn dimension_title(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    format!("{first}{}", rest.to_lowercase())
}

fn verdict(status: &str) -> Node {
    let (tone, glyph, word) = match status {
        "PASSED" => ("success", Glyph::Check, texts::quality::PASSED),
        "WARNED" => ("warning", Glyph::Alert, texts::quality::WARNED),
        "FAILED" => ("danger", Glyph::Alert, texts::quality::FAILED),
        _ => ("", Glyph::Info, texts::quality::SKIPPED),
    };
    let badge = Node::of("span", "badge quality__verdict").with("data-tone", tone).child(icon(glyph)).say(word);
    Node::new("td").child(badge)
}

/// The row of a check, and the one below with examples, where it is unfolded.
fn rows(app: AppState, report: &QualityReport, check: &CheckResult) -> Vec<Node> {
    let name = format!("check-{}", check.id);
    let open = app.is_open(&name, false);
    let about = Node::new("td").child(Node::new("b").say(words(&check.name)));
    let about = about.child(Node::of("span", "quality__doc").say(&check.doc));
    let breaking = match check.violations {
        Some(0) => cell(texts::quality::NONE),
        None => cell(MISSING),
        Some(number) => {
            let text = format!("{} {}", count(number), check.unit);
            let own = name.clone();
            let button =
                Node::of("button", "button button--small").named(&name).with("aria-expanded", open.to_string());
            let button = button.with("aria-label", texts::quality::examples_of(&text, &words(&check.name))).say(text);
            let button = button.child(icon(if open { Glyph::ArrowUp } else { Glyph::ArrowDown }));
            Node::new("td").child(button.on_press(Box::new(move || app.fold(&own, !open))))
        }
    };
    let row = Node::new("tr").with("data-check", &check.id).child(verdict(&check.status)).child(about);
    let row = row.child(number(check.actual.map_or(MISSING.to_owned(), rate)));
    let row = row.child(number(check.expected.map_or(MISSING.to_owned(), |least| format!("≥ {}", rate(least)))));
    let row = row.child(cell(&check.severity)).child(breaking);
    let more = (open && !check.examples.is_empty()).then(|| examples(report, check));
    [row].into_iter().chain(more).collect()
}

fn examples(report: &QualityReport, check: &CheckResult) -> Node {
    let items = check.examples.iter().map(|example| {
        let item = Node::new("li").child(Node::of("span", "muted").say(place(report, example)));
        if example.column.is_empty() && example.value.is_none() {
            return item;
        }
        item.say(" ").child(read(example.value.as_deref()))
    });
    let list = Node::of("ul", "quality__examples").all(items);
    let title = texts::quality::first_in(&check.table);
    let place = Node::new("td").with("colspan", "6").child(Node::of("p", "muted").say(title)).child(list);
    Node::of("tr", "quality__more").named(format!("examples-{}", check.id)).child(place)
}
