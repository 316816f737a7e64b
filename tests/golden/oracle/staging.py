"""Sections 2 and 3 up to the rejects: raw, cleaned and rejected rows, and the counts that the checks need."""

import hashlib
import re
from collections import Counter
from math import isinf

from . import cells
from .cells import is_missing, parse_number, text_value

RAW_COLUMNS = ["source_file", "source_row", "unnamed_0", "date_raw", "customer_id", "order_id", "sales",
               "quantity", "unit_price", "product", "channel", "country"]
CLEANED_COLUMNS = ["date_parsed", "customer_id", "order_id", "sales_amount", "data_quality_flag", "product", "channel",
                   "country", "quantity", "unit_price", "source_file", "source_row"]
REJECTED_COLUMNS = ["source_file", "source_row", "column", "value", "reason", "detail"]

DETAIL = {
    "ragged_row": "The row has another number of cells than the header.",
    "invalid_date": "The date is missing or cannot be read.",
    "invalid_customer": "The customer is missing.",
    "invalid_order": "The order is missing.",
    "invalid_sales": "The amount is missing or is not a number.",
    "non_positive_sales": "The amount is not above zero.",
    "date_out_of_range": "The date lies outside the allowed range or far away from all others.",
    "after_as_of": "The date is later than as_of.",
    "duplicate_row": "The row repeats an earlier one.",
    "orphan_return": "The customer of this return has no accepted purchase.",
}


class Line:
    """A row that is not ragged, with its parsed values."""

    def __init__(self, row):
        self.row = row
        self.key = (row.file.name, row.number)
        self.date = self.customer = self.order = self.amount = None
        self.numbers = {}  # sales, quantity, unit_price as parsed

    def is_purchase(self):
        return self.amount > 0


class Staging:
    """The result of the layer. `accepted` is in the order of stg_sales_cleaned."""

    def __init__(self):
        self.rows = []             # every Row
        self.lines = []            # every row that is not ragged
        self.accepted = []
        self.rejects = []          # (key, column, value, reason)
        self.reach_duplicate = 0   # rows that reach the duplicate rule
        self.duplicates = 0
        self.date_order_uncertain = False
        self.derive_order_id = False

    def count(self, reason):
        return sum(r[3] == reason for r in self.rejects)


def run(files, params):
    """Staging of all files."""
    st = Staging()
    st.derive_order_id = params.derive_order_id
    if params.hash_customer_ids:
        hash_customers(files, params.hash_salt)
    st.rows = [row for file in files for row in file.rows]
    st.lines = [Line(row) for row in st.rows if not row.ragged]
    for row in st.rows:
        if row.ragged:
            st.rejects.append(((row.file.name, row.number), None, str(len(row.cells)), "ragged_row"))
    parse(st, params)

    kept = st.lines
    kept = reject_cells(st, kept, params)
    kept = reject_fixed_dates(st, kept, params)
    kept = reject_isolated(st, kept, params)
    kept = reject_duplicates(st, kept, params)
    kept = reject_orphans(st, kept)
    st.accepted = kept
    st.rejects.sort(key=lambda r: (r[0][0].encode("utf-8"), r[0][1]))
    if len(st.rows) != len(st.accepted) + len(st.rejects):
        raise AssertionError("rows read are not rows accepted plus rows rejected")
    return st


def hash_customers(files, salt):
    """Replaces every customer id that is not missing, before anything else looks at it."""
    for file in files:
        at = file.place["customer_id"]
        for row in file.rows:
            value = text_value(row.text("customer_id"))
            if value is not None:
                row.cells[at] = hashlib.sha256((salt + value).encode("utf-8")).hexdigest()[:16]


def parse(st, params):
    """Decides date order and decimal marks, one per column over all files, then reads every cell."""
    votes = Counter(cells.date_vote(line.row.text("date") or "") for line in st.lines)
    day_first = votes["dmy"] > votes["mdy"]
    if params.date_order == "auto":
        shapes = votes["dmy"] + votes["mdy"] + votes[""]
        st.date_order_uncertain = shapes > 0 and votes["dmy"] == votes["mdy"]
    else:
        day_first = params.date_order == "dmy"

    marks = {}
    for column in ("sales", "quantity", "unit_price"):
        if params.decimal_mark == "auto":
            votes = Counter(cells.decimal_vote(line.row.text(column)) for line in st.lines)
            marks[column] = "," if votes[","] > votes["."] else "."
        else:
            marks[column] = params.decimal_mark

    for line in st.lines:
        row = line.row
        line.date = cells.parse_date(row.text("date"), day_first)
        line.customer = text_value(row.text("customer_id"))
        line.order = text_value(row.text("order_id"))
        if line.order is None and params.derive_order_id and line.customer is not None and line.date is not None:
            line.order = f"{line.customer}|{line.date.day.isoformat()}"
        line.numbers = {column: parse_number(row.text(column), mark) for column, mark in marks.items()}
        if row.file.amount_from_sales:
            line.amount = line.numbers["sales"]
        elif line.numbers["quantity"] is not None and line.numbers["unit_price"] is not None:
            product = line.numbers["quantity"] * line.numbers["unit_price"]
            line.amount = None if isinf(product) else product


def amount_present(line):
    """For CMP_04 and CON_03: the amount's cell, or both cells, not missing."""
    columns = ["sales"] if line.row.file.amount_from_sales else ["quantity", "unit_price"]
    return all(not is_missing(line.row.text(column)) for column in columns)


def reject_cells(st, lines, params):
    """invalid_date … non_positive_sales."""
    kept = []
    for line in lines:
        found = broken_cell(line, params)
        if found:
            st.rejects.append((line.key, *found))
        else:
            kept.append(line)
    return kept


def broken_cell(line, params):
    row = line.row
    if line.date is None:
        return "date", row.text("date"), "invalid_date"
    if line.customer is None:
        return "customer_id", row.text("customer_id"), "invalid_customer"
    if line.order is None:
        return "order_id", row.text("order_id"), "invalid_order"
    if line.amount is None:
        if row.file.amount_from_sales:
            column = "sales"
        else:
            column = "quantity" if line.numbers["quantity"] is None else "unit_price"
        return column, row.text(column), "invalid_sales"
    if line.amount == 0 or (line.amount < 0 and params.negative_sales == "reject"):
        if row.file.amount_from_sales:
            value = row.text("sales")
        else:
            value = f"{row.text('quantity')} * {row.text('unit_price')}"
        return "sales", value, "non_positive_sales"
    return None


def reject_fixed_dates(st, lines, params):
    """date_out_of_range by the parameters, then after_as_of."""
    kept = []
    for line in lines:
        day = line.date.day
        if day < params.min_date or day > params.max_date:
            st.rejects.append((line.key, "date", line.row.text("date"), "date_out_of_range"))
        elif params.as_of is not None and day > params.as_of:
            st.rejects.append((line.key, "date", line.row.text("date"), "after_as_of"))
        else:
            kept.append(line)
    return kept


def reject_isolated(st, lines, params):
    """Few rows on the far side of a wide gap between days, at either end; both ends judged on the full set."""
    if params.isolated_gap_days == 0:
        return lines
    counts = Counter(line.date.day for line in lines)
    days = sorted(counts)
    limit = params.isolated_share * len(lines) + 1e-9
    most_early = most_late = 0
    early_until = late_from = None
    for before, after in zip(days, days[1:]):
        if (after - before).days <= params.isolated_gap_days:
            continue
        early = sum(n for day, n in counts.items() if day <= before)
        late = sum(n for day, n in counts.items() if day >= after)
        if most_early < early <= limit:
            most_early, early_until = early, before
        if most_late < late <= limit:
            most_late, late_from = late, after
    kept = []
    for line in lines:
        day = line.date.day
        if (early_until is not None and day <= early_until) or (late_from is not None and day >= late_from):
            st.rejects.append((line.key, "date", line.row.text("date"), "date_out_of_range"))
        else:
            kept.append(line)
    return kept


def duplicate_key(line, extra_columns):
    """Columns of section 1 but unnamed_0 by parsed value, other columns by trimmed text."""
    row = line.row
    known = (line.date.day, line.customer, line.order, line.numbers["sales"], line.numbers["quantity"],
             line.numbers["unit_price"], text_value(row.text("product")), text_value(row.text("channel")),
             text_value(row.text("country")))
    at = row.file.extra
    return known, tuple(row.cells[at[name]].strip() if name in at else "" for name in extra_columns)


def reject_duplicates(st, lines, params):
    extra_columns = sorted({name for line in lines for name in line.row.file.extra})
    seen, kept = set(), []
    st.reach_duplicate = len(lines)
    for line in lines:
        key = duplicate_key(line, extra_columns)
        if key in seen:
            st.duplicates += 1
            if params.duplicates == "drop":
                st.rejects.append((line.key, None, None, "duplicate_row"))
                continue
        seen.add(key)
        kept.append(line)
    return kept


def reject_orphans(st, lines):
    buyers = {line.customer for line in lines if line.is_purchase()}
    kept = []
    for line in lines:
        if not line.is_purchase() and line.customer not in buyers:
            st.rejects.append((line.key, "customer_id", line.row.text("customer_id"), "orphan_return"))
        else:
            kept.append(line)
    return kept


# ---- tables --------------------------------------------------------------------------------

def raw_table(st):
    columns = ["unnamed_0", "date", "customer_id", "order_id", "sales", "quantity", "unit_price",
               "product", "channel", "country"]
    return [[row.file.name, row.number] + [row.text(column) for column in columns] for row in st.rows]


def cleaned_table(st):
    return [[line.date.day, line.customer, line.order, line.amount, "VALID" if line.is_purchase() else "RETURN",
             text_value(line.row.text("product")), text_value(line.row.text("channel")),
             text_value(line.row.text("country")), line.numbers["quantity"], line.numbers["unit_price"], *line.key]
            for line in st.accepted]


def rejected_table(st):
    return [[*key, column, value, reason, DETAIL[reason]] for key, column, value, reason in st.rejects]


# ---- corrections (COR_01..04) ----------------------------------------------------------------

_PLAIN_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def corrections(st):
    """Counts of accepted rows: ids trimmed, amounts reformatted, time of day dropped, offset to UTC."""
    trimmed = reformatted = times = offsets = 0
    for line in st.accepted:
        row = line.row
        ids = [row.text("customer_id"), row.text("order_id")]
        trimmed += any(not is_missing(text) and text != text.strip() for text in ids)
        columns = ["sales"] if row.file.amount_from_sales else ["quantity", "unit_price"]
        reformatted += any(not _PLAIN_AMOUNT.fullmatch(row.text(column)) for column in columns)
        times += line.date.had_time
        offsets += line.date.had_offset
    return trimmed, reformatted, times, offsets
