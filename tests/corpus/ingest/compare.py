"""Reads every CSV case, plain or packed by gzip, with three other readers and lists where they read something else.

Needs pandas and DuckDB. The readers are told what a person would tell them: Python and pandas the delimiter, the encoding
and the lines to leave out; DuckDB nothing at first, and then, where it reads something else, the same and the columns.
DuckDB gives empty cells as null and pandas absent cells as empty, so the two count as the same for them. Names that nobody
wrote (for empty or repeated header cells, for files without a header) are not compared.
"""

import argparse
import csv
import gzip
import io
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas

HERE = Path(__file__).resolve().parent
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
CODECS = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}
AREAS = ("dialect", "encoding", "cells", "not a table", "archive")


class OddReading(Exception):
    """A reading that has not the shape of a table of names and rows."""


def tables():
    """The cases with one stored table of CSV: name, bytes, what is expected."""
    for path in sorted((HERE / "expected").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        found = case.get("tables", [])
        if case["area"] not in AREAS or "file" not in case or len(found) != 1 or "encoding" not in found[0] or "rows" not in found[0]:
            continue
        data = (HERE / case["file"]).read_bytes()
        if data[:4] == b"PK\3\4":
            continue
        yield path.stem, gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, found[0]


def fit(rows, width):
    """Rows cut and padded to the width of the header, as ragged rows are written down."""
    return [(row + [None] * width)[:width] for row in rows]


def by_python(text, table):
    delimiter = DELIMITERS.get(table.get("delimiter"), "\1")
    # A physical line for each item: csv then sees the line ends inside quotes as they are.
    records = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row and (len(row) > 1 or row[0].strip() or row == [""])]
    line = table["header_line"]
    if text.lower().startswith("sep="):
        records = records[1:]
    header, rows = (table["columns"], records) if line is None else (records[line], records[line + 1 :])
    return header, rows


def by_pandas(data, table):
    line = table["header_line_in_file"]
    options = {"sep": DELIMITERS.get(table.get("delimiter"), "\1"), "dtype": str, "keep_default_na": False, "encoding": CODECS[table["encoding"]]}
    if line is None:
        options |= {"header": None, "names": table["columns"]}
    elif line:
        options["skiprows"] = line
    frame = pandas.read_csv(io.BytesIO(data), **options)
    if not isinstance(frame.index, pandas.RangeIndex):
        raise OddReading("takes the first column for an index")
    return [str(name) for name in frame.columns], [[None if pandas.isna(cell) else cell for cell in row] for row in frame.values.tolist()]


def by_duckdb(data, text, table, told):
    options = ["all_varchar=true"]
    if told:
        # Its encodings are an extension; what is told is the text.
        data = text.encode()
        line = table["header_line_in_file"]
        delimiter = DELIMITERS.get(table.get("delimiter"), "\1").replace("\t", "\\t")
        columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(len(table["columns"])))
        options += ["auto_detect=false", f"columns={{{columns}}}", f"delim='{delimiter}'", "quote='\"'", "escape='\"'", f"skip={line or 0}",
                    f"header={'false' if line is None else 'true'}", "null_padding=true", "strict_mode=false"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.csv"
        path.write_bytes(data)
        with duckdb.connect() as connection:
            found = connection.execute(f"SELECT * FROM read_csv('{path}', {', '.join(options)})")
            names = table["columns"] if told else [column[0] for column in found.description]
            return names, [list(row) for row in found.fetchall()]


def difference(found, wanted, same_empty):
    """What differs, in a few words; nothing where nothing does."""
    (names, rows), (columns, expected_rows) = found, wanted
    width = len(columns)
    written = [(index, name) for index, name in enumerate(columns) if not name.startswith(("Unnamed:", "Column ")) and name.rsplit("_", 1)[-1] not in ("2", "3")]
    said = [(name, names[index].strip()) for index, name in written if index < len(names) and names[index].strip() != name]
    if len(names) != width and not (len(names) > width and all(not row for row in rows)):
        return f"{len(names)} columns for {width}: {show(names)}"
    if said:
        return f"column {show(said[0][1])} for {show(said[0][0])}"
    rows = fit(rows, width)
    if len(rows) != len(expected_rows):
        return f"{len(rows)} rows for {len(expected_rows)}"
    for index, (row, expected_row) in enumerate(zip(rows, expected_rows, strict=True)):
        for own, other in zip(row, expected_row, strict=True):
            if own != other and not (same_empty and not own and not other):
                return f"row {index + 1}: {show(own)} for {show(other)}"
    return None


def show(value):
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 70 else text[:67] + "…"


def attempt(read, arguments, wanted, same_empty):
    try:
        return difference(read(*arguments), wanted, same_empty)
    except OddReading as odd:
        return str(odd)
    except Exception as error:  # whatever a reader says is its answer
        said = re.sub(r"\S*/case\.csv", "the file", " ".join(str(error).split()))
        return f"refuses: {said[:110]}"


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    csv.field_size_limit(1 << 24)
    counts, total = dict.fromkeys(("python", "pandas", "duckdb", "duckdb, told"), 0), 0
    for name, data, table in tables():
        total += 1
        wanted = (table["columns"], table["rows"])
        text = data.decode(CODECS[table["encoding"]])
        answers = {
            "python": attempt(by_python, (text, table), wanted, False),
            "pandas": attempt(by_pandas, (data, table), wanted, True),
            "duckdb": attempt(by_duckdb, (data, text, table, False), wanted, True),
        }
        told = attempt(by_duckdb, (data, text, table, True), wanted, True) if answers["duckdb"] else None
        if answers["duckdb"]:
            answers["duckdb, told"] = told
        for reader, answer in answers.items():
            counts[reader] += answer is None
            if answer:
                print(f"{name:34} {reader:13} {answer}")
    told = counts.pop("duckdb, told")
    print(f"\n{total} tables; read alike by " + ", ".join(f"{reader} {count}" for reader, count in counts.items()) + f", duckdb when told {counts['duckdb'] + told}")


if __name__ == "__main__":
    main()
