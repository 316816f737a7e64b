//! A grid of hexagons over the unit square, points up: who counts points by cell (the engine) and who draws the cells
//! (the chart) reckon with the same one.
//!
//! Rows of cells lie a [`ROWS`]th apart, the cells of a row a [`COLUMNS`]th; every other row is moved by half a cell.
//! Centres lie in the unit square, the outer half of a cell at its rim does not. Stretched to a plot twice as wide as
//! high the hexagons are about regular.

/// Cells from one side to the other.
pub const COLUMNS: i32 = 40;

/// Rows of cells from the bottom to the top.
pub const ROWS: i32 = 20;

/// The corners of a cell, in columns and rows from its centre, in order around it.
pub const CORNERS: [(f64, f64); 6] =
    [(0.0, 2.0 / 3.0), (0.5, 1.0 / 3.0), (0.5, -1.0 / 3.0), (0.0, -2.0 / 3.0), (-0.5, -1.0 / 3.0), (-0.5, 1.0 / 3.0)];

/// Squared length of a row in a regular grid whose columns are 1 wide.
const ROW_SQUARED: f64 = 0.75;

/// The cell, as column and row, that holds a point of the unit square; a point outside is put on the rim.
pub fn cell(u: f64, v: f64) -> (i32, i32) {
    let (x, y) = (u.clamp(0.0, 1.0) * f64::from(COLUMNS), v.clamp(0.0, 1.0) * f64::from(ROWS));
    let nearest_in = |row: i32| {
        let shift = if row % 2 == 0 { 0.0 } else { 0.5 };
        let last = if row % 2 == 0 { COLUMNS } else { COLUMNS - 1 };
        let column = ((x - shift).round() as i32).clamp(0, last);
        let (dx, dy) = (x - shift - f64::from(column), y - f64::from(row));
        ((column, row), dx * dx + dy * dy * ROW_SQUARED)
    };
    let below = nearest_in((y.floor() as i32).min(ROWS - 1));
    let above = nearest_in(below.0.1 + 1);
    if above.1 < below.1 { above.0 } else { below.0 }
}

/// The centre of a cell in the unit square.
pub fn center((column, row): (i32, i32)) -> (f64, f64) {
    let shift = if row % 2 == 0 { 0.0 } else { 0.5 };
    ((f64::from(column) + shift) / f64::from(COLUMNS), f64::from(row) / f64::from(ROWS))
}

/// One side of the unit square: the values it stands for, on a linear or a logarithmic scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub from: f64,
    pub to: f64,
    /// `from` is then above zero.
    pub log: bool,
}

impl Span {
    /// Where a value lies, 0..=1; values outside are put on the end. All lie in the middle of a span without length.
    pub fn share(&self, value: f64) -> f64 {
        let (from, to, value) = (self.bent(self.from), self.bent(self.to), self.bent(value));
        // Halved, so that a range over the whole of f64 does not overflow.
        let share = (value / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0);
        if to > from { share.clamp(0.0, 1.0) } else { 0.5 }
    }

    /// The value at a share: of a cell's centre, what stands in the data.
    pub fn at(&self, share: f64) -> f64 {
        let (from, to) = (self.bent(self.from), self.bent(self.to));
        let place = from * (1.0 - share) + to * share;
        if self.log { libm::pow(10.0, place) } else { place }
    }

    fn bent(&self, value: f64) -> f64 {
        if self.log { libm::log10(value.max(f64::MIN_POSITIVE)) } else { value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a grid whose columns are 1 wide, from a cell's centre to a point.
    fn distance(cell: (i32, i32), (u, v): (f64, f64)) -> f64 {
        let (x, y) = center(cell);
        let (dx, dy) = ((u - x) * f64::from(COLUMNS), (v - y) * f64::from(ROWS));
        dx * dx + dy * dy * ROW_SQUARED
    }

    #[test]
    fn a_point_is_in_the_cell_with_the_nearest_centre() {
        let steps = 211;
        for (i, j) in (0..=steps).flat_map(|i| (0..=steps).map(move |j| (i, j))) {
            let point = (f64::from(i) / f64::from(steps), f64::from(j) / f64::from(steps));
            let found = cell(point.0, point.1);
            let (u, v) = center(found);
            assert!((0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&v), "{point:?} {found:?}");
            let near = (-2..=2).flat_map(|dx| (-2..=2).map(move |dy| (found.0 + dx, found.1 + dy)));
            let nearest = near.map(|other| distance(other, point)).fold(f64::INFINITY, f64::min);
            assert!(distance(found, point) <= nearest + 1e-9, "{point:?} {found:?}");
            // No farther than a corner, which lies 1/√3 from the centre.
            assert!(distance(found, point) <= 1.0 / 3.0 + 1e-9, "{point:?} {found:?}");
        }
    }

    #[test]
    fn a_centre_is_in_its_own_cell() {
        for row in 0..=ROWS {
            for column in 0..=COLUMNS - row % 2 {
                let (u, v) = center((column, row));
                assert_eq!(cell(u, v), (column, row));
            }
        }
        assert_eq!(cell(-1.0, 7.0), (0, ROWS));
        assert_eq!(cell(f64::NAN, f64::NAN), (0, 0));
    }

    #[test]
    fn corners_are_equally_far_from_the_centre() {
        for (dx, dy) in CORNERS {
            assert!((dx * dx + dy * dy * ROW_SQUARED - 1.0 / 3.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_span_leads_there_and_back() {
        for span in [Span { from: -3.0, to: 9.0, log: false }, Span { from: 0.5, to: 2e6, log: true }] {
            for share in [0.0, 0.25, 0.5, 1.0] {
                assert!((span.share(span.at(share)) - share).abs() < 1e-12);
            }
        }
        assert_eq!(Span { from: 1.0, to: 10_000.0, log: true }.share(100.0), 0.5);
        assert_eq!(Span { from: 1.0, to: 100.0, log: true }.share(-5.0), 0.0);
        assert_eq!(Span { from: 5.0, to: 5.0, log: false }.share(5.0), 0.5);
        assert_eq!(Span { from: f64::MIN, to: f64::MAX, log: false }.share(0.0), 0.5);
    }
}
