"""Tables to CSV text (README.md 'Output')."""

import os
from datetime import date, datetime


def write_table(folder, name, columns, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
        for row in [columns] + rows:
            if len(row) != len(columns):
                raise AssertionError(f"{name}: a row has {len(row)} cells for {len(columns)} columns")
            out.write(",".join(quoted(cell_text(cell)) for cell in row) + "\n")


def quoted(text):
    if any(c in text for c in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def cell_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return float_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="milliseconds" if cell.microsecond else "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def float_text(x):
    """The shortest digits that read back the same: plain for 1e-5 <= |x| < 1e16, else like Rust's {:e}."""
    if x == 0:
        return "0"
    digits, exponent = _shortest(x)
    sign = "-" if x < 0 else ""
    if 1e-5 <= abs(x) < 1e16:
        if exponent < 0:
            return sign + "0." + "0" * (-exponent - 1) + digits
        if len(digits) <= exponent + 1:
            return sign + digits + "0" * (exponent + 1 - len(digits))
        return sign + digits[:exponent + 1] + "." + digits[exponent + 1:]
    return f"{sign}{digits[0]}{'.' + digits[1:] if len(digits) > 1 else ''}e{exponent}"


def _shortest(x):
    """(digits, exponent) with |x| = d.ddd × 10^exponent, from Python's own shortest form."""
    mantissa, _, exponent = repr(abs(x)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = whole + part
    exponent = int(exponent or 0) + len(whole) - 1
    stripped = digits.lstrip("0")
    exponent -= len(digits) - len(stripped)
    return stripped.rstrip("0"), exponent
