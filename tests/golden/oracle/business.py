"""Section 5, as far as it needs no purchase model and no churn risk; the rest of it is in customers.py and models.py."""

import calendar
from collections import defaultdict
from datetime import date, timedelta
from math import fsum

from .cells import r6
from .warehouse import Totals, divide, ntile

MONTHLY_COLUMNS = [
    "period_month", "total_sales", "avg_order_value", "avg_transaction_value", "total_transactions", "total_orders",
    "unique_customers", "purchase_frequency", "new_customers", "returning_customers", "sales_growth_percent",
    "is_partial"]
COHORT_COLUMNS = [
    "cohort_month", "activity_month", "months_since_acquisition", "cohort_size", "active_customers",
    "retention_rate_percent", "total_sales", "avg_order_value", "revenue_per_customer",
    "cumulative_revenue_per_customer", "is_partial"]
RETENTION_COLUMNS = [
    "cohort_month", "retention_window_months", "cohort_size", "active_customers", "cumulative_retention_rate",
    "avg_purchase_frequency", "total_revenue", "avg_customer_value", "is_complete"]
SEGMENTATION_COLUMNS = ["customer_id", "recency_score", "frequency_score", "monetary_score", "rfm_cell",
                        "rfm_segment", "segment_description", "recommended_strategy"]
SEASONAL_COLUMNS = ["period_type", "period_value", "n_periods", "avg_sales", "avg_orders", "avg_customers",
                    "seasonal_index", "trend_direction"]
LIFECYCLE_COLUMNS = ["snapshot_date", "lifecycle_stage", "customers", "share_of_base", "avg_days_since_last_order"]


# ---- months ----------------------------------------------------------------------------------
# A month is a number, year * 12 + (month - 1), so that months can be added and counted.

def month_number(day):
    return day.year * 12 + day.month - 1


def month_text(number):
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_days(number):
    """First and last day of a month."""
    year, month = number // 12, number % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def days_after(number, as_of):
    """How many days of the month lie after as_of."""
    first, last = month_days(number)
    return max(0, (last - max(as_of, first - timedelta(1))).days)


def days_before(number, start):
    """How many days of the month lie before start."""
    first, last = month_days(number)
    return max(0, (min(start, last + timedelta(1)) - first).days)


def is_partial(number, wh):
    slack = wh.params.partial_month_slack_days
    return days_before(number, wh.first_day) > slack or days_after(number, wh.as_of) > slack


def run_months(wh):
    """The months from the first to the last accepted row's, without gaps."""
    return range(month_number(wh.first_day), month_number(wh.last_day) + 1) if wh.facts else range(0)


def facts_by_month(facts):
    months = defaultdict(list)
    for fact in facts:
        months[month_number(fact.day)].append(fact)
    return months


def cohorts(wh):
    """(month number, customers) of each cohort, in order."""
    found = defaultdict(list)
    for customer in wh.customers:
        found[month_number(customer.first)].append(customer)
    return sorted(found.items())


# ---- tables ----------------------------------------------------------------------------------

def monthly_metrics(wh):
    by_month, new = facts_by_month(wh.facts), defaultdict(int)
    for customer in wh.customers:
        new[month_number(customer.first)] += 1
    rows, before = [], None
    for month in run_months(wh):
        t = Totals(by_month[month])
        growth = None
        if before is not None and r6(before) > 0:
            growth = 100 * (t.sales - before) / before
        rows.append([
            month_text(month), t.sales, divide(t.sales, t.orders), divide(t.sales, t.transactions), t.transactions,
            t.orders, t.customers, divide(t.orders, t.customers), new[month], t.customers - new[month], growth,
            int(is_partial(month, wh))])
        before = t.sales
    return rows


def cohort_analysis(wh):
    rows = []
    by_customer = defaultdict(list)
    for fact in wh.facts:
        by_customer[fact.customer.key].append(fact)
    for cohort, members in cohorts(wh):
        by_month = facts_by_month([fact for c in members for fact in by_customer[c.key]])
        size, so_far = len(members), []
        for month in range(cohort, month_number(wh.last_day) + 1):
            t = Totals(by_month[month])
            so_far += [fact.amount for fact in by_month[month]]
            rows.append([
                month_text(cohort), month_text(month), month - cohort, size, t.customers, 100 * t.customers / size,
                t.sales, divide(t.sales, t.orders), t.sales / size, fsum(so_far) / size, int(is_partial(month, wh))])
    return rows


def cumulative_retention_analysis(wh):
    rows = []
    by_customer = defaultdict(list)
    for fact in wh.facts:
        by_customer[fact.customer.key].append((month_number(fact.day), fact))
    for cohort, members in cohorts(wh):
        size = len(members)
        if size < wh.params.min_cohort_size:
            continue
        facts = [pair for c in members for pair in by_customer[c.key]]
        for window in sorted(set(wh.params.retention_windows)):
            later = Totals([f for m, f in facts if cohort + 1 <= m <= cohort + window])
            whole = Totals([f for m, f in facts if cohort <= m <= cohort + window])
            complete = days_after(cohort + window, wh.as_of) <= wh.params.partial_month_slack_days
            rows.append([
                month_text(cohort), window, size, later.customers, 100 * later.customers / size, whole.orders / size,
                whole.sales, whole.sales / size, int(complete)])
    return rows


RFM = {
    "Champions": ("Bought lately, buy often, spend a lot",
                  "Offer new and premium products first; ask for reviews and referrals"),
    "Loyal Customers": ("Steady buyers with good value", "Loyalty rewards and related products"),
    "New Customers": ("Bought lately, few orders so far", "Welcome series that leads to the next order"),
    "At Risk": ("Frequent buyers who have gone quiet", "Personal reminder with a time-limited offer"),
    "Cannot Lose Them": ("Good spenders who have stayed away", "Personal contact and a strong reason to return"),
    "Lost Customers": ("Low value and long inactive", "One low-cost win-back attempt, then suppress"),
    "Others": ("No clear pattern", "Regular newsletter"),
}


def rfm_segment(r, f, m):
    if r >= 4 and f >= 4 and m >= 4:
        return "Champions"
    if r >= 3 and f >= 3 and m >= 3:
        return "Loyal Customers"
    if r >= 4 and f <= 2:
        return "New Customers"
    if r <= 3 and f >= 3:
        return "At Risk"
    if r <= 2 and f <= 2 and m >= 3:
        return "Cannot Lose Them"
    if r <= 2:
        return "Lost Customers"
    return "Others"


def customer_segmentation(wh):
    p = wh.params
    by_value = sorted(wh.customers, key=lambda c: (r6(c.spent), wh.customer_id_order(c.id)))
    monetary = {c.key: bucket for c, bucket in zip(by_value, ntile(5, len(by_value)))}
    rows = []
    for c in sorted(wh.customers, key=lambda c: wh.customer_id_order(c.id)):
        r = 5 - sum(c.d_last > days for days in p.rfm_recency_days)
        f = 1 + sum(len(c.orders) >= count for count in p.rfm_frequency_orders)
        m = monetary[c.key]
        name = rfm_segment(r, f, m)
        rows.append([c.id, r, f, m, f"{r}{f}{m}", name, *RFM[name]])
    return rows


def trend(index):
    if index is None:
        return None
    index = r6(index)
    if index > 1.1:
        return "strong_positive"
    if index > 1.05:
        return "positive"
    if index < 0.9:
        return "strong_negative"
    if index < 0.95:
        return "negative"
    return "stable"


def seasonal_trends(wh):
    by_month = facts_by_month(wh.facts)
    used = [m for m in run_months(wh) if wh.params.include_partial_months or not is_partial(m, wh)]
    months = [(f"{m % 12 + 1:02d}", Totals(by_month[m])) for m in used]
    quarters = [(f"Q{m % 12 // 3 + 1}", Totals(by_month[m] + by_month[m + 1] + by_month[m + 2]))
                for m in used if m % 3 == 0 and m + 1 in used and m + 2 in used]
    return season_rows("monthly", months) + season_rows("quarterly", quarters)


def season_rows(period_type, periods):
    if not periods:
        return []
    mean = fsum(t.sales for _, t in periods) / len(periods)
    groups = defaultdict(list)
    for value, t in periods:
        groups[value].append(t)
    rows = []
    for value, totals in sorted(groups.items()):
        n = len(totals)
        sales = fsum(t.sales for t in totals) / n
        index = divide(sales, mean)
        rows.append([period_type, value, n, sales, sum(t.orders for t in totals) / n,
                     sum(t.customers for t in totals) / n, index, trend(index)])
    return rows


STAGES = ["New", "Active", "At Risk", "Inactive"]


def snapshot_days(wh):
    """Month ends before as_of from the first order's month on, then as_of."""
    month, days = month_number(min(c.first for c in wh.customers)), []
    while month_days(month)[1] < wh.as_of:
        days.append(month_days(month)[1])
        month += 1
    return days + [wh.as_of]


def customer_lifecycle_snapshot(wh):
    rows = []
    if not wh.customers:
        return rows
    dates_of = [[order.date for order in c.orders] for c in wh.customers]
    for s in snapshot_days(wh):
        quiet = {stage: [] for stage in STAGES}
        for dates in dates_of:
            so_far = [day for day in dates if day <= s]
            if not so_far:
                continue
            d = (s - so_far[-1]).days
            if len(so_far) == 1 and (s - so_far[0]).days <= 30:
                stage = "New"
            else:
                stage = "Active" if d <= 30 else "At Risk" if d <= 90 else "Inactive"
            quiet[stage].append(d)
        base = sum(len(days) for days in quiet.values())
        rows += [[s, stage, len(quiet[stage]), len(quiet[stage]) / base, divide(sum(quiet[stage]), len(quiet[stage]))]
                 for stage in STAGES]
    return rows
