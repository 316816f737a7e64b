use std::io::{Cursor, Write};

use proptest::prelude::*;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("in memory");
        writer.write_all(text.as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Target="xl/workbook.xml"
    Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm:ss"/>
    <numFmt numFmtId="165" formatCode="&quot;EUR&quot;\ 0.00"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="10"/>
    <xf numFmtId="165"/><xf numFmtId="21"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

const STRINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <sst><si><t>name</t></si><si><t xml:space="preserve"> M&amp;M&#8217;s </t></si>
    <si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and plain</t></r><rPh><t>no</t></rPh></si>
    <si/><si><t>two_x000D_
lines</t></si></sst>"#;

/// A workbook whose sheets hold these rows.
fn workbook(properties: &str, sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut links = format!(
        r#"<Relationships><Relationship Id="s" Type="{KIND}/styles" Target="styles.xml"/>
        <Relationship Id="t" Type="{KIND}/sharedStrings" Target="/xl/sharedStrings.xml"/>"#
    );
    let mut list = format!(r#"<workbook xmlns:r="{KIND}">{properties}<sheets>"#);
    let mut parts = Vec::new();
    for (index, (name, state, rows)) in sheets.iter().enumerate() {
        let kind = if *state == "chart" { "chartsheet" } else { "worksheet" };
        links += &format!(r#"<Relationship Id="r{index}" Type="{KIND}/{kind}" Target="worksheets/{index}.xml"/>"#);
        list += &format!(r#"<sheet name="{name}" sheetId="{index}" state="{state}" r:id="r{index}"/>"#);
        let xml = format!(r#"<worksheet><dimension ref="A1"/><sheetData>{rows}</sheetData><c r="A1"/></worksheet>"#);
        parts.push((format!("xl/worksheets/{index}.xml"), xml));
    }
    (links, list) = (links + "</Relationships>", list + "</sheets></workbook>");
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &list),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
    ];
    all.extend(parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())));
    archive(&all)
}

fn open(bytes: &[u8]) -> Result<Workbook<Cursor<&[u8]>>, Diagnostic> {
    Workbook::open(Cursor::new(bytes), "book.xlsx")
}

type Cells = Vec<Option<String>>;

/// All rows of a sheet with their numbers.
fn rows(bytes: &[u8], sheet: &str) -> Result<Vec<(u32, Cells)>, Diagnostic> {
    let mut workbook = open(bytes)?;
    let mut sheet = workbook.rows(sheet)?;
    let (mut row, mut out) = (Row::default(), Vec::new());
    while sheet.next_row(&mut row)? {
        assert!(row.iter().count() == row.len() && row.get(row.len() - 1).is_some());
        out.push((row.number(), row.iter().map(|cell| cell.map(str::to_owned)).collect()));
    }
    assert!(sheet.share() >= 1.0);
    assert_eq!(sheet.next_row(&mut row), Ok(false), "the end stays the end");
    Ok(out)
}

fn cells(texts: &[&str]) -> Cells {
    texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect()
}

fn error(bytes: &[u8]) -> (String, String) {
    let problem = open(bytes).and_then(|mut workbook| {
        let sheet = workbook.sheets()[0].clone();
        let mut rows = workbook.rows(&sheet)?;
        let mut row = Row::default();
        while rows.next_row(&mut row)? {}
        Ok(())
    });
    let problem = problem.expect_err("cannot be read");
    assert_eq!(problem.location.file.as_deref(), Some("book.xlsx"));
    assert!(!problem.hints.is_empty());
    (problem.code, problem.message)
}

#[test]
fn cells_of_every_kind_become_text() {
    let bytes = workbook(
        "",
        &[(
            "A",
            "visible",
            r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>
                <c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>
            <row r="2"><c r="A2"><v>42</v></c><c r="B2"><v>1.1000000000000001</v></c><c r="C2" s="3"><v>0.12</v></c>
                <c r="D2" s="4"><v>-5</v></c><c r="E2" t="n"><v>1E-3</v></c></row>
            <row r="3"><c r="A3" s="1"><v>45351</v></c><c r="B3" s="2"><v>45351.524305555555</v></c>
                <c r="C3" s="5"><v>0.5</v></c><c r="D3" s="6"><v>1.25</v></c>
                <c r="E3" s="1" t="d"><v>2024-02-29T00:00:00</v></c></row>
            <row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="b"><v>0</v></c><c r="C4" t="e"><v>#N/A</v></c>
                <c r="D4" t="str"><f>A1&amp;"!"</f><v>name!</v></c><c r="E4"><f>1+1</f><v>2</v></c></row>
            <row r="5"><c r="A5" t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c>
                <c r="B5" t="str"><f>""</f><v></v></c><c r="C5" t="inlineStr"><is><t><![CDATA[<x>]]></t></is></c></row>"#,
        )],
    );
    assert_eq!(
        rows(&bytes, "A").expect("can be read"),
        [
            (1, cells(&["name", " M&M’s ", "bold and plain", "", "two\r\nlines"])),
            (2, cells(&["42", "1.1", "0.12", "-5", "0.001"])),
            (3, cells(&["2024-02-29", "2024-02-29 12:35:00", "12:00:00", "30:00:00", "2024-02-29"])),
            (4, cells(&["true", "false", "#N/A", "name!", "2"])),
            (5, cells(&["inline", "", "<x>"])),
        ]
    );
}

#[test]
fn formulas_without_a_value_are_counted() {
    let row =
        r#"<row><c><f>1+1</f></c><c><f>1+1</f><v/></c><c t="str"><f>""</f><v></v></c><c><f>1</f><v>1</v></c></row>"#;
    let bytes = workbook("", &[("A", "visible", row)]);
    let mut workbook = open(&bytes).expect("can be read");
    let (mut rows, mut row) = (workbook.rows("A").expect("can be read"), Row::default());
    assert_eq!(rows.next_row(&mut row), Ok(true));
    assert_eq!((row.get(3), row.len(), rows.uncalculated()), (Some("1"), 4, 2));
}

#[test]
fn days_are_counted_from_1900_or_1904() {
    let row = r#"<row><c s="1"><v>60</v></c><c s="1"><v>61</v></c></row>"#;
    let from_1900 = workbook("", &[("A", "visible", row)]);
    let from_1904 = workbook(r#"<workbookPr date1904="1"/>"#, &[("A", "visible", row)]);
    assert_eq!(rows(&from_1900, "A").expect("can be read"), [(1, cells(&["1900-02-29", "1900-03-01"]))]);
    assert_eq!(rows(&from_1904, "A").expect("can be read"), [(1, cells(&["1904-03-01", "1904-03-02"]))]);
}

#[test]
fn sparse_rows_keep_their_places() {
    let bytes = workbook(
        "",
        &[(
            "A",
            "visible",
            r#"<row r="2" spans="1:3"><c r="C2"><v>1</v></c><c r="A2"><v>0</v></c><c r="F2" s="1"/></row>
            <row r="4"/><row r="5"><c r="A5" s="1"/><c r="B5" t="s"><v>3</v></c></row>
            <row r="9"><c><v>1</v></c><c><v>2</v></c><c r="AB9"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"#,
        )],
    );
    let rows = rows(&bytes, "A").expect("can be read");
    assert_eq!(rows[0], (2, cells(&["0", "", "1"])));
    assert_eq!((rows[1].0, rows[1].1.len()), (9, 29));
    assert_eq!(rows[1].1[1].as_deref(), Some("2"));
    assert_eq!((rows[1].1[27].as_deref(), rows[1].1[28].as_deref()), (Some("3"), Some("4")));
    assert_eq!(rows[2], (10, cells(&["5"])));
    assert_eq!(rows.len(), 3);
}

#[test]
fn sheets_are_read_by_name_and_hidden_ones_stand_last() {
    let one = |value: u32| format!(r#"<row><c><v>{value}</v></c></row>"#);
    let (lists, sales, costs) = (one(1), one(2), one(3));
    let bytes = workbook(
        "",
        &[
            ("lists", "veryHidden", &lists),
            ("Sales &amp; co", "visible", &sales),
            ("chart", "chart", ""),
            ("costs", "visible", &costs),
        ],
    );
    let workbook = open(&bytes).expect("can be read");
    assert_eq!(workbook.sheets(), ["Sales & co", "costs", "lists"]);
    assert_eq!(rows(&bytes, "Sales & co").expect("can be read"), [(1, cells(&["2"]))]);
    assert_eq!(rows(&bytes, "lists").expect("can be read"), [(1, cells(&["1"]))]);
    let problem = rows(&bytes, "Costs").expect_err("another name");
    assert_eq!(problem.message, "“book.xlsx” has no sheet “Costs”; it has “Sales & co”, “costs”, “lists”.");
}

#[test]
fn other_writers_are_understood() {
    // Prefixes, backslashes, another case, no styles, no shared strings, no root links.
    let bytes = archive(&[
        ("XL\\Workbook.xml", r#"<x:workbook><x:sheets><x:sheet name="S" q:id="1"/></x:sheets></x:workbook>"#),
        (
            "xl\\_rels\\workbook.xml.rels",
            r#"<p:Relationships><p:Relationship Id="1" Type="a/worksheet" Target="\xl\s.xml"/></p:Relationships>"#,
        ),
        (
            "xl/s.xml",
            r#"<x:worksheet><x:sheetData><x:row><x:c t="str" s="7"><x:v>a & b</x:v></x:c></x:row></x:sheetData></x:worksheet>"#,
        ),
    ]);
    assert_eq!(rows(&bytes, "S").expect("can be read"), [(1, cells(&["a & b"]))]);
}

#[test]
fn what_is_wrong_is_said() {
    let sheet = |rows: &str| workbook("", &[("A", "visible", rows)]);
    let whole = sheet("<row><c><v>1</v></c></row>");
    for (bytes, code, message) in [
        (b"PK\x03\x04 no more".to_vec(), "workbook_damaged", "“book.xlsx” is damaged or cut: its table of contents"),
        (whole[..whole.len() / 2].to_vec(), "workbook_damaged", "“book.xlsx” is damaged or cut: its table of contents"),
        (archive(&[("a.csv", "a,b")]), "workbook_kind", "it is a ZIP archive, but no workbook"),
        (archive(&[("mimetype", "x"), ("content.xml", "<x/>")]), "workbook_kind", "an OpenDocument file (ods)"),
        (workbook("", &[("A", "chart", "")]), "workbook_no_sheet", "it holds charts or macros only"),
        (
            sheet("<row><c><v>1</c></row>"),
            "workbook_damaged",
            "“book.xlsx” is damaged: its part xl/worksheets/0.xml is not well-formed XML",
        ),
        (
            sheet(r#"<row><c t="s"><v>99</v></c></row>"#),
            "workbook_damaged",
            "refers to a text that is not there (row 1)",
        ),
        (sheet(r#"<row><c r="XFE1"><v>1</v></c></row>"#), "workbook_damaged", "a cell beyond column XFD (row 1)"),
        (sheet(r#"<row><c r="1"><v>1</v></c></row>"#), "workbook_damaged", "names a cell that cannot be (row 1)"),
        (sheet(&"<a>".repeat(300)), "workbook_damaged", "has too many elements within elements"),
        (ole(&["Root Entry", "EncryptionInfo", "x", "y", "EncryptedPackage"]), "workbook_encrypted", "by a password"),
        (ole(&["Root Entry", "Workbook"]), "workbook_kind", "a workbook of Excel 97 to 2003 (xls)"),
        (ole(&["Root Entry", "WordDocument"]), "workbook_kind", "an old Office document, or is cut"),
    ] {
        let (found, sentence) = error(&bytes);
        assert_eq!(found, code, "{sentence}");
        assert!(sentence.contains(message), "{sentence}");
    }
}

/// An OLE container with these streams, four to a sector; the directory's sectors are linked backwards.
fn ole(streams: &[&str]) -> Vec<u8> {
    let sectors = streams.chunks(4).count();
    let mut bytes = vec![0u8; 512 * (2 + sectors)];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[30] = 9;
    bytes[48] = sectors as u8;
    // The allocation table is sector 0.
    bytes[512..1024].fill(0xff);
    for (index, group) in streams.chunks(4).enumerate() {
        let sector = sectors - index;
        if sector > 1 {
            bytes[512 + 4 * sector..][..4].copy_from_slice(&(sector as u32 - 1).to_le_bytes());
        }
        for (entry, name) in group.iter().enumerate() {
            let start = 512 * (sector + 1) + 128 * entry;
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes[start..start + units.len()].copy_from_slice(&units);
            bytes[start + 64] = units.len() as u8 + 2;
        }
    }
    bytes
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bytes = archive(&[("a.xml", &format!("<a>{}</a>", "<b/>".repeat(100_000)))]);
    let read = |limit: u64| {
        let mut package = Package::open(Cursor::new(&bytes), "book.xlsx")?;
        let mut part = package.needed_part("a.xml", limit)?;
        let mut buffer = Vec::new();
        while part.next(&mut buffer)? != Event::Eof {}
        Ok::<(), Diagnostic>(())
    };
    assert_eq!(read(400_007), Ok(()));
    assert_eq!(
        read(400_006).expect_err("one byte more").message,
        "“book.xlsx” is too large: unpacked, its part a.xml has more than 400 kB, the most that Varve reads."
    );
    let bytes = workbook("", &[("A", "visible", &format!("<row><c><v>{}</v></c></row>", " ".repeat(17 << 20)))]);
    assert!(error(&bytes).1.contains("has a text or element of more than 17 MB"));
}

#[test]
fn a_wrong_bit_does_not_pass_for_a_right_one() {
    let parts = [
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="S" r:id="1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", r#"<R><Relationship Id="1" Type="worksheet" Target="s.xml"/></R>"#),
        ("xl/s.xml", "<worksheet><sheetData><row><c><v>1234567</v></c></row></sheetData></worksheet>"),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, options).expect("in memory");
        writer.write_all(text.as_bytes()).expect("in memory");
    }
    let mut bytes = writer.finish().expect("in memory").into_inner();
    assert_eq!(rows(&bytes, "S").expect("can be read"), [(1, cells(&["1234567"]))]);
    let at = bytes.windows(7).position(|window| window == b"1234567").expect("is stored");
    bytes[at] = b'9';
    assert_eq!(error(&bytes).0, "workbook_damaged");
}

#[test]
fn what_the_reader_says_is_what_the_user_reads() {
    struct Gone(Cursor<Vec<u8>>, usize);
    impl Read for Gone {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.1 = self.1.checked_sub(1).ok_or_else(|| std::io::Error::other(Diagnostic::error("gone", "Gone.")))?;
            self.0.read(buffer)
        }
    }
    impl Seek for Gone {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let bytes = workbook("", &[("A", "visible", "<row><c><v>1</v></c></row>")]);
    let mut completed = false;
    for reads in 0..500 {
        let read = Workbook::open(Gone(Cursor::new(bytes.clone()), reads), "book.xlsx").and_then(|mut workbook| {
            let mut sheet = workbook.rows("A")?;
            while sheet.next_row(&mut Row::default())? {}
            Ok(())
        });
        completed |= read.is_ok();
        if let Err(problem) = read {
            assert_eq!(problem.code, "gone", "after {reads} reads: {problem}");
        }
    }
    assert!(completed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_at_all_bring_the_reader_down(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = workbook("", &[("A", "visible", r#"<row><c s="1"><v>60</v></c><c t="s"><v>1</v></c></row>"#)]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let cut = cut.index(bytes.len() * 4);
        bytes.truncate(cut.max(1));
        if let Ok(mut workbook) = open(&bytes) {
            for sheet in workbook.sheets().to_vec() {
                let (mut row, mut count) = (Row::default(), 0);
                if let Ok(mut rows) = workbook.rows(&sheet) {
                    while let Ok(true) = rows.next_row(&mut row) {
                        count += 1;
                    }
                }
                prop_assert!(count <= 1);
            }
        }
    }

    #[test]
    fn any_text_comes_back(text in "\\PC{1,20}") {
        let escaped = quick_xml::escape::escape(&text).replace("_x", "_x005F_x");
        let row = format!(r#"<row><c t="inlineStr"><is><t>{escaped}</t></is></c></row>"#);
        let bytes = workbook("", &[("A", "visible", &row)]);
        prop_assert_eq!(rows(&bytes, "A").expect("can be read"), [(1, vec![Some(text)])]);
    }

    #[test]
    fn any_format_code_and_number_make_some_text(code in "\\PC{0,12}", text in "[-0-9.eE+]{0,20}") {
        let mut out = String::new();
        serial::push_number(&mut out, &text, formats::of_code(&code), Calendar::From1900);
        serial::push_number(&mut out, &text, Kind::DateTime, Calendar::From1904);
        prop_assert_eq!(out.is_empty(), text.is_empty());
    }
}
