"""Writes the corpus: `python3 make.py`; `python3 make.py --check` only says what would change.

Needs openpyxl 3.1.5 and pyarrow 26.0.1: other versions write other bytes of the same tables.
"""

import argparse
import json
from pathlib import Path

from recipes import archives, case, cells, delimited, encodings, json_records, not_tables, parquet_files, paths, workbooks

HERE = Path(__file__).resolve().parent
AREAS = (delimited, encodings, cells, not_tables, archives, workbooks, json_records, parquet_files, paths)
# Lists whose items stand on a line each.
LONG = {"rows", "tables", "first", "last", "parts", "zip"}


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def pretty(value, key="", indent=""):
    """JSON for reading: a line for each key, and for each row."""
    inner = indent + "  "
    if isinstance(value, dict) and (key in ("", "tables", "generate") or "parts" in value):
        lines = [f"{inner}{compact(name)}: {pretty(item, name, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and value and key in LONG:
        return "[\n" + ",\n".join(inner + pretty(item, "tables" if key == "tables" else "cell", inner) for item in value) + f"\n{indent}]"
    return compact(value)


def wanted():
    """All files of the corpus by path."""
    for area in AREAS:
        area.register()
    found = {}
    for entry in case.CASES:
        if entry["data"] is not None:
            found[HERE / "files" / entry["file"]] = entry["data"]
        text = pretty(entry["expected"])
        assert json.loads(text) == entry["expected"], entry["id"]
        # Characters that end lines or turn the writing direction would make the file hard to read and to compare.
        for character in "\u2028\u2029\u0085\u00a0\u202f\u2007\u3000\u200b\u200d\u200f\u202a\u202c\u202e\ufeff":
            text = text.replace(character, f"\\u{ord(character):04x}")
        found[HERE / "expected" / f"{entry['id']}.json"] = (text + "\n").encode()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything would change")
    check = parser.parse_args().check
    found = wanted()
    old = {path for folder in ("files", "expected") for path in (HERE / folder).glob("*")}
    changed = [path for path, data in found.items() if path not in old or path.read_bytes() != data]
    gone = sorted(old - set(found))
    for path in sorted(changed) + gone:
        print("gone" if path in gone else "changed" if path in old else "new", path.relative_to(HERE))
    if not check:
        for path in changed:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found[path])
        for path in gone:
            path.unlink()
    print(f"{len(case.CASES)} cases, {sum(map(len, found.values()))} bytes, {len(changed) + len(gone)} files {'differ' if check else 'written or removed'}")
    return int(check and bool(changed or gone))


if __name__ == "__main__":
    raise SystemExit(main())
