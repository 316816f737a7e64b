//! A sheet: the rows of a table below a header that stays in place, and the list of all sheets.

use std::fmt::Write;
use std::ops::Range;

use super::cell::{self, Place, letters};
use super::package::Style;
use crate::engine::export::csv::push_cell;
use crate::engine::table::Part;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet \
                   xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

/// Rows that a column's width is taken from.
const SAMPLE_ROWS: usize = 200;
/// Characters that a column shows at least and at most.
const WIDTHS: (usize, usize) = (8, 60);
/// Room for the sign of the filter.
const FILTER_WIDTH: usize = 3;

/// Some rows of a table under a name.
pub(super) struct Sheet<'a> {
    pub(super) name: String,
    pub(super) part: Part<'a>,
    pub(super) rows: Range<usize>,
}

impl Sheet<'_> {
    /// All before the rows: the sheet's frame, and the names of the columns. `front`: the sheet that is seen first.
    pub(super) fn head(&self, front: bool) -> String {
        let mut out = head(front, &self.range(), &self.widths());
        let names: Vec<&str> = self.part.table.columns().map(|(spec, _)| spec.name).collect();
        header(&mut out, &names);
        out
    }

    /// Writes the rows at these places; answers how many texts were cut.
    pub(super) fn push_rows(&self, places: Range<usize>, out: &mut String) -> u64 {
        let columns: Vec<_> = self
            .part
            .table
            .columns()
            .enumerate()
            .map(|(index, (spec, cells))| (letters(index), spec.kind, cells))
            .collect();
        let mut cut = 0;
        for place in places {
            let (row, number) = (self.part.row(place), place - self.rows.start + 2);
            open_row(out, number);
            for (column, kind, cells) in &columns {
                cut += u64::from(cell::push(out, Place { column, row: number }, cells, *kind, row));
            }
            out.push_str("</row>");
        }
        cut
    }

    /// All behind the rows: the filters, and that numbers kept as texts are no mistakes.
    pub(super) fn foot(&self) -> String {
        let range = self.range();
        format!(
            "</sheetData><autoFilter ref=\"{range}\"/><ignoredErrors><ignoredError sqref=\"{range}\" \
             numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
        )
    }

    fn range(&self) -> String {
        format!("A1:{}{}", letters(self.part.table.spec.columns.len().saturating_sub(1)), self.rows.len() + 1)
    }

    fn widths(&self) -> Vec<usize> {
        let sample = self.rows.start..self.rows.end.min(self.rows.start + SAMPLE_ROWS);
        let widest = |(spec, cells): (&'static crate::pipelines::spec::ColumnSpec, _)| {
            let mut widest = spec.name.chars().count() + FILTER_WIDTH;
            for place in sample.clone() {
                push_cell(cells, self.part.row(place), &mut |text| {
                    widest = widest.max(text.chars().take(WIDTHS.1).count())
                });
            }
            widest
        };
        self.part.table.columns().map(widest).collect()
    }
}

/// The sheet that lists the others, each with a link.
pub(super) fn list(sheets: &[Sheet<'_>]) -> String {
    const COLUMNS: [&str; 6] = ["sheet", "layer", "rows", "one row per", "primary key", "what it holds"];
    let range = format!("A1:F{}", sheets.len() + 1);
    let mut out = head(true, &range, &[34, 12, 12, 48, 40, 60]);
    header(&mut out, &COLUMNS);
    let mut links = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let (row, spec) = (index + 2, sheet.part.table.spec);
        open_row(&mut out, row);
        let text = |out: &mut String, column, style, text: &str| {
            cell::text(out, Place { column, row }, style, text);
        };
        text(&mut out, "A", Style::Link, &sheet.name);
        text(&mut out, "B", Style::Text, spec.layer.label());
        let rows = sheet.rows.len();
        cell::number(&mut out, Place { column: "C", row }, Style::Integer, |out| write!(out, "{rows}"));
        text(&mut out, "D", Style::Text, spec.grain.trim_start_matches("one row per "));
        text(&mut out, "E", Style::Text, &spec.primary_key.join(", "));
        text(&mut out, "F", Style::Text, spec.doc);
        out.push_str("</row>");
        links.push_str(&format!("<hyperlink ref=\"A{row}\" location=\"'"));
        cell::push_escaped(&mut links, &sheet.name);
        links.push_str("'!A1\"/>");
    }
    out.push_str(&format!("</sheetData><autoFilter ref=\"{range}\"/><hyperlinks>{links}</hyperlinks></worksheet>"));
    out
}

fn head(front: bool, range: &str, widths: &[usize]) -> String {
    let selected = if front { " tabSelected=\"1\"" } else { "" };
    let mut out = format!(
        "{XML}<dimension ref=\"{range}\"/><sheetViews><sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" \
         topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr \
         defaultRowHeight=\"15\"/><cols>"
    );
    for (index, width) in widths.iter().enumerate() {
        let (column, width) = (index + 1, width.clamp(&WIDTHS.0, &WIDTHS.1) + 1);
        out.push_str(&format!("<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    out.push_str("</cols><sheetData>");
    out
}

fn header(out: &mut String, names: &[&str]) {
    open_row(out, 1);
    for (index, name) in names.iter().enumerate() {
        cell::text(out, Place { column: &letters(index), row: 1 }, Style::Header, name);
    }
    out.push_str("</row>");
}

fn open_row(out: &mut String, number: usize) {
    let written = write!(out, "<row r=\"{number}\">");
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}
