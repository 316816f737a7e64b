"""The sample generator of section 13: python3 -m oracle.sample [--rows N] [--seed S] [--dirty KIND=SHARE]… [--dimensions]"""

import argparse
import sys
from datetime import date, timedelta
from math import exp, floor, sqrt

MASK = (1 << 64) - 1
START, D, G = date(2021, 1, 1), 685, 0.12
ORDER_COUNTS = [28753, 3305, 1114, 244, 48, 12, 1]
KINDS = ["bad_date", "missing_customer", "missing_order", "bad_sales", "negative_sales", "zero_sales", "duplicate",
         "ragged", "late_date"]
BAD = {
    "bad_date": (0, ["", "not a date", "2021-02-30", "13/32/2021"]),
    "missing_customer": (1, ["", "NULL", "N/A", "   "]),
    "missing_order": (2, ["", "null", "NA", "NaN"]),
    "bad_sales": (3, ["", "abc", "12.3.4", "--5"]),
}


class SplitMix64:
    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def u(self):
        return (self.next() >> 11) * 2.0**-53

    def z(self):
        total = 0.0
        for _ in range(12):
            total += self.u()
        return total - 6


def generate(rows=40000, seed=42, dirty=None, dimensions=False):
    """The sample as CSV text."""
    rng, ids, lines = SplitMix64(seed), set(), []
    while len(lines) < rows:
        lines += customer(rng, ids, dimensions)[:rows - len(lines)]
    lines.sort(key=lambda line: line[0])  # stable: by day, then order of creation
    dirty = {kind: share for kind, share in (dirty or {}).items()}
    out = [",Date,Customer ID,Order ID,Sales" + (",Product,Channel,Country" if dimensions else "")]
    for i, (day, who, cents, more) in enumerate(lines):
        # cells after the index; the date stays a date until it is written
        cells = [START + timedelta(day), str(who), str(i + 1), f"{cents // 100}.{cents % 100:02d}", *more]
        copies = 1
        if any(share > 0 for share in dirty.values()):
            u = rng.u()
            pick = floor(4 * rng.u())
            copies = spoil(cells, kind_of(u, dirty), pick)
        if isinstance(cells[0], date):
            cells[0] = cells[0].isoformat()
        out += [",".join([str(i), *cells])] * copies
    return "\n".join(out) + "\n"


def customer(rng, ids, dimensions):
    """All order lines of one new customer."""
    while True:
        who = 100001 + floor(899999 * rng.u())
        if who not in ids:
            break
    ids.add(who)
    v, count, running = 33477 * rng.u(), 0, 0
    for index, share in enumerate(ORDER_COUNTS):
        running += share
        if running > v:
            count = 1 + index
            break
    zc = rng.z()
    lines = []
    for _ in range(count):
        u = rng.u()
        day = min(D - 1, floor(D * (sqrt(1 + u * (2 * G + G * G)) - 1) / G))
        cents = max(100, floor(100 * exp(4.998 + 0.24 * zc + 0.436 * rng.z()) + 0.5))
        more = []
        if dimensions:
            more.append(f"P{1 + floor(50 * rng.u()):03d}")
            more.append(("web", "store", "phone")[floor(3 * rng.u())])
            more.append(("FR", "DE", "ES", "IT", "GB")[floor(5 * rng.u())])
        lines.append((day, who, cents, more))
    return lines


def kind_of(u, dirty):
    running = 0.0
    for kind in KINDS:
        running += dirty.get(kind, 0)
        if running > u:
            return kind
    return None


def spoil(cells, kind, pick):
    """Makes the line dirty in place; the number of times that it is written."""
    if kind in BAD:
        at, texts = BAD[kind]
        cells[at] = texts[pick]
    elif kind == "negative_sales":
        cells[3] = "-" + cells[3]
    elif kind == "zero_sales":
        cells[3] = "0.00"
    elif kind == "ragged":
        cells.pop()
    elif kind == "late_date":
        day = cells[0]
        leap = (day.month, day.day) == (2, 29)
        cells[0] = day.replace(year=day.year + 50, day=28 if leap else day.day)
    return 2 if kind == "duplicate" else 1


def main():
    parser = argparse.ArgumentParser(prog="oracle.sample")
    parser.add_argument("--rows", type=int, default=40000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--dirty", action="append", default=[], metavar="KIND=SHARE")
    parser.add_argument("--dimensions", action="store_true")
    given = parser.parse_args()
    dirty = {kind: float(share) for kind, share in (pair.split("=") for pair in given.dirty)}
    sys.stdout.buffer.write(generate(given.rows, given.seed, dirty, given.dimensions).encode())


if __name__ == "__main__":
    main()
