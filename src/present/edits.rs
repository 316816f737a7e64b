//! The list of edits as a person makes it: one per cell, a later one in place of the one before.

use crate::protocol::CellEdit;

/// A cell of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub input: String,
    pub file: String,
    pub row: u32,
    pub column: String,
}

impl Place {
    /// The edit that puts a text here.
    pub fn edit(&self, value: &str) -> CellEdit {
        let (file, column) = (self.file.clone(), self.column.clone());
        CellEdit::Cell { file, row: self.row, column, value: value.to_owned() }
    }

    /// The edit that puts a text into every cell of the column that holds `from`.
    pub fn edit_all(&self, from: &str, to: &str) -> CellEdit {
        let (input, column) = (self.input.clone(), self.column.clone());
        CellEdit::Value { input, column, from: from.to_owned(), to: to.to_owned() }
    }

    fn is_of(&self, edit: &CellEdit) -> bool {
        let CellEdit::Cell { file, row, column, .. } = edit else { return false };
        *file == self.file && *row == self.row && *column == self.column
    }
}

/// Adds an edit, in place of one for the same cell or the same text.
pub fn put(edits: &mut Vec<CellEdit>, edit: CellEdit) {
    edits.retain(|old| target(old) != target(&edit));
    edits.push(edit);
}

/// Takes back the edit of a cell.
pub fn take_back(edits: &mut Vec<CellEdit>, place: &Place) {
    edits.retain(|edit| !place.is_of(edit));
}

/// What the edits put into a cell that now holds `read`; `None` where they leave it as it is.
pub fn text_at<'a>(edits: &'a [CellEdit], place: &Place, read: &str) -> Option<&'a str> {
    let of_cell = edits.iter().rev().find(|edit| place.is_of(edit));
    let of_value = || {
        edits.iter().rev().find(|edit| match edit {
            CellEdit::Cell { .. } => false,
            CellEdit::Value { input, column, from, .. } => {
                (input.is_empty() || *input == place.input) && *column == place.column && from == read
            }
        })
    };
    match of_cell.or_else(of_value)? {
        CellEdit::Cell { value, .. } => Some(value),
        CellEdit::Value { to, .. } => Some(to),
    }
}

/// What an edit is about, apart from the new text.
fn target(edit: &CellEdit) -> (&str, Option<u32>, &str, &str) {
    match edit {
        CellEdit::Cell { file, row, column, .. } => (file, Some(*row), column, ""),
        CellEdit::Value { input, column, from, .. } => (input, None, column, from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_one_edit_and_it_counts_before_those_of_a_text() {
        let place = |row| Place { input: "sales".into(), file: "a.csv".into(), row, column: "date".into() };
        let mut edits = Vec::new();
        put(&mut edits, place(3).edit("2024-01-02"));
        put(&mut edits, place(3).edit("2024-01-03"));
        put(&mut edits, place(3).edit_all("?", "2024-01-01"));
        assert_eq!(edits.len(), 2);
        assert_eq!(text_at(&edits, &place(3), "?"), Some("2024-01-03"));
        assert_eq!(text_at(&edits, &place(4), "?"), Some("2024-01-01"));
        assert_eq!(text_at(&edits, &place(4), "!"), None);
        take_back(&mut edits, &place(3));
        assert_eq!(text_at(&edits, &place(3), "?"), Some("2024-01-01"));
        put(&mut edits, place(9).edit_all("?", ""));
        assert_eq!((edits.len(), text_at(&edits, &place(3), "?")), (1, Some("")));
    }
}
