//! Excel workbooks (ECMA-376, SpreadsheetML), written row by row into the archive: no table is held in memory.
//!
//! Not by the crate `rust_xlsxwriter`: it holds all rows before it writes the first, and it switches flate2 to another
//! deflate for the whole program, so that exports would no longer have the same bytes everywhere.
//!
//! Texts are stored as such, so a cell of a file can never become a formula. Days are real days, but for those before
//! March 1900, which Excel counts wrongly; numbers of more digits than Excel keeps stay texts.

mod cell;
mod names;
mod package;
mod sheet;

use super::archive::{Archive, Packing};
use super::{Sink, checkpoint};
use crate::base::{Diagnostic, format};
use crate::engine::host::Host;
use crate::engine::table::Part;
use sheet::Sheet;

/// Rows of a sheet, the header among them.
const MAX_SHEET_ROWS: usize = 1 << 20;

/// Rows made into XML between two checkpoints.
const STEP_ROWS: usize = 1 << 14;

/// Writes tables into one workbook: a sheet each, and further ones where a table has more rows than a sheet. Of several
/// tables the first sheet is a list.
///
/// # Errors
/// When the sink fails or the export is cancelled.
pub(super) async fn workbook(
    host: &dyn Host,
    parts: &[Part<'_>],
    sink: &mut dyn Sink,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let has_list = parts.len() > 1;
    let sheets = sheets(parts, has_list);
    let names: Vec<&str> =
        has_list.then_some(names::LIST).into_iter().chain(sheets.iter().map(|sheet| sheet.name.as_str())).collect();
    let mut archive = Archive::new(sink);
    for (name, text) in package::parts(&names) {
        archive.begin(&name, Packing::Deflated)?;
        archive.write(text.as_bytes())?;
    }
    if has_list {
        archive.begin(&package::sheet_path(0), Packing::Deflated)?;
        archive.write(sheet::list(&sheets).as_bytes())?;
    }
    let mut cut = 0;
    for (index, sheet) in sheets.iter().enumerate() {
        archive.begin(&package::sheet_path(index + usize::from(has_list)), Packing::Deflated)?;
        let mut text = sheet.head(index == 0 && !has_list);
        for start in sheet.rows.clone().step_by(STEP_ROWS) {
            checkpoint(host, sheet.part, start).await?;
            cut += sheet.push_rows(start..(start + STEP_ROWS).min(sheet.rows.end), &mut text);
            archive.write(text.as_bytes())?;
            text.clear();
        }
        text.push_str(&sheet.foot());
        archive.write(text.as_bytes())?;
    }
    archive.finish()?;
    Ok(notes(parts, cut))
}

/// The sheets of the tables, in their order.
fn sheets<'a>(parts: &[Part<'a>], has_list: bool) -> Vec<Sheet<'a>> {
    let mut taken = names::Names::new(has_list);
    let mut sheets = Vec::with_capacity(parts.len());
    for part in parts {
        let of = part.rows().div_ceil(MAX_SHEET_ROWS - 1).max(1);
        for number in 0..of {
            let start = number * (MAX_SHEET_ROWS - 1);
            let rows = start..(start + MAX_SHEET_ROWS - 1).min(part.rows());
            sheets.push(Sheet { name: taken.next(part.table.spec.name, number + 1), part: *part, rows });
        }
    }
    sheets
}

/// What a workbook cannot hold as it is.
fn notes(parts: &[Part<'_>], cut: u64) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for part in parts.iter().filter(|part| part.rows() >= MAX_SHEET_ROWS) {
        let (name, rows) = (part.table.spec.name, format::integer(part.rows() as u64));
        let sheets = part.rows().div_ceil(MAX_SHEET_ROWS - 1);
        let text = format!("{name} has {rows} rows, more than a sheet can hold: it is on {sheets} sheets.");
        notes.push(Diagnostic::info("xlsx_more_sheets", text));
    }
    if cut > 0 {
        let texts = if cut == 1 { "1 text".to_owned() } else { format!("{} texts", format::integer(cut)) };
        let text = format!("{texts} of more than 32,767 characters were cut: a cell of a workbook holds no more.");
        notes.push(Diagnostic::warning("xlsx_text_cut", text).hint("Export as CSV or Parquet to have them whole."));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::table::Table;
    use crate::pipelines::SPECS;

    #[test]
    fn a_table_of_more_rows_than_a_sheet_goes_on_on_others() {
        let rows = 2 * (MAX_SHEET_ROWS - 1) + 5;
        let [big, small] = [(0, rows), (1, 0)].map(|(place, rows)| Table::new(SPECS[0].tables[place], rows));
        let parts = [Part::new(&big, None), Part::new(&small, None)];
        let found: Vec<_> = sheets(&parts, true).into_iter().map(|sheet| (sheet.name, sheet.rows)).collect();
        let name = big.spec.name;
        let step = MAX_SHEET_ROWS - 1;
        let expected = [
            (name.to_owned(), 0..step),
            (format!("{name} (2)"), step..2 * step),
            (format!("{name} (3)"), 2 * step..rows),
            (small.spec.name.to_owned(), 0..0),
        ];
        assert_eq!(found, expected);
        let codes: Vec<_> = notes(&parts, 2).into_iter().map(|note| note.code).collect();
        assert_eq!(codes, ["xlsx_more_sheets", "xlsx_text_cut"]);
    }
}
