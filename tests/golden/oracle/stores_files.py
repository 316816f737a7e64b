"""Stores: bytes to rows, and which file feeds which table (stores.md section 1, README.md 'Input')."""

import csv
import os

from .files import find_delimiter, name_columns, records

csv.field_size_limit(1 << 30)

# table -> column -> (kind, aliases); kinds as in section 1
COLUMNS = {
    "devices": {
        "id": ("K", ["device_id"]), "type": ("C", ["device_type"]), "store_id": ("C", []),
    },
    "stores": {
        "id": ("K", ["store_id"]), "name": ("O", ["store_name"]), "address": ("O", []), "city": ("O", []),
        "country": ("C", ["store_country"]), "created_at": ("O", ["store_created_at", "opened_at"]),
        "typology": ("C", ["store_type", "category"]), "customer_id": ("C", []),
        "updated_at": ("O", ["valid_from", "effective_from", "snapshot_date", "modified_at"]),
    },
    "transactions": {
        "id": ("K", ["transaction_id"]), "device_id": ("C", []), "product_name": ("O", []),
        "product_sku": ("C", ["sku"]), "product_name_2": ("O", ["product_name2", "product_description"]),
        "amount": ("R", ["transaction_amount", "total"]), "status": ("R", ["transaction_status", "state"]),
        "card_number": ("O", ["card", "pan", "card_no"]), "cvv": ("O", ["cvc", "cvv2", "security_code"]),
        "created_at": ("O", ["transaction_created_at"]), "happened_at": ("R", ["transaction_happened_at", "occurred_at"]),
    },
}
HINTS = {"devices": ["device", "terminal"], "stores": ["store", "shop", "merchant"],
         "transactions": ["transaction", "payment"]}
TIMES = {"devices": [], "stores": ["created_at", "updated_at"], "transactions": ["created_at", "happened_at"]}


class InputError(Exception):
    """Files that cannot be used; the message is a sentence."""


def kind_of(table, column, time_column):
    if table == "transactions" and time_column == "created_at" and column in ("created_at", "happened_at"):
        return "R" if column == "created_at" else "O"
    return COLUMNS[table][column][0]


class Row:
    """One row as read. `number` counts from 1 without the header."""

    def __init__(self, file, number, cells):
        self.file, self.number, self.cells = file, number, cells
        self.ragged = len(cells) != len(file.header)

    def text(self, column):
        at = self.file.place.get(column)
        return None if at is None else self.cells[at]


class File:
    def __init__(self, path, time_column):
        self.name = os.path.basename(path)
        with open(path, "rb") as handle:
            self.data = handle.read()
        text = decode(self.data)
        lines = list(records(text, find_delimiter(text)))
        if not lines:
            raise InputError(f"{self.name} is empty: it has no header row.")
        self.header = name_columns(lines[0])
        self.table, self.place = fit(self.name, self.header, time_column)
        self.rows = [Row(self, i, cells) for i, cells in enumerate(lines[1:], 1)]


def read_batches(batches, time_column):
    """Files in staging order, and the names of those skipped for having the bytes of an earlier one."""
    files, skipped, seen = [], [], set()
    for batch in batches:
        for path in sorted(batch, key=lambda p: os.path.basename(p).encode("utf-8")):
            file = File(path, time_column)
            if file.data in seen:
                skipped.append(file.name)
                continue
            seen.add(file.data)
            files.append(file)
    for table in COLUMNS:
        if not any(file.table == table for file in files):
            raise InputError(f"There is no file for the table {table}.")
    return files, skipped


def fit(name, header, time_column):
    """(table, column -> position) of the best fit."""
    best = None
    for order, table in enumerate(COLUMNS):
        place = match_columns(table, header)
        needed = [c for c in COLUMNS[table] if kind_of(table, c, time_column) != "O"]
        if any(c not in place for c in needed):
            continue
        hint = any(word in name.lower() for word in HINTS[table])
        score = (len(needed), len(place) - len(needed), hint, -order)
        if best is None or score > best[0]:
            best = (score, table, place)
    if best is None:
        raise InputError(f"{name} fits no table; it has the columns: {', '.join(header)}.")
    return best[1], best[2]


def plain(name):
    return "".join(c for c in name.lower() if c.isalnum())


def match_columns(table, header):
    names = [plain(name) for name in header]
    place = {}
    for own in (True, False):
        for column, (_, aliases) in COLUMNS[table].items():
            for alias in [column] if own else aliases:
                free = [i for i, n in enumerate(names) if n == plain(alias) and i not in place.values()]
                if column not in place and free:
                    place[column] = free[0]
    return place


def decode(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
