//! A ring beside bars: the first series as parts of a whole, from the top clockwise, in the order of the rows.

use super::canvas::{Align, Canvas, Ink};
use super::color::{Palette, hex};
use super::metrics;
use super::{Drawing, mark_at};
use crate::base::format::fixed;

/// Slices that are told apart; where there are more parts, the last one is what is left.
pub(super) const SLICES: usize = 8;

const TEXT: f64 = 11.0;

/// Half a line of a slice's two.
const LINE: i32 = 7;

/// From this share on a slice has room for its name.
const NAMED: f64 = 0.06;

/// The hole's radius as a share of the ring's.
const HOLE: f64 = 0.54;

/// A ring in the drawing's pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ring {
    center: (f64, f64),
    radius: f64,
    /// Where each slice ends, as a share of the turn.
    ends: Vec<f64>,
    /// Whether the last slice is what is left.
    rest: bool,
}

impl Ring {
    /// The shares of what is not negative; nothing where that is nothing.
    pub(super) fn new(values: &[f64], center: (f64, f64), radius: f64) -> Option<Self> {
        let values: Vec<f64> = values.iter().map(|value| value.max(0.0)).collect();
        let all: f64 = values.iter().sum();
        if !(all > 0.0 && all.is_finite()) {
            return None;
        }
        let rest = values.len() > SLICES;
        let told = if rest { SLICES - 1 } else { values.len() };
        let mut sum = 0.0;
        let mut ends: Vec<f64> = Vec::with_capacity(SLICES);
        for value in &values[..told] {
            sum += value / all;
            ends.push(sum);
        }
        ends.extend(rest.then_some(1.0));
        Some(Self { center, radius, ends, rest })
    }

    /// Each slice with its name and its share; `paint` knows the colour of a row, `None` stands for what is left.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        palette: &Palette,
        paint: &dyn Fn(Option<usize>) -> (plotters::style::RGBColor, String),
    ) {
        let (seam, hole) = (hex(palette.surface), self.radius * HOLE);
        let mut from = 0.0;
        for (index, to) in self.ends.iter().copied().enumerate() {
            let (color, name) = paint(Some(index).filter(|index| !self.rest || index + 1 < self.ends.len()));
            let share = to - from;
            // An arc whose ends meet is none.
            let end = to.min(from + 0.9999);
            let [a, b] = [from, end].map(|turn| self.at(turn, self.radius));
            let [c, d] = [end, from].map(|turn| self.at(turn, hole));
            let large = u8::from(share > 0.5);
            let arc = |r: f64, sweep: u8, (x, y): (f64, f64)| format!("A{r:.1} {r:.1} 0 {large} {sweep} {x:.1} {y:.1}");
            let path =
                format!("M{:.1} {:.1}{}L{:.1} {:.1}{}z", a.0, a.1, arc(self.radius, 1, b), c.0, c.1, arc(hole, 0, d));
            canvas.path_below(&path, &format!("fill=\"{}\" stroke=\"{seam}\" stroke-width=\"2\"", hex(color)));
            if share >= NAMED {
                let (x, y) = self.at((from + to) / 2.0, (self.radius + hole) / 2.0);
                let (x, y) = (x.round() as i32, y.round() as i32);
                let ink = Ink::new(TEXT, palette.readable_on(color), Align::Middle);
                let name = metrics::fit(&name, TEXT, self.radius - hole - 4.0);
                canvas.text(x, y - LINE, &name, ink.bold(true));
                canvas.text(x, y + LINE, &format!("{}%", fixed(share * 100.0, 0)), ink);
            }
            from = to;
        }
    }

    fn at(&self, turn: f64, radius: f64) -> (f64, f64) {
        let (x, y) = direction(turn);
        (self.center.0 + x * radius, self.center.1 + y * radius)
    }

    /// A point inside a slice.
    #[cfg(test)]
    pub(super) fn middle_of(&self, slice: usize) -> (f64, f64) {
        let from = slice.checked_sub(1).map_or(0.0, |before| self.ends[before]);
        self.at((from + self.ends[slice]) / 2.0, self.radius * (1.0 + HOLE) / 2.0)
    }

    /// The row whose slice holds a point.
    fn row_at(&self, x: f64, y: f64) -> Option<usize> {
        let (x, y) = (x - self.center.0, y - self.center.1);
        let distance = (x * x + y * y).sqrt();
        if !(self.radius * HOLE..=self.radius).contains(&distance) {
            return None;
        }
        let last = self.ends.len() - 1;
        let place = order(x, y);
        let ends = self.ends[..last].iter();
        let found = ends.map(|end| direction(*end)).position(|(x, y)| place < order(x, y)).unwrap_or(last);
        Some(found).filter(|found| !self.rest || *found < last)
    }
}

impl Drawing {
    /// The mark under a point of the drawing.
    pub fn mark_at(&self, x: f64, y: f64) -> Option<usize> {
        let slice = self.ring.as_ref().and_then(|ring| ring.row_at(x, y));
        slice.or_else(|| mark_at(&self.marks, x, y, self.height))
    }
}

/// Where a share of a turn points, from the top clockwise; y runs down. Exact to a hundredth of a pixel, and a small part
/// of what sine and cosine of any angle would take.
fn direction(turn: f64) -> (f64, f64) {
    let quarters = (turn * 4.0).floor();
    let angle = (turn * 4.0 - quarters) * std::f64::consts::FRAC_PI_2;
    let sine = |x: f64| x * (1.0 - x * x / 6.0 * (1.0 - x * x / 20.0 * (1.0 - x * x / 42.0 * (1.0 - x * x / 72.0))));
    let (across, along) = (sine(angle), sine(std::f64::consts::FRAC_PI_2 - angle));
    match quarters.rem_euclid(4.0) as u8 {
        0 => (across, -along),
        1 => (along, across),
        2 => (-across, along),
        _ => (-along, -across),
    }
}

/// Rises with the angle from the top clockwise, 0 to 4.
fn order(x: f64, y: f64) -> f64 {
    let turned = 1.0 + y / (x.abs() + y.abs());
    if x >= 0.0 { turned } else { 4.0 - turned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_the_ring_belongs_to_the_slice_that_is_drawn_there() {
        for values in [vec![1.0], vec![1.0, 1.0, 2.0], vec![5.0, 0.0, 3.0, 1.0], vec![1.0; 8]] {
            let ring = Ring::new(&values, (100.0, 90.0), 80.0).expect("a whole");
            for step in 0..720 {
                let turn = (f64::from(step) + 0.5) / 720.0;
                let slice = ring.ends.iter().position(|end| turn < *end);
                let (x, y) = ring.at(turn, 60.0);
                assert_eq!(ring.row_at(x, y), slice, "{values:?} {turn}");
            }
            assert_eq!(ring.row_at(100.0, 90.0), None, "the hole");
            assert_eq!(ring.row_at(181.0, 90.0), None, "outside");
        }
    }

    #[test]
    fn directions_are_those_of_the_circle() {
        for step in 0..=400 {
            let turn = f64::from(step) / 400.0;
            let angle = turn * std::f64::consts::TAU;
            let (x, y) = direction(turn);
            assert!((x - libm::sin(angle)).abs() < 1e-5 && (y + libm::cos(angle)).abs() < 1e-5, "{turn}");
        }
    }

    #[test]
    fn many_parts_are_a_few_and_the_rest_which_is_no_row() {
        let ring = Ring::new(&[1.0; 20], (0.0, 0.0), 10.0).expect("a whole");
        assert_eq!(ring.ends.len(), SLICES);
        let (x, y) = ring.at(0.9, 8.0);
        assert_eq!(ring.row_at(x, y), None);
        assert_eq!(Ring::new(&[0.0, -1.0], (0.0, 0.0), 10.0), None);
        assert_eq!(Ring::new(&[], (0.0, 0.0), 10.0), None);
    }
}
