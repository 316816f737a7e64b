"""What a case is, and the checks that every case must pass before it is written.

The keys of `expected/<case>.json`:

- `area`: the kind of case; `why`: what is odd and where it comes from; `doubt`: where another reading would be as good, or
  where the sources of today read something worse.
- `file`: the file, from the folder of `make.py`; or `generate`: `parts` (texts, each `repeat` times) in an `encoding`, packed
  by `pack`; or `zip`: members of the same text whose names count `{index}` from 0.
- `name`: the path as dropped.
- `tables`: what comes out. For an archive there is one for each member, in any order, and a member that cannot be read has
  a `problem` there; only `generated_zip_most_members` leaves members out. `problem`: why nothing comes out, and the
  exact `sentence` that says so.
- of a table: `name` where it is not the file's; `columns` as Varve calls them, those of the path last; `rows`, in which a
  cell is its text, null where there is none, or `{"text", "repeat"}`; or `row_count` with the `first` and `last` rows;
  `ragged`: the number of a row from 0 and of its cells, in which rows are cut and padded to the width of the header;
  `notes`: codes that must be given, others may be too; `ask_header`; `header_line`: the records above the header, blank
  lines and a `sep=` line not counted, null without a header; `header_line_in_file`: the lines above it, all counted;
  `delimiter` and `encoding` in the words of the page (no `delimiter` where there is one column); `sheet` and `sheets`.
"""

CASES = []

# What a person is told: what, where, and what to do. `{name}` is the file, `{what}` what a problem adds.
SENTENCES = {
    "file_empty": "“{name}” is empty: it holds no bytes at all. Export it again, with its header line.",
    "no_header": "“{name}” has no header line: {what}. Export it again: the first line must name the columns, and each "
    "row must have a line of its own.",
    "file_binary": "“{name}” is not a table: it looks like {what}. Varve reads CSV, Excel (.xlsx), JSON and Parquet; "
    "export the table as one of these.",
    "file_packed": "“{name}” is not a table: it looks like {what}. Unpack it and drop what is in it, or pack that as ZIP "
    "or gzip.",
    "file_utf16": "“{name}” cannot be read: it looks like UTF-16 text without the mark that says so. Save it again as "
    "“CSV UTF-8”.",
    "file_html": "“{name}” is a web page, not a table: the export was probably answered by a login or error page. Open it "
    "in the browser: if it shows your table, open it in Excel and save it as CSV or Excel (.xlsx); if not, export again.",
    "file_xml": "“{name}” is an XML document, not a table. Open it to see what it says: if it is an error message, export "
    "again; if it holds your table, save that as CSV, Excel (.xlsx), JSON or Parquet.",
    "archive_damaged": "“{name}” cannot be unpacked: {what}. It was probably cut or damaged on its way: copy or export it "
    "again.",
    "archive_empty": "“{name}” is an archive without a file in it. Put the tables in it, or drop them as they are.",
    "archive_encrypted": "“{name}” is locked with a password. Unpack it with the password and drop the file itself.",
    "archive_method": "“{name}” is packed in an unusual way ({what}), which Varve does not unpack. Unpack it and drop the "
    "file itself, or pack it again with the usual settings.",
    "archive_nested": "“{name}” is an archive inside an archive. Unpack the outer archive and drop what is in it.",
    "archive_same_names": "“{name}” holds several files of the same name. Unpack it, give each its own name, and drop the "
    "files themselves.",
    "archive_too_big": "“{name}” unpacks to more than Varve takes from an archive: to more than 4.3 GB, or to more than "
    "67 MB and 300 times its packed size. If you expect that much, unpack it and drop what is in it.",
    "archive_too_many": "“{name}” holds {what} files; Varve takes up to 1,000 from one archive. Unpack it and drop the "
    "files that are needed.",
    "json_array_broken": "“{name}” is no valid JSON from record {what}. Export it again: names and texts stand in double "
    "quotes, and NaN, comments or a comma after the last value are not allowed.",
    "json_between": "“{name}” is no valid JSON: after record {what} there is neither a comma nor the array’s end. Export "
    "it again: the values of an array are separated by commas.",
    "json_nothing_readable": "“{name}” holds no record that can be read. What is wrong with the first: {what}. Varve reads "
    "an array of objects, or one object per line, with names and texts in double quotes.",
    "json_single_quotes": "“{name}” looks like JSON written with single quotes, which JSON does not have. Export it with "
    "double quotes; in Python, write it with the module json.",
    "json_cut": "“{name}” ends too early: its array is not closed{what}. It was probably cut on its way: copy or export it "
    "again.",
    "json_beyond": "“{name}” goes on after its array, which ends with record {what}. Remove what follows it, put each "
    "array into a file of its own, or write one object per line.",
    "json_no_records": "“{name}” is JSON, but holds no record with named values. Varve reads an array of objects, or one "
    "object per line: [{{\"date\": \"2024-01-31\", …}}, …].",
    "workbook_damaged": "“{name}” is damaged: its part {what}. Get it again, or open it in Excel, let Excel repair it, and "
    "save it under another name.",
    "workbook_empty": "“{name}” is empty: no cell of its sheets holds a value. Export it again, with its header line.",
    "workbook_encrypted": "“{name}” is protected by a password, so it cannot be read. In Excel, take the password away "
    "(File, Info, Protect Workbook, Encrypt with Password) and save it again.",
    "workbook_kind": "“{name}” cannot be read as a workbook: it is {what}. Open it in Excel or LibreOffice and save the "
    "table as “Excel Workbook (.xlsx)” or CSV.",
    "utf8_malformed": "“{name}” begins like UTF-8 text, but holds bytes that are no characters in it. "
    "It is probably cut or damaged: save it again as “CSV UTF-8”.",
    "utf16_malformed": "“{name}” begins like UTF-16 text, but holds bytes that are no characters in it. "
    "It is probably cut or damaged: save it again as “CSV UTF-8”.",
    "too_many_columns": "“{name}” has 2,500 columns; Varve reads up to 2,000. Leave out the columns that are not needed.",
    "record_too_long": "Row 1 of “{name}” is longer than 17 MB: a quote is probably opened there and never closed. "
    "Close the quote, or write quotes inside a value twice.",
    "parquet_truncated": "“{name}” begins like a Parquet file but ends too early: its last part, the footer, is missing or "
    "cut. Copy or export the file again; the transfer was probably interrupted.",
    "parquet_damaged": "“{name}” is a Parquet file {what}. Copy or export the file again; it was probably damaged on its "
    "way or by the program that wrote it.",
    "parquet_encrypted": "“{name}” is an encrypted Parquet file; Varve has no key for it. Export it without encryption.",
}

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def table(columns, rows, *, name=None, ragged=(), notes=(), ask_header=False, header_line=0, header_line_in_file=None,
          delimiter=None, encoding=None, sheet=None, sheets=None):
    """A table that comes out. `header_line` counts records without blank lines; `header_line_in_file` counts lines."""
    width = len(columns)
    assert len(set(columns)) == width, "column names are distinct"
    sizes = dict(ragged)
    if isinstance(rows, list):
        for index, row in enumerate(rows):
            assert len(row) == width, (index, row, width)
            if index in sizes and sizes[index] < width:
                size = sizes[index]
                assert all(cell is None for cell in row[size:]) and None not in row[:size], (index, row)
        assert all(index < len(rows) and size != width for index, size in ragged)
    out = {}
    if name is not None:
        out["name"] = name
    out["columns"] = list(columns)
    if isinstance(rows, dict):
        out |= rows
    else:
        out["rows"] = [list(row) for row in rows]
    if ragged:
        out["ragged"] = [list(pair) for pair in ragged]
    if notes:
        out["notes"] = list(notes)
    if header_line is not None or ask_header:
        out["ask_header"] = ask_header
        out["header_line"] = header_line
        out["header_line_in_file"] = header_line if header_line_in_file is None else header_line_in_file
    if delimiter:
        out["delimiter"] = DELIMITERS[delimiter]
    if encoding:
        out["encoding"] = encoding
    if sheet is not None:
        out["sheet"] = sheet
        out["sheets"] = list(sheets or [sheet])
    return out


def csv_table(columns, rows, delimiter=",", encoding="UTF-8", **more):
    """A table of a CSV file; a null cell can only be one that its ragged row does not have."""
    if isinstance(rows, list):
        ragged = dict(more.get("ragged", ()))
        for index, row in enumerate(rows):
            assert index in ragged or None not in row, (index, row)
    return table(columns, rows, delimiter=delimiter, encoding=encoding, **more)


def problem(code, sentence=None, what=None):
    """What a person is told. `sentence` is a key of SENTENCES where that is not the code."""
    return {"code": code, "key": sentence or code, "what": what}


def fill(found, name):
    pattern, what = SENTENCES[found["key"]], found["what"]
    assert ("{what}" in pattern) == (what is not None), (name, found)
    return {"code": found["code"], "sentence": pattern.format(name=name, what=what)}


def add(area, file, why, data=None, *tables, problem=None, name=None, generate=None, doubt=None):
    """Registers a case. `file` is the file's name in `files`, its stem the case's name."""
    stem = file.split(".")[0]
    assert all(case["id"] != stem for case in CASES), stem
    assert (data is None) != (generate is None), stem
    assert bool(tables) != bool(problem), stem
    assert data is None or len(data) <= 22_000, (stem, len(data))
    name = name or file
    expected = {"area": area}
    if generate is None:
        expected["file"] = f"files/{file}"
    else:
        expected["generate"] = generate
    expected |= {"name": name, "why": why}
    if tables:
        expected["tables"] = [
            entry | {"problem": fill(entry["problem"], entry["name"])} if "problem" in entry else entry
            for entry in tables
        ]
    if problem:
        expected["problem"] = fill(problem, name)
    if doubt:
        expected["doubt"] = doubt
    CASES.append({"id": stem, "file": file, "data": data, "expected": expected})


def part(text, repeat=1):
    return {"text": text, "repeat": repeat}


def counted(count, first, last):
    """The rows of a table too long to list."""
    return {"row_count": count, "first": [list(row) for row in first], "last": [list(row) for row in last]}


ZEROS = "binary data (it holds bytes of value 0, which text does not have)"
HEAD = ["date", "customer_id", "order_id", "sales"]
ROWS = [["2025-11-01", "ann", "1", "10.00"], ["2025-11-02", "bob", "2", "20.50"]]
TEXT = "date,customer_id,order_id,sales\n2025-11-01,ann,1,10.00\n2025-11-02,bob,2,20.50\n"
