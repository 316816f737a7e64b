//! Where the data comes from: the head of the report, the files, the account of the rows, the quality, the parameters.

use super::Subject;
use super::html::{Html, attribute};
use crate::base::format::{bytes, fixed, integer};
use crate::protocol::{InputCount, Quality};

/// Files that are listed one by one.
const MAX_FILES: usize = 50;

/// The title, what it is of, and the way to the sections.
pub(super) fn head(out: &mut Html, subject: &Subject<'_>) {
    let (spec, summary) = (subject.origin.spec, subject.origin.summary);
    out.markup("<header>\n").element("h1", "", spec.title).markup("\n").element("p", " class=\"lead\"", spec.summary);
    out.markup("\n<dl class=\"facts\">");
    if let Some(as_of) = &summary.as_of {
        out.markup("<div>").element("dt", "", "As of").element("dd", "", as_of).markup("</div>");
    }
    let [read, accepted] = [|input: &InputCount| input.rows_read, |input: &InputCount| input.rows_accepted]
        .map(|count| summary.inputs.iter().map(|input| u64::from(count(input))).sum::<u64>());
    let rows = format!("{} of {} accepted", integer(accepted), integer(read));
    out.markup("<div>").element("dt", "", "Rows").element("dd", "", &rows).markup("</div>");
    if let Some(quality) = &summary.quality {
        let text = format!("{}: {} of 100", quality.grade, fixed(quality.score, 2));
        out.markup("<div>").element("dt", "", "Data quality").element("dd", "", &text).markup("</div>");
    }
    let files = &subject.origin.files;
    out.markup("<div>").element("dt", "", if files.len() == 1 { "File" } else { "Files" });
    match files {
        [file] => out.foreign("dd", "", &file.name),
        files => out.element("dd", "", &integer(files.len() as u64)),
    };
    out.markup("</div></dl>\n");
    for filter in subject.filters {
        out.markup("<p class=\"selection\">Only ").foreign("b", "", &filter.field.replace('_', " ")).markup(": ");
        out.foreign("span", "", &filter.values.join(", ")).markup("</p>\n");
    }
    out.markup("<nav aria-label=\"Sections\"><ul>");
    let sections = subject.dashboard.sections.iter().map(|section| (section.id, section.title));
    for (id, title) in sections.chain(CHAPTERS) {
        out.markup(&format!("<li><a href=\"#s-{}\">", attribute(id))).whole_text(title).markup("</a></li>");
    }
    out.markup("</ul></nav>\n</header>\n");
}

/// Behind the dashboard's sections: ids and titles.
const CHAPTERS: [(&str, &str); 3] =
    [("origin", "Files and rows"), ("parameters", "Parameters and thresholds"), ("definitions", "Definitions")];

/// Opens a chapter.
pub(super) fn chapter(out: &mut Html, place: usize) {
    let (id, title) = CHAPTERS[place];
    out.markup(&format!("<section class=\"chapter\" id=\"s-{id}\">\n")).element("h2", "", title).markup("\n");
}

/// Files and rows, and the parameters.
pub(super) fn body(out: &mut Html, subject: &Subject<'_>) {
    chapter(out, 0);
    files(out, subject);
    subject.origin.summary.inputs.iter().for_each(|input| rows(out, input));
    if let Some(quality) = &subject.origin.summary.quality {
        checks(out, quality);
    }
    let notes = &subject.origin.summary.diagnostics;
    if !notes.is_empty() {
        out.markup("<h3>Notes</h3>\n<ul>");
        for note in notes {
            out.foreign("li", "", &note.to_string());
        }
        out.markup("</ul>\n");
    }
    out.markup("</section>\n");
    chapter(out, 1);
    parameters(out, subject);
    out.markup("</section>\n");
}

fn files(out: &mut Html, subject: &Subject<'_>) {
    let files = subject.origin.files;
    table_head(out, &["File", "Input", "Size"]);
    for file in files.iter().take(MAX_FILES) {
        out.markup("<tr>").foreign("th", " class=\"f\" scope=\"row\"", &file.name).element("td", "", &file.input);
        out.element("td", " class=\"n\"", &bytes(file.bytes)).markup("</tr>\n");
    }
    out.markup("</tbody></table></div>\n");
    if files.len() > MAX_FILES {
        let text = format!("The first {MAX_FILES} of {} files.", integer(files.len() as u64));
        out.element("p", " class=\"note\"", &text).markup("\n");
    }
}

/// Every row is either accepted or rejected.
fn rows(out: &mut Html, input: &InputCount) {
    let number = |rows: u32| integer(u64::from(rows));
    let (read, accepted, rejected) =
        (number(input.rows_read), number(input.rows_accepted), number(input.rows_rejected));
    let text = format!("{}: {read} rows read = {accepted} accepted + {rejected} rejected.", input.input);
    out.element("p", "", &text).markup("\n");
    if input.rejected_by_reason.is_empty() {
        return;
    }
    table_head(out, &["Rejected for", "Rows"]);
    for (reason, rows) in &input.rejected_by_reason {
        out.markup("<tr>")
            .element("th", " scope=\"row\"", reason)
            .element("td", " class=\"n\"", &number(*rows))
            .markup("</tr>\n");
    }
    out.markup("</tbody></table></div>\n");
}

fn checks(out: &mut Html, quality: &Quality) {
    out.markup("<h3>Data quality</h3>\n");
    let score = fixed(quality.score, 2);
    let failed = quality.failed.len();
    let text = format!("Grade {}, {score} of 100. {failed} of {} checks failed.", quality.grade, quality.checks);
    out.element("p", "", &text).markup("\n");
    if failed > 0 {
        table_head(out, &["Failed check", "Severity"]);
        for (name, severity) in &quality.failed {
            out.markup("<tr>").element("th", " scope=\"row\"", name).element("td", "", severity).markup("</tr>\n");
        }
        out.markup("</tbody></table></div>\n");
    }
}

fn parameters(out: &mut Html, subject: &Subject<'_>) {
    out.element("p", "", "Thresholds are parameters. Those marked with a star differ from their default.").markup("\n");
    table_head(out, &["Parameter", "Value", "Default", "What it does"]);
    for parameter in subject.origin.spec.parameters {
        let value = subject.origin.request.parameters.get(parameter.name).map_or(parameter.default, String::as_str);
        let name =
            if value == parameter.default { parameter.name.to_owned() } else { format!("{} ★", parameter.name) };
        out.markup("<tr>").element("th", " scope=\"row\"", &name).foreign("td", "", &with_unit(value, parameter.unit));
        out.element("td", "", &with_unit(parameter.default, "")).element("td", "", parameter.doc).markup("</tr>\n");
    }
    out.markup("</tbody></table></div>\n");
}

fn with_unit(value: &str, unit: &str) -> String {
    match (value, unit) {
        ("", _) => "–".to_owned(),
        (value, "" | "date" | "dates" | "money" | "weight" | "month") => value.to_owned(),
        (value, unit) => format!("{value} {unit}"),
    }
}

/// Opens a table as far as its rows.
pub(super) fn table_head(out: &mut Html, names: &[&str]) {
    out.markup("<div class=\"rows\" role=\"region\" tabindex=\"0\" aria-label=\"");
    out.whole_text(names[0]).markup("\"><table class=\"whole\"><thead><tr>");
    for name in names {
        let class = match *name {
            "Rows" | "Size" => " class=\"n\" scope=\"col\"",
            "What it does" | "Meaning" => " class=\"t\" scope=\"col\"",
            _ => " scope=\"col\"",
        };
        out.element("th", class, name);
    }
    out.markup("</tr></thead><tbody>\n");
}

/// Who made it.
pub(super) fn foot(out: &mut Html) {
    out.markup("<footer>").element(
        "p",
        "",
        concat!(
            "Made by Varve ",
            env!("CARGO_PKG_VERSION"),
            ". This file holds all it shows and asks for nothing else."
        ),
    );
    out.markup("</footer>\n");
}
