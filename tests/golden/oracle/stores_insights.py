"""Stores, section 6: the insights."""

from datetime import timedelta
from math import fsum, sqrt

from .stores_business import UNKNOWN, by, total
from .stores_cells import r6, text_key

SEVERITY = ["bad", "warn", "good", "info"]


def insights(business, quality_rows):
    """Every rule gives (subject, severity, value, compare_value) in its own order."""
    rules = [("J01", concentration), ("J02", anomaly), ("J03", dormant), ("J04", slow_customer), ("J05", device_type),
             ("J06", amount_trend), ("J07", strong_group), ("J08", history), ("J09", slow_start)]
    rows = []
    for insight_id, rule in rules:
        rows += [[insight_id, *row] for row in rule(business)]
    rows += [["J10", row[0], "bad", row[4], row[6]] for row in quality_rows if row[7] == "fail"]
    rows.sort(key=lambda row: (SEVERITY.index(row[2]), row[0]))  # stable: the rule's own order stays
    columns = ["insight_id", "subject", "severity", "value", "compare_value", "message"]
    return "insights", columns, [row + [f"{row[3]} against {row[4]}"] for row in rows]


def concentration(b):
    if b.kpi["stores_active"] >= 2 * b.params.top_n and b.top_share is not None and b.top_share >= 50:
        yield "stores", "info", b.top_share, 50


def anomaly(b):
    flagged = [row for row in b.anomaly_rows if row[-1]]
    flagged.sort(key=lambda row: -r6(row[4] - row[3] * row[6]))  # stable: then key order
    for type_, id_, outcome, _, _, rate, overall, *_ in flagged[:10]:
        yield f"{type_}:{id_}:{outcome}", "bad", rate * 100, overall * 100


def dormant(b):
    for store in [s for s in b.stores if s["is_dormant"]][:5]:  # b.stores: by accepted_amount, then id
        yield store["store_id"], "warn", store["days_since_last_accepted"], b.params.dormant_days


def slow_customer(b):
    mean = b.kpi["avg_days_to_5_accepted"]
    slow = [row for row in b.five_customers if row[0] == "accepted" and row[2] >= 2 and row[4] >= 2 * mean]
    slow.sort(key=lambda row: -r6(row[4]))  # stable: ties stay in id order
    for row in slow[:5]:
        yield row[1], "warn", row[4], mean


def device_type(b):
    rows = []
    for kind, facts in by(b.facts, lambda f: f.device_type or UNKNOWN).items():
        n1, n2 = len(facts), len(b.facts) - len(facts)
        if min(n1, n2) < 50:
            continue
        x1 = sum(f.status == "accepted" for f in facts)
        x2 = b.kpi["accepted"] - x1
        pooled = (x1 + x2) / (n1 + n2)
        spread = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        if spread == 0:
            continue
        z = (x1 / n1 - x2 / n2) / spread
        if abs(z) >= 1.96:
            rows.append((-r6(abs(z)), text_key(kind), (kind, "good" if z > 0 else "warn", x1 / n1 * 100, x2 / n2 * 100)))
    return [row for _, _, row in sorted(rows)]


def amount_trend(b):
    w = b.params.trend_days
    if not b.daily_rows or b.daily_rows[0][0] > b.as_of - timedelta(days=2 * w - 1):
        return

    def amount(first_back, last_back):
        return fsum(row[6] for row in b.daily_rows
                    if b.as_of - timedelta(days=first_back) <= row[0] <= b.as_of - timedelta(days=last_back))

    earlier, last = amount(2 * w - 1, w), amount(w - 1, 0)
    if earlier > 0:
        change = (last - earlier) / earlier * 100
        if abs(change) >= b.params.trend_pct:
            yield "amount", "good" if change > 0 else "bad", change, earlier


def strong_group(b):
    if not b.counted:
        return
    mean = total(b.counted) / len(b.counted)
    strong = [row for row in b.groups if row[3] >= 10 and row[5] >= 1.25 * mean]
    strong.sort(key=lambda row: -row[5])
    for row in strong[:3]:
        yield f"{row[0]} / {row[1]}", "good", row[5], mean


def history(b):
    if b.kpi["stores_changed"]:
        yield "stores", "info", b.kpi["stores_changed"], b.kpi["stores_total"]


def slow_start(b):
    active = [s for s in b.stores if s["accepted"] > 0]
    below = sum(s["accepted"] < 5 for s in active)
    if len(active) >= 10 and below / len(active) * 100 >= 30:
        yield "stores", "warn", below / len(active) * 100, 30
