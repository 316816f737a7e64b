//! The cell that one is at, and the cells selected with it, as in a spreadsheet.

use std::ops::Range;

/// A place in the grid, 0-based.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: Cell,
    /// Where one is.
    pub head: Cell,
    /// Whether one is in the header of the head's column.
    pub header: bool,
}

/// A step with the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    /// The first and the last column.
    Home,
    End,
    /// The first and the last row.
    Top,
    Bottom,
    /// The first and the last cell.
    First,
    Last,
}

/// How far one can go.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub rows: usize,
    pub columns: usize,
    /// Rows of a screen.
    pub page: usize,
}

impl Step {
    /// The step that a key stands for; `command`: with Ctrl or ⌘.
    pub fn of_key(key: &str, command: bool) -> Option<Self> {
        Some(match (key, command) {
            ("ArrowUp", false) => Self::Up,
            ("ArrowDown", false) => Self::Down,
            ("ArrowLeft", false) => Self::Left,
            ("ArrowRight", false) => Self::Right,
            ("PageUp", false) => Self::PageUp,
            ("PageDown", false) => Self::PageDown,
            ("Home", false) | ("ArrowLeft", true) => Self::Home,
            ("End", false) | ("ArrowRight", true) => Self::End,
            ("ArrowUp", true) => Self::Top,
            ("ArrowDown", true) => Self::Bottom,
            ("Home", true) => Self::First,
            ("End", true) => Self::Last,
            _ => return None,
        })
    }
}

impl Selection {
    /// One cell.
    pub fn at(row: usize, column: usize) -> Self {
        let cell = Cell { row, column };
        Self { anchor: cell, head: cell, header: false }
    }

    /// Goes a step; `extend` keeps where the selection began. Above the first row is the header.
    #[must_use]
    pub fn stepped(self, step: Step, extend: bool, bounds: Bounds) -> Self {
        let (last_row, last_column) = (bounds.rows.saturating_sub(1), bounds.columns.saturating_sub(1));
        let Cell { row, column } = self.head;
        let mut header = self.header;
        let row = match step {
            Step::Up if row == 0 || header => {
                header = !extend;
                0
            }
            Step::Up => row - 1,
            Step::Down if header => 0,
            Step::Down => row + 1,
            Step::PageUp => row.saturating_sub(bounds.page),
            Step::PageDown => row.saturating_add(bounds.page),
            Step::Top | Step::First => 0,
            Step::Bottom | Step::Last => last_row,
            Step::Left | Step::Right | Step::Home | Step::End => row,
        };
        let column = match step {
            Step::Left => column.saturating_sub(1),
            Step::Right => column + 1,
            Step::Home | Step::First => 0,
            Step::End | Step::Last => last_column,
            _ => column,
        };
        let stays = matches!(step, Step::Up | Step::Left | Step::Right | Step::Home | Step::End);
        let head = Cell { row: row.min(last_row), column: column.min(last_column) };
        Self { anchor: if extend { self.anchor } else { head }, head, header: header && stays }
    }

    /// The same within bounds, after rows or columns have gone.
    #[must_use]
    pub fn within(self, rows: usize, columns: usize) -> Self {
        let inside = |cell: Cell| Cell {
            row: cell.row.min(rows.saturating_sub(1)),
            column: cell.column.min(columns.saturating_sub(1)),
        };
        Self { anchor: inside(self.anchor), head: inside(self.head), header: self.header }
    }

    /// The rows selected.
    pub fn rows(&self) -> Range<usize> {
        self.anchor.row.min(self.head.row)..self.anchor.row.max(self.head.row) + 1
    }

    /// The columns selected.
    pub fn columns(&self) -> Range<usize> {
        self.anchor.column.min(self.head.column)..self.anchor.column.max(self.head.column) + 1
    }

    /// Whether more than one cell is selected.
    pub fn is_wide(&self) -> bool {
        self.anchor != self.head
    }
}

/// Writes a row of cells as spreadsheets take it from the clipboard: a tab between cells, cells with tabs, quotes or line
/// ends in quotes, nothing for null.
pub fn push_tsv_row<'a>(out: &mut String, cells: impl Iterator<Item = Option<&'a str>>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push('\t');
        }
        let cell = cell.unwrap_or_default();
        if cell.contains(['\t', '\n', '\r', '"']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { rows: 100, columns: 5, page: 20 };

    fn walk(keys: &[(&str, bool)], extend: bool) -> Selection {
        keys.iter().fold(Selection::default(), |at, (key, command)| {
            at.stepped(Step::of_key(key, *command).expect("a step"), extend, BOUNDS)
        })
    }

    #[test]
    fn keys_go_where_a_spreadsheet_goes() {
        let at = |keys: &[(&str, bool)]| {
            let Selection { head, header, .. } = walk(keys, false);
            (head.row, head.column, header)
        };
        assert_eq!(at(&[("ArrowDown", false), ("ArrowRight", false)]), (1, 1, false));
        assert_eq!(at(&[("PageDown", false), ("PageDown", false), ("PageUp", false)]), (20, 0, false));
        assert_eq!(at(&[("End", true)]), (99, 4, false));
        assert_eq!(at(&[("End", true), ("ArrowDown", false), ("ArrowRight", false)]), (99, 4, false));
        assert_eq!(at(&[("ArrowDown", true), ("End", false)]), (99, 4, false));
        assert_eq!(at(&[("End", true), ("Home", true)]), (0, 0, false));
        assert_eq!(at(&[("ArrowUp", false), ("ArrowRight", false)]), (0, 1, true));
        assert_eq!(at(&[("ArrowUp", false), ("ArrowDown", false)]), (0, 0, false));
        assert_eq!(at(&[("ArrowUp", false), ("PageDown", false)]), (20, 0, false));
        assert_eq!(Step::of_key("a", false), None);
    }

    #[test]
    fn shift_extends_from_where_it_began() {
        let wide = walk(&[("ArrowDown", false), ("End", false), ("ArrowLeft", false)], true);
        assert_eq!((wide.rows(), wide.columns(), wide.is_wide()), (0..2, 0..4, true));
        let back = wide.stepped(Step::Up, false, BOUNDS);
        assert_eq!((back.rows(), back.columns(), back.is_wide()), (0..1, 3..4, false));
        assert_eq!(wide.within(1, 2).columns(), 0..2);
        let empty = Bounds { rows: 0, columns: 0, page: 1 };
        assert_eq!(Selection::default().stepped(Step::Last, true, empty), Selection::default());
    }

    #[test]
    fn copied_cells_stay_cells() {
        let mut out = String::new();
        push_tsv_row(&mut out, [Some("a\tb"), None, Some("say \"x\"")].into_iter());
        push_tsv_row(&mut out, [Some("1.5"), Some(""), Some("two\nlines")].into_iter());
        assert_eq!(out, "\"a\tb\"\t\t\"say \"\"x\"\"\"\n1.5\t\t\"two\nlines\"\n");
    }
}
