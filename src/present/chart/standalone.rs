//! A drawing as a file of its own: with the title, the legend and the ground that the page otherwise gives it.

use super::canvas::{Align, Area, Canvas, Ink, Round, paint};
use super::color::{Palette, parse};
use super::{Drawing, LegendItem, Swatch, Theme, metrics};

const TITLE_TEXT: f64 = 15.0;
const LEGEND_TEXT: f64 = 11.0;
const SWATCH: i32 = 11;
const MARGIN: i32 = 16;
const LINE: i32 = 20;

/// A whole SVG document of the drawing.
pub fn standalone(drawing: &Drawing, title: &str, theme: &Theme) -> String {
    let palette = Palette::new(theme);
    let room = drawing.width as i32;
    let places = legend_places(&drawing.legend, room);
    let lines = places.last().map_or(0, |(_, line)| line + 1);
    let top = MARGIN + LINE + 8 + lines * LINE;
    let (width, height) = (drawing.width + 2 * MARGIN as u32, drawing.height + (top + MARGIN) as u32);
    let frame = paint(width, height, &|canvas| {
        canvas.rect(Area { left: 0, top: 0, right: width as i32, bottom: height as i32 }, palette.surface);
        let text = metrics::fit(title, TITLE_TEXT, f64::from(room));
        canvas.text(MARGIN, MARGIN + 8, &text, Ink::new(TITLE_TEXT, palette.text, Align::Start).bold(true));
        for (item, (x, line)) in drawing.legend.iter().zip(&places) {
            legend_item(canvas, item, MARGIN + x, MARGIN + LINE + 14 + line * LINE, &palette);
        }
    });
    let inner = drawing.svg.replacen("<svg ", &format!("<svg x=\"{MARGIN}\" y=\"{top}\" "), 1);
    match frame.rsplit_once("</svg>") {
        Some((before, _)) => format!("{before}{inner}</svg>\n"),
        None => inner,
    }
}

/// Where each item begins: x and line, broken where the width ends.
fn legend_places(legend: &[LegendItem], room: i32) -> Vec<(i32, i32)> {
    let (mut x, mut line) = (0, 0);
    let mut places = Vec::with_capacity(legend.len());
    for item in legend {
        let text = if item.label.is_empty() { 0 } else { metrics::pixels(&item.label, LEGEND_TEXT) + 18 };
        let width = SWATCH + 1 + text;
        if x > 0 && x + width > room {
            (x, line) = (0, line + 1);
        }
        places.push((x, line));
        x += width;
    }
    places
}

fn legend_item(canvas: &Canvas<'_>, item: &LegendItem, x: i32, y: i32, palette: &Palette) {
    let color = parse(&item.color);
    let swatch = Area { left: x, top: y - SWATCH / 2, right: x + SWATCH, bottom: y - SWATCH / 2 + SWATCH };
    match item.swatch {
        Swatch::Filled => canvas.bar(swatch, color, Round::All),
        Swatch::Hatched => {
            canvas.rect(swatch, palette.hatch_ground(color));
            canvas.hatch(swatch, color);
        }
        Swatch::Hollow => {
            let middle = (x + SWATCH / 2, y);
            canvas.dot(middle, SWATCH / 2, color);
            canvas.dot(middle, SWATCH / 2 - 2, palette.surface);
        }
    }
    canvas.text(x + SWATCH + 6, y, &item.label, Ink::new(LEGEND_TEXT, palette.muted, Align::Start));
}
