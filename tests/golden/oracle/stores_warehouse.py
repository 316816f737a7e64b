"""Stores, section 5: dimensions, the history of stores, the fact."""

from collections import Counter
from datetime import timedelta

from .stores_cells import id_key, is_gtin, text_key
from .stores_staging import date_in_name

TRACKED = ["name", "address", "city", "country", "typology", "customer_id"]


class Version:
    def __init__(self, store_id, number, line, opened, inferred=False):
        self.store_id, self.number, self.opened, self.inferred = store_id, number, opened, inferred
        self.valid_from, self.valid_to = (opened if number > 1 else None), None
        self.values = tracked(line) if line else {column: None for column in TRACKED}

    def covers(self, moment):
        return (self.valid_from is None or self.valid_from <= moment) and (
            self.valid_to is None or moment < self.valid_to)


def tracked(line):
    return {column: line[column] for column in TRACKED}


class Fact:
    pass


class Warehouse:
    def __init__(self, staging, params):
        self.st, self.params = staging, params
        self.keys_of_ids()
        self.history()
        self.facts_()
        self.products_()
        self.tables = [self.dim_date(), self.dim_store(), self.dim_device(), self.dim_customer(), self.dim_product(),
                       self.fact_transaction()]

    def keys_of_ids(self):
        accepted = self.st.accepted
        of = lambda table, column: [line[column] for line in accepted[table] if line[column] is not None]
        self.store_order = id_key(of("stores", "id") + of("devices", "store_id"))
        self.device_order = id_key(of("devices", "id") + of("transactions", "device_id"))
        self.customer_order = id_key(of("stores", "customer_id"))
        self.sku_order = id_key(of("transactions", "product_sku"))
        self.transaction_order = id_key(of("transactions", "id"))

    # ---- stores

    def history(self):
        self.opened = self.overwritten = 0
        by_store, effective = {}, {}
        for place, line in enumerate(self.st.accepted["stores"]):
            rows = by_store.setdefault(line["id"], [])
            time = line["updated_at"] or date_in_name(line.row.file.name)
            if time is None:
                time = max((t for t, _, _ in rows if t is not None), default=None)
            rows.append((time, place, line))
        self.versions, self.created_at = {}, {}
        for store_id, rows in by_store.items():
            given = [line["created_at"] for _, _, line in rows if line["created_at"] is not None]
            self.created_at[store_id] = given[-1] if given else None
            versions = []
            for time, _, line in sorted(rows, key=lambda r: (r[0] is not None, r[0] or 0, r[1])):
                if not versions:
                    versions.append(Version(store_id, 1, line, time))
                    continue
                current = versions[-1]
                if current.values == tracked(line):
                    continue
                if current.opened == time:
                    current.values = tracked(line)
                    self.overwritten += 1
                else:
                    current.valid_to = time
                    versions.append(Version(store_id, current.number + 1, line, time))
                    self.opened += 1
            self.versions[store_id] = versions
        for line in self.st.devices.values():
            store_id = line["store_id"]
            if store_id is not None and store_id not in self.versions:
                self.versions[store_id] = [Version(store_id, 1, None, None, inferred=True)]
                self.created_at[store_id] = None
        self.store_ids = sorted(self.versions, key=self.store_order)
        self.all_versions = [v for store_id in self.store_ids for v in self.versions[store_id]]
        for key, version in enumerate(self.all_versions, 1):
            version.key = key
        self.customer_ids = sorted({v.values["customer_id"] for v in self.all_versions} - {None}, key=self.customer_order)
        self.customer_keys = {c: key for key, c in enumerate(self.customer_ids, 1)}

    def current(self, store_id):
        return self.versions[store_id][-1]

    # ---- facts

    def facts_(self):
        inferred = {t.first["device_id"] for t in self.st.transactions.values()} - {None} - set(self.st.devices)
        self.inferred_devices = inferred
        self.device_ids = sorted(set(self.st.devices) | inferred, key=self.device_order)
        self.device_keys = {d: key for key, d in enumerate(self.device_ids, 1)}
        self.facts = []
        for id_, t in self.st.transactions.items():
            fact = Fact()
            fact.id, fact.amount, fact.status = id_, t.amount, t.status
            fact.created_at, fact.happened_at = t.created_at, t.first["happened_at"]
            fact.time = fact.created_at if self.params.time_column == "created_at" else fact.happened_at
            fact.day = fact.time.date()
            fact.device_id = t.first["device_id"]
            device = self.st.devices.get(fact.device_id)
            fact.device_type = device["type"] if device else None
            fact.store_id = device["store_id"] if device else None
            fact.version = None
            if fact.store_id is not None:
                fact.version = next(v for v in self.versions[fact.store_id] if v.covers(fact.time))
            fact.customer_id = fact.version.values["customer_id"] if fact.version else None
            fact.sku, fact.name, fact.name2 = (t.first[c] for c in ("product_sku", "product_name", "product_name_2"))
            fact.last4, fact.updates = t.first.last4, t.updates
            self.facts.append(fact)
        self.facts.sort(key=lambda f: (f.time, self.transaction_order(f.id)))
        days = [f.day for f in self.facts]
        self.days = days_between(min(days), max(days)) if days else []

    def products_(self):
        names, names2 = {}, {}
        for f in self.facts:
            if f.sku is not None:
                names.setdefault(f.sku, Counter())
                names2.setdefault(f.sku, Counter())
                if f.name is not None:
                    names[f.sku][f.name] += 1
                if f.name2 is not None:
                    names2[f.sku][f.name2] += 1
        self.skus = sorted(names, key=self.sku_order)
        self.product_keys = {sku: key for key, sku in enumerate(self.skus, 1)}
        self.products = {sku: (most_frequent(names[sku]), most_frequent(names2[sku]), len(names[sku]), is_gtin(sku))
                         for sku in self.skus}

    # ---- tables

    def dim_date(self):
        columns = ["date_key", "date", "year", "quarter", "month", "iso_week", "day", "weekday", "is_weekend"]
        rows = []
        for d in self.days:
            year, week, weekday = d.isocalendar()
            rows.append([int(d.strftime("%Y%m%d")), d, d.year, f"{d.year}-Q{(d.month + 2) // 3}", f"{d.year}-{d.month:02}",
                         f"{year}-W{week:02}", d.day, weekday, weekday > 5])
        return "dim_date", columns, rows

    def dim_store(self):
        columns = ["store_key", "store_id", "version", "name", "address", "city", "country", "typology", "customer_id",
                   "customer_key", "created_at", "valid_from", "valid_to", "is_current", "is_inferred"]
        rows = [[0] + [None] * 8 + [0] + [None] * 5]
        for v in self.all_versions:
            rows.append([v.key, v.store_id, v.number] + [v.values[column] for column in TRACKED]
                        + [self.customer_keys.get(v.values["customer_id"], 0), self.created_at[v.store_id],
                           v.valid_from, v.valid_to, v is self.current(v.store_id), v.inferred])
        return "dim_store", columns, rows

    def dim_device(self):
        rows = [[0, None, None, None, None]]
        for device_id in self.device_ids:
            line = self.st.devices.get(device_id)
            rows.append([self.device_keys[device_id], device_id, line["type"] if line else None,
                         line["store_id"] if line else None, line is None])
        return "dim_device", ["device_key", "device_id", "device_type", "store_id", "is_inferred"], rows

    def dim_customer(self):
        counts = Counter(self.current(s).values["customer_id"] for s in self.store_ids)
        rows = [[0, None, None]] + [[self.customer_keys[c], c, counts[c]] for c in self.customer_ids]
        return "dim_customer", ["customer_key", "customer_id", "store_count"], rows

    def dim_product(self):
        columns = ["product_key", "product_sku", "product_name", "product_name_2", "distinct_names", "is_gtin"]
        rows = [[0] + [None] * 5] + [[self.product_keys[sku], sku, *self.products[sku]] for sku in self.skus]
        return "dim_product", columns, rows

    def fact_transaction(self):
        columns = ["transaction_id", "event_time", "date_key", "happened_at", "created_at", "device_key", "device_id",
                   "store_key", "store_id", "customer_key", "customer_id", "product_key", "product_sku", "product_name",
                   "product_name_2", "amount", "status", "card_last4", "times_updated"]
        rows = [[f.id, f.time, int(f.day.strftime("%Y%m%d")), f.happened_at, f.created_at,
                 self.device_keys.get(f.device_id, 0), f.device_id, f.version.key if f.version else 0, f.store_id,
                 self.customer_keys.get(f.customer_id, 0), f.customer_id, self.product_keys.get(f.sku, 0), f.sku, f.name,
                 f.name2, f.amount, f.status, f.last4, f.updates] for f in self.facts]
        return "fact_transaction", columns, rows


def days_between(first, last):
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def most_frequent(counter):
    return min(counter, key=lambda name: (-counter[name], text_key(name)), default=None)
