//! Columns cut into pieces: values on top of each other, each piece painted with its rounded end, hatch and seam.

use plotters::style::RGBColor;

use super::canvas::{Area, Canvas, Round};
use super::color::Palette;
use super::frame::Frame;
use super::scale::Linear;

/// No column is drawn wider than this.
pub(super) const WIDEST_COLUMN: i32 = 64;

/// What stands between two values of one column.
pub(super) struct Piece {
    /// Its series or category, for its colour.
    pub(super) series: usize,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) outermost: bool,
}

/// One column's values on top of each other: what is above `base` upwards from it, what is below it downwards.
pub(super) fn stack(base: f64, values: &mut dyn Iterator<Item = (usize, f64)>) -> Vec<Piece> {
    let (mut up, mut down) = (base, base);
    let mut pieces: Vec<Piece> = Vec::new();
    for (series, value) in values.filter(|(_, value)| *value != base) {
        let end = if value > base { &mut up } else { &mut down };
        let from = *end;
        *end += value - base;
        pieces.push(Piece { series, from, to: *end, outermost: true });
    }
    for index in 0..pieces.len() {
        let rises = pieces[index].to > pieces[index].from;
        pieces[index].outermost = !pieces[index + 1..].iter().any(|later| (later.to > later.from) == rises);
    }
    pieces
}

/// How a piece is painted.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    pub(super) color: RGBColor,
    pub(super) hatched: bool,
}

impl Piece {
    /// Its box between these sides; what is not nothing leaves a trace.
    pub(super) fn area(&self, frame: &Frame, scale: &Linear, (left, right): (i32, i32)) -> Area {
        let (a, b) = (frame.y(scale, self.from), frame.y(scale, self.to));
        Area { left, top: a.min(b), right, bottom: a.max(b).max(a.min(b) + 1) }
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, palette: &Palette, area: Area, paint: Paint) {
        let rises = self.to > self.from;
        let round = match (self.outermost, rises) {
            (true, true) => Round::Top,
            (true, false) => Round::Bottom,
            _ => Round::None,
        };
        if paint.hatched {
            canvas.bar(area, palette.hatch_ground(paint.color), round);
            canvas.hatch(area, paint.color);
        } else {
            canvas.bar(area, paint.color, round);
        }
        if !self.outermost && area.height() > 3 {
            let seam = if rises { area.top } else { area.bottom - 1 };
            canvas.horizontal(area.left, area.right, seam, palette.surface);
        }
    }
}
