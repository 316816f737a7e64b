//! What the run has to say besides its result.

use super::controls::icon;
use super::error_panel::place;
use super::icon::Glyph;
use crate::base::{Diagnostic, Severity};
use crate::platform::dom::Node;
use crate::texts;

/// A panel that opens on request; nothing at all when there is nothing to say.
pub fn diagnostics_panel(diagnostics: &[Diagnostic]) -> Option<Node> {
    if diagnostics.is_empty() {
        return None;
    }
    let warnings = diagnostics.iter().any(|one| one.severity != Severity::Info);
    let title = texts::dashboard::notes(diagnostics.len());
    let glyph = if warnings { Glyph::Alert } else { Glyph::Info };
    let panel =
        Node::of("details", "panel").named("diagnostics").child(Node::new("summary").child(icon(glyph)).say(title));
    Some(panel.child(Node::of("ul", "diagnostics").all(diagnostics.iter().map(line))))
}

fn line(one: &Diagnostic) -> Node {
    let (tone, word) = match one.severity {
        Severity::Error => ("danger", texts::dashboard::ERROR),
        Severity::Warning => ("warning", texts::dashboard::WARNING),
        Severity::Info => ("neutral", texts::dashboard::NOTE),
    };
    let place = place(one).map(|place| format!(" ({place})")).unwrap_or_default();
    let about = Node::of("p", "muted").say(format!("{}{place}", one.hints.join(" ")));
    let text = Node::new("div").child(Node::new("p").say(&one.message)).child(about);
    Node::of("li", "diagnostics__line").child(Node::of("span", "badge").with("data-tone", tone).say(word)).child(text)
}
