"""Holds params.py against sales/parameter_ranges.json: python3 -m oracle.ranges"""

import json
import os
import sys

from .params import BadParameter, Params
from .regenerate import SALES


def allowed(settings):
    try:
        Params(settings)
    except BadParameter:
        return False
    return True


def main():
    with open(os.path.join(SALES, "parameter_ranges.json"), encoding="utf-8") as handle:
        entries = json.load(handle)
    wrong = [entry for entry in entries if allowed(entry["set"]) != entry["allowed"]]
    for entry in wrong:
        print(f"{entry['set']} is {'refused' if entry['allowed'] else 'allowed'}")
    print(f"{len(entries)} entries, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
