//! Workbooks: which sheet, where its table begins, the first rows.

use super::super::columns::names;
use super::super::content::Content;
use super::super::layout::{self, Line};
use super::super::range::RangeReader;
use super::super::workbook::{Row, Workbook};
use super::{Format, Found, SheetFormat, preamble_note};
use crate::base::Diagnostic;
use crate::protocol::{FoundLayout, Layout, RowCount};

/// Rows of a sheet that are read before the run.
const SHEET_ROWS: usize = 200;
/// Sheets among which the table is looked for.
const SHEETS_LOOKED_AT: usize = 20;

pub(super) fn sniff_workbook(content: &Content, layout: &Layout) -> Result<Found, Diagnostic> {
    let name = content.name();
    let mut workbook = Workbook::open(RangeReader::new(content.ranges()?), name)?;
    let sheets = workbook.sheets().to_vec();
    let chosen = layout.sheet.as_ref().filter(|chosen| sheets.contains(chosen));
    let (sheet, mut lines) = match chosen {
        Some(chosen) => (chosen.clone(), sheet_lines(&mut workbook, chosen)?),
        None => find_sheet(&mut workbook, &sheets)?,
    };
    if lines.is_empty() {
        return Err(Diagnostic::error(
            "workbook_empty",
            format!("“{name}” is empty: no cell of its sheets holds a value."),
        )
        .in_file(name)
        .hint("Export it again, with its header line."));
    }
    let whole = lines.len() < SHEET_ROWS;
    // A table need not begin in the first column.
    let left = lines.iter().filter_map(|line| line.iter().position(Option::is_some)).min().unwrap_or(0);
    lines.iter_mut().for_each(|line| drop(line.drain(..left)));
    let found = FoundLayout { sheets, sheet: Some(sheet.clone()), ..layout::find(&lines, layout.header) };
    let skip = layout::lines_before_rows(found.header);
    let mut columns = layout::column_names(&lines, found.header);
    let rows = lines.split_off(skip.min(lines.len()));
    // A sheet has no ragged rows: cells right of the last name are columns without one.
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width > columns.len() {
        columns.resize(width, String::new());
        columns = names(&columns);
    }
    let count = whole.then_some(RowCount { rows: rows.len() as f64, exact: true });
    let notes = preamble_note(name, &found).into_iter().chain(other_sheets_note(name, &found)).collect();
    Ok(Found { format: Format::Sheet(SheetFormat { sheet, skip, left }), columns, rows, count, layout: found, notes })
}

/// The first sheet with a line whose names a pipeline knows; else the first with a table in it, more than one cell wide;
/// else the first with cells. Many workbooks begin with a cover.
fn find_sheet(workbook: &mut Workbook<RangeReader>, sheets: &[String]) -> Result<(String, Vec<Line>), Diagnostic> {
    let mut best: (u8, String, Vec<Line>) = (0, sheets.first().cloned().unwrap_or_default(), Vec::new());
    for sheet in sheets.iter().take(SHEETS_LOOKED_AT) {
        let lines = sheet_lines(workbook, sheet)?;
        let is_known = lines.iter().take(layout::LOOKED_AT).any(|line| layout::known(line) >= layout::RECOGNISED);
        let score = match lines.iter().map(Vec::len).max().unwrap_or(0) {
            _ if is_known => 3,
            2.. if lines.len() > 1 => 2,
            1.. => 1,
            0 => 0,
        };
        if score > best.0 {
            best = (score, sheet.clone(), lines);
        }
    }
    Ok((best.1, best.2))
}

fn sheet_lines(workbook: &mut Workbook<RangeReader>, sheet: &str) -> Result<Vec<Line>, Diagnostic> {
    let mut rows = workbook.rows(sheet)?;
    let (mut lines, mut row) = (Vec::new(), Row::default());
    while lines.len() < SHEET_ROWS && rows.next_row(&mut row)? {
        lines.push(row.iter().map(|cell| cell.map(str::to_owned)).collect());
    }
    Ok(lines)
}

/// Says that one sheet of several is read.
fn other_sheets_note(name: &str, found: &FoundLayout) -> Option<Diagnostic> {
    let sheet = found.sheet.as_ref().filter(|_| found.sheets.len() > 1)?;
    Some(
        Diagnostic::info(
            "other_sheets",
            format!("Of the {} sheets of “{name}” the sheet “{sheet}” is read.", found.sheets.len()),
        )
        .in_file(name)
        .hint("Choose another one on the files page."),
    )
}
