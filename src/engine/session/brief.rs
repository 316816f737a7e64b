//! Long texts are cut before they leave for the page: a cell may hold a megabyte, and nobody reads that on a screen.
//! Exports never pass here, and keep everything.

use std::collections::BTreeMap;

use crate::base::format::integer;
use crate::present::dashboard::{DataColumn, Filter};
use crate::protocol::{ColumnSummary, Condition, FileInspection, Reply, Request, RowChoice, TablePage};

/// Characters of a text that the page is given: some screens full of it in a cell, and more than any real name has.
const SHOWN_CHARACTERS: usize = 1_000;
/// Characters of a column's name that the page is given: names stand side by side.
const NAME_CHARACTERS: usize = 200;
/// Cut texts remembered: beyond that, one that comes back as a filter finds no row.
const REMEMBERED: usize = 1_000;

/// The texts that were cut, by what is left of them: a filter names a value as the page knows it.
#[derive(Debug, Default)]
pub(super) struct Brief {
    whole: BTreeMap<String, String>,
}

impl Brief {
    /// Cuts what an answer holds of the files' own texts.
    pub(super) fn shorten(&mut self, reply: &mut Reply) {
        match reply {
            Reply::Inspected(inspection) => inspection.files.iter_mut().for_each(inspected),
            Reply::Opened(opened) => opened.inspection.files.iter_mut().for_each(inspected),
            Reply::Page(page) => self.page(page),
            Reply::Summary(summary) => self.summary(summary),
            Reply::Widgets(widgets) => {
                for (_, column) in widgets.iter_mut().flat_map(|widget| &mut widget.columns) {
                    if let DataColumn::Texts(cells) = column {
                        cells.iter_mut().flatten().for_each(|cell| self.cut(cell));
                    }
                }
            }
            Reply::Audience(list) => {
                let choices = list.choices.iter_mut().flat_map(|(_, values)| values);
                choices.for_each(|(value, _)| self.cut(value));
                self.page(&mut list.first);
            }
            Reply::Quality(report) => {
                let examples = report.checks.iter_mut().flat_map(|check| &mut check.examples);
                let texts = examples.flat_map(|example| [&mut example.value, &mut example.after]);
                texts.flatten().for_each(|text| cut(text, SHOWN_CHARACTERS));
            }
            Reply::Ran(_)
            | Reply::Edits(_)
            | Reply::Runs(_)
            | Reply::Lineage(_)
            | Reply::Shelf(_)
            | Reply::Exported { .. } => {}
        }
    }

    /// Gives the values that a request names back their full length.
    pub(super) fn restore(&self, request: &mut Request) {
        match request {
            Request::Page(page) => self.selection(&mut page.filters, &mut page.choice),
            Request::Export { filters, choice, .. } => self.selection(filters, choice),
            Request::Summary(summary) => self.selection(&mut summary.filters, &mut summary.choice),
            Request::Widgets { filters, .. } => self.filters(filters),
            Request::Audience(plan) | Request::ExportAudience(plan) => {
                plan.groups.values_mut().flatten().for_each(|value| self.whole(value));
            }
            Request::Report { filters } => self.filters(filters),
            Request::Inspect { .. }
            | Request::Add { .. }
            | Request::Shelf(_)
            | Request::Sample { .. }
            | Request::Run(_)
            | Request::ExportAll { .. }
            | Request::Lineage { .. }
            | Request::Quality
            | Request::ReadEdits(_)
            | Request::ExportEdits(_)
            | Request::Runs(_) => {}
        }
    }

    fn page(&mut self, page: &mut TablePage) {
        page.columns.iter_mut().flat_map(|column| &mut column.cells).flatten().for_each(|cell| self.cut(cell));
    }

    fn summary(&mut self, summary: &mut ColumnSummary) {
        summary.top.iter_mut().for_each(|(value, _)| self.cut(value));
        [&mut summary.least, &mut summary.most].into_iter().flatten().for_each(|value| self.cut(value));
    }

    fn cut(&mut self, text: &mut String) {
        let Some(short) = shortened(text, SHOWN_CHARACTERS) else { return };
        let whole = std::mem::replace(text, short);
        if self.whole.len() < REMEMBERED {
            self.whole.insert(text.clone(), whole);
        }
    }

    fn selection(&self, filters: &mut [Filter], choice: &mut RowChoice) {
        self.filters(filters);
        for condition in &mut choice.conditions {
            match &mut condition.condition {
                Condition::OneOf(values) => values.iter_mut().flatten().for_each(|value| self.whole(value)),
                Condition::Between { least, most } => {
                    [least, most].into_iter().flatten().for_each(|value| self.whole(value));
                }
                Condition::Contains(_) | Condition::Null | Condition::NotNull => {}
            }
        }
    }

    fn filters(&self, filters: &mut [Filter]) {
        filters.iter_mut().flat_map(|filter| &mut filter.values).for_each(|value| self.whole(value));
    }

    fn whole(&self, value: &mut String) {
        if let Some(whole) = self.whole.get(value) {
            value.clone_from(whole);
        }
    }
}

/// The preview and the names of a file; columns are chosen by their number, so nothing need be remembered.
fn inspected(file: &mut FileInspection) {
    let cells = file.preview.iter_mut().flatten().flatten();
    cells.chain(file.layout.first_lines.iter_mut().flatten()).for_each(|cell| cut(cell, SHOWN_CHARACTERS));
    file.columns.iter_mut().for_each(|name| cut(name, NAME_CHARACTERS));
    let bindings = file.matches.iter_mut().flat_map(|found| &mut found.bindings);
    bindings.for_each(|binding| cut(&mut binding.evidence, SHOWN_CHARACTERS));
}

fn cut(text: &mut String, characters: usize) {
    if let Some(short) = shortened(text, characters) {
        *text = short;
    }
}

/// The beginning of a text that is longer than this, a mark, and how long it is.
fn shortened(text: &str, characters: usize) -> Option<String> {
    // A text with no more bytes than this has no more characters either.
    if text.len() <= characters {
        return None;
    }
    let (end, _) = text.char_indices().nth(characters)?;
    Some(format!("{}… ({} characters)", &text[..end], integer(text.chars().count() as u64)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::dashboard::WidgetData;

    fn filter(value: &str) -> Filter {
        Filter { field: "product".to_owned(), values: vec![value.to_owned()] }
    }

    #[test]
    fn a_cut_text_says_its_length_and_comes_back_whole() {
        let whole = "é".repeat(1_000_000);
        let column = DataColumn::Texts(vec![None, Some(whole.clone()), Some("short".to_owned())]);
        let data = WidgetData { rows: 3, columns: vec![("product".to_owned(), column)], ..WidgetData::default() };
        let mut reply = Reply::Widgets(vec![data]);
        let mut brief = Brief::default();
        brief.shorten(&mut reply);
        let Reply::Widgets(widgets) = reply else { panic!("another reply") };
        let cells = widgets[0].texts("product");
        let cut = cells[1].as_deref().expect("a text");
        assert_eq!(cut, format!("{}… (1,000,000 characters)", "é".repeat(1_000)));
        assert_eq!(cells[2].as_deref(), Some("short"));

        let mut request = Request::Widgets { widgets: Vec::new(), filters: vec![filter(cut), filter("short")] };
        brief.restore(&mut request);
        let filters = vec![filter(&whole), filter("short")];
        assert_eq!(request, Request::Widgets { widgets: Vec::new(), filters });
    }

    #[test]
    fn texts_of_just_the_length_are_left_alone() {
        assert_eq!(shortened(&"x".repeat(SHOWN_CHARACTERS), SHOWN_CHARACTERS), None);
        assert_eq!(shortened(&"é".repeat(SHOWN_CHARACTERS), SHOWN_CHARACTERS), None);
        assert!(shortened(&"x".repeat(SHOWN_CHARACTERS + 1), SHOWN_CHARACTERS).is_some());
    }
}
