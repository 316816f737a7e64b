"""Stores: how one cell's text is read (stores.md section 2 and README.md 'Input')."""

import re
from datetime import datetime, timedelta

from .cells import MONTHS


# ---- times ---------------------------------------------------------------------------------

_CLOCK = re.compile(
    r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:\.(?P<f>[0-9]+))?)?"
    r"(?:\s*(?P<half>[AaPp][Mm]))?"
    r"(?:\s*(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_DAYS = [
    ("fixed", re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/])(?P<mo>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})")),
    ("fixed", re.compile(r"(?P<y>[0-9]{4})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})")),
    ("fixed", re.compile(r"(?P<d>[0-9]{1,2})\.(?P<mo>[0-9]{1,2})\.(?P<y>[0-9]{4})")),
    ("open", re.compile(r"(?P<a>[0-9]{1,2})(?P<sep>[-/])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})")),
    ("name", re.compile(r"(?P<d>[0-9]{1,2})(?:-| +)(?P<name>[A-Za-z]+)(?:-| +)(?P<y>[0-9]{4})")),
    ("name", re.compile(r"(?P<name>[A-Za-z]+) +(?P<d>[0-9]{1,2}),? +(?P<y>[0-9]{4})")),
]
_EPOCH = datetime(1970, 1, 1)


class Time:
    """A readable time: the moment, and whether an offset was turned to UTC."""

    def __init__(self, moment, turned=False):
        self.moment, self.turned = moment, turned


def _split(text):
    """(kind, parts of the day, parts of the clock or None) or None."""
    for kind, shape in _DAYS:
        found = shape.match(text)
        if not found:
            continue
        rest = text[found.end():]
        if rest == "":
            return kind, found.groupdict(), None
        gap = re.match(r"T| +", rest)
        clock = _CLOCK.fullmatch(rest, gap.end()) if gap else None
        if clock:
            return kind, found.groupdict(), clock.groupdict()
    return None


def read_time(text, day_first):
    """The Time of a value (trimmed, not missing), or None."""
    if re.fullmatch(r"[0-9]{9,10}", text):
        return Time(_EPOCH + timedelta(seconds=int(text)))
    if re.fullmatch(r"[0-9]{12,13}", text):
        return Time(_EPOCH + timedelta(milliseconds=int(text)))
    parts = _split(text)
    if parts is None:
        return None
    kind, day, clock = parts
    if kind == "open":
        d, mo = (day["a"], day["b"]) if day_first else (day["b"], day["a"])
    elif kind == "name":
        d, mo = day["d"], MONTHS.get(day["name"].lower(), 0)
    else:
        d, mo = day["d"], day["mo"]
    hour = minute = second = millis = offset = 0
    turned = False
    if clock:
        hour, minute, second = int(clock["h"]), int(clock["m"]), int(clock["s"] or 0)
        millis = int(((clock["f"] or "") + "000")[:3])
        if clock["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if clock["half"].lower() == "pm" else 0)
        zone = clock["zone"]
        if zone and zone != "Z":
            hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
            if hours > 23 or minutes > 59:
                return None
            offset, turned = (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1), True
    try:
        moment = datetime(int(day["y"]), int(mo), int(d), hour, minute, second, millis * 1000)
        return Time(moment - timedelta(minutes=offset), turned)
    except (ValueError, OverflowError):
        return None


def is_open(text):
    """Whether the value has the layout number-number-year with / or -."""
    parts = _split(text)
    return parts is not None and parts[0] == "open"


# ---- numbers -------------------------------------------------------------------------------


def decimal_vote(text):
    """',' or '.' or None, by the separators of one cell."""
    marks = [(i, c) for i, c in enumerate(text) if c in ",."]
    if not marks:
        return None
    at, mark = marks[-1]
    other = "." if mark == "," else ","
    if any(c == other for _, c in marks):
        return mark
    if len(marks) > 1:
        return None
    digits = re.match(r"[0-9]*", text[at + 1:]).group()
    before = re.sub(r"[^0-9]", "", text[:at])
    return mark if len(digits) != 3 or before == "0" else None


def read_number(text, mark):
    """The float of a value (trimmed, not missing), or None."""
    group = "[" + ("," if mark == "." else ".") + " \u00a0']"
    text = text.strip()
    sign = 1.0
    currency = signed = False
    while text:
        if text[0] in "+-" and not signed:
            sign, signed, text = (-1.0 if text[0] == "-" else 1.0), True, text[1:].strip()
        elif text[0] in "$€£" and not currency:
            currency, text = True, text[1:].strip()
        elif text[-1] in "$€£" and not currency:
            currency, text = True, text[:-1].strip()
        else:
            break
    found = re.fullmatch(
        r"([0-9]+|[0-9]{1,3}(?:" + group + r"[0-9]{3})+)(?:" + re.escape(mark) + r"([0-9]+))?([eE][+-]?[0-9]+)?", text)
    if not found:
        return None
    value = float(re.sub(r"[^0-9]", "", found[1]) + "." + (found[2] or "0") + (found[3] or ""))
    return None if value == float("inf") else sign * value


# ---- cards, GTINs, ids ---------------------------------------------------------------------


def digits_of(text):
    return re.sub(r"[^0-9]", "", text)


def last4(text):
    """What is left of a card number."""
    if text is None or len(digits_of(text)) < 8:
        return None
    return digits_of(text)[-4:]


def luhn(digits):
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c) * (2 if i % 2 else 1)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


def looks_like_card(text):
    plain = text.replace(" ", "").replace("-", "")
    return bool(re.fullmatch(r"[0-9]{13,19}", plain)) and luhn(plain)


def is_gtin(text):
    """8, 12, 13 or 14 digits with a right GS1 check digit."""
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", text):
        return False
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(text[:-1])))
    return (10 - total % 10) % 10 == int(text[-1])


def id_key(values):
    """The sort key of 'id order' for the ids that occur."""
    if all(re.fullmatch(r"0|-?[1-9][0-9]*", v) for v in values if v is not None):
        return int
    return text_key


def text_key(text):
    return text.encode("utf-8")


def rounded(x, n):
    """Section 2 'Rounded to n'."""
    if x is None:
        return None
    whole = int(abs(x) * 10**n + 0.5 + 1e-6)
    return (-1 if x < 0 else 1) * whole / 10**n


def r6(x):
    """For sorting only."""
    return rounded(x, 6)
