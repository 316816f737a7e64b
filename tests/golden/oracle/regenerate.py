"""Writes expected/*.csv of golden cases: python3 -m oracle.regenerate [CASE…] (default: all under ../sales)."""

import json
import os
import shutil
import sys

from .export import write_table
from .tables import Run

SALES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sales")


def regenerate(name):
    folder = os.path.join(SALES, name)
    with open(os.path.join(folder, "case.json"), encoding="utf-8") as handle:
        case = json.load(handle)
    paths = [os.path.join(folder, file) for file in case["files"]]
    run = Run(paths, case["parameters"], case["as_of"])
    expected = os.path.join(folder, "expected")
    shutil.rmtree(expected, ignore_errors=True)
    for table, columns, rows in run.tables:
        write_table(expected, table, columns, rows)
    st = run.staging
    print(f"{name}: {len(st.rows)} rows, {len(st.accepted)} accepted, {len(run.warehouse.customers)} customers, "
          f"quality {run.score} {run.grade}")


def main():
    names = sys.argv[1:] or sorted(n for n in os.listdir(SALES) if os.path.exists(os.path.join(SALES, n, "case.json")))
    for name in names:
        regenerate(name)


if __name__ == "__main__":
    main()
