"""What a case is, and the checks that every case must pass before it is written.

The keys of `expected/<case>.json`:

- `area`: the kind of case; `why`: what is odd and where it comes from; `doubt`: where another reading would be as good, or
  where the sources of today read something worse.
- `file`: the file, from the folder of `make.py`; or `generate`: `parts` (texts, each `repeat` times) in an `encoding`, packed
  by `pack`; or `zip`: members of the same text whose names count `{index}` from 0.
- `name`: the path as dropped.
- `tables`: what comes out. For an archive there is one for each member, in any order, and a member that cannot be read has
  a `problem` there; only `generated_zip_most_members` leaves members out. `problem`: why nothing comes out; `sentence` is
  null until the words are fixed.
- of a table: `name` where it is not the file's; `columns` as Varve calls them, those of the path last; `rows`, in which a
  cell is its text, null where there is none, or `{"text", "repeat"}`; or `row_count` with the `first` and `last` rows;
  `ragged`: the number of a row from 0 and of its cells, in which rows are cut and padded to the width of the header;
  `notes`: codes that must be given, others may be too; `ask_header`; `header_line`: the records above the header, blank
  lines and a `sep=` line not counted, null without a header; `header_line_in_file`: the lines above it, all counted;
  `delimiter` and `encoding` in the words of the page (no `delimiter` where there is one column); `sheet` and `sheets`.
"""

CASES = []

# What the sources say today, for problems whose sentence will not change.
SENTENCES = {
    "file_empty": "“{name}” is empty: it holds no bytes at all. Export it again, with its header line.",
    "no_header": "“{name}” has no header line: it holds blank lines only. The first line must name the columns.",
    "no_line_end": "“{name}” has no header line: its first line does not end. The first line must name the columns.",
    "utf8_malformed": "“{name}” begins like UTF-8 text, but holds bytes that are no characters in it. "
    "It is probably cut or damaged: save it again as “CSV UTF-8”.",
    "utf16_malformed": "“{name}” begins like UTF-16 text, but holds bytes that are no characters in it. "
    "It is probably cut or damaged: save it again as “CSV UTF-8”.",
    "too_many_columns": "“{name}” has 2,500 columns; Varve reads up to 2,000. Leave out the columns that are not needed.",
    "record_too_long": "Row 1 of “{name}” is longer than 17 MB: a quote is probably opened there and never closed. "
    "Close the quote, or write quotes inside a value twice.",
    "parquet_truncated": "“{name}” begins like a Parquet file but ends too early: its last part, the footer, is missing or "
    "cut. Copy or export the file again; the transfer was probably interrupted.",
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


def problem(code, sentence=None):
    """What a person is told. `sentence` is a key of SENTENCES, or nothing where the words are not yet fixed."""
    return {"code": code, "key": sentence}


def fill(found, name):
    return {"code": found["code"], "sentence": SENTENCES[found["key"]].format(name=name) if found["key"] else None}


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


HEAD = ["date", "customer_id", "order_id", "sales"]
ROWS = [["2025-11-01", "ann", "1", "10.00"], ["2025-11-02", "bob", "2", "20.50"]]
TEXT = "date,customer_id,order_id,sales\n2025-11-01,ann,1,10.00\n2025-11-02,bob,2,20.50\n"
