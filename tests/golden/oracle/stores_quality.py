"""Stores, section 7: the checks."""

from . import stores_cells as cells
from .cells import text_value
from .stores_files import COLUMNS

TEXTS = {"devices": ["id", "type", "store_id"],
         "stores": ["id", "name", "address", "city", "country", "typology", "customer_id"],
         "transactions": ["id", "device_id", "product_name", "product_sku", "product_name_2", "status"]}
LIMITS = {"S01": (0, 20), "S02": (0, 5), "S03": (0, 5), "S04": (0, 5), "S05": (0, 20), "S06": (5, 50), "S07": (5, 50),
          "S08": (0, 100), "S09": (0, 100), "S10": (0, 100), "S11": (0, 0), "S12": (0, 100), "S13": (50, 100),
          "S14": (50, 100), "S15": (0, 5), "S16": (0, 50), "S17": (0, 100)}
WORDS = {
    "S01": "rejected rows", "S02": "transactions without a known device", "S03": "devices without a known store",
    "S04": "transactions without a SKU", "S05": "stores with gaps", "S06": "transactions before their store",
    "S07": "created before they happened", "S08": "SKUs with several names", "S09": "SKUs that are no GTIN",
    "S10": "card numbers of a wrong length", "S11": "columns that look like card numbers",
    "S12": "time columns of a 12-hour clock", "S13": "devices without a transaction",
    "S14": "stores without a transaction", "S15": "updates that differ in what stays", "S16": "days without a transaction",
    "S17": "time columns that read both ways", "C01": "updates", "C02": "store rows that opened a version",
    "C03": "store rows that overwrote", "C04": "status words made canonical", "C05": "device rows that changed one",
    "C06": "card numbers masked", "C07": "cvv values dropped", "C08": "times turned to UTC",
}


def quality_report(staging, warehouse):
    """The table; its rows are also what J10 reads."""
    found = counts(staging, warehouse)
    rows = []
    for check in sorted(found):
        part, whole = found[check]
        warn, fail = LIMITS.get(check, (None, None))
        pct = part / whole * 100 if whole else None
        if not whole:
            status = "skipped"
        elif warn is None:
            status = "info" if part else "pass"
        else:
            status = "fail" if pct > fail else "warn" if pct > warn else "pass"
        rows.append([check, WORDS[check], whole, part, pct, warn, fail, status])
    return "quality_report", ["check_id", "description", "checked", "found", "found_pct", "warn_above", "fail_above",
                              "status"], rows


def counts(st, wh):
    facts, accepted = wh.facts, st.accepted
    lines = st.lines["transactions"]
    known = wh.st.devices
    inferred_stores = {s for s in wh.store_ids if wh.current(s).inferred}
    given = [s for s in wh.store_ids if s not in inferred_stores]
    with_store_date = [f for f in facts if f.store_id is not None and wh.created_at[f.store_id] is not None]
    with_both = [f for f in facts if f.created_at is not None and f.happened_at is not None]
    cards = [line for line in lines if line.has_card]
    big = [moments for texts, moments, *_ in st.time_columns if len(texts) >= 100]
    opens = [column for column in st.time_columns if column[2]]
    times = sum(len(column[0]) for column in st.time_columns)
    n = {table: len(rows) for table, rows in accepted.items()}
    now = {s: wh.current(s).values for s in given}
    return {
        "S01": (len(st.rejects), sum(len(rows) for rows in st.rows.values())),
        "S02": (sum(f.device_id not in known for f in facts), len(facts)),
        "S03": (sum(d["store_id"] is None or d["store_id"] in inferred_stores for d in known.values()), len(known)),
        "S04": (sum(f.sku is None for f in facts), len(facts)),
        "S05": (sum(None in (now[s]["customer_id"], now[s]["typology"], now[s]["country"]) for s in given), len(given)),
        "S06": (sum(f.time < wh.created_at[f.store_id] for f in with_store_date), len(with_store_date)),
        "S07": (sum(f.created_at < f.happened_at for f in with_both), len(with_both)),
        "S08": (sum(names > 1 for _, _, names, _ in wh.products.values()), len(wh.products)),
        "S09": (sum(not gtin for *_, gtin in wh.products.values()), len(wh.products)),
        "S10": (sum(not 12 <= line.card_digits <= 19 for line in cards), len(cards)),
        "S11": (sum(card_like(st, table, column) for table in TEXTS for column in TEXTS[table]),
                sum(len(columns) for columns in TEXTS.values())),
        "S12": (sum(all(1 <= m.hour <= 12 for m in moments) for moments in big), len(big)),
        "S13": (len(set(wh.device_ids) - {f.device_id for f in facts}), len(wh.device_ids)),
        "S14": (len(set(wh.store_ids) - {f.store_id for f in facts}), len(wh.store_ids)),
        "S15": (sum(any(t.first[c] != line[c] for c in ("device_id", "product_sku", "happened_at"))
                    for t, line in st.updates), len(st.updates)),
        "S16": (len(set(wh.days) - {f.day for f in facts}), len(wh.days)),
        "S17": (sum(month == day for *_, month, day in opens), len(opens)),
        "C01": (len(st.updates), n["transactions"]),
        "C02": (wh.opened, n["stores"]),
        "C03": (wh.overwritten, n["stores"]),
        "C04": (sum(line.raw_status != line["status"] for line in accepted["transactions"]), n["transactions"]),
        "C05": (st.device_changes, n["devices"]),
        "C06": (len(cards), len(lines)),
        "C07": (sum(line.has_cvv for line in lines), len(lines)),
        "C08": (sum(line.turned for table in COLUMNS for line in st.lines[table]), times),
    }


def card_like(st, table, column):
    values = [text_value(line.row.text(column)) for line in st.lines[table]]
    values = [value for value in values if value is not None]
    hits = sum(cells.looks_like_card(value) for value in values)
    return len(values) >= 20 and hits * 10 >= len(values) * 9
