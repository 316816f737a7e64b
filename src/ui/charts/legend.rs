//! The legend above a chart.

use crate::platform::dom::Node;
use crate::present::chart::{LegendItem, Swatch};
use crate::texts;

/// Series with their swatches; a colour ramp as one strip between its least and greatest value.
pub fn legend(items: &[LegendItem]) -> Vec<Node> {
    if items.is_empty() {
        return Vec::new();
    }
    let ramp_end = items
        .get(1)
        .filter(|second| second.label.is_empty())
        .and_then(|_| items.iter().skip(1).position(|item| !item.label.is_empty()).map(|place| place + 2));
    let (steps, series) = items.split_at(ramp_end.unwrap_or(0));
    let list = Node::of("ul", "chart__legend").with("aria-label", texts::charts::LEGEND);
    vec![list.all(ramp(steps)).all(series.iter().map(entry))]
}

fn swatch(tag: &'static str, item: &LegendItem) -> Node {
    Node::new(tag).with("style", format!("--swatch:{}", item.color))
}

fn entry(item: &LegendItem) -> Node {
    let class = match item.swatch {
        Swatch::Filled => "chart__swatch",
        Swatch::Hatched => "chart__swatch chart__swatch--hatched",
        Swatch::Hollow => "chart__swatch chart__swatch--hollow",
    };
    let swatch = swatch("span", item).with("class", class).with("aria-hidden", "true");
    Node::of("li", "chart__entry").child(swatch).say(&item.label)
}

fn ramp(steps: &[LegendItem]) -> Option<Node> {
    let (low, high) = steps.first().zip(steps.last())?;
    let strip = Node::of("span", "chart__ramp").with("aria-hidden", "true");
    let strip = strip.all(steps.iter().map(|step| swatch("i", step)));
    let ramp = Node::of("li", "chart__entry").say(&low.label);
    Some(ramp.child(Node::of("span", "visually-hidden").say(texts::charts::RAMP_TO)).child(strip).say(&high.label))
}
