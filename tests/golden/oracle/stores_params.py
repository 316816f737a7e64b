"""Stores: the parameters of section 9."""

import json
from datetime import date

DEFAULTS = {
    "as_of": None, "range_from": None, "range_to": None, "time_column": "happened_at", "store_attributes": "as_was",
    "amount_divisor": 1, "orphan_rows": "keep", "counted_statuses": ["accepted"], "top_n": 10, "min_transactions": 5,
    "alpha": 0.05, "dormant_days": 90, "trend_days": 30, "trend_pct": 20,
}
CHOICES = {"time_column": ("happened_at", "created_at"), "store_attributes": ("as_was", "current"),
           "orphan_rows": ("keep", "reject")}


class BadParameter(Exception):
    """A parameter that the run refuses."""


class Params:
    def __init__(self, settings):
        for name in settings:
            if name not in DEFAULTS:
                raise BadParameter(f"There is no parameter called {name}.")
        for name, default in DEFAULTS.items():
            value = settings.get(name, default)
            if name in ("as_of", "range_from", "range_to") and value is not None:
                value = date.fromisoformat(value)
            elif name == "counted_statuses" and isinstance(value, str):
                value = json.loads(value)
            elif isinstance(default, (int, float)) and isinstance(value, str):
                value = float(value) if "." in value else int(value)
            if name in CHOICES and value not in CHOICES[name]:
                raise BadParameter(f"The parameter {name} does not allow {value!r}.")
            setattr(self, name, value)
