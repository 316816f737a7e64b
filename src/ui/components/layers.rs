//! A finished run as layers of sediment: what went into each, and how long it took to settle.

use crate::base::format;
use crate::platform::dom::Node;
use crate::present::format::day as day_text;
use crate::protocol::{PhaseTime, Quality, RunReport};
use crate::texts;

/// The layers strip.
pub fn layers(report: &RunReport) -> Node {
    let total: f64 = report.phases.iter().map(|phase| phase.milliseconds).sum();
    let memory = report.phases.iter().filter_map(|phase| phase.memory).map(|memory| memory.0).max();
    let summary = texts::dashboard::layers(report.tables.len(), total, memory);
    let head = Node::of("div", "layers__head").child(Node::new("h2").say(texts::dashboard::LAYERS));
    let head = head.child(Node::of("p", "muted").say(summary));
    let rows = report.phases.iter().map(|phase| {
        let tables = report.tables.iter().filter(|table| table.layer == phase.phase).count();
        layer(phase, tables, share(phase.milliseconds, total))
    });
    let strip = Node::of("section", "panel layers").with("aria-label", texts::dashboard::LAYERS).named("layers");
    strip.child(head).child(Node::of("ol", "layers__list").all(rows))
}

fn layer(phase: &PhaseTime, tables: usize, share: f64) -> Node {
    let name = phase.phase.label();
    let tables = if tables > 0 { texts::words::tables(tables) } else { String::new() };
    let rows = texts::dashboard::rows_in(u64::from(phase.rows));
    let cell = |class, text: String| Node::of("span", class).say(text);
    let layer = Node::of("li", "layer").with("data-layer", name.to_lowercase());
    let layer = layer.with("style", format!("--share:{share:.4}")).child(cell("layer__name", name.to_owned()));
    let layer = layer.child(cell("layer__tables", tables)).child(cell("layer__rows", rows));
    layer.child(cell("layer__time", format::milliseconds(phase.milliseconds)))
}

fn share(part: f64, total: f64) -> f64 {
    if total > 0.0 { part / total } else { 0.0 }
}

/// The grade and the day the run counts from.
pub fn run_facts(report: &RunReport) -> Node {
    let fact = |name: &str, title| Node::of("div", "fact").named(name).child(Node::new("dt").say(title));
    let grade = report.quality.as_ref().map(|quality| {
        let names: Vec<&str> = quality.failed.iter().map(|(name, _)| name.as_str()).collect();
        let grade = Node::of("span", "grade").with("data-grade", &quality.grade).say(&quality.grade);
        let score = Node::new("dd").child(grade).say(texts::dashboard::of_hundred(quality.score));
        let summary = Node::of("dd", "muted").with("title", names.join(", ")).say(failed_summary(quality));
        fact("quality", texts::dashboard::DATA_QUALITY).child(score).child(summary)
    });
    let day = report.as_of.as_ref().map(|day| {
        let meaning = Node::of("dd", "muted").say(texts::dashboard::AS_OF_MEANS);
        fact("as-of", texts::dashboard::AS_OF).child(Node::new("dd").say(day_text(day))).child(meaning)
    });
    Node::of("dl", "facts").all(grade).all(day)
}

/// How many checks failed, by severity: the names are too many for a headline.
fn failed_summary(quality: &Quality) -> String {
    if quality.failed.is_empty() {
        return texts::dashboard::all_passed(quality.checks);
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, severity) in &quality.failed {
        match counts.iter_mut().find(|(known, _)| known == severity) {
            Some((_, count)) => *count += 1,
            None => counts.push((severity, 1)),
        }
    }
    texts::dashboard::failed(quality.failed.len(), quality.checks, &counts)
}
