"""Writes expected/*.csv of the stores cases: python3 -m oracle.stores_regenerate [CASE…] (default: all)."""

import json
import os
import shutil
import sys

from .export import write_table
from .stores import Run

CASES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stores")


def batches_of(case):
    return case.get("batches") or [case["files"]]


def regenerate(name):
    folder = os.path.join(CASES, name)
    with open(os.path.join(folder, "case.json"), encoding="utf-8") as handle:
        case = json.load(handle)
    settings = dict(case["parameters"])
    if case["as_of"]:
        settings["as_of"] = case["as_of"]
    run = Run([[os.path.join(folder, file) for file in batch] for batch in batches_of(case)], settings)
    expected = os.path.join(folder, "expected")
    shutil.rmtree(expected, ignore_errors=True)
    for table in run.tables:
        write_table(expected, *table)
    accepted = [len(lines) for lines in run.staging.accepted.values()]
    print(f"{name}: accepted {accepted}, rejected {len(run.staging.rejects)}, "
          f"insights {len(run.table('insights')[2])}, skipped {run.skipped}")


def main():
    names = sys.argv[1:] or sorted(n for n in os.listdir(CASES) if os.path.exists(os.path.join(CASES, n, "case.json")))
    for name in names:
        regenerate(name)


if __name__ == "__main__":
    main()
