"""Stores, section 4: rejected rows, accepted rows, upserts. Also section 3 (what is left of card and cvv)."""

import re
from datetime import datetime

from . import stores_cells as cells
from .cells import text_value
from .stores_files import COLUMNS, TIMES, kind_of

REJECTED = ["input_table", "source_file", "source_row", "column", "value", "reason", "detail"]
STATUS = {"accepted": "accepted", "approved": "accepted", "refused": "refused", "rejected": "refused",
          "declined": "refused", "cancelled": "cancelled", "canceled": "cancelled"}
DETAIL = {
    "ragged_row": "The row has another number of cells than the header.",
    "missing_key": "The id is missing.",
    "missing_required": "A needed value is missing.",
    "bad_time": "The time cannot be read.",
    "implausible_time": "The year is before 2000 or after 2100.",
    "bad_number": "The amount is not a number.",
    "bad_status": "The status is not a known word.",
    "out_of_range": "The amount is negative.",
    "duplicate_key": "The id came before in this file.",
    "duplicate_row": "The row repeats the last one of its id.",
    "orphan": "The store or device is missing or unknown.",
}


class Line:
    """A row that is not ragged: its values, as typed as section 1 says."""

    def __init__(self, row):
        self.row = row
        self.values = {column: text_value(row.text(column)) for column in COLUMNS[row.file.table]}
        self.raw_status = self.values.get("status")
        self.turned = 0  # times turned to UTC
        self.bad = {}    # time column or amount -> unreadable

    def __getitem__(self, column):
        return self.values[column]


class Transaction:
    """A transaction after its updates."""

    def __init__(self, line):
        self.first = self.last = line
        self.created_at, self.amount, self.status = line["created_at"], line["amount"], line["status"]
        self.updates = 0

    def update(self, line):
        if line["created_at"] is not None:
            self.created_at = line["created_at"]
        self.amount, self.status, self.last = line["amount"], line["status"], line
        self.updates += 1


class Staging:
    def __init__(self, files, params):
        self.params = params
        self.rows = {table: [r for f in files if f.table == table for r in f.rows] for table in COLUMNS}
        self.lines = {table: [Line(r) for r in rows if not r.ragged] for table, rows in self.rows.items()}
        self.rejects = {}   # Row -> (column, value, reason)
        self.accepted = {table: [] for table in COLUMNS}
        self.time_columns = []  # (values, readable moments, open values, fits month-first, fits day-first)
        self.read_cells()
        self.stores()
        self.devices_()
        self.transactions_()
        for table, rows in self.rows.items():
            rejected = sum(row in self.rejects for row in rows)
            if len(rows) != rejected + len(self.accepted[table]):
                raise AssertionError(f"{table}: rows are not conserved")

    # ---- cells

    def read_cells(self):
        for table, rows in self.rows.items():
            for row in rows:
                if row.ragged:
                    self.rejects[row] = (None, str(len(row.cells)), "ragged_row")
            for column in TIMES[table]:
                self.read_times(self.lines[table], column)
        lines = self.lines["transactions"]
        votes = [cells.decimal_vote(line["amount"]) for line in lines if line["amount"] is not None]
        mark = "," if votes.count(",") > votes.count(".") else "."
        for line in lines:
            if line["amount"] is not None:
                number = cells.read_number(line["amount"], mark)
                line.bad["amount"] = number is None
                line.values["amount"] = None if number is None else number / self.params.amount_divisor
            if line["status"] is not None:
                line.values["status"] = STATUS.get(line["status"].lower(), "")
            card = line.values.pop("card_number")
            line.has_card = card is not None
            line.card_digits = len(cells.digits_of(card or ""))
            line.last4 = cells.last4(card)
            line.has_cvv = line.values.pop("cvv") is not None

    def read_times(self, lines, column):
        texts = [line[column] for line in lines if line[column] is not None]
        open_ = [text for text in texts if cells.is_open(text)]
        month = sum(cells.read_time(text, False) is not None for text in open_)
        day = sum(cells.read_time(text, True) is not None for text in open_)
        moments = []
        for line in lines:
            if line[column] is None:
                continue
            time = cells.read_time(line[column], day > month)
            line.bad[column] = time is None
            line.values[column] = time.moment if time else None
            if time:
                moments.append(time.moment)
                line.turned += time.turned
        self.time_columns.append((texts, moments, open_, month, day))

    # ---- rules

    def broken_cell(self, line):
        """(column, reason) of the first rule up to out_of_range that the row breaks."""
        table = line.row.file.table
        columns = COLUMNS[table]
        kinds = {column: kind_of(table, column, self.params.time_column) for column in columns}

        def missing(column):
            return text_value(line.row.text(column)) is None

        for column in columns:
            if kinds[column] == "K" and missing(column):
                return column, "missing_key"
        for column in columns:
            if kinds[column] == "R" and missing(column):
                return column, "missing_required"
        for column in TIMES[table]:
            if line.bad.get(column):
                return column, "bad_time"
        for column in TIMES[table]:
            if line[column] is not None and not 2000 <= line[column].year <= 2100:
                return column, "implausible_time"
        if table == "transactions":
            if line.bad["amount"]:
                return "amount", "bad_number"
            if line["status"] == "":
                return "status", "bad_status"
            if line["amount"] < 0:
                return "amount", "out_of_range"
        return None

    def reject(self, line, column, reason):
        self.rejects[line.row] = (column, line.row.text(column) if column else None, reason)

    def passing(self, table):
        for line in self.lines[table]:
            found = self.broken_cell(line)
            if found:
                self.reject(line, *found)
            else:
                yield line

    def stores(self):
        seen = set()
        for line in self.passing("stores"):
            key = (line.row.file, line["id"], line["updated_at"])
            if key in seen:
                self.reject(line, "id", "duplicate_key")
                continue
            seen.add(key)
            self.accepted["stores"].append(line)
        self.store_ids = {line["id"] for line in self.accepted["stores"]}

    def devices_(self):
        self.devices, seen = {}, set()  # id -> the last accepted line
        self.device_changes = 0
        for line in self.passing("devices"):
            key = (line.row.file, line["id"])
            if key in seen:
                self.reject(line, "id", "duplicate_key")
            elif self.params.orphan_rows == "reject" and line["store_id"] not in self.store_ids:
                self.reject(line, "store_id", "orphan")
            else:
                seen.add(key)
                before = self.devices.get(line["id"])
                if before is not None and before.values != line.values:
                    self.device_changes += 1
                self.devices[line["id"]] = line
                self.accepted["devices"].append(line)

    def transactions_(self):
        self.transactions = {}
        self.updates = []  # (Transaction, line)
        for line in self.passing("transactions"):
            known = self.transactions.get(line["id"])
            if known is not None and known.last.values == line.values:
                self.reject(line, None, "duplicate_row")
            elif self.params.orphan_rows == "reject" and line["device_id"] not in self.devices:
                self.reject(line, "device_id", "orphan")
            else:
                self.accepted["transactions"].append(line)
                if known is None:
                    self.transactions[line["id"]] = Transaction(line)
                else:
                    known.update(line)
                    self.updates.append((known, line))

    # ---- tables

    def rejected_table(self):
        table = []
        for name, rows in self.rows.items():
            for row in rows:
                if row in self.rejects:
                    column, value, reason = self.rejects[row]
                    table.append([name, row.file.name, row.number, column, value, reason, DETAIL[reason]])
        return table


def date_in_name(name):
    """The first valid YYYY-MM-DD or YYYYMMDD of a file name, at midnight."""
    for found in re.finditer(r"(?<![0-9])(?=([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?![0-9]))", name):
        try:
            return datetime(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None
