"""How one cell's text is read: missing values, dates, numbers, ids (section 1 and README.md 'Input')."""

import re
from datetime import date, datetime, timedelta
from math import isinf

MISSING = {"", "NULL", "null", "NaN", "NA", "N/A"}


def is_missing(text):
    """True for no cell at all, white space only, and the written forms of nothing."""
    return text is None or text.strip() in MISSING


def text_value(text):
    """Ids and texts: trimmed, otherwise untouched; None when missing."""
    return None if is_missing(text) else text.strip()


# ---- dates ---------------------------------------------------------------------------------

_NAMES = ["january", "february", "march", "april", "may", "june", "july",
          "august", "september", "october", "november", "december"]
MONTHS = {name: i + 1 for i, name in enumerate(_NAMES)}
MONTHS.update({name[:3]: i + 1 for i, name in enumerate(_NAMES)})
MONTHS["sept"] = 9

_TIME = re.compile(
    r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?:\s*(?P<half>[AaPp][Mm]))?"
    r"(?:\s*(?P<zone>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_SHAPES = [
    ("ymd", re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/])(?P<mo>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})")),
    ("ymd", re.compile(r"(?P<y>[0-9]{4})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})")),
    ("ymd", re.compile(r"(?P<d>[0-9]{1,2})\.(?P<mo>[0-9]{1,2})\.(?P<y>[0-9]{4})")),
    ("open", re.compile(r"(?P<a>[0-9]{1,2})(?P<sep>[-/])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})")),
    ("name", re.compile(r"(?P<d>[0-9]{1,2})(?P<sep>-| +)(?P<name>[A-Za-z]+)(?:-| +)(?P<y>[0-9]{4})")),
    ("name", re.compile(r"(?P<name>[A-Za-z]+) +(?P<d>[0-9]{1,2}), *(?P<y>[0-9]{4})")),
    ("name", re.compile(r"(?P<y>[0-9]{4})-(?P<name>[A-Za-z]+)-(?P<d>[0-9]{1,2})")),
]
_UNIX = re.compile(r"[0-9]{9,10}|[0-9]{12,13}")
_EPOCH = datetime(1970, 1, 1)


class ReadDate:
    """A cell that reads as a date: the day, and what was dropped on the way to it."""

    def __init__(self, day, had_time=False, had_offset=False):
        self.day, self.had_time, self.had_offset = day, had_time, had_offset


def _match(text):
    """(kind, date groups, time groups or None) of the one shape that the text has, else None."""
    for kind, shape in _SHAPES:
        found = shape.match(text)
        if not found:
            continue
        rest = text[found.end():]
        if rest == "":
            return kind, found.groupdict(), None
        after = re.match(r"(?:T| +)", rest)
        time = _TIME.fullmatch(rest, after.end()) if after else None
        if time:
            return kind, found.groupdict(), time.groupdict()
    return None


def _clock(time):
    """(hour, minute, second, offset in minutes or None), or None when it is no time of day."""
    hour, minute, second = int(time["h"]), int(time["m"]), int(time["s"] or 0)
    if minute > 59 or second > 59 or hour > 23:
        return None
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time["half"].lower() == "pm" else 0)
    offset, zone = None, time["zone"]
    if zone and zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
    return hour, minute, second, offset


def date_vote(text):
    """None when the text is not of the shape a/b/YYYY or a-b-YYYY; else 'dmy', 'mdy' or ''."""
    matched = _match(text.strip())
    if not matched or matched[0] != "open":
        return None
    if matched[2] is not None and _clock(matched[2]) is None:
        return None
    a, b = int(matched[1]["a"]), int(matched[1]["b"])
    if a > 12 >= b:
        return "dmy"
    if b > 12 >= a:
        return "mdy"
    return ""


def parse_date(text, day_first):
    """The ReadDate of a cell, or None when it is missing or not a date."""
    if is_missing(text):
        return None
    text = text.strip()
    if _UNIX.fullmatch(text):
        seconds = int(text) if len(text) <= 10 else int(text) // 1000
        return ReadDate((_EPOCH + timedelta(seconds=seconds)).date(), had_time=True)
    matched = _match(text)
    if matched is None:
        return None
    kind, part, time = matched
    if kind == "open":
        day, month = (part["a"], part["b"]) if day_first else (part["b"], part["a"])
        day, month = int(day), int(month)
    elif kind == "name":
        day, month = int(part["d"]), MONTHS.get(part["name"].lower())
    else:
        day, month = int(part["d"]), int(part["mo"])
    try:
        found = date(int(part["y"]), month, day)
    except (ValueError, TypeError):
        return None
    if time is None:
        return ReadDate(found)
    clock = _clock(time)
    if clock is None:
        return None
    hour, minute, second, offset = clock
    if offset is not None:
        try:
            moment = datetime(found.year, found.month, found.day, hour, minute, second)
            found = (moment - timedelta(minutes=offset)).date()
        except OverflowError:
            return None
    return ReadDate(found, had_time=True, had_offset=offset is not None)


# ---- numbers -------------------------------------------------------------------------------

_CURRENCIES = ("$", "€", "£", "¥", "USD", "EUR", "GBP")
_MINUS = ("-", "\u2212")


def _core(mark):
    group = r"[\s'\u2019" + (r"," if mark == "." else r".") + "]"
    return re.compile(
        r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:" + group + r"[0-9]{3})+)"
        r"(?:" + re.escape(mark) + r"(?P<part>[0-9]+))?(?P<exp>[eE][+-]?[0-9]+)?"
    )


_CORES = {mark: _core(mark) for mark in ".,"}


def parse_number(text, mark):
    """The number that a cell holds with this decimal mark, or None."""
    if is_missing(text):
        return None
    text = text.strip()
    negative, signed, currency = False, False, False
    if text.startswith("(") and text.endswith(")") and len(text) > 2:
        negative = signed = True
        text = text[1:-1]
    while True:
        text = text.strip()
        before = next((c for c in _CURRENCIES if text.startswith(c)), None)
        after = next((c for c in _CURRENCIES if text.endswith(c)), None)
        if text[:1] in _MINUS and not signed:
            negative = signed = True
            text = text[1:]
        elif text[:1] == "+" and not signed:
            signed = True
            text = text[1:]
        elif text[-1:] in _MINUS and not signed:
            negative = signed = True
            text = text[:-1]
        elif before and not currency:
            currency = True
            text = text[len(before):]
        elif after and not currency:
            currency = True
            text = text[:-len(after)]
        else:
            break
    found = _CORES[mark].fullmatch(text)
    if not found:
        return None
    whole = re.sub(r"[^0-9]", "", found["whole"])
    value = float(f"{whole}.{found['part'] or '0'}{found['exp'] or ''}")
    if isinf(value):
        return None
    return -value if negative else value


def decimal_vote(text):
    """',' or '.' when the text is a number with that decimal mark only, else None."""
    comma, point = parse_number(text, ",") is not None, parse_number(text, ".") is not None
    if comma == point:
        return None
    return "," if comma else "."


# ---- ids and rounding ----------------------------------------------------------------------

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")


def is_plain_integer(text):
    """An integer without leading zeros that fits 64 bits."""
    return bool(_INTEGER.fullmatch(text)) and -2**63 <= int(text) < 2**63


def id_order(values):
    """The sort key of 'id order' for a column that holds these accepted values."""
    if all(is_plain_integer(v) for v in values):
        return int
    return lambda text: text.encode("utf-8")


def r6(x):
    """x rounded to 6 decimals, half away from zero: for ranks, sorts and thresholds only."""
    scaled = abs(x * 1e6)
    if scaled >= 2**52:
        return x
    whole = int(scaled)
    if scaled - whole >= 0.5:
        whole += 1
    return (whole if x >= 0 else -whole) / 1e6
