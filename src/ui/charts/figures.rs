//! A strip of headline figures.

use std::cmp::Ordering;

use super::card::Card;
use crate::platform::dom::Node;
use crate::platform::page;
use crate::present::dashboard::{Figure, NumberFormat, Widget, WidgetData, WidgetKind};
use crate::present::format;
use crate::texts;

/// The column with a text about all the figures.
const NOTE: &str = "note";

/// Written where a figure has no value.
const MISSING: &str = "–";

/// The id of a section's heading, which takes the focus when a click leads there.
pub fn heading(section: &str) -> String {
    format!("{section}-title")
}

/// The figures of a `WidgetKind::Figures` widget: name, value in short and in full, the change against the period
/// before, and how it is computed.
pub fn figures(card: Card, widget: &Widget) -> Vec<Node> {
    let WidgetKind::Figures(figures) = &widget.kind else { return Vec::new() };
    let data = card.data_of(widget);
    let currency = card.currency();
    let tiles = figures.iter().map(|figure| tile(figure, &data, &currency));
    let strip = Node::of("dl", "figures").with("aria-label", widget.title).all(tiles);
    // What the figures are of, where that hangs on the data.
    let note = data.texts(NOTE).first().cloned().flatten().filter(|note| !note.is_empty());
    let note = note.map(|note| Node::of("p", "figures__note").say(note));
    note.into_iter().chain([strip]).collect()
}

fn tile(figure: &Figure, data: &WidgetData, currency: &str) -> Node {
    let value = first(data, figure.column);
    let text = |write: fn(f64, _, &str) -> String| {
        value.map_or_else(|| MISSING.to_owned(), |value| write(value, figure.format, currency))
    };
    let (short, full) = (text(format::short), text(format::full));
    // A percentage is as exact in short.
    let is_rate = matches!(figure.format, NumberFormat::Percent | NumberFormat::Share);
    let exact = if short == full || is_rate { String::new() } else { full.clone() };
    let before = figure.previous.and_then(|column| first(data, column));
    let change = value.zip(before).and_then(|(value, before)| change(value, before, figure, currency));
    let summary = Node::new("summary").with("aria-label", texts::charts::how_figure(figure.label)).say("?");
    let help = Node::new("details").child(summary).child(Node::new("p").say(figure.help));
    Node::of("div", "figure")
        .named(format!("figure-{}", figure.column))
        .child(Node::of("dt", "figure__label").child(label(figure)))
        .child(Node::of("dd", "figure__value").with("title", full).say(short))
        .child(Node::of("dd", "figure__exact").say(exact))
        .all(change)
        .child(Node::of("dd", "figure__help").child(help))
}

/// The figure's name; where there is a section about it, as the way there.
fn label(figure: &Figure) -> Node {
    let Some(section) = figure.section else { return Node::text(figure.label) };
    let lead = move || {
        page::focus(&heading(section));
        page::scroll_to(section);
    };
    let button = Node::of("button", "figure__link").with("type", "button").with("title", texts::charts::TO_CHARTS);
    button.say(figure.label).on_press(Box::new(lead))
}

/// How it stands against the period before: short for the eye, whole for the ear.
fn change(value: f64, before: f64, figure: &Figure, currency: &str) -> Option<Node> {
    let (way, amount) = format::change(value, before, figure.format)?;
    let (arrow, word) = match way {
        Ordering::Greater => ("▲", texts::charts::UP),
        Ordering::Less => ("▼", texts::charts::DOWN),
        Ordering::Equal => ("", texts::charts::NO_CHANGE),
    };
    let amount = if way == Ordering::Equal { String::new() } else { format!(" {amount}") };
    let full = format::full(before, figure.format, currency);
    let shown = if arrow.is_empty() { word.to_owned() } else { format!("{arrow}{amount}") };
    let shown = Node::new("b").say(shown);
    let from = Node::new("span").say(texts::charts::from_before(&format::short(before, figure.format, currency)));
    let seen = Node::new("span").with("aria-hidden", "true").with("title", texts::charts::period_before(&full));
    let heard = texts::charts::change(word, &amount, &full);
    let change = Node::of("dd", "figure__change").child(seen.child(shown).child(from));
    Some(change.child(Node::of("span", "visually-hidden").say(heard)))
}

fn first(data: &WidgetData, column: &str) -> Option<f64> {
    data.numbers(column).first().copied().flatten().filter(|value| value.is_finite())
}
