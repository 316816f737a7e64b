"""The checks and the score of section 3."""

import re
from collections import defaultdict

from . import staging
from .cells import is_missing, is_plain_integer, r6

COLUMNS = ["check_id", "table_name", "check_type", "check_name", "expected_value", "actual_value", "status", "severity"]

TYPES = {"CMP": "COMPLETENESS", "CON": "CONSISTENCY", "ACC": "ACCURACY", "TIM": "TIMELINESS", "COR": "CORRECTION"}
WEIGHTS = {"COMPLETENESS": 30, "CONSISTENCY": 25, "ACCURACY": 30, "TIMELINESS": 15}

RAW, CLEANED, FACT = "stg_sales_raw", "stg_sales_cleaned", "fact_sales"
CHECKS = [
    ("CMP_01", "date_present", RAW, 1, "critical"),
    ("CMP_02", "customer_id_present", RAW, 1, "critical"),
    ("CMP_03", "order_id_present", RAW, 1, "critical"),
    ("CMP_04", "sales_present", RAW, 1, "critical"),
    ("CMP_05", "min_rows", RAW, 1, "major"),
    ("CON_01", "field_count", RAW, 1, "major"),
    ("CON_02", "date_readable", RAW, 0.99, "critical"),
    ("CON_03", "sales_numeric", RAW, 0.99, "critical"),
    ("CON_04", "unique_rows", RAW, 0.99, "major"),
    ("CON_05", "one_customer_per_order", CLEANED, 1, "major"),
    ("CON_06", "one_date_per_order", CLEANED, 0.99, "minor"),
    ("CON_07", "no_float_ids", CLEANED, 1, "minor"),
    ("CON_08", "date_order_certain", RAW, 1, "minor"),
    ("ACC_01", "valid_records", CLEANED, 0.95, "critical"),
    ("ACC_02", "sales_positive", RAW, 0.99, "major"),
    ("ACC_03", "sales_within_fence", CLEANED, 0.99, "minor"),
    ("ACC_04", "fact_reconciles", FACT, 1, "critical"),
    ("ACC_05", "fact_keys_resolve", FACT, 1, "critical"),
    ("TIM_01", "date_in_range", RAW, 0.995, "major"),
    ("TIM_02", "calendar_coverage", "dim_date", 0.5, "minor"),
    ("TIM_03", "fresh", CLEANED, 1, "minor"),
    ("TIM_04", "order_sequence", "dim_order", 0.95, "minor"),
    ("COR_01", "ids_trimmed", CLEANED, None, "info"),
    ("COR_02", "amounts_reformatted", CLEANED, None, "info"),
    ("COR_03", "time_of_day_dropped", CLEANED, None, "info"),
    ("COR_04", "offset_to_utc", CLEANED, None, "info"),
]

_FLOAT_ID = re.compile(r"-?[0-9]+\.0+")


def rate(part, whole):
    return None if whole == 0 else part / whole


def table(st, wh, params):
    """data_quality_checks."""
    actual = pass_rates(st, wh, params)
    rows = []
    for check_id, name, about, expected, severity in CHECKS:
        value = actual[check_id]
        if expected is None:
            status = "INFO"
        elif value is None:
            status = "SKIPPED"
        else:
            status = "PASSED" if r6(value) >= r6(expected) else "FAILED"
        rows.append([check_id, about, TYPES[check_id[:3]], name, expected, value, status, severity])
    return rows


def pass_rates(st, wh, params):
    lines, accepted = st.lines, st.accepted
    cells, read = len(lines), len(st.rows)
    out = {}

    def present(column):
        return sum(not is_missing(line.row.text(column)) for line in lines)

    out["CMP_01"] = rate(present("date"), cells)
    out["CMP_02"] = rate(present("customer_id"), cells)
    out["CMP_03"] = rate(cells if params.derive_order_id else present("order_id"), cells)
    with_amount = [line for line in lines if staging.amount_present(line)]
    out["CMP_04"] = rate(len(with_amount), cells)
    out["CMP_05"] = 1 if read >= params.min_rows else 0

    out["CON_01"] = rate(cells, read)
    out["CON_02"] = rate(sum(line.date is not None for line in lines), present("date"))
    out["CON_03"] = rate(sum(line.amount is not None for line in with_amount), len(with_amount))
    out["CON_04"] = rate(st.reach_duplicate - st.duplicates, st.reach_duplicate)
    customers_of, dates_of = defaultdict(set), defaultdict(set)
    for line in accepted:
        customers_of[line.order].add(line.customer)
        dates_of[line.customer, line.order].add(line.date.day)
    out["CON_05"] = rate(sum(len(s) == 1 for s in customers_of.values()), len(customers_of))
    out["CON_06"] = rate(sum(len(s) == 1 for s in dates_of.values()), len(dates_of))
    out["CON_07"] = rate(
        sum(not _FLOAT_ID.fullmatch(line.customer) and not _FLOAT_ID.fullmatch(line.order) for line in accepted),
        len(accepted))
    out["CON_08"] = 0 if st.date_order_uncertain else 1

    out["ACC_01"] = rate(len(accepted), read - st.count("after_as_of"))
    amounts = [line.amount for line in lines if line.amount is not None]
    returns = params.negative_sales == "return"
    out["ACC_02"] = rate(sum(a != 0 if returns else a > 0 for a in amounts), len(amounts))
    out["ACC_03"] = within_fence([line.amount for line in accepted if line.is_purchase()])
    out["ACC_04"] = 1 if reconciles(accepted, wh.facts) else 0
    out["ACC_05"] = rate(sum(wh.keys_resolve(fact) for fact in wh.facts), len(wh.facts))

    out_of_range = st.count("date_out_of_range")
    known = out_of_range + st.reach_duplicate
    out["TIM_01"] = None if known == 0 else 1 - out_of_range / known
    out["TIM_02"] = rate(len({line.date.day for line in accepted}), len(wh.days))
    out["TIM_03"] = None
    if accepted:
        out["TIM_03"] = 1 if (wh.as_of - max(line.date.day for line in accepted)).days <= 31 else 0
    out["TIM_04"] = order_sequence(wh)

    out["COR_01"], out["COR_02"], out["COR_03"], out["COR_04"] = staging.corrections(st)
    return out


def within_fence(amounts):
    if len(amounts) < 4:
        return None
    ordered = sorted(amounts)

    def quartile(p):
        at = (len(ordered) - 1) * p
        below = int(at)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (at - below)

    q1, q3 = quartile(0.25), quartile(0.75)
    fence = q3 + 3 * (q3 - q1)
    return sum(r6(a) <= r6(fence) for a in amounts) / len(amounts)


def reconciles(accepted, facts):
    left, right = sum(line.amount for line in accepted), sum(fact.amount for fact in facts)
    return len(accepted) == len(facts) and abs(left - right) <= 1e-6 * max(abs(left), abs(right))


def order_sequence(wh):
    if not all(is_plain_integer(order.order_id) for order in wh.orders):
        return None
    ordered = sorted(wh.orders, key=lambda o: (int(o.order_id), o.customer.key))
    pairs = list(zip(ordered, ordered[1:]))
    return rate(sum(b.date >= a.date for a, b in pairs), len(pairs))


def score(rows, rows_read):
    """(quality score, grade), or (None, None) when no row was read."""
    if rows_read == 0:
        return None, None
    rates = defaultdict(list)
    for row in rows:
        if row[2] in WEIGHTS and row[5] is not None:
            rates[row[2]].append(row[5])
    total = sum(WEIGHTS[kind] for kind in rates)
    points = sum(WEIGHTS[kind] * 100 * sum(r) / len(r) for kind, r in rates.items()) / total
    grade = "A" if r6(points) >= 98 else "B" if r6(points) >= 90 else "C" if r6(points) >= 75 else "D"
    return points, grade
