//! The parts of a workbook beside its sheets: what is where, and how cells look.

use super::cell::push_escaped;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// How a cell looks: the number is its place among the cell formats of [`styles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Text = 0,
    Header = 1,
    Id = 2,
    Integer = 3,
    Money = 4,
    Percent = 5,
    Share = 6,
    Date = 7,
    /// A text that would be a formula if it were typed.
    Quoted = 8,
    Link = 9,
}

/// Where the sheet at a place is in the package.
pub(super) fn sheet_path(index: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", index + 1)
}

/// Every part but the sheets, which have these names: path and text.
pub(super) fn parts(sheets: &[&str]) -> [(String, String); 5] {
    [
        ("[Content_Types].xml", content_types(sheets.len())),
        ("_rels/.rels", root_relations()),
        ("xl/workbook.xml", workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", relations(sheets.len())),
        ("xl/styles.xml", styles()),
    ]
    .map(|(path, text)| (path.to_owned(), text))
}

fn content_types(sheets: usize) -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"{SHEET_TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
         ContentType=\"{SHEET_TYPE}.styles+xml\"/>"
    );
    for index in 0..sheets {
        let path = sheet_path(index);
        out.push_str(&format!("<Override PartName=\"/{path}\" ContentType=\"{SHEET_TYPE}.worksheet+xml\"/>"));
    }
    out + "</Types>"
}

fn root_relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn workbook(sheets: &[&str]) -> String {
    let mut out =
        format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>");
    for (index, name) in sheets.iter().enumerate() {
        let number = index + 1;
        out.push_str("<sheet name=\"");
        push_escaped(&mut out, name);
        out.push_str(&format!("\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    }
    out + "</sheets></workbook>"
}

fn relations(sheets: usize) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{RELATIONS}\">");
    for number in 1..=sheets {
        out.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
    }
    let styles = sheets + 1;
    out + &format!("<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>")
}

/// Number formats below 164 are built in: 1 is `0`, 3 `#,##0`, 4 `#,##0.00`, 10 `0.00%`.
fn styles() -> String {
    let format = |id: u32, more: &str| {
        format!("<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"{more}/>")
    };
    let number = |id| format(id, " applyNumberFormat=\"1\"");
    let font = |font: u32| {
        format!("<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>")
    };
    let formats = [
        format(0, ""),
        font(1),
        number(1),
        number(3),
        number(4),
        number(164),
        number(10),
        number(165),
        format(0, " quotePrefix=\"1\""),
        font(2),
    ];
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" \
         formatCode=\"0.0&quot;%&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
         <fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
         <font><u/><sz val=\"11\"/><color rgb=\"FF0C5B55\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
         patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>\
         </border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
         </cellStyleXfs><cellXfs count=\"{}\">{}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" \
         builtinId=\"0\"/></cellStyles></styleSheet>",
        formats.len(),
        formats.concat()
    )
}
