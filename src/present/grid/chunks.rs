//! Rows come in chunks of equal size.

use std::ops::Range;

/// Rows of a chunk.
pub const CHUNK_ROWS: usize = 200;

/// The chunk to ask for next: one of those on screen, from the top; then the one below, then the one above.
pub fn missing(window: &Range<usize>, rows: usize, has: &dyn Fn(usize) -> bool) -> Option<usize> {
    if rows == 0 {
        return None;
    }
    let last = (rows - 1) / CHUNK_ROWS;
    let from = window.start.min(rows - 1) / CHUNK_ROWS;
    let to = window.end.saturating_sub(1).clamp(window.start.min(rows - 1), rows - 1) / CHUNK_ROWS;
    let around = (from..=to).chain(Some(to + 1).filter(|next| *next <= last)).chain(from.checked_sub(1));
    around.into_iter().find(|chunk| !has(*chunk))
}

/// The place, among chunks that are there, of the one farthest from the rows on screen: the first to let go.
pub fn farthest(chunks: &[usize], window: &Range<usize>) -> Option<usize> {
    let middle = (window.start + window.end) / 2 / CHUNK_ROWS;
    (0..chunks.len()).max_by_key(|place| chunks[*place].abs_diff(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_screen_comes_first_then_its_neighbours() {
        let ask = |window: Range<usize>, rows, there: &[usize]| missing(&window, rows, &|chunk| there.contains(&chunk));
        assert_eq!(ask(390..430, 1_000_000, &[]), Some(1));
        assert_eq!(ask(390..430, 1_000_000, &[1]), Some(2));
        assert_eq!(ask(390..430, 1_000_000, &[1, 2]), Some(3));
        assert_eq!(ask(390..430, 1_000_000, &[1, 2, 3]), Some(0));
        assert_eq!(ask(390..430, 1_000_000, &[0, 1, 2, 3]), None);
        assert_eq!(ask(0..40, 200, &[0]), None, "there is no chunk below the last");
        assert_eq!(ask(0..40, 0, &[]), None);
        assert_eq!(ask(900..940, 201, &[]), Some(1), "a window beyond the end asks for the end");
        assert_eq!(farthest(&[0, 9, 3], &(600..640)), Some(1));
    }
}
