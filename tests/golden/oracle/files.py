"""Bytes to rows: encoding, delimiter, header, and the match of columns (README.md 'Input', section 1)."""

import csv
import io
import os

csv.field_size_limit(1 << 30)

ALIASES = {
    "date": "date orderdate invoicedate transactiondate purchasedate saledate salesdate orderdatetime datetime "
            "timestamp ordertimestamp transactiontimestamp createdat day datum",
    "customer_id": "customerid custid customer customernumber customerno customerkey clientid client userid buyerid "
                   "accountid memberid householdid kundennummer kundenid kundennr",
    "order_id": "orderid ordernumber orderno order invoiceno invoiceid invoicenumber invoice transactionid receiptid "
                "receiptno basketid bestellnummer bestellnr rechnungsnummer",
    "sales": "sales salesamount salesvalue amount revenue total totalamount totalprice ordertotal ordervalue "
             "orderamount linetotal netamount grossamount turnover dollarvalue umsatz betrag",
    "quantity": "quantity qty units unitssold itemquantity menge anzahl",
    "unit_price": "unitprice price itemprice priceeach einzelpreis preis",
    "product": "product productid productname sku stockcode itemid item description artikel",
    "channel": "channel saleschannel medium utmsource source",
    "country": "country countrycode shipcountry shippingcountry market region land",
    "unnamed_0": "unnamed0 index rowid rownumber",
}
ALIASES = {column: names.split() for column, names in ALIASES.items()}


class InputError(Exception):
    """A file that cannot be used; the message is a sentence."""


class Row:
    """One row as read: `cells` by position, `ragged` when their number is not the header's."""

    __slots__ = ("file", "number", "cells", "ragged")

    def __init__(self, file, number, cells, ragged):
        self.file, self.number, self.cells, self.ragged = file, number, cells, ragged

    def text(self, column):
        """The text of a column of section 1 as read; None when the file has no such column or cell."""
        at = self.file.place.get(column)
        return self.cells[at] if at is not None and at < len(self.cells) else None


class File:
    """One input file: its base name, header, which column sits where, its rows."""

    def __init__(self, path):
        self.name = os.path.basename(path)
        with open(path, "rb") as handle:
            text = decode(handle.read())
        lines = records(text, find_delimiter(text))
        header = next(lines, None)
        if header is None:
            raise InputError(f"{self.name} is empty: it has no header row.")
        self.header = name_columns(header)
        self.place = match_columns(self.header)
        used = set(self.place.values())
        self.extra = {name: i for i, name in enumerate(self.header) if i not in used}
        self.amount_from_sales = "sales" in self.place
        self.rows = [Row(self, n, cells, len(cells) != len(header)) for n, cells in enumerate(lines, 1)]


def read_files(paths, derive_order_id):
    """All files in file-name order, each checked for the columns that it needs."""
    files = sorted((File(path) for path in paths), key=lambda f: f.name.encode("utf-8"))
    for file in files:
        needed = ["date", "customer_id"] + ([] if derive_order_id else ["order_id"])
        missing = [column for column in needed if column not in file.place]
        if not file.amount_from_sales and not {"quantity", "unit_price"} <= set(file.place):
            missing.append("sales (or quantity and unit_price)")
        if missing:
            raise InputError(
                f"{file.name} lacks {', '.join(missing)} for the table sales; it has the columns: {', '.join(file.header)}.")
    return files


def decode(data):
    """UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def records(text, delimiter):
    """The rows of a CSV text; a line with nothing but white space is no row."""
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        blank = not cells or (len(cells) == 1 and cells[0] != "" and cells[0].strip() == "")
        if not blank:
            yield cells


def find_delimiter(text):
    """The delimiter with which most of the first 200 rows have the header's width; then the widest header."""
    best, delimiter = (0, 0), ","
    for candidate in ",;\t|":
        widths = [len(cells) for cells, _ in zip(records(text, candidate), range(200))]
        if not widths or widths[0] < 2:
            continue
        score = (sum(w == widths[0] for w in widths) / len(widths), widths[0])
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def name_columns(header):
    """Names for empty header cells and for repeated names."""
    names, seen = [], {}
    for i, cell in enumerate(header):
        name = cell.strip() or f"Unnamed: {i}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def match_columns(header):
    """Column of section 1 -> position: first alias that matches, then the leftmost; a column is used once."""
    plain = ["".join(c for c in name.lower() if c.isalnum()) for name in header]
    place = {}
    for column, aliases in ALIASES.items():
        for alias in aliases:
            free = [i for i, name in enumerate(plain) if name == alias and i not in place.values()]
            if free:
                place[column] = free[0]
                break
    return place
