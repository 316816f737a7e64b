//! Where the boxes of a graph of origins stand: in columns from left to right, each edge leading to a later column.
//!
//! The field's usual steps (Sugiyama): columns by the longest way, lanes for edges that pass columns by, an order within
//! columns by barycentre, heights by the mean of the neighbours. An edge and all others from the same box share a lane.
//! Everything is decided by the order of what comes in: the same graph is always drawn the same.

use std::collections::BTreeMap;

/// Width of a box and of the gap between columns, in CSS pixels.
pub const BOX_WIDTH: f64 = 148.0;
pub const GAP_WIDTH: f64 = 54.0;
/// Room between two boxes of a column.
const GAP_HEIGHT: f64 = 12.0;
/// Height of a lane that edges run along.
const LANE_HEIGHT: f64 = 2.0;
/// Times that columns are put in order, and in height, going there and back.
const SWEEPS: usize = 12;

/// A box to place: the group of columns it belongs to, from left to right, and its height.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub band: usize,
    pub height: f64,
}

/// Where everything stands, from the top left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arranged {
    /// Of each box its left and upper border.
    pub places: Vec<(f64, f64)>,
    /// Of each edge the points it runs through, from the right border of its source to the left one of its target: it is
    /// level from each second point to the next one, and bends between these.
    pub routes: Vec<Vec<(f64, f64)>>,
    /// Of each band its left and right border; equal where it is empty.
    pub bands: Vec<(f64, f64)>,
    pub width: f64,
    pub height: f64,
}

/// Places boxes so that each edge (from, to) leads to the right and no two boxes overlap. A box whose source is in a later
/// band stands in that band. The graph must have no cycle.
pub fn arrange(items: &[Item], edges: &[(usize, usize)]) -> Arranged {
    let (columns, bands) = columns(items, edges);
    let mut grid = Grid::new(items, edges, &columns);
    grid.put_in_order();
    grid.put_in_height();
    let x = |column: usize| column as f64 * (BOX_WIDTH + GAP_WIDTH);
    let route = |(from, to): &(usize, usize)| {
        let mut points = vec![(x(columns[*from]) + BOX_WIDTH, grid.middle[*from])];
        for column in columns[*from] + 1..columns[*to] {
            let middle = grid.middle[grid.lanes[&(*from, column)]];
            points.extend([(x(column), middle), (x(column) + BOX_WIDTH, middle)]);
        }
        points.push((x(columns[*to]), grid.middle[*to]));
        points
    };
    let places = (0..items.len()).map(|item| (x(columns[item]), grid.middle[item] - items[item].height / 2.0));
    let height = (0..grid.middle.len()).map(|cell| grid.middle[cell] + grid.heights[cell] / 2.0).fold(0.0, f64::max);
    Arranged {
        places: places.collect(),
        routes: edges.iter().map(route).collect(),
        bands: bands.into_iter().map(|(first, end)| (x(first), (x(end) - GAP_WIDTH).max(x(first)))).collect(),
        width: (x(grid.columns.len()) - GAP_WIDTH).max(0.0),
        height,
    }
}

/// The column of each box, and of each band its first column and the one behind its last.
fn columns(items: &[Item], edges: &[(usize, usize)]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut bands: Vec<usize> = items.iter().map(|item| item.band).collect();
    // As often as a way can be long.
    for _ in items {
        for (from, to) in edges {
            bands[*to] = bands[*to].max(bands[*from]);
        }
    }
    let last = bands.iter().copied().max().unwrap_or(0);
    let (mut columns, mut spans, mut start) = (vec![0; items.len()], Vec::new(), 0);
    for band in 0..=last {
        let own: Vec<usize> = (0..items.len()).filter(|item| bands[*item] == band).collect();
        own.iter().for_each(|item| columns[*item] = start);
        for _ in &own {
            for (from, to) in edges.iter().filter(|(from, to)| bands[*from] == band && bands[*to] == band) {
                columns[*to] = columns[*to].max(columns[*from] + 1);
            }
        }
        let end = own.iter().map(|item| columns[*item] + 1).max().unwrap_or(start);
        if band == last {
            // What nothing is made from is what all was made for.
            let goals = own.iter().filter(|item| edges.iter().all(|(from, _)| from != *item));
            goals.for_each(|item| columns[*item] = end - 1);
        }
        spans.push((start, end));
        start = end;
    }
    (columns, spans)
}

/// Boxes and lanes, by column.
struct Grid {
    /// By column from top to bottom.
    columns: Vec<Vec<usize>>,
    /// The lane of a source in a column.
    lanes: BTreeMap<(usize, usize), usize>,
    /// By box or lane: those in the column before and in the one behind that it is linked to.
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
    heights: Vec<f64>,
    middle: Vec<f64>,
}

impl Grid {
    fn new(items: &[Item], edges: &[(usize, usize)], column: &[usize]) -> Self {
        let count = column.iter().map(|column| column + 1).max().unwrap_or(0);
        let mut grid = Self {
            columns: vec![Vec::new(); count],
            lanes: BTreeMap::new(),
            before: vec![Vec::new(); items.len()],
            behind: vec![Vec::new(); items.len()],
            heights: items.iter().map(|item| item.height).collect(),
            middle: Vec::new(),
        };
        for (item, column) in column.iter().enumerate() {
            grid.columns[*column].push(item);
        }
        for (from, to) in edges {
            let mut last = *from;
            for passed in column[*from] + 1..column[*to] {
                let next = grid.lane(*from, passed);
                grid.link(last, next);
                last = next;
            }
            grid.link(last, *to);
        }
        grid.middle = vec![0.0; grid.heights.len()];
        grid
    }

    fn lane(&mut self, from: usize, column: usize) -> usize {
        *self.lanes.entry((from, column)).or_insert_with(|| {
            self.columns[column].push(self.heights.len());
            self.heights.push(LANE_HEIGHT);
            self.before.push(Vec::new());
            self.behind.push(Vec::new());
            self.heights.len() - 1
        })
    }

    fn link(&mut self, left: usize, right: usize) {
        if !self.behind[left].contains(&right) {
            self.behind[left].push(right);
            self.before[right].push(left);
        }
    }

    /// Sorts each column by where its neighbours stand, there and back, and keeps the order with the fewest crossings.
    fn put_in_order(&mut self) {
        let (mut best, mut fewest) = (self.columns.clone(), self.crossings());
        for sweep in 0..SWEEPS {
            let places = (0..self.columns.len()).collect::<Vec<_>>();
            let there = sweep % 2 == 0;
            let order: Vec<usize> = if there { places } else { places.into_iter().rev().collect() };
            for column in order {
                let rank = self.ranks();
                let of = |cell: usize| {
                    mean(if there { &self.before[cell] } else { &self.behind[cell] }, |other| rank[other])
                };
                let own = |cell: usize| of(cell).unwrap_or(rank[cell]);
                let mut cells = self.columns[column].clone();
                crate::base::order::sort_places(&mut cells, &|left, right| own(left).total_cmp(&own(right)));
                self.columns[column] = cells;
            }
            let crossings = self.crossings();
            if crossings < fewest {
                (best, fewest) = (self.columns.clone(), crossings);
            }
        }
        self.columns = best;
    }

    /// The place of each box or lane in its column, from 0 to 1.
    fn ranks(&self) -> Vec<f64> {
        let mut ranks = vec![0.0; self.heights.len()];
        for cells in &self.columns {
            for (place, cell) in cells.iter().enumerate() {
                ranks[*cell] = (place as f64 + 0.5) / cells.len() as f64;
            }
        }
        ranks
    }

    /// Pairs of links between two columns that cross.
    fn crossings(&self) -> usize {
        let rank = self.ranks();
        let mut count = 0;
        for cells in &self.columns {
            let links: Vec<(f64, f64)> = cells
                .iter()
                .flat_map(|cell| self.behind[*cell].iter().map(|next| (rank[*cell], rank[*next])))
                .collect();
            for (index, one) in links.iter().enumerate() {
                let crosses = |other: &&(f64, f64)| (one.0 - other.0) * (one.1 - other.1) < 0.0;
                count += links[index + 1..].iter().filter(crosses).count();
            }
        }
        count
    }

    fn put_in_height(&mut self) {
        for sweep in 0..=SWEEPS {
            for column in 0..self.columns.len() {
                // First from the top; then to the middle of the neighbours, at last of those on both sides.
                let wanted = |cell: usize| {
                    let (before, behind) = (self.before[cell].iter(), self.behind[cell].iter());
                    let near: Vec<usize> = match sweep {
                        0 => return None,
                        _ if sweep % 2 == 1 => before.copied().collect(),
                        _ => before.chain(behind).copied().collect(),
                    };
                    mean(&near, |other| self.middle[other])
                };
                let cells = &self.columns[column];
                let wanted: Vec<f64> = cells.iter().map(|cell| wanted(*cell).unwrap_or(self.middle[*cell])).collect();
                let heights: Vec<f64> = cells.iter().map(|cell| self.heights[*cell]).collect();
                let settled = settle(&wanted, &heights);
                for (cell, middle) in self.columns[column].iter().zip(settled) {
                    self.middle[*cell] = middle;
                }
            }
        }
        let top = |cell: usize| self.middle[cell] - self.heights[cell] / 2.0;
        let highest = (0..self.middle.len()).map(top).fold(f64::INFINITY, f64::min);
        self.middle.iter_mut().for_each(|middle| *middle = libm::round(*middle - highest));
    }
}

fn mean(cells: &[usize], of: impl Fn(usize) -> f64) -> Option<f64> {
    let sum: f64 = cells.iter().map(|cell| of(*cell)).sum();
    (!cells.is_empty()).then(|| sum / cells.len() as f64)
}

/// The middles nearest to the wanted ones at which boxes in this order keep their distance: pools of boxes that touch share
/// their displacement (pool adjacent violators).
fn settle(wanted: &[f64], heights: &[f64]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut end = 0.0;
    for height in heights {
        offsets.push(end + height / 2.0);
        end += height + GAP_HEIGHT;
    }
    // Sum of what the boxes of a pool want, less their offsets, and their number.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        pools.push((wanted - offset, 1));
        while let [.., (before, count), (last, more)] = pools[..] {
            if before / count as f64 <= last / more as f64 {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((before + last, count + more));
        }
    }
    let shifts = pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    shifts.zip(offsets).map(|(shift, offset)| shift + offset).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(band: usize) -> Item {
        Item { band, height: 40.0 }
    }

    #[test]
    fn a_chain_is_a_straight_line() {
        let placed = arrange(&[item(0), item(1), item(1), item(2)], &[(0, 1), (1, 2), (2, 3)]);
        let step = BOX_WIDTH + GAP_WIDTH;
        assert_eq!(placed.places, [(0.0, 0.0), (step, 0.0), (2.0 * step, 0.0), (3.0 * step, 0.0)]);
        assert_eq!(
            placed.bands,
            [(0.0, BOX_WIDTH), (step, 2.0 * step + BOX_WIDTH), (3.0 * step, 3.0 * step + BOX_WIDTH)]
        );
        assert_eq!((placed.width, placed.height), (3.0 * step + BOX_WIDTH, 40.0));
        assert_eq!(arrange(&[], &[]), Arranged { bands: vec![(0.0, 0.0)], ..Arranged::default() });
    }

    #[test]
    fn crossings_are_undone() {
        let items = [item(0), item(0), item(0), item(1), item(1), item(1)];
        let placed = arrange(&items, &[(0, 5), (1, 4), (2, 3)]);
        let y = |item: usize| placed.places[item].1;
        assert!(y(5) < y(4) && y(4) < y(3));
    }

    #[test]
    fn a_box_stands_behind_its_sources_in_their_band() {
        let placed = arrange(&[item(0), item(2), item(1), item(3)], &[(0, 1), (1, 2), (0, 3)]);
        assert!(placed.places[2].0 > placed.places[1].0 && placed.places[3].0 > placed.places[2].0);
        assert_eq!(placed.routes[2].len(), 6, "past two columns in a lane of its own");
    }

    fn graph() -> impl Strategy<Value = (Vec<Item>, Vec<(usize, usize)>)> {
        (2..30usize).prop_flat_map(|count| {
            let items = prop::collection::vec((0..4usize, 24.0..60.0f64), count)
                .prop_map(|items| items.into_iter().map(|(band, height)| Item { band, height }).collect());
            let edges = prop::collection::btree_set((0..count - 1, 1..count), 0..60)
                .prop_map(|edges| edges.into_iter().filter(|(from, to)| from < to).collect());
            (items, edges)
        })
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_every_edge_leads_right((items, edges) in graph()) {
            let placed = arrange(&items, &edges);
            for (from, to) in &edges {
                prop_assert!(placed.places[*from].0 + BOX_WIDTH < placed.places[*to].0);
            }
            let mut boxes: Vec<(f64, f64, f64)> =
                placed.places.iter().zip(&items).map(|(place, item)| (place.0, place.1, item.height)).collect();
            for (route, (from, to)) in placed.routes.iter().zip(&edges) {
                prop_assert!(route.windows(2).all(|pair| pair[0].0 < pair[1].0), "{route:?}");
                let middle = |item: usize| placed.places[item].1 + items[item].height / 2.0;
                prop_assert!((route[0].1 - middle(*from)).abs() < 0.1 && (route[route.len() - 1].1 - middle(*to)).abs() < 0.1);
            }
            boxes.sort_by(|left, right| left.partial_cmp(right).expect("no NaN"));
            for pair in boxes.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0 || pair[0].1 + pair[0].2 <= pair[1].1, "{pair:?}");
            }
            prop_assert!(boxes.iter().all(|(x, y, height)| *x >= 0.0 && *y >= -0.5 && y + height <= placed.height + 0.5));
            for route in &placed.routes {
                for level in route[1..route.len() - 1].chunks(2) {
                    let crossed = boxes.iter().any(|(x, y, height)| *x == level[0].0 && *y < level[0].1 && level[0].1 < y + height);
                    prop_assert!(!crossed, "a lane runs through a box");
                }
            }
            prop_assert_eq!(arrange(&items, &edges), placed);
        }

        #[test]
        fn the_order_by_barycentre_never_crosses_more((items, edges) in graph()) {
            let (columns, _) = columns(&items, &edges);
            let mut grid = Grid::new(&items, &edges, &columns);
            let before = grid.crossings();
            grid.put_in_order();
            prop_assert!(grid.crossings() <= before);
        }
    }
}
