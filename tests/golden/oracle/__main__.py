"""python3 -m oracle --out DIR [--as-of D] [--set k=v]… FILES…"""

import argparse
import sys

from .export import write_table
from .files import InputError
from .params import BadParameter
from .tables import Run


def main():
    parser = argparse.ArgumentParser(prog="oracle", description="Reference implementation of the sales pipeline.")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--as-of")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    settings = dict(setting.split("=", 1) for setting in given.set)
    try:
        run = Run(given.files, settings, given.as_of)
    except (InputError, BadParameter) as problem:
        print(problem, file=sys.stderr)
        return 1
    for name, columns, rows in run.tables:
        write_table(given.out, name, columns, rows)
    st, wh = run.staging, run.warehouse
    print(f"rows {len(st.rows)}, accepted {len(st.accepted)}, rejected {len(st.rejects)}, as_of {wh.as_of}")
    print(f"customers {len(wh.customers)}, orders {len(wh.orders)}, quality {run.score} ({run.grade}), "
          f"cut_high {wh.cut_high}, cut_low {wh.cut_low}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
