//! Where pointer, keys and tooltip meet the marks. Pure, so that the page's overlay has nothing to reckon.

use super::Mark;

/// A mark this tall beside its drawing is a band over the whole plot: hover goes by x alone.
const BAND_SHARE: f64 = 0.5;

/// Space between a mark and its tooltip.
const TOOLTIP_GAP: f64 = 8.0;

/// A key that moves between marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
}

/// A box in the drawing's pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// The mark under a point: for bands the nearest by x, else of those that hold the point the one whose middle is nearest.
pub fn mark_at(marks: &[Mark], x: f64, y: f64, height: u32) -> Option<usize> {
    if marks.iter().all(|mark| mark.height >= f64::from(height) * BAND_SHARE) {
        let distance = |mark: &Mark| (x - mark.x - mark.width / 2.0).abs();
        return (0..marks.len()).min_by(|a, b| distance(&marks[*a]).total_cmp(&distance(&marks[*b])));
    }
    let holds = |mark: &Mark| (mark.x..mark.x + mark.width).contains(&x) && (mark.y..mark.y + mark.height).contains(&y);
    let distance = |index: &usize| {
        let (middle_x, middle_y) = center(&marks[*index]);
        (x - middle_x) * (x - middle_x) + (y - middle_y) * (y - middle_y)
    };
    (0..marks.len()).filter(|index| holds(&marks[*index])).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The mark that a key leads to: the nearest in its direction; without one to start from, the first; at the edge, the same.
pub fn moved(marks: &[Mark], from: Option<usize>, step: Move) -> Option<usize> {
    let last = marks.len().checked_sub(1)?;
    let Some(from) = from.filter(|from| *from <= last) else {
        return Some(if step == Move::Last { last } else { 0 });
    };
    let (x, y) = center(&marks[from]);
    let nearest = |ahead: &dyn Fn(f64, f64, bool) -> Option<f64>| {
        (0..marks.len())
            .filter_map(|index| {
                let (other_x, other_y) = center(&marks[index]);
                let same = marks[index].value.is_some() && marks[index].value == marks[from].value;
                ahead(other_x - x, other_y - y, same).map(|distance| (index, distance))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(index, _)| index)
    };
    // Sideways steps weigh heavily: a key moves along its row or column as long as there is a mark.
    let along = |way: f64, across: f64| (way > 0.5).then_some(way + across.abs() * 50.0);
    let found = match step {
        Move::First => return Some(0),
        Move::Last => return Some(last),
        // To the left and right what is picked by the same value is one row, however it rises: a line, a layer.
        Move::Right => nearest(&|dx, dy, same| along(dx, if same { 0.0 } else { dy })),
        Move::Left => nearest(&|dx, dy, same| along(-dx, if same { 0.0 } else { dy })),
        Move::Down => nearest(&|dx, dy, _| along(dy, dx)),
        Move::Up => nearest(&|dx, dy, _| along(-dy, dx)),
    };
    Some(found.unwrap_or(from))
}

/// Where the tooltip's top left corner goes: beside a band, above or below a small mark, always inside `view`.
pub fn tooltip_place(mark: &Mark, width: f64, height: f64, drawing_height: u32, view: View) -> (f64, f64) {
    let within = |value: f64, low: f64, high: f64| value.min(high).max(low);
    let (left, top) = if mark.height >= f64::from(drawing_height) * BAND_SHARE {
        let right_side = mark.x + mark.width + TOOLTIP_GAP;
        let left_side = mark.x - TOOLTIP_GAP - width;
        let fits_right = right_side + width <= view.right;
        (if fits_right || left_side < view.left { right_side } else { left_side }, mark.y)
    } else {
        let above = mark.y - TOOLTIP_GAP - height;
        let below = mark.y + mark.height + TOOLTIP_GAP;
        (mark.x + mark.width / 2.0 - width / 2.0, if above >= view.top { above } else { below })
    };
    (within(left, view.left, view.right - width), within(top, view.top, view.bottom - height))
}

fn center(mark: &Mark) -> (f64, f64) {
    (mark.x + mark.width / 2.0, mark.y + mark.height / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(x: f64, y: f64, width: f64, height: f64) -> Mark {
        Mark { x, y, width, height, title: String::new(), lines: Vec::new(), value: None }
    }

    fn cells() -> Vec<Mark> {
        (0..9).map(|index| mark(f64::from(index % 3) * 20.0, f64::from(index / 3) * 20.0, 19.0, 19.0)).collect()
    }

    #[test]
    fn bands_are_found_by_x_and_cells_by_their_box() {
        let bands = [mark(10.0, 0.0, 10.0, 90.0), mark(20.0, 0.0, 10.0, 90.0)];
        assert_eq!(mark_at(&bands, 2.0, 400.0, 100), Some(0));
        assert_eq!(mark_at(&bands, 26.0, 5.0, 100), Some(1));
        assert_eq!(mark_at(&cells(), 25.0, 45.0, 100), Some(7));
        assert_eq!(mark_at(&cells(), 90.0, 90.0, 100), None);
        assert_eq!(mark_at(&[], 1.0, 1.0, 100), None);
    }

    #[test]
    fn keys_walk_the_grid_and_stop_at_its_edge() {
        let cells = cells();
        assert_eq!(moved(&cells, None, Move::Right), Some(0));
        assert_eq!(moved(&cells, Some(0), Move::Right), Some(1));
        assert_eq!(moved(&cells, Some(1), Move::Down), Some(4));
        assert_eq!(moved(&cells, Some(4), Move::Up), Some(1));
        assert_eq!(moved(&cells, Some(2), Move::Right), Some(2));
        assert_eq!(moved(&cells, Some(5), Move::First), Some(0));
        assert_eq!(moved(&cells, Some(0), Move::Last), Some(8));
        assert_eq!(moved(&cells, Some(99), Move::Left), Some(0));
    }

    #[test]
    fn of_marks_over_each_other_the_nearest_is_found() {
        let points = [mark(0.0, 0.0, 20.0, 20.0), mark(6.0, 0.0, 20.0, 20.0)];
        assert_eq!(mark_at(&points, 12.0, 10.0, 100), Some(0));
        assert_eq!(mark_at(&points, 14.0, 10.0, 100), Some(1));
    }

    #[test]
    fn keys_follow_a_line_across_others() {
        let point = |x, y, value: &str| Mark { value: Some(value.to_owned()), ..mark(x, y, 10.0, 10.0) };
        let lines = [point(0.0, 0.0, "a"), point(20.0, 60.0, "a"), point(0.0, 50.0, "b"), point(20.0, 0.0, "b")];
        assert_eq!(moved(&lines, Some(0), Move::Right), Some(1));
        assert_eq!(moved(&lines, Some(1), Move::Left), Some(0));
        assert_eq!(moved(&lines, Some(0), Move::Down), Some(2));
    }

    #[test]
    fn tooltips_stay_in_view() {
        let view = View { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };
        let band = mark(280.0, 10.0, 10.0, 180.0);
        assert_eq!(tooltip_place(&band, 100.0, 60.0, 200, view), (172.0, 10.0));
        let cell = mark(0.0, 4.0, 20.0, 20.0);
        assert_eq!(tooltip_place(&cell, 100.0, 60.0, 200, view), (0.0, 32.0));
    }
}
