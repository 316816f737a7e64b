//! What charts are drawn with: whole-pixel boxes, hatches, lines and texts on plotters' drawing area.

use std::cell::RefCell;

use plotters::coord::Shift;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{
    Circle, DrawingArea, FontFamily, FontStyle, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle, TextStyle,
};
use plotters::style::{Color, FontDesc, text_anchor};

use super::backend::{Backend, POINTS_PER_PIXEL};

/// Put on the `<svg>`: texts inherit the page's font, a saved file falls back to the reader's own.
const ROOT: &str = "<svg font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif\" \
                    stroke-linejoin=\"round\" stroke-linecap=\"round\" aria-hidden=\"true\" focusable=\"false\" ";

/// Pixels between the lines of a hatch, along x.
const HATCH_STEP: i32 = 6;

/// How much of a dash and the gap behind it is dash; its round ends come on top.
const DASH_SHARE: f64 = 0.4;

/// Whole pixels; `right` and `bottom` are just outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    pub(super) fn width(&self) -> i32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> i32 {
        self.bottom - self.top
    }
}

/// Where a text lies beside its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) size: f64,
    pub(super) color: RGBColor,
    pub(super) align: Align,
    pub(super) bold: bool,
}

impl Ink {
    pub(super) fn new(size: f64, color: RGBColor, align: Align) -> Self {
        Self { size, color, align, bold: false }
    }

    pub(super) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }
}

/// The end of a bar that is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    None,
    Top,
    Bottom,
    Left,
    Right,
    All,
}

/// A drawing in the making.
pub(super) struct Canvas<'a> {
    area: DrawingArea<Backend<'a>, Shift>,
    /// Elements of our own, which come to lie under those of plotters, and over them.
    own: [RefCell<String>; 2],
}

/// Draws onto a fresh canvas and returns the finished `<svg>`.
pub(super) fn paint(width: u32, height: u32, draw: &dyn Fn(&Canvas<'_>)) -> String {
    let mut svg = String::new();
    let [below, above] = {
        let area = Backend::new(&mut svg, (width, height)).into_drawing_area();
        let canvas = Canvas { area, own: Default::default() };
        draw(&canvas);
        canvas.own.map(RefCell::into_inner)
    };
    let svg = svg.replacen('>', &(">".to_owned() + &below), 1);
    svg.replacen("<svg ", ROOT, 1).replacen("</svg>", &(above + "</svg>"), 1)
}

impl<'a> Canvas<'a> {
    pub(super) fn rect(&self, area: Area, color: RGBColor) {
        if area.width() > 0 && area.height() > 0 {
            self.element(&Rectangle::new([(area.left, area.top), (area.right, area.bottom)], color.filled()));
        }
    }

    /// A line one pixel high, sharp because it is a box.
    pub(super) fn horizontal(&self, left: i32, right: i32, y: i32, color: RGBColor) {
        self.rect(Area { left, top: y, right, bottom: y + 1 }, color);
    }

    /// A box with its end softened where it is large enough for that to show.
    pub(super) fn bar(&self, area: Area, color: RGBColor, round: Round) {
        let radius = (area.width() / 4).min(area.height() / 3).min(3);
        if round == Round::None || radius < 2 {
            return self.rect(area, color);
        }
        let Area { left, top, right, bottom } = area;
        let soft = |x: i32, y: i32, dx: i32, dy: i32, is_round: bool| -> Vec<(i32, i32)> {
            if is_round { vec![(x, y + dy * radius), (x + dx, y + dy), (x + dx * radius, y)] } else { vec![(x, y)] }
        };
        let is = |ends: [Round; 2]| ends.contains(&round) || round == Round::All;
        let mut outline = soft(left, top, 1, 1, is([Round::Top, Round::Left]));
        outline.extend(soft(right, top, -1, 1, is([Round::Top, Round::Right])).into_iter().rev());
        outline.extend(soft(right, bottom, -1, -1, is([Round::Bottom, Round::Right])));
        outline.extend(soft(left, bottom, 1, -1, is([Round::Bottom, Round::Left])).into_iter().rev());
        self.polygon(outline, color);
    }

    pub(super) fn polygon(&self, outline: Vec<(i32, i32)>, color: RGBColor) {
        self.element(&Polygon::new(outline, color.filled()));
    }

    /// Lines rising to the right over a box: the mark of what is unfinished.
    pub(super) fn hatch(&self, area: Area, color: RGBColor) {
        let Area { left, top, right, bottom } = area;
        let first = (left + top).div_euclid(HATCH_STEP) * HATCH_STEP + HATCH_STEP;
        for sum in (first..right + bottom).step_by(HATCH_STEP as usize) {
            // On the line x + y = sum; clipped by the box's sides.
            let (from, to) = (left.max(sum - bottom), right.min(sum - top));
            if from < to {
                self.line(vec![(from, sum - from), (to, sum - to)], color, 1);
            }
        }
    }

    pub(super) fn line(&self, points: Vec<(i32, i32)>, color: RGBColor, stroke: u32) {
        self.element(&PathElement::new(points, color.stroke_width(stroke)));
    }

    /// A straight line in dashes.
    pub(super) fn dashed(&self, from: (i32, i32), to: (i32, i32), color: RGBColor, stroke: u32) {
        let (x, y) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let count = ((x * x + y * y).sqrt() / f64::from(6 + 2 * stroke)).round().max(2.0);
        let at = |place: f64| {
            let share = (place / (count - 1.0 + DASH_SHARE)).min(1.0);
            (from.0 + (x * share).round() as i32, from.1 + (y * share).round() as i32)
        };
        for dash in 0..count as u32 {
            let start = f64::from(dash);
            self.line(vec![at(start), at(start + DASH_SHARE)], color, stroke);
        }
    }

    /// A path above all else, for what plotters would write at length: `d` and the attributes, which hold no user text.
    pub(super) fn path(&self, d: &str, attributes: &str) {
        self.put(1, d, attributes);
    }

    /// The same under all else.
    pub(super) fn path_below(&self, d: &str, attributes: &str) {
        self.put(0, d, attributes);
    }

    fn put(&self, layer: usize, d: &str, attributes: &str) {
        self.own[layer].borrow_mut().push_str(&format!("<path {attributes} d=\"{d}\"/>\n"));
    }

    pub(super) fn dot(&self, center: (i32, i32), radius: i32, color: RGBColor) {
        self.element(&Circle::new(center, radius, color.filled()));
    }

    /// A text whose digits and capitals are centred on `y`.
    pub(super) fn text(&self, x: i32, y: i32, text: &str, ink: Ink) {
        if text.is_empty() {
            return;
        }
        let style = if ink.bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match ink.align {
            Align::Start => text_anchor::HPos::Left,
            Align::Middle => text_anchor::HPos::Center,
            Align::End => text_anchor::HPos::Right,
        };
        let style = TextStyle::from(FontDesc::new(FontFamily::Name("inherit"), ink.size * POINTS_PER_PIXEL, style))
            .color(&ink.color)
            .pos(text_anchor::Pos::new(horizontal, text_anchor::VPos::Top));
        // The backend sets the baseline 0.76 em below the point; capitals are 0.72 em high, so their middle is 0.4 em below it.
        let top = y - (ink.size * 0.4).round() as i32;
        drawn(self.area.draw_text(text, &style, (x, top)));
    }

    fn element<E>(&self, element: &E)
    where
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
        E: Drawable<Backend<'a>>,
    {
        drawn(self.area.draw(element));
    }
}

/// Drawing into a string has no way to fail.
fn drawn(result: Result<(), DrawingAreaErrorKind<std::io::Error>>) {
    debug_assert!(result.is_ok(), "drawing into a string failed: {result:?}");
}

#[cfg(test)]
mod tests {
    use super::super::color::parse;
    use super::*;

    #[test]
    fn texts_are_escaped_and_inherit_their_font() {
        let ink = Ink::new(11.0, parse("#000000"), Align::Start);
        let svg = paint(100, 50, &|canvas| canvas.text(5, 5, "<script>alert(\"1\")</script> & 'co'", ink));
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("&lt;script&gt;") && svg.contains("&amp;"), "{svg}");
        assert!(svg.contains("font-family=\"inherit\"") && svg.contains("viewBox=\"0 0 100 50\""), "{svg}");
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    }

    #[test]
    fn a_hatch_stays_in_its_box() {
        let area = Area { left: 7, top: 11, right: 29, bottom: 18 };
        let svg = paint(100, 50, &|canvas| canvas.hatch(area, parse("#000000")));
        let mut points = 0;
        for list in svg.split("points=\"").skip(1) {
            let list = list.split('"').next().expect("a closing quote");
            for pair in list.split_whitespace() {
                let (x, y) = pair.split_once(',').expect("x,y");
                let (x, y): (i32, i32) = (x.parse().expect("a number"), y.parse().expect("a number"));
                assert!((7..=29).contains(&x) && (11..=18).contains(&y), "{x},{y}");
                points += 1;
            }
        }
        assert!(points >= 6, "{svg}");
    }
}
