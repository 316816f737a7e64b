"""Numbers in the sentences of section 8: half away from zero, no minus before a zero."""

from math import floor

from .cells import r6


def whole_of(x):
    """The nearest whole number, halves away from zero."""
    below = floor(abs(x))
    whole = below + (abs(x) - below >= 0.5)
    return -whole if x < 0 else whole


def fixed(value, places, commas=False):
    """{p} with 1 place, {q} with 2."""
    scaled = whole_of(value * 10**places)
    digits = str(abs(scaled)).zfill(places + 1)
    left, right = digits[:len(digits) - places], digits[len(digits) - places:]
    return ("-" if scaled < 0 else "") + (f"{int(left):,}" if commas else left) + ("." + right if right else "")


def count(n):
    """{n}"""
    return f"{n:,}"


def with_sign(text, currency):
    return "-" + currency + text[1:] if text.startswith("-") else currency + text


def money(value, currency):
    """{$}"""
    return with_sign(fixed(value, 2, commas=True), currency)


def forecast(value, currency):
    """{≈}: three significant digits; below 100 like {$}."""
    if r6(abs(value)) < 100:
        return money(value, currency)
    unit = 10 ** max(0, len(str(floor(abs(value)))) - 3)
    return with_sign(fixed(float(whole_of(value / unit) * unit), 0, commas=True), currency)
