"""Section 4: days, orders, customers, facts and the two aggregates."""

from collections import defaultdict
from datetime import timedelta
from math import ceil, floor, fsum

from .cells import id_order, r6, text_value

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

DIM_DATE_COLUMNS = [
    "date_id", "full_date", "year", "quarter", "month", "month_name", "month_abbr", "week_of_year", "day_of_year",
    "day_of_month", "day_of_week", "day_name", "day_abbr", "is_weekend", "is_month_start", "is_month_end",
    "is_quarter_start", "is_quarter_end", "is_year_start", "is_year_end", "date_string", "month_year", "quarter_year",
    "iso_year", "iso_week", "iso_year_week", "iso_day_of_week", "is_business_day", "fiscal_year", "fiscal_quarter",
    "fiscal_month", "fiscal_label"]
DIM_ORDER_COLUMNS = [
    "order_key", "order_id", "customer_key", "customer_id", "order_date", "date_id", "order_amount", "gross_amount",
    "line_count", "order_year", "order_month", "order_quarter", "order_day_of_week", "order_day_name",
    "is_weekend_order", "customer_order_sequence", "is_first_order", "days_since_customer_first_order",
    "days_since_previous_order", "order_amount_quartile", "is_return"]
DIM_CUSTOMER_COLUMNS = [
    "customer_key", "customer_id", "first_order_date", "last_order_date", "total_transactions", "total_orders",
    "total_spent", "total_returned", "avg_order_value", "purchase_days", "avg_days_between_orders",
    "first_order_cohort_month", "first_order_cohort_quarter", "first_order_cohort_year", "days_since_first_order",
    "days_since_last_order", "customer_vintage_group", "customer_status", "customer_value_group", "ltv_rank",
    "customer_segment"]
FACT_COLUMNS = [
    "sales_key", "customer_key", "order_key", "date_id", "customer_id", "order_id", "sales_amount",
    "transaction_count", "is_return", "product", "channel", "country", "quantity", "unit_price", "source_file",
    "source_row"]
DAILY_COLUMNS = ["date_id", "total_sales", "total_transactions", "total_orders", "unique_customers", "new_customers"]
BREAKDOWN_COLUMNS = ["dimension", "value", "total_sales", "sales_share", "total_transactions", "total_orders",
                     "unique_customers"]


def date_id(day):
    return day.year * 10000 + day.month * 100 + day.day


def month_of(day):
    return f"{day.year:04d}-{day.month:02d}"


def quarter_of(day):
    return (day.month + 2) // 3


def sunday_first(day):
    """1 = Sunday … 7 = Saturday."""
    return day.isoweekday() % 7 + 1


def ntile(k, count):
    """The bucket 1..k of each of `count` ordered rows: the first count mod k buckets get one row more."""
    buckets = []
    for bucket in range(1, k + 1):
        buckets += [bucket] * (count // k + (1 if bucket <= count % k else 0))
    return buckets


def divide(a, b):
    return None if not b else a / b


class Order:
    """The pair (customer, order id)."""

    def __init__(self, customer, order_id):
        self.customer, self.order_id, self.lines = customer, order_id, []

    def close(self):
        bought = [line for line in self.lines if line.is_purchase()]
        self.is_return = not bought
        self.date = min(line.date.day for line in bought or self.lines)
        self.amount = fsum(line.amount for line in self.lines)
        self.gross = fsum(line.amount for line in bought)
        self.sequence = self.since_first = self.since_previous = self.quartile = None


class Customer:
    """`orders` holds the orders that are no return orders, `lines` every accepted row."""

    def __init__(self, customer_id):
        self.id, self.lines, self.orders = customer_id, [], []


class Fact:
    def __init__(self, line, order):
        self.line, self.order, self.customer = line, order, order.customer
        self.day, self.amount, self.is_return = line.date.day, line.amount, not line.is_purchase()


class Totals:
    """The five measures that agg_sales_* and section 5 count over some facts."""

    def __init__(self, facts):
        bought = [fact for fact in facts if not fact.is_return]
        self.sales = fsum(fact.amount for fact in facts)
        self.transactions = len(bought)
        self.orders = len({fact.order.key for fact in bought})
        self.customers = len({fact.customer.key for fact in bought})


class Warehouse:
    """All of the layer; lists are in the order of their tables."""

    def __init__(self, accepted, params):
        self.params = params
        self.days, self.orders, self.customers, self.facts = [], [], [], []
        self.as_of = params.as_of
        self.cut_high = self.cut_low = None
        if not accepted:
            return
        self.first_day = min(line.date.day for line in accepted)
        self.last_day = max(line.date.day for line in accepted)
        self.as_of = params.as_of or self.last_day
        self.days = [self.first_day + timedelta(n) for n in range((self.last_day - self.first_day).days + 1)]
        self.customer_id_order = id_order({line.customer for line in accepted})
        self.order_id_order = id_order({line.order for line in accepted})
        self._orders_and_customers(accepted)
        self._segments()
        self._facts()

    # -- orders and customers

    def _orders_and_customers(self, accepted):
        customers, orders = {}, {}
        for line in accepted:
            customer = customers.setdefault(line.customer, Customer(line.customer))
            order = orders.setdefault((line.customer, line.order), Order(customer, line.order))
            customer.lines.append(line)
            order.lines.append(line)
        for order in orders.values():
            order.close()
        for order in orders.values():
            if not order.is_return:
                order.customer.orders.append(order)
        for customer in customers.values():
            self._close_customer(customer)

        by_id = self.customer_id_order
        self.customers = sorted(customers.values(), key=lambda c: (c.first, by_id(c.id)))
        for key, customer in enumerate(self.customers, 1):
            customer.key = key
        self.orders = sorted(orders.values(),
                             key=lambda o: (o.date, self.order_id_order(o.order_id), by_id(o.customer.id)))
        for key, order in enumerate(self.orders, 1):
            order.key = key

        purchases = [o for o in self.orders if not o.is_return]
        purchases.sort(key=lambda o: (r6(o.amount), o.key))
        for order, bucket in zip(purchases, ntile(4, len(purchases))):
            order.quartile = ["Low", "Medium-Low", "Medium-High", "High"][bucket - 1]

    def _close_customer(self, c):
        c.orders.sort(key=lambda o: (o.date, self.order_id_order(o.order_id)))
        for n, order in enumerate(c.orders):
            order.sequence = n + 1
            order.since_first = (order.date - c.orders[0].date).days
            order.since_previous = (order.date - c.orders[n - 1].date).days if n else None
        c.first, c.last = c.orders[0].date, c.orders[-1].date
        c.d_first, c.d_last = (self.as_of - c.first).days, (self.as_of - c.last).days
        c.spent = fsum(line.amount for line in c.lines)
        c.returned = fsum(-line.amount for line in c.lines if not line.is_purchase())
        c.transactions = sum(line.is_purchase() for line in c.lines)
        c.purchase_days = len({order.date for order in c.orders})
        c.gap = (c.last - c.first).days / (c.purchase_days - 1) if c.purchase_days > 1 else None
        c.cohort = month_of(c.first)

    # -- values and segments

    def _segments(self):
        p, n = self.params, len(self.customers)
        ranked = sorted(self.customers, key=lambda c: (-r6(c.spent), self.customer_id_order(c.id)))
        for rank, customer in enumerate(ranked, 1):
            customer.ltv_rank = rank
        if p.high_value_rule == "percentile":
            self.cut_high = ranked[max(1, ceil(p.high_value_share * n - 1e-9)) - 1].spent
            self.cut_low = ranked[max(1, n - floor(p.low_value_share * n + 1e-9)) - 1].spent
        else:
            self.cut_high, self.cut_low = p.ltv_high_threshold, p.ltv_regular_threshold
        mean = r6(fsum(c.spent for c in self.customers) / n)
        for c in self.customers:
            c.vintage = vintage(c.d_first)
            c.status = "Active" if c.d_last <= 30 else "At Risk" if c.d_last <= 90 else "Inactive"
            c.value_group = self._value_group(c, mean)
            c.segment = self._segment(c)

    def _value_group(self, c, mean):
        if r6(c.spent) >= r6(self.cut_high):
            return "VIP Active" if c.d_last <= 30 else "VIP At Risk"
        if r6(c.spent) >= mean:
            return "Regular Active" if c.d_last <= 60 else "Regular At Risk"
        if len(c.orders) == 1:
            return "One-Time Buyer"
        return "Low Value Active" if c.d_last <= 90 else "Low Value Inactive"

    def _segment(self, c):
        p = self.params
        if c.d_last > p.lost_days:
            return "Lost"
        if c.d_first < p.new_customer_days:
            return "New"
        if r6(c.spent) >= r6(self.cut_high) and c.d_last <= p.recent_activity_days:
            return "High Value"
        declining = (c.d_last > p.recent_activity_days and c.gap is not None
                     and r6(c.d_last / c.gap) >= r6(p.overdue_factor))
        if c.d_last > p.at_risk_days or declining:
            return "At Risk"
        return "Regular" if r6(c.spent) >= r6(self.cut_low) else "Low Value"

    # -- facts

    def _facts(self):
        facts = [Fact(line, order) for order in self.orders for line in order.lines]
        facts.sort(key=lambda f: (f.day, f.customer.key, f.order.key, f.line.key[0].encode("utf-8"), f.line.key[1]))
        for key, fact in enumerate(facts, 1):
            fact.key = key
        self.facts = facts

    def keys_resolve(self, fact):
        """True when the three keys of a fact exist in their dimensions."""
        return (1 <= fact.customer.key <= len(self.customers) and 1 <= fact.order.key <= len(self.orders)
                and self.first_day <= fact.day <= self.last_day)


def vintage(days):
    for limit, name in ((30, "0-30 days"), (90, "31-90 days"), (180, "91-180 days"), (365, "181-365 days")):
        if days <= limit:
            return name
    return "365+ days"


# ---- tables --------------------------------------------------------------------------------

def dim_date(wh):
    return [date_row(day, wh.params) for day in wh.days]


def date_row(day, params):
    tomorrow = day + timedelta(1)
    iso_year, iso_week, iso_day = day.isocalendar()
    quarter = quarter_of(day)
    weekend = iso_day >= 6
    month, name = MONTHS[day.month - 1], DAYS[iso_day - 1]
    start = params.fiscal_year_start_month
    fiscal_month = (day.month - start) % 12 + 1
    fiscal_quarter = (fiscal_month + 2) // 3
    fiscal_year = day.year + (1 if start > 1 and day.month >= start else 0)
    return [
        date_id(day), day, day.year, quarter, day.month, month, month[:3], int(day.strftime("%W")),
        day.timetuple().tm_yday, day.day, sunday_first(day), name, name[:3], int(weekend), int(day.day == 1),
        int(tomorrow.day == 1), int(day.day == 1 and day.month % 3 == 1), int(tomorrow.day == 1 and day.month % 3 == 0),
        int((day.month, day.day) == (1, 1)), int((day.month, day.day) == (12, 31)), day.isoformat(),
        f"{month[:3]} {day.year}", f"Q{quarter} {day.year}", iso_year, iso_week, f"{iso_year}-W{iso_week:02d}", iso_day,
        int(not weekend and day not in params.holidays), fiscal_year, fiscal_quarter, fiscal_month,
        f"FY{fiscal_year}-Q{fiscal_quarter}"]


def dim_order(wh):
    return [[o.key, o.order_id, o.customer.key, o.customer.id, o.date, date_id(o.date), o.amount, o.gross,
             len(o.lines), o.date.year, o.date.month, quarter_of(o.date), sunday_first(o.date),
             DAYS[o.date.weekday()], int(o.date.isoweekday() >= 6), o.sequence, int(o.sequence == 1), o.since_first,
             o.since_previous, o.quartile, int(o.is_return)] for o in wh.orders]


def dim_customer(wh):
    return [[c.key, c.id, c.first, c.last, c.transactions, len(c.orders), c.spent, c.returned,
             c.spent / len(c.orders), c.purchase_days, c.gap, c.cohort, f"{c.first.year}-Q{quarter_of(c.first)}",
             c.first.year, c.d_first, c.d_last, c.vintage, c.status, c.value_group, c.ltv_rank, c.segment]
            for c in wh.customers]


def fact_sales(wh):
    rows = []
    for f in wh.facts:
        row = f.line.row
        rows.append([f.key, f.customer.key, f.order.key, date_id(f.day), f.customer.id, f.order.order_id, f.amount, 1,
                     int(f.is_return), text_value(row.text("product")), text_value(row.text("channel")),
                     text_value(row.text("country")), f.line.numbers["quantity"], f.line.numbers["unit_price"],
                     *f.line.key])
    return rows


def agg_sales_daily(wh):
    by_day, new = defaultdict(list), defaultdict(int)
    for fact in wh.facts:
        by_day[fact.day].append(fact)
    for customer in wh.customers:
        new[customer.first] += 1
    rows = []
    for day in wh.days:
        t = Totals(by_day[day])
        rows.append([date_id(day), t.sales, t.transactions, t.orders, t.customers, new[day]])
    return rows


def agg_sales_breakdown(wh):
    everything = fsum(fact.amount for fact in wh.facts)
    rows = []
    for dimension in ("product", "channel", "country"):
        groups = defaultdict(list)
        for fact in wh.facts:
            groups[text_value(fact.line.row.text(dimension))].append(fact)
        if not set(groups) - {None}:
            continue
        found = [(value, Totals(facts)) for value, facts in groups.items()]
        found.sort(key=lambda g: (-r6(g[1].sales), g[0] is None, (g[0] or "").encode("utf-8")))
        rows += [[dimension, value, t.sales, divide(t.sales, everything), t.transactions, t.orders, t.customers]
                 for value, t in found]
    return rows
