//! Scales: round ticks for values, whole-pixel bands for rows. Pure.

use super::super::dashboard::NumberFormat;
use super::super::format;
use crate::base::format::f64_text;

/// Steps that read as round, as multiples of a power of ten.
const ROUND_STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// Share of the room that uniform bands may leave empty before uneven bands are the better choice.
const MAX_SLACK: f64 = 0.12;

/// A value axis from its first to its last tick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear {
    pub(super) ticks: Vec<f64>,
}

impl Linear {
    /// Round ticks around `low..high`, at most `intervals` steps (and one more where the range straddles ticks).
    /// `whole` forbids fractions.
    pub(super) fn nice(low: f64, high: f64, intervals: usize, whole: bool) -> Self {
        let (low, high) = proper(low, high, whole);
        let mut step = Step::at_least(high / intervals as f64 - low / intervals as f64, whole);
        let mut first = (low / step.size()).floor();
        let mut last = (high / step.size()).ceil();
        while last - first > intervals as f64 + 1.0 {
            step = step.next(whole);
            first = (low / step.size()).floor();
            last = (high / step.size()).ceil();
        }
        Self::from_steps(first, (last - first).max(1.0) as usize, step)
    }

    /// Round ticks around `low..high` in exactly `intervals` steps, so that they share the grid of another axis.
    pub(super) fn aligned(low: f64, high: f64, intervals: usize, whole: bool) -> Self {
        let (low, high) = proper(low, high, whole);
        if intervals < 2 && low < 0.0 && high > 0.0 {
            // Zero is a tick, so one interval cannot hold both signs: this axis goes its own way.
            return Self::nice(low, high, 2, whole);
        }
        let mut step = Step::at_least(high / intervals as f64 - low / intervals as f64, whole);
        loop {
            let first = (low / step.size()).floor();
            if (first + intervals as f64) * step.size() >= high {
                return Self::from_steps(first, intervals, step);
            }
            step = step.next(whole);
        }
    }

    fn from_steps(first: f64, intervals: usize, step: Step) -> Self {
        Self { ticks: (0..=intervals).map(|index| step.times(first + index as f64)).collect() }
    }

    /// The same ticks, all moved by `by`.
    pub(super) fn shifted(self, by: f64) -> Self {
        Self { ticks: self.ticks.into_iter().map(|tick| tick + by).collect() }
    }

    pub(super) fn intervals(&self) -> usize {
        self.ticks.len() - 1
    }

    /// Where a value lies, 0 at the first tick and 1 at the last; values outside are put on the end.
    pub(super) fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        // Halved, so that a range over the whole of f64 does not overflow.
        ((value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)).clamp(0.0, 1.0)
    }

    /// The ticks as texts: short ones, or as exact as needed to tell neighbours apart.
    pub(super) fn labels(&self, format: NumberFormat, currency: &str) -> Vec<String> {
        let short: Vec<String> = self.ticks.iter().map(|tick| format::short(*tick, format, currency)).collect();
        if distinct(&short) {
            return short;
        }
        let scale = if format == NumberFormat::Share { 100.0 } else { 1.0 };
        self.ticks.iter().map(|tick| f64_text(tick * scale)).collect()
    }
}

fn distinct(labels: &[String]) -> bool {
    labels.windows(2).all(|pair| pair[0] != pair[1])
}

/// A range with room in it: finite, in order, not a point.
fn proper(low: f64, high: f64, whole: bool) -> (f64, f64) {
    let limit = f64::MAX / 16.0;
    let (low, high) = (low.min(high).clamp(-limit, limit), low.max(high).clamp(-limit, limit));
    let tiny = f64::MIN_POSITIVE * 1e20;
    if high - low > tiny.max(high.abs().max(low.abs()) * 1e-12) {
        return (low, high);
    }
    let half = if whole || high.abs() < tiny { 1.0 } else { high.abs() * 0.1 };
    if high.abs() < tiny { (0.0, half) } else { (low - half, high + half) }
}

/// A round step: a mantissa of [`ROUND_STEPS`] and a power of ten, kept apart so that ticks come out exact.
#[derive(Debug, Clone, Copy)]
struct Step {
    mantissa: usize,
    exponent: i32,
}

impl Step {
    fn at_least(size: f64, whole: bool) -> Self {
        let exponent = libm::floor(libm::log10(size)) as i32;
        let mut step = Self { mantissa: 0, exponent: if whole { exponent.max(0) } else { exponent } };
        // A hair of tolerance: 0.30000000000000004 is a step of 0.3's kind, not of the next.
        while step.size() < size * (1.0 - 1e-9) {
            step = step.next(whole);
        }
        step
    }

    fn next(self, whole: bool) -> Self {
        let next = if self.mantissa + 1 < ROUND_STEPS.len() {
            Self { mantissa: self.mantissa + 1, ..self }
        } else {
            Self { mantissa: 0, exponent: self.exponent + 1 }
        };
        let fraction = ROUND_STEPS[next.mantissa] % 1.0 != 0.0;
        if whole && next.exponent == 0 && fraction { next.next(whole) } else { next }
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// `count` steps; dividing by a whole power of ten gives the nearest float to the decimal text.
    fn times(self, count: f64) -> f64 {
        let units = count * ROUND_STEPS[self.mantissa];
        if self.exponent < 0 {
            units / libm::pow(10.0, f64::from(-self.exponent))
        } else {
            units * libm::pow(10.0, f64::from(self.exponent))
        }
    }
}

/// Rows side by side on whole pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bands {
    start: f64,
    step: f64,
    count: usize,
}

impl Bands {
    /// `count` bands in `left..right`: equally wide where that wastes little room, else as even as pixels allow.
    pub(super) fn new(left: i32, right: i32, count: usize) -> Self {
        let room = f64::from((right - left).max(1));
        let count = count.max(1);
        let even = (room / count as f64).floor();
        let slack = room - even * count as f64;
        if even >= 2.0 && slack <= room * MAX_SLACK {
            return Self { start: f64::from(left) + (slack / 2.0).floor(), step: even, count };
        }
        Self { start: f64::from(left), step: room / count as f64, count }
    }

    /// The band's first pixel and the one after its last.
    pub(super) fn bounds(&self, index: usize) -> (i32, i32) {
        let edge = |index: usize| (self.start + self.step * index as f64).round() as i32;
        (edge(index), edge(index + 1).max(edge(index) + 1))
    }

    /// The column inside the band: a gap of 1 or 2 pixels where there is room for one, at most `widest` pixels.
    pub(super) fn column(&self, index: usize, widest: i32) -> (i32, i32) {
        let (left, right) = self.bounds(index);
        let gap = match self.step {
            step if step < 4.0 => 0,
            step if step < 12.0 => 1,
            step if step < 30.0 => 2,
            step => (step * 0.14) as i32,
        };
        let width = (right - left - gap).clamp(1, widest);
        let left = left + (right - left - width) / 2;
        (left, left + width)
    }

    /// The middle of a band.
    pub(super) fn center(&self, index: usize) -> f64 {
        self.start + self.step * (index as f64 + 0.5)
    }

    /// All middles.
    pub(super) fn centers(&self) -> Vec<f64> {
        (0..self.count).map(|index| self.center(index)).collect()
    }

    pub(super) fn step(&self) -> f64 {
        self.step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_exact_and_enclose_the_data() {
        assert_eq!(Linear::nice(0.0, 347_000.0, 4, false).ticks, [0.0, 1e5, 2e5, 3e5, 4e5]);
        assert_eq!(Linear::nice(0.0, 0.3, 3, false).ticks, [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(Linear::nice(-7.0, 12.0, 4, false).ticks, [-10.0, -5.0, 0.0, 5.0, 10.0, 15.0]);
        for (low, high) in [
            (0.0, 1e300),
            (-1e300, 1e300),
            (0.0, 1e-12),
            (-3e-9, 5e-9),
            (17.0, 17.0),
            (0.0, 0.0),
            (1e15, 1e15 + 3.0),
            (f64::MIN, f64::MAX),
        ] {
            for scale in [Linear::nice(low, high, 4, false), Linear::aligned(low, high, 4, false)] {
                assert!((2..=7).contains(&scale.ticks.len()), "{low} {high}: {scale:?}");
                assert!(scale.ticks.windows(2).all(|pair| pair[0] < pair[1]), "{low} {high}: {scale:?}");
                assert!((0.0..=1.0).contains(&scale.share(low)) && scale.share(high) >= scale.share(low));
            }
        }
    }

    #[test]
    fn whole_axes_have_no_fractions() {
        for high in [0.0, 1.0, 2.0, 3.0, 9.0, 25.0] {
            let scale = Linear::nice(0.0, high, 4, true);
            assert!(scale.ticks.iter().all(|tick| tick.fract() == 0.0), "{high}: {scale:?}");
        }
    }

    #[test]
    fn an_aligned_axis_has_the_intervals_asked_for() {
        for intervals in 1..7 {
            let scale = Linear::aligned(-41.3, 122.0, intervals, false);
            assert!(scale.intervals() == intervals || intervals == 1);
            assert!(scale.ticks[0] <= -41.3 && scale.ticks[scale.intervals()] >= 122.0);
            assert_eq!(Linear::aligned(0.0, 122.0, intervals, false).intervals(), intervals);
        }
    }

    #[test]
    fn labels_of_neighbours_differ() {
        assert_eq!(
            Linear::nice(0.0, 350_000.0, 4, false).labels(NumberFormat::Money, "$"),
            ["$0", "$100k", "$200k", "$300k", "$400k"]
        );
        let tiny = Linear::nice(0.0, 4e-5, 4, false).labels(NumberFormat::Decimal, "$");
        assert!(distinct(&tiny), "{tiny:?}");
    }

    #[test]
    fn bands_stay_inside_and_in_order() {
        for count in [1, 2, 7, 40, 149, 151, 800] {
            let bands = Bands::new(50, 330, count);
            for index in 0..count {
                let ((left, right), (from, to)) = (bands.bounds(index), bands.column(index, 64));
                assert!(50 <= left && left < right && right <= 331, "{count} {index}");
                assert!(left <= from && from < to && to <= right.max(from + 1), "{count} {index}");
            }
        }
        assert_eq!(Bands::new(0, 280, 40).column(3, 64), (21, 27));
        assert_eq!(Bands::new(0, 1000, 1).column(0, 64), (468, 532));
    }
}
