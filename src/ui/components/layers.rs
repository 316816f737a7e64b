//! A finished run as layers of sediment: what went into each, and how long it took to settle.

use super::counted;
use crate::base::format;
use crate::platform::dom::Node;
use crate::present::format::day as day_text;
use crate::protocol::{PhaseTime, Quality, RunReport};

/// The layers strip.
pub fn layers(report: &RunReport) -> Node {
    let total: f64 = report.phases.iter().map(|phase| phase.milliseconds).sum();
    let memory = report.phases.iter().filter_map(|phase| phase.memory).map(|memory| memory.0).max();
    let memory = memory.map_or_else(String::new, |memory| format!(" · {} of memory", format::bytes(memory)));
    let tables = counted(report.tables.len(), "table", "tables");
    let summary = format!("{tables} in {}{memory}", format::milliseconds(total));
    let head = Node::of("div", "layers__head").child(Node::new("h2").say("Layers"));
    let head = head.child(Node::of("p", "muted").say(summary));
    let rows = report.phases.iter().map(|phase| {
        let tables = report.tables.iter().filter(|table| table.layer == phase.phase).count();
        layer(phase, tables, share(phase.milliseconds, total))
    });
    let strip = Node::of("section", "panel layers").with("aria-label", "Layers").named("layers");
    strip.child(head).child(Node::of("ol", "layers__list").all(rows))
}

fn layer(phase: &PhaseTime, tables: usize, share: f64) -> Node {
    let name = phase.phase.label();
    let tables = if tables > 0 { counted(tables, "table", "tables") } else { String::new() };
    let rows = format!("{} rows in", format::integer(u64::from(phase.rows)));
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
        let score = Node::new("dd").child(grade).say(format!("{} of 100", format::fixed(quality.score, 2)));
        let summary = Node::of("dd", "muted").with("title", names.join(", ")).say(failed_summary(quality));
        fact("quality", "Data quality").child(score).child(summary)
    });
    let day = report.as_of.as_ref().map(|day| {
        let meaning = Node::of("dd", "muted").say("Recency counts back from this day.");
        fact("as-of", "As of").child(Node::new("dd").say(day_text(day))).child(meaning)
    });
    Node::of("dl", "facts").all(grade).all(day)
}

/// How many checks failed, by severity: the names are too many for a headline.
fn failed_summary(quality: &Quality) -> String {
    if quality.failed.is_empty() {
        return format!("All {} checks passed.", quality.checks);
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, severity) in &quality.failed {
        match counts.iter_mut().find(|(known, _)| known == severity) {
            Some((_, count)) => *count += 1,
            None => counts.push((severity, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(severity, count)| format!("{count} {severity}")).collect();
    format!("{} of {} checks failed: {}.", quality.failed.len(), quality.checks, counts.join(", "))
}
