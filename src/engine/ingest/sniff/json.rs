//! JSON: the names that the first records use, and their values.

use super::super::columns::names;
use super::super::json::{JsonScanner, Record};
use super::super::layout::Line;
use super::kinds::too_many_columns;
use super::{Format, Found, Head, JsonFormat, PROFILE_ROWS};
use crate::base::Diagnostic;
use crate::base::limits::MAX_COLUMNS;
use crate::protocol::FoundLayout;

/// `None` when not even the first record is there as a whole.
pub(super) fn sniff_json(
    name: &str,
    text: &str,
    head: &Head,
    mut format: JsonFormat,
) -> Result<Option<Found>, Diagnostic> {
    let mut scanner = JsonScanner::new(format.shape.clone());
    let mut record = Record::default();
    let mut columns: Vec<String> = Vec::new();
    let mut rows: Vec<Line> = Vec::new();
    let mut count = 0;
    let mut broken = None;
    while scanner.next_record(text, head.whole, &mut record).map_err(|problem| problem.diagnostic(name))? {
        count += 1;
        if broken.is_none() {
            broken = record.malformed().cloned();
        }
        if count > PROFILE_ROWS {
            continue;
        }
        let mut row = vec![None; columns.len()];
        for (position, (key, cell)) in record.cells().enumerate() {
            // Most records have their names in the order of the first one.
            let expected = columns.get(position).is_some_and(|known| known == key).then_some(position);
            let index = expected.or_else(|| columns.iter().position(|known| known == key)).unwrap_or_else(|| {
                columns.push(key.to_owned());
                row.push(None);
                columns.len() - 1
            });
            row[index] = cell.map(str::to_owned);
        }
        rows.push(row);
        if columns.len() > MAX_COLUMNS {
            return Err(too_many_columns(name, columns.len()));
        }
    }
    if count == 0 && !head.whole {
        return Ok(None);
    }
    if let (true, Some(broken)) = (columns.is_empty(), broken) {
        return Err(Diagnostic::error(
            "json_broken",
            format!("“{name}” holds no record that can be read. What is wrong with the first: {}.", broken.reason),
        )
        .in_file(name)
        .hint("Varve reads an array of objects, or one object per line, with names and texts in double quotes."));
    }
    if columns.is_empty() {
        return Err(Diagnostic::error(
            "json_no_records",
            format!("“{name}” is JSON, but holds no record with named values."),
        )
        .in_file(name)
        .hint("Varve reads an array of objects, or one object per line: [{\"date\": \"2024-01-31\", …}, …]."));
    }
    let count = head.estimate(count, scanner.position() as f64 / text.len().max(1) as f64);
    let own = names(&columns);
    format.keys = columns;
    Ok(Some(Found {
        format: Format::Json(format),
        columns: own,
        rows,
        count: Some(count),
        layout: FoundLayout::default(),
        notes: Vec::new(),
    }))
}
