//! The cards of a section: each a chart, figures, findings or rows, with what is behind it folded below.

use super::html::{Html, attribute};
use super::look;
use super::palette::Palette;
use crate::base::format::integer;
use crate::present::chart::{Options, Twin, TwinColumn, draw, summary, twin};
use crate::present::dashboard::{Section, Widget, WidgetData, WidgetKind, Width};

/// Size of the drawings, in CSS pixels; they scale.
const HALF: (u32, u32) = (540, 300);
const FULL: (u32, u32) = (820, 320);

/// How cards look.
pub(super) struct Look<'a> {
    pub(super) palette: &'a Palette,
    pub(super) currency: &'a str,
    /// Rows of a table that are shown.
    pub(super) rows: usize,
}

/// A section with its cards.
pub(super) fn section(out: &mut Html, section: &Section, cards: &[(&Widget, &WidgetData)], look: &Look<'_>) {
    out.markup(&format!("<section id=\"s-{}\">\n", attribute(section.id)));
    out.element("h2", "", section.title).markup("\n<div class=\"cards\">\n");
    for (widget, data) in cards.iter().filter(|(widget, data)| !widget.quiet || data.rows > 0) {
        card(out, widget, data, look);
    }
    out.markup("</div>\n</section>\n");
}

fn card(out: &mut Html, widget: &Widget, data: &WidgetData, look: &Look<'_>) {
    let id = attribute(widget.id);
    // Figures, findings and rows are long; a chart stays on one page.
    let is_chart = look::is_chart(&widget.kind);
    let wide = widget.width == Width::Full || !is_chart;
    let class = match (wide, is_chart) {
        (true, true) => "card card--wide card--whole",
        (true, false) => "card card--wide",
        (false, _) => "card card--half card--whole",
    };
    out.markup(&format!("<article class=\"{class}\" id=\"w-{id}\" aria-labelledby=\"h-{id}\">\n"));
    out.element("h3", &format!(" id=\"h-{id}\""), widget.title).markup("\n");
    if data.rows == 0 {
        out.element("p", " class=\"empty\"", widget.empty).markup("\n");
    } else {
        body(out, widget, data, look);
    }
    computed(out, widget);
    out.markup("</article>\n");
}

fn body(out: &mut Html, widget: &Widget, data: &WidgetData, look: &Look<'_>) {
    match &widget.kind {
        WidgetKind::Figures(figures) => look::figures(out, figures, data, look.currency),
        WidgetKind::Cards { title, body, advice, tone, .. } => {
            look::findings(out, data, [title, body, advice, tone], look.rows);
        }
        WidgetKind::Rows { .. } => table(out, widget, &twin(widget, data, look.currency), look.rows),
        _ => chart(out, widget, data, look),
    }
}

fn chart(out: &mut Html, widget: &Widget, data: &WidgetData, look: &Look<'_>) {
    let (width, height) = if widget.width == Width::Full { FULL } else { HALF };
    let options = Options {
        width,
        height,
        theme: look.palette.theme.clone(),
        currency: look.currency.to_owned(),
        picked: Vec::new(),
    };
    let told = summary(widget, data, look.currency);
    match draw(widget, data, &options) {
        Some(drawing) => {
            look::legend(out, &drawing.legend);
            out.markup("<div class=\"chart\">").markup(&look::svg(&drawing, widget, &told)).markup("</div>\n");
        }
        None => {
            out.element("p", " class=\"empty\"", widget.empty);
        }
    }
    let behind = twin(widget, data, look.currency);
    let rows = if behind.rows == 1 { "1 row".to_owned() } else { format!("{} rows", integer(behind.rows as u64)) };
    out.markup("<details class=\"behind\"><summary>").whole_text(&format!("Table: {rows}")).markup("</summary>\n");
    table(out, widget, &behind, look.rows);
    out.markup("</details>\n");
}

fn computed(out: &mut Html, widget: &Widget) {
    out.markup("<details class=\"how\"><summary>How it is computed</summary>\n").element("p", "", widget.help);
    if let WidgetKind::Figures(figures) = &widget.kind {
        out.markup("<dl>");
        for figure in figures {
            out.element("dt", "", figure.label).element("dd", "", figure.help);
        }
        out.markup("</dl>");
    }
    out.markup("<p>From ").markup(&format!("<a href=\"#t-{}\">", attribute(widget.table)));
    out.element("code", "", widget.table).markup("</a>.</p></details>\n");
}

/// The first rows of a table. Of these, paper shows fewer.
pub(super) fn table(out: &mut Html, widget: &Widget, table: &Twin, limit: usize) {
    let rows = table.columns.first().map_or(0, |column| column.cells.len()).min(limit);
    let label = attribute(&format!("Table: {}", widget.title));
    out.markup(&format!(
        "<div class=\"rows\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table><thead><tr>"
    ));
    for column in &table.columns {
        out.element(
            "th",
            if column.numeric { " class=\"n\" scope=\"col\"" } else { " scope=\"col\"" },
            &column.heading,
        );
    }
    out.markup("</tr></thead><tbody>\n");
    for row in 0..rows {
        out.markup("<tr>");
        for (place, column) in table.columns.iter().enumerate() {
            cell(out, column, row, place == 0);
        }
        out.markup("</tr>\n");
    }
    out.markup("</tbody></table></div>\n");
    if rows < table.rows {
        let text = format!("The first {} of {} rows.", integer(rows as u64), integer(table.rows as u64));
        out.element("p", " class=\"note\"", &text).markup("\n");
    }
    let paper = if widget.width == Width::Half && look::is_chart(&widget.kind) { PAPER_ROWS.0 } else { PAPER_ROWS.1 };
    if rows > paper {
        let text = format!("On paper the first {paper} of {} rows.", integer(table.rows as u64));
        out.element("p", " class=\"note paper\"", &text).markup("\n");
    }
}

/// Rows of a table on paper, beside a chart and by itself: the style sheet hides those behind.
const PAPER_ROWS: (usize, usize) = (16, 24);

/// Texts longer than this are sentences, which may take more than one line.
const ONE_LINE: usize = 32;

fn cell(out: &mut Html, column: &TwinColumn, row: usize, is_first: bool) {
    let text = &column.cells[row];
    let tag = if is_first { "th scope=\"row\"" } else { "td" };
    let class = match column.numeric {
        true => " class=\"n\"",
        false if text.len() > ONE_LINE => " class=\"t\"",
        false => "",
    };
    out.markup("<").markup(tag).markup(class).markup(">").text(text);
    out.markup(if is_first { "</th>" } else { "</td>" });
}
