//! Where one is in many rows. Browsers limit how tall an element may be (to some 17 million pixels), so beyond that the
//! scroll bar stands for the rows in proportion, while small movements still move by what was scrolled.

use std::ops::Range;

/// The tallest that the place of the rows gets, in pixels.
const TALLEST: f64 = 8_000_000.0;
/// A movement of up to so many screens is one of the wheel or the finger; a longer one is one of the bar.
const SMALL_SCREENS: f64 = 2.0;

/// All lengths in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scroll {
    pub rows: usize,
    pub row_height: f64,
    /// The height in which rows show.
    pub view: f64,
    /// Of the rows laid below one another, what is above the view.
    pub top: f64,
    /// Where the browser's scroll bar was seen last.
    pub bar: f64,
}

impl Scroll {
    /// At the first of no rows.
    pub fn new(row_height: f64) -> Self {
        Self { rows: 0, row_height, view: 0.0, top: 0.0, bar: 0.0 }
    }

    /// How tall the place of the rows is made.
    pub fn height(&self) -> f64 {
        self.all().min(TALLEST)
    }

    fn all(&self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// How far the rows, and how far the bar can move.
    fn reach(&self) -> (f64, f64) {
        ((self.all() - self.view).max(0.0), (self.height() - self.view).max(0.0))
    }

    /// The bar has moved.
    pub fn moved(&mut self, bar: f64) {
        let (reach, bar_reach) = self.reach();
        let by = bar - self.bar;
        self.bar = bar;
        self.top = if reach <= bar_reach || bar <= 0.0 {
            bar
        } else if bar >= bar_reach - 1.0 {
            reach
        } else if by.abs() <= self.view * SMALL_SCREENS {
            self.top + by
        } else {
            bar * (reach / bar_reach)
        }
        .clamp(0.0, reach);
    }

    /// Goes to a place; answers where the bar belongs.
    pub fn go(&mut self, top: f64) -> f64 {
        let (reach, bar_reach) = self.reach();
        self.top = top.clamp(0.0, reach);
        self.bar = if reach > 0.0 { self.top * (bar_reach / reach) } else { 0.0 };
        self.bar
    }

    /// Where the bar belongs, if small movements have led it away from there.
    pub fn settled(&self) -> Option<f64> {
        let mut there = *self;
        let bar = there.go(self.top);
        ((bar - self.bar).abs() > 2.0).then_some(bar)
    }

    /// Where to go for a row to be wholly in view; `None` where it is.
    pub fn showing(&self, row: usize) -> Option<f64> {
        let above = row as f64 * self.row_height;
        let below = above + self.row_height - self.view;
        if above < self.top { Some(above) } else { (below > self.top).then_some(below) }
    }

    /// The rows of which something is in view.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn window(&self) -> Range<usize> {
        let first = (self.top / self.row_height) as usize;
        let end = libm::ceil((self.top + self.view) / self.row_height) as usize;
        first.min(self.rows)..end.min(self.rows)
    }

    /// How much of the first row of the window is above the view.
    pub fn shift(&self) -> f64 {
        self.top - self.window().start as f64 * self.row_height
    }

    /// The rows that fit in the view, at least one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn page(&self) -> usize {
        ((self.view / self.row_height) as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(rows: usize) -> Scroll {
        Scroll { rows, view: 600.0, ..Scroll::new(30.0) }
    }

    #[test]
    fn few_rows_scroll_as_any_page() {
        let mut scroll = over(1_000);
        assert_eq!((scroll.height(), scroll.window()), (30_000.0, 0..20));
        scroll.moved(45.0);
        assert_eq!((scroll.window(), scroll.shift()), (1..22, 15.0));
        scroll.moved(29_400.0);
        assert_eq!(scroll.window(), 980..1_000);
        assert_eq!(over(3).window(), 0..3);
        assert_eq!(over(0).window(), 0..0);
    }

    #[test]
    fn a_million_rows_fit_a_bar_that_is_shorter() {
        let mut scroll = over(1_000_000);
        assert!(scroll.height() < 17e6);
        scroll.moved(100.0);
        assert_eq!(scroll.top, 100.0, "the wheel moves by what it says");
        scroll.moved(4_000_000.0);
        assert!(
            (scroll.top - 15_000_000.0).abs() < 2_000.0,
            "the middle of the bar is the middle of the rows: {}",
            scroll.top
        );
        let before = scroll.top;
        scroll.moved(4_000_030.0);
        assert_eq!(scroll.top - before, 30.0);
        scroll.moved(scroll.height() - scroll.view);
        assert_eq!(scroll.window(), 999_980..1_000_000);
        scroll.moved(0.0);
        assert_eq!(scroll.window(), 0..20);
    }

    #[test]
    fn every_row_can_be_gone_to_and_the_bar_follows() {
        let mut scroll = over(1_000_000);
        for row in [0, 19, 20, 499_999, 123_456, 999_999] {
            if let Some(top) = scroll.showing(row) {
                let bar = scroll.go(top);
                scroll.moved(bar);
            }
            let window = scroll.window();
            assert!(window.contains(&row) && scroll.showing(row).is_none(), "{row} in {window:?}");
        }
        scroll.go(15_000_000.0);
        assert_eq!(scroll.settled(), None);
        for step in 1..=40 {
            scroll.moved(scroll.bar + 300.0);
            assert_eq!(scroll.top, 15_000_000.0 + 300.0 * f64::from(step));
        }
        let bar = scroll.settled().expect("the bar has run ahead of the rows");
        let top = scroll.top;
        scroll.go(top);
        assert_eq!((scroll.bar, scroll.settled(), scroll.top), (bar, None, top));
    }
}
