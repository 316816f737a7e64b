//! What the tables behind the cards hold: one row per what, from where, and each column's meaning.

use super::Subject;
use super::account::{chapter, table_head};
use super::html::{Html, attribute};
use crate::engine::export::kind_word;
use crate::pipelines::spec::TableSpec;

/// The definitions of all tables in use, each once, in the order of the cards.
pub(super) fn body(out: &mut Html, subject: &Subject<'_>) {
    chapter(out, 2);
    let spec = subject.origin.spec;
    let mut told: Vec<&str> = Vec::new();
    for widget in subject.dashboard.widgets() {
        if told.contains(&widget.table) {
            continue;
        }
        told.push(widget.table);
        let found = spec.table(widget.table).or_else(|| subject.catalog.get(widget.table).map(|table| table.spec));
        if let Some(table) = found {
            definition(out, widget.table, table);
        }
    }
    out.markup("</section>\n");
}

fn definition(out: &mut Html, name: &str, table: &TableSpec) {
    out.markup(&format!("<details id=\"t-{}\"><summary>", attribute(name))).element("code", "", name);
    out.whole_text(&format!(": {}", table.doc)).markup("</summary>\n");
    let made =
        if table.sources.is_empty() { String::new() } else { format!(" Made from {}.", table.sources.join(", ")) };
    let text = format!("One row per {}.{made}", table.grain.trim_start_matches("one row per "));
    out.element("p", "", &text).markup("\n");
    table_head(out, &["Column", "Kind", "Meaning"]);
    for column in table.columns {
        out.markup("<tr>").element("th", " scope=\"row\"", column.name).element("td", "", kind_word(column.kind));
        out.element("td", "", column.doc).markup("</tr>\n");
    }
    out.markup("</tbody></table></div></details>\n");
}
