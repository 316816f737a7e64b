"""Stores, section 6 but for the insights: business tables."""

from bisect import bisect_left
from collections import Counter
from math import comb, fsum, sqrt
from statistics import median

from .stores_cells import r6, rounded, text_key
from .stores_warehouse import days_between

STATUSES = ["accepted", "refused", "cancelled"]
UNKNOWN = "(unknown)"
Z = 1.959963984540054
DAY_MS = 86_400_000


def ratio(a, b):
    return a / b if b else None


def percent(a, b):
    return a / b * 100 if b else None


def last_if_none(value, key):
    """A sort key that puts missing last."""
    return (value is None, 0 if value is None else key(value))


def total(facts):
    return fsum(f.amount for f in facts)


def by(facts, key):
    """Groups of the facts whose key is not missing."""
    groups = {}
    for f in facts:
        k = key(f)
        if k is not None:
            groups.setdefault(k, []).append(f)
    return groups


class Business:
    def __init__(self, warehouse, params):
        self.wh, self.params = warehouse, params
        p = params
        until = [f for f in warehouse.facts if p.range_to is None or f.day <= p.range_to]
        self.until = until  # for the first five: range_from does not count
        self.facts = [f for f in until if p.range_from is None or f.day >= p.range_from]
        self.counted = [f for f in self.facts if f.status in p.counted_statuses]
        self.as_of = p.as_of or max((f.day for f in self.facts), default=None)
        self.tables = [self.top_stores(), self.top_products(), self.typology_country(), self.device_types(),
                       self.five_by_store(), self.five_by_customer(), self.anomalies(), self.daily(), self.performance(),
                       self.kpis()]

    def current(self, store_id):
        return self.wh.current(store_id).values

    # ---- tops and shares

    def top_stores(self):
        columns = ["rank", "store_id", "store_name", "city", "country", "typology", "customer_id", "total_amount",
                   "num_transactions", "avg_amount", "share_pct"]
        groups = by(self.counted, lambda f: f.store_id)
        everything = total(self.counted)
        order = sorted(groups, key=lambda s: (-r6(total(groups[s])), self.wh.store_order(s)))[:self.params.top_n]
        rows = []
        for rank, store_id in enumerate(order, 1):
            facts, now = groups[store_id], self.current(store_id)
            amount = total(facts)
            rows.append([rank, store_id, now["name"], now["city"], now["country"], now["typology"], now["customer_id"],
                         amount, len(facts), amount / len(facts), percent(amount, everything)])
        self.top_share = fsum(row[-1] for row in rows) if everything else None
        return "top_stores", columns, rows

    def top_products(self):
        columns = ["rank", "product_sku", "product_name", "distinct_names", "num_sold", "total_amount", "share_pct"]
        groups = by(self.counted, lambda f: f.sku)
        order = sorted(groups, key=lambda s: (-len(groups[s]), -r6(total(groups[s])), self.wh.sku_order(s)))
        rows = []
        for rank, sku in enumerate(order[:self.params.top_n], 1):
            name, _, names, _ = self.wh.products[sku]
            rows.append([rank, sku, name, names, len(groups[sku]), total(groups[sku]),
                         percent(len(groups[sku]), len(self.counted))])
        return "top_products", columns, rows

    def typology_country(self):
        columns = ["store_type", "store_country", "num_stores", "num_transactions", "total_amount", "avg_amount",
                   "avg_amount_per_store"]

        def group(f):
            if f.store_id is None:
                return None
            values = self.current(f.store_id) if self.params.store_attributes == "current" else f.version.values
            return values["typology"] or UNKNOWN, values["country"] or UNKNOWN

        rows = []
        for (typology, country), facts in by(self.counted, group).items():
            stores, amount = len({f.store_id for f in facts}), total(facts)
            rows.append([typology, country, stores, len(facts), amount, rounded(amount / len(facts), 2),
                         rounded(amount / stores, 2)])
        rows.sort(key=lambda r: (text_key(r[0]), -r[5], text_key(r[1])))
        self.groups = rows
        return "avg_amount_by_typology_country", columns, rows

    def device_types(self):
        columns = ["device_type", "num_transactions", "total_transactions", "percent_transactions", "total_amount",
                   "percent_amount", "num_devices"]
        devices = Counter(line["type"] or UNKNOWN for line in self.wh.st.devices.values())
        devices[UNKNOWN] += len(self.wh.inferred_devices)
        everything, rows = total(self.counted), []
        for kind, facts in by(self.counted, lambda f: f.device_type or UNKNOWN).items():
            rows.append([kind, len(facts), len(self.counted), percent(len(facts), len(self.counted)), total(facts),
                         percent(total(facts), everything), devices[kind]])
        rows.sort(key=lambda r: (-r[1], text_key(r[0])))
        return "device_type_share", columns, rows

    # ---- time to five

    def five_by_store(self):
        columns = ["basis", "store_id", "store_name", "customer_id", "num_transactions", "first_transaction_at",
                   "fifth_transaction_at", "days_to_5_transactions", "whole_days"]
        self.five = {"accepted": {}, "all": {}}  # basis -> store_id -> days or None
        rows = []
        for basis in self.five:
            groups = by([f for f in self.until if basis == "all" or f.status == "accepted"], lambda f: f.store_id)
            part = []
            for store_id, facts in groups.items():
                fifth = facts[4].time if len(facts) >= 5 else None
                days = whole = None
                if fifth is not None:
                    ms = round((fifth - facts[0].time).total_seconds() * 1000)
                    days, whole = ms / DAY_MS, ms // DAY_MS
                self.five[basis][store_id] = days
                now = self.current(store_id)
                part.append([basis, store_id, now["name"], now["customer_id"], len(facts), facts[0].time, fifth, days, whole])
            part.sort(key=lambda r: (last_if_none(r[7], r6), self.wh.store_order(r[1])))
            rows += part
        return "time_to_five_store", columns, rows

    def five_by_customer(self):
        columns = ["basis", "customer_id", "num_stores", "num_stores_started", "avg_days_to_5_transactions",
                   "avg_whole_days"]
        rows = []
        for basis, stores in self.five.items():
            customers = {}
            for store_id, days in stores.items():
                customer = self.current(store_id)["customer_id"]
                if customer is not None:
                    customers.setdefault(customer, []).append(days)
            part = []
            for customer, all_days in customers.items():
                reached = [days for days in all_days if days is not None]
                mean = ratio(fsum(reached), len(reached))
                whole = rounded(ratio(sum(int(days) for days in reached), len(reached)), 0)
                part.append([basis, customer, len(reached), len(all_days), mean, whole])
            part.sort(key=lambda r: (last_if_none(r[4], r6), self.wh.customer_order(r[1])))
            rows += part
        self.five_customers = rows
        return "time_to_five_customer", columns, rows

    # ---- anomalies

    def anomalies(self):
        columns = ["entity_type", "entity_id", "outcome", "transactions", "outcome_count", "outcome_rate", "overall_rate",
                   "wilson_low", "wilson_high", "p_value", "q_value", "is_anomaly"]
        entities = [("device", lambda f: f.device_id, self.wh.device_order),
                    ("store", lambda f: f.store_id, self.wh.store_order),
                    ("customer", lambda f: f.customer_id, self.wh.customer_order)]
        rows = []
        for entity_type, key, order in entities:
            groups = by(self.facts, key)
            for outcome in ("refused", "cancelled"):
                overall = (sum(f.status == outcome for f in self.facts), len(self.facts))
                counts = {e: (len(fs), sum(f.status == outcome for f in fs)) for e, fs in groups.items()}
                p = {e: upper_tail(n, k, *overall) for e, (n, k) in counts.items() if n >= self.params.min_transactions}
                q = benjamini_hochberg(p)
                for e in sorted(groups, key=order):
                    n, k = counts[e]
                    flagged = e in q and q[e] <= self.params.alpha
                    rows.append([entity_type, e, outcome, n, k, k / n, overall[0] / overall[1], *wilson(n, k),
                                 p.get(e), q.get(e), flagged])
        self.anomaly_rows = rows
        return "status_anomalies", columns, rows

    # ---- days, stores, totals

    def counts(self, facts):
        """(n, accepted, refused, cancelled, rate, accepted amount, mean)."""
        n = Counter(f.status for f in facts)
        amount = total([f for f in facts if f.status == "accepted"])
        return [len(facts), *(n[s] for s in STATUSES), percent(n["accepted"], len(facts)), amount,
                ratio(amount, n["accepted"])]

    def daily(self):
        columns = ["date", "transactions", "accepted", "refused", "cancelled", "acceptance_rate_pct", "accepted_amount",
                   "avg_amount", "active_stores", "active_devices"]
        groups = by(self.facts, lambda f: f.day)
        days = days_between(min(groups), max(groups)) if groups else []
        rows = []
        for d in days:
            facts = groups.get(d, [])
            rows.append([d, *self.counts(facts), len({f.store_id for f in facts} - {None}),
                         len({f.device_id for f in facts} - {None})])
        self.daily_rows = rows
        return "daily_transactions", columns, rows

    def performance(self):
        columns = ["store_id", "store_name", "city", "country", "typology", "customer_id", "versions", "num_devices",
                   "transactions", "accepted", "refused", "cancelled", "acceptance_rate_pct", "accepted_amount",
                   "avg_amount", "first_transaction_at", "last_transaction_at", "days_since_last_accepted",
                   "days_to_5_transactions", "is_dormant"]
        groups = by(self.facts, lambda f: f.store_id)
        devices = Counter(line["store_id"] for line in self.wh.st.devices.values())
        rows = []
        for store_id in self.wh.store_ids:
            facts, now = groups.get(store_id, []), self.current(store_id)
            counts = self.counts(facts)
            accepted = [f.day for f in facts if f.status == "accepted" and f.day <= self.as_of]
            since = (self.as_of - max(accepted)).days if accepted else None
            dormant = counts[1] >= 5 and since is not None and since > self.params.dormant_days
            rows.append([store_id, now["name"], now["city"], now["country"], now["typology"], now["customer_id"],
                         len(self.wh.versions[store_id]), devices[store_id], *counts,
                         facts[0].time if facts else None, facts[-1].time if facts else None, since,
                         self.five["accepted"].get(store_id), dormant])
        rows.sort(key=lambda r: (-r6(r[13]), self.wh.store_order(r[0])))
        self.stores = [dict(zip(columns, row)) for row in rows]
        return "store_performance", columns, rows

    def kpis(self):
        names = ["transactions", "accepted", "refused", "cancelled", "acceptance_rate_pct", "accepted_amount", "avg_amount"]
        kpi = dict(zip(names, self.counts(self.facts)))
        kpi["stores_total"] = len(self.wh.store_ids)
        kpi["stores_active"] = sum(s["accepted"] > 0 for s in self.stores)
        kpi["devices_total"] = len(self.wh.device_ids)
        kpi["devices_active"] = len({f.device_id for f in self.facts} - {None})
        kpi["customers_total"] = len(self.wh.customer_ids)
        kpi["top_stores_share_pct"] = self.top_share
        for basis, stores in self.five.items():
            days = [d for d in stores.values() if d is not None]
            kpi[f"stores_with_5_{basis}"] = len(days)
            kpi[f"avg_days_to_5_{basis}"] = ratio(fsum(days), len(days))
            kpi[f"median_days_to_5_{basis}"] = median(days) if days else None
        kpi["stores_changed"] = sum(len(v) > 1 for v in self.wh.versions.values())
        kpi["anomalies"] = sum(row[-1] for row in self.anomaly_rows)
        self.kpi = kpi
        return "kpi_summary", ["kpi", "value"], [[name, value] for name, value in kpi.items()]


def upper_tail(n, k, hits, trials):
    """P(X ≥ k), X ~ Bin(n, hits/trials), in whole numbers: no rounding before the last division."""
    if k == 0:
        return 1.0
    miss = trials - hits
    ways = sum(comb(n, i) * hits**i * miss**(n - i) for i in range(k, n + 1))
    return ways / trials**n


def benjamini_hochberg(p):
    """Entity -> q, from entity -> p."""
    values = sorted(p.values())
    q, best = [0.0] * len(values), 1.0
    for j in range(len(values) - 1, -1, -1):
        best = min(best, values[j] * len(values) / (j + 1))
        q[j] = best
    return {entity: q[bisect_left(values, value)] for entity, value in p.items()}


def wilson(n, k):
    rate, z2 = k / n, Z * Z
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return (0.0 if k == 0 else max(0.0, centre - half)), (1.0 if k == n else min(1.0, centre + half))
