//! The head of a card: its title, its tools, its tabs.

use leptos::prelude::*;

use super::card::{Card, is_chart};
use super::save::{File, save};
use super::{explain, tabs};
use crate::platform::dom::Node;
use crate::platform::menu;
use crate::present::dashboard::{Widget, WidgetKind};
use crate::texts;

/// What stands above the body of a card.
pub fn head(card: Card) -> Vec<Node> {
    let widget = card.widget();
    let any = card.data().is_some_and(|data| data.rows > 0);
    let title = Node::of("div", "widget__title").child(Node::new("h3").say(widget.title));
    // Figures say what they are, but not of when.
    let figures = matches!(widget.kind, WidgetKind::Figures(_));
    let title = title.all(figures.then(|| Node::of("p", "widget__help").say(first_sentence(widget.help))));
    let tools = Node::of("div", "widget__tools").child(explain::menu(card, &widget));
    let tools = tools.all((any && is_chart(&widget.kind)).then(|| table_tool(card, &widget)));
    let tools = tools.all(any.then(|| save_menu(card, &widget)));
    let failure = card.failure.get();
    let failure = failure.map(|failure| Node::of("p", "chart__note").with("role", "alert").say(failure.to_string()));
    [title, tools].into_iter().chain(tabs::tabs(card)).chain(failure).collect()
}

/// A menu: a small button that unfolds its body over the card.
pub fn menu(summary: Node, name: String, body: Node) -> Node {
    Node::of("details", "menu").named(name).child(summary).child(body)
}

fn table_tool(card: Card, widget: &Widget) -> Node {
    let tool = Node::of("button", "chart__tool").with("type", "button").say(texts::charts::TABLE);
    let tool = tool.with("aria-label", texts::charts::as_table(widget.title));
    let tool = tool.with("aria-pressed", card.as_table.get().to_string()).named(format!("chart-table-{}", widget.id));
    tool.on_press(Box::new(move || card.as_table.update(|shown| *shown = !*shown)))
}

fn save_menu(card: Card, widget: &Widget) -> Node {
    let files = if is_chart(&widget.kind) { &File::ALL[..] } else { &[File::Csv] };
    let files = files.iter().map(|file| {
        let file = *file;
        let pressed = move || {
            menu::close();
            save(card, file);
        };
        let button = Node::of("button", "menu__item").with("type", "button");
        let button = button.named(format!("chart-{}-{}", file.extension(), widget.id));
        let button = button.child(Node::new("b").say(file.label())).say(" ");
        button.child(Node::new("span").say(file.meaning())).on_press(Box::new(pressed))
    });
    let summary = Node::of("summary", "chart__tool")
        .with("aria-label", texts::charts::save_of(widget.title))
        .say(texts::charts::SAVE);
    menu(summary, format!("chart-save-{}", widget.id), Node::of("div", "menu__body").all(files))
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
