//! Findings as cards.

use super::card::Card;
use super::table::nothing;
use crate::platform::dom::Node;
use crate::present::dashboard::{Widget, WidgetKind};
use crate::texts;
use crate::ui::actions::look;

/// The rows of a `WidgetKind::Cards` widget.
pub fn findings(card: Card, widget: &Widget) -> Vec<Node> {
    let WidgetKind::Cards { title, body, advice, tone, link } = widget.kind else { return Vec::new() };
    let data = card.data_of(widget);
    let text = |column: &str, row: usize| data.texts(column).get(row).cloned().flatten().unwrap_or_default();
    let finding = |row: usize| {
        let [title, body, advice, tone, link] = [title, body, advice, tone, link].map(|column| text(column, row));
        let finding = Node::of("li", "card").with("data-tone", &tone).child(Node::of("p", "card__tone").say(tone));
        let finding = finding.child(Node::new("h4").say(&title)).child(Node::new("p").say(sentence(body)));
        let finding = finding.child(Node::of("p", "card__advice").say(sentence(advice)));
        finding.all((!link.is_empty()).then(|| {
            let button = Node::of("button", "card__link").with("type", "button").named(format!("card-link-{row}"));
            let button = button
                .say(texts::charts::SHOW_IN_CHART)
                .child(Node::of("span", "visually-hidden").say(format!(": {title}")));
            button.on_press(Box::new(move || look::follow(card.app, &link)))
        }))
    };
    match data.rows {
        0 => vec![nothing(widget)],
        rows => vec![Node::of("ul", "cards").all((0..rows).map(finding))],
    }
}

/// The words with the full stop that they come without.
fn sentence(mut words: String) -> String {
    if !words.is_empty() && !words.ends_with(['.', '!', '?']) {
        words.push('.');
    }
    words
}
