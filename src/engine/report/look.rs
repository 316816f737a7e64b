//! The bodies of cards: figures, findings, legends, drawings.

use std::cmp::Ordering;

use super::html::{Html, attribute};
use crate::present::chart::{Drawing, LegendItem, Swatch};
use crate::present::dashboard::{Figure, Widget, WidgetData, WidgetKind};
use crate::present::format;

/// The column with a text about all the figures.
const NOTE: &str = "note";

/// Written where a figure has no value.
const MISSING: &str = "–";

/// Whether a widget is drawn.
pub(super) fn is_chart(kind: &WidgetKind) -> bool {
    !matches!(kind, WidgetKind::Figures(_) | WidgetKind::Cards { .. } | WidgetKind::Rows { .. })
}

/// A strip of figures.
pub(super) fn figures(out: &mut Html, figures: &[Figure], data: &WidgetData, currency: &str) {
    if let Some(note) = data.texts(NOTE).first().and_then(Option::as_deref).filter(|note| !note.is_empty()) {
        out.element("p", " class=\"note\"", note);
    }
    let first = |column: &str| data.numbers(column).first().copied().flatten().filter(|value| value.is_finite());
    out.markup("<dl class=\"figures\">\n");
    for figure in figures {
        let value = first(figure.column);
        let write = |write: fn(f64, _, &str) -> String| {
            value.map_or_else(|| MISSING.to_owned(), |value| write(value, figure.format, currency))
        };
        let (short, full) = (write(format::short), write(format::full));
        out.markup("<div>").element("dt", "", figure.label).element("dd", " class=\"value\"", &short);
        if short != full {
            out.element("dd", "", &full);
        }
        if let Some(text) = value
            .zip(figure.previous.and_then(first))
            .and_then(|(value, before)| change(value, before, figure, currency))
        {
            out.element("dd", "", &text);
        }
        out.markup("</div>\n");
    }
    out.markup("</dl>\n");
}

/// How a figure stands against the period before.
fn change(value: f64, before: f64, figure: &Figure, currency: &str) -> Option<String> {
    let (way, amount) = format::change(value, before, figure.format)?;
    let from = format::short(before, figure.format, currency);
    Some(match way {
        Ordering::Greater => format!("▲ up {amount} from {from}"),
        Ordering::Less => format!("▼ down {amount} from {from}"),
        Ordering::Equal => format!("no change from {from}"),
    })
}

/// Findings; `columns`: title, body, advice, tone.
pub(super) fn findings(out: &mut Html, data: &WidgetData, columns: [&str; 4], limit: usize) {
    out.markup("<ul class=\"findings\">\n");
    for row in 0..data.rows.min(limit) {
        let text = |column: &str| data.texts(column).get(row).and_then(Option::as_deref).unwrap_or_default();
        let [title, body, advice, tone] = columns.map(text);
        out.markup(&format!("<li data-tone=\"{}\">", attribute(tone))).element("p", " class=\"tone\"", tone);
        out.foreign("h4", "", title).foreign("p", "", body);
        if !advice.is_empty() {
            out.foreign("p", " class=\"advice\"", advice);
        }
        out.markup("</li>\n");
    }
    out.markup("</ul>\n");
}

/// The legend of a chart. Swatches are drawings: printers leave out backgrounds.
pub(super) fn legend(out: &mut Html, items: &[LegendItem]) {
    if items.is_empty() {
        return;
    }
    out.markup("<ul class=\"legend\">");
    for item in items {
        let color = attribute(&item.color);
        let class = if item.label.is_empty() { " class=\"step\"" } else { "" };
        out.markup("<li").markup(class).markup("><svg width=\"12\" height=\"12\" aria-hidden=\"true\">");
        out.markup(&match item.swatch {
            Swatch::Filled => format!("<rect width=\"12\" height=\"12\" rx=\"2\" fill=\"{color}\"/>"),
            Swatch::Hatched => {
                format!("<path d=\"M0 5 5 0M0 12 12 0M6 12 12 6\" stroke=\"{color}\" stroke-width=\"2\"/>")
            }
            Swatch::Hollow => {
                format!("<circle cx=\"6\" cy=\"6\" r=\"4.5\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>")
            }
        });
        out.markup("</svg>").text(&item.label).markup("</li>");
    }
    out.markup("</ul>\n");
}

/// A drawing with its name and its description, without what a document of its own would need.
pub(super) fn svg(drawing: &Drawing, widget: &Widget, told: &str) -> String {
    let name = attribute(told);
    let mut named = Html::default();
    named.markup(&format!("<svg role=\"img\" aria-label=\"{name}\" "));
    let Some((head, rest)) = drawing.svg.trim_start_matches("<svg ").split_once('>') else { return String::new() };
    named.markup(&head.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")).markup(">");
    named.element("title", "", widget.title).element("desc", "", told);
    // In texts quotation marks are escaped: what is left out here are attributes with their defaults.
    named.markup(&rest.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "").replace(">\n", ">"));
    named.into_text()
}
