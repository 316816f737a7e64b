"""The parameters of section 11: defaults, reading from text, ranges."""

from datetime import date
from math import isfinite


class BadParameter(Exception):
    """A parameter that the run refuses; the message is a sentence."""


def _day(text):
    return date.fromisoformat(text.strip())


def _days(text):
    text = text.strip()
    return [] if text in ("", "none") else [_day(part) for part in text.split(",")]


def _boolean(text):
    return {"true": True, "false": False}[text.strip().lower()]


def _number(text):
    value = float(text)
    if not isfinite(value):
        raise ValueError
    return value


def _ints(text):
    return [int(part) for part in text.split(",")]


def _between(low, high):
    return lambda v: low <= v <= high


def _rising(count):
    return lambda v: len(v) == count and all(a < b for a, b in zip(v, v[1:])) and v[0] >= 0


def _one_of(*words):
    return lambda v: v in words


def _any(_):
    return True


_INF = float("inf")
_MONEY = (_number, _between(0, _INF))

# name: (reader of text, default as text, test of the range)
TABLE = {
    "negative_sales": (str, "reject", _one_of("reject", "return")),
    "duplicates": (str, "drop", _one_of("drop", "keep")),
    "derive_order_id": (_boolean, "false", _any),
    "date_order": (str, "auto", _one_of("auto", "dmy", "mdy")),
    "decimal_mark": (str, "auto", _one_of("auto", ".", ",")),
    "min_date": (_day, "1970-01-01", _any),
    "max_date": (_day, "2099-12-31", _any),
    "isolated_gap_days": (int, "730", _between(0, _INF)),
    "isolated_share": (_number, "0.05", _between(0, 0.5)),
    "currency": (str, "$", _any),
    "fiscal_year_start_month": (int, "1", _between(1, 12)),
    "holidays": (_days, "none", _any),
    "partial_month_slack_days": (int, "3", _between(0, 15)),
    "include_partial_months": (_boolean, "false", _any),
    "min_rows": (int, "1", _between(0, _INF)),
    "high_value_rule": (str, "percentile", _one_of("percentile", "threshold")),
    "high_value_share": (_number, "0.2", _between(0, 0.5)),
    "low_value_share": (_number, "0.2", _between(0, 0.5)),
    "ltv_high_threshold": (*_MONEY[:1], "500", _MONEY[1]),
    "ltv_regular_threshold": (*_MONEY[:1], "100", _MONEY[1]),
    "new_customer_days": (int, "90", _between(0, _INF)),
    "recent_activity_days": (int, "90", _between(0, _INF)),
    "at_risk_days": (int, "180", _between(0, _INF)),
    "lost_days": (int, "365", _between(0, _INF)),
    "overdue_factor": (_number, "2", _between(1, _INF)),
    "rfm_recency_days": (_ints, "30,60,90,180", _rising(4)),
    "rfm_frequency_orders": (_ints, "2,3,5,10", _rising(4)),
    "churn_weight_recency": (_number, "40", _between(0, _INF)),
    "churn_weight_frequency": (_number, "25", _between(0, _INF)),
    "churn_weight_value": (_number, "15", _between(0, _INF)),
    "churn_weight_cohort": (_number, "20", _between(0, _INF)),
    "high_priority_threshold": (_number, "0.7", _between(0, 1)),
    "medium_risk_threshold": (_number, "0.4", _between(0, 1)),
    "min_days_for_winback": (int, "90", _between(0, _INF)),
    "min_ltv_for_retention": (*_MONEY[:1], "200", _MONEY[1]),
    "one_time_days": (_ints, "14,31,61,91,181", _rising(5)),
    "model_min_customers": (int, "100", _between(1, _INF)),
    "model_min_repeat": (int, "30", _between(1, _INF)),
    "model_min_gain": (_number, "2", _any),
    "clv_months": (int, "12", _between(1, 60)),
    "monthly_discount_rate": (_number, "0.01", _between(0, 1)),
    "anomaly_z": (_number, "2", lambda v: v > 0),
    "min_cohort_size": (int, "10", _between(1, _INF)),
    "retention_windows": (_ints, "3,12,18", lambda v: len(v) > 0 and min(v) >= 1),
    "hash_customer_ids": (_boolean, "false", _any),
    "hash_salt": (str, "", _any),
}


class Params:
    """One attribute per parameter, plus `as_of` (None unless the user set it)."""

    def __init__(self, settings=None, as_of=None):
        texts = {name: default for name, (_, default, _) in TABLE.items()}
        for name, text in (settings or {}).items():
            if name == "as_of":
                as_of = text
                continue
            if name not in TABLE:
                raise BadParameter(f"There is no parameter called {name}.")
            texts[name] = str(text)
        for name, text in texts.items():
            read, _, fits = TABLE[name]
            try:
                value = read(text)
            except (ValueError, KeyError):
                raise BadParameter(f"The parameter {name} cannot be read from {text!r}.") from None
            if not fits(value):
                raise BadParameter(f"The parameter {name} does not allow {text!r}.")
            setattr(self, name, value)
        if not self.recent_activity_days < self.at_risk_days < self.lost_days:
            raise BadParameter("recent_activity_days, at_risk_days and lost_days must rise.")
        if self.churn_weight_recency + self.churn_weight_frequency + self.churn_weight_value + self.churn_weight_cohort <= 0:
            raise BadParameter("At least one churn weight must be above 0.")
        try:
            self.as_of = _day(as_of) if isinstance(as_of, str) else as_of
        except ValueError:
            raise BadParameter(f"as_of is not a date: {as_of!r}.") from None
