"""Stores pipeline: python3 -m oracle.stores --out DIR [--set name=value]… FILES… [--batch FILES…]"""

import sys

from .stores_business import Business
from .export import write_table
from .stores_files import InputError, read_batches
from .stores_insights import insights
from .stores_params import BadParameter, Params
from .stores_quality import quality_report
from .stores_staging import REJECTED, Staging
from .stores_warehouse import Warehouse


class Run:
    """All tables of some batches of files."""

    def __init__(self, batches, settings):
        self.params = Params(settings)
        files, self.skipped = read_batches(batches, self.params.time_column)
        self.staging = Staging(files, self.params)
        self.warehouse = Warehouse(self.staging, self.params)
        self.business = Business(self.warehouse, self.params)
        quality = quality_report(self.staging, self.warehouse)
        self.tables = [("rejected", REJECTED, self.staging.rejected_table()), *self.warehouse.tables,
                       *self.business.tables, insights(self.business, quality[2]), quality]

    def table(self, name):
        return next(t for t in self.tables if t[0] == name)


def main():
    out, settings, batches = None, {}, [[]]
    words = iter(sys.argv[1:])
    for word in words:
        if word == "--out":
            out = next(words)
        elif word == "--set":
            name, _, value = next(words).partition("=")
            settings[name] = value
        elif word == "--batch":
            batches.append([])
        else:
            batches[-1].append(word)
    if out is None or not batches[0]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        run = Run(batches, settings)
    except (InputError, BadParameter) as problem:
        print(problem, file=sys.stderr)
        return 1
    for table in run.tables:
        write_table(out, *table)
    accepted = {name: len(lines) for name, lines in run.staging.accepted.items()}
    print(f"accepted {accepted}, rejected {len(run.staging.rejects)}, skipped {run.skipped}, as_of {run.business.as_of}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
