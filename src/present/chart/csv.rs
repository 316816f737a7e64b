//! A widget's data as a CSV file, as the engine writes its tables: LF, a header, quotes where needed, null empty.

use super::super::dashboard::{DataColumn, Widget, WidgetData};
use crate::base::format::push_f64;

/// All rows and columns of a widget's data, numbers in full.
pub fn csv(widget: &Widget, data: &WidgetData) -> String {
    debug_assert_eq!(widget.id, data.widget, "the data of another widget");
    let mut out = String::new();
    for (index, (name, _)) in data.columns.iter().enumerate() {
        separate(index, &mut out);
        push_quoted(name, &mut out);
    }
    out.push('\n');
    for row in 0..data.rows {
        for (index, (_, column)) in data.columns.iter().enumerate() {
            separate(index, &mut out);
            match column {
                DataColumn::Numbers(values) => {
                    if let Some(value) = values.get(row).copied().flatten() {
                        push_f64(&mut out, value);
                    }
                }
                DataColumn::Texts(values) => {
                    if let Some(text) = values.get(row).and_then(Option::as_ref) {
                        push_quoted(text, &mut out);
                    }
                }
            }
        }
        out.push('\n');
    }
    out
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn push_quoted(text: &str, out: &mut String) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
