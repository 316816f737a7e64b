"""A writer of xlsx workbooks that can also write what Excel never would."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from .packers import Member, zip_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Number formats of the styles, by index; a number is one of Excel's own.
STYLES = {"general": 0, "date": 14, "datetime": 22, "percent": 10, "german": "dd.mm.yyyy", "time": 20, "text": 49, "days": '0" days"',
          "long": "[$-407]d. mmmm yyyy", "euro": '#,##0.00\\ "€"', "coloured": "[Red]-0.00;[Blue]0.00", "whole_percent": 9, "iso": "yyyy\\-mm\\-dd hh:mm:ss",
          "month": "mmm yy"}


@dataclass
class Cell:
    """A cell as it is written: `kind` is its `t`, `value` the text in it."""

    value: object = None
    style: str = "general"
    formula: str | None = None
    kind: str | None = None


@dataclass
class Sheet:
    name: str
    rows: list
    state: str | None = None
    merged: tuple = ()
    dimension: str | None = None
    down: int = 0
    right: int = 0
    references: bool = True
    xml: str | None = None


@dataclass
class Book:
    sheets: list
    date1904: bool = False
    shared: list = field(default_factory=list)


def letters(column):
    out = ""
    while column >= 0:
        out = chr(65 + column % 26) + out
        column = column // 26 - 1
    return out


def cell_xml(book, cell, reference):
    if not isinstance(cell, Cell):
        cell = Cell(cell)
    kind, value = cell.kind, cell.value
    if value is None and cell.formula is None and cell.style == "general":
        return ""
    inner = f"<f>{escape(cell.formula)}</f>" if cell.formula is not None else ""
    if kind is None and isinstance(value, bool):
        kind, value = "b", int(value)
    if kind == "inlineStr":
        inner += f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    elif kind is None and isinstance(value, str):
        item = value if value.startswith("<si>") else f'<si><t xml:space="preserve">{escape(value)}</t></si>'
        if item not in book.shared:
            book.shared.append(item)
        kind = "s"
        inner += f"<v>{book.shared.index(item)}</v>"
    elif value is not None:
        inner += f"<v>{escape(str(value))}</v>"
    style = list(STYLES).index(cell.style)
    attributes = (f' r="{reference}"' if reference else "") + (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    return f"<c{attributes}>{inner}</c>" if inner else f"<c{attributes}/>"


def sheet_xml(book, sheet):
    if sheet.xml is not None:
        return sheet.xml
    rows = []
    for index, row in enumerate(sheet.rows):
        if row is None:
            continue
        number = index + 1 + sheet.down
        cells = "".join(cell_xml(book, cell, f"{letters(column + sheet.right)}{number}" if sheet.references else None) for column, cell in enumerate(row))
        rows.append(f'<row r="{number}">{cells}</row>' if sheet.references else f"<row>{cells}</row>")
    dimension = f'<dimension ref="{sheet.dimension}"/>' if sheet.dimension else ""
    merged = "".join(f'<mergeCell ref="{place}"/>' for place in sheet.merged)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{dimension}<sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def styles_xml():
    own = [code for code in STYLES.values() if isinstance(code, str)]
    formats = "".join(f"<numFmt numFmtId=\"{164 + index}\" formatCode={quoteattr(code)}/>" for index, code in enumerate(own))
    ids = [164 + own.index(code) if isinstance(code, str) else code for code in STYLES.values()]
    cells = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for number in ids)
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(own)}">{formats}</numFmts><fonts count="1"><font/></fonts>'
            f'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            f'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(ids)}">{cells}</cellXfs></styleSheet>')


def parts(book):
    """The parts of the workbook by name, in the order in which Excel packs them."""
    sheets = [(f"xl/worksheets/sheet{index + 1}.xml", sheet_xml(book, sheet)) for index, sheet in enumerate(book.sheets)]
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings")]
    overrides += [(name, "worksheet") for name, _ in sheets]
    types = "".join(f'<Override PartName="/{name}" ContentType="{kinds}.{kind}+xml"/>' for name, kind in overrides)
    named = "".join(f'<sheet name={quoteattr(sheet.name)} sheetId="{index + 1}"' + (f' state="{sheet.state}"' if sheet.state else "") + f' r:id="rId{index + 1}"/>'
                    for index, sheet in enumerate(book.sheets))
    count = len(sheets)
    links = "".join(f'<Relationship Id="rId{index + 1}" Type="{LINKS}/worksheet" Target="worksheets/sheet{index + 1}.xml"/>' for index in range(count))
    links += f'<Relationship Id="rId{count + 1}" Type="{LINKS}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="rId{count + 2}" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    properties = f'<workbookPr date1904="1"/>' if book.date1904 else "<workbookPr/>"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **dict(sheets),
        "xl/styles.xml": styles_xml(),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(book.shared)}">{"".join(book.shared)}</sst>',
    }


def pack(named):
    return zip_file([Member(name, text.encode() if isinstance(text, str) else text) for name, text in named.items()])


def workbook(*sheets, **more):
    return pack(parts(Book(list(sheets), **more)))
