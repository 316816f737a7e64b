"""Workbooks of Excel and of the programs that write like it."""

import datetime
import io
import zipfile

import openpyxl

from .case import HEAD, ROWS, TEXT, add, csv_table, problem, table
from .packers import Member, compound_file, zip_file
from .sheets import MAIN, Book, Cell, Sheet, pack, parts, workbook

DATA = [HEAD, ["2025-11-01", "ann", 1, 10], ["2025-11-02", "bob", 2, 20.5]]
TEXTS = [["2025-11-01", "ann", "1", "10"], ["2025-11-02", "bob", "2", "20.5"]]
DAY = 45_964  # 3 November 2025, counted from 1900
SHEET = "Sheet1"
PART = "xl/worksheets/sheet1.xml"


def case(file, why, data, columns, rows, doubt=None, sheet=SHEET, name=None, **more):
    add("workbook", file, why, data, table(columns, rows, sheet=sheet, **more), doubt=doubt, name=name)


def one(file, why, cells, columns, rows, doubt=None, date1904=False, expect=None, **sheet):
    case(file, why, workbook(Sheet(SHEET, cells, **sheet), date1904=date1904), columns, rows, doubt, **(expect or {}))


def bad(file, why, data, code, what=None, doubt=None):
    add("workbook", file, why, data, problem=problem(code, what=what), doubt=doubt)


def damaged(file, why, data, what):
    bad(file, why, data, "workbook_damaged", f"{PART} {what}")


def number(digits, style="general"):
    """A number in exactly these digits."""
    return Cell(digits, style, kind="n")


def by_openpyxl(book):
    """A workbook as openpyxl packs it, without the clock."""
    sink = io.BytesIO()
    book.save(sink)
    fixed = "2025-11-30T18:00:00Z"
    now = book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    made = book.properties.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(sink) as archive:
        named = {name: archive.read(name) for name in archive.namelist()}
    core = named["docProps/core.xml"].decode().replace(now, fixed).replace(made, fixed)
    return pack(named | {"docProps/core.xml": core})


def three_sheets():
    book = openpyxl.Workbook()
    about = book.active
    about.title = "About"
    about["A1"] = "Sales of November"
    about["A2"] = "Prepared by Ann"
    orders = book.create_sheet("Orders")
    for row in DATA[:1] + [[datetime.date(2025, 11, 3), "ann", 1, 10.0], [datetime.date(2025, 11, 4), "bob", 2, 20.5]]:
        orders.append(row)
    book.create_sheet("Empty")
    return by_openpyxl(book)


def dates(date1904):
    less = 1_462 if date1904 else 0
    styled = [Cell(DAY - less, style) for style in ("date", "german", "long", "month")]
    return [["date", "german", "long", "month", "plain"], [*styled, DAY - less], [*(Cell(cell.value + 1, cell.style) for cell in styled), DAY - less + 1]]


def usual():
    one("xlsx_one_sheet.xlsx", "The plain case.", DATA, HEAD, TEXTS)
    case("xlsx_three_sheets.xlsx", "A cover sheet, the data, an empty sheet (written by openpyxl).", three_sheets(), HEAD,
         [["2025-11-03", "ann", "1", "10"], ["2025-11-04", "bob", "2", "20.5"]], sheet="Orders", sheets=["About", "Orders", "Empty"])
    case("xlsx_sheet_for_each_year.xlsx", "Two sheets of the same columns: the first is read, the other can be chosen.",
         workbook(Sheet("2024", [HEAD, ["2024-11-01", "ann", 1, 5]]), Sheet("2025", DATA)), HEAD, [["2024-11-01", "ann", "1", "5"]],
         sheet="2024", sheets=["2024", "2025"], doubt="Half of the data stays out in silence; a note that names the other sheet would help.")
    case("xlsx_hidden_sheet.xlsx", "The first sheet is hidden and holds lists for menus: it can still be chosen, after the others.",
         workbook(Sheet("Lists", [["region", "channel"], ["Bern", "web"], ["Genf", "shop"]], state="veryHidden"), Sheet("Orders", DATA)), HEAD, TEXTS,
         sheet="Orders", sheets=["Orders", "Lists"])
    case("xlsx_odd_sheet_names.xlsx", "Names of sheets with signs that XML must escape.",
         workbook(Sheet("R&D <\"Ümsätze\"> 🎈", DATA)), HEAD, TEXTS, sheet="R&D <\"Ümsätze\"> 🎈")
    one("xlsx_title_rows.xlsx", "A title, a remark and empty rows above the header.",
        [["Sales report"], None, ["Exported on", "2025-11-30"], None, *DATA], HEAD, TEXTS, expect={"notes": ["preamble"], "header_line": 2, "header_line_in_file": 4})
    one("xlsx_merged_title.xlsx", "A title merged over the width of the table: only its first cell holds it.",
        [["Sales report", Cell(style="text"), Cell(style="text"), Cell(style="text")], *DATA], HEAD, TEXTS, merged=("A1:D1",), expect={"notes": ["preamble"], "header_line": 1})
    one("xlsx_offset.xlsx", "The table begins at C4: the empty rows and columns before it are no part of it.", DATA, HEAD, TEXTS, down=3, right=2,
        expect={"header_line_in_file": 3})
    one("xlsx_note_beside.xlsx", "A remark beside the table: a column without a name.",
        [DATA[0], [*DATA[1], None, "checked by Bob"], DATA[2]], [*HEAD, "Unnamed: 4", "Unnamed: 5"],
        [[*TEXTS[0], None, "checked by Bob"], [*TEXTS[1], None, None]], doubt="The wholly empty column between could be left out; the width is that of the used range here.")
    one("xlsx_gaps.xlsx", "Missing cells, an empty row, a row of formats only, a total.",
        [DATA[0], ["2025-11-01", None, 1], None, [Cell(style="text")] * 4, ["2025-11-02", "bob", None, 20.5], [None, None, None, 30.5]], HEAD,
        [["2025-11-01", None, "1", None], ["2025-11-02", "bob", None, "20.5"], [None, None, None, "30.5"]])
    one("xlsx_header_only.xlsx", "A header and no rows.", DATA[:1], HEAD, [])
    one("xlsx_header_of_years.xlsx", "Numbers name columns; known names beside them tell that it is the header.", [["region", 2024, 2025], ["Bern", 10, 11]],
        ["region", "2024", "2025"], [["Bern", "10", "11"]])
    one("xlsx_header_missing.xlsx", "No header: the first row is data.", [[Cell(DAY, "date"), "ann", 1, 10], [Cell(DAY + 1, "date"), "bob", 2, 20.5]],
        ["Column 1", "Column 2", "Column 3", "Column 4"], [["2025-11-03", "ann", "1", "10"], ["2025-11-04", "bob", "2", "20.5"]],
        expect={"ask_header": True, "header_line": None})
    case("xlsx_named_csv.csv", "A workbook whose name says CSV.", workbook(Sheet(SHEET, DATA)), HEAD, TEXTS)
    add("workbook", "csv_named_xlsx.xlsx", "A CSV whose name says xlsx: Excel refuses it, the content decides here.", TEXT.encode(), csv_table(HEAD, ROWS))


def values():
    one("xlsx_dates_1900.xlsx", "Dates are numbers with a format; the last column has none.", dates(False), ["date", "german", "long", "month", "plain"],
        [["2025-11-03"] * 4 + ["45964"], ["2025-11-04"] * 4 + ["45965"]])
    one("xlsx_dates_1904.xlsx", "The same days in a workbook of an older Mac, which counts from 1904.", dates(True), ["date", "german", "long", "month", "plain"],
        [["2025-11-03"] * 4 + ["44502"], ["2025-11-04"] * 4 + ["44503"]], date1904=True,
        doubt="The last column is a bare number: nobody can tell 1904 from it later, so the epoch of the book should reach the question about spreadsheet days.")
    one("xlsx_dates_edge.xlsx", "Days around the 29 February 1900 that never was.", [["date", "sales"], *[[Cell(day, "date"), 1] for day in (1, 59, 61, 2_958_465)]],
        ["date", "sales"], [["1900-01-01", "1"], ["1900-02-28", "1"], ["1900-03-01", "1"], ["9999-12-31", "1"]])
    one("xlsx_datetime.xlsx", "Dates with a time; the fractions are not exact and must be rounded, not cut.",
        [["date", "when"], [Cell(DAY, "date"), number("45964.604166666664", "datetime")], [Cell(DAY, "date"), number("45964.999988425923", "iso")],
         [Cell(DAY, "date"), number("45964.500005787035", "iso")], [Cell(DAY, "date"), Cell(DAY, "iso")]],
        ["date", "when"], [["2025-11-03", "2025-11-03 14:30:00"], ["2025-11-03", "2025-11-03 23:59:59"], ["2025-11-03", "2025-11-03 12:00:00.500"],
                           ["2025-11-03", "2025-11-03 00:00:00"]],
        doubt="Milliseconds, as a serial day holds no more; the fraction of a Parquet time stamp has six digits.")
    one("xlsx_time.xlsx", "Times of the day without a date.", [["date", "time"], [Cell(DAY, "date"), number("0.52083333333333337", "time")], [Cell(DAY, "date"), Cell(0, "time")]],
        ["date", "time"], [["2025-11-03", "12:30:00"], ["2025-11-03", "00:00:00"]])
    one("xlsx_number_formats.xlsx", "Formats that hold the letters of dates in quotes, brackets and locales are formats of numbers.",
        [["days", "euro", "coloured", "plain"], [Cell(12, "days"), Cell(1234.5, "euro"), Cell(-3.25, "coloured"), 7]], ["days", "euro", "coloured", "plain"],
        [["12", "1234.5", "-3.25", "7"]])
    one("xlsx_percent.xlsx", "Percentages are stored as fractions; the stored value is given.", [["order_id", "discount", "share"], [1, Cell(0.125, "percent"), Cell(1, "whole_percent")]],
        ["order_id", "discount", "share"], [["1", "0.125", "1"]])
    one("xlsx_numbers.xlsx", "Numbers are given in the shortest form that reads back the same, not in the digits of the file.",
        [["order_id", "sales"], [1, number("10.199999999999999")], [2, number("0.30000000000000004")], [3, number("1.2345678901234567E+19")], [4, number("1E-3")], [5, number("1000000000000000")],
         [6, number("5.0")]],
        ["order_id", "sales"], [["1", "10.2"], ["2", "0.30000000000000004"], ["3", "1.2345678901234567e19"], ["4", "0.001"], ["5", "1000000000000000"], ["6", "5"]])
    one("xlsx_numbers_as_text.xlsx", "Numbers stored as text: leading zeros, decimal commas, dates typed as text.",
        [HEAD, [Cell("03.11.2025", "text"), Cell("007", "text"), Cell("000123", "text"), Cell("1.234,50", "text")]], HEAD, [["03.11.2025", "007", "000123", "1.234,50"]])
    one("xlsx_booleans.xlsx", "Yes and no.", [["order_id", "is_gift"], [1, True], [2, False], [3, "TRUE"]], ["order_id", "is_gift"], [["1", "true"], ["2", "false"], ["3", "TRUE"]])
    errors = ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"]
    one("xlsx_errors.xlsx", "Formulas that failed: their error is the cell's text.",
        [["order_id", "sales"], *[[index, Cell(word, kind="e", formula="1/0")] for index, word in enumerate(errors)]], ["order_id", "sales"],
        [[str(index), word] for index, word in enumerate(errors)], doubt="`#N/A` could be missing; as text the row is rejected and the person sees why.")
    one("xlsx_formulas.xlsx", "Formulas with the values that Excel stored beside them; an empty text is no value.",
        [["date", "order_id", "sales", "label"], [Cell(DAY, "date", "DATE(2025,11,3)"), Cell(1, formula="ROW()-1"), Cell(12.5, formula="A1&B1"), Cell("ann & bob", kind="str", formula='"ann"&" & bob"')],
         [Cell(DAY + 1, "date", "A2+1"), Cell(2, formula="B2+1"), Cell("", kind="str", formula='""'), Cell(1, kind="b", formula="TRUE()")]],
        ["date", "order_id", "sales", "label"], [["2025-11-03", "1", "12.5", "ann & bob"], ["2025-11-04", "2", None, "true"]])
    one("xlsx_formulas_without_values.xlsx", "Formulas by a program that never computed them: there is no value to read.",
        [["order_id", "sales"], [1, Cell(formula="5*2")], [2, Cell(formula="B2+1")]], ["order_id", "sales"], [["1", None], ["2", None]],
        doubt="A note should say: open the file in Excel and save it, so that the formulas have values.")
    one("xlsx_inline_strings.xlsx", "Texts in the cells themselves, as streaming writers do.",
        [[Cell(name, kind="inlineStr") for name in HEAD], [Cell("2025-11-01", kind="inlineStr"), Cell(" ann ", kind="inlineStr"), 1, 10]], HEAD, [["2025-11-01", " ann ", "1", "10"]])
    rich = '<si><r><rPr><b/></rPr><t xml:space="preserve">Lee, </t></r><r><t>Ann</t></r><phoneticPr fontId="1"/></si>'
    phonetic = "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
    one("xlsx_rich_text.xlsx", "A text in two fonts is one text; the reading aid of Japanese is none.", [["order_id", "customer_id"], [1, rich], [2, phonetic]], ["order_id", "customer_id"],
        [["1", "Lee, Ann"], ["2", "東京"]])
    one("xlsx_escaped_texts.xlsx", "Characters that XML cannot hold are written _xHHHH_; line breaks and escaped signs.",
        [["order_id", "note"], [1, "two_x000D_\nlines"], [2, "_x005F_x000D_"], [3, "a < b & c > \"d\""], [4, "=1+1"]], ["order_id", "note"],
        [["1", "two\r\nlines"], ["2", "_x000D_"], ["3", "a < b & c > \"d\""], ["4", "=1+1"]])


def structure():
    one("xlsx_no_references.xlsx", "Cells that do not say where they stand: the order tells.", DATA, HEAD, TEXTS, references=False)
    one("xlsx_dimension_lies.xlsx", "The sheet claims a million rows and 16,384 columns; it has three and four.",
        DATA, HEAD, TEXTS, dimension="A1:XFD1048576")
    named = parts(Book([Sheet(SHEET, DATA)]))
    far = named[PART].replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="3"/></row></sheetData>').replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    case("xlsx_far_format.xlsx", "A format was set far out by accident: Ctrl+End goes to the last cell of all.", pack(named | {PART: far}), HEAD, TEXTS)
    prefixed = {}
    for name, text in named.items():
        if name in ("xl/workbook.xml", PART, "xl/sharedStrings.xml", "xl/styles.xml"):
            text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
            head, body = text.split("?>\n", 1)
            body = body.replace("</", "\1").replace("<", "<x:").replace("\1", "</x:")
            text = head + "?>\n" + body
        prefixed[name] = text
    case("xlsx_prefixed.xlsx", "All elements with a namespace prefix, as Microsoft's own toolkit writes them.", pack(prefixed), HEAD, TEXTS)
    absolute = named | {"xl/_rels/workbook.xml.rels": named["xl/_rels/workbook.xml.rels"].replace('Target="', 'Target="/xl/')}
    case("xlsx_absolute_targets.xlsx", "Parts named from the root.", pack(absolute), HEAD, TEXTS)
    elsewhere = {name.replace("worksheets/sheet1.xml", "data/first.xml"): text.replace("worksheets/sheet1.xml", "data/first.xml") for name, text in named.items()}
    case("xlsx_odd_parts.xlsx", "The sheet's part has an unusual name: the relations tell, not the names.", pack(elsewhere), HEAD, TEXTS)
    without = {name: text for name, text in named.items() if name != "xl/styles.xml"}
    without["xl/_rels/workbook.xml.rels"] = without["xl/_rels/workbook.xml.rels"].replace("styles.xml", "none.xml")
    case("xlsx_no_styles.xlsx", "A small writer leaves out the styles.", pack(without), HEAD, TEXTS)
    case("xlsx_streamed.xlsx", "Packed as a stream: sizes behind the data.", zip_file([Member(name, text.encode(), descriptor=True) for name, text in named.items()]), HEAD, TEXTS)


def broken():
    named = parts(Book([Sheet(SHEET, DATA)]))
    whole = pack(named)
    sheet = named[PART]
    bad("xlsx_empty_sheet.xlsx", "A workbook as Excel makes it new.", workbook(Sheet(SHEET, [])), "workbook_empty")
    bad("xlsx_formats_only.xlsx", "Cells with formats and without values.", workbook(Sheet(SHEET, [[Cell(style="date")] * 3] * 3)), "workbook_empty")
    bad("xlsx_three_empty_sheets.xlsx", "Three empty sheets.", workbook(*[Sheet(f"Sheet{index}", []) for index in (1, 2, 3)]), "workbook_empty")
    bad("xlsx_truncated.xlsx", "A download that stopped.", whole[: len(whole) * 3 // 5], "archive_damaged",
        "the list of the files in it, at its end, is missing or damaged",
        doubt="The directory at the end is missing; that it is a workbook shows only in the first member's name, `[Content_Types].xml`.")
    damaged("xlsx_sheet_missing.xlsx", "The part of the sheet is not there.", pack({name: text for name, text in named.items() if "sheet1" not in name}), "is missing")
    damaged("xlsx_sheet_cut.xlsx", "The sheet's XML ends in the middle.", pack(named | {PART: sheet[: len(sheet) // 2]}), "ends early")
    crc = [Member(name, text.encode(), crc=1 if "sheet1" in name else None) for name, text in named.items()]
    damaged("xlsx_crc_error.xlsx", "The sheet's check sum is wrong.", zip_file(crc), "cannot be unpacked")
    crossed = sheet.replace("</row>", "</wor>", 1)
    damaged("xlsx_sheet_crossed.xlsx", "The sheet's XML closes what it did not open.", pack(named | {PART: crossed}), "is not well-formed XML")
    laughs = "".join(f'<!ENTITY l{index} "{f"&l{index - 1};" * 10}">' for index in range(1, 10))
    hostile = sheet.replace("<worksheet", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet').replace("<v>1</v>", "<v>&l9;</v>")
    damaged("xlsx_entities.xlsx", "A sheet whose entities would unfold to two thousand million letters.", pack(named | {PART: hostile}), "refers to a text that is not there (row 1)")
    damaged("xlsx_string_out_of_range.xlsx", "A cell names a shared text that is not there.",
        pack(named | {PART: sheet.replace('t="s"><v>0</v>', 't="s"><v>4000000000</v>')}), "refers to a text that is not there (row 1)")
    damaged("xlsx_reference_out_of_range.xlsx", "A cell that stands beyond all columns and rows.",
        pack(named | {PART: sheet.replace('r="A1"', 'r="ZZZZZZZ99999999999"')}), "has a cell beyond column XFD (row 1)")
    bad("xlsx_encrypted.xlsx", "A workbook with a password to open it: a compound file outside.",
        compound_file({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0", "EncryptedPackage": bytes(range(256))}), "workbook_encrypted")


def register():
    usual()
    values()
    structure()
    broken()
