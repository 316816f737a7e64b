//! Edits as a CSV file: `file,row,column,value`, one line per cell. An edit of all cells of a text has no file and no row,
//! but the text in `old_value`, and the input where several have the column.

use crate::base::Diagnostic;
use crate::engine::export::push_quoted;
use crate::engine::host::ByteSource;
use crate::engine::ingest::csv::{Dialect, Scanner};
use crate::protocol::CellEdit;

const NAMES: [&str; 6] = ["file", "row", "column", "value", "input", "old_value"];
/// Bytes of such a file at most: a million edits by hand.
const MAX_BYTES: u64 = 64 << 20;

/// The edits as the text of a file.
pub fn write(edits: &[CellEdit]) -> String {
    let rules = edits.iter().any(|edit| matches!(edit, CellEdit::Value { .. }));
    let names = if rules { &NAMES[..] } else { &NAMES[..4] };
    let mut out = names.join(",");
    out.push('\n');
    for edit in edits {
        let number;
        let cells: [&str; 6] = match edit {
            CellEdit::Cell { file, row, column, value } => {
                number = row.to_string();
                [file, &number, column, value, "", ""]
            }
            CellEdit::Value { input, column, from, to } => ["", "", column, to, input, from],
        };
        for (index, cell) in cells[..names.len()].iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_quoted(cell, &mut out);
        }
        out.push('\n');
    }
    out
}

/// The edits in such a file.
///
/// # Errors
/// A sentence when it is not such a file, with the line.
pub fn read(source: &dyn ByteSource) -> Result<Vec<CellEdit>, Diagnostic> {
    let name = source.name();
    let wrong = |message: String| {
        let hint = "Write one line per cell under the header file,row,column,value.";
        Diagnostic::error("bad_edits", message).in_file(name).hint(hint)
    };
    if source.len() > MAX_BYTES {
        return Err(wrong(format!("“{name}” is too large to be a list of edits.")));
    }
    let bytes = source.read(0, usize::try_from(source.len()).unwrap_or_default())?;
    let text = String::from_utf8(bytes)
        .map_err(|_| wrong(format!("“{name}” is not UTF-8, so the edits in it cannot be read.")))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut scanner = Scanner::new(Dialect { delimiter: b',' });
    let mut places = None;
    let mut edits = Vec::new();
    let mut record = 0;
    while scanner.next_record(text, true) {
        if scanner.is_blank(text) {
            continue;
        }
        let cell = |index: usize| scanner.cells.get(index).map(|cell| cell.text(text).into_owned());
        let Some(places) = &places else {
            places = Some(header(&scanner, text).ok_or_else(|| {
                wrong(format!("“{name}” is no list of edits: its header lacks file, row, column or value."))
            })?);
            continue;
        };
        record += 1;
        let [file, row, column, value, input, from]: [String; 6] =
            places.map(|place: Option<usize>| place.and_then(cell).unwrap_or_default());
        if file.is_empty() && row.is_empty() {
            edits.push(CellEdit::Value { input, column, from, to: value });
            continue;
        }
        let row = row
            .trim()
            .parse()
            .ok()
            .filter(|row| *row > 0)
            .ok_or_else(|| wrong(format!("Edit {record} of “{name}” has no row number.")))?;
        edits.push(CellEdit::Cell { file, row, column, value });
    }
    Ok(edits)
}

/// The places of the names, as in [`NAMES`]; the first four must be there.
fn header(scanner: &Scanner, text: &str) -> Option<[Option<usize>; 6]> {
    let places = NAMES.map(|name| scanner.cells.iter().position(|cell| cell.text(text).trim() == name));
    places[..4].iter().all(Option::is_some).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::engine::host::MemorySource;
    use crate::protocol::CellEdit;

    fn cell(value: &str) -> CellEdit {
        CellEdit::Cell { file: "a, b.csv".to_owned(), row: 7, column: "date".to_owned(), value: value.to_owned() }
    }

    fn back(text: &str) -> Result<Vec<CellEdit>, String> {
        read(&MemorySource::new("edits.csv".to_owned(), text.to_owned())).map_err(|problem| problem.message)
    }

    #[test]
    fn edits_come_back_from_their_file() {
        let rule = CellEdit::Value {
            input: "sales".to_owned(),
            column: "date".to_owned(),
            from: "31/02/2024".to_owned(),
            to: String::new(),
        };
        let edits = vec![cell("2024-02-29"), cell("say \"x\",\ny"), rule];
        assert_eq!(back(&write(&edits)), Ok(edits.clone()));
        assert_eq!(write(&edits[..1]), "file,row,column,value\n\"a, b.csv\",7,date,2024-02-29\n");
        assert_eq!(back(&write(&edits[..1])), Ok(edits[..1].to_vec()));
    }

    #[test]
    fn another_file_is_told_apart() {
        assert_eq!(
            back("date,amount\n1,2\n"),
            Err("“edits.csv” is no list of edits: its header lacks file, row, column or value.".to_owned())
        );
        assert_eq!(
            back("file,row,column,value\na,x,date,1\n"),
            Err("Edit 1 of “edits.csv” has no row number.".to_owned())
        );
    }
}
